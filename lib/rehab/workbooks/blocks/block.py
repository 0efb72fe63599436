"""One table on a sheet: where it is, and what its headings say."""

from dataclasses import dataclass, field
from functools import cached_property

from rehab.catalog.folding import fold
from rehab.catalog.lines import Line
from rehab.catalog.periods import Period
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.headings.lanes import Lane
from rehab.workbooks.headings.list_headings import ListColumn
from rehab.workbooks.headings.numbering import is_index_row

Said = tuple[tuple[int, str], ...]


def said_in(grid: Grid, row: int) -> Said:
    """What a row says, by column, to be told from another."""
    return tuple((cell.column, fold(cell.said)) for cell in grid.row(row))


def _says(cells: tuple[Cell, ...], said: Said) -> bool:
    """True for a row that says what another does; nearly all differ in their first cells."""
    return all(
        cell.column == column and fold(cell.said) == words for cell, (column, words) in zip(cells, said, strict=True)
    )


@dataclass(frozen=True)
class Block:
    """One table on a sheet.

    `kind` is `yearly`, `list`, `assessment` or `narrative`; `header` the row of its lowest headings; the rows
    after it up to `last` hold the table. `roles` gives the column of each heading role (label, area, unit,
    window_value …). A yearly table has `lanes`: what the headings of each column say; `line` and `period` are
    what its caption says of all of it, `kinds` and `area` the qualifiers and the district that it names. A list
    table has `columns`: what the headings of each column say. In a turned grid the workbook's columns are the
    table's rows. `top` is the first row of the header.
    """

    grid: Grid
    kind: str
    header: int
    last: int
    roles: dict[str, int]
    appendix: str = ""
    table: str = ""
    columns: tuple[ListColumn, ...] = ()
    lanes: dict[int, Lane] = field(default_factory=dict)
    line: Line | None = None
    period: Period | None = None
    kinds: tuple[str, ...] = ()
    area: str = ""
    caption: tuple[Cell, ...] = ()
    top: int = 0

    @cached_property
    def last_column(self) -> int:
        """The last column that a heading stands over."""
        heads = (cell for row in range(self.top or self.header, self.header + 1) for cell in self.grid.row(row))
        return max((self.grid.span(cell)[1] for cell in heads), default=0)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Numbers of the rows that hold the table's content."""
        below = self.grid.next_row(self.header)
        last = self.last_column
        heads: dict[int, list[Said]] = {}
        for row in range(self.top or self.header, self.header + 1):
            heads.setdefault(len(self.grid.row(row)), []).append(said_in(self.grid, row))
        return tuple(
            number
            for number, cells in self.grid.numbered_rows()
            if self.header < number <= self.last
            # What somebody wrote beside it makes an index row no entry.
            and not is_index_row(tuple(cell for cell in cells if cell.column <= last), is_first=number == below)
            # A heading that is written again where a page begins.
            and not (len(cells) > 1 and any(_says(cells, head) for head in heads.get(len(cells), ())))
        )
