"""Pieces of a Word document as XML text: runs, paragraphs, fields, bookmarks, notes, pictures (ECMA-376).

Every text is put in as text: nothing of a workbook is markup, a field or a link.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from rehab.pages.citing.phrases import Phrase, Run

SPOKEN = {"vi": "vi-VN", "en": "en-GB"}
# Words of a workbook are Vietnamese, whatever the document's language.
_QUOTED = SPOKEN["vi"]
_EMU_PER_POINT = 12700
_STYLED = re.compile("<w:pStyle[^>]*/>")
# What stands around the name of a table or a heading that is referred to, until the document is whole.
BEGUN, ENDED = "\ue000", "\ue001"
# Control characters, halves of a character, what is no character, and the two that only references may have.
_NOT_TEXT = re.compile(f"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff{BEGUN}{ENDED}]")


@dataclass(frozen=True)
class Mark:
    """The mark of a note amid words, as XML."""

    xml: str


Piece = str | Phrase | Mark
Words = Piece | tuple[Piece, ...]


def plain(words: Words) -> str:
    """The text alone.

    >>> plain(("Đạt", Mark("<w:r/>"), "."))
    'Đạt.'
    """
    if isinstance(words, tuple):
        return "".join(plain(piece) for piece in words)
    return "" if isinstance(words, Mark) else words.plain if isinstance(words, Phrase) else words


def clean(words: str) -> str:
    """Text without what XML cannot hold, and without the marks of references.

    >>> clean("a\\x07b")
    'ab'
    """
    return _NOT_TEXT.sub("", words)


def attribute(words: str) -> str:
    """An attribute's value, in quotes; on one line."""
    return quoteattr(" ".join(clean(words).split()))


def run(words: str, bold: bool = False, italic: bool = False, style: str = "", language: str = "") -> str:
    """A stretch of text of one look; line breaks and tabs are Word's own.

    >>> run("a < b", bold=True)
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a &lt; b</w:t></w:r>'
    """
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    look += f'<w:lang w:val="{language}"/>' if language else ""
    said = escape(clean(words)).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    said = said.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    shown = f'<w:t xml:space="preserve">{said}</w:t>'.replace('<w:t xml:space="preserve"></w:t>', "")
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{shown}</w:r>" if shown else ""


def runs(words: Words, bold: bool = False, italic: bool = False) -> str:
    """Runs of a text or a phrase; words of the workbook are marked as Vietnamese."""
    if isinstance(words, tuple):
        return "".join(runs(piece, bold, italic) for piece in words)
    if isinstance(words, Mark):
        return words.xml
    if isinstance(words, str):
        return run(words, bold, italic)
    return "".join(
        run(piece.shown, bold, italic, language=_QUOTED if piece.is_quoted else "")
        for piece in words.pieces
        if isinstance(piece, Run)
    )


def paragraph(content: str, style: str = "", keep: bool = False) -> str:
    """A paragraph of runs; `keep` holds it on the page of what follows."""
    look = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:keepNext/>" if keep else "")
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{content}</w:p>"


def kept(block: str) -> str:
    """A paragraph held on the page of what follows; a table as it is.

    >>> kept(paragraph("", "Source"))
    '<w:p><w:pPr><w:pStyle w:val="Source"/><w:keepNext/></w:pPr></w:p>'
    """
    if not block.startswith("<w:p>") or "<w:keepNext/>" in block:
        return block
    return _STYLED.sub(r"\g<0><w:keepNext/>", block, count=1)


def field(code: str, shown: str, style: str = "") -> str:
    """A field that Word counts anew; `shown` stands there until it does."""
    return f'<w:fldSimple w:instr="{code}">{run(shown, style=style)}</w:fldSimple>'


def bookmark(name: str, number: int, content: str) -> str:
    """Content that fields elsewhere refer to by a name."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def note_reference(kind: str, number: int) -> str:
    """The mark that leads to a `footnote` or an `endnote`."""
    style = f"{kind.capitalize()}Reference"
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def notes_part(kind: str, notes: Iterable[str]) -> str:
    """The part of a document that holds its notes, as XML text: two separators, then the notes from 1 on."""
    line = '<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{}/></w:r></w:p>'
    pieces = [
        f'<w:{kind} w:type="{name}" w:id="{number}">{line.format(name)}</w:{kind}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    mark = f'<w:r><w:rPr><w:rStyle w:val="{kind.capitalize()}Reference"/></w:rPr><w:{kind}Ref/></w:r>'
    for number, words in enumerate(notes, start=1):
        told = paragraph(mark + run(f" {words}"), f"{kind.capitalize()}Text")
        pieces.append(f'<w:{kind} w:id="{number}">{told}</w:{kind}>')
    return f"<w:{kind}s {NAMES}>{''.join(pieces)}</w:{kind}s>"


def picture(relation: str, number: int, name: str, alt: str, width: float, height: float) -> str:
    """A picture in the line of text, `width` and `height` in points, with the text that stands for it."""
    size = f'cx="{round(width * _EMU_PER_POINT)}" cy="{round(height * _EMU_PER_POINT)}"'
    named = f'id="{number}" name={attribute(name)} descr={attribute(alt)}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {named}/>"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
"""The names of XML that pieces are written with."""
