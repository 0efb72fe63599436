"""The window's figure of a line: its value, from-date and to-date, side by side."""

from dataclasses import dataclass
from datetime import date

from rehab.catalog.lines import Line
from rehab.catalog.periods import Period, calendar, span
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.quantities import nothing_written
from rehab.workbooks.headings.dates import cell_days

WINDOW_ROLES = ("window_value", "window_from", "window_to")
# A window that begins this long before the review's first year is a slip of the pen.
_YEARS_BEFORE = 5


@dataclass(frozen=True)
class WindowFigure:
    """The cell of a window's value, its period, and the dates as written."""

    value: Cell
    period: Period
    words: str


def read_window_dates(
    block: Block, line: Line, number: int, report_date: date | None, findings: Findings
) -> WindowFigure | None:
    """The window's figure in a row; None where there is none, or its dates cannot be used (reported)."""
    grid, roles = block.grid, block.roles
    value, first, last = (grid.at(number, roles[role]) if role in roles else None for role in WINDOW_ROLES)
    label = (line.label_vi, line.label_en)
    if value is None or nothing_written(value.said) == "blank":
        for cell in (first, last):
            if cell is not None and value is None and not nothing_written(cell.said):
                where = grid.blank(number, roles["window_value"]).address if "window_value" in roles else ""
                findings.report("date_without_value", grid, cell, line=label, value_cell=where)
        return None
    spans = {cell.address: _days(block, cell, report_date, findings) for cell in (first, last) if cell is not None}
    start = spans[first.address] if first else None
    end = spans[last.address] if last else None
    period = None
    if all(spans.values()):
        if line.measure == "stock" or start is None or end is None or end.end >= start.start:
            _name_later(block, [(cell, spans[cell.address]) for cell in (first, last) if cell], report_date, findings)
        period = _stock_day(block, line, number, value, start, end, findings)
        if line.measure != "stock":
            period = _flow_window(block, line, number, value, (first, start, end), findings)
    if period is None:
        # What is wrong with a day is said at its cell; that the figure beside it waits for it is no problem of its own.
        findings.set_aside(grid, (cell for cell in (value, first, last) if cell is not None))
        return None
    words = "-".join(cell.said.strip() for cell in (first, last) if cell is not None)
    return WindowFigure(value, period, words)


def _days(block: Block, cell: Cell, report_date: date | None, findings: Findings) -> Period | None:
    days = cell_days(cell, report_date, block.grid.epoch_1904)
    if days is None:
        findings.report("date_unreadable", block.grid, cell)
        return None
    if not is_in_reach(days, 0):
        findings.report("date_out_of_range", block.grid, cell)
        return None
    return days


def _name_later(
    block: Block, spans: list[tuple[Cell, Period | None]], report_date: date | None, findings: Findings
) -> None:
    """Days after the report's; where two days are in the wrong order that is said alone."""
    for cell, days in spans:
        if days and report_date and days.end > report_date:
            findings.report("date_after_report", block.grid, cell, report=_written(report_date))


def is_in_reach(days: Period, after: int) -> bool:
    """True for days that a workbook of the review can speak of: from some years before it to some years after.

    >>> from rehab.catalog.periods import span
    >>> is_in_reach(span(date(2017, 7, 14), date(2017, 7, 14)), 0), is_in_reach(
    ...     span(date(1920, 8, 13), date(1920, 8, 13)), 3)
    (True, False)
    """
    own = calendar()
    return own.all_years[0] - _YEARS_BEFORE <= days.start.year <= own.last_year + after


def _stock_day(
    block: Block, line: Line, number: int, value: Cell, start: Period | None, end: Period | None, findings: Findings
) -> Period | None:
    if line.measure != "stock":
        return None
    known = end or start
    if known is None:
        where = block.grid.blank(number, block.roles.get("window_to", value.column)).address
        day = ("ngày chốt số", "day")
        label = (line.label_vi, line.label_en)
        findings.report("date_missing", block.grid, value, line=label, which=day, date_cell=where)
    return known


def _flow_window(
    block: Block,
    line: Line,
    number: int,
    value: Cell,
    dates: tuple[Cell | None, Period | None, Period | None],
    findings: Findings,
) -> Period | None:
    first, start, end = dates
    for days, role, which in (
        (start, "window_from", ("từ ngày", "from-date")),
        (end, "window_to", ("đến ngày", "to-date")),
    ):
        if days is None:
            where = block.grid.blank(number, block.roles.get(role, value.column)).address
            label = (line.label_vi, line.label_en)
            findings.report("date_missing", block.grid, value, line=label, which=which, date_cell=where)
    if start is None or end is None:
        return None
    if end.end < start.start:
        days_written = {"start": _written(start.start), "end": _written(end.end)}
        findings.report("dates_reversed", block.grid, first, **days_written)
        return None
    return span(start.start, end.end)


def _written(day: object) -> str:
    return f"{day.day}/{day.month}/{day.year}"  # type: ignore[attr-defined]
