"""What docs/reading.md tells an analyst: the problem codes, and that a new label is one row of a CSV file."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rehab
from rehab.catalog.problem_kinds import problem_kinds
from teaching_pictures import IMAGES, pictures

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reading.md"
NEW_LABEL = "Số đối tượng nghiện do công an quản lý"


def test_the_page_lists_every_problem_code_with_its_severity_and_words():
    page = PAGE.read_text("utf-8")
    for code, kind in problem_kinds().items():
        what, do = (re.sub(r"\{[a-z_]+\}", "…", words).replace("|", "/") for words in (kind.what_en, kind.do_en))
        assert f"| `{code}` | {kind.severity} | {what} | {do} |" in page


def test_every_file_the_page_names_is_there():
    package = Path(rehab.__file__).parent
    for name in re.findall(r"`(\w+\.csv)`", PAGE.read_text("utf-8")):
        assert list((package / "catalog").rglob(name)), name


@pytest.mark.slow
def test_the_pictures_of_the_page_are_of_today(tmp_path):
    for name, content in pictures(tmp_path).items():
        assert (IMAGES / name).read_text("utf-8") == content, "make pictures"
        assert f"](images/{name})" in PAGE.read_text("utf-8")


@pytest.mark.slow
def test_a_row_in_the_spellings_teaches_a_new_label(filled, tmp_path):
    from openpyxl import load_workbook

    path = filled({"figure": [{"line": "people_on_file", "period": "2018", "value": 1500}]})
    book = load_workbook(path)
    label = next(
        cell
        for row in book["Phụ lục 2"].iter_rows()
        for cell in row
        if cell.value == "Số người nghiện ma túy có hồ sơ quản lý"
    )
    label.value = NEW_LABEL
    book.save(path)
    package = tmp_path / "rehab"
    shutil.copytree(Path(rehab.__file__).parent, package)

    def read() -> str:
        code = "import sys; from rehab.cli import main; sys.argv = ['rehab', 'tidy', sys.argv[1]]; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr

    before = read()
    assert f"“{NEW_LABEL}”" in before and "people_on_file" not in before
    with (package / "catalog" / "reviews" / "2016-2020" / "line_spellings.csv").open("a", encoding="utf-8") as file:
        file.write(f"people_on_file,{NEW_LABEL}\n")
    assert "people_on_file" in read()
