"""Figures by districts, and the province's total made of them."""

from dataclasses import dataclass

from rehab.catalog.lines import Line
from rehab.catalog.periods import Period
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.facts.total_rows import is_sum
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.headings.areas import area_level, district_of

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


def settle_areas(grid: Grid, found: list[AreaValue], areas: dict[str, Cell], province: str, findings: Findings) -> None:
    """Hold a given province total against its districts; where none is given, make it, citing every cell.

    `areas` are all districts the table names, with a cell that names each: a sum without one of them is none.
    Communes below their districts are parts of them and not added again. No total is made of a total.
    """
    named = _highest(areas, province)
    by_fact: dict[tuple[str, str], list[AreaValue]] = {}
    for entry in found:
        if not entry.area or entry.area in named:
            by_fact.setdefault((entry.line.name, entry.period.label), []).append(entry)
    disguised = _totals_in_disguise(by_fact, named)
    for area in disguised:
        findings.report("area_is_sum", grid, named[area], area=area)
    missing: dict[tuple[str, str], list[tuple[AreaValue, Cell, int]]] = {}
    for entries in by_fact.values():
        parts = [entry for entry in entries if entry.area]
        given = [entry for entry in parts if entry.value is not None]
        total = next((entry for entry in entries if not entry.area and entry.value is not None), None)
        # A district that stands there twice, and a total that is there but was not read, are reported where they are.
        is_doubled = len({entry.area for entry in given}) < len(given)
        is_unread = any(not entry.area and entry.value is None and entry.cell.said for entry in entries)
        if not given or disguised or is_doubled or (total is None and is_unread):
            continue
        without = {area: cell for area, cell in named.items() if area not in {entry.area for entry in given}}
        without |= {entry.area: entry.cell for entry in parts if entry.value is None}
        if total is None and not without:
            cells = [entry.cell for entry in given]
            findings.observe_sum(
                given[0].line.name, grid, cells, [entry.value or 0.0 for entry in given], given[0].period
            )
        elif total is None:
            key = (given[0].line.name, ", ".join(without))
            missing.setdefault(key, []).append((given[0], next(iter(without.values())), len(given)))
        elif total.value is not None and not without:
            _check_total(grid, total, given, findings)
    _report_incomplete(grid, missing, findings)


def _highest(areas: dict[str, Cell], province: str) -> dict[str, Cell]:
    """The districts among areas; the communes where there are no districts."""
    found = {area: cell for area, cell in areas.items() if area_level(area) != "commune" or district_of(area, province)}
    return found or areas


def _totals_in_disguise(by_fact: dict[tuple[str, str], list[AreaValue]], named: dict[str, Cell]) -> list[str]:
    """Areas whose figures are the sum of all others', in more facts than chance allows."""
    vectors: dict[str, dict[int, float]] = {area: {} for area in named}
    for number, entries in enumerate(by_fact.values()):
        for entry in entries:
            if entry.area and entry.value is not None:
                vectors[entry.area][number] = entry.value
    return [
        area
        for area, own in vectors.items()
        if len(own) > 1 and is_sum(own, [vector for other, vector in vectors.items() if other != area])
    ]


def _report_incomplete(
    grid: Grid, missing: dict[tuple[str, str], list[tuple[AreaValue, Cell, int]]], findings: Findings
) -> None:
    """One problem for all years of a line in which the same districts are missing."""
    for (_, areas), found in missing.items():
        line = found[0][0].line
        periods = ", ".join(value.period.label for value, _, _ in found)
        label = (line.label_vi, line.label_en)
        blanks = tuple(dict.fromkeys(blank for _, blank, _ in found))
        findings.report("area_incomplete", grid, blanks, line=label, period=periods, areas=areas, given=found[0][2])


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
