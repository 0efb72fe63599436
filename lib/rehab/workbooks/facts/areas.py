"""Figures by districts, and the province's total made of them."""

from dataclasses import dataclass

from rehab.catalog.lines import Line
from rehab.catalog.periods import Period
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.grids.grid import Cell, Grid

# Sums of amounts rounded one by one may differ from the rounded total by half a unit each.
_ROUNDING = 0.5


@dataclass(frozen=True)
class AreaValue:
    """One value of a table by districts; `area` is empty for the row or column of the whole province.

    `value` is None where the cell is blank or was not read.
    """

    line: Line
    period: Period
    area: str
    cell: Cell
    value: float | None


def settle_areas(grid: Grid, found: list[AreaValue], areas: dict[str, Cell], findings: Findings) -> None:
    """Hold a given province total against its districts; where none is given, make it, citing every cell.

    `areas` are all districts the table names, with a cell that names each: a sum without one of them is none.
    """
    by_fact: dict[tuple[str, str], list[AreaValue]] = {}
    for entry in found:
        by_fact.setdefault((entry.line.name, entry.period.label), []).append(entry)
    for entries in by_fact.values():
        parts = [entry for entry in entries if entry.area]
        given = [entry for entry in parts if entry.value is not None]
        total = next((entry for entry in entries if not entry.area and entry.value is not None), None)
        if not given:
            continue
        line, period = given[0].line, given[0].period
        label = (line.label_vi, line.label_en)
        values = [entry.value or 0.0 for entry in given]
        without = {area: cell for area, cell in areas.items() if area not in {entry.area for entry in given}}
        without |= {entry.area: entry.cell for entry in parts if entry.value is None}
        if total is None and not without:
            cells = [entry.cell for entry in given]
            findings.observe_sum(line.name, grid, cells, values, period)
        elif total is None:
            missing = ", ".join(without)
            blank = next(iter(without.values()))
            findings.report(
                "area_incomplete", grid, blank, line=label, period=period.label, areas=missing, given=len(given)
            )
        elif total.value is not None and not without:
            _check_total(grid, total, given, findings)


def _check_total(grid: Grid, total: AreaValue, given: list[AreaValue], findings: Findings) -> None:
    summed = sum(entry.value or 0.0 for entry in given)
    tolerance = _ROUNDING * len(given) if total.line.unit == "triệu đồng" else 0.0
    if abs(summed - (total.value or 0.0)) > tolerance + 1e-6:
        findings.report(
            "total_differs",
            grid,
            total.cell,
            line=(total.line.label_vi, total.line.label_en),
            total=f"{total.value:g}",
            sum=f"{summed:g}",
            first=given[0].cell.address,
            last=given[-1].cell.address,
        )
