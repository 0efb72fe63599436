"""One thing that a reader must look at, as a stage returns it: what it is, where it stands, what the message needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rehab.workbooks.grids.grid import Cell, Grid


@dataclass(frozen=True)
class Problem:
    """A problem of a kind (`problem_kinds`), at a cell where there is one; `values` fill its message."""

    code: str
    grid: Grid | None = None
    cell: Cell | None = None
    values: Mapping[str, object] = field(default_factory=dict)


def problem(code: str, grid: Grid | None = None, cell: Cell | None = None, **values: object) -> Problem:
    """A problem, its message's values by name.

    >>> problem("sheet_hidden", other="B").values["other"]
    'B'
    """
    return Problem(code, grid, cell, values)
