"""From a value to a place on the sheet, and round numbers for ticks."""

from collections.abc import Callable, Iterable
from math import floor, isfinite, log10

_STEPS = (1, 2, 2.5, 5, 10)
_ROOM_ABOVE = 1.12


def linear(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """A function from values to places; values outside stop at the ends.

    >>> place = linear(0, 100, 10, 30)
    >>> place(50), place(1000)
    (20.0, 30.0)
    """

    def place(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return start + share * (end - start)

    return place


def top_of(values: Iterable[float]) -> float:
    """The upper end of a scale from 0 that leaves room for a label above the highest value; 1 where all are 0.

    >>> top_of([50.0, float("nan"), 100.0])
    112.00000000000001
    """
    known = [value for value in values if isfinite(value)]
    return max(known, default=0.0) * _ROOM_ABOVE or 1.0


def ticks(high: float, most: int = 4) -> list[float]:
    """Round numbers from 0 to `high`, no more than `most` steps.

    >>> ticks(112), ticks(7)
    ([0.0, 50.0, 100.0], [0.0, 2.0, 4.0, 6.0])
    """
    size = 10 ** floor(log10(high / most))
    step = next(step * size for step in _STEPS if step * size * most >= high)
    return [float(index * step) for index in range(int(high / step) + 1)]
