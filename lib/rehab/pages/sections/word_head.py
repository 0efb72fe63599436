"""How Word documents of a province begin: who writes, number, day, title; made-up figures are said to be so at once."""

from collections.abc import Sequence
from datetime import date

from rehab.catalog.texts import text
from rehab.pages.citing.formats import format_day
from rehab.pages.citing.phrases import Phrase
from rehab.pages.files.word import Letterhead, WordDocument
from rehab.pages.files.word_changes import Change
from rehab.pages.files.word_sources import source_words
from rehab.pages.files.word_xml import Mark
from rehab.pages.numbers.material import Material
from rehab.pages.pictures.pictures import made_up_text

MISSING = "–"
REVIEW, EVALUATION = "report", "evaluation"
# Days and the first two months are written with two figures (decree 30/2020/NĐ-CP).
_FIRST_MONTHS = 2
# The office above may be written short (decree 30/2020/NĐ-CP).
_COMMITTEE, _COMMITTEE_SHORT = "Ủy ban nhân dân", "UBND"


def begun(material: Material, kind: str, changes: Sequence[Change] = ()) -> WordDocument:
    """A document with letterhead and title; `changes` are figures that differ from a copy edited by hand."""
    language, made_up = material.language, made_up_text(material)
    about = text(f"word.{kind}_about", language)
    title = f"{material.province.title(language)}: {about}"
    reported = material.statement("report_date")
    # Without a day of its own the document bears the last day that a figure can have: no clock.
    day = date.fromisoformat(reported) if reported else _last_day(material)
    document = WordDocument(f"[{made_up}] {title}" if made_up else title, language, made_up, day)
    document.letterhead(_letterhead(material, day if reported else None))
    if made_up:
        document.alert(made_up)
    plan = _dated("word.by_plan", material, "plan_number", "plan_date")
    with_report = "word.with_report" if material.statement("issuer") else "word.with_report_only"
    report = _dated(with_report, material, "report_number", "report_date")
    of_table = kind == EVALUATION
    document.title(text(f"word.{kind}", language), [about, *(plan if of_table else [])], report if of_table else [])
    _write_changes(document, changes, language)
    return document


def noted(document: WordDocument, material: Material, cited: Phrase) -> Mark:
    """The mark of a note with the cells that figures came from: at the foot in the house, at the end for the public."""
    told = source_words(cited.citations, material.language)
    return document.note(told) if material.is_internal else document.listed(told)


def _letterhead(material: Material, day: date | None) -> Letterhead:
    language, province = material.language, material.province
    told = text("word.day_open", language)
    if day:
        month = f"{day.month:02d}" if day.month <= _FIRST_MONTHS else str(day.month)
        told = text("word.day", language, day=f"{day.day:02d}", month=month, year=day.year)
    issuer = material.statement("issuer")
    title = province.title("vi")
    is_under = bool(issuer) and not issuer.lower().startswith(_COMMITTEE.lower())
    return Letterhead(
        above=f"{_COMMITTEE_SHORT} {title}" if is_under else "",
        office=issuer if is_under else f"{_COMMITTEE} {title}",
        number=material.statement("report_number"),
        place=text("word.place", language, province=province.name_short if language == "vi" else province.name_en),
        day=told,
    )


def _dated(key: str, material: Material, number: str, day: str) -> list[str]:
    """A line that names a document by number and day; none where the workbook does not state both."""
    own, of = material.statement(number), material.statement(day)
    if not own or not of:
        return []
    shown = format_day(of, material.language)
    return [text(key, material.language, number=own, day=shown, issuer=material.statement("issuer"))]


def _last_day(material: Material) -> date:
    days = [fact.period_end for fact in material.facts.all if fact.period_end]
    return date.fromisoformat(max(days, default=f"{material.review.tree('review.toml')['target_year']}-01-01"))


def _write_changes(document: WordDocument, changes: Sequence[Change], language: str) -> None:
    if changes:
        heads = [text(f"word.changed_{key}", language) for key in ("row", "was", "now")]
        rows = [(one.place, one.was or MISSING, one.now or MISSING) for one in changes]
        document.table(text("word.changed_figures", language), heads, rows)
