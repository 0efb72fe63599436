"""Totals that a table gives of itself: over its years, and over its lines of money."""

from rehab.catalog.lines import Line, is_share
from rehab.catalog.periods import Period, calendar
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import Surroundings, nothing_written, read_quantity
from rehab.workbooks.grids.units import MONEY
from rehab.workbooks.headings.lanes import Lane

# Amounts rounded one by one may differ from their rounded total by half a unit each.
_ROUNDING = 0.5


class PeriodTotals:
    """Collects the values of a table and the totals it states; what does not add up is reported."""

    def __init__(self) -> None:
        self.factor = 1.0
        self._values: dict[tuple[str, str], float] = {}
        self._lines: dict[str, Line] = {}
        self._total_cells: list[tuple[Line, Cell, float | None]] = []
        self._total_rows: list[tuple[Cell, list[tuple[Cell, str]]]] = []

    def add(self, line: Line, lane: Lane, period: Period, value: float) -> None:
        """Note one value of the whole province."""
        self._values[line.name, period.label] = value
        self._lines[line.name] = line

    def note_total_cell(self, line: Line, cell: Cell, value: float | None) -> None:
        """Note the total over the years that a row gives; None for one that is no number."""
        if value is not None or not nothing_written(cell.said):
            self._total_cells.append((line, cell, value))

    def note_total_row(self, label: Cell, valued: list[Cell], lanes: dict[int, Lane]) -> None:
        """Note a row of totals over lines of money."""
        cells = [(c, lanes[c.column].period) for c in valued if c.column in lanes]
        self._total_rows.append((label, [(cell, period.label) for cell, period in cells if period is not None]))

    def check(self, grid: Grid, findings: Findings) -> None:
        """Report every total that its parts do not make, where all parts are given."""
        for line, cell, total in self._total_cells:
            # The review's own total leaves the baseline's year out (method, rule 2); an office may have it in.
            years = {p: v for (name, p), v in self._values.items() if name == line.name}
            review = sum(value for period, value in years.items() if period != str(calendar().baseline_year))
            sums = {review, sum(years.values())}
            differs = total is None or all(self._off(total, s, len(years), line) for s in sums)
            if line.measure == "flow" and years and differs:
                said = cell.said.strip() if total is None else f"{total:g}"
                self._report(grid, findings, cell, (line.label_vi, line.label_en), said, review)
        for label, cells in self._total_rows:
            for cell, period in cells:
                parts = [v for (name, p), v in self._values.items() if p == period and not is_share(self._lines[name])]
                stated = read_quantity(cell, MONEY, Surroundings(factor=self.factor)).value
                if stated is not None and parts and abs(stated - sum(parts)) > _ROUNDING * len(parts):
                    self._report(grid, findings, cell, (label.said, label.said), f"{stated:g}", sum(parts))

    @staticmethod
    def _off(total: float, summed: float, count: int, line: Line) -> bool:
        return abs(total - summed) > (_ROUNDING * count if line.unit == MONEY else 1e-6)

    @staticmethod
    def _report(grid: Grid, findings: Findings, cell: Cell, line: tuple[str, str], total: str, summed: float) -> None:
        findings.report("sum_differs", grid, cell, line=line, total=total, sum=f"{summed:g}")
