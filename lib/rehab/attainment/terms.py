"""The value of one term of a formula, over the review window or in one period."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rehab.attainment.evidence import Evidence, Observation
from rehab.catalog.formulas import Term
from rehab.catalog.lines import NONE_STATED, Line, lines
from rehab.catalog.periods import calendar, last_period

USED, NONE, MISSING, NOT_DUE, STALE, CONFLICT = (
    "used",
    "none_stated",
    "missing",
    "not_due",
    "stale",
    "conflict",
)


@dataclass(frozen=True)
class TermValue:
    """What one term amounts to, and the cells that say so.

    `status` is used, none_stated, missing, not_due, stale or conflict; `value` is None unless used or
    none_stated. `partial`: some entries of a list are blank, the value is a lower bound. `doubt`: another
    value the workbook also supports (years that add up to another total than the stated one).
    """

    term: Term
    status: str
    value: Fraction | None = None
    sources: tuple[Observation, ...] = ()
    partial: bool = False
    doubt: Fraction | None = None

    @property
    def is_known(self) -> bool:
        """True when there is a value to use."""
        return self.value is not None

    @property
    def measure(self) -> str:
        """`flow` or `stock`, of the term's line."""
        return lines()[self.term.line].measure

    @property
    def window(self) -> tuple[date, date] | None:
        """First and last day that the cells speak of."""
        spans = [(row.start, row.end) for row in self.sources if row.start and row.end]
        if not spans:
            return None
        return min(start for start, _ in spans), max(end for _, end in spans)


def exact(value: float) -> Fraction:
    """A number as the workbook wrote it, without binary rounding.

    >>> exact(0.1) * 3 == Fraction(3, 10)
    True
    """
    return Fraction(str(value))


def window_value(term: Term, evidence: Evidence) -> TermValue:
    """A term over the review window: a flow's total (rule 2), a stock's latest value (rule 3), or a list's."""
    if term.over:
        return _list_value(term, evidence)
    line = lines()[term.line]
    rows = tuple(row for row in evidence.of(line.name) if row.value is not None)
    return _flow(term, line, rows) if line.measure == "flow" else _stock(term, rows, evidence.window_end)


def period_value(term: Term, evidence: Evidence, period: str) -> TermValue:
    """A term in one year or half-year: that column's value, or a stock counted on a day of that half-year.

    A blank for the half-year of a line that is due once a year is not_due (rule 3).
    """
    line = lines()[term.line]
    rows = tuple(row for row in evidence.of(line.name) if row.value is not None)
    own = tuple(row for row in rows if row.period == period)
    if not own and line.measure == "stock" and period == calendar().half_year:
        half = last_period()
        dated = [row for row in rows if row.is_window and row.start and row.end]
        inside = [row for row in dated if row.start >= half.start and row.end <= half.end]  # type: ignore[operator]
        own = tuple(sorted(inside, key=_last_day)[-1:])
    clash = _clash(own)
    if clash:
        return TermValue(term, CONFLICT, sources=clash)
    if own:
        return _used(term, own[:1])
    not_due = period == calendar().half_year and line.due == "year"
    return TermValue(term, NOT_DUE if not_due else MISSING)


def _last_day(row: Observation) -> date:
    return row.end or date.min


def _clash(rows: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Two rows that give one fact two values."""
    first: dict[str, Observation] = {}
    for row in rows:
        seen = first.setdefault(row.period, row)
        if seen.value != row.value:
            return seen, row
    return ()


def _used(term: Term, rows: tuple[Observation, ...], doubt: Fraction | None = None) -> TermValue:
    total = sum((exact(row.value) for row in rows if row.value is not None), Fraction())
    stated_none = all(row.text == NONE_STATED for row in rows)
    return TermValue(term, NONE if stated_none else USED, total, rows, doubt=doubt)


def _flow(term: Term, line: Line, rows: tuple[Observation, ...]) -> TermValue:
    totals = [row for row in rows if row.is_window]
    columns = {row.period: row for row in rows if not row.is_window}
    if len({(row.period, row.value) for row in totals}) > 1:
        return TermValue(term, CONFLICT, sources=tuple(totals[:2]))
    if totals:
        years = _years_inside(totals[0], line, columns)
        doubt = sum((exact(row.value or 0) for row in years), Fraction()) if years else None
        stated = exact(totals[0].value or 0)
        return _used(term, (totals[0],), doubt if doubt is not None and doubt != stated else None)
    due = _due(line)
    if all(period in columns for period in due):
        summed = tuple(row for row in rows if row.period in due)
        clash = _clash(summed)
        return TermValue(term, CONFLICT, sources=clash) if clash else _used(term, tuple(columns[p] for p in due))
    return TermValue(term, MISSING)


def _due(line: Line) -> tuple[str, ...]:
    """The window's years, and its half-year unless the line is due once a year."""
    half = calendar().half_year
    return (*calendar().window_years, *([half] if half and line.due != "year" else []))


def _years_inside(total: Observation, line: Line, columns: dict[str, Observation]) -> tuple[Observation, ...]:
    """The years that a stated total covers, if it starts on a 1 January and every one of them is filled."""
    if total.start is None or (total.start.month, total.start.day) != (1, 1):
        return ()
    periods = [period for period in _due(line) if int(period[:4]) >= total.start.year]
    return tuple(columns[p] for p in periods) if all(p in columns for p in periods) else ()


def years_of(term_value: TermValue, evidence: Evidence) -> tuple[Observation, ...]:
    """The years' cells that add up to another total than the stated one; empty without such a doubt."""
    if term_value.doubt is None:
        return ()
    line = lines()[term_value.term.line]
    columns = {r.period: r for r in evidence.of(line.name) if r.value is not None and not r.is_window}
    return _years_inside(term_value.sources[0], line, columns)


def _stock(term: Term, rows: tuple[Observation, ...], window_end: date) -> TermValue:
    inside = [row for row in rows if row.end and row.end >= calendar().window_start]
    # A count whose day is known decides over the half-year's column that day lies in.
    dated = [row for row in inside if row.is_window]
    kept = [row for row in inside if row.is_window or not any(_within(day, row) for day in dated)]
    if not kept:
        return TermValue(term, MISSING)
    latest = max(kept, key=_last_day)
    rivals = tuple(row for row in kept if row.end == latest.end and row.value != latest.value)
    if rivals:
        return TermValue(term, CONFLICT, sources=(latest, rivals[0]))
    if _last_day(latest) < _a_year_before(window_end):
        return TermValue(term, STALE, sources=(latest,))
    return _used(term, (latest,))


def _within(day: Observation, column: Observation) -> bool:
    if not (day.start and day.end and column.start and column.end):
        return False
    return column.start <= day.start and day.end <= column.end


def _a_year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def _list_value(term: Term, evidence: Evidence) -> TermValue:
    """A sum or count over the centres, those of one kind only where the term says so."""
    chosen = _chosen_entries(term, evidence)
    if chosen is None or not evidence.facility_entries:
        return TermValue(term, MISSING)
    line = lines()[term.line]
    rows = tuple(row for row in evidence.of(line.name) if row.entry in chosen)
    if term.over == "count" and line.measure == "text":
        names = {row.entry: row for row in rows}
        first = {e: next(r for rs in evidence.by_line.values() for r in rs if _is_entry(r, e)) for e in chosen}
        found = tuple(names.get(entry, first[entry]) for entry in chosen)
        return TermValue(term, USED, Fraction(len(chosen)), found)
    answered = {row.entry for row in rows}
    if not chosen:
        return TermValue(term, USED, Fraction())
    if not answered:
        return TermValue(term, MISSING)
    partial = answered != set(chosen)
    if term.over == "count":
        yes = sum(row.text == "yes" for row in rows)
        return TermValue(term, USED, Fraction(yes), rows, partial)
    total = sum((exact(row.value) for row in rows if row.value is not None), Fraction())
    return TermValue(term, USED, total, rows, partial)


def _is_entry(row: Observation, entry: str) -> bool:
    return row.entry == entry and row.line in lines() and lines()[row.line].appendix == "3"


def _chosen_entries(term: Term, evidence: Evidence) -> tuple[str, ...] | None:
    """Centres the term runs over; None when a centre's kind is not given, so that none can be told."""
    entries = evidence.facility_entries
    if not term.where:
        return entries
    kinds = {row.entry: row.text for row in evidence.of(term.where)}
    if any(entry not in kinds for entry in entries):
        return None
    return tuple(entry for entry in entries if kinds[entry] in term.choices)
