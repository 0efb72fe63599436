"""Problems that show only when figures meet: other windows, other days, other totals, other verdicts."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from rehab.attainment.evidence import Evidence, Observation
from rehab.attainment.ratios import Ratio
from rehab.attainment.terms import CONFLICT, STALE, TermValue, years_of
from rehab.attainment.verdicts import COMPUTED, Verdict
from rehab.catalog.lines import line_label
from rehab.catalog.problem_kinds import problem_row
from rehab.catalog.texts import text

_DAYS_APART = 92


def ratio_problems(ratio: Ratio, evidence: Evidence) -> list[dict[str, object]]:
    """What a reader must look at in the figures of one part."""
    found: list[dict[str, object]] = []
    for term in ratio.terms:
        found += _term_problems(term, evidence)
    return found + _window_problems(ratio, evidence) + _stock_problems(ratio, evidence)


def verdict_problems(
    indicator: int, ratio: Ratio | None, verdict: Verdict, evidence: Evidence
) -> list[dict[str, object]]:
    """Where the province's own verdict or percentage differs from the computed one (rule 11)."""
    found = []
    stated = evidence.stated("stated_verdict", indicator)
    if ratio is not None and ratio.value is not None:
        if verdict.basis == COMPUTED and stated is not None and stated.text != verdict.verdict:
            said, computed = _spoken(stated.text), _spoken(verdict.verdict)
            target = f"{ratio.part.target:g}"
            value = _percent(ratio.value, 1)
            found.append(
                _problem(
                    "verdict_disagrees",
                    stated,
                    evidence,
                    indicator=indicator,
                    stated=said,
                    computed=computed,
                    value=(value.replace(".", ","), value),
                    target=(target.replace(".", ","), target),
                )
            )
        figure = evidence.stated("stated_value", indicator)
        if figure is not None and figure.value is not None and not agrees_when_rounded(figure, ratio.value):
            value, said_value = _percent(ratio.value, 2), f"{figure.value:g}"
            found.append(
                _problem(
                    "stated_value_differs",
                    figure,
                    evidence,
                    indicator=indicator,
                    stated=(said_value.replace(".", ","), said_value),
                    value=(value.replace(".", ","), value),
                )
            )
    return found


def agrees_when_rounded(figure: Observation, value: Fraction) -> bool:
    """Whether a computed percentage rounds to the stated one, at the digits the province gave.

    A value cut off instead of rounded (50,3 for 50,39) agrees too.
    """
    stated = Decimal(str(figure.value))
    step = Decimal(1).scaleb(min(0, int(stated.normalize().as_tuple().exponent)))
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(step, ROUND_HALF_UP) == stated or exact // step * step == stated


def _term_problems(term: TermValue, evidence: Evidence) -> list[dict[str, object]]:
    label = _label(term.term.line)
    if term.status == CONFLICT:
        one, other = term.sources
        return [
            _problem(
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
        return [_problem("value_stale", row, evidence, line=label, day=_day(row.end))]
    years = years_of(term, evidence)
    if years:
        cells = ", ".join(row.cell for row in years)
        added = f"{float(term.doubt or 0):g}"
        return [
            _problem(
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
    flows = [term for term in ratio.terms if term.is_known and term.measure == "flow" and term.window]
    for other in flows[1:]:
        if other.window != flows[0].window:
            row, rival = flows[0].sources[0], other.sources[0]
            return [
                _problem(
                    "window_mismatch",
                    row,
                    evidence,
                    part=ratio.part.id,
                    line=_label(row.line),
                    words=_words(flows[0]),
                    other=_label(rival.line),
                    other_words=_words(other),
                    other_cell=rival.cell,
                )
            ]
    return []


def _stock_problems(ratio: Ratio, evidence: Evidence) -> list[dict[str, object]]:
    stocks = [t for t in ratio.terms if t.is_known and not t.term.over and t.measure == "stock" and t.window]
    if len(stocks) < 2:
        return []
    ordered = sorted(stocks, key=lambda term: term.sources[0].end or date.min)
    early, late = ordered[0].sources[0], ordered[-1].sources[0]
    if early.end is None or late.end is None or (late.end - early.end).days <= _DAYS_APART:
        return []
    return [
        _problem(
            "stocks_apart",
            early,
            evidence,
            part=ratio.part.id,
            days=(late.end - early.end).days,
            line=_label(early.line),
            day=_day(early.end),
            other=_label(late.line),
            other_day=_day(late.end),
            other_cell=late.cell,
        )
    ]


def _problem(code: str, row: Observation, evidence: Evidence, **values: object) -> dict[str, object]:
    return problem_row(
        code,
        collection=evidence.collection,
        province=evidence.province,
        file=row.file,
        sheet=row.sheet,
        cell=row.cell,
        raw=row.raw,
        **values,
    )


def _label(line: str) -> tuple[str, str]:
    return line_label(line, "vi"), line_label(line, "en")


def _spoken(verdict: str) -> tuple[str, str]:
    return text(f"verdict.{verdict}", "vi"), text(f"verdict.{verdict}", "en")


def _words(term: TermValue) -> str:
    row = term.sources[0]
    if row.is_window and row.text:
        return row.text
    window = term.window
    return f"{_day(window[0])}-{_day(window[1])}" if window else ""


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _percent(value: Fraction, digits: int) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}"
