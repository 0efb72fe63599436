"""Flows over the review window: stated totals, sums of years, and whether they speak of one span (rules 2 and 3)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from rehab.attainment.evidence import Evidence, Observation
from rehab.attainment.terms import CONFLICT, MISSING, TermValue, clash, exact, used
from rehab.catalog.formulas import Term
from rehab.catalog.lines import Line, lines
from rehab.catalog.periods import calendar, last_period

Span = tuple[date, date]
# Method, rule 3: windows are one where start and end are each within this many days.
DAYS_OF_ONE_WINDOW = 31


def flow_values(terms: Sequence[Term], evidence: Evidence) -> dict[Term, TermValue]:
    """The flows of one ratio over the window.

    A stated total decides. Without one the years are added, over the window that another flow of the ratio states,
    else from 2016 to the last half-year; where one of them is due once a year, over the years alone.
    """
    stated = {term: total for term in terms if (total := _stated_total(term, evidence)) is not None}
    windows = [found.window for found in stated.values() if found.is_known and found.window]
    once_a_year = any(lines()[term.line].due == "year" for term in terms)
    periods = calendar().window_years if once_a_year else _all_periods()
    found = {}
    for term in terms:
        if term in stated:
            found[term] = stated[term]
            continue
        within = _periods_of(windows[0], term, evidence) if windows else ()
        found[term] = _sum_of(term, within or periods, evidence)
    return found


def _all_periods() -> tuple[str, ...]:
    """The window's years and its half-year."""
    half = calendar().half_year
    return (*calendar().window_years, *([half] if half else []))


def _due(line: Line, periods: Sequence[str]) -> tuple[str, ...]:
    """Those of some periods that a line is due for."""
    return tuple(period for period in periods if period != calendar().half_year or line.due != "year")


def same_window(one: Span, other: Span) -> bool:
    """Whether two windows are one: start and end each within 31 days.

    >>> same_window((date(2017, 1, 1), date(2020, 6, 15)), (date(2016, 12, 16), date(2020, 6, 30)))
    True
    """
    return all(abs((a - b).days) <= DAYS_OF_ONE_WINDOW for a, b in zip(one, other, strict=True))


def spans_differ(terms: Sequence[TermValue]) -> tuple[TermValue, TermValue] | None:
    """Two flows that speak of different windows; None where all share one (rule 3)."""
    flows = [term for term in terms if term.is_known and term.measure == "flow" and term.window]
    for index, one in enumerate(flows):
        for other in flows[index + 1 :]:
            if one.window and other.window and not same_window(one.window, other.window):
                return one, other
    return None


def doubted_years(term_value: TermValue, evidence: Evidence) -> tuple[Observation, ...]:
    """The years' cells that add up to another total than the stated one; empty without such a doubt."""
    if term_value.doubt is None or term_value.window is None:
        return ()
    return _years_inside(term_value.window, term_value.term, evidence)


def _stated_total(term: Term, evidence: Evidence) -> TermValue | None:
    totals = tuple(row for row in evidence.of(term.line) if row.value is not None and row.is_window)
    if not totals:
        return None
    other = next((row for row in totals if (row.period, row.value) != (totals[0].period, totals[0].value)), None)
    if other is not None:
        return TermValue(term, CONFLICT, sources=(totals[0], other))
    total = used(term, totals[:1])
    years = _years_inside(total.window, term, evidence) if total.window else ()
    added = sum((exact(row.value or 0) for row in years), Fraction())
    return used(term, totals[:1], added if years and added != total.value else None)


def _columns(term: Term, evidence: Evidence) -> dict[str, Observation]:
    """The rows of single years and the half-year; of two for one period the first."""
    found: dict[str, Observation] = {}
    for row in evidence.of(term.line):
        if row.value is not None and not row.is_window:
            found.setdefault(row.period, row)
    return found


def _sum_of(term: Term, periods: Sequence[str], evidence: Evidence) -> TermValue:
    due = _due(lines()[term.line], periods)
    columns = _columns(term, evidence)
    if not due or any(period not in columns for period in due):
        return TermValue(term, MISSING)
    rows = evidence.of(term.line)
    rivals = clash(tuple(row for row in rows if row.value is not None and row.period in due))
    return TermValue(term, CONFLICT, sources=rivals) if rivals else used(term, tuple(columns[p] for p in due))


def _periods_of(window: Span, term: Term, evidence: Evidence) -> tuple[str, ...]:
    """Years, and the half-year, that together are the window; none where no whole periods are."""
    spans = _spans(term, evidence)
    inside = tuple(p for p, (start, end) in spans.items() if _starts_in(window, start) and _ends_in(window, end))
    if not inside:
        return ()
    whole = spans[inside[0]][0], spans[inside[-1]][1]
    return inside if same_window(window, whole) else ()


def _starts_in(window: Span, start: date) -> bool:
    return (window[0] - start).days <= DAYS_OF_ONE_WINDOW


def _ends_in(window: Span, end: date) -> bool:
    return (end - window[1]).days <= DAYS_OF_ONE_WINDOW


def _spans(term: Term, evidence: Evidence) -> dict[str, Span]:
    """First and last day of each period of the review, as the workbook dates it."""
    last, stated = last_period(evidence.window_end), _columns(term, evidence)
    spans = {}
    for period in _due(lines()[term.line], _all_periods()):
        row, year = stated.get(period), period[:4]
        if row is not None and row.start and row.end:
            spans[period] = row.start, row.end
        elif period == last.label:
            spans[period] = last.start, last.end
        else:
            spans[period] = date(int(year), 1, 1), date(int(year), 12, 31)
    return spans


def _years_inside(window: Span, term: Term, evidence: Evidence) -> tuple[Observation, ...]:
    """The rows that a stated total can be compared with: whole periods of the same window, each filled."""
    columns, periods = _columns(term, evidence), _periods_of(window, term, evidence)
    return tuple(columns[p] for p in periods) if all(p in columns for p in periods) else ()
