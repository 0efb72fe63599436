"""One chapter of the review: its bullets in the outline's order, each with its tables, sentences and picture."""

from dataclasses import dataclass, field

from rehab.catalog.lines import line_label, lines, unit_name
from rehab.catalog.outline import Chapter, OutlineItem, Shown
from rehab.catalog.periods import calendar
from rehab.catalog.texts import tabled, text
from rehab.charts.canvas import Chart
from rehab.charts.marks import WITHHELD
from rehab.charts.panels import panels_chart
from rehab.charts.points import Count
from rehab.pages.citing.phrases import NOTHING, Phrase
from rehab.pages.numbers.absences import states_no_centre
from rehab.pages.numbers.blocks import (
    Card,
    Rows,
    answers,
    centre_cards,
    centre_totals,
    converted,
    documents,
    forms,
    money_per_person,
    own_words,
    pilots,
)
from rehab.pages.numbers.calculations import calculation
from rehab.pages.numbers.changes import course_of, course_sentences, share_sentence
from rehab.pages.numbers.issued import documents_by_year, legal_notes
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.money import money_rows
from rehab.pages.numbers.plans import plan_rows
from rehab.pages.numbers.weak import weak_points
from rehab.pages.numbers.yearly import YearTable, whole_province, year_table
from rehab.pages.pictures.pictures import made_up_text
from rehab.pages.sections.movement import Balance, movement
from rehab.pages.sections.nine import NineRow, nine_table

_MOST_PANELS = 4
_LONGEST_TITLE = 90
# What stands below a table of its own makes no bullet empty or full.
_OF_CENTRES, _SOCIAL = ("centres", "answers", "converted"), "social"
_MONEY = "5"
_NOTES = ("nominal", "not_split", "narrative_more", "own_words", "nine_link")


@dataclass
class Told:
    """What one bullet shows, ready to print; a bullet for which there is nothing says which sheet would fill it."""

    item: OutlineItem
    text: str
    table: YearTable | None = None
    chart: Chart | None = None
    sentences: list[Phrase] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    balances: tuple[Balance, ...] = ()
    balance_notes: tuple[Phrase, ...] = ()
    no_balance: str = ""
    laws: list[Phrase] = field(default_factory=list)
    nine: list[NineRow] = field(default_factory=list)
    calculations: list[tuple[str, Phrase]] = field(default_factory=list)
    proposals: list[Phrase] = field(default_factory=list)
    is_proposing: bool = False
    notes: list[str] = field(default_factory=list)
    caption: str = ""
    why_empty: str = ""
    sheet: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is known from the workbook."""
        shown = (self.sentences, self.rows, self.cards, self.balances, self.nine, self.proposals)
        return not any(shown) and not (self.table and self.table.rows)

    @property
    def is_asked(self) -> bool:
        """Whether figures could be there at all: else it is narrative, or heads others."""
        return bool(self.item.lines) or any(one.kind not in (*_NOTES, "weak") for one in self.item.shows)


def told(material: Material, item: OutlineItem, as_svg: bool = True) -> Told:
    """Everything that one heading or bullet shows; without `as_svg` its picture is a sheet to draw anew."""
    language = material.language
    own = Told(item, item.text(language), laws=legal_notes(item, language))
    if item.lines:
        own.table, own.caption = year_table(material, item.lines), _caption(material, item)
        own.sentences = _sentences(material, item)
        own.chart = _chart(material, item, as_svg)
    for shown in item.shows:
        _add(own, shown, material)
    wants_centre = any(one.kind in _OF_CENTRES for one in item.shows)
    # Who states that there is no centre for rehabilitation says nothing of social ones.
    wants_social = any(_SOCIAL in one.of for one in item.shows)
    own.why_empty = text("review.nothing", language)
    if wants_centre and not wants_social and states_no_centre(material):
        own.why_empty = text("review.no_centre", language)
    elif wants_centre and material.facts.of("facility_name"):
        own.why_empty = text("review.no_such_centre", language)
    elif item.appendix:
        own.sheet = text("form.appendix_sheet", language, appendix=item.appendix)
    return own


def _caption(material: Material, item: OutlineItem) -> str:
    """What a table by year is of; for a heading that is long or names a legal text, its first line with figures."""
    language, named = material.language, item.text(material.language)
    if len(named) > _LONGEST_TITLE or any(character.isdigit() for character in named):
        given = [name for name in item.lines if whole_province(material, name)] or item.lines
        named = line_label(given[0], language)
        named = text("review.and_more", language, title=named) if len(given) > 1 else named
    return text("review.table", language, title=named)


def _sentences(material: Material, item: OutlineItem) -> list[Phrase]:
    """The course of the first line that has figures, and the shares of those that are part of another."""
    anchor = item.anchor
    first = next((name for name in item.lines if whole_province(material, name)), "")
    said = course_sentences(material, first, anchor) if first else []
    shares = (share_sentence(material, name, anchor) for name in item.lines)
    return said + [share for share in shares if share is not None]


def _add(own: Told, shown: Shown, material: Material) -> None:
    kind, of = shown.kind, shown.of
    if kind == "centres":
        own.cards += centre_cards(material, of[0])
        _rows(own, centre_totals(material, own.item, of[0]))
    elif kind == "balance":
        moved = movement(material, says_what_to_do=False)
        own.balances, own.balance_notes = moved.balances, moved.notes
        if not moved.balances:
            own.no_balance = text("balance.withheld" if moved.is_withheld else "balance.nothing", material.language)
    elif kind == "money":
        own.rows += money_rows(material)
    elif kind == "nine":
        own.nine = nine_table(material)
        own.calculations = [
            (row.part, calculation(row, material).equation)
            for row in material.facts.verdicts
            if row.part and row.value is not None
        ]
    elif kind == "weak":
        own.proposals, own.is_proposing = weak_points(material, of[0]), True
    else:
        _rows(own, _table(own.item, shown, material))
    # Where no money is told there is none to say it of.
    has_money = any(fact.is_given for fact in material.facts.all if fact.appendix == _MONEY)
    if kind in _NOTES and (kind != "nominal" or has_money):
        own.notes.append(text(f"review.note_{kind}", material.language))


def _rows(own: Told, rows: Rows | None) -> None:
    if rows is not None:
        own.rows.append(rows)


def _table(item: OutlineItem, shown: Shown, material: Material) -> Rows | None:
    kind, of = shown.kind, shown.of
    if kind == "documents":
        return documents(material, of[0])
    if kind == "documents_by_year":
        return documents_by_year(material)
    if kind == "answers":
        return answers(material, *of)
    if kind == "converted":
        return converted(material, of[0])
    if kind in ("pilots", "pilot_results"):
        return pilots(material, with_results=kind == "pilot_results")
    if kind == "forms":
        return forms(material, item)
    if kind == "plans":
        return plan_rows(material, item)
    if kind == "nominal":
        return money_per_person(material, item)
    return None


def _chart(material: Material, item: OutlineItem, as_svg: bool) -> Chart | None:
    """The first lines of the bullet that are counted in one unit, by year; None where fewer than two periods are."""
    language, first = material.language, lines()[item.lines[0]]
    names = [name for name in item.lines if lines()[name].unit == first.unit][:_MOST_PANELS]
    points = [point for panel, name in enumerate(names, start=1) for point in _points(material, name, str(panel))]
    unit = unit_name(first.unit, tabled(language))
    # A bullet that names a legal text, with its number and day, is no title of a picture.
    named = item.text(language)
    is_plain = len(names) > 1 and not any(character.isdigit() for character in named)
    title = named if is_plain else line_label(names[0], language)
    return panels_chart(points, item.anchor, title, unit, language, made_up_text(material), as_svg)


def _points(material: Material, name: str, panel: str) -> list[Count]:
    line, course = lines()[name], course_of(material, name)
    by_period = {fact.period: fact for fact in whole_province(material, name)}
    points = []
    for period in calendar().columns:
        fact = by_period.get(period)
        is_used = fact is not None and (
            period in course.years or fact is course.half or period not in calendar().window_years
        )
        cell = material.figures.shown(fact) if fact is not None and (is_used or fact.withheld) else NOTHING
        points.append(
            Count(
                period=period,
                value=fact.value if fact is not None and is_used else None,
                shown=WITHHELD if fact is not None and fact.withheld == "other" else cell.plain,
                cell=cell,
                label=line_label(name, material.language),
                panel=panel,
                partial=line.measure == "flow",
                due=period != calendar().half_year or line.due != "year",
            )
        )
    return points


@dataclass(frozen=True)
class ToldChapter:
    """A chapter ready to print, with the headings that begin before it and the province's own words."""

    above: tuple[tuple[str, str, str], ...]
    number: str
    title: str
    own: Told
    bullets: tuple[Told, ...]
    words: Phrase

    @property
    def numbered(self) -> str:
        """Its title behind its number: a letter is closed by a bracket (decree 30/2020/NĐ-CP)."""
        return numbered(self.number, self.title)


def numbered(number: str, title: str) -> str:
    """A heading with its number, if it has one.

    >>> numbered("1", "Tồn tại"), numbered("a", "Về cơ chế chính sách"), numbered("-", "Tình hình")
    ('1. Tồn tại', 'a) Về cơ chế chính sách', 'Tình hình')
    """
    if number == "-":
        return title
    return f"{number}) {title}" if number.islower() and number.isalpha() else f"{number}. {title}"


def told_chapter(material: Material, chapter: Chapter, as_svg: bool = True) -> ToldChapter:
    """A chapter of the review; `as_svg` as in `told`."""
    language, heading = material.language, chapter.heading
    return ToldChapter(
        above=tuple((item.level, item.number, item.text(language)) for item in chapter.above),
        number=heading.number,
        title=heading.text(language),
        own=told(material, heading, as_svg),
        bullets=tuple(told(material, item, as_svg) for item in chapter.bullets),
        words=own_words(material, heading.narrative),
    )
