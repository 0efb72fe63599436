"""The province's own verdict and percentage beside the computed ones: every disagreement is a problem (rule 11)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from rehab.attainment.evidence import Evidence, Observation
from rehab.attainment.ratios import NOT_APPLICABLE, Ratio
from rehab.attainment.reports import Pair, label_pair, percent_words, report, rounded, verdict_words
from rehab.attainment.terms import CONFLICT
from rehab.attainment.verdicts import COMPUTED, MET, NOT_ASSESSED, NOT_MET, Verdict
from rehab.catalog.indicators import Indicator
from rehab.catalog.texts import text

_NUMBER = re.compile(r"\d[\d.,]*")
_Problem = dict[str, object]


def agreement_problems(
    indicator: Indicator,
    ratios: Sequence[Ratio],
    others: Sequence[Ratio],
    verdicts: Sequence[Verdict],
    whole: Verdict,
    evidence: Evidence,
) -> list[_Problem]:
    """Where the stated verdict or percentage differs from what the figures give; `others`: what does not decide."""
    found = []
    stated = evidence.stated("stated_verdict", indicator.number)
    if stated is not None:
        found += _verdict_problems(indicator, ratios, verdicts, whole, stated, evidence)
    figure = evidence.stated("stated_value", indicator.number)
    if figure is not None and figure.value is not None:
        # What figures in conflict would give is used nowhere (rules 6 and 7), so it is not compared either.
        used = [ratio for ratio, verdict in zip(ratios, verdicts, strict=True) if verdict.reason != CONFLICT]
        beside = [ratio for ratio in others if ratio.reason != CONFLICT]
        found += _value_problems(indicator, used, beside, figure, evidence)
    return found


def _verdict_problems(
    indicator: Indicator,
    ratios: Sequence[Ratio],
    verdicts: Sequence[Verdict],
    whole: Verdict,
    stated: Observation,
    evidence: Evidence,
) -> list[_Problem]:
    said: _Problem = {"indicator": indicator.number, "stated": verdict_words(stated.text)}
    if whole.basis == COMPUTED and stated.text != whole.verdict:
        figures = _listed(_deciding(ratios, verdicts, whole))
        computed = verdict_words(whole.verdict)
        reading = _reading_words(ratios, verdicts, whole)
        values: _Problem = {"computed": computed, "figures": figures, "reading": reading}
        return [report("verdict_disagrees", stated, evidence, **said, **values)]
    if stated.text == NOT_ASSESSED:
        return []
    if verdicts and all(verdict.reason in NOT_APPLICABLE for verdict in verdicts):
        reason = text(f"reason.{whole.reason}", "vi"), text(f"reason.{whole.reason}", "en")
        return [report("stated_not_applicable", stated, evidence, **said, reason=reason)]
    return [
        report("incomplete_stated_met", stated, evidence, **said, **_reach(ratio))
        for ratio, verdict in zip(ratios, verdicts, strict=True)
        if stated.text == MET and verdict.reason == "incomplete" and ratio.value is not None
    ]


def _deciding(ratios: Sequence[Ratio], verdicts: Sequence[Verdict], whole: Verdict) -> list[Ratio]:
    """The parts that made the verdict: of a Không đạt those that fail."""
    return [ratio for ratio, verdict in zip(ratios, verdicts, strict=True) if verdict.verdict == whole.verdict]


def is_by_own_reading(ratios: Sequence[Ratio], verdicts: Sequence[Verdict], whole: Verdict) -> bool:
    """Whether a part that is the project's own reading (4a) alone makes Không đạt (rule 10)."""
    failing = _deciding(ratios, verdicts, whole)
    return whole.verdict == NOT_MET and bool(failing) and all(ratio.part.reading == "project" for ratio in failing)


def _reading_words(ratios: Sequence[Ratio], verdicts: Sequence[Verdict], whole: Verdict) -> Pair:
    if not is_by_own_reading(ratios, verdicts, whole):
        return "", ""
    return f" ({text('verdict.own_reading', 'vi')})", f" ({text('verdict.own_reading', 'en')})"


def _listed(ratios: Sequence[Ratio]) -> Pair:
    """Each part's value against its target: `3a: 85,2% so với mục tiêu 90%`."""
    vi, en = [], []
    for ratio in ratios:
        if ratio.value is None or ratio.part.target is None:
            continue
        value = percent_words(ratio.value, ratio.part.target)
        target = percent_words(Fraction(str(ratio.part.target)))
        name = f"{ratio.part.id}: " if len(ratios) > 1 or not ratio.part.id.isdigit() else ""
        vi.append(f"{name}{value[0]} so với mục tiêu {_plain(target[0])}")
        en.append(f"{name}{value[1]} against a target of {_plain(target[1])}")
    return "; ".join(vi), "; ".join(en)


def _plain(percent: str) -> str:
    """A percentage without a zero behind the point.

    >>> _plain("80,0%"), _plain("9.9%")
    ('80%', '9.9%')
    """
    return percent.replace(",0%", "%").replace(".0%", "%")


def _reach(ratio: Ratio) -> _Problem:
    """Which figures were given, and how far they reach."""
    assert ratio.value is not None
    known = [term.term.line for term in ratio.numerator_terms if term.is_known]
    labels = [label_pair(name) for name in known]
    target = percent_words(Fraction(str(ratio.part.target)))
    return {
        "given": ("; ".join(vi for vi, _ in labels), "; ".join(en for _, en in labels)),
        "count": len(known),
        "all": len(ratio.numerator_terms),
        "value": percent_words(ratio.value, ratio.part.target),
        "target": (_plain(target[0]), _plain(target[1])),
    }


# ── Stated percentages ──────────────────────────────────────────────────────────────────────────────────


def _value_problems(
    indicator: Indicator, ratios: Sequence[Ratio], others: Sequence[Ratio], figure: Observation, evidence: Evidence
) -> list[_Problem]:
    own = [ratio for ratio in ratios if ratio.quotient is not None]
    beside = [ratio for ratio in others if ratio.quotient is not None]
    if not own and not beside:
        return []
    if any(ratio.quotient is not None and agrees_when_rounded(figure, ratio.quotient) for ratio in own):
        return []
    said = percent_of(figure)
    values: _Problem = {"indicator": indicator.number, "stated": said}
    matching = [r for r in beside if r.quotient is not None and agrees_when_rounded(figure, r.quotient)]
    if matching:
        names = tuple("; ".join(_name(ratio, language) for ratio in matching) for language in ("vi", "en"))
        return [report("stated_value_alternative", figure, evidence, **values, alternative=names)]
    return [report("stated_value_differs", figure, evidence, **values, values=_values(own or beside))]


def agrees_when_rounded(figure: Observation, value: Fraction) -> bool:
    """Whether a computed percentage, rounded half up or cut to the decimals printed, is the stated one."""
    digits = decimals_printed(figure)
    stated = Decimal(str(figure.value))
    cut = Decimal(int(value * 10**digits)).scaleb(-digits)
    return stated in (rounded(value, digits), cut)


def decimals_printed(figure: Observation) -> int:
    """Decimals of a stated percentage as it is printed: those of the cell where it shows the same number."""
    value = Decimal(str(figure.value)).normalize()
    for written in _NUMBER.findall(figure.raw):
        whole, _, decimals = written.replace(",", ".").rpartition(".")
        shown = Decimal(f"{whole.replace('.', '') or '0'}.{decimals}") if whole else Decimal(decimals)
        if shown == value:
            return len(decimals) if whole else 0
    return max(0, -int(value.as_tuple().exponent))


def percent_of(figure: Observation) -> Pair:
    """A stated percentage, at the decimals it is printed with."""
    english = f"{Decimal(str(figure.value)):.{decimals_printed(figure)}f}%"
    return english.replace(".", ","), english


def _name(ratio: Ratio, language: str) -> str:
    part = ratio.part
    own = next((d.short(language) for d in part.definitions if d.id == part.definition), part.short(language))
    return own[:1].lower() + own[1:]


def _values(ratios: Sequence[Ratio]) -> Pair:
    """What the figures give: each part, named where there are several."""
    vi, en = [], []
    for ratio in ratios:
        if ratio.quotient is None:
            continue
        value = percent_words(ratio.quotient, ratio.part.target)
        name = f"{ratio.part.id} " if len(ratios) > 1 or not ratio.part.id.isdigit() else ""
        vi.append(f"{name}{value[0]}")
        en.append(f"{name}{value[1]}")
    return "; ".join(vi), "; ".join(en)
