"""Counts by year as small multiples on one scale: a panel a line, every bar with its figure, a gap where none is."""

from collections.abc import Callable, Sequence

import matplotlib as mpl
import pandas as pd

from rehab.catalog.periods import COLUMNS, HALF_YEAR
from rehab.catalog.tables import Row, records
from rehab.catalog.texts import text
from rehab.charts.canvas import HALF, MARGIN, Chart, Sheet, chart_style, described
from rehab.charts.courses import course
from rehab.charts.lettering import LINE_HEIGHT, text_width, wrap
from rehab.charts.marks import AXIS, BLUE, HALF_YEAR_HATCH, INK, SOFT, VERMILION
from rehab.charts.periods import columns_between, draw_periods, period_label
from rehab.charts.scales import linear

_TITLE, _FIGURE = 9.5, 9.5
_UNIT = 8.5
_MISSING = "…"
_BAR_WIDTH = 24.0
_LEAST_SEEN = 0.9
"""A count above zero is never drawn as nothing."""
_TALL, _MIDDLE, _LOW = 92.0, 46.0, 26.0
_FEWEST_PERIODS = 2
_COLOURS = {"up": BLUE, "down": VERMILION}
_ARROWS = {"up": "▲ ", "down": "▼ "}

Scale = Callable[[float], float]


def panels_chart(
    rows: pd.DataFrame, name: str, title: str, unit: str, language: str, made_up: str = ""
) -> Chart | None:
    """Small multiples of yearly counts of one unit; None unless a line has figures for two periods.

    `rows`: panel, side (`up` or `down`: what comes in, what goes out), label, period (2015 … 2020-H1), value, shown,
    partial and lower_bound (see `course`); optional `cell`, the figure as markup for the table. A row without a value
    but with `shown` prints that and draws no bar. Half a year is hatched. Lines without any figure are named in the
    text alternative.
    """
    rows = rows[rows["period"].isin(COLUMNS)]
    filled = rows[rows["shown"] != ""]
    if filled.groupby("label").size().max() < _FEWEST_PERIODS or filled.empty:
        return None
    labels = list(filled["label"].drop_duplicates())
    absent = [label for label in rows["label"].drop_duplicates() if label not in labels]
    drawn = rows[rows["panel"].isin(filled["panel"])]
    alt = described(_alternative(filled, absent, title, unit, language), made_up)
    with chart_style():
        svg = _draw(drawn, unit, language, made_up).svg(name, title, alt)
    return Chart(name, title, svg, alt, _table(rows, unit, language))


def _draw(rows: pd.DataFrame, unit: str, language: str, made_up: str) -> Sheet:
    panels = [_Panel(rows[rows["panel"] == panel]) for panel in rows["panel"].unique()]
    alone = len(panels) == 1
    length = _LOW if not alone else _MIDDLE if panels[0].two_sided else _TALL
    highest = float(rows["value"].max()) if rows["value"].notna().any() else 0.0
    scale = linear(0, highest or 1.0, 0, length)
    titles = [panel.titles() if not alone or panel.two_sided else [] for panel in panels]
    said = text("chart.unit", language, unit=unit)
    room = HALF - 2 * MARGIN - text_width(said, _UNIT) - 12
    head = 0.0 if titles[0] and text_width(titles[0][0][0], _TITLE, True) <= room else _TITLE * LINE_HEIGHT + 2
    heights = [panel.height(len(lines), scale) for panel, lines in zip(panels, titles, strict=True)]
    sheet = Sheet(HALF, head + sum(heights) + 16, made_up)
    columns = columns_between(MARGIN, HALF - MARGIN)
    sheet.text(HALF - MARGIN, sheet.top + _TITLE, said, _UNIT, SOFT, "end")
    y = sheet.top + head
    for panel, lines, height in zip(panels, titles, heights, strict=True):
        panel.draw(sheet, lines, y, columns, scale)
        y += height
    draw_periods(sheet, columns, y + 8, language)
    return sheet


class _Panel:
    """One small picture: bars up, or up and down where what comes in and what goes out stand together."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows
        self._sides = {str(row["side"]): str(row["label"]) for row in records(rows.drop_duplicates("side"))}
        self.two_sided = len(self._sides) > 1

    def titles(self) -> list[tuple[str, str]]:
        """Lines of text above the bars, each with its side."""
        arrows = _ARROWS if self.two_sided else dict.fromkeys(_ARROWS, "")
        return [
            (line, side)
            for side, label in self._sides.items()
            for line in wrap(arrows[side] + label, _TITLE, HALF - 2 * MARGIN, 2, bold=True)
        ]

    def height(self, titles: int, scale: Scale) -> float:
        """Room for the titles, the longest bars and a figure beyond each."""
        figure = _FIGURE * LINE_HEIGHT
        below = self._reach("down", scale) + figure if self.two_sided else 0.0
        return titles * _TITLE * LINE_HEIGHT + self._above(scale) + below + 7

    def draw(
        self, sheet: Sheet, titles: list[tuple[str, str]], y: float, columns: dict[str, float], scale: Scale
    ) -> None:
        """The panel with its top at `y`."""
        for index, (line, side) in enumerate(titles):
            colour = _COLOURS[side] if self.two_sided else INK
            sheet.text(MARGIN, y + (index + 0.8) * _TITLE * LINE_HEIGHT, line, _TITLE, colour, bold=True)
        base = y + len(titles) * _TITLE * LINE_HEIGHT + self._above(scale)
        sheet.rule([MARGIN, HALF - MARGIN], [base, base], AXIS, mpl.rcParams["axes.linewidth"])
        for side in self._sides:
            own = {row["period"]: row for row in records(self._rows[self._rows["side"] == side])}
            downwards = self.two_sided and side == "down"
            for period, x in columns.items():
                length = _draw_bar(sheet, own.get(period), _COLOURS[side], x, base, downwards, scale)
                _draw_figure(sheet, own.get(period), x, base, length, downwards)

    def _above(self, scale: Scale) -> float:
        sides = ["up"] if self.two_sided else list(self._sides)
        return _FIGURE * LINE_HEIGHT + max(self._reach(side, scale) for side in sides)

    def _reach(self, side: str, scale: Scale) -> float:
        values = self._rows.loc[self._rows["side"] == side, "value"].dropna()
        return scale(float(values.max())) if len(values) else 0.0


def _draw_bar(
    sheet: Sheet, row: Row | None, colour: str, x: float, base: float, downwards: bool, scale: Scale
) -> float:
    """The bar of one period, if it has a value; returns its length."""
    if row is None or row["value"] != row["value"] or not row["value"]:
        return 0.0
    length = max(scale(row["value"]), _LEAST_SEEN)
    top = base if downwards else base - length
    hatch = HALF_YEAR_HATCH if row["period"] == HALF_YEAR else ""
    sheet.bar(x - _BAR_WIDTH / 2, top, _BAR_WIDTH, length, colour, hatch)
    return length


def _draw_figure(sheet: Sheet, row: Row | None, x: float, base: float, length: float, downwards: bool) -> None:
    """The figure beyond the bar; dots, as statistical yearbooks print them, where there is none."""
    y = base + length + 2.5 + _FIGURE * 0.76 if downwards else base - length - 2.5
    if row is not None and row["shown"]:
        sheet.text(x, y, str(row["shown"]), _FIGURE, INK, "middle", kind="n")
    else:
        sheet.text(x, y, _MISSING, _FIGURE + 1, SOFT, "middle")


def _alternative(filled: pd.DataFrame, absent: Sequence[str], title: str, unit: str, language: str) -> str:
    """First, last and highest of every line, as shown; what has no figure is named."""
    items = [course(filled[filled["label"] == label], label, language) for label in filled["label"].unique()]
    said = text("chart.panels_alt", language, title=title, unit=unit, items="; ".join(items))
    if absent:
        said += " " + text("chart.panels_absent", language, names="; ".join(absent))
    return said


def _table(rows: pd.DataFrame, unit: str, language: str) -> pd.DataFrame:
    periods = [period for period in COLUMNS if period in set(rows["period"])]
    none = text("chart.no_figure", language)
    column = "cell" if "cell" in rows else "shown"
    found = []
    for label in rows["label"].unique():
        own = {row["period"]: row[column] for row in records(rows[rows["label"] == label])}
        found.append([label, *((own.get(period) or none) for period in periods)])
    heads = [period_label(period, language) for period in periods]
    return pd.DataFrame(found, columns=[text("chart.line", language, unit=unit), *heads], dtype=object)
