"""The figures of one province that may have to be held back, and what it would cost a reader to lose each."""

import math
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.files import read_rows
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import is_share, lines
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import per_review

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


@per_review()
def people_lines() -> frozenset[str]:
    """Lines that count people, by their unit.

    >>> "left_died" in people_lines(), "loan_amount" in people_lines()
    (True, False)
    """
    units = {row["unit"] for row in read_rows("disclosure_units.csv")}
    return frozenset(name for name, line in lines().items() if line.is_number and line.unit in units)


def observed_cells(observations: pd.DataFrame) -> dict[int, Cell]:
    """Every number of the appendices, by its row in `observations` (columns of that table)."""
    numbers = observations[observations["value"].notna() & observations["line"].isin(_numbers())]
    columns = ["line", "period", "area", "entry", "period_start", "period_end", "value", "file"]
    places = numbers[columns].itertuples(index=False, name=None)
    people = people_lines()
    return {
        int(index): Cell(
            line,
            period,
            area,
            # Two files of one province may each number their centres from 1.
            f"{file} ! {entry}" if entry else "",
            start,
            end,
            value,
            line in people,
            _cost(line, period, area, entry, value),
        )
        for index, (line, period, area, entry, start, end, value, file) in zip(numbers.index, places, strict=True)
    }


def sum_cell(value: float, counts_people: bool, is_main: bool, is_window: bool) -> Cell:
    """A sum that the rates and verdicts publish; the figures that decide a verdict are the last to go."""
    cost = (DECIDING_COST if is_main else 25.0) if is_window else (12.0 if is_main else 6.0)
    return Cell(_NO_LINE, "", "", "", "", "", value, counts_people, cost)


def _cost(line: str, period: str, area: str, entry: str, value: float) -> float:
    """Districts and single centres go first, then old years; the latest figures of the nine go last."""
    if area:
        importance = 3.0
    elif entry:
        importance = 5.0
    else:
        importance = _importance(line, period == calendar().columns[-1] or "/" in period)
    return importance * (1 + math.log10(1 + max(value, 0.0)) / 4)


@per_review()
def _importance(line: str, is_latest: bool) -> float:
    if line in _lines_of_the_nine():
        return 80.0 if is_latest else 12.0
    return (6.0 if is_share(lines()[line]) else 8.0) + (4.0 if is_latest else 0.0)


@per_review()
def _numbers() -> frozenset[str]:
    return frozenset(name for name, line in lines().items() if line.is_number)


@per_review()
def _lines_of_the_nine() -> frozenset[str]:
    parts = [part for indicator in indicators().values() for part in indicator.parts]
    return frozenset(name for part in parts for name in (*part.numerator.lines, *part.denominator.lines))
