"""Numerator over denominator: the value of a part or an alternative, with its terms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rehab.attainment.evidence import Evidence
from rehab.attainment.terms import CONFLICT, MISSING, NOT_DUE, STALE, TermValue, period_value, window_value
from rehab.catalog.formulas import Term
from rehab.catalog.indicators import Part


@dataclass(frozen=True)
class Ratio:
    """A part's value, in percent, with every term that went into it or is missing from it.

    `value` is None where it cannot be computed; then `reason` says why. With `missing` numerator terms the
    value is a lower bound (rule 5).
    """

    part: Part
    numerator_terms: tuple[TermValue, ...]
    denominator_terms: tuple[TermValue, ...]
    numerator: Fraction | None
    denominator: Fraction | None
    reason: str

    @property
    def value(self) -> Fraction | None:
        """Numerator over denominator in percent, exact."""
        if self.reason or self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator * 100

    @property
    def missing(self) -> tuple[str, ...]:
        """Lines of the numerator without a usable figure."""
        return tuple(t.term.line for t in self.numerator_terms if not t.is_known or t.partial)

    @property
    def terms(self) -> tuple[TermValue, ...]:
        """All terms, the numerator's first."""
        return self.numerator_terms + self.denominator_terms

    @property
    def as_of(self) -> date | None:
        """Latest day among the values used."""
        return max((t.window[1] for t in self.terms if t.is_known and t.window), default=None)

    @property
    def flow_window(self) -> tuple[date, date] | None:
        """The days that the flows used speak of; None where there is no flow."""
        spans = [t.window for t in self.terms if t.is_known and t.measure == "flow" and t.window]
        return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else None


def window_ratio(part: Part, evidence: Evidence) -> Ratio:
    """A part over the review window."""
    return _ratio(part, evidence, lambda term: window_value(term, evidence))


def period_ratio(part: Part, evidence: Evidence, period: str) -> Ratio:
    """A part in one year or half-year: that period's flows over its year-end stocks (rule 4)."""
    return _ratio(part, evidence, lambda term: period_value(term, evidence, period))


def has_trend(part: Part) -> bool:
    """False for a part that reads Phụ lục 3, which is a snapshot (rule 4)."""
    return not any(term.over for term in (*part.numerator.terms, *part.denominator.terms))


def _ratio(part: Part, evidence: Evidence, value_of: Callable[[Term], TermValue]) -> Ratio:
    above = tuple(value_of(term) for term in part.numerator.terms)
    below = tuple(value_of(term) for term in part.denominator.terms)
    known = [term.value for term in above if term.value is not None]
    whole_below = [term.value for term in below if term.value is not None and not term.partial]
    return Ratio(
        part=part,
        numerator_terms=above,
        denominator_terms=below,
        numerator=sum(known, Fraction()) if known else None,
        denominator=sum(whole_below, Fraction()) if len(whole_below) == len(below) else None,
        reason=_reason(part, evidence, above, below),
    )


def _reason(part: Part, evidence: Evidence, above: tuple[TermValue, ...], below: tuple[TermValue, ...]) -> str:
    """Why there is no value (rules 6 and 7); empty where there is one."""
    if part.needs_facility and evidence.no_facility is not None:
        return "no_facility"
    statuses = {term.status for term in (*above, *below)}
    if CONFLICT in statuses:
        return "conflict"
    unknown = {term.status for term in below if not term.is_known}
    if not unknown and not any(term.is_known for term in above):
        unknown = {term.status for term in above}
    if any(term.partial for term in below):
        unknown.add(MISSING)
    for status, reason in ((MISSING, "no_data"), (STALE, "stale"), (NOT_DUE, "not_due")):
        if status in unknown:
            return reason
    if sum((term.value for term in below if term.value is not None), Fraction()) == 0:
        return "zero_denominator"
    return ""
