"""What a public page and its executed notebook hold, beside an internal one of the same figures."""

from pathlib import Path

import nbformat
import papermill
import pytest
from openpyxl import load_workbook

from places import build
from rehab.batch.work import read_collection
from rehab.disclosure.protection import UnknownAudienceError
from rehab.pages.frame.export import export_page
from rehab.pages.sections.brief import open_brief
from rehab.store.project import Project

PROJECT = Path(__file__).resolve().parents[2]
# 7013 files = 3 in a centre + 7010 at home: one of the large two must go with the 3.
FIGURES = {"Phụ lục 4": {"H45": 7013, "H46": "3 người", "H47": 7010, "J42": 3}}
WORDS = {"Đánh giá chỉ tiêu": {"E15": "1,9%", "G15": "Chỉ có 3 học viên được dạy nghề (1,9%)."}}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    """A project with Đắk Nông's workbook, those figures in it, and its public pages in both languages."""
    folder = tmp_path_factory.mktemp("public")
    raw = folder / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    book = load_workbook(PROJECT / "data" / "raw" / "reported" / "67-dak-nong.xlsx")
    for sheet, cells in (FIGURES | WORDS).items():
        for address, value in cells.items():
            book[sheet][address] = value
    book.save(raw / "67-dak-nong.xlsx")
    project = Project(folder / "data", folder / "briefs", PROJECT / "notebooks")
    outcomes = build(project, ("reported",), ("vi", "en"))
    assert not [outcome.error for outcome in outcomes if outcome.error]
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
