"""Centres: the people present against the places each was designed for."""

from collections.abc import Callable

import pandas as pd

from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.charts.canvas import HALF, MARGIN, Chart, Sheet, cells_of, chart_style, described
from rehab.charts.lettering import LINE_HEIGHT, text_width, wrap
from rehab.charts.marks import BLUE, INK, SOFT, VERMILION
from rehab.charts.scales import linear

_NAME, _FIGURE, _BAR = 9.5, 9.5, 9.0
_GAP = 9.0

Place = Callable[[float], float]


def centres_chart(rows: pd.DataFrame, language: str, made_up: str = "") -> Chart | None:
    """A bar a centre: people present, inside the outline of its places; None where no centre has a figure.

    `rows`: name, people, people_shown, places, places_shown, share_shown (people over places, empty where it cannot
    be known); optional `people_cell`, `places_cell` and `share_cell`, the figures as markup for the table, and
    `name_cell`, the name as the page quotes it. More people than places
    are hatched, and said.
    """
    filled = rows[(rows["people_shown"] != "") | (rows["places_shown"] != "")]
    if filled.empty:
        return None
    title = text("chart.centres_title", language)
    alt = described(_alternative(rows, filled, language), made_up)
    with chart_style():
        svg = _draw(filled, language, made_up).svg("centres", title, alt)
    return Chart("centres", title, svg, alt, _table(rows, language))


def _draw(rows: pd.DataFrame, language: str, made_up: str) -> Sheet:
    names = [wrap(str(name), _NAME, HALF - 2 * MARGIN, 2, bold=True) for name in rows["name"]]
    labels = [_label(row, language) for row in records(rows)]
    heights = [len(lines) * _NAME * LINE_HEIGHT + 2 * _BAR + _FIGURE + _GAP for lines in names]
    sheet = Sheet(HALF, sum(heights) + 4, made_up)
    known = pd.concat([rows["people"], rows["places"]]).dropna()
    across = linear(0, float(known.max()) if len(known) and known.max() else 1.0, 0, HALF - 2 * MARGIN - 2)
    y = sheet.top
    for row, lines, label, height in zip(records(rows), names, labels, heights, strict=True):
        sheet.lines(MARGIN, y + _NAME, lines, _NAME, bold=True, kind="quoted")
        at = y + len(lines) * _NAME * LINE_HEIGHT + 3
        _draw_bars(sheet, row, at, across)
        size = _FIGURE if text_width(label, _FIGURE) <= HALF - 2 * MARGIN else _FIGURE - 1
        sheet.text(MARGIN, at + _BAR + 3 + _FIGURE, label, size, INK, kind="n")
        y += height
    return sheet


def _draw_bars(sheet: Sheet, row: Row, y: float, across: Place) -> None:
    if row["places"] == row["places"]:
        sheet.bar(MARGIN, y, max(across(row["places"]), 1.0), _BAR, SOFT, hollow=True)
    if row["people"] == row["people"] and row["people"]:
        over = row["places"] == row["places"] and row["people"] > row["places"]
        sheet.bar(
            MARGIN,
            y + 2,
            max(across(row["people"]), 1.0),
            _BAR - 4,
            VERMILION if over else BLUE,
            "////" if over else "",
        )


def _label(row: Row, language: str) -> str:
    none = text("chart.no_figure", language)
    key = "centre_share" if row["share_shown"] else "centre"
    return text(
        f"chart.{key}",
        language,
        people=row["people_shown"] or none,
        places=row["places_shown"] or none,
        share=row["share_shown"],
    )


def _alternative(rows: pd.DataFrame, filled: pd.DataFrame, language: str) -> str:
    items = [
        text("chart.centre_alt", language, name=_short(row["name"]), label=_label(row, language))
        for row in records(filled)
    ]
    said = text("chart.centres_alt", language, items="; ".join(items))
    over = filled[filled["people"] > filled["places"]]
    if not over.empty:
        said += " " + text("chart.centres_over", language, names="; ".join(_short(name) for name in over["name"]))
    absent = [_short(name) for name in rows.loc[~rows.index.isin(filled.index), "name"]]
    if absent:
        said += " " + text("chart.panels_absent", language, names="; ".join(absent))
    return said


def _short(name: object) -> str:
    """A centre's name where thousands of characters would drown the sentence."""
    return " ".join(wrap(str(name), _NAME, HALF - 2 * MARGIN, 2, bold=True))


def _table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    none = text("chart.no_figure", language)
    people, places, share = (cells_of(rows, name) for name in ("people", "places", "share"))
    return pd.DataFrame(
        {
            text("chart.centre_name", language): rows["name_cell"] if "name_cell" in rows else rows["name"].map(_short),
            text("chart.centre_people", language): [cell or none for cell in people],
            text("chart.centre_places", language): [cell or none for cell in places],
            text("chart.centre_rate", language): [cell or none for cell in share],
        },
        dtype=object,
    )
