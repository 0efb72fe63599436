"""Yearly tables: lines down, periods and the review window across."""

from dataclasses import dataclass
from datetime import date

from rehab.catalog.lines import NONE_STATED, Line, parent_of
from rehab.catalog.periods import Period, span
from rehab.workbooks.dates import read_column_period, read_days
from rehab.workbooks.grid import Cell
from rehab.workbooks.labels import match_label, nearest_labels
from rehab.workbooks.ledger import Ledger
from rehab.workbooks.quantities import nothing_written, read_quantity
from rehab.workbooks.recognition import Block, heading_roles

_FIRST_YEAR, _LAST_YEAR = 2010, 2020
_WINDOW_ROLES = ("window_value", "window_from", "window_to")


@dataclass(frozen=True)
class _Row:
    block: Block
    line: Line
    label: Cell


def read_yearly(block: Block, ledger: Ledger) -> None:
    """Put every value of a yearly table into the ledger, and every cell that is none."""
    periods = _column_periods(block, ledger)
    seen: dict[str, Cell] = {}
    parent = ""
    for number in block.rows():
        label = block.grid.at(number, block.roles["label"])
        valued = [cell for cell in block.grid.row(number) if cell.column in periods or _in_window(block, cell)]
        if label is None:
            for cell in valued:
                ledger.report("label_unknown", block.grid, cell, appendix=block.appendix, nearest="")
            continue
        line = match_label(label.said, block.appendix, block.table, parent)
        if line is None:
            if valued:
                nearest = _nearest(nearest_labels(label.said, block.appendix, block.table))
                ledger.report("label_unknown", block.grid, label, appendix=block.appendix, nearest=nearest)
            continue
        parent = parent_of(line)
        if not valued:
            continue
        if line.name in seen:
            ledger.report("label_repeated", block.grid, label, other=seen[line.name].address)
        seen.setdefault(line.name, label)
        _report_unplaced(block, number, periods, ledger)
        _read_row(_Row(block, line, label), number, periods, ledger)


def _report_unplaced(block: Block, number: int, periods: dict[int, Period], ledger: Ledger) -> None:
    """A number in a column without a known heading belongs to nothing, and must not be lost in silence."""
    known = set(periods) | set(block.roles.values())
    refused = {cell.column for cell in block.grid.row(block.header) if cell.column not in known}
    for cell in block.grid.row(number):
        is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        # Columns whose heading was refused have been reported at their heading already.
        if is_number and cell.column > block.roles["label"] and cell.column not in known | refused:
            ledger.report("value_unplaced", block.grid, cell)


def _nearest(labels: tuple[str, ...]) -> tuple[str, str]:
    if not labels:
        return ("", "")
    joined = "; ".join(f"«{label}»" for label in labels)
    return (f" Gần nhất: {joined}.", f" Nearest: {joined}.")


def _in_window(block: Block, cell: Cell) -> bool:
    return any(block.roles.get(role) == cell.column for role in _WINDOW_ROLES)


def _column_periods(block: Block, ledger: Ledger) -> dict[int, Period]:
    periods: dict[int, Period] = {}
    first_cells: dict[str, Cell] = {}
    for cell in block.grid.row(block.header):
        if heading_roles(cell.said) or cell.column == block.roles["label"]:
            continue
        period = read_column_period(cell.value, ledger.report_date)
        if period is None:
            ledger.report("year_unreadable", block.grid, cell)
        elif period.label in first_cells:
            ledger.report("year_repeated", block.grid, cell, other=first_cells[period.label].address)
        else:
            first_cells[period.label] = cell
            periods[cell.column] = period
    return periods


def _read_row(row: _Row, number: int, periods: dict[int, Period], ledger: Ledger) -> None:
    for column, period in periods.items():
        cell = row.block.grid.at(number, column)
        if cell is not None:
            _observe(row, cell, period, "", ledger)
    if not row.line.is_number:
        _read_text(row, number, ledger)
    else:
        _read_window(row, number, ledger)
    note_column = row.block.roles.get("note")
    written = row.block.grid.at(number, note_column) if note_column else None
    if written is not None:
        ledger.observe("note", row.block.grid, written, text=written.said, entry=row.line.name)


def _read_text(row: _Row, number: int, ledger: Ledger) -> None:
    """A text line of a yearly table may be answered in the window's column."""
    column = row.block.roles.get("window_value")
    cell = row.block.grid.at(number, column) if column else None
    if cell is not None:
        ledger.observe(row.line.name, row.block.grid, cell, text=cell.said)


def _observe(row: _Row, cell: Cell, period: Period, words: str, ledger: Ledger) -> None:
    if not row.line.is_number:
        ledger.observe(row.line.name, row.block.grid, cell, text=cell.said, period=period)
        return
    found = read_quantity(cell, row.line.unit)
    if found.code:
        values: dict[str, object] = {"line": (row.line.label_vi, row.line.label_en), **dict(found.values)}
        ledger.report(found.code, row.block.grid, cell, **values)
    if found.value is not None:
        said = NONE_STATED if found.text == NONE_STATED else words
        ledger.observe(row.line.name, row.block.grid, cell, value=found.value, text=said, period=period)


def _read_window(row: _Row, number: int, ledger: Ledger) -> None:
    grid, roles = row.block.grid, row.block.roles
    value, first, last = (grid.at(number, roles[role]) if role in roles else None for role in _WINDOW_ROLES)
    if value is None or nothing_written(value.said) == "blank":
        for cell in (first, last):
            if cell is not None and value is None and not nothing_written(cell.said):
                where = _address(number, roles["window_value"])
                label = (row.line.label_vi, row.line.label_en)
                ledger.report("date_without_value", grid, cell, line=label, value_cell=where)
        return
    spans = [_days(row, cell, ledger) for cell in (first, last) if cell is not None]
    if any(days is None for days in spans):
        return
    period = _window_period(row, number, value, first, last, ledger)
    if period is not None:
        words = "-".join(cell.said.strip() for cell in (first, last) if cell is not None)
        _observe(row, value, period, words, ledger)


def _days(row: _Row, cell: Cell, ledger: Ledger) -> Period | None:
    days = read_days(cell.value, ledger.report_date)
    if days is None:
        ledger.report("date_unreadable", row.block.grid, cell)
        return None
    if not _FIRST_YEAR <= days.start.year <= _LAST_YEAR:
        ledger.report("date_out_of_range", row.block.grid, cell)
        return None
    if ledger.report_date and days.end > ledger.report_date:
        ledger.report("date_after_report", row.block.grid, cell, report=_day(ledger.report_date))
    return days


def _window_period(
    row: _Row, number: int, value: Cell, first: Cell | None, last: Cell | None, ledger: Ledger
) -> Period | None:
    start = read_days(first.value, ledger.report_date) if first else None
    end = read_days(last.value, ledger.report_date) if last else None
    grid, roles = row.block.grid, row.block.roles
    label = (row.line.label_vi, row.line.label_en)
    if row.line.measure == "stock":
        known = end or start
        if known is None:
            where = _address(number, roles.get("window_to", value.column))
            day = ("ngày chốt số", "day")
            ledger.report("date_missing", grid, value, line=label, which=day, date_cell=where)
        return known
    for days, role, which in (
        (start, "window_from", ("từ ngày", "from-date")),
        (end, "window_to", ("đến ngày", "to-date")),
    ):
        if days is None:
            where = _address(number, roles.get(role, value.column))
            ledger.report("date_missing", grid, value, line=label, which=which, date_cell=where)
    if start is None or end is None:
        return None
    if end.end < start.start:
        ledger.report("dates_reversed", grid, first, start=_day(start.start), end=_day(end.end))
        return None
    return span(start.start, end.end)


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _address(row: int, column: int) -> str:
    return Cell(row, column, None, "").address
