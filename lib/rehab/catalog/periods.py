"""Years, half-years and windows: periods with two days."""

from dataclasses import dataclass
from datetime import date, timedelta

BASELINE_YEAR = 2015
YEARS = (2015, 2016, 2017, 2018, 2019)
HALF_YEAR = "2020-H1"
COLUMNS = (*(str(year) for year in YEARS), HALF_YEAR)
WINDOW_START = date(2016, 1, 1)


@dataclass(frozen=True)
class Period:
    """A span of days and the name it is written by: `2016`, `2020-H1`, `2017-01-01/2020-06-15`."""

    label: str
    start: date
    end: date

    @property
    def is_window(self) -> bool:
        """True for a span with two dates of its own, false for a year or half-year column."""
        return "/" in self.label

    @property
    def year(self) -> int:
        """Calendar year of the last day."""
        return self.end.year


def year_period(year: int) -> Period:
    """A calendar year.

    >>> year_period(2016).end.isoformat()
    '2016-12-31'
    """
    return Period(str(year), date(year, 1, 1), date(year, 12, 31))


def half_year_period(end: date | None = None) -> Period:
    """The first half of 2020, ending on the report's day if that comes before 30 June.

    >>> half_year_period(date(2020, 6, 22)).end.isoformat()
    '2020-06-22'
    """
    last = date(2020, 6, 30)
    return Period(HALF_YEAR, date(2020, 1, 1), min(last, end) if end and end.year == 2020 else last)


def span(start: date, end: date) -> Period:
    """A window with two dates; a stock's day is the span from that day to itself.

    Raises ValueError when the end comes before the start.

    >>> span(date(2020, 6, 10), date(2020, 6, 10)).label
    '2020-06-10/2020-06-10'
    """
    if end < start:
        raise ValueError(f"period ends ({end}) before it starts ({start})")
    return Period(f"{start.isoformat()}/{end.isoformat()}", start, end)


def month_end(year: int, month: int) -> date:
    """Last day of a month.

    >>> month_end(2020, 2).day
    29
    """
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
