"""Province by province: the figures that the sums are made of, and whom each may be compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.country.alike import alike
from rehab.country.measures import MONEY, PEOPLE, Measure, measures_of
from rehab.country.panels import Figures
from rehab.pages.citing.formats import format_billions
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_names import province_name, some_names

_ON_FILE = "people_on_file"


@dataclass(frozen=True)
class OwnRow:
    """One province's figures of the last whole year; `file` leads to its page, where each leads to its cell."""

    name: str
    file: str
    cells: tuple[Phrase, ...]
    alike: Phrase


def own_columns(language: str) -> list[str]:
    """What the columns are called."""
    money = [text("country.own_money", language, label=own.label(language)) for own in measures_of(MONEY)]
    return [*(own.label(language) for own in measures_of(PEOPLE)), *money]


def own_rows(material: CountryMaterial) -> list[OwnRow]:
    """A row for each province that has any of the figures, in the order of the list; a cell lacks one of its lines."""
    figures, year = material.tables.figures, calendar().window_years[-1]
    own = {code: _values(figures, year, code) for code in provinces()}
    populations = {code: province.population_2019 for code, province in provinces().items()}
    near = alike(populations, figures.get((_ON_FILE, year), {}))
    return [
        _row(code, values, near, material) for code, values in own.items() if any(value is not None for value in values)
    ]


def _values(figures: Figures, year: str, code: str) -> list[float | None]:
    return [_value(figures, own, year, code) for own in measures_of(PEOPLE, MONEY)]


def _value(figures: Figures, own: Measure, year: str, code: str) -> float | None:
    found = [figures.get((line, year), {}).get(code) for line in own.lines]
    return None if any(value is None for value in found) else sum(value for value in found if value is not None)


def _row(
    code: str, values: Sequence[float | None], near: Mapping[str, tuple[str, ...]], material: CountryMaterial
) -> OwnRow:
    language, file = material.language, material.briefs.get(code, "")
    cells = []
    for own, value in zip(measures_of(PEOPLE, MONEY), values, strict=True):
        if value is None:
            cells.append(NOTHING)
        elif own.group == MONEY:
            cells.append(mark(format_billions(value, language)))
        else:
            cells.append(material.figures.fixed(value, percent=False))
    named = some_names(near.get(code, ()), language)
    return OwnRow(province_name(code, language), f"{file}#movement" if file else "", tuple(cells), named)
