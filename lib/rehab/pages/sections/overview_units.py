"""The 34 units of 1 July 2025: ratios of the last whole year, where all provinces that became one have them."""

from dataclasses import dataclass

from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.catalog.provinces_2020 import provinces_2020
from rehab.catalog.provinces_2025 import units_2025
from rehab.country.spread import FEWEST
from rehab.country.summed import Summed, compared, has_trend, may_be_summed
from rehab.country.units import unit_ratios
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_names import percent, province_name, ratio_name


@dataclass(frozen=True)
class UnitRow:
    """One unit: the provinces that became it, and its ratios; an empty one lacks a province, or is over too few."""

    name: str
    formed_from: str
    cells: tuple[str, ...]


def unit_columns(material: CountryMaterial) -> list[tuple[str, str]]:
    """The ratios that may be summed, in short and in full."""
    return [(one.label, ratio_name(one, material.language)) for one in _summed(material)]


def unit_rows(material: CountryMaterial) -> list[UnitRow]:
    """A row for each unit that has any ratio; none where the review has other provinces."""
    if provinces() != provinces_2020():
        return []
    language, year = material.language, calendar().window_years[-1]
    found = [
        {own.unit.code: own for own in unit_ratios(material.tables.ratios, one, [year])} for one in _summed(material)
    ]
    rows = []
    for code, unit in units_2025().items():
        cells = [
            percent(own[code].value, language).plain if code in own and own[code].denominator >= FEWEST else ""
            for own in found
        ]
        name = unit.name_short if language == "vi" else unit.name_en
        formed = ", ".join(province_name(one, language) for one in unit.formed_from)
        rows.append(UnitRow(name, formed, tuple(cells)))
    return [row for row in rows if any(row.cells)]


def _summed(material: CountryMaterial) -> list[Summed]:
    rates, years = material.tables.rates, calendar().window_years
    return [one for one in compared() if may_be_summed(one) and has_trend(rates, one, years)]
