"""The figures of one province that may have to be held back, and what it would cost a reader to lose each."""

import math
from dataclasses import dataclass
from functools import cache

import pandas as pd

from rehab.catalog.files import read_rows
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import is_share, lines
from rehab.catalog.periods import HALF_YEAR
from rehab.catalog.tables import records

SMALL, OTHER = "small", "other"
LARGEST_SMALL = 4
# What it costs to lose a sum that decides a verdict: the last to go.
DECIDING_COST = 300.0
_NO_LINE = ""


@dataclass(frozen=True)
class Cell:
    """One figure: of the workbook, or a sum the suite publishes (`line` is empty then).

    `counts_people` says that 1 to 4 of it must not be printed; `cost` is what a reader loses with it.
    """

    line: str
    period: str
    area: str
    entry: str
    start: str
    end: str
    value: float
    counts_people: bool
    cost: float

    @property
    def is_small(self) -> bool:
        """True for a count of people that must not be printed: above 0 and below 5."""
        return self.counts_people and is_small(self.value)


def is_small(value: float) -> bool:
    """True for 1 to 4; no reader may learn which.

    >>> [is_small(value) for value in (0, 1, 4, 5)]
    [False, True, True, False]
    """
    return 0 < value < LARGEST_SMALL + 1


@cache
def people_lines() -> frozenset[str]:
    """Lines that count people, by their unit.

    >>> "left_died" in people_lines(), "loan_amount" in people_lines()
    (True, False)
    """
    units = {row["unit"] for row in read_rows("disclosure_units.csv")}
    return frozenset(name for name, line in lines().items() if line.is_number and line.unit in units)


def observed_cells(observations: pd.DataFrame) -> dict[int, Cell]:
    """Every number of the appendices, by its row in `observations` (columns of that table)."""
    known = lines()
    numbers = observations[observations["value"].notna()]
    return {
        int(index): _cell(row)
        for index, row in zip(numbers.index, records(numbers), strict=True)
        if row["line"] in known and known[row["line"]].is_number
    }


def sum_cell(value: float, counts_people: bool, is_main: bool, is_window: bool) -> Cell:
    """A sum that the rates and verdicts publish; the figures that decide a verdict are the last to go."""
    cost = (DECIDING_COST if is_main else 25.0) if is_window else (12.0 if is_main else 6.0)
    return Cell(_NO_LINE, "", "", "", "", "", value, counts_people, cost)


def _cell(row: dict[str, object]) -> Cell:
    name = str(row["line"])
    value = float(str(row["value"]))
    return Cell(
        line=name,
        period=str(row["period"]),
        area=str(row["area"]),
        entry=str(row["entry"]),
        start=str(row["period_start"]),
        end=str(row["period_end"]),
        value=value,
        counts_people=name in people_lines(),
        cost=_importance(row) * (1 + math.log10(1 + value) / 4),
    )


def _importance(row: dict[str, object]) -> float:
    """Districts and single centres go first, then old years; the latest figures of the nine go last."""
    if row["area"]:
        return 3.0
    if row["entry"]:
        return 5.0
    latest = row["period"] == HALF_YEAR or "/" in str(row["period"])
    if row["line"] in _lines_of_the_nine():
        return 80.0 if latest else 12.0
    plain = 6.0 if is_share(lines()[str(row["line"])]) else 8.0
    return plain + (4.0 if latest else 0.0)


@cache
def _lines_of_the_nine() -> frozenset[str]:
    parts = [part for indicator in indicators().values() for part in indicator.parts]
    return frozenset(name for part in parts for name in (*part.numerator.lines, *part.denominator.lines))
