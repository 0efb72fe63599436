"""Counts by year as small multiples on one scale: a panel a line, every bar with its figure, a gap where none is."""

from collections.abc import Callable, Sequence

import matplotlib as mpl
import pandas as pd

from rehab.catalog.periods import COLUMNS, HALF_YEAR
from rehab.catalog.tables import Row, records
from rehab.catalog.texts import text
from rehab.charts.canvas import HALF, MARGIN, Chart, Sheet, chart_style, described
from rehab.charts.lettering import LINE_HEIGHT, wrap
from rehab.charts.marks import AXIS, BLUE, HALF_YEAR_HATCH, INK, SOFT, VERMILION
from rehab.charts.periods import columns_between, draw_periods, period_label
from rehab.charts.scales import linear

_TITLE, _FIGURE = 9.5, 9.5
_BAR_WIDTH = 24.0
_LEAST_SEEN = 0.9
"""A count above zero is never drawn as nothing."""
_TALL, _LOW = 92.0, 26.0
_COLOURS = {"up": BLUE, "down": VERMILION}
_ARROWS = {"up": "▲ ", "down": "▼ "}

Scale = Callable[[float], float]


def panels_chart(
    rows: pd.DataFrame, name: str, title: str, unit: str, language: str, made_up: str = ""
) -> Chart | None:
    """Small multiples of yearly counts of one unit; None where no line has a figure.

    `rows`: panel, side (`up` or `down`: what comes in, what goes out), label, period (2015 … 2020-H1), value, shown;
    optional `cell`, the figure as markup for the table. A row without a value but with `shown` prints that and draws
    no bar. Half a year is hatched. Lines without any figure are named in the text alternative.
    """
    rows = rows[rows["period"].isin(COLUMNS)]
    filled = rows[rows["shown"] != ""]
    if filled.empty:
        return None
    labels = list(filled["label"].drop_duplicates())
    absent = [label for label in rows["label"].drop_duplicates() if label not in labels]
    drawn = rows[rows["panel"].isin(filled["panel"])]
    alt = described(_alternative(filled, absent, title, unit, language), made_up)
    with chart_style():
        svg = _draw(drawn, unit, language, made_up).svg(name, title, alt)
    return Chart(name, title, svg, alt, _table(rows, unit, language))


def _draw(rows: pd.DataFrame, unit: str, language: str, made_up: str) -> Sheet:
    panels = [rows[rows["panel"] == panel] for panel in rows["panel"].unique()]
    length = _TALL if len(panels) == 1 else _LOW
    highest = float(rows["value"].max()) if rows["value"].notna().any() else 1.0
    scale = linear(0, highest or 1.0, 0, length)
    titles = [_titles(panel) for panel in panels]
    heights = [
        _panel_height(panel, lines, scale(_highest(panel, "up")), scale(_highest(panel, "down")))
        for panel, lines in zip(panels, titles, strict=True)
    ]
    head = _TITLE * LINE_HEIGHT + 2
    sheet = Sheet(HALF, head + sum(heights) + 16, made_up)
    columns = columns_between(MARGIN, HALF - MARGIN)
    sheet.text(HALF - MARGIN, sheet.top + _TITLE, text("chart.unit", language, unit=unit), 8.5, SOFT, "end")
    y = sheet.top + head
    for panel, lines, height in zip(panels, titles, heights, strict=True):
        _draw_panel(sheet, panel, lines, y, columns, {side: scale(_highest(panel, side)) for side in _COLOURS}, scale)
        y += height
    draw_periods(sheet, columns, y + 10, language)
    return sheet


def _titles(panel: pd.DataFrame) -> list[tuple[str, str]]:
    """Lines of text above a panel, each with its side: what goes up, what goes down."""
    sides = panel.drop_duplicates("side")
    arrows = _ARROWS if len(sides) > 1 else dict.fromkeys(_ARROWS, "")
    return [
        (line, str(row["side"]))
        for row in records(sides)
        for line in wrap(arrows[row["side"]] + row["label"], _TITLE, HALF - 2 * MARGIN, 2, bold=True)
    ]


def _highest(panel: pd.DataFrame, side: str) -> float:
    values = panel.loc[panel["side"] == side, "value"]
    return float(values.max()) if values.notna().any() else 0.0


def _panel_height(panel: pd.DataFrame, titles: list[tuple[str, str]], up: float, down: float) -> float:
    label = _FIGURE * LINE_HEIGHT
    below = down + label if (panel["side"] == "down").any() else 0.0
    above = up + label if (panel["side"] == "up").any() else 0.0
    return len(titles) * _TITLE * LINE_HEIGHT + above + below + 8


def _draw_panel(
    sheet: Sheet,
    panel: pd.DataFrame,
    titles: list[tuple[str, str]],
    y: float,
    columns: dict[str, float],
    reach: dict[str, float],
    scale: Scale,
) -> None:
    several = panel["side"].nunique() > 1
    for index, (line, side) in enumerate(titles):
        colour = _COLOURS[side] if several else INK
        sheet.text(MARGIN, y + (index + 0.8) * _TITLE * LINE_HEIGHT, line, _TITLE, colour, bold=True)
    base = y + len(titles) * _TITLE * LINE_HEIGHT
    if (panel["side"] == "up").any():
        base += _FIGURE * LINE_HEIGHT + reach["up"]
    sheet.rule([MARGIN, HALF - MARGIN], [base, base], AXIS, mpl.rcParams["axes.linewidth"])
    for side in panel["side"].unique():
        own = {row["period"]: row for row in records(panel[panel["side"] == side])}
        for period, x in columns.items():
            _draw_bar(sheet, own.get(period), side, x, base, period == HALF_YEAR, scale)


def _draw_bar(sheet: Sheet, row: Row | None, side: str, x: float, base: float, half: bool, scale: Scale) -> None:
    sign = 1 if side == "up" else -1
    length = 0.0
    if row is not None and row["value"] == row["value"] and row["shown"]:
        length = max(scale(row["value"]), _LEAST_SEEN) if row["value"] else 0.0
    if length:
        top = base - length if side == "up" else base
        hatch = HALF_YEAR_HATCH if half else ""
        sheet.bar(x - _BAR_WIDTH / 2, top, _BAR_WIDTH, length, _COLOURS[side], hatch)
    at = base - sign * (length + 2.5) + (0 if side == "up" else _FIGURE * 0.76)
    shown = str(row["shown"]) if row is not None else ""
    if shown:
        sheet.text(x, at, shown, _FIGURE, INK, "middle", kind="n")
    else:
        sheet.text(x, at, "…", _FIGURE, SOFT, "middle")


def _alternative(filled: pd.DataFrame, absent: Sequence[str], title: str, unit: str, language: str) -> str:
    """First, last and highest of every line, as shown; what has no figure is named."""
    items = [_course(filled[filled["label"] == label], label, language) for label in filled["label"].unique()]
    said = text("chart.panels_alt", language, title=title, unit=unit, items="; ".join(items))
    if absent:
        said += " " + text("chart.panels_absent", language, names="; ".join(absent))
    return said


def _course(own: pd.DataFrame, label: str, language: str) -> str:
    known = own[own["value"].notna()]
    if known.empty:
        return text("chart.course_withheld", language, name=label)
    first, last = records(known)[0], records(known)[-1]
    values: dict[str, str] = {
        "name": label,
        "first": first["shown"],
        "first_period": period_label(first["period"], language),
        "last": last["shown"],
        "last_period": period_label(last["period"], language),
    }
    if len(known) == 1:
        return text("chart.course_one", language, **values)
    if len(known) == 2 and last["period"] == HALF_YEAR and last["flow"]:
        return text("chart.course_half", language, **values)
    change = "up" if last["value"] > first["value"] else "down" if last["value"] < first["value"] else "same"
    said = text(f"chart.course_{change}", language, **values)
    highest = records(known.loc[[known["value"].idxmax()]])[0]
    if highest["period"] in (first["period"], last["period"]):
        return said
    period = period_label(highest["period"], language)
    return said + text("chart.course_highest", language, value=highest["shown"], period=period)


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
