"""The country as a map of tiles for each indicator."""

from rehab.catalog.indicators import indicators
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.catalog.tiles import island_tiles, province_tiles
from rehab.charts.canvas import Chart
from rehab.charts.points import Shown
from rehab.charts.tiles import MapGroup, MapTile, tile_chart
from rehab.country.collected import RECEIVED
from rehab.country.matrix import VERDICTS, Standing, standings
from rehab.country.spread import spreads
from rehab.country.summed import compared
from rehab.pages.citing.formats import format_percent
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import Phrase, fill, join, phrase
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_matrix import cell_marks, verdict_name
from rehab.pages.sections.overview_names import province_name, ratio_name


def maps(material: CountryMaterial) -> list[Chart]:
    """A map for each indicator; none where the review's provinces have no tiles of their own."""
    if not set(provinces()) <= set(province_tiles()):
        return []
    found = {
        code: own
        for code, own in standings(material.tables.verdicts).items()
        if material.tables.received[code] == RECEIVED
    }
    values = _values(material)
    return [
        _map(number, {code: own[number] for code, own in found.items()}, values.get(number, {}), material)
        for number in indicators()
    ]


def _values(material: CountryMaterial) -> dict[int, dict[str, str]]:
    """What stands on the tiles of indicators that have one ratio: the value that provinces are compared on."""
    found: dict[int, dict[str, str]] = {}
    for spread in spreads(material.tables.verdicts, material.tables.rates):
        number = spread.ratio.indicator
        if len(indicators()[number].parts) == 1:
            for value in spread.values:
                shown = format_percent(value.value, material.language, value.target)
                found.setdefault(number, {})[value.code] = f"≥ {shown}" if value.is_bound else shown
    return found


def _map(number: int, own: dict[str, Standing], values: dict[str, str], material: CountryMaterial) -> Chart:
    language = material.language
    tiles = [
        MapTile(
            tile.row,
            tile.column,
            province_name(code, language),
            own[code].verdict if code in own else "",
            cell_marks(own[code]) if code in own else "",
            values.get(code, ""),
        )
        for code, tile in province_tiles().items()
    ]
    tiles += [MapTile(island.row, island.column, island.name(language), is_island=True) for island in island_tiles()]
    groups = [
        _group(verdict_name(verdict, language), codes, values, material)
        for verdict in VERDICTS
        if (codes := [code for code, standing in own.items() if standing.verdict == verdict])
    ]
    absent = [code for code in provinces() if code not in own]
    groups += [_group(text("country.map_absent", language), absent, {}, material)] if absent else []
    title = text("chart.trend_title", language, part=number, name=indicators()[number].short(language))
    return tile_chart(str(number), title, tiles, groups, language, material.made_up, _beside(number, values, language))


def _beside(number: int, values: dict[str, str], language: str) -> str:
    """What the figures are, where they are an alternative's: the verdict rests on another rate, over the window."""
    names = [ratio_name(one, language) for one in compared() if one.indicator == number and one.alternative]
    return names[0][:1].lower() + names[0][1:] if names and values else ""


def _group(name: str, codes: list[str], values: dict[str, str], material: CountryMaterial) -> MapGroup:
    count = material.figures.count(len(codes))
    named = join([_named(code, values, material.language) for code in codes], ", ")
    return MapGroup(name, Shown(shown=count.plain, cell=count), Shown(shown=named.plain, cell=named))


def _named(code: str, values: dict[str, str], language: str) -> Phrase:
    name = province_name(code, language)
    if code not in values:
        return phrase(name)
    return fill(text("country.named", language), name=name, value=mark(values[code]))
