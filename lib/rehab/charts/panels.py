"""Counts by year as small multiples on one scale: a panel a line, every bar with its figure, a gap where none is."""

from collections.abc import Callable, Sequence

import matplotlib as mpl
import pandas as pd

from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.canvas import HALF, MARGIN, Chart, Sheet, chart_style, described
from rehab.charts.courses import course
from rehab.charts.lettering import LINE_HEIGHT, text_width, wrap
from rehab.charts.marks import AXIS, BLUE, HALF_YEAR_HATCH, INK, MISSING, SOFT, VERMILION, WITHHELD
from rehab.charts.periods import columns_between, draw_periods, period_label
from rehab.charts.points import Count
from rehab.charts.scales import linear

_TITLE, _FIGURE = 9.5, 9.5
_UNIT = 9.2
_BAR_WIDTH = 20.0
_LEAST_SEEN = 0.9
"""A count above zero is never drawn as nothing."""
_TALL, _MIDDLE, _LOW = 92.0, 46.0, 26.0
_FEWEST_PERIODS = 2
_COLOURS = {"up": BLUE, "down": VERMILION}
_ARROWS = {"up": "▲ ", "down": "▼ "}

Scale = Callable[[float], float]


def panels_chart(
    counts: Sequence[Count], name: str, title: str, unit: str, language: str, made_up: str = "", as_svg: bool = True
) -> Chart | None:
    """Small multiples of yearly counts of one unit; None unless a line has figures for two periods.

    Counts of other periods than 2015 … 2020-H1 are left out. One without a value but with `shown` prints that
    (`WITHHELD` with a note) and draws no bar. Half a year is hatched. Lines without any figure are named in
    the text alternative. Without `as_svg` the chart has its sheet alone, for other kinds of pictures.
    """
    given = [row for row in counts if row.period in calendar().columns]
    by_label: dict[str, list[Count]] = {}
    for row in given:
        by_label.setdefault(row.label, []).append(row)
    filled = {label: [row for row in own if row.shown] for label, own in by_label.items()}
    if max((len(own) for own in filled.values()), default=0) < _FEWEST_PERIODS:
        return None
    by_panel: dict[str, list[Count]] = {}
    for row in given:
        if filled[row.label]:
            by_panel.setdefault(row.panel, []).append(row)
    alt = described(_alternative(filled, title, unit, language), made_up)
    with chart_style():
        sheet = _draw([_Panel(own) for own in by_panel.values()], unit, language, made_up)
        svg = sheet.svg(name, title, alt) if as_svg else ""
    table = _table(by_label, unit, language) if as_svg else pd.DataFrame()
    return Chart(name, title, svg, alt, table, sheet=sheet)


def _draw(panels: list["_Panel"], unit: str, language: str, made_up: str) -> Sheet:
    alone = len(panels) == 1
    length = _LOW if not alone else _MIDDLE if panels[0].two_sided else _TALL
    scale = linear(0, max(panel.highest for panel in panels) or 1.0, 0, length)
    titles = [panel.titles() if not alone or panel.two_sided else [] for panel in panels]
    said = text("chart.unit", language, unit=unit)
    room = HALF - 2 * MARGIN - text_width(said, _UNIT) - 12
    head = 0.0 if titles[0] and text_width(titles[0][0][0], _TITLE, True) <= room else _TITLE * LINE_HEIGHT + 2
    heights = [panel.height(len(lines), scale) for panel, lines in zip(panels, titles, strict=True)]
    withheld = any(panel.withholds for panel in panels)
    sheet = Sheet(HALF, head + sum(heights) + 16 + withheld * _UNIT * LINE_HEIGHT, made_up)
    columns = columns_between(MARGIN, HALF - MARGIN)
    sheet.text(HALF - MARGIN, sheet.top + _TITLE, said, _UNIT, SOFT, "end")
    y = sheet.top + head
    for panel, lines, height in zip(panels, titles, heights, strict=True):
        panel.draw(sheet, lines, y, columns, scale)
        y += height
    draw_periods(sheet, columns, y + 8, language)
    if withheld:
        sheet.text(MARGIN, sheet.height - 3, text("chart.withheld_note", language, mark=WITHHELD), _UNIT, SOFT)
    return sheet


class _Panel:
    """One small picture: bars up, or up and down where what comes in and what goes out stand together."""

    def __init__(self, rows: list[Count]) -> None:
        self._rows: dict[str, dict[str, Count]] = {}
        for row in rows:
            self._rows.setdefault(row.side, {})[row.period] = row
        self.two_sided = len(self._rows) > 1
        self.highest = max(self._highest(side) for side in self._rows)
        self.withholds = any(row.shown == WITHHELD for row in rows)

    def titles(self) -> list[tuple[str, str]]:
        """Lines of text above the bars, each with its side."""
        arrows = _ARROWS if self.two_sided else dict.fromkeys(_ARROWS, "")
        return [
            (line, side)
            for side, own in self._rows.items()
            for line in wrap(arrows[side] + _label(own), _TITLE, HALF - 2 * MARGIN, 2, bold=True)
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
        for side, own in self._rows.items():
            downwards = self.two_sided and side == "down"
            for period, x in columns.items():
                length = _draw_bar(sheet, own.get(period), _COLOURS[side], x, base, downwards, scale)
                _draw_figure(sheet, own.get(period), x, base, length, downwards)

    def _above(self, scale: Scale) -> float:
        sides = ["up"] if self.two_sided else list(self._rows)
        return _FIGURE * LINE_HEIGHT + max(self._reach(side, scale) for side in sides)

    def _reach(self, side: str, scale: Scale) -> float:
        return scale(self._highest(side))

    def _highest(self, side: str) -> float:
        values = [row.value for row in self._rows[side].values() if row.value is not None]
        return float(max(values, default=0.0))


def _label(rows: dict[str, Count]) -> str:
    return next(iter(rows.values())).label


def _draw_bar(
    sheet: Sheet, row: Count | None, colour: str, x: float, base: float, downwards: bool, scale: Scale
) -> float:
    """The bar of one period, if it has a value; returns its length."""
    if row is None or not row.value:
        return 0.0
    length = max(scale(row.value), _LEAST_SEEN)
    top = base if downwards else base - length
    hatch = HALF_YEAR_HATCH if row.period == calendar().half_year else ""
    sheet.bar(x - _BAR_WIDTH / 2, top, _BAR_WIDTH, length, colour, hatch)
    return length


def _draw_figure(sheet: Sheet, row: Count | None, x: float, base: float, length: float, downwards: bool) -> None:
    """The figure beyond the bar; dots, as statistical yearbooks print them, where there is none."""
    y = base + length + 2.5 + _FIGURE * 0.76 if downwards else base - length - 2.5
    if row is not None and row.shown:
        sheet.text(x, y, row.shown, _FIGURE, INK, "middle", kind="n")
    elif row is None or row.due:
        sheet.text(x, y, MISSING, _FIGURE + 1, SOFT, "middle")


def _alternative(filled: dict[str, list[Count]], title: str, unit: str, language: str) -> str:
    """First, last and highest of every line, as shown; what has no figure is named."""
    items = [course(own, label, language) for label, own in filled.items() if own]
    said = text("chart.panels_alt", language, title=title, unit=unit, items="; ".join(items))
    absent = [label for label, own in filled.items() if not own]
    if absent:
        said += " " + text("chart.panels_absent", language, names="; ".join(absent))
    return said


def _table(by_label: dict[str, list[Count]], unit: str, language: str) -> pd.DataFrame:
    given = {row.period for own in by_label.values() for row in own}
    periods = [period for period in calendar().columns if period in given]
    none = text("chart.no_figure", language)
    found = []
    for label, own in by_label.items():
        cells = {row.period: row.in_table or _why_none(row, language) for row in own}
        found.append([label, *(cells.get(period, none) for period in periods)])
    heads = [period_label(period, language) for period in periods]
    return pd.DataFrame(found, columns=[text("chart.line", language, unit=unit), *heads], dtype=object)


def _why_none(row: Count, language: str) -> str:
    return text("chart.no_figure" if row.due else "calculation.not_due", language)
