"""Problems that show only when figures meet: other windows, other days, other totals, more than the whole."""

from datetime import date
from fractions import Fraction

from rehab.attainment.evidence import Evidence
from rehab.attainment.flows import doubted_years, spans_differ
from rehab.attainment.ratios import Ratio
from rehab.attainment.reports import day_words, label_pair, number_words, report, window_words
from rehab.attainment.terms import CONFLICT, STALE, TermValue

_DAYS_APART = 92


def ratio_problems(ratio: Ratio, evidence: Evidence) -> list[dict[str, object]]:
    """What a reader must look at in the figures of one part."""
    found: list[dict[str, object]] = []
    for term in ratio.terms:
        found += _term_problems(term, evidence)
    found += _window_problems(ratio, evidence) + _stock_problems(ratio, evidence)
    return found + _absence_problems(ratio, evidence) + _whole_problems(ratio, evidence)


def _term_problems(term: TermValue, evidence: Evidence) -> list[dict[str, object]]:
    label = label_pair(term.term.line)
    if term.status == CONFLICT:
        one, other = term.sources
        return [
            report(
                "value_conflict",
                one,
                evidence,
                line=label,
                value=one.raw,
                other_value=other.raw,
                other_sheet=other.sheet,
                other_cell=other.cell,
            )
        ]
    if term.status == STALE:
        row = term.sources[0]
        return [report("value_stale", row, evidence, line=label, day=day_words(row.end))]
    years = doubted_years(term, evidence)
    if years:
        cells = ", ".join(row.cell for row in years)
        added = number_words(term.doubt or Fraction())
        return [
            report(
                "window_sum_differs",
                term.sources[0],
                evidence,
                line=label,
                total=term.sources[0].raw,
                sum=added,
                cells=cells,
            )
        ]
    return []


def _window_problems(ratio: Ratio, evidence: Evidence) -> list[dict[str, object]]:
    apart = spans_differ(ratio.terms)
    if apart is None:
        return []
    one, other = apart
    row, rival = one.sources[0], other.sources[0]
    return [
        report(
            "window_mismatch",
            row,
            evidence,
            part=ratio.part.id,
            line=label_pair(row.line),
            words=window_words(one),
            other=label_pair(rival.line),
            other_words=window_words(other),
            other_cell=rival.cell,
        )
    ]


def _absence_problems(ratio: Ratio, evidence: Evidence) -> list[dict[str, object]]:
    """A reason that says there is no centre, beside a list of centres; the ticked box is reported when read."""
    absence = evidence.contradicted_absence
    if absence is None or not ratio.part.needs_facility or absence.line == "no_facility":
        return []
    return [report("absence_contradicted", absence, evidence, count=len(evidence.facility_entries))]


def _whole_problems(ratio: Ratio, evidence: Evidence) -> list[dict[str, object]]:
    """A share above its whole, on both cells (rule 18)."""
    if ratio.reason != "above_whole" or ratio.numerator is None or ratio.denominator is None:
        return []
    code = "above_whole" if ratio.part.above_whole == "error" else "above_whole_years"
    above, below = (
        next(term for term in terms if term.sources) for terms in (ratio.numerator_terms, ratio.denominator_terms)
    )
    return [
        report(
            code,
            term.sources[0],
            evidence,
            part=ratio.part.id,
            numerator=number_words(ratio.numerator),
            denominator=number_words(ratio.denominator),
            line=label_pair(above.term.line),
            whole=label_pair(below.term.line),
            other_cell=other.sources[0].cell,
        )
        for term, other in ((above, below), (below, above))
    ]


def _stock_problems(ratio: Ratio, evidence: Evidence) -> list[dict[str, object]]:
    stocks = [t for t in ratio.terms if t.is_known and not t.term.over and t.measure == "stock" and t.window]
    if len(stocks) < 2:
        return []
    ordered = sorted(stocks, key=lambda term: term.sources[0].end or date.min)
    early, late = ordered[0].sources[0], ordered[-1].sources[0]
    if early.end is None or late.end is None or (late.end - early.end).days <= _DAYS_APART:
        return []
    return [
        report(
            "stocks_apart",
            early,
            evidence,
            part=ratio.part.id,
            days=(late.end - early.end).days,
            line=label_pair(early.line),
            day=day_words(early.end),
            other=label_pair(late.line),
            other_day=day_words(late.end),
            other_cell=late.cell,
        )
    ]
