"""What another way to count would change: how many verdicts flip, and of which provinces."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.indicators import Indicator, Part, indicators

LATEST_YEAR = "latest_year"
_WHOLE = 100.0


@dataclass(frozen=True)
class Flip:
    """What counting a part by another definition, or over another window, would make of its computed verdicts.

    `other` is an alternative, a definition or `latest_year`. `to_met`, `to_not_met` are provinces whose verdict would
    be another; `same` are those of whom it would not; `open` have no figure by which that could be said (an incomplete
    one below the target is no flip: rule 15).
    """

    indicator: int
    part: str
    other: str
    to_met: tuple[str, ...]
    to_not_met: tuple[str, ...]
    same: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def flips(self) -> int:
        """How many verdicts would be another."""
        return len(self.to_met) + len(self.to_not_met)


def flips(verdicts: pd.DataFrame, rates: pd.DataFrame, latest_year: str) -> list[Flip]:
    """Every part that is decided by a figure, counted by each other definition it has, and in the last whole year."""
    return [flip for indicator in indicators().values() for flip in _of(indicator, verdicts, rates, latest_year)]


def _of(indicator: Indicator, verdicts: pd.DataFrame, rates: pd.DataFrame, latest_year: str) -> Iterator[Flip]:
    windows = rates[rates["period"].str.contains("/")]
    for part in indicator.parts:
        decided = verdicts[
            (verdicts["part"] == part.id)
            & verdicts["verdict"].isin(["met", "not_met"])
            & verdicts["value"].notna()
            & (verdicts["basis"] == "computed")
            & (verdicts["withheld"] == "")
        ].set_index("province")
        for other in indicator.alternatives if part == indicator.parts[0] else ():
            own = windows[(windows["part"] == part.id) & (windows["alternative"] == other.id)]
            # Where that very definition decided there is nothing to compare (rule 15).
            compared = decided[decided["definition"] != other.same_as] if other.same_as else decided
            yield _flip(indicator, part, other.id, compared, own, share=other.share)
        years = rates[(rates["part"] == part.id) & (rates["alternative"] == "") & (rates["period"] == latest_year)]
        if len(years):
            yield _flip(indicator, part, LATEST_YEAR, decided, years, share=part.share)


def _flip(
    indicator: Indicator, part: Part, other: str, decided: pd.DataFrame, rates: pd.DataFrame, share: bool
) -> Flip:
    values = rates.drop_duplicates("province").set_index("province").reindex(decided.index)
    found: dict[str, list[str]] = {"met": [], "not_met": [], "same": [], "open": []}
    for code, verdict, target, value, lacking in zip(
        decided.index, decided["verdict"], decided["target"], values["value"], values["terms_missing"], strict=True
    ):
        would = would_be(value, lacking == "", target, share)
        found["open" if not would else "same" if would == verdict else would].append(str(code))
    return Flip(indicator.number, part.id, other, *(tuple(found[name]) for name in ("met", "not_met", "same", "open")))


def would_be(value: float, is_complete: bool, target: float, is_share: bool = True) -> str:
    """The verdict that a value gives, empty where it decides nothing: rules 5, 15 and 18.

    >>> would_be(80, True, 80), would_be(79.99, True, 80), would_be(79, False, 80), would_be(81, False, 80)
    ('met', 'not_met', '', 'met')
    >>> would_be(101, True, 80), would_be(101, True, 80, is_share=False)
    ('', 'met')
    """
    if pd.isna(value) or (is_share and value > _WHOLE) or (not is_complete and value < target):
        return ""
    return "met" if value >= target else "not_met"
