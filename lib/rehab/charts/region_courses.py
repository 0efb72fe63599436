"""A ratio over the years: all provinces in bold, each region thin and numbered, the half-year apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

import pandas as pd

from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.canvas import HALF, Chart, Sheet, chart_style, described
from rehab.charts.marks import AXIS, BLUE, MISSING, RULE, SOFT
from rehab.charts.periods import TICK_SIZE, period_label
from rehab.charts.points import Shown
from rehab.charts.scales import linear, ticks, top_of

_LEFT, _RIGHT, _PLOT = 32.0, 226.0, 130.0
_SIZE = 9.2
_FEWEST_PERIODS = 2
_DASHES = (None, (4.0, 2.0), (1.2, 1.8), (6.0, 2.0), (3.0, 1.5), (1.0, 3.0))
"""Regions are told apart by their number at the line's end; the dashes help where lines cross."""

Place = Callable[[float], float]


@dataclass(frozen=True)
class RegionCourse:
    """One place: its value in each year of the window, in the half-year (None where there is none at all), of whom.

    `label` is what the table calls it.
    """

    name: str
    label: object
    years: tuple[Shown, ...]
    half: Shown | None
    of: Shown


def region_chart(
    name: str, title: str, courses: Sequence[RegionCourse], language: str, made_up: str = ""
) -> Chart | None:
    """The first course bold, the others numbered; None unless the first has two years with a value."""
    if not courses or sum(own.value is not None for own in courses[0].years) < _FEWEST_PERIODS:
        return None
    own = f"course-{name.replace('.', '-')}"
    alt = described("; ".join(_said(course, language) for course in courses[:1]) + ".", made_up)
    with chart_style():
        svg = _draw(courses, language, made_up).svg(own, title, alt)
    return Chart(own, title, svg, alt, _table(courses, language))


def _said(course: RegionCourse, language: str) -> str:
    points = [*zip(calendar().window_years, course.years, strict=True)]
    if course.half is not None and calendar().half_year:
        points.append((period_label(str(calendar().half_year), language), course.half))
    figures = [
        text("country.course_at", language, period=period, value=figure.shown)
        for period, figure in points
        if figure.value is not None
    ]
    return text("country.course_alt", language, name=course.name, figures=", ".join(figures))


def _draw(courses: Sequence[RegionCourse], language: str, made_up: str) -> Sheet:
    sheet = Sheet(HALF, 10 + _PLOT + 20, made_up)
    top, base = sheet.top + 10, sheet.top + 10 + _PLOT
    periods = list(calendar().columns[-len(calendar().window_years) - 1 :]) if calendar().half_year else None
    columns = periods or list(calendar().window_years)
    step = (_RIGHT - _LEFT) / len(columns)
    across = {period: _LEFT + (index + 0.5) * step for index, period in enumerate(columns)}
    values = [figure.value for own in courses for figure in (*own.years, *([own.half] if own.half else ()))]
    high = top_of([value for value in values if value is not None])
    up = linear(0, high, base, top)
    for tick in ticks(high):
        sheet.rule([_LEFT, _RIGHT + 16], [up(tick)] * 2, AXIS if not tick else RULE, 0.7)
        sheet.text(_LEFT - 4, up(tick) + 3, f"{tick:g}%", TICK_SIZE, SOFT, "end", kind="tick")
    for period, x in across.items():
        sheet.text(x, base + 12, period_label(period, language), TICK_SIZE, SOFT, "middle", kind="tick")
    _draw_ends(sheet, courses, up, across)
    for number, own in reversed(list(enumerate(courses))):
        _draw_course(sheet, number, own, across, up)
    return sheet


def _draw_course(sheet: Sheet, number: int, own: RegionCourse, across: dict[str, float], up: Place) -> None:
    colour, width = (BLUE, 2.4) if not number else (SOFT, 1.0)
    years = zip(calendar().window_years, own.years, strict=True)
    points = [(across[period], up(figure.value)) for period, figure in years if figure.value is not None]
    sheet.rule([x for x, _ in points], [y for _, y in points], colour, width, _dash(number))
    if not number:
        for x, y in points:
            sheet.mark(x, y, "o", BLUE, size=4)
    if own.half is not None and own.half.value is not None:
        sheet.mark(across[str(calendar().half_year)], up(own.half.value), "D", colour, hollow=True, size=4)


def _dash(number: int) -> tuple[float, float] | None:
    return _DASHES[(number - 1) % len(_DASHES)] if number else None


def _draw_ends(sheet: Sheet, courses: Sequence[RegionCourse], up: Place, across: dict[str, float]) -> None:
    """The number of each region beside its last year, moved apart where they would lie on each other."""
    last = calendar().window_years[-1]
    ends = sorted(
        (up(own.years[-1].value), number)
        for number, own in enumerate(courses)
        if number and own.years[-1].value is not None
    )
    for y, (_, number) in zip(apart([y for y, _ in ends], _SIZE), ends, strict=True):
        sheet.text(across[last] + 6, y + 3, str(number), _SIZE, SOFT, kind="tick")


def apart(places: Sequence[float], gap: float) -> list[float]:
    """Places in rising order, moved as little as can be so that each is `gap` from the next.

    >>> apart([10.0, 11.0, 30.0], 5)
    [8.0, 13.0, 30.0]
    """
    # Without the gaps the new places must not fall: neighbours that would are given their mean.
    groups: list[list[float]] = []
    for index, place in enumerate(places):
        groups.append([place - index * gap])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    level = [fmean(group) for group in groups for _ in group]
    return [place + index * gap for index, place in enumerate(level)]


def _table(courses: Sequence[RegionCourse], language: str) -> pd.DataFrame:
    said: dict[str, list[object]] = {text("country.course_where", language): [own.label for own in courses]}
    for index, year in enumerate(calendar().window_years):
        said[year] = [own.years[index].in_table or MISSING for own in courses]
    said[text("country.course_of", language)] = [own.of.in_table for own in courses]
    if calendar().half_year and any(own.half for own in courses):
        half = period_label(str(calendar().half_year), language)
        said[half] = [own.half.in_table if own.half and own.half.value is not None else MISSING for own in courses]
    return pd.DataFrame(said, dtype=object)
