"""One thing that a reader must look at, as a stage returns it: what it is, where it stands, what the message needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rehab.workbooks.grids.grid import Cell, Grid


@dataclass(frozen=True)
class Problem:
    """A problem of a kind (`problem_kinds`), at a cell where there is one; `values` fill its message.

    `others` are further cells that it stands on.
    """

    code: str
    grid: Grid | None = None
    cell: Cell | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    others: tuple[Cell, ...] = ()


def problem(
    code: str, grid: Grid | None = None, cell: Cell | Sequence[Cell] | None = None, **values: object
) -> Problem:
    """A problem, at a cell or several, its message's values by name.

    >>> problem("sheet_hidden", other="B").values["other"]
    'B'
    """
    first, *others = cell_list(cell) or (None,)
    return Problem(code, grid, first, values, tuple(one for one in others if one is not None))


def cell_list(cell: Cell | Sequence[Cell] | None) -> tuple[Cell, ...]:
    """One cell or several, or none, as a tuple."""
    if cell is None:
        return ()
    return (cell,) if isinstance(cell, Cell) else tuple(cell)
