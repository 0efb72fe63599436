"""Verdicts: of a part from its ratio, of an indicator from its parts and from what the province states."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rehab.attainment.evidence import Evidence
from rehab.attainment.pace import needed
from rehab.attainment.ratios import Ratio
from rehab.catalog.indicators import Indicator

MET, NOT_MET, NOT_ASSESSED = "met", "not_met", "not_assessed"
COMPUTED, STATED, NO_BASIS = "computed", "stated", ""
# A part with nothing to assess: it neither meets nor misses its target.
_NOT_APPLICABLE = ("no_facility", "zero_denominator")


@dataclass(frozen=True)
class Verdict:
    """A verdict with its basis and, where nothing is assessed, the reason."""

    verdict: str
    basis: str
    reason: str = ""


def part_verdict(ratio: Ratio, stated: str) -> Verdict:
    """The verdict on one part (rules 5, 6 and 10); `stated` is the province's own on the indicator.

    Compared before any rounding. With numerator terms missing the value is a lower bound: met is firm,
    and not met only if the province says so too.
    """
    value, target = ratio.value, ratio.part.target
    if value is None or target is None:
        return Verdict(NOT_ASSESSED, NO_BASIS, ratio.reason)
    if value >= Fraction(str(target)):
        return Verdict(MET, COMPUTED)
    if ratio.missing and stated != NOT_MET:
        return Verdict(NOT_ASSESSED, NO_BASIS, "incomplete")
    return Verdict(NOT_MET, COMPUTED)


def indicator_verdict(indicator: Indicator, parts: list[Verdict], evidence: Evidence) -> Verdict:
    """The verdict on an indicator as a whole (rule 10)."""
    stated_row = evidence.stated("stated_verdict", indicator.number)
    stated = stated_row.text if stated_row else ""
    applicable = [part for part in parts if part.reason not in _NOT_APPLICABLE]
    if parts and not applicable:
        reasons = [part.reason for part in parts]
        reason = "no_facility" if "no_facility" in reasons else "zero_denominator"
        return Verdict(NOT_ASSESSED, STATED if reason == "no_facility" else NO_BASIS, reason)
    if any(part.verdict == NOT_MET for part in applicable):
        return Verdict(NOT_MET, COMPUTED)
    if applicable and all(part.verdict == MET for part in applicable):
        return Verdict(MET, COMPUTED)
    for reason in ("incomplete", "conflict"):
        if any(part.reason == reason for part in applicable):
            return Verdict(NOT_ASSESSED, NO_BASIS, reason)
    if any(part.verdict == MET for part in applicable):
        return Verdict(NOT_ASSESSED, NO_BASIS, "part_missing")
    return _stated_verdict(stated, applicable, evidence)


def _stated_verdict(stated: str, parts: list[Verdict], evidence: Evidence) -> Verdict:
    if not stated:
        return Verdict(NOT_ASSESSED, NO_BASIS, parts[0].reason if parts else "not_stated")
    if stated != NOT_ASSESSED:
        return Verdict(stated, STATED)
    if evidence.no_facility is not None:
        return Verdict(NOT_ASSESSED, STATED, "no_facility")
    return Verdict(NOT_ASSESSED, STATED, parts[0].reason if parts else "not_stated")


def margin(ratio: Ratio) -> int | None:
    """Numerator minus the smallest whole one that meets the target; None without a value (rule 13)."""
    if ratio.value is None or ratio.part.target is None or ratio.numerator is None or ratio.denominator is None:
        return None
    # A fraction of a person or place cannot help: only whole ones count towards the target.
    return ratio.numerator.__floor__() - needed(ratio.denominator, ratio.part.target)


def is_borderline(ratio: Ratio, verdict: Verdict) -> bool | None:
    """Whether one person, or a figure still in doubt, would flip a computed verdict (rule 13).

    A figure is in doubt when the workbook supports another value for it, such as years that add up to
    something else than the stated total. None where nothing was computed.
    """
    distance = margin(ratio)
    if verdict.basis != COMPUTED or distance is None:
        return None
    if distance in (0, -1):
        return True
    return any(_flips(ratio, index) for index, term in enumerate(ratio.terms) if term.doubt is not None)


def _flips(ratio: Ratio, index: int) -> bool:
    term = ratio.terms[index]
    if term.doubt is None or term.value is None or ratio.numerator is None or not ratio.denominator:
        return False
    change = term.doubt - term.value
    above = index < len(ratio.numerator_terms)
    numerator = ratio.numerator + (change if above else 0)
    denominator = ratio.denominator + (0 if above else change)
    if denominator <= 0 or ratio.part.target is None or ratio.value is None:
        return True
    target = Fraction(str(ratio.part.target))
    return (numerator / denominator * 100 >= target) != (ratio.value >= target)


def latest(days: list[date | None]) -> date | None:
    """The latest of some days, None among them ignored."""
    return max((day for day in days if day is not None), default=None)
