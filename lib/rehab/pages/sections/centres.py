"""The centres of a province: places, people, occupancy, staff, standards."""

from collections.abc import Iterable
from dataclasses import dataclass

from rehab.catalog.lines import choices, line_label, lines
from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.formats import format_day
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill
from rehab.pages.numbers.absences import states_no_centre
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import brief_lines
from rehab.store.facts import Fact

ByLine = dict[str, Fact]


@dataclass(frozen=True)
class Centre:
    """One centre: its name as written, kind, a cell for each line, occupancy (empty where it has no figure)."""

    name: Phrase
    kind: str
    cells: tuple[Phrase, ...]
    occupancy: Phrase


@dataclass(frozen=True)
class Centres:
    """All centres; `none_stated`: the province states that it has none. `total` has a cell for each line."""

    headings: tuple[str, ...]
    centres: tuple[Centre, ...]
    totals: tuple[Phrase, ...]
    total_occupancy: Phrase
    day: Phrase
    none_stated: bool


def centres(material: Material) -> Centres:
    """The centres listed in appendix 3, in the workbook's order."""
    names = brief_lines("centres")
    found = _by_centre(material.facts.all)
    totals = tuple(_total(found, name, material.figures) if len(found) > 1 else NOTHING for name in names)
    return Centres(
        headings=tuple(_heading(name, material.language) for name in names),
        centres=tuple(_centre(lines_of, names, material.figures) for lines_of in found),
        totals=totals if any(totals) else (),
        total_occupancy=_occupancy_of_all(found, material.figures) if len(found) > 1 else NOTHING,
        day=_day(material),
        none_stated=states_no_centre(material),
    )


def _heading(name: str, language: str) -> str:
    """A line's label; the form calls all staff «Tổng số», under a heading the table here has not."""
    return text("centres.staff", language) if name == "staff_total" else line_label(name, language)


def _by_centre(facts: Iterable[Fact]) -> list[ByLine]:
    """The facts of each centre by line, the first where a line has several."""
    found: dict[str, ByLine] = {}
    for fact in facts:
        if fact.appendix == "3" and fact.entry:
            found.setdefault(fact.entry, {}).setdefault(fact.line, fact)
    return list(found.values())


def _centre(found: ByLine, names: tuple[str, ...], figures: Figures) -> Centre:
    kind = found.get("facility_type")
    return Centre(
        name=figures.quoted(found["facility_name"]) if "facility_name" in found else NOTHING,
        kind=_choice(kind, figures.language) if kind else "",
        cells=tuple(_cell(found.get(name), figures) for name in names),
        occupancy=_occupancy(_value(found, "current_people"), _value(found, "capacity"), figures),
    )


def _choice(row: Fact, language: str) -> str:
    labels = {choice.choice: choice.label(language) for choice in choices(row.line)}
    return labels.get(row.text, row.text)


def _cell(row: Fact | None, figures: Figures) -> Phrase:
    if row is None:
        return NOTHING
    return figures.shown(row) if lines()[row.line].is_number else figures.quoted(row)


def _value(found: ByLine, name: str) -> float | None:
    return found[name].value if name in found else None


def _occupancy(people: float | None, places: float | None, figures: Figures) -> Phrase:
    """People present over places, linked to the rule below the table; none where one of the two is."""
    if people is None or not places:
        return NOTHING
    return figures.percent(100 * people / places, "occupancy")


def _sum(found: list[ByLine], name: str) -> float | None:
    values = [_value(entry, name) for entry in found]
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _total(found: list[ByLine], name: str, figures: Figures) -> Phrase:
    total = _sum(found, name) if lines()[name].is_number else None
    return NOTHING if total is None else figures.computed(total, "occupancy")


def _occupancy_of_all(found: list[ByLine], figures: Figures) -> Phrase:
    return _occupancy(_sum(found, "current_people"), _sum(found, "capacity"), figures)


def _day(material: Material) -> Phrase:
    day = material.statement("facilities_as_of")
    if not day:
        return NOTHING
    return fill(text("centres.day", material.language), day=mark(format_day(day, material.language)))
