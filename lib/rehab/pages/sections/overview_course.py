"""Ratios of the country and its regions over the years: sums over sums, of the provinces that have the figures."""

from dataclasses import dataclass

from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.catalog.provinces_2020 import census_year
from rehab.catalog.texts import text
from rehab.country.collected import regions
from rehab.country.panels import RatioCourse, ratio_course
from rehab.country.spread import FEWEST
from rehab.country.summed import Summed, compared, has_trend, may_be_summed
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_names import percent, ratio_name, some_names


@dataclass(frozen=True)
class CourseRow:
    """One region, or all provinces together (`is_all`): its ratio year by year, of how many of its provinces."""

    name: str
    cells: tuple[Phrase, ...]
    count: Phrase
    of: Phrase
    is_all: bool


@dataclass(frozen=True)
class CourseTable:
    """One ratio: its rows, and who is missing from the sum over all provinces."""

    name: str
    title: str
    rows: tuple[CourseRow, ...]
    missing: Phrase


def course_tables(material: CountryMaterial) -> list[CourseTable]:
    """A table for each ratio that may be summed and has years; none where no province has every year."""
    rates, years = material.tables.rates, calendar().window_years
    found = [one for one in compared() if may_be_summed(one) and has_trend(rates, one, years)]
    tables = (_table(one, material) for one in found)
    return [table for table in tables if table.rows]


def _table(one: Summed, material: CountryMaterial) -> CourseTable:
    language, years = material.language, calendar().window_years
    ratios = material.tables.ratios
    whole = ratio_course(ratios, one.key, years, list(provinces()))
    if not whole.panel.codes:
        return CourseTable(one.label, ratio_name(one, language), (), NOTHING)
    own = [
        (name, ratio_course(ratios, one.key, years, [province.code for province in members]))
        for name, members in regions(language).items()
    ]
    label = text("country.course_whole" if whole.panel.is_whole else "country.course_all", language)
    rows = [_row(label, whole, material, is_all=True), *(_row(name, course, material) for name, course in own)]
    return CourseTable(one.label, ratio_name(one, language), tuple(rows), missing_words(one.label, whole, material))


def _row(name: str, course: RatioCourse, material: CountryMaterial, is_all: bool = False) -> CourseRow:
    # Over fewer than 20 a ratio is no course of anything (rule 13).
    shown = [
        percent(value, material.language) if below >= FEWEST else NOTHING
        for value, below in zip(course.values, course.denominators, strict=True)
    ]
    panel, count = course.panel, material.figures.count
    of = len(panel.codes) + len(panel.left_out)
    return CourseRow(name, tuple(shown), count(len(panel.codes)), count(of), is_all)


def missing_words(name: str, course: RatioCourse, material: CountryMaterial) -> Phrase:
    """Of how many provinces a sum is, what part of the population they are, which large ones are missing."""
    language, panel = material.language, course.panel
    all_provinces = material.figures.count(len(provinces()))
    if panel.is_whole:
        return fill(text("country.course_complete", language), ratio=mark(name), all=all_provinces)
    return fill(
        text("country.course_missing", language),
        ratio=mark(name),
        count=material.figures.count(len(panel.codes)),
        share=percent(panel.population_share, language),
        all=all_provinces,
        year=mark(census_year()),
        names=some_names(panel.largest_left_out, language),
    )
