"""Pictures and sentences of the bench, as JupyterLab and a terminal show them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import escape

from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart
from rehab.charts.marks import ALERT, BLUE, HALF_YEAR_HATCH, MISSING, SOFT, WITHHELD
from rehab.charts.periods import period_label
from rehab.explore.showing import html_table, paragraphs
from rehab.pages.citing.formats import format_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TURNED = "<style>[data-jp-theme-light=false] .rehab-picture{filter:invert(1) hue-rotate(180deg)}</style>"


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
    """Sentences, one below another."""

    sentences: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": paragraphs(self.sentences)}


def draw_years(ax: "Axes", years: pd.Series, label: str, unit: str, language: str, made_up: str) -> "Axes":
    """The bars of a line by period on somebody's Axes: half a year is hatched, what is missing or withheld marked."""
    for place, (period, value) in enumerate(years.items()):
        if pd.notna(value):
            hatch = HALF_YEAR_HATCH if period == calendar().half_year else ""
            ax.bar(place, value, color=BLUE, hatch=hatch, edgecolor="white")
            ax.annotate(format_number(value, language), (place, value), ha="center", va="bottom")
        else:
            mark = WITHHELD if period in years.attrs["withheld"] else MISSING
            ax.annotate(mark, (place, 0), ha="center", va="bottom", color=SOFT)
    ax.set_xticks(range(len(years)), [period_label(str(period), language) for period in years.index])
    ax.set_ylim(bottom=0)
    ax.set_title(label)
    ax.set_ylabel(unit)
    if made_up:
        ax.annotate(made_up, (0, 1), xycoords="axes fraction", va="top", color=ALERT)
    return ax
