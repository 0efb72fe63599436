"""Verdicts: of a part from its ratio, of an indicator from its parts and from what the province states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rehab.attainment.evidence import Evidence, says_no_facility
from rehab.attainment.ratios import NOT_APPLICABLE, Ratio
from rehab.catalog.indicators import Indicator

MET, NOT_MET, NOT_ASSESSED = "met", "not_met", "not_assessed"
COMPUTED, STATED, NO_BASIS = "computed", "stated", ""
INDEPENDENT, NEEDED = "independent", "needed"
# Of several reasons why nothing was computed, the one that most needs to be looked at.
_REASON_ORDER = (
    "conflict",
    "above_whole",
    "spans_differ",
    "populations_differ",
    "incomplete",
    "stale",
    "not_due",
    "no_data",
)


@dataclass(frozen=True)
class Verdict:
    """A verdict with its basis and, where nothing was computed, the reason.

    `needed`: the figures alone did not decide, the province's own Không đạt did (rule 5).
    """

    verdict: str
    basis: str
    reason: str = ""
    needed: bool = False

    @property
    def agrees_by(self) -> str:
        """What an agreement with the province's verdict rests on (rule 11)."""
        return NEEDED if self.needed else INDEPENDENT


@dataclass(frozen=True)
class Statement:
    """What a province says of an indicator: its verdict, whether one is given, and what its own reason is.

    `own_reason` is the reason code of a stated Không đánh giá: `no_facility` or `stated_not_assessed`; empty where
    the row gives no reason.
    """

    verdict: str
    own_reason: str
    has_no_facility: bool


def statement_of(indicator: int, evidence: Evidence) -> Statement:
    """What the province states of an indicator, for the rules on verdicts."""
    row, said = evidence.stated("stated_verdict", indicator), evidence.reason_of(indicator)
    own = "no_facility" if says_no_facility(said) else "stated_not_assessed"
    return Statement(row.text if row else "", own if said else "", evidence.no_facility is not None)


def part_verdict(ratio: Ratio, stated: str) -> Verdict:
    """The verdict on one part (rules 5, 6 and 10); `stated` is the province's own on the indicator.

    Compared before any rounding. With numerator terms missing the value is not met only if the province says so too.
    """
    value, target = ratio.value, ratio.part.target
    if value is None or target is None:
        return Verdict(NOT_ASSESSED, NO_BASIS, ratio.reason)
    if value >= Fraction(str(target)):
        return Verdict(MET, COMPUTED)
    if ratio.missing and stated != NOT_MET:
        return Verdict(NOT_ASSESSED, NO_BASIS, "incomplete")
    return Verdict(NOT_MET, COMPUTED, needed=bool(ratio.missing))


def indicator_verdict(indicator: Indicator, parts: Sequence[Verdict], stated: Statement) -> Verdict:
    """The verdict on an indicator as a whole (rule 10)."""
    applicable = [part for part in parts if part.reason not in NOT_APPLICABLE]
    if parts and not applicable:
        return _nothing_to_assess(indicator, parts, stated)
    failing = [part for part in applicable if part.verdict == NOT_MET]
    if failing:
        return Verdict(NOT_MET, COMPUTED, needed=all(part.needed for part in failing))
    met = [part for part in applicable if part.verdict == MET]
    if applicable and len(met) == len(applicable):
        return Verdict(MET, COMPUTED)
    reason = "part_missing" if met else _first_reason(applicable)
    return _stated_verdict(indicator, stated, reason)


def _nothing_to_assess(indicator: Indicator, parts: Sequence[Verdict], stated: Statement) -> Verdict:
    wants_centre = all(part.reason == "no_facility" for part in parts)
    reason = "no_facility" if wants_centre else "zero_denominator"
    if stated.verdict != NOT_ASSESSED:
        return Verdict(NOT_ASSESSED, NO_BASIS, reason)
    # A Không đánh giá keeps the province's own reason, where it gives one.
    return Verdict(NOT_ASSESSED, STATED, stated.own_reason or reason)


def _first_reason(parts: Sequence[Verdict]) -> str:
    """Why nothing was computed; nothing to say of a qualitative indicator."""
    reasons = {part.reason for part in parts}
    return next((reason for reason in _REASON_ORDER if reason in reasons), "")


def _stated_verdict(indicator: Indicator, stated: Statement, reason: str) -> Verdict:
    if not stated.verdict:
        return Verdict(NOT_ASSESSED, NO_BASIS, reason or "not_stated")
    if stated.verdict == NOT_ASSESSED:
        return Verdict(NOT_ASSESSED, STATED, _own_reason(indicator, stated))
    return Verdict(stated.verdict, STATED, reason)


def _own_reason(indicator: Indicator, stated: Statement) -> str:
    """The reason of a stated Không đánh giá: the province's own, or want of a centre where every part needs one."""
    needs_centre = bool(indicator.parts) and all(part.needs_facility for part in indicator.parts)
    silent = "no_facility" if needs_centre and stated.has_no_facility else "stated_not_assessed"
    return stated.own_reason or silent


def latest(days: Sequence[date | None]) -> date | None:
    """The latest of some days, None among them ignored."""
    return max((day for day in days if day is not None), default=None)
