"""Sums over provinces by rule 23: sums over sums, one panel of provinces for all years, and who is missing from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.provinces import provinces

_LARGEST = 3


@dataclass(frozen=True)
class Panel:
    """Provinces that have every figure asked for, in every period, and are not withheld; `left_out` have not.

    `codes` and `left_out` together are the provinces that were asked of, in the order of the list.
    """

    codes: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """True where no province of the review is missing: only then a sum is the country's."""
        return set(self.codes) == set(provinces())

    @property
    def population_share(self) -> float:
        """The percentage that its provinces are of the population of those asked of."""
        own, other = (sum(provinces()[c].population_2019 for c in codes) for codes in (self.codes, self.left_out))
        return 100 * own / (own + other) if own + other else 0.0

    @property
    def largest_left_out(self) -> tuple[str, ...]:
        """The most populous provinces that are missing, at most three."""
        by_size = sorted(self.left_out, key=lambda code: (-provinces()[code].population_2019, code))
        return tuple(by_size[:_LARGEST])


@dataclass(frozen=True)
class RatioCourse:
    """A ratio's sums over one panel, period by period; `definition` is how its provinces count (rule 19)."""

    part: str
    alternative: str
    definition: str
    periods: tuple[str, ...]
    numerators: tuple[float, ...]
    denominators: tuple[float, ...]
    panel: Panel

    @property
    def values(self) -> tuple[float | None, ...]:
        """Percentages: the sum of numerators over that of denominators, never a mean of percentages."""
        pairs = zip(self.numerators, self.denominators, strict=True)
        return tuple(100 * above / below if below else None for above, below in pairs)


@dataclass(frozen=True)
class LineCourse:
    """A sum of lines over one panel, period by period."""

    lines: tuple[str, ...]
    periods: tuple[str, ...]
    sums: tuple[float, ...]
    panel: Panel


Ratios = Mapping[tuple[str, str, str, str], Mapping[str, tuple[float, float]]]
"""Numerators and denominators that may be summed, by part, alternative, definition and period, then by province."""
Figures = Mapping[tuple[str, str], Mapping[str, float]]
"""Figures of whole provinces that may be summed, by line and period, then by province."""


def ratios_to_sum(rates: pd.DataFrame) -> Ratios:
    """The rows of `rates` that have a value with all its terms and are not withheld."""
    own = rates[
        rates["value"].notna() & (rates["terms_missing"] == "") & (rates["withheld"] == "") & (rates["denominator"] > 0)
    ]
    found: dict[tuple[str, str, str, str], dict[str, tuple[float, float]]] = {}
    columns = ["part", "alternative", "definition", "period", "province", "numerator", "denominator"]
    for part, alternative, definition, period, code, above, below in own[columns].itertuples(index=False, name=None):
        found.setdefault((part, alternative, definition, period), {})[code] = float(above), float(below)
    return found


def figures_to_sum(observations: pd.DataFrame) -> Figures:
    """The figures of whole provinces that are not withheld; one given twice with different values is none (rule 6)."""
    own = observations[
        (observations["area"] == "")
        & (observations["entry"] == "")
        & (observations["withheld"] == "")
        & observations["value"].notna()
    ]
    values = own.groupby(["line", "period", "province"])["value"].agg(["min", "max"])
    found: dict[tuple[str, str], dict[str, float]] = {}
    told = values[values["min"] == values["max"]]["min"].reset_index()
    for line, period, code, value in told.itertuples(index=False, name=None):
        found.setdefault((line, period), {})[code] = float(value)
    return found


def ratio_course(
    ratios: Ratios, key: tuple[str, str, str], periods: Sequence[str], codes: Iterable[str]
) -> RatioCourse:
    """The course of a ratio over the provinces of `codes`; `key` is part, alternative and definition.

    In the panel are provinces that have it in every period.

    >>> ratios = {("8", "", "", "2019"): {"01": (1.0, 2.0), "04": (9.0, 10.0)}}
    >>> found = ratio_course(ratios, ("8", "", ""), ["2019"], ["01", "04", "67"])
    >>> [round(value, 1) for value in found.values], found.panel.left_out
    ([83.3], ('67',))
    """
    own = [ratios.get((*key, period), {}) for period in periods]
    panel = panel_of(own, codes)
    above, below = (tuple(sum(table[code][side] for code in panel.codes) for table in own) for side in (0, 1))
    return RatioCourse(*key, tuple(periods), above, below, panel)


def line_course(figures: Figures, lines: Sequence[str], periods: Sequence[str], codes: Iterable[str]) -> LineCourse:
    """The sum of lines over the provinces of `codes` that have each of them in every period."""
    tables = {period: [figures.get((line, period), {}) for line in lines] for period in periods}
    panel = panel_of([table for own in tables.values() for table in own], codes)
    sums = tuple(sum(table[code] for table in own for code in panel.codes) for own in tables.values())
    return LineCourse(tuple(lines), tuple(periods), sums, panel)


def panel_of(tables: Iterable[Mapping[str, object]], codes: Iterable[str]) -> Panel:
    """The provinces of `codes` that are in every table.

    >>> panel_of([{"01": 1, "04": 2}, {"04": 3}], ["01", "04"]).codes
    ('04',)
    """
    needed, asked = list(tables), list(codes)
    whole = {code for code in asked if all(code in table for table in needed)}
    return Panel(tuple(code for code in asked if code in whole), tuple(code for code in asked if code not in whole))
