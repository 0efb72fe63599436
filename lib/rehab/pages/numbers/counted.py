"""What the notes of the official evaluation table say: what was counted, when, by whom, indicator by indicator."""

from dataclasses import dataclass

from rehab.catalog.lines import line_label, lines, unit_name
from rehab.catalog.texts import tabled, text
from rehab.disclosure.cells import OTHER
from rehab.pages.citing.figures import counted_on
from rehab.pages.citing.phrases import Phrase, fill, join, phrase
from rehab.pages.numbers.calculations import KNOWN, agency_words, part_workings
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.words import words_on
from rehab.store.facts import Working

_SIDES = ("numerator", "denominator")


@dataclass(frozen=True)
class Stated:
    """What the column of results says of one indicator, all of it the province's own; empty where it says nothing.

    `verdict`, then `explanation`, in brackets where the stated percentage (`value`) follows it.
    """

    verdict: str
    explanation: str
    value: Phrase


def stated(number: int, material: Material) -> Stated:
    """What the province states of an indicator; a percentage that its explanation already holds is not repeated."""
    language = material.language
    own = material.facts.verdict(number)
    explanation = words_on(number, material).explanation
    facts = [fact for fact in material.facts.of("stated_value") if fact.entry == str(number)]
    if any(fact.withheld for fact in facts):
        value = phrase(text("word.stated_withheld", language))
    else:
        value = join([material.figures.observed(fact, "%") for fact in facts])
    verdict = text(f"verdict.{own.stated_verdict}", language) if own.stated_verdict else ""
    digits = value.plain.rstrip("%").strip()
    is_repeated = bool(digits) and digits in explanation
    return Stated(verdict, explanation, Phrase() if is_repeated else value)


def counted_notes(number: int, material: Material) -> list[Phrase]:
    """The notes of one indicator: its whole and its part together where both were counted over the same days.

    Each says line by line what was counted, when, by whom, and how many.
    """
    notes: list[Phrase] = []
    for part in _computed(number, material):
        sides = [_known(material, part, side) for side in _SIDES]
        days = [{counted_on(row, material.language) for row in rows} for rows in sides]
        if sides[0] and sides[1] and len(days[0] | days[1]) == 1:
            notes.append(_note([*sides[1], *sides[0]], material))
        else:
            notes += [_note(rows, material) for rows in sides if rows]
    return notes


def _computed(number: int, material: Material) -> list[str]:
    """The parts of an indicator that have a value: what others have is no result, and notes are of results."""
    own = [row for row in material.facts.verdicts if row.indicator == number and row.part]
    return [row.part for row in own if row.value is not None]


def _known(material: Material, part: str, side: str) -> list[Working]:
    rows = [row for row in part_workings(material, part) if row.side == side and row.status in KNOWN]
    # Centres are counted from their list, which the form itself holds.
    return [row for row in rows if row.source.cell and lines()[row.line].is_number]


def _note(rows: list[Working], material: Material) -> Phrase:
    by_line: dict[str, list[Working]] = {}
    for row in rows:
        by_line.setdefault(row.line, []).append(row)
    return join([_counted(own, material) for own in by_line.values()], "; ")


def _counted(rows: list[Working], material: Material) -> Phrase:
    """One line: how many on which days; what was counted in several years is told as their sum."""
    language, line = material.language, rows[0].line
    values = [(material.figures.observed(row), counted_on(row, language)) for row in rows]
    told: dict[str, object] = {
        "label": line_label(line, language) + agency_words(line, language),
        "unit": unit_name(lines()[line].unit, tabled(language)),
    }
    if len(values) == 1:
        key = "word.counted_withheld" if rows[0].withheld == OTHER else "word.counted"
        return fill(text(key, language), value=values[0][0], days=values[0][1], **told)
    parts = [fill("{} ({})", value, days) if days else value for value, days in values]
    return fill(text("word.counted_often", language), values=join(parts, " + "), **told)
