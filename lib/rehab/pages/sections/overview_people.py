"""People, money and plans over provinces: sums of those that have the figures (rules 23, 25 and 26)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rehab.catalog.lines import line_label
from rehab.catalog.periods import calendar
from rehab.catalog.provinces import Province, provinces
from rehab.catalog.texts import text
from rehab.country.collected import regions
from rehab.country.measures import (
    HELD,
    LEAVING,
    MIX,
    MONEY,
    PEOPLE,
    Plan,
    Sums,
    measures_of,
    plans,
    sums,
)
from rehab.country.panels import line_course
from rehab.country.spread import FEWEST
from rehab.pages.citing.formats import format_billions
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_names import percent
from rehab.pages.sections.overview_panel import panel_words

_ON_FILE = "on_file"
_PEOPLE_OF_RATE, _HUNDRED = 100_000, 100


@dataclass(frozen=True)
class YearsRow:
    """A measure year by year, and of whom."""

    label: str
    kind: str
    cells: tuple[Phrase, ...]
    panel: Phrase


def people_rows(material: CountryMaterial) -> list[YearsRow]:
    """The five measures, each over its own panel."""
    return _year_rows(PEOPLE, lambda value: material.figures.fixed(value, percent=False), material)


def money_rows(material: CountryMaterial) -> list[YearsRow]:
    """Central and local money in billion đồng."""
    return _year_rows(MONEY, lambda value: mark(format_billions(value, material.language)), material)


def _year_rows(group: str, shown: Callable[[float], Phrase], material: CountryMaterial) -> list[YearsRow]:
    language, years = material.language, calendar().window_years
    found = []
    for measure in measures_of(group):
        course = line_course(material.tables.figures, measure.lines, years, list(provinces()))
        if course.panel.codes:
            cells = tuple(shown(value) for value in course.sums)
            kind = text(f"country.kind_{measure.kind}", language)
            found.append(YearsRow(measure.label(language), kind, cells, panel_words(course.panel, material)))
    return found


@dataclass(frozen=True)
class RegionRow:
    """One region, or all provinces together, in the last whole year: a cell for each of `region_columns`."""

    name: str
    cells: tuple[Phrase, ...]
    is_all: bool


def region_columns(language: str) -> list[str]:
    """What the columns are called: on file, the forms of treatment, escapes and deaths."""
    mix = [text("country.regions_mix", language, label=own.label(language)) for own in measures_of(MIX)]
    left = [text("country.regions_leaving", language, label=own.label(language)) for own in measures_of(LEAVING)]
    return [text("country.regions_on_file", language), *mix, *left]


def region_rows(material: CountryMaterial) -> list[RegionRow]:
    """All provinces together, then region by region; no row where the review has no such measures."""
    if not measures_of(HELD, MIX):
        return []
    everything = text("country.course_all", material.language)
    rows = [_region_row(everything, tuple(provinces().values()), material, is_all=True)]
    return rows + [_region_row(name, own, material) for name, own in regions(material.language).items()]


def _region_row(name: str, own: Sequence[Province], material: CountryMaterial, is_all: bool = False) -> RegionRow:
    codes = [province.code for province in own]
    cells = [_on_file(codes, material), *_mix(codes, material), *_leaving(codes, material)]
    return RegionRow(name, tuple(cells), is_all)


def region_panels(material: CountryMaterial) -> list[Phrase]:
    """Of whom the row of all provinces is: people on file, forms of treatment, escapes and deaths."""
    codes, language = list(provinces()), material.language
    people = [own for own in measures_of(PEOPLE) if own.name == _ON_FILE]
    if not people:
        return []
    year = [calendar().window_years[-1]]
    on_file = sums(material.tables.figures, {_ON_FILE: people[0].lines}, year, codes)
    panels = {
        "regions_on_file": on_file.panel,
        "regions_forms": _sums((MIX,), codes, material).panel,
        "regions_left": _sums((LEAVING, HELD), codes, material).panel,
    }
    return [
        fill(
            text("country.panel_of", language), what=text(f"country.{name}", language), panel=panel_words(own, material)
        )
        for name, own in panels.items()
    ]


def _sums(groups: tuple[str, ...], codes: list[str], material: CountryMaterial) -> Sums:
    wanted = {own.name: own.lines for own in measures_of(*groups)}
    return sums(material.tables.figures, wanted, [calendar().window_years[-1]], codes)


def _on_file(codes: list[str], material: CountryMaterial) -> Phrase:
    lines = next(own.lines for own in measures_of(PEOPLE) if own.name == _ON_FILE)
    found = sums(material.tables.figures, {_ON_FILE: lines}, [calendar().window_years[-1]], codes)
    people = sum(provinces()[code].population_2019 for code in found.panel.codes)
    value = _PEOPLE_OF_RATE * found.by_measure[_ON_FILE][0] / people if people else None
    return _cell(None if value is None else material.figures.fixed(value, percent=False), found, material)


def _mix(codes: list[str], material: CountryMaterial) -> list[Phrase]:
    found = _sums((MIX,), codes, material)
    total = sum(own[0] for own in found.by_measure.values())
    return [
        _cell(percent(_HUNDRED * own[0] / total, material.language) if total >= FEWEST else None, found, material)
        for own in found.by_measure.values()
    ]


def _leaving(codes: list[str], material: CountryMaterial) -> list[Phrase]:
    found = _sums((LEAVING, HELD), codes, material)
    held = sum(found.by_measure[own.name][0] for own in measures_of(HELD))
    cells = []
    for own in measures_of(LEAVING):
        value = _HUNDRED * found.by_measure[own.name][0] / held if held >= FEWEST else None
        cells.append(_cell(None if value is None else material.figures.fixed(value, percent=False), found, material))
    return cells


def _cell(figure: Phrase | None, found: Sums, material: CountryMaterial) -> Phrase:
    if figure is None:
        return NOTHING
    count = material.figures.count(len(found.panel.codes))
    return fill(text("country.regions_cell", material.language), value=figure, count=count)


@dataclass(frozen=True)
class PlanRow:
    """One yearly plan: result over plan by year, and of whom; both figures of the last, half year."""

    label: str
    cells: tuple[Phrase, ...]
    panel: Phrase
    last: Phrase


def plan_rows(material: CountryMaterial) -> list[PlanRow]:
    """A row for each plan that some province has with its results in every year."""
    return [row for plan in plans() if (row := _plan_row(plan, material))]


def _plan_row(plan: Plan, material: CountryMaterial) -> PlanRow | None:
    language, years = material.language, calendar().window_years
    wanted = {"planned": (plan.planned,), "result": plan.results}
    found = sums(material.tables.figures, wanted, years, list(provinces()))
    if not found.panel.codes:
        return None
    pairs = zip(found.by_measure["planned"], found.by_measure["result"], strict=True)
    cells = tuple(percent(_HUNDRED * result / planned, language) if planned >= FEWEST else NOTHING
                  for planned, result in pairs)  # fmt: skip
    panel = panel_words(found.panel, material)
    return PlanRow(line_label(plan.planned, language), cells, panel, _last(plan, material))


def _last(plan: Plan, material: CountryMaterial) -> Phrase:
    """The year of which half is reviewed: the plan of the year beside the result of the half; nothing where none."""
    half = calendar().half_year
    if half is None:
        return NOTHING
    found = sums(
        material.tables.figures,
        {"planned": (plan.planned,), "result": plan.results},
        [half],
        list(provinces()),
    )
    if not found.panel.codes:
        return NOTHING
    counts = {
        "planned": material.figures.fixed(found.by_measure["planned"][0], percent=False),
        "result": material.figures.fixed(found.by_measure["result"][0], percent=False),
        "count": material.figures.count(len(found.panel.codes)),
    }
    return fill(text("country.plans_both", material.language), **counts)
