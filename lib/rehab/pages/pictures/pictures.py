"""The charts of a brief, from its own tables: points and figures in print here, drawing in `rehab.charts`."""

from collections.abc import Sequence
from dataclasses import dataclass

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import lines, unit_name
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import per_review, review_rows
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart
from rehab.charts.centres import centres_chart
from rehab.charts.marks import WITHHELD
from rehab.charts.nine import FEWEST_PEOPLE, nine_chart
from rehab.charts.panels import panels_chart
from rehab.charts.periods import period_label
from rehab.charts.points import Count, OfPeriod, RateOfPeriod
from rehab.charts.trends import Rate, rate_chart
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.formats import format_billions
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, join, phrase
from rehab.pages.numbers.calculations import sums_a_flow
from rehab.pages.numbers.material import Material
from rehab.pages.pictures.points import (
    Print,
    centre_points,
    nine_points,
    observed_figure,
    rate_points,
    yearly_points,
)
from rehab.store.facts import Fact


@dataclass(frozen=True)
class Picture:
    """A chart, or the sentence that says why there is none."""

    chart: Chart | None
    sentence: Phrase


def made_up_text(material: Material) -> str:
    """What a page of made-up data says; empty for real data."""
    return text("brief.made_up", material.language) if material.is_made_up else ""


def nine_picture(material: Material) -> Picture:
    """The one picture of the nine indicators; figures in the tables of pictures lead to their sources."""
    return Picture(nine_chart(nine_points(material), material.language, made_up_text(material)), NOTHING)


def trend_pictures(material: Material) -> list[Picture]:
    """Trends of the ratio indicators against the plan's path."""
    return [_rate_trend(material, number) for number, i in indicators().items() if i.kind == "ratio"]


def _rate_trend(material: Material, number: int) -> Picture:
    language, indicator = material.language, indicators()[number]
    part = indicator.parts[0].id
    verdict = material.facts.verdict(part)
    own = rate_points(material, part)
    rate = Rate(
        part=part,
        name=indicator.short(language),
        target=material.figures.fixed(verdict.target).plain,
        plan_baseline=verdict.baseline_kind == "plan",
        verdict=verdict.verdict,
        latest=not sums_a_flow(indicator.parts[0]),
    )
    chart = rate_chart(own, rate, language, made_up_text(material))
    if chart is not None:
        return Picture(chart, NOTHING)
    yearly = [point for point in own if point.period in calendar().columns]
    return Picture(None, _why_no_rate(yearly, number, material.figures))


def _why_no_rate(yearly: list[RateOfPeriod], number: int, figures: Figures) -> Phrase:
    """No yearly figure at all, one only, or too few people behind them."""
    language, indicator = figures.language, figures.count(number)
    known = [point for point in yearly if point.shown]
    if not known:
        return fill(text("chart.nothing_ratio", language), indicator=indicator)
    over = [point.denominator for point in known if point.denominator is not None]
    if len(known) > 1 and any(people < FEWEST_PEOPLE for people in over):
        fewest = figures.count(FEWEST_PEOPLE)
        return fill(text("chart.nothing_few", language), indicator=indicator, fewest=fewest)
    title = fill(text("chart.trend_title", language), part=indicator, name=indicators()[number].short(language))
    if any(point.shown == WITHHELD for point in known):
        return fill(text("chart.nothing_withheld", language), title=title)
    return _few([(indicators()[number].short(language), point) for point in known], title, language)


def treatment_pictures(material: Material) -> list[Picture]:
    """People on file, and people in treatment by form, by year."""
    return _groups("treatment", material)


def flow_pictures(material: Material) -> list[Picture]:
    """Admissions, completions and the balance of the centres, by year."""
    return _groups("flow", material)


def support_pictures(material: Material) -> list[Picture]:
    """Training, jobs and loans, by year."""
    return _groups("support", material)


def funding_pictures(material: Material) -> list[Picture]:
    """Money by source and year, in billion đồng; the table gives the workbook's million đồng beside."""
    language = material.language

    def printed(fact: Fact) -> tuple[str, Phrase]:
        shown = WITHHELD if fact.value is None else format_billions(fact.value, language)
        return shown, material.figures.in_billions(fact)

    return _groups("funding", material, printed, text("chart.billions", language))


@per_review()
def _pictures(group: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in review_rows("chart_groups.csv"):
        if row["group"] == group:
            found.setdefault(row["picture"], []).append(row)
    return found


def _groups(group: str, material: Material, printed: Print | None = None, unit: str = "") -> list[Picture]:
    """The pictures of one group of chart_groups.csv, each with its unit from the lines."""
    found = []
    for picture, members in _pictures(group).items():
        title = text(f"chart.{picture}", material.language)
        own_unit = unit or unit_name(lines()[members[0]["line"]].unit, material.language)
        points = yearly_points(members, material, printed or observed_figure(material.figures))
        chart = panels_chart(points, picture, title, own_unit, material.language, made_up_text(material))
        found.append(Picture(chart, NOTHING if chart else _why_no_panels(points, title, material.language)))
    return found


def _why_no_panels(points: list[Count], title: str, language: str) -> Phrase:
    """A sentence with the few figures there are."""
    known = [point for point in points if point.shown]
    if not known:
        return fill(text("chart.nothing_panels", language), title=title)
    if any(point.shown == WITHHELD for point in known):
        return fill(text("chart.nothing_withheld", language), title=title)
    return _few([(point.label, point) for point in known], phrase(title), language)


def _few(known: Sequence[tuple[str, OfPeriod]], title: Phrase, language: str) -> Phrase:
    """The figures of the one period there is, each with its name."""
    item = text("chart.one_period_item", language)
    values = [
        fill(item, name=name, value=point.cell, period=period_label(point.period, language)) for name, point in known
    ]
    return fill(text("chart.one_period", language), title=title, values=join(values))


def centres_picture(material: Material) -> Picture:
    """People present against the places of each centre; a sentence where there is none or nothing is known."""
    language = material.language
    chart = centres_chart(centre_points(material), language, made_up_text(material))
    if chart is not None:
        return Picture(chart, NOTHING)
    none_stated = any(row.reason == "no_facility" for row in material.facts.verdicts)
    return Picture(None, phrase(text(f"chart.centres_{'none_stated' if none_stated else 'nothing'}", language)))
