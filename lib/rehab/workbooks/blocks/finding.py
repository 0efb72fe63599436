"""Where things are on a sheet: tables found by their headings and labels, not by position."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from rehab.catalog.folding import fold
from rehab.workbooks.blocks.block import Block, said_in
from rehab.workbooks.blocks.captions import CAPTION_DEPTH, caption_top
from rehab.workbooks.blocks.tables import (
    card_block,
    columns_of_roles,
    list_block,
    titles_kinds,
    turned_block,
    yearly_block,
)
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import looks_like_number
from rehab.workbooks.headings.labels import match_label
from rehab.workbooks.headings.lanes import header_rows
from rehab.workbooks.headings.meanings import heading_period
from rehab.workbooks.headings.numbering import is_index_row
from rehab.workbooks.headings.roles import Place, best_place, heading_roles, places_of

_FEWEST_PERIODS = 2
_FEWEST_HEADINGS = 3
_FEWEST_CARD_LABELS = 4
# Words that stand in a table's rows as well as over its columns.
_SMALL_ROLES = frozenset({"total", "end", "area", "note", "derived"})
# The line that says what a list's entry is; a card of one entry begins with it.
_FIRST_LINES = ("facility_name", "pilot_name", "doc_number")


@dataclass(frozen=True)
class _Start:
    row: int
    kind: str


def find_blocks(grid: Grid) -> list[Block]:
    """All tables on a sheet, from the top; each ends where the next one, or the signatures, begin."""
    if not grid.rows:
        return []
    starts = _without_repeats(grid, _starts(grid))
    blocks: list[Block] = []
    titled: tuple[str, ...] = ()
    before = 0
    for index, start in enumerate(starts):
        top = _top(grid, start)
        limit = caption_top(grid, _top(grid, starts[index + 1])) - 1 if index + 1 < len(starts) else max(grid.rows)
        last = _before_signatures(grid, start.row, limit)
        last = _before_other_lines(grid, start.row, last) if start.kind == "list" else last
        caption = tuple(cell for row in range(before + 1, top) for cell in grid.row(row))
        # A table without a title of its own stands below the title of the one before.
        titled = titles_kinds(caption) if caption else titled
        blocks += [
            replace(
                block, top=0 if block.grid.turned else top, kinds=block.kinds if caption else (*block.kinds, *titled)
            )
            for block in _made(grid, start, last, caption)
        ]
        before = last
    return blocks


def _starts(grid: Grid) -> list[_Start]:
    starts: list[_Start] = []
    above = 0
    for number, cells in grid.numbered_rows():
        kind = _header_kind(cells)
        previous = starts[-1] if starts else _Start(0, "")
        # Right below but for blank rows.
        below, above = above == previous.row, number
        if not kind:
            continue
        if below and previous.kind == "across" and kind == "yearly":
            # Lines over years: the row of years is the header's lowest.
            starts[-1] = _Start(number, kind)
        elif not (below and (kind == previous.kind or kind == "across")):
            starts.append(_Start(number, kind))
    if not any(start.kind == "list" for start in starts):
        starts += [_Start(row, "cards") for row in _card_starts(grid)]
    return sorted(starts, key=lambda start: start.row)


def _without_repeats(grid: Grid, starts: list[_Start]) -> list[_Start]:
    """Headers that begin a table: one that is written again, with no title above it, goes on with the table before.

    Unless the labels below it are those of another table: offices put two appendices on a sheet, one below the other.
    """
    kept: list[_Start] = []
    for start, after in zip_longest(starts, starts[1:]):
        is_again = (
            bool(kept)
            and start.kind == kept[-1].kind == "yearly"
            and said_in(grid, start.row) == said_in(grid, kept[-1].row)
            and caption_top(grid, top := _top(grid, start)) == top
            and _place_of(grid, start.row, after) in (None, _place_of(grid, kept[-1].row, start))
        )
        if not is_again:
            kept.append(start)
    return kept


def _place_of(grid: Grid, header: int, after: _Start | None) -> Place | None:
    """The table that most labels between a header and what comes after it belong to."""
    last = after.row - 1 if after else max(grid.rows)
    below = (cell for row in range(header + 1, last + 1) for cell in grid.row(row))
    return best_place([cell.said for cell in below if isinstance(cell.value, str)], "yearly")


def _header_kind(cells: tuple[Cell, ...]) -> str:
    if len(cells) < _FEWEST_PERIODS:
        return ""
    texts = [cell.said for cell in cells if isinstance(cell.value, str)]
    roles = {role for written in texts for role in heading_roles(written)}
    periods = [p for cell in cells if (p := heading_period(cell))]
    different = {period.label for period in periods}
    if len(different) >= _FEWEST_HEADINGS or (
        len(different) >= _FEWEST_PERIODS
        and (roles & {"label", "unit", "area", "number"} or len(periods) == len(cells))
    ):
        return "yearly"
    if "goal" in roles and roles & {"stated_verdict", "stated_reason"}:
        return "assessment"
    if {"heading", "narrative"} <= roles:
        return "narrative"
    if len(texts) < _FEWEST_HEADINGS:
        return ""
    if _most_in_one(texts, "list") >= _FEWEST_HEADINGS:
        return "list"
    if _most_in_one(texts, "yearly") >= _FEWEST_HEADINGS or (
        _most_in_one(texts, "yearly") == _FEWEST_PERIODS and roles & {"area", "number"}
    ):
        return "across"
    return ""


def _most_in_one(written: list[str], kind: str) -> int:
    """How many different labels the table has that most of them belong to."""
    hits: dict[tuple[str, str], set[str]] = {}
    for label in written:
        for place in places_of(label, kind):
            hits.setdefault(place, set()).add(fold(label))
    return max((len(found) for found in hits.values()), default=0)


def _card_starts(grid: Grid) -> list[int]:
    """Rows where a list's first line stands with others of its lines below it: one entry a block, lines down."""
    found = []
    for (row, column), cell in sorted(grid.cells.items()):
        if not isinstance(cell.value, str):
            continue
        for place in places_of(cell.said, "list"):
            line = match_label(cell.said, *place)
            if line is not None and line.name in _FIRST_LINES:
                below = (grid.at(row + offset, column) for offset in range(1, 2 * _FEWEST_CARD_LABELS))
                hits = sum(place in places_of(c.said, "list") for c in below if c is not None)
                if hits >= _FEWEST_CARD_LABELS:
                    found.append(row)
    return sorted(set(found))


def _top(grid: Grid, start: _Start) -> int:
    return start.row if start.kind == "cards" else header_rows(grid, start.row)[0]


def _before_signatures(grid: Grid, header: int, limit: int) -> int:
    """The last row of a table: before the signatures, the title block of what comes next, or another header."""
    heads = {said_in(grid, row) for row in range(max(1, header - CAPTION_DEPTH), header + 1)}
    for number, cells in grid.numbered_rows():
        if not header < number <= limit:
            continue
        found = [own for cell in cells if isinstance(cell.value, str) and (own := heading_roles(cell.said))]
        roles = {role for known in found for role in known}
        is_other = number > header + 1 and sum(not set(r) <= _SMALL_ROLES for r in found) > 1
        if "title" in roles or (is_other and said_in(grid, number) not in heads):
            return number - 1
        if "end" in roles:
            # The line "…, ngày … tháng … năm …" stands alone above the signatures.
            return number - 2 if len(grid.row(number - 1)) == 1 else number - 1
    return limit


def _before_other_lines(grid: Grid, header: int, last: int) -> int:
    """The last row of a list: where a table's lines or its numbering begin below it, its header is lost, not it."""
    columns = {column for cell in grid.row(header) for column in range(grid.span(cell)[0], grid.span(cell)[1] + 1)}
    for number, cells in grid.numbered_rows():
        if not header < number <= last:
            continue
        own = {cell.column for cell in cells}
        if is_index_row(cells) and not own <= columns:
            return number
        columns |= own
        figures = [cell.column for cell in cells if looks_like_number(cell.said)]
        if any(cell.column < max(figures, default=0) and _is_of_years(cell) for cell in cells):
            return number - 1
    return last


def _is_of_years(cell: Cell) -> bool:
    known = isinstance(cell.value, str) and places_of(cell.said, "yearly")
    return bool(known) and not places_of(cell.said, "list")


def _made(grid: Grid, start: _Start, last: int, caption: tuple[Cell, ...]) -> list[Block]:
    """The table below a header, or the tables that stand side by side below it."""
    windows = _side_by_side(grid, start) if start.kind == "yearly" else []
    made = (_make_block(grid.between(*window), start, last, caption) for window in windows)
    found = [block for block in made if block is not None]
    if found:
        return found
    block = _make_block(grid, start, last, caption)
    return [] if block is None else [block]


def _side_by_side(grid: Grid, start: _Start) -> list[tuple[int, int]]:
    """First and last columns of tables that stand beside each other: each has a column of labels and its own years."""
    cells = grid.row(start.row)
    labels = [cell for cell in cells if {"label", "area"} & set(heading_roles(cell.said))]
    if len(labels) < _FEWEST_PERIODS:
        return []
    numbers = {cell.column for cell in cells if "number" in heading_roles(cell.said)}
    firsts = [cell.column - ((cell.column - 1) in numbers) for cell in labels]
    ends = [*(first - 1 for first in firsts[1:]), max(cell.column for cells in grid.rows.values() for cell in cells)]
    windows = list(zip(firsts, ends, strict=True))
    has_years = [any(first <= cell.column <= end and heading_period(cell) for cell in cells) for first, end in windows]
    return windows if all(has_years) else []


def _make_block(grid: Grid, start: _Start, last: int, caption: tuple[Cell, ...]) -> Block | None:
    if start.kind == "list":
        return list_block(grid, start.row, last)
    if start.kind == "cards":
        return card_block(grid, start.row, last)
    if start.kind == "yearly":
        return yearly_block(grid, header_rows(grid, start.row), last, caption)
    if start.kind == "across":
        return turned_block(grid, start.row, last, caption)
    top, _ = header_rows(grid, start.row)
    return Block(grid, start.kind, start.row, last, columns_of_roles(grid, top, start.row))


def continued_block(grid: Grid, before: Block) -> Block | None:
    """The rest of a table that goes on, without its header, on the next sheet; None where it does not.

    Its labels must stand in the column of the table before, and its figures in just the same columns: one column
    more or less, and every figure would be another year's.
    """
    column = before.roles.get("label", 0)
    place = (before.appendix, before.table)
    first = 0
    known = 0
    if _figure_columns(grid, range(1, max(grid.rows, default=0) + 1), column) != _figure_columns(
        before.grid, before.rows, column
    ):
        return None
    for number, cells in grid.numbered_rows():
        label = grid.at(number, column)
        values = [cell for cell in cells if cell.column in before.lanes]
        if label is not None and values and place in places_of(label.said, "yearly"):
            known += 1
            first = first or number
    if known < _FEWEST_PERIODS:
        return None
    last = _before_signatures(grid, first - 1, max(grid.rows))
    return Block(
        grid, "yearly", first - 1, last, before.roles, *place,
        lanes=before.lanes, caption=before.caption, top=first,
    )  # fmt: skip


def _figure_columns(grid: Grid, rows: Iterable[int], after: int) -> set[int]:
    """Columns behind the labels that hold a number in any of the rows."""
    return {
        cell.column
        for row in rows
        for cell in grid.row(row)
        if cell.column > after and isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    }
