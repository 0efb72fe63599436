"""How a ratio is spread over the provinces: who is compared, who is not and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import pandas as pd

from rehab.catalog.tables import records
from rehab.country.summed import Summed, compared, part_of

FEWEST = 20
"""A ratio over fewer people or things is printed and not ranked (rule 13)."""


@dataclass(frozen=True)
class ProvinceValue:
    """One province's value over the window: `target` is its own; `is_bound` where terms are missing."""

    code: str
    value: float
    denominator: float
    target: float | None
    is_bound: bool

    @property
    def is_ranked(self) -> bool:
        """Whether it is compared with others."""
        return not self.is_bound and self.denominator >= FEWEST


@dataclass(frozen=True)
class Spread:
    """The values of one ratio, the lowest first; of those ranked also lowest, middle and highest."""

    ratio: Summed
    values: tuple[ProvinceValue, ...]

    @property
    def ranked(self) -> tuple[ProvinceValue, ...]:
        """Those that are compared, the lowest first."""
        return tuple(value for value in self.values if value.is_ranked)

    @property
    def median(self) -> float | None:
        """The middle of the provinces that are compared: of provinces, not of people."""
        return median(value.value for value in self.ranked) if self.ranked else None

    @property
    def few(self) -> int:
        """How many have too small a denominator to be ranked."""
        return sum(not value.is_bound and not value.is_ranked for value in self.values)

    @property
    def bounds(self) -> int:
        """How many are bounds, for terms are missing."""
        return sum(value.is_bound for value in self.values)


def spreads(verdicts: pd.DataFrame, rates: pd.DataFrame) -> list[Spread]:
    """The spread of every ratio that provinces are compared on, over the window."""
    return [Spread(one, tuple(sorted(_values(one, verdicts, rates), key=_place))) for one in compared()]


def _place(value: ProvinceValue) -> tuple[float, str]:
    return value.value, value.code


def _values(one: Summed, verdicts: pd.DataFrame, rates: pd.DataFrame) -> Iterable[ProvinceValue]:
    if one.alternative:
        rows = rates[rates["period"].str.contains("/") & (rates["alternative"] == one.alternative)]
        rows = rows[rows["part"] == one.part].assign(target=None, reason="")
    else:
        rows = verdicts[(verdicts["part"] == one.part) & (verdicts["definition"] == one.definition)]
    whole = 100 if part_of(one).share else None
    for row in records(rows[rows["value"].notna() & (rows["withheld"] == "")]):
        # Above the whole it decides nothing (rule 18), so it is not set beside others.
        if whole is None or row["value"] <= whole:
            target: float | None = None if pd.isna(row["target"]) else float(row["target"])
            yield ProvinceValue(
                str(row["province"]), float(row["value"]), float(row["denominator"]), target, row["terms_missing"] != ""
            )
