"""What a bullet of the review shows besides lines by year: documents, centres, pilots, forms of treatment, money."""

import math
from dataclasses import dataclass

from rehab.catalog.lines import choices, line_label, lines, unit_name
from rehab.catalog.outline import OutlineItem
from rehab.catalog.periods import calendar
from rehab.catalog.texts import tabled, text
from rehab.pages.citing.formats import format_number, format_percent
from rehab.pages.citing.marks import label, mark, quoted
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, join, phrase
from rehab.pages.numbers.changes import WHOLE, course_of, worked_out
from rehab.pages.numbers.material import Material
from rehab.store.facts import Fact

_DOCUMENT = ("doc_number", "doc_date", "doc_kind", "doc_issuer", "doc_subject")
_PILOT = ("pilot_name", "pilot_place", "pilot_start", "pilot_participants")
_PILOT_RESULT = ("pilot_name", "pilot_participants", "pilot_result")
_FORMS = ("in_compulsory", "in_voluntary", "in_home_community_rehab", "methadone_patients")
_CENTRE_MONEY = ("funding_programme_centre", "funding_recurrent_centre")
_PRESENT = ("in_compulsory", "in_voluntary", "in_no_residence")
_ELSEWHERE = ("sent_other_province", "received_other_province")
_NOT_ON_CARD = ("facility_name", "no_facility", "converted_year")
_COUNTED = ("capacity", "current_people", "staff_total")


@dataclass(frozen=True)
class Rows:
    """A table with a head for each column; the first column names the row.

    `drawn_from` are the figures that its sums add up, where they stand in other tables.
    """

    caption: Phrase
    heads: tuple[Phrase, ...]
    rows: tuple[tuple[Phrase, ...], ...]
    note: Phrase = NOTHING
    drawn_from: Phrase = NOTHING


@dataclass(frozen=True)
class Card:
    """A centre: its name, and what is known of it."""

    name: Phrase
    told: tuple[tuple[Phrase, Phrase], ...]


def documents(material: Material, level: str) -> Rows | None:
    """The documents of one level of administration, in the workbook's order; the caption counts them."""
    entries = [
        own for own in entries_of(material, "doc_number", "doc_subject") if _choice_of(own, "doc_level") == level
    ]
    if not entries:
        return None
    language = material.language
    caption = fill(text("review.documents", language), count=material.figures.count(len(entries)))
    return Rows(caption, _heads(_DOCUMENT, language), tuple(_cells(own, _DOCUMENT, material) for own in entries))


def centre_cards(material: Material, of: str) -> list[Card]:
    """The centres of an ownership (`public`, `private`) or of a kind (`social`, `voluntary`)."""
    return [_card(own, material) for own in _centres(material, of)]


def centre_totals(material: Material, item: OutlineItem, of: str) -> Rows | None:
    """Places, people and staff of several centres together; a sum only where each centre has the figure."""
    centres = _centres(material, of)
    if len(centres) < 2:
        return None
    language = material.language
    rows = []
    drawn: list[Phrase] = []
    for name in _COUNTED:
        values = [own[name].value for own in centres if name in own and not own[name].withheld]
        known = [value for value in values if value is not None]
        if len(known) == len(centres):
            shown = worked_out(format_number(math.fsum(known), language), item.anchor)
            rows.append((phrase(_line_name(name, language)), shown))
            drawn += [material.figures.observed(own[name]) for own in centres]
    if not rows:
        return None
    caption = fill(text("review.centres_together", language), count=material.figures.count(len(centres)))
    heads = phrase(text("year.line", language)), phrase(text("review.together", language))
    return Rows(caption, heads, tuple(rows), drawn_from=join(drawn))


def answers(material: Material, of: str, line: str) -> Rows | None:
    """What each centre of an ownership answers to a yes-or-no line."""
    centres = [own for own in _centres(material, of) if line in own]
    if not centres:
        return None
    language = material.language
    rows = tuple((_name(own, material), _shown(own[line], material)) for own in centres)
    heads = (phrase(line_label("facility_name", language)), label(line_label(line, language)))
    return Rows(label(line_label(line, language)), heads, rows)


def converted(material: Material, of: str) -> Rows | None:
    """Centres that give a year in which they became voluntary treatment centres: inferred from that year alone."""
    centres = [own for own in _centres(material, of) if "converted_year" in own and own["converted_year"].source.raw]
    if not centres:
        return None
    language = material.language
    heads = tuple(phrase(line_label(name, language)) for name in ("facility_name", "converted_year"))
    rows = tuple((_name(own, material), _shown(own["converted_year"], material)) for own in centres)
    return Rows(phrase(text("review.converted", language)), heads, rows, phrase(text("review.inferred", language)))


def pilots(material: Material, with_results: bool) -> Rows | None:
    """The pilot models, with where they run or with what came of them."""
    names = _PILOT_RESULT if with_results else _PILOT
    entries = entries_of(material, "pilot_name")
    if not entries:
        return None
    language = material.language
    caption = phrase(text("review.pilot_results" if with_results else "review.pilots", language))
    return Rows(caption, _heads(names, language), tuple(_cells(own, names, material) for own in entries))


def forms(material: Material, item: OutlineItem) -> Rows | None:
    """Shares of the forms of treatment at the end of each year, of all who are in one; only years that have all."""
    courses = {name: course_of(material, name) for name in _FORMS if name in lines()}
    years = [year for year in calendar().window_years if all(year in course.years for course in courses.values())]
    if len(courses) < len(_FORMS) or not years:
        return None
    language = material.language
    totals = {year: math.fsum(_value(course.years[year]) for course in courses.values()) for year in years}
    rows = []
    for name, course in courses.items():
        cells = []
        for year in years:
            share = 100 * _value(course.years[year]) / totals[year] if totals[year] else 0.0
            shown = worked_out(format_percent(share, language, WHOLE), item.anchor) if totals[year] else NOTHING
            cells.append(fill("{} ({})", material.figures.observed(course.years[year]), shown))
        rows.append((phrase(_line_name(name, language)), *cells))
    heads = (phrase(text("year.line", language)), *(mark(year) for year in years))
    return Rows(phrase(text("review.forms", language)), heads, tuple(rows), phrase(text("review.forms_note", language)))


def money_per_person(material: Material, item: OutlineItem) -> Rows | None:
    """Centre money of a year per person present at its end (method, rule 25); None where the rule allows none.

    Only where the province neither sends people to other provinces nor takes in theirs.
    """
    language = material.language
    apart = [fact for name in _ELSEWHERE for fact in material.facts.of(name) if fact.is_given]
    needed = [course_of(material, name) for name in (*_CENTRE_MONEY, *_PRESENT) if name in lines()]
    if any(fact.withheld or fact.value for fact in apart) or len(needed) < len(_CENTRE_MONEY) + len(_PRESENT):
        return None
    if not apart or any(course.is_withheld for course in needed):
        return None
    money, present = needed[: len(_CENTRE_MONEY)], needed[len(_CENTRE_MONEY) :]
    rows = []
    for year in calendar().window_years:
        if all(year in course.years for course in needed):
            people = math.fsum(_value(course.years[year]) for course in present)
            spent = math.fsum(_value(course.years[year]) for course in money)
            if people:
                cells = (
                    join([material.figures.observed(course.years[year]) for course in money], " + "),
                    join([material.figures.observed(course.years[year]) for course in present], " + "),
                    worked_out(format_number(spent / people, language), item.anchor),
                )
                rows.append((mark(year), *cells))
    if not rows:
        return None
    heads = tuple(phrase(text(f"review.{key}", language)) for key in ("year", "centre_money", "present", "per_person"))
    return Rows(phrase(text("review.money_caption", language)), heads, tuple(rows))


def _centres(material: Material, of: str) -> list[dict[str, Fact]]:
    line = (
        "facility_ownership" if of in {choice.choice for choice in choices("facility_ownership")} else "facility_type"
    )
    found = entries_of(material, "facility_name", line)
    return [own for own in found if _choice_of(own, line) == of]


def entries_of(material: Material, *needs: str) -> list[dict[str, Fact]]:
    """Entries of the list that some lines stand in, each with its facts by line; those that have one of them."""
    appendix = lines()[needs[0]].appendix
    found: dict[str, dict[str, Fact]] = {}
    for fact in material.facts.all:
        if fact.entry and fact.appendix == appendix:
            found.setdefault(fact.entry, {}).setdefault(fact.line, fact)
    return [own for own in found.values() if any(need in own for need in needs)]


def _choice_of(own: dict[str, Fact], line: str) -> str:
    return own[line].text if line in own else ""


def _card(own: dict[str, Fact], material: Material) -> Card:
    language = material.language
    told = [
        (label(_line_name(name, language)), _shown(fact, material))
        for name, fact in own.items()
        if name not in _NOT_ON_CARD and (fact.is_given or fact.text or fact.withheld)
    ]
    return Card(_name(own, material), tuple(told))


def _name(own: dict[str, Fact], material: Material) -> Phrase:
    if "facility_name" in own:
        return material.figures.quoted(own["facility_name"])
    return phrase(text("review.unnamed", material.language))


def _cells(own: dict[str, Fact], names: tuple[str, ...], material: Material) -> tuple[Phrase, ...]:
    return tuple(_shown(own[name], material) if name in own else NOTHING for name in names)


def _shown(fact: Fact, material: Material) -> Phrase:
    return material.figures.shown(fact) if lines()[fact.line].is_number else material.figures.quoted(fact)


def _heads(names: tuple[str, ...], language: str) -> tuple[Phrase, ...]:
    return tuple(phrase(line_label(name, language)) for name in names)


def _line_name(name: str, language: str) -> str:
    """A line's label with its unit; the form calls all staff «Tổng số», under a heading that is not here."""
    line = lines()[name]
    said = text("centres.staff", language) if name == "staff_total" else line_label(name, language)
    is_counted = line.is_number and line.unit not in ("người", "")
    return f"{said} ({unit_name(line.unit, tabled(language))})" if is_counted else said


def _value(fact: Fact) -> float:
    return fact.value if fact.value is not None else 0.0


def own_words(material: Material, heading: str) -> Phrase:
    """What the province itself writes below a heading of the outline; nothing where it writes nothing."""
    facts = [fact for fact in material.facts.of("narrative") if fact.entry == heading]
    for fact in facts:
        if fact.withheld:
            return material.figures.withheld()
        if fact.text:
            return quoted(fact.text)
    return NOTHING
