"""The figures of one province that may have to be held back, and what it would cost a reader to lose each."""

from dataclasses import dataclass
from hashlib import blake2b

import pandas as pd

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import is_share, lines
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import per_review
from rehab.catalog.small import is_small, people_units
from rehab.catalog.tables import tuples

SMALL, OTHER = "small", "other"
# What it costs to lose a sum that decides a verdict: the last to go.
DECIDING_COST = 300.0
_NO_LINE = ""
# Figures of one kind differ by up to this share of their cost, by lot.
_SPREAD = 0.4


@dataclass(frozen=True)
class Cell:
    """One figure: of the workbook, or a sum the suite publishes (`line` is empty then).

    `counts_people` says that a small number of it must not be printed; `cost` is what a reader loses with it.
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
        """True for a count of people that must not be printed."""
        return self.counts_people and is_small(self.value)


@per_review()
def people_lines() -> frozenset[str]:
    """Lines that count people, by their unit.

    >>> "left_died" in people_lines(), "loan_amount" in people_lines()
    (True, False)
    """
    return frozenset(name for name, line in lines().items() if line.is_number and line.unit in people_units())


def observed_cells(observations: pd.DataFrame, key: bytes = b"") -> dict[int, Cell]:
    """Every number of the appendices, by its row in `observations` (columns of that table).

    `key` decides which of figures alike costs a reader less.
    """
    numbers = observations[observations["value"].notna() & observations["line"].isin(_numbers())]
    places = tuples(numbers, "line", "period", "area", "entry", "period_start", "period_end", "value", "file")
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
            _cost(line, period, area, entry) * (1 + _SPREAD * lot(key, line, period, area, entry)),
        )
        for index, (line, period, area, entry, start, end, value, file) in zip(numbers.index, places, strict=True)
    }


def sum_cell(value: float, counts_people: bool, is_main: bool, is_window: bool) -> Cell:
    """A sum that the rates and verdicts publish; the figures that decide a verdict are the last to go."""
    cost = (DECIDING_COST if is_main else 25.0) if is_window else (12.0 if is_main else 6.0)
    return Cell(_NO_LINE, "", "", "", "", "", value, counts_people, cost)


def lot(key: bytes, *names: str) -> float:
    """A number from 0 to 1 drawn for a place: the same for the same key, unknown without it.

    >>> lot(b"a", "left_died", "2018") == lot(b"b", "left_died", "2018")
    False
    """
    drawn = blake2b("\0".join(names).encode(), key=key[:64], digest_size=8).digest()
    return int.from_bytes(drawn, "big") / 2**64


def _cost(line: str, period: str, area: str, entry: str) -> float:
    """Districts and single centres go first, then old years; the latest figures of the nine go last.

    A figure's size plays no part: from the choice of what goes nobody shall learn how large it is.
    """
    if area:
        return 3.0
    return 5.0 if entry else _importance(line, period == calendar().columns[-1] or "/" in period)


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
