"""A sheet as the reader sees it: cells with value, shown text and address, whatever the file format."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from openpyxl.utils import get_column_letter

from rehab.catalog.folding import fold
from rehab.workbooks.grids.signs import shown_signs, visible_signs

CellValue = str | int | float | bool | date | None


@dataclass(frozen=True)
class Cell:
    """One cell that holds something.

    `value` is what it holds (for a formula its saved result, None if none was saved), `raw` what a person
    would say it holds, `formula` the formula's text or empty. `corrected`: the value is an agreed correction,
    `raw` still the province's; `cleared`: someone has found nothing personal in it; `turned`: it lies in a grid
    whose rows and columns have changed places, and its address is that in the workbook. `words` is what its number
    format writes around a number ("tỷ"). `note` is the kind of problem that its looks make, with `told` for the
    message: part of it struck out, say.
    """

    row: int
    column: int
    value: CellValue
    raw: str
    number_format: str = "General"
    formula: str = ""
    corrected: bool = False
    cleared: bool = False
    turned: bool = False
    words: str = ""
    note: str = ""
    told: str = ""

    @cached_property
    def address(self) -> str:
        """Address in Excel's notation, `D7`."""
        if self.turned:
            return f"{get_column_letter(self.row)}{self.column}"
        return f"{get_column_letter(self.column)}{self.row}"

    @cached_property
    def said(self) -> str:
        """What the cell is taken to say: an agreed correction, decoded old letters, else what is written."""
        if isinstance(self.value, str):
            return self.value
        return self.raw if self.value is None else shown(self.value)

    @property
    def is_error(self) -> bool:
        """True for `#REF!` and its like."""
        return isinstance(self.value, str) and self.value.startswith("#") and self.value.endswith(("!", "?", "A"))


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet by (row, column); blank cells are absent.

    `merged` holds blocks as first row, first column, last row, last column; `hidden_rows` and `hidden_columns`
    those of them that hold something; `epoch_1904` whether bare serial numbers count from 1904; `turned` whether
    rows and columns have changed places; `unseen` are the cells that a reader of the sheet does not see, each with a
    `note` that says why.
    """

    name: str
    cells: dict[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    rows: dict[int, tuple[Cell, ...]] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    epoch_1904: bool = False
    turned: bool = False
    anchors: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    unseen: tuple[Cell, ...] = ()

    def at(self, row: int, column: int) -> Cell | None:
        """The cell at a place, or None if it is blank."""
        return self.cells.get((row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """Cells of one row, from left to right."""
        return self.rows.get(row, ())

    @cached_property
    def answers(self) -> dict[str, Cell | None]:
        """By each text, folded: the first filled cell to the right of it, None where none is."""
        found: dict[str, Cell | None] = {}
        for _, cells in self.numbered_rows():
            for index, cell in enumerate(cells):
                if isinstance(cell.value, str):
                    found.setdefault(fold(cell.value), cells[index + 1] if index + 1 < len(cells) else None)
        return found

    def next_row(self, row: int) -> int:
        """The next row below that holds something; the row itself if there is none."""
        return min((number for number in self.rows if number > row), default=row)

    def numbered_rows(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Row numbers with their cells, from the top."""
        yield from sorted(self.rows.items())

    def covering(self, row: int, column: int) -> Cell | None:
        """The cell whose value shows at a place: its own, or that of the merged block it lies in."""
        own = self.cells.get((row, column))
        if own is not None:
            return own
        anchor = self.anchors.get((row, column))
        return self.cells.get(anchor) if anchor else None

    def with_cells(self, cells: list[Cell]) -> "Grid":
        """The same sheet with other cells: how its dates count and what of it is hidden stay as they are."""
        rows = _by_row(cells)
        return replace(self, cells={(cell.row, cell.column): cell for cell in cells}, rows=rows)

    def between(self, first: int, last: int) -> "Grid":
        """The sheet with the columns from `first` to `last` alone."""
        kept = self.with_cells([cell for cell in self.cells.values() if first <= cell.column <= last])
        merged = tuple(block for block in self.merged if first <= block[1] and block[3] <= last)
        return replace(kept, merged=merged, anchors=_anchors(merged, sorted(kept.rows), last))

    def span(self, cell: Cell) -> tuple[int, int]:
        """First and last column that a cell shows over: more than one where it is merged."""
        block = self.merges.get((cell.row, cell.column))
        return (cell.column, block[3]) if block else (cell.column, cell.column)

    @cached_property
    def merges(self) -> dict[tuple[int, int], tuple[int, int, int, int]]:
        """Merged blocks by the place of their first cell."""
        return {(block[0], block[1]): block for block in self.merged}

    def blank(self, row: int, column: int) -> Cell:
        """A cell that holds nothing, to name a place by."""
        return Cell(row, column, None, "", turned=self.turned)


COVERED = "value_covered"
# Kinds of problems that say that nothing of a cell is seen.
UNSEEN = frozenset({COVERED, "value_struck", "value_invisible", "value_not_shown"})
# A merged block over more places than this is a stripe across the sheet, no heading or label.
_LARGEST_MERGE = 4_000
# Whole numbers from here on show as powers of ten, as spreadsheets show them.
MOST_PLAIN = 1e21


def _anchors(
    merged: tuple[tuple[int, int, int, int], ...], rows: list[int], last_column: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of a merged block the place of its first cell, as far as the sheet is filled."""
    anchors = {}
    for first_row, first_column, last_row, last_column_of_block in merged:
        own = rows[bisect_left(rows, first_row) : bisect_right(rows, last_row)]
        columns = range(first_column, min(last_column_of_block, last_column) + 1)
        for row in own[: max(1, _LARGEST_MERGE // max(1, len(columns)))]:
            for column in columns:
                anchors[row, column] = (first_row, first_column)
    return anchors


def _covered(merged: tuple[tuple[int, int, int, int], ...], rows: dict[int, tuple[Cell, ...]]) -> set[tuple[int, int]]:
    """Places of cells that lie under a merged block and are not its first."""
    numbers = sorted(rows)
    covered = set()
    for first_row, first_column, last_row, last_column in merged:
        for row in numbers[bisect_left(numbers, first_row) : bisect_right(numbers, last_row)]:
            own = rows[row]
            start = bisect_left(own, first_column, key=lambda cell: cell.column)
            for cell in own[start : bisect_right(own, last_column, key=lambda cell: cell.column)]:
                if (row, cell.column) != (first_row, first_column):
                    covered.add((row, cell.column))
    return covered


def make_grid(
    name: str,
    cells: list[Cell],
    merged: tuple[tuple[int, int, int, int], ...] = (),
    hidden: bool = False,
    hidden_rows: frozenset[int] = frozenset(),
    hidden_columns: frozenset[int] = frozenset(),
    epoch_1904: bool = False,
    turned: bool = False,
) -> Grid:
    """A grid of the given cells; those that nobody sees, and those under a merged block, are kept apart.

    Signs that nobody sees (`signs.py`) are taken out of what cells and sheet are called and say.

    >>> make_grid("a", [Cell(1, 2, 5, "5")]).row(1)[0].address
    'B1'
    """
    name = shown_signs(name)
    cells = [_without_unseen_signs(cell) for cell in cells]
    rows = _by_row(cells)
    covered = _covered(merged, rows)
    unseen = [cell for cell in cells if cell.note in UNSEEN or (cell.row, cell.column) in covered]
    seen = cells
    if unseen:
        seen = [cell for cell in cells if cell.note not in UNSEEN and (cell.row, cell.column) not in covered]
        unseen = [cell if cell.note in UNSEEN else replace(cell, note=COVERED) for cell in unseen]
        rows = _by_row(seen)
    last_column = max((own[-1].column for own in rows.values()), default=0)
    return Grid(
        name=name,
        cells={(cell.row, cell.column): cell for cell in seen},
        merged=merged,
        hidden=hidden,
        rows=rows,
        hidden_rows=hidden_rows & rows.keys(),
        hidden_columns=hidden_columns & {cell.column for cell in seen},
        epoch_1904=epoch_1904,
        turned=turned,
        anchors=_anchors(merged, sorted(rows), last_column),
        unseen=tuple(sorted(unseen, key=lambda cell: (cell.row, cell.column))),
    )


def _without_unseen_signs(cell: Cell) -> Cell:
    """The cell with nothing in its text that turns, hides or commands; nearly always the cell itself."""
    if cell.raw.isprintable() and (not isinstance(cell.value, str) or cell.value.isprintable()):
        return cell
    value = shown_signs(cell.value) if isinstance(cell.value, str) else cell.value
    raw = visible_signs(cell.raw, is_legacy=isinstance(value, str) and value != shown_signs(cell.raw))
    if value == cell.value and raw == cell.raw:
        return cell
    return replace(cell, value=value, raw=raw)


def _by_row(cells: list[Cell]) -> dict[int, tuple[Cell, ...]]:
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda item: (item.row, item.column)):
        rows.setdefault(cell.row, []).append(cell)
    return {row: tuple(found) for row, found in rows.items()}


def turned_grid(grid: Grid, first_row: int, last_row: int, left_out: frozenset[int] = frozenset()) -> Grid:
    """Rows `first_row` to `last_row` of a grid with rows and columns changed; addresses stay the workbook's.

    `left_out` are rows of no interest, such as the index row.

    >>> turned_grid(make_grid("a", [Cell(1, 2, 5, "5")]), 1, 1).row(2)[0].address
    'B1'
    """
    rows = range(first_row, last_row + 1)
    cells = [
        replace(cell, row=cell.column, column=cell.row, turned=True)
        for cell in grid.cells.values()
        if cell.row in rows and cell.row not in left_out
    ]
    merged = tuple((c1, r1, c2, r2) for r1, c1, r2, c2 in grid.merged if r1 in rows and r2 in rows)
    return make_grid(
        grid.name, cells, merged, grid.hidden, grid.hidden_columns, grid.hidden_rows, grid.epoch_1904, turned=True
    )


def plain_value(value: object) -> CellValue:
    """A library's cell value as one of ours: dates without a clock, rich text as text.

    >>> plain_value(930)
    930
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value)


def shown(value: CellValue) -> str:
    """A cell's value as text: whole floats without a fraction, dates as 22/6/2020.

    >>> shown(930.0), shown(date(2020, 6, 22)), shown(1e308)
    ('930', '22/6/2020', '1e+308')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < MOST_PLAIN else f"{value:.15g}"
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return "" if value is None else str(value)
