"""A province's yearly plans beside their results (method, rule 26)."""

import math
from collections.abc import Sequence

from rehab.catalog.lines import line_label
from rehab.catalog.outline import OutlineItem
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.country.measures import Plan, plans
from rehab.pages.citing.formats import format_percent
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, join, phrase
from rehab.pages.numbers.blocks import Rows
from rehab.pages.numbers.changes import WHOLE, Course, course_of, worked_out
from rehab.pages.numbers.material import Material
from rehab.store.facts import Fact


def plan_rows(material: Material, item: OutlineItem) -> Rows | None:
    """Result over plan, year by year; of a half-year both figures and no percentage. None where no plan is given."""
    own = [(plan, course_of(material, plan.planned), _results(material, plan)) for plan in plans()]
    given = [one for one in own if one[1].years or _of_last_year(material, one[0])]
    if not given:
        return None
    language, last = material.language, str(calendar().last_year)
    years = calendar().window_years
    half = (mark(text("review.half_plan", language, year=last)),) if calendar().half_year else ()
    rows = []
    for plan, planned, results in given:
        cells = [_year(planned, results, year, material, item) for year in years]
        if half:
            cells.append(_half(material, plan, results))
        rows.append((phrase(line_label(plan.planned, language)), *cells))
    heads = (phrase(text("country.plans_plan", language)), *map(mark, years), *half)
    return Rows(
        phrase(text("country.plans_caption", language)), heads, tuple(rows), phrase(text("review.plans", language))
    )


def _results(material: Material, plan: Plan) -> list[Course]:
    return [course_of(material, name) for name in plan.results]


def _year(planned: Course, results: Sequence[Course], year: str, material: Material, item: OutlineItem) -> Phrase:
    language = material.language
    if year not in planned.years:
        return NOTHING
    figures = [course.years[year] for course in results if year in course.years]
    aim = planned.years[year]
    if len(figures) < len(results):
        return fill(text("review.plan_alone", language), planned=material.figures.observed(aim))
    done = math.fsum(fact.value for fact in figures if fact.value is not None)
    told = {"planned": material.figures.observed(aim), "result": _sum(figures, material)}
    if not aim.value:
        return fill(text("review.plan_both", language), **told)
    percent = worked_out(format_percent(100 * done / aim.value, language, WHOLE), item.anchor)
    return fill(text("review.plan_share", language), percent=percent, **told)


def _half(material: Material, plan: Plan, results: Sequence[Course]) -> Phrase:
    aim = _of_last_year(material, plan)
    halves = [course.half for course in results if course.half is not None]
    if aim is None:
        return NOTHING
    if len(halves) < len(results):
        return fill(text("review.plan_alone", material.language), planned=material.figures.observed(aim))
    told = {"planned": material.figures.observed(aim), "result": _sum(halves, material)}
    return fill(text("review.plan_both", material.language), **told)


def _of_last_year(material: Material, plan: Plan) -> Fact | None:
    """The plan of the year of which half is reviewed, which the form asks for in that column."""
    return course_of(material, plan.planned).half


def _sum(facts: Sequence[Fact], material: Material) -> Phrase:
    return join([material.figures.observed(fact) for fact in facts], " + ")
