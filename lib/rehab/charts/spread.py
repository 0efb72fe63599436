"""Provinces on each ratio: a strip of marks for each, with its target, both ends named."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.texts import text
from rehab.charts.canvas import MARGIN, WIDE, Chart, Sheet, chart_style, described
from rehab.charts.lettering import LINE_HEIGHT
from rehab.charts.marks import INK, MISSING, RULE, SOFT, VERDICT_STYLES
from rehab.charts.points import Shown
from rehab.charts.scales import linear

_AXIS_END = 110.0
_TICKS = (0, 50, 100)
_TRACK = (14.0, WIDE - 16)
_HEIGHT, _SMALL, _SIZE = 57.0, 8.8, 10.0
_STRIP = 29.5
_BIN = 5.4
_STEP = 4.2
# What the lowest and the highest mark of a column leave free.
_FREE = 8.0
_MARK = 3.8


@dataclass(frozen=True)
class Dot:
    """One province: its value, and whether that reaches its target (None where there is none)."""

    value: float
    reaches: bool | None


@dataclass(frozen=True)
class Strip:
    """One ratio with its provinces: its target, both ends and the middle, how many are ranked and how many are not."""

    name: Shown
    title: str
    target: Shown
    count: str
    dots: tuple[Dot, ...]
    low: Shown
    middle: Shown
    high: Shown
    ranked: Shown
    unranked: Shown


def spread_chart(strips: Sequence[Strip], language: str, made_up: str = "") -> Chart:
    """The strips below each other, of those that have provinces to rank; a value beyond the axis stands at its end."""
    title = text("country.spread_title", language)
    said = [_said(strip, language) for strip in strips if strip.dots]
    alt = described("; ".join(said) + ".", made_up)
    with chart_style():
        svg = _draw(strips, language, made_up).svg("spread", title, alt)
    return Chart("spread", title, svg, alt, _table(strips, language), half=False)


def _said(strip: Strip, language: str) -> str:
    figures = {"count": strip.ranked, "low": strip.low, "middle": strip.middle, "high": strip.high}
    said = {key: own.shown or MISSING for key, own in figures.items()}
    return text("country.spread_alt", language, name=strip.name.shown, **said)


def _draw(strips: Sequence[Strip], language: str, made_up: str) -> Sheet:
    head = 2 * _SMALL * LINE_HEIGHT
    drawn = [strip for strip in strips if strip.dots]
    sheet = Sheet(WIDE, head + len(drawn) * _HEIGHT, made_up)
    place = linear(0, _AXIS_END, *_TRACK)
    top = sheet.top + head
    sheet.text(MARGIN, sheet.top + _SMALL, text("country.spread_key", language), _SMALL, SOFT)
    for tick in _TICKS:
        sheet.text(place(tick), top - 2, f"{tick}%", _SMALL, SOFT, "middle", kind="tick")
    for index, strip in enumerate(drawn):
        _draw_strip(sheet, strip, top + index * _HEIGHT, language)
    return sheet


def _draw_strip(sheet: Sheet, strip: Strip, y: float, language: str) -> None:
    place = linear(0, _AXIS_END, *_TRACK)
    sheet.text(MARGIN, y + 11, strip.name.shown, _SIZE, bold=True, kind="n")
    sheet.text(MARGIN + 26, y + 11, strip.title, 9)
    sheet.text(WIDE - MARGIN, y + 11, strip.count, 9, SOFT, "end", kind="n")
    base = y + 14 + _STRIP
    for tick in _TICKS:
        sheet.rule([place(tick)] * 2, [y + 16, base], RULE, 0.7)
    sheet.rule([_TRACK[0], _TRACK[1]], [base, base], RULE, 0.7)
    if strip.target.value is not None:
        sheet.rule([place(strip.target.value)] * 2, [y + 15, base + 2], INK, 2)
    across = [place(min(dot.value, _AXIS_END)) for dot in strip.dots]
    most = max(Counter(map(_column, across)).values(), default=1)
    # Where many stand together they stand closer: each mark is a province, and none may cover another.
    step = min(_STEP, (_STRIP - _FREE) / max(1, most - 1))
    stacked: Counter[int] = Counter()
    for dot, x in zip(strip.dots, across, strict=True):
        _draw_dot(sheet, dot, x, base - 4 - stacked[_column(x)] * step)
        stacked[_column(x)] += 1
    ends = text("country.spread_ends", language, low=strip.low.shown, high=strip.high.shown)
    sheet.text(MARGIN, base + 10, ends, _SMALL, SOFT, kind="n")


def _column(x: float) -> int:
    return round(x / _BIN)


def _draw_dot(sheet: Sheet, dot: Dot, x: float, y: float) -> None:
    if dot.reaches is None:
        sheet.mark(x, y, "o", SOFT, hollow=True, size=_MARK)
    else:
        look = VERDICT_STYLES["met" if dot.reaches else "not_met"]
        sheet.mark(x, y, look.marker if dot.reaches else "x", look.colour, size=_MARK)


def _table(strips: Sequence[Strip], language: str) -> pd.DataFrame:
    said = {
        "country.ratio": [strip.name.in_table for strip in strips],
        "country.indicator": [strip.title for strip in strips],
        "nine.target": [strip.target.in_table or MISSING for strip in strips],
        "country.spread_provinces": [strip.ranked.in_table for strip in strips],
        "country.spread_unranked": [strip.unranked.in_table for strip in strips],
        "country.spread_lowest": [strip.low.in_table or MISSING for strip in strips],
        "country.spread_median": [strip.middle.in_table or MISSING for strip in strips],
        "country.spread_highest": [strip.high.in_table or MISSING for strip in strips],
    }
    return pd.DataFrame({text(key, language): column for key, column in said.items()}, dtype=object)
