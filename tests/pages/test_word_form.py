"""What Word itself asks of a document: whole package, pieces in their order, headings, captions, alternative texts."""

import io
import itertools
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.shared import Pt
from openxml_audit import OpenXmlValidator
from test_review import years_of

from pages import material_with
from rehab.pages.files import word
from rehab.pages.files.word_look import write_template
from rehab.pages.numbers.material import Material
from rehab.pages.sections.word_evaluation import write_evaluation
from rehab.pages.sections.word_pages import write_review

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
# The order that the schema (ECMA-376, wml.xsd) sets for what the suite writes.
ORDER = {
    "pPr": ["pStyle", "keepNext", "keepLines", "numPr", "pBdr", "spacing", "ind", "jc", "outlineLvl"],
    "rPr": ["rStyle", "rFonts", "b", "i", "noProof", "color", "sz", "szCs", "vertAlign", "lang"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption"],
    "trPr": ["cantSplit", "tblHeader"],
    "tcPr": ["tcW"],
    "style": ["name", "basedOn", "uiPriority", "semiHidden", "qFormat", "pPr", "rPr", "tblPr"],
    "sectPr": ["headerReference", "endnotePr", "pgSz", "pgMar", "titlePg"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "tr": ["trPr", "tc"],
    "tc": ["tcPr", "p"],
}


@pytest.fixture(scope="module")
def document(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with pictures, tables, references and notes, in English."""
    rows = [
        *years_of("files_home_voluntary", {"2016": 40, "2017": 45, "2019": 50, "2020-H1": 20}),
        {"line": "narrative", "entry": "1.1", "text": "Tỉnh đã ban hành kế hoạch.", "cell": "C9", "value": None},
    ]
    path = tmp_path_factory.mktemp("form") / "67-dak-nong.review.en.docx"
    write_review(material_with(material, rows), path)
    return path


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def test_every_part_is_typed_and_every_relation_leads_to_a_part(document: Path):
    parts = _parts(document)
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    named = {one.get("PartName", "").lstrip("/") for one in types} | {one.get("Extension") for one in types}
    for name in parts:
        if name != "[Content_Types].xml":
            assert name in named or name.rsplit(".", 1)[-1] in named, name
    for name in (one for one in parts if one.endswith(".rels")):
        folder = name.split("_rels/")[0]
        for relation in ElementTree.fromstring(parts[name]):
            assert relation.get("TargetMode") is None
            target = relation.get("Target", "")
            assert (target.lstrip("/") if target.startswith("/") else folder + target) in parts, target
    known = {relation.get("Id") for relation in ElementTree.fromstring(parts["word/_rels/document.xml.rels"])}
    asked = re.findall(rb'r:(?:embed|id)="(\w+)"', parts["word/document.xml"])
    assert asked and {one.decode() for one in asked} <= known


def _faults(path: Path) -> list[str]:
    """What Microsoft's own checks find, but for the theme, which the standard (ECMA-376-1, 11.3) leaves to choice."""
    found = [f"{one.part_uri}: {one.description}" for one in OpenXmlValidator(max_errors=0).validate(path).errors]
    return [fault for fault in found if not fault.endswith("/theme' is missing.")]


def test_a_document_keeps_to_the_schemas_of_the_standard(document: Path, material: Material, tmp_path: Path):
    write_evaluation(material, tmp_path / "evaluation.docx")
    assert _faults(document) == [] == _faults(tmp_path / "evaluation.docx")


@pytest.mark.parametrize("spoilt", [(b"<w:pPr>", b"<w:rPr/><w:pPr>"), (b'w:val="Caption"', b'w:value="Caption"')])
def test_what_the_schemas_forbid_is_found(document: Path, tmp_path: Path, spoilt: tuple[bytes, bytes]):
    with zipfile.ZipFile(tmp_path / "spoilt.docx", "w") as written:
        for name, content in _parts(document).items():
            written.writestr(name, content.replace(*spoilt) if name == "word/document.xml" else content)
    assert _faults(tmp_path / "spoilt.docx")


def test_pieces_stand_in_the_order_of_the_schema(document: Path):
    for name in ("document", "styles", "header1", "header2"):
        for element in ElementTree.fromstring(_parts(document)[f"word/{name}.xml"]).iter():
            order = ORDER.get(element.tag.removeprefix(W))
            if order is not None:
                places = [order.index(child.tag.removeprefix(W)) for child in element]
                assert places == sorted(places), (name, element.tag)


def test_styles_notes_bookmarks_and_numbers_that_are_used_are_there(document: Path):
    parts = _parts(document)
    styles = {one.get(f"{W}styleId") for one in ElementTree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    body = ElementTree.fromstring(parts["word/document.xml"])
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {one.get(f"{W}val") for one in body.iter(f"{W}{tag}")} <= styles
    marks = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    referred = [code.split()[1] for code in _fields(body) if code.split()[0] == "REF"]
    assert referred and set(referred) <= set(marks)
    for tag, key in ((f"{W}bookmarkStart", f"{W}id"), (f"{WP}docPr", "id")):
        numbers = [one.get(key) for one in body.iter(tag)]
        assert numbers and len(numbers) == len(set(numbers)), tag


def _fields(body: ElementTree.Element) -> list[str]:
    return [one.get(f"{W}instr", "") for one in body.iter(f"{W}fldSimple")]


def test_captions_are_counted_by_word_and_say_what_word_would_count(document: Path):
    body = ElementTree.fromstring(_parts(document)["word/document.xml"])
    shown: dict[str, list[int]] = {}
    for one in body.iter(f"{W}fldSimple"):
        code = one.get(f"{W}instr", "").split()
        if code[0] == "SEQ":
            shown.setdefault(code[1], []).append(int("".join(one.itertext())))
    assert set(shown) == {"Bảng", "Hình", "source"}
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in shown.values())


def test_a_reference_shows_the_caption_that_it_leads_to(document: Path):
    body = ElementTree.fromstring(_parts(document)["word/document.xml"])
    said = {}
    for block in body.iter(f"{W}p"):
        for mark in block.iter(f"{W}bookmarkStart"):
            said[mark.get(f"{W}name")] = "".join(block.itertext())
    for one in body.iter(f"{W}fldSimple"):
        code = one.get(f"{W}instr", "").split()
        if code[0] == "REF":
            assert said[code[1]].startswith("".join(one.itertext()) + (" " if code[1].startswith("source_") else "."))


def test_headings_never_skip_a_level(document: Path):
    levels = [
        int(block.style.name[-1])
        for block in Document(str(document)).paragraphs
        if block.style.name.startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_pictures_and_tables_say_what_they_show(document: Path):
    body = ElementTree.fromstring(_parts(document)["word/document.xml"])
    pictures = list(body.iter(f"{WP}docPr"))
    assert pictures and all(len(one.get("descr", "")) > 40 for one in pictures)
    tables = [one for one in body.iter(f"{W}tbl") if one.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "TableGrid"]
    assert tables
    for own in tables:
        assert own.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert own.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        widths = {len(row.findall(f"{W}tc")) for row in own.findall(f"{W}tr")}
        assert len(widths) == 1


def test_pictures_are_metafiles_that_word_can_draw_at_any_size(document: Path):
    parts = _parts(document)
    pictures = [content for name, content in parts.items() if name.endswith(".emf")]
    assert pictures and not any(name.endswith((".png", ".jpeg")) for name in parts)
    for content in pictures:
        assert content[40:44] == b" EMF"
        records, place = 0, 0
        while place < len(content):
            place += int.from_bytes(content[place + 4 : place + 8], "little")
            records += 1
        assert place == len(content) == int.from_bytes(content[48:52], "little")
        assert records == int.from_bytes(content[52:56], "little")


def test_a_document_is_of_one_language_and_words_of_the_workbook_are_vietnamese(material: Material, tmp_path: Path):
    rows = [{"line": "narrative", "entry": "1.1", "text": "Tỉnh đã ban hành kế hoạch.", "cell": "C9", "value": None}]
    write_review(replace(material_with(material, rows), language="en"), tmp_path / "en.docx")
    parts = _parts(tmp_path / "en.docx")
    (spoken,) = ElementTree.fromstring(parts["word/styles.xml"]).iter(f"{W}lang")
    assert spoken.get(f"{W}val") == "en-GB"
    quoted = re.search(r'<w:lang w:val="vi-VN"/></w:rPr><w:t xml:space="preserve">(.*?)</w:t>', _body(parts))
    assert quoted and quoted.group(1) == "Tỉnh đã ban hành kế hoạch."


def _body(parts: dict[str, bytes]) -> str:
    return parts["word/document.xml"].decode()


def test_pages_are_numbered_above_from_the_second_on(document: Path):
    (section,) = Document(str(document)).sections
    assert section.different_first_page_header_footer
    assert " PAGE " in section.header._element.xml and " PAGE " not in section.first_page_header._element.xml


def test_the_block_to_sign_is_left_empty(document: Path):
    signing = Document(str(document)).tables[-1]
    left, right = signing.rows[0].cells
    assert left.text.startswith("Nơi nhận:") and right.text.strip() == "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ"


def test_the_template_in_the_repository_is_the_one_that_is_written(tmp_path: Path):
    write_template(tmp_path / "office.docx")
    assert (tmp_path / "office.docx").read_bytes() == (Path(word.__file__).parent / word.TEMPLATE).read_bytes()


def test_what_an_office_restyles_in_the_template_is_how_its_documents_look(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    template = Document(str(Path(word.__file__).parent / word.TEMPLATE))
    template.styles["Body Text"].font.name, template.styles["Body Text"].font.size = "Cambria", Pt(14)
    template.save(str(tmp_path / word.TEMPLATE))
    monkeypatch.setattr(word, "files", lambda _: tmp_path)
    write_review(material, tmp_path / "own.docx")
    own = Document(str(tmp_path / "own.docx"))
    assert own.styles["Body Text"].font.name == "Cambria"
    assert not re.search(r"<w:(rFonts|sz) ", own.element.body.xml)


def test_what_xml_cannot_hold_is_left_out():
    held = io.StringIO()
    held.write(word.run("a\x00\ud800\ufffeb\nc\td"))
    assert re.sub("<[^>]*>", "", held.getvalue()) == "abcd"
