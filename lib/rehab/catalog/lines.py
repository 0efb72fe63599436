"""Lines, tables and choices of the five appendices, and the statements outside them."""

from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.reviews import per_review, review_rows

NONE_STATED = "none"


@dataclass(frozen=True)
class Line:
    """One counted thing of an appendix: what it is called, counted in, and when it is due.

    `measure` is `flow`, `stock`, `text`, `choice` or `flag`; `due` is `half_year`, `year` or empty;
    `origin` is `outline` (the ministry's) or `project` (added here, marked "bổ sung").
    """

    name: str
    appendix: str
    table: str
    section: str
    label_vi: str
    label_en: str
    unit: str
    measure: str
    due: str
    origin: str

    @property
    def is_number(self) -> bool:
        """True when its cells hold numbers."""
        return self.measure in ("flow", "stock")

    @property
    def is_part(self) -> bool:
        """True for a "Trong đó" line, which belongs to the line above it."""
        return self.label_vi.startswith("Trong đó")

    def label(self, language: str) -> str:
        """Label in a language."""
        return self.label_vi if language == "vi" else self.label_en


@dataclass(frozen=True)
class Table:
    """One table of an appendix: `yearly` (lines down, periods across) or `list` (one entry a row)."""

    appendix: str
    table: str
    kind: str
    title_vi: str
    title_en: str


@dataclass(frozen=True)
class Statement:
    """Something a workbook says outside the appendices: title block, self-assessment, narrative."""

    line: str
    place: str
    entry: str
    label_vi: str
    label_en: str
    unit: str
    measure: str


@dataclass(frozen=True)
class Choice:
    """One allowed answer of a line, with the spellings that mean it."""

    line: str
    choice: str
    label_vi: str
    label_en: str
    spellings: tuple[str, ...]

    def label(self, language: str) -> str:
        """Label in a language."""
        return self.label_vi if language == "vi" else self.label_en


@cache
def unit_name(unit: str, language: str) -> str:
    """A unit's name in a language.

    >>> unit_name("người", "en")
    'people'
    """
    return unit if language == "vi" else {row["unit"]: row["unit_en"] for row in read_rows("units.csv")}[unit]


@cache
def units() -> tuple[str, ...]:
    """Units that lines are counted in.

    >>> units()[:2]
    ('người', 'lượt người')
    """
    return tuple(row["unit"] for row in read_rows("units.csv"))


@cache
def largest(unit: str) -> float:
    """What no figure in a unit exceeds, for all Vietnam has not so much; for other units the largest of all these.

    >>> largest("người"), largest("") >= largest("triệu đồng")
    (100000000.0, True)
    """
    most = {row["unit"]: float(row["most"]) for row in read_rows("units.csv")}
    return most.get(unit, max(most.values()))


@per_review()
def lines() -> dict[str, Line]:
    """All lines by name, in the order of the form.

    >>> lines()["people_on_file"].unit
    'người'
    """
    rows = [{("name" if k == "line" else k): v for k, v in row.items()} for row in review_rows("appendix_lines.csv")]
    return {row["name"]: Line(**row) for row in rows}


def known(*names: str) -> tuple[str, ...]:
    """Of lines that code knows by name, those that the review has.

    >>> known("capacity", "nothing_of_the_kind")
    ('capacity',)
    """
    return tuple(name for name in names if name in lines())


@per_review()
def tables() -> tuple[Table, ...]:
    """All tables in the order of the form.

    >>> [table.appendix + table.table for table in tables()]
    ['1A', '1B', '2A', '2B', '3', '4A', '4B', '5']
    """
    return tuple(Table(**row) for row in review_rows("tables.csv"))


def appendices() -> tuple[str, ...]:
    """All appendices in the order of the form.

    >>> appendices()
    ('1', '2', '3', '4', '5')
    """
    return tuple(dict.fromkeys(table.appendix for table in tables()))


def table_lines(appendix: str, table: str) -> tuple[Line, ...]:
    """Lines of one table, in order.

    >>> [line.name for line in table_lines("4", "B")][0]
    'planned_home_community'
    """
    return tuple(line for line in lines().values() if (line.appendix, line.table) == (appendix, table))


@per_review()
def section_titles() -> dict[tuple[str, str, str], tuple[str, str]]:
    """Vietnamese and English title of each section, by appendix, table and section.

    >>> section_titles()[("5", "", "C")][0]
    'Nguồn khác'
    """
    return {
        (r["appendix"], r["table"], r["section"]): (r["title_vi"], r["title_en"]) for r in review_rows("sections.csv")
    }


@cache
def statements() -> dict[str, Statement]:
    """What a workbook states outside the appendices, by name.

    >>> statements()["stated_value"].unit
    '%'
    """
    return {row["line"]: Statement(**row) for row in read_rows("statements.csv")}


@per_review()
def choices(line: str) -> tuple[Choice, ...]:
    """Allowed answers of a line; those of `flag` serve every yes-or-no line.

    >>> [choice.choice for choice in choices("flag")]
    ['yes', 'no']
    """
    return tuple(
        Choice(**{**row, "spellings": tuple(row["spellings"].split("|"))})  # type: ignore[arg-type]
        for row in (*read_rows("choices.csv"), *review_rows("choices.csv"))
        if row["line"] == line
    )


@per_review()
def _parents() -> dict[str, str]:
    parents: dict[str, str] = {}
    place, parent = ("", ""), ""
    for line in lines().values():
        if (line.appendix, line.table) != place:
            place, parent = (line.appendix, line.table), ""
        parents[line.name] = parent if line.is_part else line.name
        parent = parents[line.name]
    return parents | {row["line"]: row["parent"] for row in review_rows("part_parents.csv") if row["parent"]}


def parent_of(line: Line) -> str:
    """Name of the line that a "Trong đó" line is part of; its own name for any other.

    >>> parent_of(lines()["counsellors_certified"])
    'counsellors_total'
    """
    return _parents()[line.name]


def splits_a_sum(line: Line) -> bool:
    """True for a "Trong đó" line that is part of several rows together, and of none of them alone.

    >>> splits_a_sum(lines()["funding_programme_centre"]), splits_a_sum(lines()["counsellors_certified"])
    (True, False)
    """
    return any(row["line"] == line.name and row["section"] for row in review_rows("part_parents.csv"))


def is_share(line: Line) -> bool:
    """True for a line counted in another of its table, which a total must not add again.

    >>> is_share(lines()["funding_programme_centre"]), is_share(lines()["funding_other"])
    (True, False)
    """
    return line.is_part or line.name in {row["line"] for row in review_rows("part_parents.csv")}


@per_review()
def line_label(name: str, language: str) -> str:
    """Label of a line or a statement that can stand alone: a "Trong đó" line names what it is part of.

    >>> line_label("report_date", "en")
    'Report date'
    >>> line_label("counsellors_certified", "en")
    'Counsellors, of whom trained and certified'
    """
    if name in lines():
        line = lines()[name]
        if not line.is_part:
            return line.label(language)
        sections = {row["line"]: row["section"] for row in review_rows("part_parents.csv") if row["section"]}
        if name in sections:
            whole = section_titles()[(line.appendix, line.table, sections[name])][language != "vi"]
        else:
            whole = lines()[parent_of(line)].label(language)
        own = line.label(language)
        return f"{whole}, {own[0].lower()}{own[1:].replace(':', '', 1)}"
    statement = statements()[name]
    return statement.label_vi if language == "vi" else statement.label_en
