"""The official evaluation table of one province as a Word document: nine rows, notes, and what was computed below."""

from collections.abc import Sequence
from pathlib import Path

from rehab.attainment.verdicts import NEEDED
from rehab.catalog.indicators import indicators
from rehab.catalog.texts import text
from rehab.pages.citing.phrases import Phrase
from rehab.pages.files.word import WordDocument
from rehab.pages.files.word_changes import Change
from rehab.pages.files.word_sources import source_words
from rehab.pages.files.word_xml import Mark, Piece, Words
from rehab.pages.numbers.calculations import Calculation, calculation
from rehab.pages.numbers.counted import counted_notes, stated
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.verdicts import known_terms
from rehab.pages.numbers.words import words_on
from rehab.pages.sections.word_head import EVALUATION, begun
from rehab.store.facts import Verdict

_WIDTHS = (7, 30, 32, 31)


def write_evaluation(material: Material, path: Path, changes: Sequence[Change] = ()) -> None:
    """Write the nine rows as the report prints them: goal, the province's own verdict (blank where none), its cause.

    Notes at the foot say what was counted, when and by whom. What was computed stands below with its cells, never in
    the place of what the province states.
    """
    language = material.language
    document = begun(material, EVALUATION, changes)
    rows = []
    for number in indicators():
        words = words_on(number, material)
        marks = _marks(document, material, number)
        said = _result(number, material, marks)
        goal: Words = words.goal if said else (words.goal, *marks)
        rows.append((str(number), goal, said, words.cause))
    heads = [text(f"word.{name}", language) for name in ("stt", "goal", "stated", "cause")]
    document.table(text("word.evaluation_caption", language), heads, rows, _WIDTHS, is_kept_whole=False)
    computed = [row for row in material.facts.verdicts if row.part and row.value is not None]
    if computed:
        document.heading(text("word.computed", language), 2)
    for row in computed:
        found = calculation(row, material)
        shown = f"{found.equation.plain}{_so_far(row, material)}"
        document.paragraph(f"{row.part}. {found.name}: {shown}. {_concluded(row, material)}.")
        document.paragraph(_cells(found, material), style="Source")
    document.signature()
    document.save(path)


def _so_far(row: Verdict, material: Material) -> str:
    """How many terms have figures, where not all have."""
    if not row.terms_missing:
        return ""
    known, count = known_terms(material, row.part)
    return f" ({text('nine.lower_bound', material.language, known=str(known), all=str(count))})"


def _concluded(row: Verdict, material: Material) -> str:
    """What the figures conclude: the province's own verdict is no result of theirs."""
    language = material.language
    if row.basis != "computed":
        return text(f"reason.{'incomplete' if row.terms_missing else row.reason}", language)
    own = next(own for own in material.facts.nine if own.indicator == row.indicator)
    needed = f" ({text('nine.agrees_needed', language)})" if row.terms_missing and own.agrees_by == NEEDED else ""
    return f"{text(f'verdict.{row.verdict}', language)}{needed}"


def _cells(found: Calculation, material: Material) -> str:
    """Where a result came from; centres that were counted one by one are named by their cells in the list."""
    told = source_words(found.equation.citations, material.language)
    if told:
        return told
    places = dict.fromkeys(group.places.plain for side in found.terms for group in side if group.places)
    return text("word.source", material.language, file=material.file, cells="; ".join(places))


def _marks(document: WordDocument, material: Material, number: int) -> list[Mark]:
    marks = []
    for place, note in enumerate(counted_notes(number, material)):
        if place:
            marks.append(Mark(_GAP))
        marks.append(document.note(_told(note, material)))
    return marks


# Between the marks of two notes, or they would be read as one number.
_GAP = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t xml:space="preserve">, </w:t></w:r>'


def _told(note: Phrase, material: Material) -> str:
    """A note's words; in the house with the cells they came from."""
    cells = source_words(note.citations, material.language) if material.is_internal else ""
    return f"{note.plain}. {cells}".strip()


def _result(number: int, material: Material, marks: Sequence[Mark]) -> Words:
    """What the province states: its verdict, its explanation with the marks of the notes, its percentage."""
    said = stated(number, material)
    pieces: list[Piece] = [said.verdict] if said.verdict else []
    if said.explanation and said.value:
        pieces += [" (" if pieces else "(", said.explanation, *marks, ") ", said.value]
    elif said.explanation:
        pieces += ["\n" if pieces else "", said.explanation, *marks]
    elif said.value:
        pieces += [" " if pieces else "", said.value, *marks]
    elif pieces:
        pieces += marks
    return tuple(pieces)
