"""Word documents: what the page says, in the form of administrative documents, and never over somebody's own work."""

import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from test_review import years_of

from pages import material_with
from rehab.batch.outputs import forget, remove_files
from rehab.catalog.outline import chapters, outline
from rehab.pages.files.edited import is_edited
from rehab.pages.numbers.material import Material
from rehab.pages.sections.word_evaluation import write_evaluation
from rehab.pages.sections.word_pages import write_beside, write_review

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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
    said = [[cell.text.strip() for cell in row.cells] for row in head.rows]
    assert said == [
        [
            "UBND TỈNH ĐẮK NÔNG\nSỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ],
        ["Số: 1309/BC-SLĐTBXH", "Đắk Nông, ngày 22 tháng 6 năm 2020"],
    ]


def test_heads_of_tables_are_repeated_and_figures_name_their_cells(review: Path):
    document = Document(str(review))
    tables = document.tables[1:-1]
    assert tables and all("tblHeader" in table.rows[0]._tr.xml for table in tables)
    notes = _listed(review)
    assert any("67-dak-nong.xlsx, Phụ lục 2 ! I19" in words for words in notes)


def test_every_figure_of_a_table_and_of_a_sentence_has_a_note_that_names_cells(review: Path):
    notes = _listed(review)
    blocks = list(Document(str(review)).iter_inner_content())
    signed = max(place for place, block in enumerate(blocks) if hasattr(block, "rows"))
    marked = 0
    for place, block in enumerate(blocks):
        is_table = hasattr(block, "rows") and 0 < place < signed
        if is_table and re.search(r"\d{2}", block.rows[-1].cells[-1].text):
            numbers = re.findall(r'" REF source_(\d+) ', blocks[place - 1]._p.xml)
            assert numbers and all("!" in notes[int(number) - 1] for number in numbers), blocks[place - 1].text
            marked += 1
        elif not is_table and getattr(block, "style", None) is not None and block.style.name == "Body Text":
            assert " REF source_" in block._p.xml or not re.search(r"\d", block.text), block.text
    assert marked > 2


def _listed(path: Path) -> list[str]:
    """The list of sources at the end."""
    return [block.text for block in Document(str(path)).paragraphs if block.style.name == "endnote text"]


def test_the_list_of_sources_follows_its_head_and_the_block_to_sign_its_last_lines(review: Path, evaluation: Path):
    blocks = list(Document(str(review)).iter_inner_content())
    place = next(place for place, block in enumerate(blocks) if getattr(block, "text", "") == "NGUỒN SỐ LIỆU")
    assert blocks[place].paragraph_format.keep_with_next and hasattr(blocks[place - 1], "rows")
    assert {block.style.name for block in blocks[place + 1 :]} == {"endnote text"}
    *_, result, source, signed = Document(str(evaluation)).iter_inner_content()
    assert result.paragraph_format.keep_with_next and source.paragraph_format.keep_with_next
    assert "cantSplit" in signed.rows[0]._tr.xml


def test_where_a_province_wrote_nothing_each_chapter_says_so_once_and_where_to_write_it(review: Path):
    said = [block.text for block in Document(str(review)).paragraphs]
    assert said.count("Phần tỉnh báo cáo: chưa có nội dung; ghi ở trang Thuyết minh.") == len(chapters())


def test_a_withheld_percentage_and_an_issuer_that_is_not_there_leave_no_scrap(material: Material, tmp_path: Path):
    rows = [
        {"line": "report_number", "text": "1/BC", "value": None},
        {"line": "report_date", "text": "2020-06-20", "value": None},
        {"line": "stated_value", "entry": "6", "value": None},
    ]
    told = material_with(material, rows)
    withheld = told.observations.assign(withheld=["", "", "other"])
    write_evaluation(replace(told, observations=withheld), tmp_path / "open.docx")
    document = Document(str(tmp_path / "open.docx"))
    assert "(Kèm theo Báo cáo số 1/BC ngày 20/6/2020)" in [block.text for block in document.paragraphs]
    assert "(tỷ lệ không công bố)" in document.tables[1].rows[6].cells[2].text


def _notes(path: Path, kind: str) -> list[str]:
    with zipfile.ZipFile(path) as parts:
        found = ElementTree.fromstring(parts.read(f"word/{kind}s.xml"))
    return ["".join(said.text or "" for said in note.iter(f"{W}t")) for note in found][2:]


def test_in_the_house_sources_stand_at_the_foot_of_the_page(material: Material, tmp_path: Path):
    write_review(replace(material, audience="internal"), tmp_path / "internal.docx")
    assert any("Phụ lục 2 ! I19" in words for words in _notes(tmp_path / "internal.docx", "footnote"))
    with zipfile.ZipFile(tmp_path / "internal.docx") as parts:
        assert "word/endnotes.xml" not in parts.namelist()


def test_notes_of_the_official_table_say_what_was_counted_when_and_by_whom(evaluation: Path):
    assert _notes(evaluation, "footnote") == [
        " Hoàn thành cai nghiện bắt buộc, 01/2017-6/2020: 59 người; Đang cai nghiện bắt buộc (cuối kỳ), 10/6/2020: "
        "97 người; Số người đang điều trị nghiện các chất dạng thuốc phiện bằng thuốc thay thế (Methadone) tại cơ sở "
        "y tế (cuối kỳ) (số của ngành y tế), 02/6/2020: 180 người.",
        " Số người nghiện ma túy có hồ sơ quản lý (số của Công an), 6 tháng đầu năm 2020: 930 người.",
        " Số người của tỉnh được đưa vào cơ sở cai nghiện bắt buộc, 01/01/2017-15/6/2020: 161 người; Số người cai "
        "nghiện bắt buộc được dạy nghề tại cơ sở (trong số được dạy nghề), 01/01/2017-15/6/2020: 81 người.",
    ]


def test_the_official_table_reads_row_by_row_as_the_report_prints_it(evaluation: Path):
    report = [row.cells for row in _official(evaluation)]
    said = [cells[2].text for cells in report]
    assert said[5].startswith("Không đạt\nTỷ lệ người nghiện được cai nghiện ma túy (tính cả") and "36,1%" in said[5]
    assert said[6] == (
        "Đạt (So sánh giữa tổng số người được gửi vào cai nghiện bắt buộc tại Cơ sở cai nghiện ma túy số 1 và số "
        "người được dạy nghề trong thời gian cai nghiện tại cơ sở) 50,3%"
    )
    marks = [re.findall(r'footnoteReference w:id="(\d+)"', cells[2]._tc.xml) for cells in report]
    assert marks == [[], [], [], [], [], ["1", "2"], ["3"], [], []]


def _official(path: Path):
    return Document(str(path)).tables[1].rows[1:]


def test_the_official_table_holds_the_provinces_own_verdicts_and_causes_row_by_row(
    evaluation: Path, material: Material
):
    table = Document(str(evaluation)).tables[1]
    stated = {fact.entry: fact.text for fact in material.facts.of("stated_verdict")}
    causes = {fact.entry: fact.text for fact in material.facts.of("stated_reason")}
    said = {"met": "Đạt", "not_met": "Không đạt", "not_assessed": "Không đánh giá"}
    for row in table.rows[1:]:
        number, _, verdict, cause = (cell.text for cell in row.cells)
        assert re.split(r"\n| \(", verdict)[0] == said[stated[number]]
        assert cause == causes.get(number, "")
    assert len(table.rows) == 10


def test_a_verdict_that_the_province_does_not_state_stays_blank(material: Material, tmp_path: Path):
    write_evaluation(replace(material, verdicts=material.verdicts.assign(stated_verdict="")), tmp_path / "none.docx")
    rows = Document(str(tmp_path / "none.docx")).tables[1].rows
    assert not any(words in row.cells[2].text for row in rows[1:] for words in ("Đạt", "Không đạt", "Không đánh giá"))


def test_words_of_a_workbook_are_words_in_word(material: Material, tmp_path: Path):
    hostile = '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/>]]> & =1+1 \x07 \ue000nine\ue001 \ue000none\ue001'
    rows = [{"line": "narrative", "entry": "1.1", "text": hostile, "value": None, "cell": "C9"}]
    write_review(material_with(material, rows), tmp_path / "hostile.docx")
    with zipfile.ZipFile(tmp_path / "hostile.docx") as parts:
        body = parts.read("word/document.xml").decode()
    assert "DDEAUTO" not in re.sub(r"<w:t[ >].*?</w:t>", "", body)
    assert "<w:hyperlink" not in body and "TargetMode" not in body


def test_made_up_figures_say_so_in_header_title_and_behind_the_text(material: Material, tmp_path: Path):
    write_review(replace(material, is_made_up=True), tmp_path / "made.docx")
    document = Document(str(tmp_path / "made.docx"))
    (section,) = document.sections
    for header in (section.header, section.first_page_header):
        assert "giả định" in header.paragraphs[-1].text and "SỐ LIỆU GIẢ ĐỊNH" in header.paragraphs[-1]._p.xml
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


def test_a_new_one_edited_by_hand_is_never_written_over_either(material: Material, review: Path, tmp_path: Path):
    target = tmp_path / "x.docx"
    for name in ("x.docx", "x.new.docx"):
        shutil.copy(review, tmp_path / name)
        _edited(tmp_path / name, lời="của chúng tôi")
    (tmp_path / "x.new-2.docx").mkdir()
    kept = (tmp_path / "x.new.docx").read_bytes()
    written = [write_beside(write_review, material, target).name for _ in range(2)]
    assert written == ["x.new-3.docx"] * 2 and (tmp_path / "x.new.docx").read_bytes() == kept


def test_a_copy_edited_by_hand_is_not_cleaned_up(material: Material, review: Path, tmp_path: Path):
    for name in ("edited.docx", "own.docx"):
        shutil.copy(review, tmp_path / name)
    _edited(tmp_path / "edited.docx", x="y")
    (tmp_path / "folder.docx").mkdir()
    remove_files(tmp_path, ["edited.docx", "own.docx", "folder.docx", "gone.docx"])
    assert {path.name for path in tmp_path.iterdir()} == {"edited.docx", "folder.docx"}


@pytest.mark.parametrize("known", [{"beside": ["67.review.docx", "old.xlsx"]}, None])
def test_what_lies_beside_a_page_names_a_copy_edited_by_hand(tmp_path: Path, known: dict[str, list[str]] | None):
    for name in ("67.review.docx", "67.review.new.docx", "old.xlsx"):
        (tmp_path / name).write_bytes(b"of somebody's own")
    found = forget(tmp_path, known, ("67.review.new.docx",))
    assert found == ("67.review.new.docx", "67.review.docx")
    assert (tmp_path / "old.xlsx").exists() == (known is None)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a document"])
def test_what_is_no_document_of_the_suite_counts_as_somebodys(tmp_path: Path, content: bytes):
    (tmp_path / "x.docx").write_bytes(content)
    (tmp_path / "folder.docx").mkdir()
    assert is_edited(tmp_path / "x.docx") and is_edited(tmp_path / "folder.docx")


def test_a_document_that_cannot_be_read_any_more_is_left_and_a_new_one_written_beside(
    material: Material, review: Path, tmp_path: Path
):
    with zipfile.ZipFile(review) as parts, zipfile.ZipFile(tmp_path / "x.docx", "w") as spoilt:
        for name in parts.namelist():
            spoilt.writestr(name, b"<w:document" if name == "word/document.xml" else parts.read(name))
    (tmp_path / "y.docx").mkdir()
    for name in ("x", "y"):
        written = write_beside(write_review, material, tmp_path / f"{name}.docx")
        assert written.name == f"{name}.new.docx" and written.read_bytes() == review.read_bytes()


@pytest.mark.part(1)
@pytest.mark.parametrize("name", ["review", "evaluation"])
def test_an_office_suite_opens_the_document_without_repair(name: str, request: pytest.FixtureRequest, tmp_path: Path):
    office = shutil.which("soffice")
    if not office:
        message = "NO OFFICE SUITE: install Debian's libreoffice-writer-nogui to have this tested."
        pytest.fail(message) if os.environ.get("REHAB_REQUIRE_OFFICE") else pytest.skip(message)
    document: Path = request.getfixturevalue(name)
    command = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(document)], check=True, capture_output=True, timeout=180)
    printed = (tmp_path / f"{document.stem}.pdf").read_bytes()
    assert printed.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", printed)) > 1
