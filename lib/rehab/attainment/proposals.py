"""Verdicts that a proposed correction would flip, once it is agreed, are borderline (rule 13)."""

from collections.abc import Sequence

import pandas as pd

from rehab.attainment.verdicts import COMPUTED

_KEY = ["province", "indicator", "part"]


def with_proposals(verdicts: pd.DataFrame, proposed: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """`verdicts`, `borderline` where a computed one is another in one of the tables `proposed`.

    Each of them is the same workbook's verdicts with one more correction in place.
    """
    found = verdicts
    for other in proposed:
        own = pd.MultiIndex.from_frame(verdicts[_KEY])
        would_be = other.set_index(_KEY)["verdict"].reindex(own).to_numpy()
        flips = (verdicts["basis"] == COMPUTED) & (verdicts["verdict"].to_numpy() != would_be)
        found = found.assign(borderline=found["borderline"].mask(flips, True))
    return found
