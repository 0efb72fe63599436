"""Provinces by indicators: whose word each verdict is, how firm it is, how they add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.indicators import indicators
from rehab.catalog.tables import records

MET, NOT_MET, NOT_ASSESSED, WITHHELD = "met", "not_met", "not_assessed", "withheld"
VERDICTS = (MET, NOT_MET, NOT_ASSESSED, WITHHELD)
COMPUTED, STATED, NONE = "computed", "stated", "none"


@dataclass(frozen=True)
class Standing:
    """Where one province stands on one indicator.

    `verdict` is `withheld` where the public may not see it; `basis` is `computed`, `stated` or `none`; `differs` where
    the province itself states another verdict than the one that stands; `borderline` as rule 13 has it.
    """

    indicator: int
    verdict: str
    basis: str
    reason: str
    stated: str
    differs: bool
    borderline: bool


def standings(verdicts: pd.DataFrame) -> dict[str, dict[int, Standing]]:
    """By province and indicator, from rows of `verdicts` (those of whole indicators).

    >>> row = {"province": "67", "indicator": 7, "part": "", "verdict": "met", "basis": "computed", "reason": ""}
    >>> row |= {"stated_verdict": "met", "agrees": True, "borderline": True}
    >>> standings(pd.DataFrame([row]))["67"][7].borderline
    True
    """
    found: dict[str, dict[int, Standing]] = {}
    for row in records(verdicts[verdicts["part"] == ""]):
        number = int(row["indicator"])
        is_withheld = row["reason"] == WITHHELD
        stated = str(row["stated_verdict"] or "")
        found.setdefault(str(row["province"]), {})[number] = Standing(
            indicator=number,
            verdict=WITHHELD if is_withheld else str(row["verdict"]),
            basis=str(row["basis"]) or NONE,
            reason=str(row["reason"]),
            stated=stated,
            differs=bool(stated) and not is_withheld and stated != row["verdict"],
            borderline=row["borderline"] is True,
        )
    return found


@dataclass(frozen=True)
class Split:
    """How many provinces have each verdict on an indicator, by whose word it is."""

    indicator: int
    counts: Mapping[tuple[str, str], int]

    def of(self, verdict: str, basis: str = "") -> int:
        """How many have a verdict, on one basis or on any."""
        return sum(n for (own, why), n in self.counts.items() if own == verdict and basis in ("", why))

    @property
    def open(self) -> int:
        """Those of which it is not known whether they meet it."""
        return self.of(NOT_ASSESSED) + self.of(WITHHELD)


def splits(found: Mapping[str, Mapping[int, Standing]]) -> list[Split]:
    """The split of every indicator over the provinces that are there, in the order of the indicators."""
    return [_split(number, [own[number] for own in found.values() if number in own]) for number in indicators()]


def _split(number: int, own: Iterable[Standing]) -> Split:
    counts: dict[tuple[str, str], int] = {}
    for standing in own:
        key = standing.verdict, standing.basis
        counts[key] = counts.get(key, 0) + 1
    return Split(number, counts)


def most_missed(found: Iterable[Split]) -> tuple[Split, ...]:
    """The indicators that may be the one which most provinces miss, whatever those not assessed would show.

    One alone is so for certain. Not met alone ranks nothing: an indicator that few have assessed may be missed by more.

    >>> one, other = Split(6, {("not_met", "computed"): 30}), Split(9, {("not_met", "computed"): 20})
    >>> [split.indicator for split in most_missed([one, other])]
    [6]
    >>> unknown = Split(9, {("not_met", "computed"): 20, ("not_assessed", "none"): 15})
    >>> [split.indicator for split in most_missed([one, unknown])]
    [6, 9]
    """
    all_splits = list(found)
    surest = max((split.of(NOT_MET) for split in all_splits), default=0)
    return tuple(split for split in all_splits if surest and split.of(NOT_MET) + split.open >= surest)


def most_missing(found: Mapping[str, Mapping[int, Standing]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The provinces with the most verdicts of not met and those next to them, by how many; a count, not a ranking.

    Nothing where all have as many: then none stands out.

    >>> one = Standing(7, "not_met", "computed", "", "", False, False)
    >>> most_missing({"01": {7: one}, "02": {}, "04": {7: one}})
    ((1, ('01', '04')), (0, ('02',)))
    >>> most_missing({"01": {7: one}})
    ()
    """
    by_count: dict[int, list[str]] = {}
    for code, own in found.items():
        by_count.setdefault(sum(one.verdict == NOT_MET for one in own.values()), []).append(code)
    levels = sorted(by_count, reverse=True)[:2]
    return tuple((level, tuple(by_count[level])) for level in levels) if len(levels) > 1 else ()


@dataclass(frozen=True)
class Doubts:
    """How far the verdicts of met and not met carry: on whose word they are, where that word is another."""

    computed: int
    differing: int
    flattered: int
    stated: int
    borderline: int


def doubts(found: Mapping[str, Mapping[int, Standing]]) -> Doubts:
    """What to know before trusting the verdicts; `flattered` is stated met where the figures give not met.

    >>> one = Standing(7, "not_met", "computed", "", "met", True, False)
    >>> doubts({"01": {7: one}})
    Doubts(computed=1, differing=1, flattered=1, stated=0, borderline=0)
    """
    decided = [one for own in found.values() for one in own.values() if one.verdict in (MET, NOT_MET)]
    computed = [one for one in decided if one.basis == COMPUTED]
    return Doubts(
        computed=len(computed),
        differing=sum(one.differs for one in computed),
        flattered=sum(one.differs and (one.stated, one.verdict) == (MET, NOT_MET) for one in computed),
        stated=sum(one.basis == STATED for one in decided),
        borderline=sum(one.borderline for one in decided),
    )
