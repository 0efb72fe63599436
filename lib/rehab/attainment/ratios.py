"""Numerator over denominator: the value of a part or an alternative, with its terms."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rehab.attainment.evidence import Evidence, Observation, says_estimate
from rehab.attainment.flows import flow_values, spans_differ
from rehab.attainment.lists import list_value
from rehab.attainment.stocks import latest_stock, paired_stocks, stock_of_period
from rehab.attainment.terms import CONFLICT, INCOMPLETE, MISSING, NOT_DUE, STALE, TermValue
from rehab.catalog.formulas import Term
from rehab.catalog.indicators import Part
from rehab.catalog.lines import lines

# Why a part does not apply: there is nothing to assess (rules 6, 7 and 20).
NOT_APPLICABLE = ("no_facility", "zero_denominator", "no_substitution_site")
_REASONS = ((INCOMPLETE, "incomplete"), (MISSING, "no_data"), (STALE, "stale"), (NOT_DUE, "not_due"))


@dataclass(frozen=True)
class Ratio:
    """A part's value, in percent, with every term that went into it or is missing from it.

    `value` is None where it decides nothing; then `reason` says why. With `missing` numerator terms the value is a
    lower bound, unless the terms may count one person twice (rule 5). `method`: how the figures were arrived at,
    in the province's words (rule 21).
    """

    part: Part
    numerator_terms: tuple[TermValue, ...]
    denominator_terms: tuple[TermValue, ...]
    numerator: Fraction | None
    denominator: Fraction | None
    reason: str
    method: Observation | None = None

    @property
    def quotient(self) -> Fraction | None:
        """Numerator over denominator in percent, exact, also where it decides nothing."""
        return self.numerator / self.denominator * 100 if self.numerator is not None and self.denominator else None

    @property
    def value(self) -> Fraction | None:
        """Numerator over denominator in percent, exact; None where there is a reason against it."""
        return None if self.reason else self.quotient

    @property
    def missing(self) -> tuple[str, ...]:
        """Lines of the numerator without a usable figure."""
        return tuple(t.term.line for t in self.numerator_terms if not t.is_known or t.partial)

    @property
    def terms(self) -> tuple[TermValue, ...]:
        """All terms, the numerator's first."""
        return self.numerator_terms + self.denominator_terms

    @property
    def is_estimate(self) -> bool:
        """True where the province says that the figures are an estimate (rule 21)."""
        return self.method is not None and says_estimate(self.method.text)

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
    """A part over the review window, by the definition it is given under."""
    above, below = part.numerator.terms, part.denominator.terms
    values = _window_values(part, evidence)
    return _ratio(part, evidence, tuple(values[t] for t in above), tuple(values[t] for t in below))


def period_ratio(part: Part, evidence: Evidence, period: str) -> Ratio:
    """A part in one year or half-year: that period's flows over its year-end stocks (rule 4)."""
    above, below = (
        tuple(stock_of_period(term, evidence, period) for term in formula.terms)
        for formula in (part.numerator, part.denominator)
    )
    return _ratio(part, evidence, above, below)


def has_trend(part: Part) -> bool:
    """False for a part that reads Phụ lục 3, which is a snapshot (rule 4)."""
    return not any(term.over for term in (*part.numerator.terms, *part.denominator.terms))


def is_lower_bound(part: Part) -> bool:
    """Whether a value with terms missing is a lower bound: all terms count different people (rule 5).

    >>> from rehab.catalog.indicators import indicators
    >>> is_lower_bound(indicators()[6].parts[0]), is_lower_bound(indicators()[6].alternatives[0])
    (False, True)
    """
    return not part.terms_overlap and len({lines()[term.line].measure for term in part.numerator.terms}) == 1


def _window_values(part: Part, evidence: Evidence) -> dict[Term, TermValue]:
    terms = (*part.numerator.terms, *part.denominator.terms)
    flows = [term for term in terms if not term.over and lines()[term.line].measure == "flow"]
    values = flow_values(flows, evidence)
    stocks = [term for term in terms if term not in values and not term.over]
    if part.same_period and len(stocks) == 2 and len(terms) == 2:
        values |= dict(zip(stocks, paired_stocks(stocks[0], stocks[1], evidence), strict=True))
    for term in terms:
        if term not in values:
            values[term] = list_value(term, evidence) if term.over else latest_stock(term, evidence)
    return values


def _ratio(part: Part, evidence: Evidence, above: tuple[TermValue, ...], below: tuple[TermValue, ...]) -> Ratio:
    known = [term.value for term in above if term.value is not None]
    whole_below = [term.value for term in below if term.value is not None and not term.partial]
    numerator = sum(known, Fraction()) if known else None
    denominator = sum(whole_below, Fraction()) if len(whole_below) == len(below) else None
    return Ratio(
        part=part,
        numerator_terms=above,
        denominator_terms=below,
        numerator=numerator,
        denominator=denominator,
        reason=_not_applicable(part, evidence) or _reason(part, above, below, numerator, denominator),
        method=evidence.method_of(part.method_line),
    )


def _not_applicable(part: Part, evidence: Evidence) -> str:
    """Why a part does not apply whatever its figures are, or cannot be told to apply (rules 7 and 20)."""
    if part.needs_facility and evidence.contradicted_absence is not None:
        return "conflict"
    if part.needs_facility and evidence.no_facility is not None:
        return "no_facility"
    if part.not_applicable_if_zero and latest_stock(Term(part.not_applicable_if_zero), evidence).value == 0:
        return part.zero_reason
    return ""


def _reason(
    part: Part,
    above: tuple[TermValue, ...],
    below: tuple[TermValue, ...],
    numerator: Fraction | None,
    denominator: Fraction | None,
) -> str:
    """Why there is no value that decides (rules 3, 6 and 18); empty where there is one."""
    statuses = {term.status for term in (*above, *below)}
    if CONFLICT in statuses:
        return "conflict"
    if denominator == 0:
        return "zero_denominator"
    if denominator is None:
        lacking = {
            term.status if not term.is_known else INCOMPLETE for term in below if not term.is_known or term.partial
        }
        return _first_reason(lacking)
    if numerator is None:
        return _first_reason({term.status for term in above})
    if spans_differ((*above, *below)):
        return "spans_differ"
    return "above_whole" if part.share and numerator > denominator else ""


def _first_reason(statuses: set[str]) -> str:
    return next(reason for status, reason in _REASONS if status in statuses)
