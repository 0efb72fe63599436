"""Problems of units, told once for each unit that does not fit or was converted."""

from dataclasses import dataclass, field

from rehab.catalog.lines import Line
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.facts.table_row import TableRow
from rehab.workbooks.facts.units import Factor
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.headings.lanes import Lane
from rehab.workbooks.headings.unknown import Unknown


@dataclass
class _Told:
    """The cells that one problem of a unit speaks of: where the unit stands, the figures it leaves out."""

    line: Line
    places: dict[str, Cell] = field(default_factory=dict)
    figures: list[Cell] = field(default_factory=list)


@dataclass
class UnitProblems:
    """Collects what is wrong with units in one table."""

    block: Block
    _told: dict[tuple[str, str, str], _Told] = field(default_factory=dict)

    def note(self, line: Line, row: TableRow, lane: Lane, factor: Factor, cell: Cell) -> None:
        """Note a figure whose unit does not fit, is missing, stated in two ways, or converted."""
        code = factor.code or ("unit_converted" if factor.value != 1.0 else "")
        if not code:
            return
        by_line = code in ("unit_missing", "unit_conflict")
        key = (code, factor.unit, row.label.address if by_line else line.unit)
        told = self._told.setdefault(key, _Told(line))
        place = lane.heading if factor.unit and factor.unit == lane.unit else row.label
        if row.unit is not None and row.unit.said == factor.unit and not by_line:
            place = row.unit
        told.places.setdefault(place.address, place)
        if factor.value is None:
            told.figures.append(cell)

    def report(self, findings: Findings) -> None:
        """Say each of them once, with every place."""
        grid = self.block.grid
        for (code, unit, _), told in self._told.items():
            cells = tuple(told.places.values())
            if code == "unit_differs":
                cells = (*cells, *told.figures)
                findings.unknown.append(
                    Unknown("unit", grid, cells[0], unit, self.block.appendix, self.block.table, told.line.name,
                            figures=tuple(told.figures))
                )  # fmt: skip
            findings.report(code, grid, cells, unit=unit, units=unit, wanted=told.line.unit)
            findings.set_aside(grid, told.figures)
