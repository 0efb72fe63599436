"""One thing that a reader must look at, as a stage returns it: what it is, where it stands, what the message needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rehab.workbooks.grids.grid import Cell, Grid


@dataclass(frozen=True)
class Problem:
    """A problem of a kind (`problem_kinds`), at a cell, or several, where there is one; `values` fill its message."""

    code: str
    grid: Grid | None = None
    cells: tuple[Cell, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def cell(self) -> Cell | None:
        """The first of its cells."""
        return self.cells[0] if self.cells else None


def problem(
    code: str, grid: Grid | None = None, cell: Cell | Sequence[Cell] | None = None, **values: object
) -> Problem:
    """A problem, its message's values by name; `cell` may be several that share one cause.

    >>> problem("sheet_hidden", other="B").values["other"]
    'B'
    """
    return Problem(code, grid, cell_list(cell), values)


def cell_list(cell: Cell | Sequence[Cell] | None) -> tuple[Cell, ...]:
    """One cell or several, or none, as a tuple; each once."""
    if cell is None:
        return ()
    return (cell,) if isinstance(cell, Cell) else tuple(dict.fromkeys(cell))
