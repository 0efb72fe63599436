"""Ratios of the country and its regions over the years: sums over sums, of the provinces that have the figures."""

from dataclasses import dataclass

from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.catalog.provinces_2020 import census_year
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart
from rehab.charts.points import Shown
from rehab.charts.region_courses import RegionCourse, region_chart
from rehab.country.collected import regions
from rehab.country.panels import Panel, RatioCourse, ratio_course
from rehab.country.spread import FEWEST
from rehab.country.summed import Summed, compared, has_trend, may_be_summed
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_names import percent, ratio_name, some_names


@dataclass(frozen=True)
class CourseTable:
    """One ratio drawn with its table, and who is missing from the sum over all provinces."""

    chart: Chart
    missing: Phrase


def course_tables(material: CountryMaterial) -> list[CourseTable]:
    """A picture for each ratio that may be summed and has years; none where no province has every year."""
    rates, years = material.tables.rates, calendar().window_years
    found = [one for one in compared() if may_be_summed(one) and has_trend(rates, one, years)]
    tables = (_table(one, material) for one in found)
    return [table for table in tables if table]


def _table(one: Summed, material: CountryMaterial) -> CourseTable | None:
    language, ratios, own = material.language, material.tables.ratios, calendar()
    places = [("", list(provinces()))]
    places += [(name, [province.code for province in members]) for name, members in regions(language).items()]
    years = {name: ratio_course(ratios, one.key, own.window_years, codes) for name, codes in places}
    whole = years[""]
    label = text("country.course_whole" if whole.panel.is_whole else "country.course_all", language)
    halves = [ratio_course(ratios, one.key, [own.half_year], codes) if own.half_year else None for _, codes in places]
    drawn = [
        _drawn((number, name or label), years[name], half, material)
        for number, ((name, _), half) in enumerate(zip(places, halves, strict=True))
    ]
    title = text("country.course_title", language, part=one.label, name=ratio_name(one, language))
    chart = region_chart(one.label, title, drawn, language, material.made_up)
    return CourseTable(chart, missing_words(one.label, whole, material)) if chart else None


def _drawn(
    place: tuple[int, str], years: RatioCourse, half: RatioCourse | None, material: CountryMaterial
) -> RegionCourse:
    """A place's figures: over the years of one panel, and in the half-year over the provinces that have that one.

    The pictures call regions by their number; all provinces together have none.
    """
    number, name = place
    count, panel = material.figures.count, years.panel
    template = text("country.regions_cell", material.language)
    of = fill(text("country.course_of_all", material.language), count=count(len(panel.codes)), all=count(_asked(panel)))
    found = None
    if half is not None:
        value = _values(half)[0]
        figure = percent(value, material.language)
        beside = fill(template, value=figure, count=count(len(half.panel.codes))) if figure else NOTHING
        found = Shown(value=value, shown=figure.plain, cell=beside.plain)
    figures = [(value, percent(value, material.language)) for value in _values(years)]
    return RegionCourse(
        name,
        f"{number} {name}" if number else name,
        tuple(Shown(value=value, shown=figure.plain) for value, figure in figures),
        found,
        Shown(shown=of.plain),
    )


def _asked(panel: Panel) -> int:
    return len(panel.codes) + len(panel.left_out)


def _values(course: RatioCourse) -> list[float | None]:
    """The percentages; over fewer than 20 a ratio is no course of anything (rule 13)."""
    pairs = zip(course.values, course.denominators, strict=True)
    return [value if below >= FEWEST else None for value, below in pairs]


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
