"""Stocks: the latest value in the window, a pair of one period, and the value of one year (rules 3 and 4)."""

from datetime import date

from rehab.attainment.evidence import Evidence, Observation
from rehab.attainment.terms import CONFLICT, MISSING, NOT_DUE, STALE, TermValue, clash, last_day, used
from rehab.catalog.formulas import Term
from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar, last_period


def latest_stock(term: Term, evidence: Evidence) -> TermValue:
    """A stock's latest value in the window; `stale` where it is older than 12 months."""
    return _latest(term, _in_window(term, evidence), evidence.window_end)


def paired_stocks(above: Term, below: Term, evidence: Evidence) -> tuple[TermValue, TermValue]:
    """A "trong đó" and its whole, both of the latest period in which both are given.

    A whole that is later stated to be zero leaves nothing to assess: its part need not be given.
    """
    rows = {term: _in_window(term, evidence) for term in (above, below)}
    for bucket in reversed(calendar().columns):
        upper, lower = (tuple(r for r in rows[term] if _bucket(r) == bucket) for term in (above, below))
        if lower and (upper or all(row.value == 0 for row in lower)):
            return tuple(_latest(term, own, evidence.window_end) for term, own in ((above, upper), (below, lower)))  # type: ignore[return-value]
    given = tuple(_latest(term, rows[term], evidence.window_end) for term in (above, below))
    # Given, but never together: the part is left out, as a blank would be.
    return (TermValue(above, MISSING), given[1]) if all(term.is_known for term in given) else given  # type: ignore[return-value]


def stock_of_period(term: Term, evidence: Evidence, period: str) -> TermValue:
    """A line in one year or half-year: that column's value, or a stock counted on a day of that half-year.

    A blank for the half-year of a line that is due once a year is not_due (rule 3).
    """
    line = lines()[term.line]
    rows = tuple(row for row in evidence.of(line.name) if row.value is not None)
    own = tuple(row for row in rows if row.period == period)
    if not own and line.measure == "stock" and period == calendar().half_year:
        half = last_period()
        dated = [row for row in rows if row.is_window and row.start and row.end]
        inside = [row for row in dated if row.start >= half.start and row.end <= half.end]  # type: ignore[operator]
        own = tuple(sorted(inside, key=last_day)[-1:])
    rivals = clash(own)
    if rivals:
        return TermValue(term, CONFLICT, sources=rivals)
    if own:
        return used(term, own[:1])
    not_due = period == calendar().half_year and line.due == "year"
    return TermValue(term, NOT_DUE if not_due else MISSING)


def _in_window(term: Term, evidence: Evidence) -> tuple[Observation, ...]:
    """Rows of a stock that count: in the window, without a column that a dated count lies in, and of a line due
    once a year those of a 31 December where there are any.
    """
    rows = [r for r in evidence.of(term.line) if r.value is not None and r.end and r.end >= calendar().window_start]
    if lines()[term.line].due == "year":
        rows = [row for row in rows if row.period != calendar().half_year] or rows
    # A count whose day is known decides over the half-year's column that day lies in.
    dated = [row for row in rows if row.is_window]
    return tuple(row for row in rows if row.is_window or not any(_within(day, row) for day in dated))


def _latest(term: Term, rows: tuple[Observation, ...], window_end: date) -> TermValue:
    if not rows:
        return TermValue(term, MISSING)
    latest = max(rows, key=last_day)
    rival = next((row for row in rows if row.end == latest.end and row.value != latest.value), None)
    if rival is not None:
        return TermValue(term, CONFLICT, sources=(latest, rival))
    if last_day(latest) < _a_year_before(window_end):
        return TermValue(term, STALE, sources=(latest,))
    return used(term, (latest,))


def _bucket(row: Observation) -> str:
    """The column a row belongs to: its year, with all of the last year in its half-year."""
    columns, year = calendar().columns, str(last_day(row).year)
    return year if year in columns else columns[-1]


def _within(day: Observation, column: Observation) -> bool:
    if not (day.start and day.end and column.start and column.end):
        return False
    return column.start <= day.start and day.end <= column.end


def _a_year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
