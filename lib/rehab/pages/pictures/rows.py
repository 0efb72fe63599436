"""The rows behind the pictures of a brief: each figure as text for the picture and as markup for its table."""

import math
from collections.abc import Callable

import pandas as pd

from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.catalog.rows import Row
from rehab.catalog.texts import text
from rehab.charts.marks import WITHHELD
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.phrases import NOTHING, Phrase
from rehab.pages.numbers.calculations import is_bound, part_name
from rehab.pages.numbers.material import Material
from rehab.store.facts import Fact, Rate, Verdict

Print = Callable[[Fact], tuple[str, Phrase]]
"""A fact → its figure as plain text for a picture, and as a phrase with its source for a table."""


def frame(rows: list[Row]) -> pd.DataFrame:
    """Rows as a frame, phrases as they are."""
    found = pd.DataFrame(rows)
    for name in found.columns:
        if name.endswith("cell"):
            found[name] = pd.Series([row[name] for row in rows], dtype=object)
    return found


def _in_picture(withheld: str, shown: str) -> str:
    """A figure as a picture prints it: there is no room for more than a mark where it is withheld."""
    return WITHHELD if withheld == "other" else shown


def _drawn(value: float | None) -> float:
    """A value as pictures take it, in columns of numbers."""
    return math.nan if value is None else value


def nine_rows(material: Material) -> pd.DataFrame:
    """Verdicts of the nine and their parts, with the columns that `nine_chart` takes."""
    return frame([_nine_row(row, material) for row in material.facts.verdicts])


def _nine_row(row: Verdict, material: Material) -> Row:
    language = material.language
    indicator, part = indicators()[row.indicator], row.part
    # The row of an indicator as a whole has a value where it has one part, and is worked out under that part's name.
    shown = NOTHING
    if row.value is not None or row.withheld:
        shown = material.figures.percent(row.value, part or indicator.parts[0].id, row.target, is_bound(row))
    goal = material.figures.fixed(row.target)
    return {
        "indicator": row.indicator,
        "part": part,
        "name": _name(indicator, part, language),
        "value": _drawn(row.value),
        "shown": shown.plain,
        "cell": shown,
        "target": _drawn(row.target),
        "target_shown": goal.plain,
        "target_cell": goal,
        "denominator": _drawn(row.denominator),
        "verdict": row.verdict,
        "basis": row.basis,
        "why": text(f"reason_short.{row.reason}", language) if row.reason else "",
        "note": _note(row, indicator, language),
        "lower_bound": is_bound(row),
    }


def _name(indicator: Indicator, part: str, language: str) -> str:
    own = [item for item in indicator.parts if item.id == part]
    return part_name(own[0], indicator.number, language) if own else indicator.short(language)


def _note(row: Verdict, indicator: Indicator, language: str) -> str:
    if not indicator.parts:
        return text("chart.nine_qualitative", language)
    if row.verdict == "not_assessed" and row.reason and row.basis:
        return text(f"reason_short.{row.reason}", language)
    return text("chart.nine_no_figure", language)


def rate_rows(material: Material, part: str) -> pd.DataFrame:
    """A part's rates by year and over the window, with the columns that `rate_chart` takes."""
    target = material.facts.verdict(part).target
    return frame([_rate_row(rate, target, material.figures) for rate in material.facts.rates_of(part)])


def _rate_row(rate: Rate, target: float | None, figures: Figures) -> Row:
    is_given = rate.value is not None or rate.withheld
    cell = figures.percent(rate.value, rate.part, target, is_bound(rate)) if is_given else NOTHING
    path = figures.fixed(rate.expected)
    return {
        "period": rate.period,
        "value": _drawn(rate.value),
        "denominator": _drawn(rate.denominator),
        "expected": _drawn(rate.expected),
        "target": _drawn(target),
        "lower_bound": bool(rate.terms_missing),
        # Half a year's flow over a stock is no year's rate (rule 16).
        "partial": True,
        "cell": cell,
        "shown": _in_picture(rate.withheld, cell.plain),
        "expected_cell": path,
        "expected_shown": path.plain,
        "target_cell": figures.fixed(target),
    }


def observed_figure(figures: Figures) -> Print:
    def printed(fact: Fact) -> tuple[str, Phrase]:
        cell = figures.observed(fact)
        return _in_picture(fact.withheld, cell.plain), cell

    return printed


def yearly_rows(members: list[dict[str, str]], material: Material, printed: Print) -> pd.DataFrame:
    """The whole province's figures by year, a row for every line and period, empty where there is none.

    `members`: rows of chart_groups.csv. Columns as `panels_chart` takes them. Where two cells give one fact two
    different values, neither is used (rule 6).
    """
    by_place: dict[tuple[str, str], list[Fact]] = {}
    for fact in material.facts.of(*dict.fromkeys(member["line"] for member in members)):
        if fact.is_given and not fact.area:
            by_place.setdefault((fact.line, fact.period), []).append(fact)
    return frame(
        [
            _yearly_row(member, period, by_place.get((member["line"], period), []), material.language, printed)
            for member in members
            for period in calendar().columns
        ]
    )


def _yearly_row(member: dict[str, str], period: str, found: list[Fact], language: str, printed: Print) -> Row:
    agreed = len({row.value for row in found}) == 1
    shown, cell = printed(found[0]) if agreed else ("", NOTHING)
    return {
        "panel": member["panel"],
        "side": member["side"],
        "label": text(f"panel.{member['line']}", language),
        "partial": lines()[member["line"]].measure == "flow",
        "lower_bound": False,
        # Lines due once a year have nothing to give for half a year: that is no gap (rule 3).
        "due": period != calendar().half_year or lines()[member["line"]].due != "year",
        "period": period,
        "value": _drawn(found[0].value if agreed else None),
        "shown": shown,
        "cell": cell,
    }


def centre_rows(material: Material) -> pd.DataFrame:
    """People and places of every centre that has a name, with the columns that `centres_chart` takes."""
    names = [fact for fact in material.facts.of("facility_name") if fact.text]
    return frame([_centre_row(name, material) for name in names])


def _centre_row(name: Fact, material: Material) -> Row:
    figures = material.figures
    found: Row = {"name": name.text, "name_cell": figures.quoted(name)}
    values: list[float | None] = []
    for key, line in (("people", "current_people"), ("places", "capacity")):
        own = (fact for fact in material.facts.of(line) if fact.is_given and _is_of_one_entry(fact, name))
        fact = next(own, None)
        cell = figures.observed(fact) if fact else NOTHING
        values.append(fact.value if fact else None)
        found |= {key: _drawn(values[-1]), f"{key}_shown": cell.plain, f"{key}_cell": cell}
    people, places = values
    share = NOTHING if people is None or not places else figures.percent(100 * people / places, "occupancy")
    return found | {"share_shown": share.plain, "share_cell": share}


def _is_of_one_entry(one: Fact, other: Fact) -> bool:
    return (one.entry, one.source.file) == (other.entry, other.source.file)
