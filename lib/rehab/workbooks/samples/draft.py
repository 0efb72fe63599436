"""A workbook being made up: cells that know which facts they state, so that the truth moves with them."""

from dataclasses import dataclass, field, replace
from datetime import date

from openpyxl.utils import get_column_letter

from rehab.workbooks.samples.province import ProvinceFigures

CellContent = str | int | float | date | None
FONT = "Times New Roman"


@dataclass(frozen=True)
class Fact:
    """One thing a workbook states, as it must be read: a number in the line's unit, or a text."""

    line: str
    period: str = ""
    value: float | None = None
    text: str = ""
    entry: str = ""
    area: str = ""


@dataclass(frozen=True)
class DraftCell:
    """One cell: what is in it, how it looks, what it is for (`role`), and the fact it states if it states one.

    `runs` gives the text stretch by stretch as (text, font, raised); `formula` is its formula, whose saved
    result is `value` unless `unsaved`.
    """

    value: CellContent
    role: str = "text"
    fact: Fact | None = None
    number_format: str = "General"
    font: str = FONT
    bold: bool = False
    runs: tuple[tuple[str, str, bool], ...] = ()
    formula: str = ""
    unsaved: bool = False


Area = tuple[int, int, int, int]


@dataclass
class DraftSheet:
    """One sheet: cells by (row, column), merged blocks, what is hidden."""

    name: str
    cells: dict[tuple[int, int], DraftCell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, value: CellContent, role: str = "text", **look: object) -> None:
        """Write a cell; nothing is written for None."""
        if value is not None:
            self.cells[row, column] = DraftCell(value, role, **look)  # type: ignore[arg-type]

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Merge a block; one cell is no block."""
        if (row, column) != (last_row, last_column):
            self.merged.append((row, column, last_row, last_column))

    def change(self, place: tuple[int, int], **changes: object) -> None:
        """Change what is in a cell or how it looks."""
        self.cells[place] = replace(self.cells[place], **changes)  # type: ignore[arg-type]

    @property
    def last_row(self) -> int:
        """Number of the last row with something in it."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """Number of the last column with something in it."""
        return max((column for _, column in self.cells), default=0)

    def insert_rows(self, before: int, count: int = 1) -> None:
        """Insert blank rows; merged blocks that span the place grow."""
        self._map(lambda row: row + count if row >= before else row, lambda column: column)

    def insert_columns(self, before: int, count: int = 1) -> None:
        """Insert blank columns; merged blocks that span the place grow."""
        self._map(lambda row: row, lambda column: column + count if column >= before else column)

    def delete_row(self, row: int) -> None:
        """Delete a row with all that is in it."""
        self.cells = {place: cell for place, cell in self.cells.items() if place[0] != row}
        # A block that ends with the row ends with the one above it.
        self.merged = [(a, b, c - (c == row), d) for a, b, c, d in self.merged if not a == c == row]
        self._map(lambda other: other - 1 if other > row else other, lambda column: column)
        self.merged = [block for block in self.merged if block[:2] != block[2:]]

    def _map(self, rows, columns) -> None:  # type: ignore[no-untyped-def]
        self.cells = {(rows(row), columns(column)): cell for (row, column), cell in self.cells.items()}
        self.merged = [(rows(a), columns(b), rows(c), columns(d)) for a, b, c, d in self.merged]
        self.hidden_rows = {rows(row) for row in self.hidden_rows}
        self.hidden_columns = {columns(column) for column in self.hidden_columns}


@dataclass
class Draft:
    """A workbook being made up; `sums` are facts no cell states alone: province totals to be added up."""

    figures: ProvinceFigures
    sheets: list[DraftSheet] = field(default_factory=list)
    epoch_1904: bool = False
    sums: list[Fact] = field(default_factory=list)

    def sheet(self, name: str) -> DraftSheet:
        """A new sheet at the end."""
        self.sheets.append(DraftSheet(name))
        return self.sheets[-1]


TRUTH_COLUMNS = ("line", "entry", "area", "period", "value", "text", "sheet", "cell")


def truth_rows(draft: Draft) -> list[dict[str, object]]:
    """What a reader must find, a row a fact, with the cell that states it (none for sums of districts)."""
    found = [
        _truth(cell.fact, sheet.name, f"{get_column_letter(column)}{row}")
        for sheet in draft.sheets
        for (row, column), cell in sorted(sheet.cells.items())
        if cell.fact is not None
    ]
    return found + [_truth(fact, "", "") for fact in draft.sums]


def _truth(fact: Fact, sheet: str, cell: str) -> dict[str, object]:
    return {
        "line": fact.line,
        "entry": fact.entry,
        "area": fact.area,
        "period": fact.period,
        "value": fact.value,
        "text": fact.text,
        "sheet": sheet,
        "cell": cell,
    }
