"""The review and the official evaluation table of one province as Word documents, from what their pages show."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from rehab.catalog.indicators import indicators
from rehab.catalog.outline import chapters
from rehab.catalog.texts import text
from rehab.pages.citing.phrases import Phrase, join
from rehab.pages.files.edited import WORD_SUFFIX, is_edited
from rehab.pages.files.word import Letterhead, WordDocument
from rehab.pages.files.word_changes import Change, changed_figures
from rehab.pages.numbers.blocks import Rows
from rehab.pages.numbers.calculations import calculation
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.words import words_on
from rehab.pages.pictures.pictures import made_up_text
from rehab.pages.sections.chapter import Told, told_chapter
from rehab.pages.sections.letter import office_of
from rehab.store.whole import write_whole

WriteDocument = Callable[[Material, Path, Sequence[Change]], None]
_LEVELS = {"part": 1, "group": 2}
_CHAPTER, _BULLET, _DASH = 2, 3, 4
_MISSING = "–"
# Days and the first two months are written with two figures (decree 30/2020/NĐ-CP).
_FIRST_MONTHS = 2
_EVALUATION_WIDTHS = (8, 31, 30, 31)


def write_review(material: Material, path: Path, changes: Sequence[Change] = ()) -> None:
    """Write the review as a document that an office can edit, sign and send.

    `changes` are figures that differ from a copy edited by hand, told at its beginning.
    """
    language = material.language
    document = _begun(material, "report")
    _write_changes(document, changes, language)
    for chapter in chapters():
        own = told_chapter(material, chapter)
        for level, number, title in own.above:
            document.heading(f"{number}. {title}", _LEVELS[level])
        number = f"{own.number}. " if own.number != "-" else ""
        document.heading(f"{number}{own.title}", _CHAPTER)
        _write(document, own.own, material)
        for told in own.bullets:
            document.heading(told.text, _BULLET if told.item.level == "bullet" else _DASH)
            _write(document, told, material)
        words = own.words.plain
        document.paragraph(words or text("review.no_words", language), italic=not words)
    document.signature()
    document.save(path)


def write_evaluation(material: Material, path: Path, changes: Sequence[Change] = ()) -> None:
    """Write the nine rows as the report prints them: goal, the province's own verdict (blank where none), its cause.

    What was computed stands below with its cells, never in the place of what the province states.
    """
    language = material.language
    document = _begun(material, "evaluation")
    _write_changes(document, changes, language)
    rows = []
    for number in indicators():
        words, verdict = words_on(number, material), material.facts.verdict(number)
        stated = text(f"verdict.{verdict.stated_verdict}", language) if verdict.stated_verdict else ""
        said = f"{stated}\n{words.explanation}" if words.explanation else stated
        rows.append((str(number), words.goal, said, words.cause))
    heads = [text(f"word.{name}", language) for name in ("stt", "goal", "stated", "cause")]
    document.table(text("word.evaluation_about", language), heads, rows, widths=_EVALUATION_WIDTHS)
    document.heading(text("word.computed", language), _CHAPTER)
    for row in material.facts.verdicts:
        if row.part and row.value is not None:
            found = calculation(row, material)
            verdict_text = f"{row.part}. {found.name}: {found.equation.plain}. {found.verdict_text}."
            document.paragraph(verdict_text)
            document.paragraph(_source(material, found.equation), style="Source")
    document.signature()
    document.save(path)


def write_beside(write: WriteDocument, material: Material, target: Path) -> Path:
    """Write a document to `target`; beside it, as `….new.docx`, where somebody has edited the one that is there.

    The edited one is left as it is; the new one begins with the figures that differ. Gives where it was written.
    """
    if not target.exists() or not is_edited(target):
        write_whole(target, lambda path: write(material, path, ()))
        return target
    beside = target.with_suffix(f".new{WORD_SUFFIX}")
    write_whole(beside, lambda path: write(material, path, ()))
    changes = changed_figures(target, beside)
    write_whole(beside, lambda path: write(material, path, changes))
    return beside


def _write_changes(document: WordDocument, changes: Sequence[Change], language: str) -> None:
    if changes:
        heads = [text(f"word.changed_{key}", language) for key in ("row", "was", "now")]
        rows = [(one.place, one.was or _MISSING, one.now or _MISSING) for one in changes]
        document.table(text("word.changed_figures", language), heads, rows)


def _begun(material: Material, kind: str) -> WordDocument:
    """A document with its letterhead and title; made-up figures are said to be so at once."""
    language, made_up = material.language, made_up_text(material)
    about = text(f"word.{kind}_about", language)
    title = f"{material.province.title(language)}: {about}"
    reported = material.statement("report_date")
    # Without a day of its own the document bears the last day that a figure can have: no clock.
    day = date.fromisoformat(reported) if reported else _last_day(material)
    document = WordDocument(f"[{made_up}] {title}" if made_up else title, language, made_up, day)
    told = text("word.day_open", language)
    if reported:
        told = text(
            "word.day",
            language,
            day=f"{day.day:02d}",
            month=f"{day.month:02d}" if day.month <= _FIRST_MONTHS else str(day.month),
            year=day.year,
        )
    document.letterhead(
        Letterhead(
            office=office_of(material),
            number=material.statement("report_number"),
            place=text("word.place", language, province=_place(material)),
            day=told,
        )
    )
    if made_up:
        document.alert(made_up)
    document.title(text(f"word.{kind}", language), about)
    return document


def _place(material: Material) -> str:
    province = material.province
    return province.name_short if material.language == "vi" else province.name_en


def _last_day(material: Material) -> date:
    days = [fact.period_end for fact in material.facts.all if fact.period_end]
    return date.fromisoformat(max(days, default=f"{material.review.tree('review.toml')['target_year']}-01-01"))


def _write(document: WordDocument, told: Told, material: Material) -> None:
    language = material.language
    if told.is_asked and told.is_empty:
        fill_in = text("review.fill_in", language, sheet=told.sheet) if told.sheet else ""
        document.paragraph(f"{told.why_empty} {fill_in}".strip(), italic=True)
    if told.sentences:
        document.paragraph(" ".join(sentence.plain for sentence in told.sentences))
    if told.table and told.table.rows:
        own = [text("year.own_days", language)] if told.table.has_own_days else []
        rows = [
            (
                row.label,
                *(cell.plain or _MISSING for cell in row.cells),
                *([row.own_days.plain or _MISSING] if own else []),
            )
            for row in told.table.rows
        ]
        cited = join([join([*row.cells, row.own_days]) for row in told.table.rows])
        unit = f" ({told.table.unit})" if told.table.unit else ""
        heads = [text("year.line", language), *told.table.periods, *own]
        document.table(text("review.table", language) + unit, heads, rows, _source(material, cited))
    for shown in told.rows:
        _write_rows(document, shown, material)
    for card in told.cards:
        heads = [text("year.line", language), card.name.plain]
        rows = [(name.plain, value.plain or _MISSING) for name, value in card.told]
        cited = join([card.name, *(value for _, value in card.told)])
        document.table(card.name.plain, heads, rows, _source(material, cited))
    if told.balances:
        _write_balances(document, told, material)
    if told.nine:
        heads = [text(f"nine.{key}", language) for key in ("number", "goal", "figure", "target", "verdict", "basis")]
        rows = [
            (
                str(row.number),
                row.short,
                row.figure.plain or "\n".join(f"{p.part}: {p.figure.plain or p.reason}" for p in row.parts) or _MISSING,
                row.target.plain if not row.parts else "\n".join(f"{p.part}: {p.target.plain}" for p in row.parts),
                row.verdict_text,
                row.basis,
            )
            for row in told.nine
        ]
        cited = join([equation for _, equation in told.calculations])
        document.table(text("nine.caption", language), heads, rows, _source(material, cited))
        document.points(f"{part}: {equation.plain}" for part, equation in told.calculations)
    if told.is_proposing:
        document.paragraph(text("review.proposals" if told.proposals else "review.no_proposals", language), italic=True)
        document.points(f"☐ {proposal.plain}" for proposal in told.proposals)
    for note in told.notes:
        document.paragraph(note, italic=True)


def _write_rows(document: WordDocument, shown: Rows, material: Material) -> None:
    rows = [tuple(cell.plain or _MISSING for cell in row) for row in shown.rows]
    cited = join([cell for row in shown.rows for cell in row])
    document.table(shown.caption.plain, [head.plain for head in shown.heads], rows, _source(material, cited))
    if shown.note:
        document.paragraph(shown.note.plain, italic=True)


def _write_balances(document: WordDocument, told: Told, material: Material) -> None:
    language = material.language
    keys = ("opening", "admitted", "left", "others", "expected", "present", "difference")
    heads = [text("balance.period", language), *(text(f"balance.{key}", language) for key in keys)]
    rows = [(row.period, *(getattr(row, key).plain or _MISSING for key in keys)) for row in told.balances]
    cited = join([getattr(row, key) for row in told.balances for key in keys])
    document.table(text("balance.caption", language), heads, rows, _source(material, cited))
    document.points(note.plain for note in told.balance_notes)


def _source(material: Material, cited: Phrase) -> str:
    """The cells that some figures came from, sheet by sheet; empty where they came from none."""
    by_sheet: dict[tuple[str, str], list[str]] = {}
    for citation in cited.citations:
        by_sheet.setdefault((citation.file, citation.sheet), []).append(citation.cell)
    pieces = [f"{sheet} ! {', '.join(dict.fromkeys(cells))}" for (_, sheet), cells in by_sheet.items()]
    if not pieces:
        return ""
    files = ", ".join(dict.fromkeys(file for file, _ in by_sheet))
    return text("word.source", material.language, file=files, cells="; ".join(pieces))
