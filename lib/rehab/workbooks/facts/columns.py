"""Which columns of a yearly table can be read, and what is to be said of the others."""

import re
from datetime import date

from rehab.catalog.periods import Period, calendar
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.headings.lanes import Lane

_YEAR_LIKE = re.compile(r"^\D{0,16}\d{2}\S{0,6}$")


def usable_lanes(block: Block, report_date: date | None, findings: Findings) -> dict[int, Lane]:
    """Lanes of a yearly table that say something of their own; a second one alike is reported and left out."""
    filled = {cell.column for number in block.rows for cell in block.grid.row(number)}
    usable: dict[int, Lane] = {}
    first: dict[tuple[str, str, str], Lane] = {}
    for column, lane in block.lanes.items():
        if not lane.has_meaning:
            _report_lane(block, findings, column, lane, column in filled)
            continue
        meaning = (
            lane.line.name if lane.line else "",
            lane.period.label if lane.period else "",
            lane.area or "",
        )
        if meaning in first and column in filled:
            other = first[meaning].heading.address
            findings.report("year_repeated", block.grid, lane.heading, other=other)
            continue
        first.setdefault(meaning, lane)
        usable[column] = _with_report_date(lane, report_date)
    return usable


def _with_report_date(lane: Lane, day: date | None) -> Lane:
    """The last period ends on the report's day, which the heading does not know."""
    own = calendar()
    if lane.period is None or lane.period.label != own.columns[-1] or day is None or day.year != own.last_year:
        return lane
    end = min(lane.period.end, day)
    period = Period(lane.period.label, lane.period.start, end) if end > lane.period.start else lane.period
    return Lane(lane.heading, lane.line, period, lane.area, lane.roles)


def _report_lane(block: Block, findings: Findings, column: int, lane: Lane, filled: bool) -> None:
    roles = block.roles
    year_like = bool(_YEAR_LIKE.match(lane.heading.said))
    if not (filled or year_like) or lane.roles or column in (roles.get("label"), roles.get("area")):
        return
    values = [c for number in block.rows if (c := block.grid.at(number, column)) is not None]
    if not year_like and all(isinstance(cell.value, str) and not _has_digit(cell) for cell in values):
        return
    code = "year_unreadable" if year_like else "heading_unknown"
    findings.report(code, block.grid, lane.heading, appendix=block.appendix)


def _has_digit(cell: Cell) -> bool:
    return any(sign.isdigit() for sign in cell.said)
