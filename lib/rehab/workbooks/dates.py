"""Days and periods as Vietnamese offices write them: `14/7/2017`, `6/2020`, `6 tháng đầu năm 2020`."""

import re
from datetime import date

from rehab.catalog.folding import fold
from rehab.catalog.periods import Period, half_year_period, month_end, span, year_period
from rehab.workbooks.grid import CellValue

_DAY = re.compile(r"^(?:ngay )?(\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?(\d{4})$")
_MONTH = re.compile(r"^(?:thang )?(\d{1,2}) (?:nam )?(\d{4})$")
_YEAR = re.compile(r"^(?:nam )?(\d{4})$")
_HALF = re.compile(r"^(?:trong )?(?:6|sau) thang (?:dau )?(?:nam )?(\d{4})$")
_ISO = re.compile(r"^(\d{4}) (\d{2}) (\d{2})$")


def read_days(value: CellValue, report_date: date | None = None) -> Period | None:
    """The days a cell means, from the first to the last; None if it means none.

    A month or half-year that the report lies in ends on the report's day: "6/2020" in a report of
    22/6/2020 cannot tell of 30/6.

    >>> read_days("6/2020", date(2020, 6, 22)).end.isoformat()
    '2020-06-22'
    >>> read_days("22 tháng 6 năm 2020").label
    '2020-06-22/2020-06-22'
    """
    if isinstance(value, date):
        return span(value, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if float(value).is_integer() else ""
    if not isinstance(value, str):
        return None
    try:
        return _from_text(fold(value), report_date)
    except ValueError:
        # The calendar refuses 31/2/2020; the caller reports the cell.
        return None


def _from_text(written: str, report_date: date | None) -> Period | None:
    if match := _ISO.match(written):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return span(day, day)
    if match := _DAY.match(written):
        day = date(int(match[3]), int(match[2]), int(match[1]))
        return span(day, day)
    if match := _HALF.match(written):
        year = int(match[1])
        return span(date(year, 1, 1), _no_later(date(year, 6, 30), report_date))
    if match := _MONTH.match(written):
        year, month = int(match[2]), int(match[1])
        first = date(year, month, 1)
        return span(first, _no_later(month_end(year, month), report_date, first))
    if match := _YEAR.match(written):
        year = int(match[1])
        return span(date(year, 1, 1), _no_later(date(year, 12, 31), report_date))
    return None


def _no_later(end: date, report_date: date | None, start: date | None = None) -> date:
    first = start or date(end.year, 1, 1)
    return report_date if report_date and first <= report_date < end else end


def read_column_period(value: CellValue, report_date: date | None = None) -> Period | None:
    """The year or half-year a column heading names; None if it names none of the form's.

    >>> read_column_period("Năm 2016").label, read_column_period("6 tháng đầu năm 2020").label
    ('2016', '2020-H1')
    """
    days = read_days(value) if not isinstance(value, date) else None
    if days is None:
        return None
    if days.label == half_year_span().label or days.label == "2020-01-01/2020-12-31":
        return half_year_period(report_date)
    if days.start.month == 1 and days.end.month == 12 and 2015 <= days.start.year <= 2019:
        return year_period(days.start.year)
    return None


def half_year_span() -> Period:
    """The first half of 2020 as a span of days."""
    whole = half_year_period()
    return span(whole.start, whole.end)
