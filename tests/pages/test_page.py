"""The page: what it says, where each figure leads, and that it needs nothing but itself."""

import re
from pathlib import Path

import nbformat
import papermill
import pytest

from pages import PROJECT, Page, copy_of_raw, release
from places import BRIEF, build
from rehab.batch.work import read_collection
from rehab.pages.frame.export import NoBriefError, export_page
from rehab.pages.numbers.material import Material
from rehab.pages.sections.brief import Brief, open_brief
from rehab.store.project import Project

VERDICTS = ["Đạt", "Đạt", "Không đánh giá", "Không đánh giá", "Không đạt", "Không đạt", "Đạt", "Không đạt"]
VERDICTS += ["Không đánh giá"]


def test_the_nine_rows_bear_the_reports_verdicts(html: str):
    rows = re.findall(r'<tr id="indicator-\d".*?</tr>', html, re.DOTALL)
    found = [re.search(r'aria-hidden="true">.</span> (.*?)</span>', row)[1] for row in rows]  # type: ignore[index]
    assert [verdict.replace("\xa0", " ") for verdict in found] == VERDICTS


@pytest.mark.parametrize(
    ("part", "shown", "numbers"), [("6", "36,1%", {"59", "97", "180", "930"}), ("7", "50,3%", {"81", "161"})]
)
def test_a_percentage_leads_to_sheet_and_cell_of_every_number_in_it(html: str, part: str, shown: str, numbers: set):
    assert re.search(rf'<a class="n" href="#calc-{part}">(≥ )?{shown}</a>', html)
    calculation = re.search(rf'<div id="calc-{part}".*?</div>', html, re.DOTALL)[0]  # type: ignore[index]
    equation = re.search(r'<p class="equation">(.*?)</p>', calculation, re.DOTALL)[1]  # type: ignore[index]
    links = dict(re.findall(r'href="#(\d[^"]+)"[^>]*>([^<]+)</a>', equation))
    assert set(links.values()) == numbers
    for anchor, number in links.items():
        source = re.search(rf'<tr id="{anchor}".*?</tr>', html, re.DOTALL)[0]  # type: ignore[index]
        cells = re.findall(r"<td[^>]*>([^<]*)", source)
        assert cells[0].strip() == number
        assert re.match(r"[A-Z]+\d+$", cells[2])
        assert cells[3] == number
        sheet = html[: html.index(source)].rpartition("<caption")[2].partition("</caption>")[0]
        assert re.search(r"Phụ lục \d</span>$", sheet)


def test_every_link_on_the_page_leads_to_a_place_on_it(html: str):
    page = Page(html)
    ids = {attributes.get("id") for _, attributes in page.elements}
    links = {link["href"] for link in page.all("a") if link.get("rel") != "alternate" and "download" not in link}
    elsewhere = {"index.html", "overview.html", "quality.html"}
    assert {link for link in links if link} <= {*elsewhere, *(f"#{name}" for name in ids if name)}


def test_no_id_stands_twice(html: str):
    ids = [attributes["id"] for _, attributes in Page(html).elements if attributes.get("id")]
    assert len(ids) == len(set(ids))


def test_the_page_holds_no_script_and_names_nothing_outside(html: str):
    page = Page(html)
    assert not page.all("script") + page.all("iframe") + page.all("link") + page.all("img")
    outside = [
        (tag, name, value)
        for tag, attributes in page.elements
        for name, value in attributes.items()
        if name in ("src", "href", "xlink:href", "action", "data") and value and not value.startswith("#")
    ]
    carried = [value for _, _, value in outside if value.startswith("data:text/csv;")]
    assert len(carried) == 3
    assert {value for _, _, value in outside} - set(carried) <= {
        "67-dak-nong.en.html",
        "67-dak-nong.xlsx",
        "index.html",
        "overview.html",
        "quality.html",
    }
    assert not re.search(r"@import|url\((?!#)", html)


def test_the_content_security_policy_forbids_all_loading(html: str):
    policy = next(m for m in Page(html).all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in str(policy["content"])
    assert "script-src" not in str(policy["content"])


def test_a_chart_has_a_text_alternative_that_states_what_it_shows(material: Material):
    html = Brief(material).picture().markup
    description = re.search(r'<desc id="nine-desc">(.*?)</desc>', html, re.DOTALL)[1]  # type: ignore[index]
    assert "chỉ tiêu 6 (tính từ số liệu, 36,1%, mục tiêu 80%)" in description
    assert "chỉ tiêu 7 (tính từ số liệu, 50,3%, mục tiêu 50%)" in description
    assert 'aria-labelledby="nine-title nine-desc"' in html


@pytest.mark.parametrize(
    "said",
    [
        "36,1% mới tính từ 3 / 7 thành phần có số liệu",
        "một người quyết định kết quả. Với 80 người thay vì 81 thì không đạt",
        "Trên số người nghiện có hồ sơ quản lý: 81 / 930 ≥ 8,7% . Không đạt theo số đã có",
        "cộng là 156",
        "không phải số liệu thực tế của tỉnh",
        "theo số đã có còn thiếu 408 người",
        "Không có số nào được đính chính",
    ],
)
def test_the_page_says_what_a_reader_must_know(html: str, said: str):
    tight = re.sub(r"\s+", "", Page(html).text)
    assert re.sub(r"\s+", "", said) in tight


def test_where_there_is_no_data_a_sentence_stands_and_no_empty_chart(html: str):
    text = Page(html).text
    assert "Bảng tính không có số liệu từng năm 2016–2019 để vẽ diễn biến" in text
    assert "Bảng tính không có số liệu kinh phí" in text
    assert "Tỉnh nêu chưa có cơ sở cai nghiện ma túy, nên không có số liệu về quy mô" in text
    assert "Chưa lập được cân đối" in text


def test_numbers_and_dates_are_written_as_each_language_does(html: str, english: str):
    assert "22/6/2020" in Page(html).text
    assert "22 June 2020" in Page(english).text
    assert "36.1%" in Page(english).text
    assert '<html lang="en">' in english
    assert '<html lang="vi">' in html


def test_the_english_page_keeps_the_provinces_own_words_as_vietnamese(english: str):
    assert re.search(r'<span class="quoted" lang="vi">Nâng tỷ lệ số người nghiện', english)
    shown = re.sub(r'href="data:[^"]*"', "", english)
    assert "Không đạt" not in re.sub(r'<[^>]*lang="vi".*?</', "</", shown, flags=re.DOTALL)


def test_code_and_the_analysts_notes_stay_out_of_the_page(html: str):
    assert "open_brief" not in html
    assert "Sổ tay này dựng" not in html


def test_two_builds_give_the_same_bytes(built: Path, html: str, tmp_path_factory):
    other = tmp_path_factory.mktemp("again")
    project = Project(copy_of_raw(tmp_path_factory.mktemp("elsewhere")), other, PROJECT / "notebooks")
    build(project, ("reported",), ("vi", "en"))
    assert (other / "reported" / "67-dak-nong.html").read_bytes() == (built / "67-dak-nong.html").read_bytes()


def test_the_executed_notebook_stands_beside_the_page_and_names_no_ones_disk(built: Path):
    text = (built / "67-dak-nong.ipynb").read_text(encoding="utf-8")
    assert '"province = \\"67\\"' in text
    assert str(Path.home()) + "/" not in text


def test_a_notebook_that_was_not_run_gives_no_page():
    notebook = nbformat.read(PROJECT / "notebooks" / "province_brief.ipynb", as_version=4)
    with pytest.raises(NoBriefError, match=r"brief\.heading"):
        export_page(notebook)


# ── Parameters, as people give them to papermill ────────────────────────────────────────────────────────


def test_papermill_keeps_the_two_characters_of_a_province_and_its_vietnamese(tmp_path: Path):
    out = tmp_path / "out.ipynb"
    source = PROJECT / "notebooks" / "province_brief.ipynb"
    parameters = {"province": 1, "collection": "bộ «thử»", "language": "vi"}
    papermill.execute_notebook(source, out, parameters, prepare_only=True, progress_bar=False)
    cell = next(c for c in nbformat.read(out, 4).cells if "injected-parameters" in c.metadata.get("tags", []))
    assert 'province = "01"' in cell.source
    assert 'collection = "bộ «thử»"' in cell.source


def test_the_papermill_command_keeps_them_too(tmp_path: Path):
    from click.testing import CliRunner
    from papermill.cli import papermill as command

    out = tmp_path / "out.ipynb"
    asked = ["--prepare-only", "--no-progress-bar", "-p", "province", "01"]
    asked += ["-p", "collection", "Đắk Nông", str(PROJECT / "notebooks" / "province_brief.ipynb"), str(out)]
    done = CliRunner().invoke(command, asked)
    assert done.exit_code == 0, done.output
    cell = next(c for c in nbformat.read(out, 4).cells if "injected-parameters" in c.metadata.get("tags", []))
    assert 'province = "01"' in cell.source
    assert 'collection = "Đắk Nông"' in cell.source


# ── Strangers' text ─────────────────────────────────────────────────────────────────────────────────────


def test_markup_in_a_cell_is_shown_as_text(tmp_path: Path, workbook):
    hostile = '<script>alert(name)</script>"><img src=x onerror=alert(name)>'
    edits = {"Đánh giá chỉ tiêu": {"G9": hostile, "B10": hostile}}
    path = workbook(edits)
    folder = tmp_path / "raw" / "reported"
    folder.mkdir(parents=True)
    release(path.replace(folder / path.name), edits)
    project = Project(tmp_path, tmp_path / "briefs", PROJECT / "notebooks")
    build(project, ("reported",), kinds=BRIEF)
    page = (tmp_path / "briefs" / "reported" / "67-dak-nong.html").read_text(encoding="utf-8")
    assert not Page(page).all("script") + Page(page).all("img")
    assert hostile in Page(page).text


def test_ten_thousand_characters_stand_once_in_the_annex_and_short_in_the_table(tmp_path: Path, workbook):
    path = workbook({"Đánh giá chỉ tiêu": {"G9": "dài " * 2500}})
    folder = tmp_path / "raw" / "reported"
    folder.mkdir(parents=True)
    path.replace(folder / path.name)
    project = Project(tmp_path, tmp_path / "briefs", PROJECT / "notebooks")
    build(project, ("reported",), kinds=BRIEF)
    page = (tmp_path / "briefs" / "reported" / "67-dak-nong.html").read_text(encoding="utf-8")
    row = re.search(r'<tr id="indicator-1".*?</tr>', page, re.DOTALL)
    assert row
    assert row[0].count("dài") < 40
    assert 2500 <= re.sub(r'href="data:[^"]*"', "", page).count("dài") < 2600


def test_a_made_up_collection_says_so_on_page_and_picture(tmp_path: Path):
    copy_of_raw(tmp_path, "sample")
    project = Project(tmp_path, tmp_path / "briefs", PROJECT / "notebooks")
    build(project, ("sample",), ("en",), kinds=BRIEF)
    page = (tmp_path / "briefs" / "sample" / "67-dak-nong.en.html").read_text(encoding="utf-8")
    banner = "Made-up figures for testing"
    assert 'class="made-up"' in page
    picture = open_brief("67", "sample", "en", data=str(tmp_path)).picture().markup
    assert picture[: picture.index("</svg>")].count(banner) >= 2
    assert f"<title>[{banner}" in page
    assert '@page { @bottom-left { content: "' + banner in page
    assert 'class="made-up-print"' in page


# ── One bad province ────────────────────────────────────────────────────────────────────────────────────


def test_a_bad_workbook_costs_its_own_brief_and_no_other(tmp_path: Path, workbook):
    folder = copy_of_raw(tmp_path)
    (folder / "raw" / "reported" / "01-ha-noi.xlsx").write_text("hỏng", encoding="utf-8")
    project = Project(folder, tmp_path / "briefs", PROJECT / "notebooks")
    outcomes = build(project, ("reported",), kinds=BRIEF)
    assert {outcome.province: bool(outcome.error) for outcome in outcomes} == {"01": True, "67": False}
    failed = (tmp_path / "briefs" / "reported" / "01-ha-noi.html").read_text(encoding="utf-8")
    assert "01-ha-noi.xlsx" in failed


def test_the_tables_are_a_valid_data_package(tmp_path: Path):
    from frictionless import Package, system

    project = Project(copy_of_raw(tmp_path), tmp_path / "briefs", PROJECT / "notebooks")
    read_collection(project, "reported")
    with system.use_context(trusted=True):
        checked = Package(str(project.processed("reported") / "datapackage.json")).validate()
    assert checked.valid, checked.flatten(["rowNumber", "fieldName", "message"])
