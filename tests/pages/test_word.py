"""Word documents: what the page says, in the form of administrative documents, and never over somebody's own work."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from test_review import years_of

from pages import material_with
from rehab.batch.outputs import remove_files
from rehab.catalog.outline import outline
from rehab.pages.files.edited import is_edited
from rehab.pages.numbers.material import Material
from rehab.pages.sections.word_pages import write_beside, write_evaluation, write_review


@pytest.fixture(scope="module")
def review(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Đắk Nông's review."""
    path = tmp_path_factory.mktemp("word") / "67-dak-nong.review.docx"
    write_review(material, path)
    return path


@pytest.fixture(scope="module")
def evaluation(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Đắk Nông's evaluation table."""
    path = tmp_path_factory.mktemp("word") / "67-dak-nong.evaluation.docx"
    write_evaluation(material, path)
    return path


def _edited(path: Path, **cells: str) -> None:
    """Somebody changes words of the document and saves it."""
    document = Document(str(path))
    for was, now in cells.items():
        document.add_paragraph(f"{was}: {now}")
    document.save(str(path))


def test_the_same_data_gives_the_same_bytes(material: Material, review: Path, tmp_path: Path):
    write_review(material, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == review.read_bytes()


def test_a_document_is_a_sheet_of_a4_with_the_margins_and_the_font_of_the_decree(review: Path):
    document = Document(str(review))
    (section,) = document.sections
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    assert 20 <= round(section.top_margin.mm) <= 25 and 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35 and 15 <= round(section.right_margin.mm) <= 20
    normal = document.styles["Normal"]
    assert normal.font.name == "Times New Roman" and normal.font.size.pt in (13, 14)


def test_every_heading_and_bullet_of_the_outline_is_a_real_heading_in_order(review: Path):
    headings = [p.text for p in Document(str(review)).paragraphs if p.style.name.startswith("Heading")]
    wanted = [item.text("vi") for item in outline()]
    assert len(headings) == len(wanted)
    assert all(words in heading for words, heading in zip(wanted, headings, strict=True))


def test_the_motto_the_office_its_number_and_its_day_stand_above(review: Path):
    head = Document(str(review)).tables[0]
    left, right = (cell.text for cell in head.rows[0].cells)
    assert "SỞ LAO ĐỘNG" in left and "1309/BC-SLĐTBXH" in left
    assert "Độc lập - Tự do - Hạnh phúc" in right and "ngày 22 tháng 6 năm 2020" in right


def test_heads_of_tables_are_repeated_and_figures_name_their_cells(review: Path):
    document = Document(str(review))
    tables = document.tables[1:-1]
    assert tables and all("tblHeader" in table.rows[0]._tr.xml for table in tables)
    sources = [p.text for p in document.paragraphs if p.style.name == "Source"]
    assert any("67-dak-nong.xlsx" in source and "I19" in source for source in sources)


def test_every_figure_of_a_table_stands_on_a_line_that_names_cells(review: Path):
    blocks = list(Document(str(review)).iter_inner_content())
    for place, block in enumerate(blocks):
        if (
            hasattr(block, "rows")
            and 0 < place < len(blocks) - 1
            and re.search(r"\d{2}", block.rows[-1].cells[-1].text)
        ):
            assert blocks[place + 1].style.name == "Source", block.rows[-1].cells[0].text


def test_the_official_table_holds_the_provinces_own_verdicts_and_causes_row_by_row(
    evaluation: Path, material: Material
):
    table = Document(str(evaluation)).tables[1]
    stated = {fact.entry: fact.text for fact in material.facts.of("stated_verdict")}
    causes = {fact.entry: fact.text for fact in material.facts.of("stated_reason")}
    said = {"met": "Đạt", "not_met": "Không đạt", "not_assessed": "Không đánh giá"}
    for row in table.rows[1:]:
        number, _, verdict, cause = (cell.text for cell in row.cells)
        assert verdict.split("\n")[0] == said[stated[number]]
        assert cause == causes.get(number, "")
    assert len(table.rows) == 10


def test_a_verdict_that_the_province_does_not_state_stays_blank(material: Material, tmp_path: Path):
    write_evaluation(replace(material, verdicts=material.verdicts.assign(stated_verdict="")), tmp_path / "none.docx")
    rows = Document(str(tmp_path / "none.docx")).tables[1].rows
    assert not any(words in row.cells[2].text for row in rows[1:] for words in ("Đạt", "Không đạt", "Không đánh giá"))


def test_words_of_a_workbook_are_words_in_word(material: Material, tmp_path: Path):
    hostile = '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/>]]> & =1+1 \x07'
    rows = [{"line": "narrative", "entry": "1.1", "text": hostile, "value": None, "cell": "C9"}]
    write_review(material_with(material, rows), tmp_path / "hostile.docx")
    with zipfile.ZipFile(tmp_path / "hostile.docx") as parts:
        body = parts.read("word/document.xml").decode()
    assert "DDEAUTO" not in re.sub(r"<w:t[ >].*?</w:t>", "", body)
    assert "<w:hyperlink" not in body and "TargetMode" not in body


def test_made_up_figures_say_so_in_header_title_and_behind_the_text(material: Material, tmp_path: Path):
    write_review(replace(material, is_made_up=True), tmp_path / "made.docx")
    document = Document(str(tmp_path / "made.docx"))
    header = document.sections[0].header.paragraphs[0]
    assert "giả định" in header.text and "SỐ LIỆU GIẢ ĐỊNH" in header._p.xml
    assert "giả định" in document.core_properties.title


def test_a_copy_edited_by_hand_is_never_written_over_and_the_new_one_says_what_differs(
    material: Material, tmp_path: Path
):
    target = tmp_path / "67-dak-nong.review.docx"
    first = material_with(material, years_of("files_proposed", {"2018": 30, "2019": 40}))
    assert write_beside(write_review, first, target) == target and not is_edited(target)
    _edited(target, lời="của chúng tôi")
    kept = target.read_bytes()
    assert is_edited(target)
    now = material_with(material, years_of("files_proposed", {"2018": 30, "2019": 44}))
    beside = write_beside(write_review, now, target)
    assert beside.name == "67-dak-nong.review.new.docx" and target.read_bytes() == kept
    changes = Document(str(beside)).tables[1]
    assert [cell.text for cell in changes.rows[1].cells][1:] == ["40", "44"]


def test_a_copy_edited_by_hand_is_not_cleaned_up(material: Material, review: Path, tmp_path: Path):
    for name in ("edited.docx", "own.docx"):
        shutil.copy(review, tmp_path / name)
    _edited(tmp_path / "edited.docx", x="y")
    remove_files(tmp_path, ["edited.docx", "own.docx"])
    assert [path.name for path in tmp_path.iterdir()] == ["edited.docx"]


@pytest.mark.parametrize("content", [b"", b"PK", b"not a document"])
def test_what_is_no_document_of_the_suite_counts_as_somebodys(tmp_path: Path, content: bytes):
    (tmp_path / "x.docx").write_bytes(content)
    assert is_edited(tmp_path / "x.docx")


@pytest.mark.part(0)
def test_an_office_suite_opens_the_document_without_repair(review: Path, tmp_path: Path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("NO OFFICE SUITE: install Debian's libreoffice-writer-nogui to have this tested.")
    command = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(review)], check=True, capture_output=True, timeout=180)
    assert (tmp_path / f"{review.stem}.pdf").read_bytes().startswith(b"%PDF")
