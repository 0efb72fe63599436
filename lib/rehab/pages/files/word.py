"""A Word document in the form of Vietnamese administrative documents (decree 30/2020/NĐ-CP), the same bytes every time.

How it looks stands in the office's template (`office.docx`): fonts, sizes and margins are its styles', none is written
here. Real headings, captions, references between them, notes, repeated table heads, page numbers; made-up figures say
so in header, title and behind the text.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from rehab.catalog.texts import text
from rehab.pages.files.edited import content_mark
from rehab.pages.files.word_look import watermark
from rehab.pages.files.word_table import table
from rehab.pages.files.word_xml import (
    BEGUN,
    ENDED,
    NAMES,
    SPOKEN,
    Mark,
    Words,
    bookmark,
    clean,
    field,
    kept,
    note_reference,
    notes_part,
    paragraph,
    picture,
    plain,
    run,
    runs,
)

TEMPLATE = "office.docx"
HEADINGS = 4
FOOTNOTE = "footnote"
_SOURCE, _SOURCE_MARK = "source", "EndnoteReference"
TABLE, PICTURE = "table", "picture"
# The earliest that a zip file can say.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_NO_MARK = "the-mark-of-its-content"
_REFERENCE = re.compile(f"{BEGUN}(\\w+){ENDED}")
_BODY_STYLE, _ALERT, _NOTE, _POINT, _CHOICE = "BodyText", "Alert", "Note", "ListBullet", "ListChoice"
# What a signature must not stand without: a last result and its source.
_KEPT_LAST = 2
_EMF = "image/x-emf"


@dataclass(frozen=True)
class Letterhead:
    """What stands above a document: the office above the one that writes, that one, number, place and day."""

    above: str
    office: str
    number: str
    place: str
    day: str


class WordDocument:
    """A document being written, from its head to its signature, on the office's template."""

    def __init__(self, title: str, language: str, made_up: str, day: date) -> None:
        with files("rehab.pages.files").joinpath(TEMPLATE).open("rb") as template:
            self._document = Document(template)
        self._language = language
        self._body: list[str] = []
        self._notes: list[str] = []
        self._listed: list[str] = []
        self._counted = {TABLE: 0, PICTURE: 0}
        self._bookmarks: dict[str, tuple[str, str]] = {}
        self._ids = 0
        self._set_head(made_up)
        self._set_language()
        properties = self._document.core_properties
        properties.title = clean(title)
        properties.language = SPOKEN.get(language, language)
        properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
        properties.created = properties.modified = datetime.combine(day, time())
        properties.revision, properties.identifier = 1, _NO_MARK

    def letterhead(self, head: Letterhead) -> None:
        """Issuing office and motto side by side, each with its line below, then number and day."""
        said = text("word.country", self._language), text("word.motto", self._language)
        number = text("word.number", self._language, number=head.number)
        above = [paragraph(run(head.above.upper()), "LetterheadAbove")] if head.above else []
        left = [*above, paragraph(run(head.office.upper()), "LetterheadOffice"), paragraph("", "LetterheadLine")]
        right = [
            paragraph(run(said[0]), "LetterheadCountry"),
            paragraph(run(said[1]), "LetterheadMotto"),
            paragraph("", "LetterheadLineWide"),
        ]
        below = paragraph(run(number), "LetterheadNumber"), paragraph(run(f"{head.place}{head.day}"), "LetterheadDay")
        self._side_by_side([("".join(left), "".join(right)), below], (2, 3))

    def title(self, name: str, about: Sequence[str], aside: Sequence[str] = ()) -> None:
        """The kind of document and what it is about; `aside` in brackets below."""
        self._add(paragraph(run(name), "Title"))
        self._body += [paragraph(run(words), "Subtitle") for words in about]
        self._body += [paragraph(run(words), "TitleAside") for words in aside]
        self._add(paragraph("", "TitleLine"))

    def alert(self, words: str) -> None:
        """A warning in its own colour, as that figures are made up."""
        self._add(paragraph(run(words), _ALERT))

    def heading(self, words: str, level: int, name: str = "") -> None:
        """A heading of a level from 1 on; `name` for what refers to it."""
        content = runs(words)
        self._add(paragraph(self._named(name, words, content) if name else content, f"Heading{min(level, HEADINGS)}"))

    def paragraph(self, *pieces: Words, style: str = _BODY_STYLE) -> None:
        """A paragraph of text."""
        self._add(paragraph("".join(runs(piece) for piece in pieces), style))

    def remark(self, words: Words) -> None:
        """A paragraph of the suite's own about what stands or does not stand here."""
        self.paragraph(words, style=_NOTE)

    def quotation(self, words: Words) -> None:
        """Words that are the province's own."""
        self.paragraph(words, style="Quote")

    def points(self, items: Iterable[Words], to_choose: bool = False) -> None:
        """A list of points; those `to_choose` from bear a box to tick, or are struck out."""
        for item in items:
            self.paragraph(item, style=_CHOICE if to_choose else _POINT)

    def note(self, words: str) -> Mark:
        """A note at the foot of the page; what leads to it. No mark without words."""
        if not words:
            return Mark("")
        self._notes.append(words)
        return Mark(note_reference(FOOTNOTE, len(self._notes)))

    def listed(self, words: str) -> Mark:
        """A source in the list at the end (see `sources`); what leads to it. No mark without words."""
        if not words:
            return Mark("")
        self._listed.append(words)
        number = len(self._listed)
        return Mark(field(f" REF {_SOURCE}_{number} \\h ", str(number), _SOURCE_MARK))

    def refer(self, name: str) -> Mark:
        """A reference to a table, picture or heading by its name; it may come later in the document."""
        return Mark(f"{BEGUN}{name}{ENDED}")

    def table(
        self,
        caption: Words,
        heads: Sequence[str],
        rows: Iterable[Sequence[Words]],
        widths: Sequence[float] = (),
        name: str = "",
        is_kept_whole: bool = True,
        is_of_words: bool = False,
    ) -> str:
        """A table with its caption above and its head repeated on every page; gives the name that refers to it."""
        name = self._caption(caption, TABLE, name, keep=True)
        self._add(table(heads, list(rows), plain(caption), widths, is_kept_whole, is_of_words))
        return name

    def picture(self, caption: str, emf: bytes, alt: str, width: float, height: float) -> str:
        """A picture with its caption below and the text that stands for it; gives the name that refers to it."""
        number = self._counted[PICTURE] + 1
        part = Part(PackURI(f"/word/media/picture{number}.emf"), _EMF, emf, self._document.part.package)
        relation = self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        shown = picture(
            relation, self._next_id(), f"{text('word.picture', self._language)} {number}", alt, width, height
        )
        self._add(paragraph(shown, "Picture", keep=True))
        return self._caption(caption, PICTURE, "")

    def signature(self) -> None:
        """The block to sign, left empty, and for whom the document is."""
        said = {key: text(f"word.{key}", self._language) for key in ("recipients", "archive", "head_of_office")}
        left = paragraph(run(said["recipients"]), "RecipientsHead")
        left += "".join(paragraph(run(words), "Recipients") for words in ("- …………;", said["archive"]))
        right = paragraph(run(said["head_of_office"]), "Signatory") + paragraph("", "Signatory") * 5
        # A table is kept apart from one that follows, or Word makes one of the two.
        if self._body[-1].startswith("<w:tbl>"):
            self._add(paragraph("", "Recipients"))
        self._body[-_KEPT_LAST:] = [kept(block) for block in self._body[-_KEPT_LAST:]]
        self._side_by_side([(left, right)], (2, 3))

    def sources(self, head: str) -> None:
        """The list of sources with its head, where there are any.

        Paragraphs, no endnotes: some programs put those on a page of their own, away from their head.
        """
        if self._listed:
            self._add(paragraph(run(head), "NotesHead", keep=True))
        for number, words in enumerate(self._listed, start=1):
            counted = field(f" SEQ {_SOURCE} \\* ARABIC ", str(number), _SOURCE_MARK)
            named = bookmark(f"{_SOURCE}_{number}", self._next_id(), counted)
            self._add(paragraph(named + run(f" {words}"), "EndnoteText"))

    def save(self, path: Path) -> None:
        """Write the document, with the hash of its content in its properties (see `is_edited`)."""
        self._fill_in()
        held = io.BytesIO()
        self._document.save(held)
        with zipfile.ZipFile(held) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
            mark = content_mark(parts)
            for name in sorted(parts.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
                entry = zipfile.ZipInfo(name, _NO_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                written.writestr(entry, parts.read(name).replace(_NO_MARK.encode(), mark.encode()))

    def _add(self, xml: str) -> None:
        self._body.append(xml)

    def _next_id(self) -> int:
        self._ids += 1
        return self._ids

    def _named(self, name: str, shown: str, content: str) -> str:
        number = self._next_id()
        self._bookmarks[name] = (f"{name}_{number}", shown)
        return bookmark(f"{name}_{number}", number, content)

    def _caption(self, caption: Words, kind: str, name: str, keep: bool = False) -> str:
        self._counted[kind] += 1
        number = str(self._counted[kind])
        name = name or f"{kind}{number}"
        word = text(f"word.{kind}", self._language)
        counted = field(f" SEQ {word} \\* ARABIC ", number)
        named = self._named(name, f"{word} {number}", run(f"{word} ") + counted)
        self._add(paragraph(f"{named}{run('. ')}{runs(caption)}", "Caption", keep))
        return name

    def _side_by_side(self, rows: Sequence[tuple[str, str]], shares: tuple[int, int]) -> None:
        widths = [round(9071 * share / sum(shares)) for share in shares]
        told = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
                for width, cell in zip(widths, row, strict=True)
            )
            + "</w:tr>"
            for row in rows
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        self._add(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Letterhead"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{told}</w:tbl>'
        )

    def _fill_in(self) -> None:
        """Put what was written into the template, before what says how its pages are."""
        found = {key: field(f" REF {name} \\h ", shown) for key, (name, shown) in self._bookmarks.items()}
        written = _REFERENCE.sub(lambda match: found[match.group(1)], "".join(self._body))
        # A document ends in a paragraph, never in a table.
        body = self._document.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)
        for child in list(parse_xml(f"<w:body {NAMES}>{written}</w:body>")):
            body.insert(len(body) - 1, child)
        if self._notes:
            self._add_notes()

    def _add_notes(self) -> None:
        package = self._document.part.package
        told = notes_part(FOOTNOTE, self._notes)
        content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{told}'.encode()
        part = Part(PackURI(f"/word/{FOOTNOTE}s.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _set_head(self, made_up: str) -> None:
        """Made-up figures say so above and behind every page, the first one too, which has no number."""
        if not made_up:
            return
        (section,) = self._document.sections
        for place, header in enumerate((section.header, section.first_page_header)):
            head = header.add_paragraph() if place == 0 else header.paragraphs[0]
            shown = paragraph(run(made_up), _ALERT).replace("<w:p>", f"<w:p {NAMES}>", 1)
            said: Any = parse_xml(shown)
            said.append(watermark(text("word.watermark", self._language), place))
            head._p.getparent().replace(head._p, said)

    def _set_language(self) -> None:
        for spoken in self._document.styles.element.iter(qn("w:lang")):
            spoken.set(qn("w:val"), SPOKEN.get(self._language, self._language))
