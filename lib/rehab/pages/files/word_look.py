"""How a Word document of the suite looks: fonts, headings, the watermark of made-up figures (decree 30/2020/NĐ-CP)."""

from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
SIZE, SMALL = 13, 11
HEADINGS = 4
ALERT = RGBColor(0xA3, 0x00, 0x1B)
SPOKEN = {"vi": "vi-VN", "en": "en-GB"}
SOURCE = "Source"
_WATERMARK = (
    '<w:r {names}><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t" o:connecttype="rect"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{words}" '
    'style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:60pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" fillcolor="#f2dfe1" stroked="f">'
    '<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string="{words}"/></v:shape></w:pict></w:r>'
)


def set_styles(document: Document, language: str) -> None:
    """Give the styles that documents use their font, size and language."""
    styles: Any = document.styles
    normal: ParagraphStyle = styles["Normal"]
    _set_font(normal, SIZE, language)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for level in range(1, HEADINGS + 1):
        style = styles[f"Heading {level}"]
        _set_font(style, SIZE + (1 if level == 1 else 0), language)
        style.font.bold, style.font.italic = True, level == HEADINGS
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10), Pt(4)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for name in ("Title", "Caption", "List Bullet"):
        _set_font(styles[name], SIZE if name != "Caption" else SMALL, language)
        styles[name].font.color.rgb = RGBColor(0, 0, 0)
    title = styles["Title"]
    title.paragraph_format.alignment, title.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(6)
    border = title.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        title.element.pPr.remove(border)
    source = styles.add_style(SOURCE, 1)
    source.base_style = normal
    _set_font(source, SMALL - 1, language)
    source.font.italic = True


def _set_font(style: Any, size: int, language: str) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), SPOKEN.get(language, language))
    properties.append(spoken)


def watermark(words: str) -> Any:
    """Words across the page, behind the text."""
    return parse_xml(_WATERMARK.format(names=nsdecls("w"), font=FONT, words=escape(words, {'"': "&quot;"})))
