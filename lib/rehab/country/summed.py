"""Which ratios may be summed over provinces, and under which definitions their provinces count."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.indicators import Indicator, Part, indicators
from rehab.catalog.lines import lines


@dataclass(frozen=True)
class Summed:
    """A ratio that may be compared and summed over provinces: a part, or in its place an alternative of it.

    `definition` is one of several ways to count it (rule 19); figures under different ones are never put together.
    """

    indicator: int
    part: str
    alternative: str
    definition: str
    target: float | None

    @property
    def key(self) -> tuple[str, str, str]:
        """Part, alternative and definition, as `rates` has them."""
        return self.part, self.alternative, self.definition

    @property
    def name(self) -> str:
        """How the catalogue calls it: `6-now`, `7-compulsory`, `8`."""
        return self.alternative or self.definition or self.part

    @property
    def label(self) -> str:
        """How tables and pictures call it beside its title: its part, and which of several definitions.

        >>> [one.label for one in compared()][8:12]
        ['6', '7.1', '7.2', '8']
        """
        names = [definition.id for definition in part_of(self).definitions]
        return f"{self.part}.{names.index(self.definition) + 1}" if names else self.part


def compared() -> tuple[Summed, ...]:
    """Every ratio that provinces are compared on, one for each definition (rules 16 and 19).

    >>> [one.name for one in compared()][8:12]
    ['6-now', '7-compulsory', '7-centre', '8']
    """
    return tuple(one for indicator in indicators().values() for one in _of(indicator))


def _of(indicator: Indicator) -> Iterator[Summed]:
    for part in indicator.parts:
        if part.terms_overlap:
            # A value that grows with the window and may count one person twice: only its alternative is compared.
            for other in indicator.alternatives:
                yield Summed(indicator.number, part.id, other.id, "", None)
        else:
            for definition in part.definitions or (None,):
                yield Summed(indicator.number, part.id, "", definition.id if definition else "", part.target)


def has_trend(rates: pd.DataFrame, one: Summed, periods: tuple[str, ...]) -> bool:
    """Whether a ratio has rows of years at all: what is counted in a list of today has none (rule 4)."""
    own = rates[(rates["part"] == one.part) & (rates["alternative"] == one.alternative)]
    return bool(own["period"].isin(list(periods)).any())


def may_be_summed(one: Summed) -> bool:
    """Whether sums over provinces are allowed: not where the figures are estimates (rule 23)."""
    return not part_of(one).method_line


def counts_people(one: Summed) -> bool:
    """Whether a gap of its numerator is one of people (rule 24): not of centres, places or points."""
    part = part_of(one)
    return all(lines()[term.line].unit == "người" for term in part.numerator.terms) and part.share


def part_of(one: Summed) -> Part:
    """The part of the catalogue."""
    return next(part for part in indicators()[one.indicator].parts if part.id == one.part)
