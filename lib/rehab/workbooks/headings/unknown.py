"""Words on a sheet that were not understood: what `rehab learn` asks about."""

from dataclasses import dataclass
from typing import Literal

from rehab.workbooks.grids.grid import Cell, Grid

Kind = Literal["label", "heading", "qualifier", "unit", "total", "area"]


@dataclass(frozen=True)
class Unknown:
    """Words that were not understood, with the cell they stand in and what is known around them.

    `words` is what is not understood of the cell's text; `appendix` and `table` say whose place it stands in,
    `above` the line or heading over it, `unit` the unit beside it; `figures` are the cells left out because of it.
    """

    kind: Kind
    grid: Grid
    cell: Cell
    words: str
    appendix: str = ""
    table: str = ""
    above: str = ""
    unit: str = ""
    figures: tuple[Cell, ...] = ()
