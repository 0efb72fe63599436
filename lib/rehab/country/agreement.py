"""Where the verdict computed from the figures and the province's own agree, and where not."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from rehab.attainment.verdicts import INDEPENDENT
from rehab.catalog.indicators import indicators
from rehab.catalog.tables import records

AGREE, NEEDED, STRICTER, KINDER, OTHER = "agree", "needed", "stricter", "kinder", "other"
WAYS = (AGREE, NEEDED, STRICTER, KINDER, OTHER)


@dataclass(frozen=True)
class Agreement:
    """How many provinces have each combination on one indicator.

    `agree` independently; `needed` where rule 5 used the stated verdict to decide; `stricter`: computed not met where
    met is stated; `kinder` the reverse; `other`: stated not to be assessed.
    """

    indicator: int
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Provinces that have both, the computed one independent of the other."""
        return sum(count for way, count in self.counts.items() if way != NEEDED)


def agreements(verdicts: pd.DataFrame) -> list[Agreement]:
    """Every indicator on which some province has both, in their order."""
    own = verdicts[
        (verdicts["part"] == "")
        & (verdicts["basis"] == "computed")
        & (verdicts["stated_verdict"] != "")
        & (verdicts["reason"] != "withheld")
    ]
    found: dict[int, dict[str, int]] = {}
    for row in records(own):
        counts = found.setdefault(int(row["indicator"]), dict.fromkeys(WAYS, 0))
        counts[_way(str(row["verdict"]), str(row["stated_verdict"]), str(row["agrees_by"]))] += 1
    return [Agreement(number, found[number]) for number in indicators() if number in found]


def _way(computed: str, stated: str, agrees_by: str) -> str:
    if computed == stated:
        return AGREE if agrees_by == INDEPENDENT else NEEDED
    if stated == "met":
        return STRICTER
    return KINDER if stated == "not_met" else OTHER
