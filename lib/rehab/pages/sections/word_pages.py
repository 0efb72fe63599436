"""The review of one province as a Word document, from what its page shows."""

from collections.abc import Callable, Sequence
from pathlib import Path

from rehab.catalog.outline import chapters
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart
from rehab.charts.emf import emf_picture
from rehab.pages.citing.phrases import NOTHING, Phrase, join
from rehab.pages.files.edited import is_edited, new_beside
from rehab.pages.files.word import WordDocument
from rehab.pages.files.word_changes import Change, changed_figures
from rehab.pages.files.word_xml import Piece, Words
from rehab.pages.numbers.blocks import Rows
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import YearTable
from rehab.pages.sections.chapter import Told, numbered, told_chapter
from rehab.pages.sections.word_head import MISSING, REVIEW, begun, noted
from rehab.store.whole import write_whole

WriteDocument = Callable[[Material, Path, Sequence[Change]], None]
_LEVELS = {"part": 1, "group": 2}
_CHAPTER, _BULLET, _DASH = 2, 3, 4
_NINE = "nine"
_BALANCE = ("opening", "admitted", "left", "others", "expected", "present", "difference")


def write_review(material: Material, path: Path, changes: Sequence[Change] = ()) -> None:
    """Write the review as a document that an office can edit, sign and send.

    `changes` are figures that differ from a copy edited by hand, told at its beginning.
    """
    language = material.language
    document = begun(material, REVIEW, changes)
    for chapter in chapters():
        own = told_chapter(material, chapter, as_svg=False)
        for level, number, title in own.above:
            document.heading(numbered(number, title), _LEVELS[level])
        document.heading(own.numbered, _CHAPTER)
        _write(document, own.own, material)
        for told in own.bullets:
            document.heading(told.text, _BULLET if told.item.level == "bullet" else _DASH)
            _write(document, told, material)
        if own.words:
            document.quotation((own.words, noted(document, material, own.words)))
        else:
            document.remark(text("review.no_words", language, sheet=text("form.narrative_sheet", language)))
    document.signature()
    document.sources(text("word.sources", language))
    document.save(path)


def write_beside(write: WriteDocument, material: Material, target: Path) -> Path:
    """Write a document to `target`; beside it, as `….new.docx`, where somebody has edited the one that is there.

    The edited one is left as it is; the new one begins with the figures that differ. A new one that has been edited
    since is left as well: the next is `….new-2.docx`. Gives where it was written.
    """
    if not target.exists() or not is_edited(target):
        write_whole(target, lambda path: write(material, path, ()))
        return target
    beside = new_beside(target)
    write_whole(beside, lambda path: write(material, path, ()))
    changes = changed_figures(target, beside)
    write_whole(beside, lambda path: write(material, path, changes))
    return beside


def _is_said_empty(told: Told) -> bool:
    return told.is_asked and told.is_empty


def _write(document: WordDocument, told: Told, material: Material) -> None:
    language = material.language
    for law in told.laws:
        document.remark(law)
    if _is_said_empty(told):
        fill_in = text("review.fill_in", language, sheet=told.sheet) if told.sheet else ""
        document.remark(f"{told.why_empty} {fill_in}".strip())
    years = bool(told.table and told.table.rows)
    if told.sentences:
        cited = join(told.sentences, " ")
        see: tuple[Words, ...] = ()
        if years:
            see = (text("word.see_before", language), document.refer(_years_name(told)), ".")
        document.paragraph(cited, *see, noted(document, material, cited))
    if told.chart:
        _write_chart(document, told.chart)
    if told.table and years:
        _write_years(document, told, told.table, material)
    for shown in told.rows:
        _write_rows(document, shown, material)
    for card in told.cards:
        heads = [text("year.line", language), card.name.plain]
        rows = [(name, value or MISSING) for name, value in card.told]
        cited = join([card.name, *(value for _, value in card.told)])
        document.table((card.name, noted(document, material, cited)), heads, rows)
    if told.balances:
        _write_balances(document, told, material)
    if told.no_balance:
        document.remark(told.no_balance)
    document.points(told.balance_notes)
    if told.nine:
        _write_nine(document, told, material)
    if told.is_proposing:
        document.remark(text("review.proposals" if told.proposals else "review.no_proposals", language))
        document.points(((own, noted(document, material, own)) for own in told.proposals), to_choose=True)
    for note in told.notes:
        refers = note == text("review.note_nine_link", language)
        document.paragraph(note, *((" (", document.refer(_NINE), ")") if refers else ()), style="Note")


def _years_name(told: Told) -> str:
    return f"years_{told.item.anchor.replace('-', '_')}"


def _write_years(document: WordDocument, told: Told, table: YearTable, material: Material) -> None:
    language = material.language
    own = [text("year.own_days", language)] if table.has_own_days else []
    rows = [
        (row.label, *(cell or MISSING for cell in row.cells), *([row.own_days or MISSING] if own else []))
        for row in table.rows
    ]
    cited = join([join([*row.cells, row.own_days]) for row in table.rows])
    unit = f" ({table.unit})" if table.unit else ""
    heads = [text("year.line", language), *table.periods, *own]
    caption = told.caption + unit
    document.table((caption, noted(document, material, cited)), heads, rows, name=_years_name(told))


def _write_chart(document: WordDocument, chart: Chart) -> None:
    if chart.sheet is not None:
        sheet = chart.sheet
        document.picture(chart.title, emf_picture(sheet), chart.alt, sheet.width, sheet.height)


def _write_rows(document: WordDocument, shown: Rows, material: Material) -> None:
    rows = [tuple(cell or MISSING for cell in row) for row in shown.rows]
    cited = join([*(cell for row in shown.rows for cell in row), shown.drawn_from])
    document.table((shown.caption, noted(document, material, cited)), [head.plain for head in shown.heads], rows)
    if shown.note:
        document.remark(shown.note)


def _write_balances(document: WordDocument, told: Told, material: Material) -> None:
    language = material.language
    heads = [text("balance.period", language), *(text(f"balance.{key}", language) for key in _BALANCE)]
    rows = [(row.period, *(getattr(row, key) or MISSING for key in _BALANCE)) for row in told.balances]
    cited = join([getattr(row, key) for row in told.balances for key in _BALANCE])
    document.table((text("balance.caption", language), noted(document, material, cited)), heads, rows)


def _write_nine(document: WordDocument, told: Told, material: Material) -> None:
    language = material.language
    heads = [text(f"nine.{key}", language) for key in ("number", "goal", "figure", "target", "verdict", "basis")]
    rows = [
        (
            str(row.number),
            row.short,
            _lines(
                row.figure or "\n".join(f"{p.part}: {p.figure.plain or p.reason}" for p in row.parts) or MISSING,
                row.figure_notes,
            ),
            row.target if not row.parts else "\n".join(f"{p.part}: {p.target.plain}" for p in row.parts),
            row.verdict_text,
            _lines(row.basis, row.basis_notes),
        )
        for row in told.nine
    ]
    cited = join([equation for _, equation in told.calculations], "; ") or NOTHING
    caption = text("nine.caption", language), noted(document, material, cited)
    document.table(caption, heads, rows, name=_NINE, is_of_words=True)
    document.points(_equation(part, equation) for part, equation in told.calculations)


def _lines(first: Piece, notes: Sequence[Piece]) -> Words:
    """What a cell holds, and what must be known of it, each in a line of its own."""
    return (first, *(piece for note in notes for piece in ("\n", note)))


def _equation(part: str, equation: Phrase) -> Words:
    return (f"{part}: ", equation)
