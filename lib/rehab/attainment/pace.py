"""Where the plan's path stands in a year, and how far a numerator is from its target."""

import math
from fractions import Fraction

from rehab.catalog.periods import BASELINE_YEAR, HALF_YEAR

TARGET_YEAR = 2020


def expected(baseline: float | None, target: float | None, period: str) -> float | None:
    """Level on the straight path from the 2015 baseline to the 2020 target, in percent (rule 14).

    2020-H1 counts as 2020, and so does a window. Published practice: UN ESCAP, "Asia and the Pacific SDG
    Progress Report", technical annex (linear path to the target year).

    >>> expected(60, 80, "2016"), expected(60, 80, "2020-H1")
    (64.0, 80.0)
    """
    if baseline is None or target is None:
        return None
    year = TARGET_YEAR if period == HALF_YEAR or "/" in period else int(period)
    return baseline + (target - baseline) * (year - BASELINE_YEAR) / (TARGET_YEAR - BASELINE_YEAR)


def needed(denominator: Fraction, target: float) -> int:
    """The smallest whole numerator that meets a target in percent.

    >>> needed(Fraction(161), 50), needed(Fraction(930), 80)
    (81, 744)
    """
    return math.ceil(denominator * Fraction(str(target)) / 100)
