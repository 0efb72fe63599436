"""Years, half-years and windows: periods with two days."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from rehab.catalog.reviews import REVIEW_FILE, per_review, review_tree


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


@dataclass(frozen=True)
class Calendar:
    """The years of a review: `columns` are the periods of a yearly table, in order, by their names.

    `years` are the whole ones, `last_year` may be one of which half is reviewed: then `half_year` is its name.
    The window runs from `window_start` to the report's day, `last_day` where no report tells.
    """

    baseline_year: int
    target_year: int
    years: tuple[int, ...]
    half_year: str | None
    window_start: date

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of all periods: `2015` … `2019`, `2020-H1`."""
        return (*map(str, self.years), *([self.half_year] if self.half_year else []))

    @cached_property
    def window_years(self) -> tuple[str, ...]:
        """Names of the whole years inside the window: the baseline's year is not."""
        return tuple(str(year) for year in self.years if year >= self.window_start.year)

    @cached_property
    def all_years(self) -> tuple[int, ...]:
        """Every year that a column can be of, in whole or in half."""
        return tuple(int(period[:4]) for period in self.columns)

    @property
    def last_year(self) -> int:
        """The last year reviewed, in whole or in half."""
        return self.all_years[-1]

    @property
    def last_day(self) -> date:
        """The last day that the last period can have."""
        return date(self.last_year, 6, 30) if self.half_year else date(self.last_year, 12, 31)

    @property
    def first_day(self) -> date:
        """The first day of the last year, whose part or whole is the last period."""
        return date(self.last_year, 1, 1)

    @property
    def span(self) -> str:
        """The years of the window: `2016-2020`."""
        return f"{self.window_start.year}-{self.last_year}"


@per_review()
def calendar() -> Calendar:
    """The calendar of the review that is worked on.

    >>> calendar().columns, calendar().window_years
    (('2015', '2016', '2017', '2018', '2019', '2020-H1'), ('2016', '2017', '2018', '2019'))
    >>> calendar().span, calendar().last_day.isoformat()
    ('2016-2020', '2020-06-30')
    """
    told = review_tree(REVIEW_FILE)
    half = told.get("half_year")
    return Calendar(
        baseline_year=told["baseline_year"],
        target_year=told["target_year"],
        years=tuple(sorted(told["years"])),
        half_year=f"{half}-H1" if half else None,
        window_start=told["window_start"],
    )


def last_period(end: date | None = None) -> Period:
    """The last period of the review, ending on the report's day if that comes before its own last day.

    >>> last_period(date(2020, 6, 22)).end.isoformat()
    '2020-06-22'
    """
    own = calendar()
    reported = end if end and end.year == own.last_year else own.last_day
    return Period(own.columns[-1], own.first_day, min(own.last_day, reported))


def span(start: date, end: date) -> Period:
    """A window with two dates; a stock's day is the span from that day to itself.

    Raises ValueError when the end comes before the start.

    >>> span(date(2020, 6, 10), date(2020, 6, 10)).label
    '2020-06-10/2020-06-10'
    """
    if end < start:
        raise ValueError(f"period ends ({end}) before it starts ({start})")
    return Period(f"{start.isoformat()}/{end.isoformat()}", start, end)


def vietnamese_day(day: date) -> str:
    """A day as Vietnamese offices write it: days, and months up to February, with two figures.

    >>> vietnamese_day(date(2020, 6, 2)), vietnamese_day(date(2017, 1, 1)), vietnamese_day(date(2019, 12, 31))
    ('02/6/2020', '01/01/2017', '31/12/2019')
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def month_end(year: int, month: int) -> date:
    """Last day of a month.

    >>> month_end(2020, 2).day
    29
    """
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
