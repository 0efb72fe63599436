"""One row of a yearly table as it is understood, and a row that stands over others."""

from dataclasses import dataclass, field, replace

from rehab.catalog.lines import Line
from rehab.workbooks.facts.units import Written
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.headings.lanes import Lane


@dataclass(frozen=True)
class TableRow:
    """One row with figures of a line: `area` is its district, empty for the whole province, None where none is named.

    `line` is None where the columns or the caption name it. `level` is the district's: `district`, `commune`.
    """

    number: int
    label: Cell
    line: Line | None
    area: str | None = None
    kinds: tuple[str, ...] = ()
    written: Written = field(default_factory=Written)
    unit: Cell | None = None

    def written_under(self, lane: Lane) -> Written:
        """The units written of a figure of this row in a column."""
        return replace(self.written, column=lane.unit)


@dataclass(frozen=True)
class Heading:
    """A row that stands over others: its words, its level, the unit and the qualifiers of what stands below.

    `cells` are its words' cells with those over it, `outer` the heading that it stands below itself.
    """

    words: str = ""
    level: int = 0
    unit: str = ""
    kinds: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    outer: "Heading | None" = None
