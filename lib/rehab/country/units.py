"""Ratios of the 34 units of 1 July 2025: sums over the provinces that became each, where all of them have it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rehab.catalog.provinces_2025 import Unit2025, units_2025
from rehab.country.panels import Ratios
from rehab.country.summed import Summed

_HUNDRED = 100


@dataclass(frozen=True)
class UnitRatio:
    """One ratio of a unit in one period: the sums of its provinces."""

    unit: Unit2025
    period: str
    numerator: float
    denominator: float

    @property
    def value(self) -> float:
        """The percentage."""
        return _HUNDRED * self.numerator / self.denominator


def unit_ratios(ratios: Ratios, one: Summed, periods: Iterable[str]) -> list[UnitRatio]:
    """Every unit and period of which all provinces have the ratio, complete, published and by one definition.

    No verdict goes with it: targets, flags and borderline are of the provinces of 2016-2020.

    >>> from rehab.country.summed import compared
    >>> (one,) = (own for own in compared() if own.name == "8")
    >>> ratios = {("8", "", "", "2019"): {"60": (1.0, 4.0), "67": (1.0, 2.0), "68": (2.0, 4.0), "62": (1.0, 2.0)}}
    >>> [(own.unit.name_short, own.value) for own in unit_ratios(ratios, one, ["2019"])]
    [('Lâm Đồng', 40.0)]
    """
    found = []
    for period in periods:
        own = ratios.get((*one.key, period), {})
        for unit in units_2025().values():
            if all(code in own for code in unit.formed_from):
                above, below = (sum(own[code][side] for code in unit.formed_from) for side in (0, 1))
                found.append(UnitRatio(unit, period, above, below))
    return found
