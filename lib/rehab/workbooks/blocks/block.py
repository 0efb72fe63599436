"""One table on a sheet: where it is, and what its headings say."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from rehab.catalog.lines import Line
from rehab.catalog.periods import Period
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.headings.lanes import Lane

_FEWEST_HEADINGS = 3
_INDEX = re.compile(r"^\(?(?:([A-Za-z])|(\d{1,2}))\)?(?:\s*=\s*[\d+\-() ]+)?$")


@dataclass(frozen=True)
class Block:
    """One table on a sheet.

    `kind` is `yearly`, `list`, `assessment` or `narrative`; `header` the row of its lowest headings; the rows
    after it up to `last` hold the table. `roles` gives the column of each heading role (label, area, unit,
    window_value …). A yearly table has `lanes`: what the headings of each column say; `line` and `period` are
    what its caption says of all of it. A list table has `columns`: the line of each column. In a turned grid
    the workbook's columns are the table's rows. `claimed` are the rows of the sheet, header included, that the
    table is answerable for.
    """

    grid: Grid
    kind: str
    header: int
    last: int
    roles: dict[str, int]
    appendix: str = ""
    table: str = ""
    columns: tuple[tuple[int, Line], ...] = ()
    lanes: dict[int, Lane] = field(default_factory=dict)
    line: Line | None = None
    period: Period | None = None
    caption: tuple[Cell, ...] = ()
    claimed: tuple[int, int] = (0, 0)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Numbers of the rows that hold the table's content."""
        return tuple(
            number
            for number, cells in self.grid.numbered_rows()
            if self.header < number <= self.last and not is_index_row(cells)
        )


def is_index_row(cells: tuple[Cell, ...]) -> bool:
    """True for the row A, B, 1, 2, 3=1+2 under a header."""
    if len(cells) < _FEWEST_HEADINGS or not all(isinstance(cell.value, str | int) for cell in cells):
        return False
    signs = [match for cell in cells if (match := _INDEX.match(cell.said.strip()))]
    numbers = [int(match[2]) for match in signs if match[2]]
    # Letters over the words, numbers over the figures, one after the other: nothing else counts like that.
    return len(signs) == len(cells) and len(numbers) < len(cells) and numbers == list(range(1, len(numbers) + 1))
