"""Pictures and sentences of the bench, as JupyterLab and a terminal show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import escape

from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart
from rehab.charts.marks import ALERT, BLUE, HALF_YEAR_HATCH, MISSING, SOFT, WITHHELD
from rehab.charts.nine import FEWEST_PEOPLE
from rehab.charts.periods import period_label
from rehab.charts.points import RateOfPeriod
from rehab.explore.errors import BenchError
from rehab.explore.showing import html_table, paragraphs
from rehab.pages.citing.formats import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TURNED = "<style>[data-jp-theme-light=false] .rehab-picture{filter:invert(1) hue-rotate(180deg)}</style>"
# Of a picture on somebody's Axes: what stays free beside its bars and above them, and letters in a line of its note.
_BESIDE, _ROOM_ABOVE, _ROOM_FOR_NOTE, _NOTE_LETTERS = 0.6, 1.06, 1.2, 48


@dataclass(frozen=True)
class Drawn:
    """A picture of the suite: in JupyterLab it shows itself with its figures, in a terminal its text alternative.

    `figures_word` is what its figures fold away under.
    """

    chart: Chart
    figures_word: str

    @property
    def table(self) -> pd.DataFrame:
        """The picture's figures as it prints them."""
        return self.chart.table.map(lambda cell: getattr(cell, "plain", cell))

    def __repr__(self) -> str:
        return f"{self.chart.title}\n{self.chart.alt}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        figures = html_table(self.table, self.chart.title)
        # A picture's ink is made for its own light paper: a dark JupyterLab turns both over and leaves the hues.
        paper = f'{_TURNED}<div class="rehab-picture">{self.chart.svg}</div>'
        title, folded = escape(self.chart.title), escape(self.figures_word)
        return {
            "text/plain": repr(self),
            "text/html": f"<p><b>{title}</b></p>{paper}<details><summary>{folded}</summary>{figures}</details>",
        }


def drawn(chart: Chart, language: str) -> Drawn:
    """A picture, as it shows itself in a language."""
    return Drawn(chart, text("explore.figures", language))


@dataclass(frozen=True)
class Words:
    """Sentences, one below another; to be counted and gone through."""

    sentences: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.sentences)

    def __iter__(self) -> Iterator[str]:
        return iter(self.sentences)

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": paragraphs(self.sentences)}


def draw_rates(
    ax: "Axes", rates: Sequence[RateOfPeriod], label: str, target: float | None, language: str, made_up: str
) -> "Axes":
    """The bars of a rate by period on somebody's Axes, as pages print it, and its target as a line.

    Of a period with fewer than 20 people there is no bar, as in the suite's own picture.
    """
    own = {rate.period: rate for rate in rates}
    found = {period: own[period] for period in calendar().columns if period in own}
    values = {
        period: rate.value if rate.value is not None and (rate.denominator or 0) >= FEWEST_PEOPLE else None
        for period, rate in found.items()
    }
    years = pd.Series(values, dtype="float64").reindex(calendar().columns)
    years.attrs = {"withheld": [period for period, rate in found.items() if rate.shown == WITHHELD]}
    if target is not None and hasattr(ax, "axhline"):
        ax.axhline(target, color=SOFT, linestyle="--")
    return draw_years(ax, years, label, "%", language, made_up, {period: rate.shown for period, rate in found.items()})


def draw_years(
    ax: "Axes",
    years: pd.Series,
    label: str,
    unit: str,
    language: str,
    made_up: str,
    shown: Mapping[str, str] | None = None,
) -> "Axes":
    """The bars of a line by period on somebody's Axes: half a year is hatched, what is missing or withheld marked.

    `shown` is how figures are printed, where not as numbers are. Raises BenchError for what is no Axes.
    """
    if not hasattr(ax, "annotate"):
        raise BenchError(text("explore.no_axes", language, given=ax))
    for place, (period, value) in enumerate(years.items()):
        if pd.notna(value):
            hatch = HALF_YEAR_HATCH if period == calendar().half_year else ""
            ax.bar(place, value, color=BLUE, hatch=hatch, edgecolor="white")
            ax.annotate(
                (shown or {}).get(str(period)) or format_number(value, language),
                (place, value),
                ha="center",
                va="bottom",
            )
        else:
            mark = WITHHELD if period in years.attrs["withheld"] else MISSING
            ax.annotate(mark, (place, 0), ha="center", va="bottom", color=SOFT)
    ax.set_xticks(range(len(years)), [period_label(str(period), language) for period in years.index])
    ax.set_xlim(-_BESIDE, len(years) - 1 + _BESIDE)
    # Room above for the figure of the highest bar, and for what must be said of made-up ones.
    ax.set_ylim(0, ax.get_ylim()[1] * (_ROOM_FOR_NOTE if made_up else _ROOM_ABOVE))
    ax.set_title(label)
    ax.set_ylabel(unit)
    if made_up:
        told = fill(made_up, _NOTE_LETTERS)
        ax.annotate(told, (0.02, 0.98), xycoords="axes fraction", va="top", color=ALERT, fontsize="small")
    return ax
