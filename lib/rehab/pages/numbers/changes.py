"""What the figures of a line say over the years, in sentences: level, change, highest and lowest, gaps, share.

Whole years of the review are compared with whole years; a half-year stands by itself. Of a year that two cells give two
values neither is used. Where a figure is withheld nothing is said of the course, which could tell it.
"""

from dataclasses import dataclass

from rehab.catalog.lines import line_label, lines, parent_of, splits_a_sum, unit_name
from rehab.catalog.periods import calendar
from rehab.catalog.texts import tabled, text
from rehab.pages.citing.figures import Figures, counted_on
from rehab.pages.citing.formats import format_number, format_percent
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import Phrase, Run, fill, join
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import whole_province
from rehab.store.facts import Fact

FEWEST = 20
"""A change is told in percent only of this many and more (method, rule 13)."""
WHOLE = 100.0
"""No share below all of it, and no fall short of nothing, is rounded to this."""
_EXTREMES_OF = 3


@dataclass(frozen=True)
class Course:
    """The figures of a line: of whole years of the review, of its half-year, of windows with days of their own.

    `gaps` are years without a figure that can be used.
    """

    name: str
    years: dict[str, Fact]
    half: Fact | None
    windows: tuple[Fact, ...]
    gaps: tuple[str, ...]
    is_withheld: bool


def course_of(material: Material, name: str) -> Course:
    """The course of a line over the review."""
    by_period: dict[str, list[Fact]] = {}
    for fact in whole_province(material, name):
        by_period.setdefault(fact.period, []).append(fact)
    agreed = {period: own[0] for period, own in by_period.items() if len({fact.value for fact in own}) == 1}
    years = {year: agreed[year] for year in calendar().window_years if year in agreed and not agreed[year].withheld}
    half = agreed.get(calendar().half_year or "")
    return Course(
        name=name,
        years=years,
        half=None if half is None or half.withheld else half,
        windows=tuple(f for p, f in agreed.items() if p not in calendar().columns and not f.withheld),
        gaps=tuple(year for year in calendar().window_years if year not in by_period),
        is_withheld=any(fact.withheld for own in by_period.values() for fact in own),
    )


def course_sentences(material: Material, name: str, anchor: str) -> list[Phrase]:
    """What a line's figures say; `anchor` is where the table stands that changes are worked out from.

    Nothing where there is no figure at all.
    """
    course, figures = course_of(material, name), material.figures
    said: list[Phrase] = []
    if course.is_withheld:
        said.append(_said("withheld", course, figures))
    else:
        said += _level(course, figures, anchor)
        said += _extremes(course, figures)
        if course.years and course.gaps:
            said.append(fill(text("review.gaps", figures.language), years=_years(course.gaps)))
    if course.half is not None:
        key = "half" if not course.years else "half_flow" if lines()[name].measure == "flow" else "half_stock"
        said.append(_said(key, course, figures, value=figures.observed(course.half), days=_days(course.half, figures)))
    for fact in course.windows:
        # Where the line has been named, it is not named again.
        key = "half_stock" if said and not course.is_withheld else "half"
        said.append(_said(key, course, figures, value=figures.observed(fact), days=_days(fact, figures)))
    return said


def share_sentence(material: Material, name: str, anchor: str) -> Phrase | None:
    """The share that a "trong đó" line is of its whole in the last period that has both; None where there is none."""
    whole = parent_of(lines()[name])
    # A line that splits a sum of several rows has no single whole.
    if whole == name or splits_a_sum(lines()[name]):
        return None
    part_course, whole_course = course_of(material, name), course_of(material, whole)
    for part, of in reversed(_pairs(part_course, whole_course)):
        if part.value is None or not of.value or part.value > of.value:
            continue
        figures = material.figures
        return fill(
            text("review.share", figures.language),
            label=line_label(name, figures.language),
            days=_days(part, figures),
            part=figures.observed(part),
            whole=figures.observed(of),
            percent=worked_out(format_percent(100 * part.value / of.value, figures.language, WHOLE), anchor),
        )
    return None


def worked_out(shown: str, anchor: str) -> Phrase:
    """A figure worked out on the page: it leads to the table that it comes from."""
    return Phrase((Run(shown, "n", leads_to=anchor),))


def _pairs(part: Course, whole: Course) -> list[tuple[Fact, Fact]]:
    pairs = [(fact, whole.years[year]) for year, fact in part.years.items() if year in whole.years]
    return pairs + ([(part.half, whole.half)] if part.half and whole.half else [])


def _level(course: Course, figures: Figures, anchor: str) -> list[Phrase]:
    """The last year's figure, and its change since the first."""
    if not course.years:
        return []
    (first, before), (last, after) = next(iter(course.years.items())), list(course.years.items())[-1]
    if before.value is None or after.value is None:
        return []
    if first == last:
        return [_said("one_year", course, figures, value=figures.observed(after), year=mark(last))]
    by = after.value - before.value
    change = "same" if by == 0 else "to_zero" if after.value == 0 else "rise" if by > 0 else "fall"
    share = ""
    if by and after.value and before.value >= FEWEST:
        share = format_percent(abs(100 * by / before.value), figures.language, WHOLE)
    shown = worked_out(format_number(abs(by), figures.language), anchor)
    told = {"by": shown, "percent": worked_out(share, anchor)} if share else {"by": shown}
    return [
        _said(
            f"{change}_share" if share else change,
            course,
            figures,
            value=figures.observed(after),
            before=figures.observed(before),
            first=mark(first),
            last=mark(last),
            **told,
        )
    ]


def _extremes(course: Course, figures: Figures) -> list[Phrase]:
    """The highest and the lowest year, where there are enough years and they are not just the two ends."""
    known = {year: fact for year, fact in course.years.items() if fact.value is not None}
    if len(known) < _EXTREMES_OF:
        return []
    values = [fact.value for fact in known.values() if fact.value is not None]
    high, low = max(values), min(values)
    ends = {values[0], values[-1]}
    if high == low or {high, low} == ends:
        return []
    highest = {year: fact for year, fact in known.items() if fact.value == high}
    lowest = {year: fact for year, fact in known.items() if fact.value == low}
    return [
        fill(
            text("review.extremes", figures.language),
            high_years=_years(tuple(highest)),
            high=figures.observed(next(iter(highest.values()))),
            low_years=_years(tuple(lowest)),
            low=figures.observed(next(iter(lowest.values()))),
        )
    ]


def _said(key: str, course: Course, figures: Figures, **told: object) -> Phrase:
    line, language = lines()[course.name], figures.language
    unit = unit_name(line.unit, tabled(language))
    return fill(text(f"review.{key}", language), label=line_label(course.name, language), unit=unit, **told)


def _years(years: tuple[str, ...]) -> Phrase:
    return join([mark(year) for year in years], ", ")


def _days(fact: Fact, figures: Figures) -> Phrase:
    return mark(counted_on(fact, figures.language))
