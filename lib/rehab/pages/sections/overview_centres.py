"""Centres over provinces: occupancy and staff by region, and money for one person present (rule 25)."""

from collections.abc import Sequence
from dataclasses import dataclass

from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.country.centres import CentreSums, centres_of, sum_centres, without_centre
from rehab.country.collected import regions
from rehab.country.measures import PerPerson, money_per_person
from rehab.country.spread import FEWEST
from rehab.pages.citing.phrases import NOTHING, Phrase
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_names import percent
from rehab.pages.sections.overview_panel import panel_words

_COLUMNS = ("count", "capacity", "present", "occupancy", "per_staff")


@dataclass(frozen=True)
class CentreRow:
    """One region, or all provinces together: centres, places, people, occupancy, people for one of the staff."""

    name: str
    cells: tuple[Phrase, ...]
    count: Phrase
    without: Phrase
    is_all: bool


@dataclass(frozen=True)
class CentreTable:
    """The rows, and of whom the first one is; no rows where no centre's figures could be added up."""

    rows: tuple[CentreRow, ...]
    panel: Phrase


def centre_columns(language: str) -> list[str]:
    """What the columns of `CentreRow.cells` are called."""
    return [text(f"country.centres_{name}", language) for name in _COLUMNS]


def centre_table(material: CountryMaterial) -> CentreTable:
    """All provinces together, then region by region."""
    found = centres_of(material.tables.observations)
    without = without_centre(material.tables.observations)
    whole = sum_centres(found, without, list(provinces()))
    if not whole.panel.codes:
        return CentreTable((), NOTHING)
    rows = [_row(text("country.course_all", material.language), whole, material, is_all=True)]
    for name, own in regions(material.language).items():
        rows.append(_row(name, sum_centres(found, without, [one.code for one in own]), material))
    return CentreTable(tuple(rows), panel_words(whole.panel, material))


def _row(name: str, sums: CentreSums, material: CountryMaterial, is_all: bool = False) -> CentreRow:
    figures = material.figures
    if not sums.panel.codes:
        cells: Sequence[Phrase] = [NOTHING] * len(_COLUMNS)
    else:
        # Of few people or places no ratio is taken (rule 13).
        occupancy = percent(sums.occupancy, material.language) if sums.capacity >= FEWEST else NOTHING
        per_staff = figures.fixed(sums.per_staff, percent=False) if sums.staff >= FEWEST else NOTHING
        counts = [figures.fixed(value, percent=False) for value in (sums.capacity, sums.present)]
        cells = [figures.count(sums.centres), *counts, occupancy, per_staff]
    return CentreRow(name, tuple(cells), figures.count(len(sums.panel.codes)), figures.count(len(sums.without)), is_all)


@dataclass(frozen=True)
class PerPersonRow:
    """One year: money of centres for one person present at its end, of how many provinces."""

    year: str
    value: Phrase
    people: Phrase
    count: Phrase


def per_person_rows(material: CountryMaterial) -> list[PerPersonRow]:
    """A row for each year of which any province has the figures and neither sends nor receives people."""
    found = money_per_person(material.tables.figures, calendar().window_years, list(provinces()))
    return [_per_person(one, material) for one in found if one.people >= FEWEST]


def _per_person(one: PerPerson, material: CountryMaterial) -> PerPersonRow:
    figures = material.figures
    return PerPersonRow(
        one.period,
        figures.fixed(one.value, percent=False),
        figures.fixed(one.people, percent=False),
        figures.count(len(one.panel.codes)),
    )
