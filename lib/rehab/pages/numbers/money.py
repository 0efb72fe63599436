"""Funding put together: programmes, recurrent, investment; by source; by purpose. A sum only of figures all there."""

import math
from dataclasses import dataclass

from rehab.catalog.lines import lines
from rehab.catalog.outline import OutlineItem, outline
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.pages.citing.formats import format_number, format_percent
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, join, phrase
from rehab.pages.numbers.blocks import Rows
from rehab.pages.numbers.changes import WHOLE, course_of, worked_out
from rehab.pages.numbers.material import Material
from rehab.store.facts import Fact


@dataclass(frozen=True)
class Cut:
    """One way to cut all money: the key of its caption, and the lines that each part adds up by the key of its name.

    `is_whole`: the parts make all money, and each has its share of it.
    """

    key: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    is_whole: bool


_CUTS = (
    Cut(
        "money_kinds",
        (
            ("money_programmes", ("funding_programme_central", "funding_programme_local")),
            ("money_recurrent", ("funding_recurrent_centre", "funding_recurrent_community")),
            ("money_investment", ("funding_investment_central", "funding_investment_local")),
            ("money_other", ("funding_other",)),
        ),
        True,
    ),
    Cut(
        "money_sources",
        (
            ("money_central", ("funding_programme_central", "funding_investment_central")),
            ("money_local", ("funding_programme_local", "funding_investment_local")),
        ),
        False,
    ),
    Cut(
        "money_purposes",
        (
            ("money_for_centres", ("funding_programme_centre", "funding_recurrent_centre")),
            ("money_for_community", ("funding_programme_community", "funding_recurrent_community")),
        ),
        False,
    ),
)


def money_rows(material: Material) -> list[Rows]:
    """The tables of all cuts that have a year with a whole sum."""
    return [rows for cut in _CUTS if (rows := _rows(cut, material)) is not None]


def _rows(cut: Cut, material: Material) -> Rows | None:
    if any(name not in lines() for _, names in cut.parts for name in names):
        return None
    language = material.language
    sums = {key: _sums(names, material) for key, names in cut.parts}
    years = [year for year in calendar().window_years if any(year in own for own in sums.values())]
    if not years:
        return None
    totals = {year: _added([own[year] for own in sums.values()]) for year in years if _is_whole(cut, sums, year)}
    drawn = [fact for own in sums.values() for facts in own.values() for fact in facts]
    rows = [
        (
            phrase(text(f"review.{key}", language)),
            *(_cell(own.get(year), totals.get(year), _anchor(cut, key), language) for year in years),
        )
        for key, own in sums.items()
    ]
    if cut.is_whole:
        cells = (_total(totals.get(year), _own_anchor(), language) for year in years)
        rows.append((phrase(text("review.together", language)), *cells))
    return Rows(
        caption=phrase(text(f"review.{cut.key}", language)),
        heads=(phrase(text("year.line", language)), *(mark(year) for year in years)),
        rows=tuple(rows),
        note=phrase(text(f"review.{cut.key}_note", language)),
        drawn_from=join([material.figures.observed(fact) for fact in drawn]),
    )


def _sums(names: tuple[str, ...], material: Material) -> dict[str, list[Fact]]:
    """The figures that a part adds up, by year; only years in which each is given and none withheld."""
    courses = [course_of(material, name) for name in names]
    years = [year for year in calendar().window_years if all(year in course.years for course in courses)]
    if any(course.is_withheld for course in courses):
        return {}
    return {year: [course.years[year] for course in courses] for year in years}


def _is_whole(cut: Cut, sums: dict[str, dict[str, list[Fact]]], year: str) -> bool:
    return cut.is_whole and all(year in own for own in sums.values())


def _added(parts: list[list[Fact]]) -> float:
    return math.fsum(fact.value for facts in parts for fact in facts if fact.value is not None)


def _cell(facts: list[Fact] | None, whole: float | None, anchor: str, language: str) -> Phrase:
    if facts is None:
        return NOTHING
    value = _added([facts])
    shown = worked_out(format_number(value, language), anchor)
    if not whole:
        return shown
    return fill("{} ({})", shown, worked_out(format_percent(100 * value / whole, language, WHOLE), _own_anchor()))


def _total(whole: float | None, anchor: str, language: str) -> Phrase:
    return NOTHING if whole is None else worked_out(format_number(whole, language), anchor)


def _anchor(cut: Cut, key: str) -> str:
    """Where the figures stand that a part adds up: the bullet that has its first line."""
    first = dict(cut.parts)[key][0]
    return next((item.anchor for item in outline() if first in item.lines), _own_anchor())


def _own_anchor() -> str:
    return _item().anchor


def _item() -> OutlineItem:
    return next(item for item in outline() if any(one.kind == "money" for one in item.shows))
