"""A map of tiles for one indicator: verdict by mark and shade, a name on every tile."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd

from rehab.catalog.texts import text
from rehab.charts.canvas import MARGIN, Chart, Sheet, chart_style, described
from rehab.charts.lettering import wrap
from rehab.charts.marks import INK, RULE, SOFT
from rehab.charts.points import Shown

_COLUMNS = 9
# Nine names side by side need more room than a year's bar. Whole numbers: nine maps have some five thousand of them.
_WIDTH, _HEIGHT = 38.0, 29.0
_SHEET = _COLUMNS * _WIDTH + 2 * MARGIN
_GAP = 2.0
_FIRST_LINE, _MARK_LINE = 8.0, 24.0
_NAME, _LINE, _MARK = 6.6, 7.0, 7.6
_NAME_LINES, _ISLAND_LINES = 2, 3
SHADES = {"met": "#cfe4f2", "not_met": "#f0b790", "not_assessed": "", "withheld": "", "": ""}
"""A light and a darker shade, which stay apart on a grey printer; without one a tile is white with a border."""


@dataclass(frozen=True)
class MapTile:
    """One tile: place on the grid, name, verdict (empty where there is none), the mark and the figure on it."""

    row: int
    column: int
    name: str
    verdict: str = ""
    mark: str = ""
    figure: str = ""
    is_island: bool = False


@dataclass(frozen=True)
class MapGroup:
    """The provinces of one verdict, for the table: how many and, with their figures, which."""

    name: str
    count: Shown
    provinces: Shown


def tile_chart(
    name: str,
    title: str,
    tiles: Sequence[MapTile],
    groups: Sequence[MapGroup],
    language: str,
    made_up: str = "",
    beside: str = "",
) -> Chart:
    """The map of one indicator, called `map-<name>`; its table groups the provinces by verdict.

    `beside`: what the figures are, where they are not what the verdict rests on.
    """
    said = "; ".join(f"{group.name}: {group.count.shown}" for group in groups)
    alt = described(text("country.map_alt", language, groups=said), made_up)
    with chart_style():
        svg = _draw(tiles, made_up).svg(f"map-{name}", title, alt)
    return Chart(f"map-{name}", title, svg, alt, _table(groups, language, beside))


def _draw(tiles: Sequence[MapTile], made_up: str) -> Sheet:
    height = _HEIGHT + (_LINE if any(tile.figure for tile in tiles) else 0)
    sheet = Sheet(_SHEET, max(tile.row for tile in tiles) * height + MARGIN, made_up)
    for tile in tiles:
        _draw_tile(sheet, tile, height)
    return sheet


def _draw_tile(sheet: Sheet, tile: MapTile, height: float) -> None:
    x, y = MARGIN + (tile.column - 1) * _WIDTH, ceil(sheet.top) + (tile.row - 1) * height
    shade = SHADES[tile.verdict]
    edge = RULE if tile.is_island or not tile.verdict else SOFT
    sheet.bar(x + _GAP / 2, y + _GAP / 2, _WIDTH - _GAP, height - _GAP, shade or edge, hollow=not shade)
    lines = wrap(tile.name, _NAME, _WIDTH - 3, _ISLAND_LINES if tile.is_island else _NAME_LINES)
    colour = INK if tile.verdict else SOFT
    for index, line in enumerate(lines):
        sheet.text(x + _WIDTH / 2, y + _FIRST_LINE + index * _LINE, line, _NAME, colour, "middle")
    if tile.mark:
        sheet.text(x + _WIDTH / 2, y + _MARK_LINE, tile.mark, _MARK, colour, "middle", bold=True)
    if tile.figure:
        sheet.text(x + _WIDTH / 2, y + height - 4, tile.figure, _NAME, colour, "middle", kind="n")


def _table(groups: Sequence[MapGroup], language: str, beside: str) -> pd.DataFrame:
    which = text("country.map_provinces_beside", language, ratio=beside) if beside else ""
    return pd.DataFrame(
        {
            text("nine.verdict", language): [group.name for group in groups],
            text("country.map_count", language): [group.count.in_table for group in groups],
            which or text("country.map_provinces", language): [group.provinces.in_table for group in groups],
        },
        dtype=object,
    )
