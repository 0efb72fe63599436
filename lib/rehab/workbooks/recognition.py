"""Where things are on a sheet: tables found by their headings and labels, not by position."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rehab.catalog.folding import fold
from rehab.catalog.lines import Line
from rehab.workbooks.areas import area_of
from rehab.workbooks.blocks import Block, is_index_row
from rehab.workbooks.captions import appendix_named, caption_period, lines_in_caption
from rehab.workbooks.dates import read_column_period
from rehab.workbooks.grid import Cell, Grid, turned_grid
from rehab.workbooks.headings import best_place, heading_roles, places_of
from rehab.workbooks.labels import find_heading, match_label
from rehab.workbooks.lanes import Lane, find_lanes, header_rows

_FEWEST_PERIODS = 2
_FEWEST_HEADINGS = 3
_FEWEST_CARD_LABELS = 4
_CAPTION_DEPTH = 4
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
    starts = _starts(grid)
    blocks: list[Block] = []
    before = 0
    for index, start in enumerate(starts):
        top = _top(grid, start)
        limit = _caption_top(grid, _top(grid, starts[index + 1])) - 1 if index + 1 < len(starts) else max(grid.rows)
        last = _before_signatures(grid, start.row, limit)
        caption = tuple(cell for row in range(before + 1, top) for cell in grid.row(row))
        block = _make_block(grid, start, last, caption)
        if block is not None:
            blocks.append(replace(block, claimed=(top, last)))
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


def _header_kind(cells: tuple[Cell, ...]) -> str:
    if len(cells) < _FEWEST_PERIODS:
        return ""
    texts = [cell.said for cell in cells if isinstance(cell.value, str)]
    roles = {role for written in texts for role in heading_roles(written)}
    periods = [p for cell in cells if (p := read_column_period(cell.value, None, cell.number_format))]
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


def _caption_top(grid: Grid, top: int) -> int:
    """First of the rows right above a header that hold nothing but a text or two: its caption."""
    first = top
    for row in range(top - 1, max(0, top - _CAPTION_DEPTH), -1):
        cells = grid.row(row)
        if any(not isinstance(cell.value, str) for cell in cells) or len(cells) > _FEWEST_PERIODS:
            break
        if cells:
            first = row
    return first


def _before_signatures(grid: Grid, header: int, limit: int) -> int:
    """The last row of a table: before the signatures, the title block of what comes next, or another header."""
    for number, cells in grid.numbered_rows():
        if not header < number <= limit:
            continue
        found = [own for cell in cells if isinstance(cell.value, str) and (own := heading_roles(cell.said))]
        roles = {role for known in found for role in known}
        if "title" in roles or (number > header + 1 and sum(not set(r) <= _SMALL_ROLES for r in found) > 1):
            return number - 1
        if "end" in roles:
            # The line "…, ngày … tháng … năm …" stands alone above the signatures.
            return number - 2 if len(grid.row(number - 1)) == 1 else number - 1
    return limit


def _make_block(grid: Grid, start: _Start, last: int, caption: tuple[Cell, ...]) -> Block | None:
    if start.kind == "list":
        return _list_block(grid, start.row, last)
    if start.kind == "cards":
        return _card_block(grid, start.row, last)
    if start.kind == "yearly":
        return yearly_block(grid, header_rows(grid, start.row), last, caption)
    if start.kind == "across":
        return _turned_block(grid, start.row, last, caption)
    top, _ = header_rows(grid, start.row)
    return Block(grid, start.kind, start.row, last, _columns_of_roles(grid, top, start.row))


def _columns_of_roles(grid: Grid, top: int, lowest: int) -> dict[str, int]:
    roles: dict[str, int] = {}
    for row in range(lowest, top - 1, -1):
        for cell in grid.row(row):
            for role in heading_roles(cell.said):
                roles.setdefault(role, cell.column)
    return roles


def yearly_block(grid: Grid, header: tuple[int, int], last: int, caption: tuple[Cell, ...]) -> Block:
    """The table below a header of periods, lines or districts; without an appendix where its labels are unknown."""
    top, lowest = header
    roles = _columns_of_roles(grid, top, lowest)
    body = {number: cells for number, cells in grid.numbered_rows() if lowest < number <= last}
    labels = [cell.said for cells in body.values() for cell in cells if isinstance(cell.value, str)]
    headings = [cell.said for row in range(top, lowest + 1) for cell in grid.row(row) if isinstance(cell.value, str)]
    captioned = [line for cell in caption if isinstance(cell.value, str) for line in lines_in_caption(cell.said)]
    place = best_place(labels + headings + captioned, "yearly", appendix_named(grid, caption))
    if place is None:
        return Block(grid, "yearly", lowest, last, roles, caption=caption)
    lanes = find_lanes(grid, top, lowest, place)
    label_column, area_column = _label_columns(body, lanes, place, roles)
    roles = {name: column for name, column in roles.items() if name not in ("label", "area")}
    roles |= {"label": label_column} if label_column else {}
    roles |= {"area": area_column} if area_column else {}
    has_lines = any(lane.line for lane in lanes.values())
    has_periods = any(lane.period for lane in lanes.values())
    # A caption of two lines tells of none.
    line = match_label(captioned[0], *place) if not has_lines and len({fold(c) for c in captioned}) == 1 else None
    period = None if has_periods else next((p for cell in reversed(caption) if (p := caption_period(cell))), None)
    return Block(
        grid, "yearly", lowest, last, roles, *place, lanes=lanes, line=line, period=period, caption=caption
    )  # fmt: skip


def _label_columns(
    body: dict[int, tuple[Cell, ...]], lanes: dict[int, Lane], place: tuple[str, str], roles: dict[str, int]
) -> tuple[int, int]:
    """The column that names lines and the one that names districts; 0 where there is none."""
    lines: dict[int, int] = {}
    areas: dict[int, int] = {}
    words: dict[int, int] = {}
    for cells in body.values():
        for cell in cells:
            if not isinstance(cell.value, str) or (cell.column in lanes and lanes[cell.column].has_meaning):
                continue
            words[cell.column] = words.get(cell.column, 0) + len(cell.value)
            if place in places_of(cell.said, "yearly"):
                lines[cell.column] = lines.get(cell.column, 0) + 1
            elif area_of(cell.said):
                areas[cell.column] = areas.get(cell.column, 0) + 1
    label = max(lines, key=lambda column: lines[column], default=0)
    area = roles.get("area", 0) or max(areas, key=lambda column: areas[column], default=0)
    # One place that happens to begin like a district's name makes no table of districts.
    if "area" not in roles and areas.get(area, 0) < _FEWEST_PERIODS:
        area = 0
    if not label and not area:
        label = roles.get("label", 0) or max(words, key=lambda column: words[column], default=0)
    return label, area


def _turned_block(grid: Grid, header: int, last: int, caption: tuple[Cell, ...]) -> Block | None:
    """A table with its lines across: years or districts down."""
    top, _ = header_rows(grid, header)
    first_line = min(cell.column for cell in grid.row(header) if _heads_figures(grid, cell, last))
    index_rows = frozenset(number for number, cells in grid.numbered_rows() if is_index_row(cells))
    turned = turned_grid(grid, top, last, index_rows)
    columns = range(min(turned.rows), first_line)
    if not columns:
        return None
    block = yearly_block(turned, (columns[0], columns[-1]), max(turned.rows), caption)
    if not any(lane.period or lane.area is not None for lane in block.lanes.values()):
        return None
    return block


def _heads_figures(grid: Grid, heading: Cell, last: int) -> bool:
    """True for the label of a line across, and for one that is not known but stands over figures all the same."""
    if places_of(heading.said, "yearly"):
        return True
    if heading_roles(heading.said):
        return False
    below = (grid.at(row, heading.column) for row in range(heading.row + 1, last + 1))
    return any(
        cell is not None
        and isinstance(cell.value, int | float)
        and read_column_period(cell.value, None, cell.number_format) is None
        for cell in below
    )


def _list_block(grid: Grid, header: int, last: int) -> Block | None:
    place = best_place([cell.said for cell in grid.row(header) if isinstance(cell.value, str)], "list")
    if place is None:
        return None
    second = grid.next_row(header)
    below = [cell for cell in grid.row(second) if isinstance(cell.value, str)]
    sub_headed = any(place in places_of(cell.said, "list") for cell in below)
    lowest = second if sub_headed else header
    columns: dict[int, Line] = {}
    for row in range(header, lowest + 1):
        for cell in grid.row(row):
            line = find_heading(cell.said, *place) if isinstance(cell.value, str) else None
            if line is not None and line.name != "no_facility":
                columns[cell.column] = line
    roles = {role: cell.column for cell in grid.row(header) for role in heading_roles(cell.said)}
    return Block(grid, "list", lowest, last, roles, *place, columns=tuple(sorted(columns.items(), key=lambda c: c[0])))


def _card_block(grid: Grid, first: int, last: int) -> Block | None:
    """Entries across, their lines down: one centre a block or a sheet."""
    turned = turned_grid(grid, first, last)
    hits = {
        row: sum(bool(places_of(cell.said, "list")) for cell in cells if isinstance(cell.value, str))
        for row, cells in turned.numbered_rows()
    }
    header = max(hits, key=lambda row: hits[row])
    return _list_block(turned, header, max(turned.rows))


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
        lanes=before.lanes, caption=before.caption, claimed=(first, last),
    )  # fmt: skip


def _figure_columns(grid: Grid, rows: Iterable[int], after: int) -> set[int]:
    """Columns behind the labels that hold a number in any of the rows."""
    return {
        cell.column
        for row in rows
        for cell in grid.row(row)
        if cell.column > after and isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    }
