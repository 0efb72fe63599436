"""A Word document in the form of Vietnamese administrative documents (decree 30/2020/NĐ-CP), the same bytes every time.

A4, margins 20-30 mm, Times New Roman 13, motto and issuing office side by side, real headings, captions, repeated table
heads, page numbers; made-up figures say so in header, title and behind the text. Every text is put in as text: nothing
of a workbook is markup, a field or a link.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from rehab.catalog.texts import text
from rehab.pages.files.edited import content_mark
from rehab.pages.files.word_look import ALERT, HEADINGS, SIZE, SMALL, SOURCE, SPOKEN, set_styles, watermark

# The earliest that a zip file can say.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_USABLE_MM = 160
_PADDING_MM, _MM_PER_SIGN, _LONGEST = 4.5, 2.1, 40
_FIRST_NOT_CONTROL = 0x20


@dataclass(frozen=True)
class Letterhead:
    """What stands above a document: who writes, its number, place and day; empty where not known."""

    office: str
    number: str
    place: str
    day: str


class WordDocument:
    """A document being written, from its head to its signature."""

    def __init__(self, title: str, language: str, made_up: str, day: date) -> None:
        self._document = Document()
        self._language = language
        self._tables = 0
        self._set_page(made_up)
        set_styles(self._document, language)
        properties = self._document.core_properties
        properties.title = title
        properties.language = SPOKEN.get(language, language)
        properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.created = properties.modified = datetime.combine(day, time())
        properties.revision = 1

    def letterhead(self, head: Letterhead) -> None:
        """Issuing office and motto side by side, then number and day."""
        table = self._document.add_table(rows=1, cols=2)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        left, right = table.rows[0].cells
        said = text("word.country", self._language), text("word.motto", self._language)
        _lines(
            left,
            [
                (head.office.upper(), True, False),
                (text("word.number", self._language, number=head.number), False, False),
            ],
        )
        _lines(
            right,
            [(said[0], True, False), (said[1], True, False), (f"{head.place}{head.day}", False, True)],
            size=SIZE - 1,
        )
        _set_widths(table, (2, 3))
        self.paragraph("")

    def title(self, name: str, about: str) -> None:
        """The kind of document and what it is about."""
        for words, size in ((name, SIZE + 1), (about, SIZE)):
            paragraph = self._document.add_paragraph(style="Title")
            _run(paragraph, words, bold=True, size=size)

    def alert(self, words: str) -> None:
        """A warning in its own colour, as that figures are made up."""
        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, words, bold=True).font.color.rgb = ALERT

    def heading(self, words: str, level: int) -> None:
        """A heading of a level from 1 on."""
        self._document.add_heading(_clean(words), level=min(level, HEADINGS))

    def paragraph(self, words: str, italic: bool = False, style: str = "Normal") -> None:
        """A paragraph of text."""
        _run(self._document.add_paragraph(style=style), words, italic=italic)

    def points(self, items: Iterable[str]) -> None:
        """A list of points."""
        for item in items:
            self.paragraph(item, style="List Bullet")

    def table(
        self,
        caption: str,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        source: str = "",
        widths: Sequence[int] = (),
    ) -> None:
        """A table with its caption above, its head repeated on every page, and where its figures come from below.

        `widths` are shares of the page's width; without them columns of words are wider than columns of figures.
        """
        rows = list(rows)
        self._tables += 1
        above = self._document.add_paragraph(style="Caption")
        _run(above, text("word.table", self._language) + " ")
        _field(above, "SEQ Table \\* ARABIC", str(self._tables))
        _run(above, f". {caption}")
        above.paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            _lines(cell, [(head, True, False)], size=SMALL)
        _repeat(table.rows[0])
        for row in rows:
            cells = table.add_row().cells
            for place, (cell, words) in enumerate(zip(cells, row, strict=True)):
                aligned = WD_ALIGN_PARAGRAPH.LEFT if place == 0 or not _is_figure(words) else WD_ALIGN_PARAGRAPH.RIGHT
                _lines(cell, [(words, False, False)], size=SMALL, align=aligned)
        _set_widths(table, widths or _natural_widths(heads, rows))
        for row in table.rows:
            _keep_whole(row)
        if source:
            self.paragraph(source, style=SOURCE)

    def signature(self) -> None:
        """The block to sign, left empty."""
        self.paragraph("")
        table = self._document.add_table(rows=1, cols=2)
        left, right = table.rows[0].cells
        _lines(left, [(text("word.recipients", self._language), True, True)], size=SMALL, align=WD_ALIGN_PARAGRAPH.LEFT)
        _lines(
            right,
            [
                (text("word.head_of_office", self._language), True, False),
                (text("word.sign", self._language), False, True),
            ],
        )

    def save(self, path: Path) -> None:
        """Write the document, with the hash of its content in its properties (see `is_edited`)."""
        held = io.BytesIO()
        self._document.core_properties.identifier = ""
        self._document.save(held)
        with zipfile.ZipFile(held) as parts:
            self._document.core_properties.identifier = content_mark(parts)
        marked = io.BytesIO()
        self._document.save(marked)
        with zipfile.ZipFile(marked) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
            for name in sorted(parts.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
                entry = zipfile.ZipInfo(name, _NO_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                written.writestr(entry, parts.read(name))

    def _set_page(self, made_up: str) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
        section.left_margin = Mm(30)
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _field(head, "PAGE", "1")
        if made_up:
            _run(head, f"    {made_up}", bold=True, size=SMALL).font.color.rgb = ALERT
            head._p.append(watermark(text("word.watermark", self._language)))


def _run(paragraph: Paragraph, words: str, bold: bool = False, italic: bool = False, size: int = 0) -> Any:
    run = paragraph.add_run(_clean(words))
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)
    return run


def _clean(words: str) -> str:
    """Text without what XML cannot hold."""
    return "".join(sign for sign in words if sign in "\t\n" or ord(sign) >= _FIRST_NOT_CONTROL)


def _lines(
    cell: Any, lines: list[tuple[str, bool, bool]], size: int = SIZE, align: Any = WD_ALIGN_PARAGRAPH.CENTER
) -> None:
    """Lines of a cell: words, whether bold, whether in italics."""
    paragraph = cell.paragraphs[0]
    paragraph.alignment, paragraph.paragraph_format.space_after = align, Pt(0)
    for place, (words, bold, italic) in enumerate(lines):
        if place:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        _run(paragraph, words, bold, italic, size)


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word counts anew; `shown` stands there until it does."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    said = OxmlElement("w:t")
    said.text = shown
    run.append(said)
    field.append(run)
    paragraph._p.append(field)


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _keep_whole(row: Any) -> None:
    mark = OxmlElement("w:cantSplit")
    mark.set(qn("w:val"), "true")
    properties = row._tr.get_or_add_trPr()
    properties.insert(0, mark)


def _is_figure(words: str) -> bool:
    return bool(words) and all(sign.isdigit() or sign in " .,%<≥–()+/" for sign in words)


def _natural_widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Widths in mm: each column has room for its longest word, and what is left goes to those with long texts."""
    columns = list(zip(heads, *rows, strict=True))
    least = [max(_room(word) for cell in column for word in cell.split() or [""]) for column in columns]
    whole = [max(_room(cell) for cell in column) for column in columns]
    wanted = [wish - need for need, wish in zip(least, whole, strict=True)]
    left = max(_USABLE_MM - sum(least), 0.0)
    return [need + left * wish / (sum(wanted) or 1.0) for need, wish in zip(least, wanted, strict=True)]


def _room(words: str) -> float:
    return _PADDING_MM + _MM_PER_SIGN * min(len(words), _LONGEST)


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    whole = sum(widths)
    for place, share in enumerate(widths):
        width = Mm(_USABLE_MM * share / whole)
        table.columns[place].width = width
        for cell in table.columns[place].cells:
            cell.width = width
