"""Where the plan's path stands in a year, and how far a numerator is from its target."""

import math
from fractions import Fraction

from rehab.catalog.periods import calendar


def expected(baseline: float | None, target: float | None, period: str) -> float | None:
    """Level on the straight path from baseline to target, in percent (rule 14).

    A half-year counts as its year, and a window as the target's. Published practice: UN ESCAP,
    "Asia and the Pacific SDG Progress Report", technical annex (linear path to the target year).

    >>> expected(60, 80, "2016"), expected(60, 80, "2020-H1")
    (64.0, 80.0)
    """
    if baseline is None or target is None:
        return None
    own = calendar()
    year = own.target_year if period == own.half_year or "/" in period else int(period)
    return baseline + (target - baseline) * (year - own.baseline_year) / (own.target_year - own.baseline_year)


def needed(denominator: Fraction, target: float) -> int:
    """The smallest whole numerator that meets a target in percent.

    >>> needed(Fraction(161), 50), needed(Fraction(930), 80)
    (81, 744)
    """
    return math.ceil(denominator * Fraction(str(target)) / 100)
