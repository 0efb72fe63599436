"""Days and periods as Vietnamese offices write them: `14/7/2017`, `6/2020`, `6 tháng đầu năm 2020`."""

import re
from datetime import date, timedelta

from rehab.catalog.folding import clean, fold
from rehab.catalog.periods import Period, calendar, last_period, month_end, span, year_period
from rehab.catalog.reviews import per_review
from rehab.workbooks.grids.grid import Cell, CellValue
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.headings.labels import unit_in_label

_DAY = re.compile(r"^(?:ngay )?(\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?(\d{4}|1[5-9]|20)$")
_MONTH = re.compile(r"^(?:thang )?(\d{1,2}) (?:nam )?(\d{4})$")
_YEAR = re.compile(r"^(?:nam )?(\d{4})$")
_HALF = re.compile(r"^(?:trong )?(?:0?6|sau) ?(?:thang|th|td?) ?(?:dau )?(?:nam )?(\d{4})$")
_HALF_AFTER_YEAR = re.compile(r"^(?:nam )?(\d{4}) (?:0?6|sau) ?(?:thang|th|t)(?: dau(?: nam)?)?$")
_ISO = re.compile(r"^(\d{4}) (\d{2}) (\d{2})$")
_SAID_OF_YEAR = re.compile(r"^(?:thuc hien|ket qua|so lieu|th) (?=nam |\d{4}|6 )")
_TWO_DAYS = re.compile(
    r"^\D*?(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?\s*(?:-|–|—|đến)(?:\s*ngày)?\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\D*$"
)
# Days of a column that counts a year or a half-year of its own (16/12 to 15/12, 01/11 to 30/4).
_YEAR_DAYS, _HALF_YEAR_DAYS = range(350, 381), range(150, 200)
# Bare numbers taken for Excel's serial days: 1995 to 2031, far from any year.
_SERIALS = range(34_700, 48_000)
_CENTURY = 2000
_EPOCHS_APART = 1462


def serial_day(value: float, epoch_1904: bool) -> date | None:
    """The day of a bare number that can only be an Excel serial; None for any other number.

    >>> serial_day(42930, False).isoformat(), serial_day(2017, False)
    ('2017-07-14', None)
    """
    days = int(value) + (_EPOCHS_APART if epoch_1904 else 0)
    return date(1899, 12, 30) + timedelta(days=days) if days in _SERIALS else None


def read_days(value: CellValue, report_date: date | None = None, epoch_1904: bool = False) -> Period | None:
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
        serial = serial_day(value, epoch_1904)
        if serial is not None:
            return span(serial, serial)
        value = str(int(value)) if float(value).is_integer() else ""
    if not isinstance(value, str):
        return None
    try:
        return _from_text(fold(value), report_date)
    except ValueError:
        # The calendar refuses 31/2/2020; the caller reports the cell.
        return None


def cell_days(cell: Cell, report_date: date | None = None, epoch_1904: bool = False) -> Period | None:
    """The days a cell means: as `read_days`, and a day shown without its day is the month (6/2020), or the year.

    >>> cell_days(Cell(1, 1, date(2020, 2, 1), "1/2/2020", "mm/yyyy")).end.isoformat()
    '2020-02-29'
    """
    value = cell.value
    if isinstance(value, date) and cell.number_format not in ("", "General"):
        letters = cell.number_format.lower()
        if "d" not in letters and "y" in letters:
            value = f"{value.month}/{value.year}" if "m" in letters else str(value.year)
    return read_days(value, report_date, epoch_1904)


def _from_text(written: str, report_date: date | None) -> Period | None:
    if match := _ISO.match(written):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return span(day, day)
    if match := _DAY.match(written):
        year = int(match[3])
        day = date(year if year > _CENTURY else year + _CENTURY, int(match[2]), int(match[1]))
        return span(day, day)
    if match := _HALF.match(written) or _HALF_AFTER_YEAR.match(written):
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


def read_column_period(
    value: CellValue, report_date: date | None = None, number_format: str = "General"
) -> Period | None:
    """The year or half-year a heading names; None if it names none of the form's.

    A heading with two days keeps them: some provinces count 16/12 to 15/6 as their half-year.

    >>> read_column_period("Năm 2016").label, read_column_period("6 tháng đầu năm 2020").label
    ('2016', '2020-H1')
    >>> read_column_period("16/12/2019-15/6/2020").start.isoformat()
    '2019-12-16'
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, date):
        # A day shown as its year alone is a year.
        if not set(number_format.lower()) <= set("y[]$-0123456789a;@ "):
            return None
        value = value.year
    elif isinstance(value, int | float):
        return _named(int(value), report_date) if value in calendar().all_years else None
    if isinstance(value, str):
        return _text_period(value, report_date)
    return _named(value, report_date)


@per_review(maxsize=4096)
def _text_period(written: str, report_date: date | None) -> Period | None:
    if not any(sign.isdigit() for sign in written):
        return None
    written, _ = unit_in_label(without_footnote(written)[0])
    if match := _TWO_DAYS.match(clean(written)):
        return _own_days(match)
    folded = _SAID_OF_YEAR.sub("", fold(written))
    if match := _HALF.match(folded) or _HALF_AFTER_YEAR.match(folded):
        return last_period(report_date) if f"{match[1]}-H1" == calendar().half_year else None
    if match := _YEAR.match(folded):
        return _named(int(match[1]), report_date)
    return None


def _named(year: int, report_date: date | None) -> Period | None:
    if year == calendar().last_year:
        return last_period(report_date)
    return year_period(year) if year in calendar().years else None


def _own_days(match: re.Match[str]) -> Period | None:
    first_day, first_month, first_year, last_day, last_month, last_year = (int(part or 0) for part in match.groups())
    if not first_year:
        first_year = last_year - (first_month > last_month)
    try:
        start, end = date(first_year, first_month, first_day), date(last_year, last_month, last_day)
    except ValueError:
        return None
    days = (end - start).days + 1
    if days in _YEAR_DAYS and end.year in calendar().years:
        return Period(str(end.year), start, end)
    half = calendar().half_year
    if half and days in _HALF_YEAR_DAYS and end.year == calendar().last_year:
        return Period(half, start, end)
    return None
