"""The centres of a province: places, people, occupancy, staff, standards."""

from dataclasses import dataclass

from rehab.catalog.lines import choices, line_label, lines
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.formats import format_day
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import brief_lines, shown_figure


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
    rows = material.observations
    listed = rows[(rows["appendix"] == "3") & (rows["entry"] != "")]
    entries = [records(own) for _, own in listed.groupby("entry", sort=False)]
    found = [_by_line(entry) for entry in entries]
    totals = tuple(_total(found, name, material.figures) if len(found) > 1 else NOTHING for name in names)
    return Centres(
        headings=tuple(_heading(name, material.language) for name in names),
        centres=tuple(_centre(lines_of, names, material.figures) for lines_of in found),
        totals=totals if any(totals) else (),
        total_occupancy=_occupancy_of_all(found, material.figures) if len(found) > 1 else NOTHING,
        day=_day(material),
        none_stated=states_no_centre(material),
    )


def states_no_centre(material: Material) -> bool:
    """True where the box of appendix 3 is ticked, or a verdict rests on there being no centre."""
    return material.statement("no_facility") == "yes" or bool((material.verdicts["reason"] == "no_facility").any())


def _heading(name: str, language: str) -> str:
    """A line's label; the form calls all staff «Tổng số», under a heading the table here has not."""
    return text("centres.staff", language) if name == "staff_total" else line_label(name, language)


def _by_line(entry: list[Row]) -> dict[str, Row]:
    return {str(row["line"]): row for row in reversed(entry)}


def _centre(found: dict[str, Row], names: tuple[str, ...], figures: Figures) -> Centre:
    kind = found.get("facility_type")
    return Centre(
        name=figures.quoted(found["facility_name"]) if "facility_name" in found else NOTHING,
        kind=_choice(kind, figures.language) if kind else "",
        cells=tuple(_cell(found.get(name), figures) for name in names),
        occupancy=_occupancy(_value(found, "current_people"), _value(found, "capacity"), figures),
    )


def _choice(row: Row, language: str) -> str:
    labels = {choice.choice: choice.label(language) for choice in choices(str(row["line"]))}
    return labels.get(str(row["text"]), str(row["text"]))


def _cell(row: Row | None, figures: Figures) -> Phrase:
    if row is None:
        return NOTHING
    return shown_figure(row, figures) if lines()[str(row["line"])].is_number else figures.quoted(row)


def _value(found: dict[str, Row], name: str) -> float | None:
    value = found[name]["value"] if name in found else None
    return None if value is None or value != value else float(value)


def _occupancy(people: float | None, places: float | None, figures: Figures) -> Phrase:
    """People present over places, linked to the rule below the table; none where one of the two is."""
    if people is None or not places:
        return NOTHING
    return figures.percent(100 * people / places, "occupancy")


def _sum(found: list[dict[str, Row]], name: str) -> float | None:
    values = [_value(entry, name) for entry in found]
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _total(found: list[dict[str, Row]], name: str, figures: Figures) -> Phrase:
    total = _sum(found, name) if lines()[name].is_number else None
    return NOTHING if total is None else figures.computed(total, "occupancy")


def _occupancy_of_all(found: list[dict[str, Row]], figures: Figures) -> Phrase:
    return _occupancy(_sum(found, "current_people"), _sum(found, "capacity"), figures)


def _day(material: Material) -> Phrase:
    day = material.statement("facilities_as_of")
    if not day:
        return NOTHING
    return fill(text("centres.day", material.language), day=mark(format_day(day, material.language)))
