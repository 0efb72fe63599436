"""The bar of a result against its target, as the table of the nine carries it beside the figure."""

from dataclasses import dataclass

from rehab.charts.nine import FEWEST_PEOPLE
from rehab.store.facts import Verdict

AXIS_END = 110.0
_TOP = 107.0


@dataclass(frozen=True)
class Bar:
    """A bar on an axis of 0 to 110 %: `end` and `target` in per cent, `beyond` where the value is off the axis."""

    end: float
    target: float
    verdict: str
    beyond: bool


def bar(row: Verdict) -> Bar | None:
    """The bar of a part; None without a value that may be shown, or over fewer people than a bar may stand for.

    A value that misses its target by next to nothing ends before it, as its figure does (method, rule 13).
    """
    if row.value is None or row.target is None or row.denominator is None or row.denominator < FEWEST_PEOPLE:
        return None
    end = min(round(row.value, 1), _TOP)
    if row.value < row.target <= end:
        end = row.target - 0.1
    return Bar(end=round(end, 1), target=row.target, verdict=row.verdict, beyond=row.value > _TOP)
