"""One table on a sheet: where it is, and what its headings say."""

from dataclasses import dataclass, field
from functools import cached_property

from rehab.catalog.lines import Line
from rehab.catalog.periods import Period
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.headings.lanes import Lane
from rehab.workbooks.headings.list_headings import ListColumn
from rehab.workbooks.headings.numbering import is_index_row


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
    def rows(self) -> tuple[int, ...]:
        """Numbers of the rows that hold the table's content."""
        below = self.grid.next_row(self.header)
        return tuple(
            number
            for number, cells in self.grid.numbered_rows()
            if self.header < number <= self.last and not is_index_row(cells, is_first=number == below)
        )
