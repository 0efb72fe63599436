"""The points behind the pictures of a brief: each figure as text for the picture and as a phrase for its table."""

from collections.abc import Callable

from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.marks import WITHHELD
from rehab.charts.points import Centre, Count, Judged, RateOfPeriod, Shown
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.phrases import NOTHING, Phrase
from rehab.pages.numbers.calculations import is_bound, part_name
from rehab.pages.numbers.material import Material
from rehab.store.facts import Fact, Rate, Verdict

Print = Callable[[Fact], tuple[str, Phrase]]
"""A fact → its figure as plain text for a picture, and as a phrase with its source for a table."""


def _in_picture(withheld: str, shown: str) -> str:
    """A figure as a picture prints it: there is no room for more than a mark where it is withheld."""
    return WITHHELD if withheld == "other" else shown


def _shown(value: float | None, cell: Phrase) -> Shown:
    return Shown(value=value, shown=cell.plain, cell=cell)


def nine_points(material: Material) -> list[Judged]:
    """Verdicts of the nine and their parts."""
    return [_judged(row, material) for row in material.facts.verdicts]


def _judged(row: Verdict, material: Material) -> Judged:
    language = material.language
    indicator, part = indicators()[row.indicator], row.part
    # The row of an indicator as a whole has a value where it has one part, and is worked out under that part's name.
    shown = NOTHING
    if row.value is not None or row.withheld:
        shown = material.figures.percent(row.value, part or indicator.parts[0].id, row.target, is_bound(row))
    return Judged(
        indicator=row.indicator,
        part=part,
        name=_name(indicator, part, language),
        value=row.value,
        shown=shown.plain,
        cell=shown,
        target=_shown(row.target, material.figures.fixed(row.target)),
        denominator=row.denominator,
        verdict=row.verdict,
        basis=row.basis,
        why=text(f"reason_short.{row.reason}", language) if row.reason else "",
        note=_note(row, indicator, language),
        lower_bound=is_bound(row),
    )


def _name(indicator: Indicator, part: str, language: str) -> str:
    own = [item for item in indicator.parts if item.id == part]
    return part_name(own[0], indicator.number, language) if own else indicator.short(language)


def _note(row: Verdict, indicator: Indicator, language: str) -> str:
    if not indicator.parts:
        return text("chart.nine_qualitative", language)
    if row.verdict == "not_assessed" and row.reason and row.basis:
        return text(f"reason_short.{row.reason}", language)
    return text("chart.nine_no_figure", language)


def rate_points(material: Material, part: str) -> list[RateOfPeriod]:
    """A part's rates by year and over the window."""
    target = material.facts.verdict(part).target
    return [_rate_of_period(rate, target, material.figures) for rate in material.facts.rates_of(part)]


def _rate_of_period(rate: Rate, target: float | None, figures: Figures) -> RateOfPeriod:
    is_given = rate.value is not None or rate.withheld
    cell = figures.percent(rate.value, rate.part, target, is_bound(rate)) if is_given else NOTHING
    return RateOfPeriod(
        period=rate.period,
        value=rate.value,
        shown=_in_picture(rate.withheld, cell.plain),
        cell=cell,
        denominator=rate.denominator,
        expected=_shown(rate.expected, figures.fixed(rate.expected)),
        target=_shown(target, figures.fixed(target)),
        lower_bound=bool(rate.terms_missing),
        # Half a year's flow over a stock is no year's rate (rule 16).
        partial=True,
    )


def observed_figure(figures: Figures) -> Print:
    def printed(fact: Fact) -> tuple[str, Phrase]:
        cell = figures.observed(fact)
        return _in_picture(fact.withheld, cell.plain), cell

    return printed


def yearly_points(members: list[dict[str, str]], material: Material, printed: Print) -> list[Count]:
    """The whole province's figures by year, a point for every line and period, empty where there is none.

    `members`: rows of chart_groups.csv. Where two cells give one fact two different values, neither is used (rule 6).
    """
    by_place: dict[tuple[str, str], list[Fact]] = {}
    for fact in material.facts.of(*dict.fromkeys(member["line"] for member in members)):
        if fact.is_given and not fact.area:
            by_place.setdefault((fact.line, fact.period), []).append(fact)
    return [
        _count(member, period, by_place.get((member["line"], period), []), material.language, printed)
        for member in members
        for period in calendar().columns
    ]


def _count(member: dict[str, str], period: str, found: list[Fact], language: str, printed: Print) -> Count:
    agreed = len({row.value for row in found}) == 1
    shown, cell = printed(found[0]) if agreed else ("", NOTHING)
    return Count(
        panel=member["panel"],
        side=member["side"],
        label=text(f"panel.{member['line']}", language),
        partial=lines()[member["line"]].measure == "flow",
        # Lines due once a year have nothing to give for half a year: that is no gap (rule 3).
        due=period != calendar().half_year or lines()[member["line"]].due != "year",
        period=period,
        value=found[0].value if agreed else None,
        shown=shown,
        cell=cell,
    )


def centre_points(material: Material) -> list[Centre]:
    """People and places of every centre that has a name."""
    names = [fact for fact in material.facts.of("facility_name") if fact.text]
    return [_centre(name, material) for name in names]


def _centre(name: Fact, material: Material) -> Centre:
    figures = material.figures
    people, places = (_of_centre(line, name, material) for line in ("current_people", "capacity"))
    share = NOTHING
    if people.value is not None and places.value:
        share = figures.percent(100 * people.value / places.value, "occupancy")
    return Centre(
        name=name.text,
        name_cell=figures.quoted(name),
        people=people,
        places=places,
        share=Shown(shown=share.plain, cell=share),
    )


def _of_centre(line: str, name: Fact, material: Material) -> Shown:
    own = (fact for fact in material.facts.of(line) if fact.is_given and _is_of_one_entry(fact, name))
    fact = next(own, None)
    return _shown(fact.value, material.figures.observed(fact)) if fact else Shown()


def _is_of_one_entry(one: Fact, other: Fact) -> bool:
    return (one.entry, one.source.file) == (other.entry, other.source.file)
