"""What a public page and its executed notebook hold, beside an internal one of the same figures."""

import json
import zipfile
from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from books import book_of
from places import build
from rehab.batch.work import read_collection
from rehab.catalog.kinds import kinds
from rehab.disclosure.protection import UnknownAudienceError
from rehab.pages.frame.export import export_page
from rehab.pages.sections.brief import open_brief
from rehab.store.project import Project

PROJECT = Path(__file__).resolve().parents[2]
# 7013 files = 3 in a centre + 7010 at home: one of the large two must go with the 3.
FIGURES = {"Phụ lục 4": {"H45": 7013, "H46": "3 người", "H47": 7010, "J42": 3}}
WORDS = {"Đánh giá chỉ tiêu": {"E15": "1,9%", "G15": "Chỉ có 3 học viên được dạy nghề (1,9%)."}}
# What strangers may write wherever a workbook has room for a name, and how its file and sheets may be called.
FILE, NO_WORKBOOK, BESIDE = "hồ sơ Trần Thị Bưởi 0912345678.xlsx", "danh sách Đỗ Chanh.xlsx", "Bùi Cam 2 người.txt"
SHEETS = {"Phụ lục 4": "PL4 3 người HIV", "Đánh giá chỉ tiêu": "Mai 0987 654 321", "Thuyết minh": "ông Tám Dừa"}
HIDDEN = "Lò Thị Điều"
WRITTEN = {
    ("Thông tin chung", "C7"): "Sở của chị Ổi Nguyễn",
    ("Thông tin chung", "C8"): "12/BC-ông Quýt",
    ("Thông tin chung", "C12"): "Phòng của bà Hồng Xiêm, hongxiem@thu.vn, 0977 111 222",
    ("Phụ lục 1", "A6"): "Đơn vị tính: người (bà Mít kiểm)",
    ("Phụ lục 4", "A2"): "SỞ CỦA ÔNG VẢI",
    ("Phụ lục 4", "M45"): "nhà ông Nhãn, căn cước 079 301 000 123",
}
ASIDE = "Sầu Riêng 245678901 sauriengvu@thu.vn"
CANARIES = (
    "Trần Thị Bưởi", "0912345678", "Đỗ Chanh", "Bùi Cam", "3 người HIV", "0987 654 321", "Tám Dừa", HIDDEN, "Ổi Nguyễn",
    "Quýt", "Hồng Xiêm", "hongxiem", "0977 111", "bà Mít", "ÔNG VẢI", "ông Nhãn", "079 301", "Sầu Riêng", "245678901",
    "sauriengvu", "SauRieng",
)  # fmt: skip


def _plant(book: Workbook) -> None:
    """Names, numbers and addresses of people in everything that a workbook has beside its figures."""
    for (sheet, cell), words in WRITTEN.items():
        book[sheet][cell] = words
    for sheet in book:
        sheet.oddHeader.center.text = sheet.oddFooter.left.text = ASIDE
    book["Phụ lục 1"]["B12"].comment = Comment(ASIDE, ASIDE)
    book.defined_names["SauRieng"] = DefinedName("SauRieng", attr_text="'Phụ lục 1'!$B$12")
    for name in ("creator", "title", "subject", "keywords", "description", "lastModifiedBy"):
        setattr(book.properties, name, ASIDE)
    for sheet, name in SHEETS.items():
        book[sheet].title = name
    hidden = book.create_sheet(HIDDEN)
    hidden.sheet_state = "hidden"
    hidden.append(["Số người tử vong", 12])


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    """A project with Đắk Nông's workbook, those figures and names in it, and its public pages in both languages."""
    folder = tmp_path_factory.mktemp("public")
    raw = folder / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    book = book_of(PROJECT / "data" / "raw" / "reported" / "67-dak-nong.xlsx")
    for sheet, cells in (FIGURES | WORDS).items():
        for address, value in cells.items():
            book[sheet][address] = value
    _plant(book)
    book.save(raw / FILE)
    for name in (NO_WORKBOOK, BESIDE):
        (raw / name).write_text("không phải bảng tính", encoding="utf-8")
    project = Project(folder / "data", folder / "briefs", PROJECT / "notebooks")
    public = tuple(kinds().get(name) for name in kinds().names() if "public" in kinds().get(name).audiences)
    outcomes = build(project, ("reported",), ("vi", "en"), kinds=public)
    assert [outcome.error for outcome in outcomes if outcome.error and outcome.page] == []
    return project


def _written(path: Path) -> str:
    """A page, or what the cells of a notebook say: its record of the run has digits of every kind."""
    if path.suffix in (".html", ".csv"):
        return path.read_text("utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "".join(str((cell.source, [output.get("data") for output in cell.get("outputs", ())])) for cell in cells)


def _published(project: Project) -> list[Path]:
    """Everything that leaves the house for the collection."""
    return sorted(path for path in project.briefs("reported").rglob("*") if path.suffix in (".html", ".ipynb", ".csv"))


def test_pages_notebooks_and_data_hold_no_withheld_figure(project: Project):
    written = "".join(_written(path) for path in _published(project))
    assert "&lt;5" in written
    assert not ("7013" in written and "7010" in written)
    for telling in ("3 người", "3 học viên", "1,9%", "1.9%", "1,86", "1.86"):
        assert telling not in written, telling


def _texts(path: Path) -> list[str]:
    """All that a published file says, whatever it is packed in, and its name."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as package:
            return [path.name, *(package.read(name).decode("utf-8", "replace") for name in package.namelist())]
    if path.suffix == ".parquet":
        return [path.name, pd.read_parquet(path).to_csv()]
    if path.suffix in (".json", ".ipynb"):
        return [path.name, json.dumps(json.loads(path.read_bytes()), ensure_ascii=False)]
    return [path.name, path.read_bytes().decode("utf-8", "replace")]


def test_nothing_that_is_published_tells_a_name_that_strangers_gave_a_file_a_sheet_or_anything_else(project: Project):
    published = [path for path in project.out.rglob("*") if path.is_file()]
    assert {".html", ".ipynb", ".xlsx", ".docx", ".csv", ".parquet", ".json"} <= {path.suffix for path in published}
    told = {
        (path.name, canary)
        for path in published
        for said in _texts(path)
        for canary in CANARIES
        if canary.lower() in said.lower()
    }
    assert told == set()


def test_a_figure_still_leads_to_its_cell_by_the_number_of_its_sheet(project: Project):
    page = (project.briefs("reported") / "67-dak-nong.html").read_text("utf-8")
    assert "[trang tính 5]" in page
    assert "Phụ lục 1" in page
    table = pd.read_parquet(project.published("reported") / "observations.parquet")
    assert set(table["file"]) == {"67-dak-nong.xlsx"}
    assert set(table[table["appendix"] == "4"]["sheet"]) == {"[trang tính 5]"}


def test_names_that_gave_way_wait_for_release_and_the_house_reads_them(project: Project):
    waiting = pd.read_csv(project.processed("reported") / "to-release.csv", dtype=str, keep_default_na=False)
    names = waiting[waiting["cell"] == ""]
    assert {FILE, SHEETS["Phụ lục 4"], HIDDEN} <= set(names["text"])
    exact = pd.read_parquet(project.processed("reported") / "observations.parquet")
    assert set(exact["file"]) == {FILE}
    assert SHEETS["Phụ lục 4"] in set(exact["sheet"])


def test_the_command_for_a_workbook_whose_name_is_withheld_is_that_of_its_folder(project: Project):
    assert (
        "rehab feedback data/raw/reported --out phan-hoi" in (project.briefs("reported") / "quality.html").read_text()
    )


def test_a_public_page_says_what_its_marks_mean(project: Project):
    page = (project.briefs("reported") / "67-dak-nong.html").read_text("utf-8")
    assert 'class="withheld-note"' in page
    assert "LƯU HÀNH NỘI BỘ" not in page


def test_an_internal_page_says_so_and_has_the_figure(project: Project, tmp_path: Path):
    parameters = {"province": "67", "data": str(project.data), "audience": "internal"}
    executed = tmp_path / "internal.ipynb"
    papermill.execute_notebook(
        str(PROJECT / "notebooks" / "province_brief.ipynb"), str(executed), parameters=parameters,
        cwd=str(PROJECT / "notebooks"), progress_bar=False, kernel_name="python3",
    )  # fmt: skip
    page = export_page(nbformat.read(executed, as_version=4))
    assert 'class="internal"' in page
    assert "LƯU HÀNH NỘI BỘ" in page
    assert "1,9%" in page


def test_a_page_with_nothing_withheld_needs_no_note(tmp_path: Path, dak_nong: Path):
    raw = tmp_path / "raw" / "reported"
    raw.mkdir(parents=True)
    (raw / dak_nong.name).write_bytes(dak_nong.read_bytes())
    project = Project(tmp_path, tmp_path / "briefs", PROJECT / "notebooks")
    read_collection(project, "reported")
    brief = open_brief("67", "reported", data=str(tmp_path))
    assert "withheld-note" not in brief.heading().markup
    assert brief.heading().page["audience"] == "public"


def test_another_audience_is_refused():
    with pytest.raises(UnknownAudienceError, match="choose public or internal"):
        open_brief("67", "reported", audience="all")
