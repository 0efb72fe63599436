"""How far a numerator is from its target, and what would flip a verdict (rule 13)."""

from collections.abc import Sequence
from fractions import Fraction

from rehab.attainment.pace import needed
from rehab.attainment.ratios import Ratio
from rehab.attainment.verdicts import (
    COMPUTED,
    MET,
    NOT_MET,
    Statement,
    Verdict,
    indicator_verdict,
)
from rehab.catalog.indicators import Indicator


def margin(ratio: Ratio) -> int | None:
    """Numerator minus the smallest whole one that meets the target; None without a value."""
    if ratio.value is None or ratio.part.target is None or ratio.numerator is None or ratio.denominator is None:
        return None
    # A fraction of a person or place cannot help: only whole ones count towards the target.
    return ratio.numerator.__floor__() - needed(ratio.denominator, ratio.part.target)


def is_borderline(ratio: Ratio, verdict: Verdict) -> bool | None:
    """Whether one unit of the numerator, or a figure still in doubt, would flip the computed verdict on a part.

    An estimate is never borderline by a unit, nor a ratio over one. None where nothing was computed.
    """
    if verdict.basis != COMPUTED or ratio.value is None:
        return None
    return _flips_by_a_unit(ratio) or _flips_by_doubt(ratio)


def is_borderline_whole(
    indicator: Indicator, ratios: Sequence[Ratio], verdicts: Sequence[Verdict], whole: Verdict, stated: Statement
) -> bool | None:
    """Whether a part that is borderline would flip the whole indicator with it. None where nothing was computed."""
    if whole.basis != COMPUTED:
        return None
    for index, (ratio, verdict) in enumerate(zip(ratios, verdicts, strict=True)):
        if is_borderline(ratio, verdict):
            other = Verdict(NOT_MET if verdict.verdict == MET else MET, COMPUTED)
            flipped = [*verdicts[:index], other, *verdicts[index + 1 :]]
            if indicator_verdict(indicator, flipped, stated).verdict != whole.verdict:
                return True
    return False


def _meets(numerator: Fraction, denominator: Fraction, target: float) -> bool:
    return numerator * 100 >= Fraction(str(target)) * denominator


def _flips_by_a_unit(ratio: Ratio) -> bool:
    if ratio.is_estimate or ratio.numerator is None or not ratio.denominator or ratio.denominator == 1:
        return False
    target = ratio.part.target or 0
    is_met = _meets(ratio.numerator, ratio.denominator, target)
    return _meets(ratio.numerator + (-1 if is_met else 1), ratio.denominator, target) != is_met


def _flips_by_doubt(ratio: Ratio) -> bool:
    return any(_flips(ratio, index) for index, term in enumerate(ratio.terms) if term.doubt is not None)


def _flips(ratio: Ratio, index: int) -> bool:
    """Whether the other value that the workbook supports for one term would flip the verdict."""
    term = ratio.terms[index]
    if term.doubt is None or term.value is None or ratio.numerator is None or not ratio.denominator:
        return False
    change, is_above = term.doubt - term.value, index < len(ratio.numerator_terms)
    numerator = ratio.numerator + (change if is_above else 0)
    denominator = ratio.denominator + (0 if is_above else change)
    target = ratio.part.target or 0
    # Without anybody left to count, or above its whole, the ratio would decide nothing: that is another verdict.
    if denominator <= 0 or (ratio.part.share and numerator > denominator):
        return True
    return _meets(numerator, denominator, target) != _meets(ratio.numerator, ratio.denominator, target)
