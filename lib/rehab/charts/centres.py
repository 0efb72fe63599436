"""Centres: the people present against the places each was designed for."""

from collections.abc import Callable, Sequence

import pandas as pd

from rehab.catalog.texts import text
from rehab.charts.canvas import HALF, MARGIN, Chart, Sheet, chart_style, described
from rehab.charts.lettering import LINE_HEIGHT, text_width, wrap
from rehab.charts.marks import BLUE, INK, SOFT, VERMILION
from rehab.charts.points import Centre
from rehab.charts.scales import linear

_NAME, _FIGURE, _BAR = 9.5, 9.5, 9.0
_GAP = 9.0

Place = Callable[[float], float]


def centres_chart(rows: Sequence[Centre], language: str, made_up: str = "") -> Chart | None:
    """A bar a centre: people present, inside the outline of its places; None where no centre has a figure.

    More people than places are hatched, and said.
    """
    filled = [row for row in rows if _is_known(row)]
    if not filled:
        return None
    title = text("chart.centres_title", language)
    alt = described(_alternative(rows, filled, language), made_up)
    with chart_style():
        svg = _draw(filled, language, made_up).svg("centres", title, alt)
    return Chart("centres", title, svg, alt, _table(rows, language))


def _is_known(row: Centre) -> bool:
    return bool(row.people.shown or row.places.shown)


def _is_over(row: Centre) -> bool:
    people, places = row.people.value, row.places.value
    return people is not None and places is not None and people > places


def _draw(rows: Sequence[Centre], language: str, made_up: str) -> Sheet:
    names = [wrap(row.name, _NAME, HALF - 2 * MARGIN, 2, bold=True) for row in rows]
    labels = [_label(row, language) for row in rows]
    heights = [len(lines) * _NAME * LINE_HEIGHT + 2 * _BAR + _FIGURE + _GAP for lines in names]
    sheet = Sheet(HALF, sum(heights) + 4, made_up)
    known = [figure.value for row in rows for figure in (row.people, row.places) if figure.value is not None]
    across = linear(0, max(known, default=0.0) or 1.0, 0, HALF - 2 * MARGIN - 2)
    y = sheet.top
    for row, lines, label, height in zip(rows, names, labels, heights, strict=True):
        sheet.lines(MARGIN, y + _NAME, lines, _NAME, bold=True, kind="quoted")
        at = y + len(lines) * _NAME * LINE_HEIGHT + 3
        _draw_bars(sheet, row, at, across)
        size = _FIGURE if text_width(label, _FIGURE) <= HALF - 2 * MARGIN else _FIGURE - 1
        sheet.text(MARGIN, at + _BAR + 3 + _FIGURE, label, size, INK, kind="n")
        y += height
    return sheet


def _draw_bars(sheet: Sheet, row: Centre, y: float, across: Place) -> None:
    if row.places.value is not None:
        sheet.bar(MARGIN, y, max(across(row.places.value), 1.0), _BAR, SOFT, hollow=True)
    if row.people.value:
        over = _is_over(row)
        sheet.bar(
            MARGIN,
            y + 2,
            max(across(row.people.value), 1.0),
            _BAR - 4,
            VERMILION if over else BLUE,
            "////" if over else "",
        )


def _label(row: Centre, language: str) -> str:
    none = text("chart.no_figure", language)
    key = "centre_share" if row.share.shown else "centre"
    return text(
        f"chart.{key}",
        language,
        people=row.people.shown or none,
        places=row.places.shown or none,
        share=row.share.shown,
    )


def _alternative(rows: Sequence[Centre], filled: Sequence[Centre], language: str) -> str:
    items = [text("chart.centre_alt", language, name=_short(row.name), label=_label(row, language)) for row in filled]
    said = text("chart.centres_alt", language, items="; ".join(items))
    over = [_short(row.name) for row in filled if _is_over(row)]
    if over:
        said += " " + text("chart.centres_over", language, names="; ".join(over))
    absent = [_short(row.name) for row in rows if not _is_known(row)]
    if absent:
        said += " " + text("chart.panels_absent", language, names="; ".join(absent))
    return said


def _short(name: str) -> str:
    """A centre's name where thousands of characters would drown the sentence."""
    return " ".join(wrap(name, _NAME, HALF - 2 * MARGIN, 2, bold=True))


def _table(rows: Sequence[Centre], language: str) -> pd.DataFrame:
    none = text("chart.no_figure", language)
    return pd.DataFrame(
        {
            text("chart.centre_name", language): [row.name_cell or _short(row.name) for row in rows],
            text("chart.centre_people", language): [row.people.in_table or none for row in rows],
            text("chart.centre_places", language): [row.places.in_table or none for row in rows],
            text("chart.centre_rate", language): [row.share.in_table or none for row in rows],
        },
        dtype=object,
    )
