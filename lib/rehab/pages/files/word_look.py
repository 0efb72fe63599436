"""How a Word document of the suite looks before an office restyles it: the template that decree 30/2020/NĐ-CP asks for.

`python -m rehab.pages.files.word_look FILE.docx` writes it anew.
"""

import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FONT, FONT_WHERE_MISSING = "Times New Roman", "Liberation Serif"
ALERT = "A3001B"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CENTRE, _LEFT, _RIGHT, _BOTH = "center", "left", "right", "both"
# Each paragraph style: id, name in Word, size in half points, look, alignment, points before, after, first line in mm.
_STYLES = (
    ("BodyText", "Body Text", 26, "", _BOTH, 0, 6, 10),
    ("Title", "Title", 28, "b", _CENTRE, 12, 0, 0),
    ("Subtitle", "Subtitle", 26, "b", _CENTRE, 0, 0, 0),
    ("TitleAside", "Title Aside", 26, "i", _CENTRE, 0, 0, 0),
    ("LetterheadAbove", "Letterhead Above", 24, "", _CENTRE, 0, 0, 0),
    ("LetterheadOffice", "Letterhead Office", 24, "b", _CENTRE, 0, 0, 0),
    ("LetterheadCountry", "Letterhead Country", 24, "b", _CENTRE, 0, 0, 0),
    ("LetterheadMotto", "Letterhead Motto", 26, "b", _CENTRE, 0, 0, 0),
    ("LetterheadNumber", "Letterhead Number", 26, "", _CENTRE, 4, 6, 0),
    ("LetterheadDay", "Letterhead Day", 26, "i", _CENTRE, 4, 6, 0),
    ("Caption", "caption", 24, "b", _LEFT, 8, 3, 0),
    ("TableHead", "Table Head", 22, "b", _CENTRE, 1, 1, 0),
    ("TableText", "Table Text", 22, "", _LEFT, 1, 1, 0),
    ("TableFigure", "Table Figure", 22, "", _RIGHT, 1, 1, 0),
    ("Picture", "Picture", 26, "", _CENTRE, 6, 0, 0),
    ("Note", "Note", 26, "i", _BOTH, 0, 6, 10),
    ("Quote", "Quote", 26, "", _BOTH, 0, 6, 10),
    ("Source", "Source", 22, "i", _LEFT, 0, 6, 0),
    ("NotesHead", "Notes Head", 26, "b", _LEFT, 14, 4, 0),
    ("Signatory", "Signatory", 26, "b", _CENTRE, 0, 0, 0),
    ("RecipientsHead", "Recipients Head", 24, "bi", _LEFT, 0, 0, 0),
    ("Recipients", "Recipients", 22, "", _LEFT, 0, 0, 0),
    ("FootnoteText", "footnote text", 20, "", _LEFT, 0, 0, 0),
    ("EndnoteText", "endnote text", 20, "", _LEFT, 0, 0, 0),
)
# Headings: size, look, points before; parts, groups and chapters, bullets, dashes.
_HEADINGS = ((28, "b", 10), (26, "b", 10), (26, "bi", 6), (26, "i", 6))
# Lists: style, its name in Word, what each point begins with; a choice is ticked or struck out.
_LISTS = (("ListBullet", "List Bullet", "-"), ("ListChoice", "List Choice", "☐"))
# Lines under the office, the motto and the title: how far from each side, in mm.
_LINES = (("LetterheadLine", "Letterhead Line", 20), ("LetterheadLineWide", "Letterhead Line Wide", 22))
_TITLE_LINE_MM = 60
_TWIPS_PER_MM = 1440 / 25.4
_WATERMARK = (
    '<w:r {names}><w:rPr><w:noProof/></w:rPr><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t" o:connecttype="rect"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="watermark{place}" o:spid="_x0000_s{number}" type="#_x0000_t136" alt="{words}" '
    'style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:60pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" fillcolor="#f2dfe1" stroked="f">'
    '<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string="{words}"/></v:shape></w:pict></w:r>'
)


def watermark(words: str, place: int = 0) -> Any:
    """Words across the page, behind the text; `place` tells several of one document apart."""
    said = escape(words, {'"': "&quot;"})
    return parse_xml(_WATERMARK.format(names=nsdecls("w"), font=FONT, words=said, place=place, number=2049 + place))


def write_template(path: Path) -> None:
    """Write the template: A4, margins, styles, page numbers from the second page on. The same bytes every time."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            [("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")]
        ),
        "docProps/app.xml": f'<Properties xmlns="{_PROPERTIES}"/>',
        "word/_rels/document.xml.rels": _relations(
            [(name, f"{name}.xml") for name in ("styles", "settings", "numbering", "fontTable")]
            + [("header", "header1.xml"), ("header", "header2.xml")]
        ),
        "word/document.xml": _document(),
        "word/fontTable.xml": _fonts(),
        "word/header1.xml": f"<w:hdr {_W}>{_page_number()}</w:hdr>",
        "word/header2.xml": f'<w:hdr {_W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>',
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/styles.xml": _styles(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, _HEAD + content)


def _content_types() -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "numbering": "numbering"}
    kinds |= {"fontTable": "fontTable", "header1": "header", "header2": "header"}
    own = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{own}'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{told}</Relationships>'


def _document() -> str:
    size = {side: round(mm * _TWIPS_PER_MM) for side, mm in (("w", 210), ("h", 297))}
    margins = {"top": 20, "right": 20, "bottom": 20, "left": 30, "header": 10, "footer": 10, "gutter": 0}
    told = " ".join(f'w:{side}="{round(mm * _TWIPS_PER_MM)}"' for side, mm in margins.items())
    return (
        f"<w:document {_W} {_R}><w:body><w:p/><w:sectPr>"
        '<w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="first" r:id="rId6"/>'
        '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
        f'<w:pgSz w:w="{size["w"]}" w:h="{size["h"]}"/><w:pgMar {told}/><w:titlePg/>'
        "</w:sectPr></w:body></w:document>"
    )


def _page_number() -> str:
    return (
        '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>'
    )


def _fonts() -> str:
    return (
        f'<w:fonts {_W}><w:font w:name="{FONT}"><w:altName w:val="{FONT_WHERE_MISSING}"/><w:charset w:val="00"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _numbering() -> str:
    kinds = list(enumerate(_LISTS))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{sign}"/>'
        '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        for number, (style, _, sign) in kinds
    )
    used = "".join(f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>' for number, _ in kinds)
    return f"<w:numbering {_W}>{abstract}{used}</w:numbering>"


def _settings() -> str:
    compatible = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{compatible}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _styles() -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    told = [
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="26"/><w:szCs w:val="26"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:rPr>{fonts}<w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>',
    ]
    told += [_paragraph_style(*own) for own in _STYLES]
    for level, (size, look, before) in enumerate(_HEADINGS):
        name = f"heading {level + 1}"
        told.append(_paragraph_style(f"Heading{level + 1}", name, size, look, _BOTH, before, 4, 10, outline=level))
    told += [_line_style(*line) for line in (*_LINES, ("TitleLine", "Title Line", _TITLE_LINE_MM))]
    told += [
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="BodyText"/>'
        f'<w:qFormat/><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr><w:ind w:left="851" w:hanging="284"/>'
        "</w:pPr></w:style>"
        for number, (style, name, _) in enumerate(_LISTS, start=1)
    ]
    told.append(_paragraph_style("Alert", "Alert", 26, "b", _CENTRE, 6, 6, 0, colour=ALERT))
    told += [
        f'<w:style w:type="character" w:styleId="{kind}Reference"><w:name w:val="{kind.lower()} reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        for kind in ("Footnote", "Endnote")
    ]
    told += [_table_style("TableGrid", "Table Grid", "single"), _table_style("Letterhead", "Letterhead", "none")]
    return f"<w:styles {_W}>{''.join(told)}</w:styles>"


def _paragraph_style(
    own: str,
    name: str,
    size: int,
    look: str,
    align: str,
    before: int,
    after: int,
    first_mm: int,
    outline: int | None = None,
    colour: str = "",
) -> str:
    keep = "<w:keepNext/><w:keepLines/>" if outline is not None else ""
    level = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    indent = f'<w:ind w:firstLine="{round(first_mm * _TWIPS_PER_MM)}"/>' if first_mm else ""
    marks = "".join(f"<w:{sign}/>" for sign in look) + (f'<w:color w:val="{colour}"/>' if colour else "")
    return (
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}<w:spacing w:before="{before * 20}" w:after="{after * 20}"/>{indent}'
        f'<w:jc w:val="{align}"/>{level}'
        f'</w:pPr><w:rPr>{marks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _line_style(own: str, name: str, mm: int) -> str:
    side = round(mm * _TWIPS_PER_MM)
    return (
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>'
        '<w:pBdr><w:top w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:before="60" w:after="0" w:line="120" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/>'
        '</w:pPr><w:rPr><w:sz w:val="8"/></w:rPr></w:style>'
    )


def _table_style(own: str, name: str, line: str) -> str:
    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    cells = '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
    return (
        f'<w:style w:type="table" w:styleId="{own}"><w:name w:val="{name}"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders>"
        f"<w:tblCellMar>{cells}</w:tblCellMar></w:tblPr></w:style>"
    )


if __name__ == "__main__":
    write_template(Path(sys.argv[1]))
