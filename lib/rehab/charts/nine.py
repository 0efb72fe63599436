"""The nine indicators in one picture: what was computed as bars with their targets, what was only stated as words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from rehab.catalog.texts import text
from rehab.charts.canvas import MARGIN, WIDE, Chart, Sheet, chart_style, described
from rehab.charts.lettering import LINE_HEIGHT, wrap
from rehab.charts.marks import AXIS, BREAK_DASH, INK, RULE, SOFT, VERDICT_STYLES
from rehab.charts.points import Judged
from rehab.charts.scales import linear

FEWEST_PEOPLE = 20
_SIZE, _SMALL = 10.0, 9.0
_NUMBER_WIDTH, _NAME_WIDTH = 16.0, 145.0
_VERDICT, _TRACK, _FIGURE_RIGHT = 172.0, (290.0, 412.0), WIDE - MARGIN
"""The verdict stands before the bar: a phone shows the left of the picture first."""
_PART_HEIGHT, _PADDING = 14.0, 4.0
_AXIS_END = 110.0
_TICKS = (0, 50, 100)
_BAR = 8.0


@dataclass(frozen=True)
class _Band:
    """One indicator's share of the sheet: its own row, its parts that have a figure, its name in lines."""

    row: Judged
    parts: list[Judged]
    name: list[str]

    @property
    def height(self) -> float:
        """Enough for the name, the verdict with its basis, and a bar a part."""
        lines = max(len(self.name), 2) * _SIZE * LINE_HEIGHT
        return max(lines, len(self.parts) * _PART_HEIGHT) + 2 * _PADDING


def nine_chart(rows: Sequence[Judged], language: str, made_up: str = "") -> Chart:
    """The picture of the nine; it never fails to be one, for verdicts are there even where figures are not.

    A value that is missing gets no mark; one over fewer than 20 people or things gets its figure and no bar (rule 13);
    one beyond the axis ends in an arrow, one that is a lower bound in dots that run on.
    """
    title = text("chart.nine_title", language)
    alt = described(_alternative(rows, language), made_up)
    with chart_style():
        svg = _draw(_bands(rows), language, made_up).svg("nine", title, alt)
    return Chart("nine", title, svg, alt, _table(rows, language), half=False)


def _bands(rows: Sequence[Judged]) -> list[_Band]:
    found = []
    for number in dict.fromkeys(row.indicator for row in rows):
        own = [row for row in rows if row.indicator == number]
        whole = next(row for row in own if not row.part)
        parts = [row for row in own if row.part and row.shown]
        found.append(_Band(whole, parts, wrap(whole.name, _SIZE, _NAME_WIDTH, 3)))
    return found


def _draw(bands: list[_Band], language: str, made_up: str) -> Sheet:
    head = 2 * _SMALL * LINE_HEIGHT
    sheet = Sheet(WIDE, head + sum(band.height for band in bands) + 4, made_up)
    place = linear(0, _AXIS_END, *_TRACK)
    top = sheet.top + head
    for tick in _TICKS:
        sheet.text(place(tick), top - 3, f"{tick}%", _SMALL, SOFT, "middle", kind="tick")
    heading = sheet.top + _SMALL
    sheet.text(_FIGURE_RIGHT, top - 3, text("chart.nine_figure", language), _SMALL, SOFT, "end")
    sheet.text(_FIGURE_RIGHT, heading, text("chart.nine_key", language), _SMALL, SOFT, "end")
    sheet.text(_VERDICT, top - 3, text("chart.nine_verdict", language), _SMALL, SOFT)
    _draw_grid(sheet, bands, top)
    y = top
    for band in bands:
        sheet.rule([MARGIN, WIDE - MARGIN], [y, y], RULE, 0.7)
        _draw_band(sheet, band, y, language)
        y += band.height
    return sheet


def _draw_grid(sheet: Sheet, bands: list[_Band], y: float) -> None:
    """The axis through neighbouring bands that have figures; no line runs through words."""
    place = linear(0, _AXIS_END, *_TRACK)
    for has_figures, run in groupby(bands, key=lambda band: bool(band.parts)):
        height = sum(band.height for band in run)
        for tick in _TICKS if has_figures else ():
            sheet.rule([place(tick)] * 2, [y, y + height], RULE, 0.7)
        y += height


def _draw_band(sheet: Sheet, band: _Band, y: float, language: str) -> None:
    middle = y + band.height / 2
    first = middle - (len(band.name) - 1) * _SIZE * LINE_HEIGHT / 2 + _SIZE * 0.36
    sheet.text(MARGIN, first, str(band.row.indicator), _SIZE, bold=True, kind="n")
    sheet.lines(MARGIN + _NUMBER_WIDTH, first, band.name, _SIZE)
    _draw_verdict(sheet, band.row, middle, language)
    if not band.parts:
        sheet.text(_TRACK[0], middle + _SMALL * 0.36, band.row.note, _SMALL, SOFT)
    for index, part in enumerate(band.parts):
        at = middle + (index - (len(band.parts) - 1) / 2) * _PART_HEIGHT
        _draw_part(sheet, part, at, labelled=part.part != str(band.row.indicator))


def _draw_verdict(sheet: Sheet, row: Judged, middle: float, language: str) -> None:
    look = VERDICT_STYLES[row.verdict]
    stated = row.basis != "computed"
    sheet.mark(_VERDICT + 4, middle - 5.5, look.marker, look.colour, hollow=stated, size=8)
    said = text(f"verdict.{row.verdict}", language)
    sheet.text(_VERDICT + 13, middle - 2, said, _SMALL, look.colour, bold=not stated)
    sheet.text(_VERDICT, middle + 9.5, _basis(row, language), 8, SOFT)


def _draw_part(sheet: Sheet, row: Judged, y: float, labelled: bool) -> None:
    look = VERDICT_STYLES[row.verdict]
    place = linear(0, _AXIS_END, *_TRACK)
    if labelled:
        sheet.text(_TRACK[0] - 4, y + _SMALL * 0.36, row.part, _SMALL, SOFT, "end", kind="n")
    sheet.text(_FIGURE_RIGHT, y + _SMALL * 0.36, f"{row.shown} / {row.target.shown}", _SMALL, INK, "end", kind="n")
    drawn = row.value is not None and row.denominator is not None and row.denominator >= FEWEST_PEOPLE
    if drawn and row.value is not None:
        end = place(row.value)
        sheet.bar(_TRACK[0], y - _BAR / 2, end - _TRACK[0], _BAR, look.colour, look.hatch, look.hollow)
        if row.value > _AXIS_END:
            sheet.mark(end + 3, y, ">", look.colour, size=7)
        elif row.lower_bound:
            sheet.rule([end + 1, min(end + 16, _TRACK[1])], [y, y], look.colour, 2, BREAK_DASH)
            sheet.mark(min(end + 18, _TRACK[1]), y, ">", look.colour, size=5)
    if row.target.value is not None:
        at = place(row.target.value)
        sheet.rule([at, at], [y - _BAR / 2 - 2.2, y + _BAR / 2 + 2.2], INK if drawn else AXIS, 2.2)


def _alternative(rows: Sequence[Judged], language: str) -> str:
    """What the picture states: each verdict with its indicators, and the figures behind those that were computed."""
    whole = [row for row in rows if not row.part]
    sentences = []
    for verdict in VERDICT_STYLES:
        named = [_named(row, rows, language) for row in whole if row.verdict == verdict]
        if named:
            said = text(f"verdict.{verdict}", language)
            sentences.append(text("chart.nine_alt", language, verdict=said, indicators="; ".join(named)))
    return " ".join(sentences)


def _named(row: Judged, rows: Sequence[Judged], language: str) -> str:
    own = [part for part in rows if part.indicator == row.indicator and part.part and part.shown]
    pieces = []
    for part in own:
        key = "nine_alt_whole" if part.part == str(row.indicator) else "nine_alt_part"
        figures = {"value": part.shown, "target": part.target.shown}
        pieces.append(text(f"chart.{key}", language, part=part.part, **figures))
    said = ", ".join([_basis(row, language), *pieces])
    return text("chart.nine_alt_item", language, indicator=row.indicator, basis=said)


def _basis(row: Judged, language: str) -> str:
    """Whose verdict it is; where it has no basis, why there is none."""
    return text(f"chart.basis_{row.basis}", language) if row.basis else row.why


def _table(rows: Sequence[Judged], language: str) -> pd.DataFrame:
    own = [row for row in rows if row.part != str(row.indicator)]
    return pd.DataFrame(
        {
            text("chart.nine_number", language): [row.part or str(row.indicator) for row in own],
            text("chart.nine_name", language): [row.name for row in own],
            text("nine.figure", language): [row.in_table for row in own],
            text("nine.target", language): [row.target.in_table for row in own],
            text("nine.verdict", language): [text(f"verdict.{row.verdict}", language) for row in own],
        },
        dtype=object,
    )
