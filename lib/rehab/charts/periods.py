"""How the six periods of the review stand under a picture."""

from typing import TYPE_CHECKING

from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.marks import SOFT

if TYPE_CHECKING:
    # Whoever only names a period, as a worker does, need not wait for matplotlib.
    from rehab.charts.canvas import Sheet

TICK_SIZE = 9.2


def period_label(period: str, language: str) -> str:
    """A period under an axis.

    >>> period_label("2020-H1", "en")
    'H1 2020'
    """
    return text("chart.half_year", language) if period == calendar().half_year else period


def draw_periods(sheet: "Sheet", places: dict[str, float], y: float, language: str) -> None:
    """The names of the periods under their places, marked as ticks."""
    for period, x in places.items():
        sheet.text(x, y, period_label(period, language), TICK_SIZE, SOFT, "middle", kind="tick")


def columns_between(left: float, right: float) -> dict[str, float]:
    """The middle of each period's column between two edges.

    >>> columns_between(0, 60)["2020-H1"]
    55.0
    """
    width = (right - left) / len(calendar().columns)
    return {period: left + (index + 0.5) * width for index, period in enumerate(calendar().columns)}
