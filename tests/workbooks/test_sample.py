"""The made-up collection: complete, marked as made up everywhere, and read without one silent error."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rehab.catalog.collections import open_collection
from rehab.catalog.folding import clean
from rehab.catalog.provinces import provinces
from rehab.store.project import workbooks_in
from rehab.workbooks.files.opening import file_kind, read_grids
from rehab.workbooks.reading import Reading
from rehab.workbooks.samples.comparison import compare, load_truth
from rehab.workbooks.samples.generator import REAL_PROVINCE, make_samples
from rehab.workbooks.samples.titles import MADE_UP_LABEL

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "raw" / "sample"
WORKBOOKS = workbooks_in(SAMPLE)
MOST_UNREAD = 0.005


def test_there_is_one_for_every_province_but_the_real_one():
    assert {path.name[:2] for path in WORKBOOKS} == set(provinces()) - {REAL_PROVINCE}
    assert len(WORKBOOKS) == 62


def test_every_kind_of_file_that_can_be_written_occurs():
    kinds = {file_kind(path) for path in WORKBOOKS}
    assert kinds == {"xlsx", "xls", "ods", "html", "spreadsheetml"}


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_every_fact_is_read_right_or_reported(path: Path, made_up: Callable[[Path], Reading]):
    reading = made_up(path)
    found = compare(load_truth(path), reading.observations, reading.problems)
    assert found.silent == ()
    assert reading.province == path.name[:2]


def test_nearly_all_is_read_outright(made_up: Callable[[Path], Reading]):
    found = [compare(load_truth(p), r.observations, r.problems) for p in WORKBOOKS for r in [made_up(p)]]
    facts, right = sum(c.facts for c in found), sum(c.right for c in found)
    assert right / facts >= 1 - MOST_UNREAD


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_every_sheet_says_that_it_is_made_up(path: Path):
    for grid in read_grids(path):
        assert MADE_UP_LABEL in {clean(cell.said) for cell in grid.cells.values()}, grid.name


@pytest.mark.slow
def test_the_properties_of_a_workbook_say_so_too():
    for path in WORKBOOKS:
        if file_kind(path) == "xlsx":
            assert load_workbook(path, read_only=True).properties.title == MADE_UP_LABEL


@pytest.mark.parametrize("code", ["01", "02", "04", "19", "36", "66"])
def test_the_generator_makes_the_committed_workbooks_again(code: str, tmp_path: Path):
    (path,) = make_samples(tmp_path, codes=frozenset({code}))
    committed = SAMPLE / path.name
    same = [grid.cells for grid in read_grids(path)] == [grid.cells for grid in read_grids(committed)]
    assert same, "the form has changed with the catalogue: run `make generate` and commit what it made"
    assert path.with_name(f"{path.name}.truth.csv").read_bytes() == (SAMPLE / f"{path.name}.truth.csv").read_bytes()


def test_two_runs_with_one_seed_are_the_same_bytes_and_another_seed_is_another_country(tmp_path: Path):
    codes = frozenset({"02"})
    one, two, three = (
        next(iter(make_samples(tmp_path / n, seed, codes))) for n, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert one.read_bytes() == two.read_bytes() != three.read_bytes()


def test_the_command_writes_them_and_refuses_the_real_province(rehab, tmp_path):
    assert rehab("sample", "--out", tmp_path, "--province", "Hà Nội").exit_code == 0
    assert (tmp_path / "01-ha-noi.xlsx").is_file()
    refused = rehab("sample", "--out", tmp_path, "--province", "67")
    assert refused.exit_code == 2
    assert "Đắk Nông" in refused.output


def test_git_sees_of_the_sample_what_was_generated_and_no_workbook_that_is_put_there():
    seen = {
        line.removeprefix("!/") for line in (SAMPLE / ".gitignore").read_text("utf-8").splitlines() if line[0] == "!"
    }
    workbooks = {path.name for path in WORKBOOKS}
    assert {name for name in seen if name[0].isdigit()} == workbooks | {f"{name}.truth.csv" for name in workbooks}
    names = ["01-ha-noi.xlsx", "67-dak-nong.xlsx", "01-ha-noi (1).xlsx", "that.xls", "notes.docx"]
    asked = [str(SAMPLE / name) for name in names]
    found = subprocess.run(["git", "check-ignore", "--no-index", *asked], cwd=SAMPLE, capture_output=True, text=True)
    assert found.stdout.splitlines() == asked[1:]


@pytest.mark.parametrize("name", ["sample", "Sample", "SAMPLE"])
def test_the_name_of_the_sample_in_capitals_takes_no_banner_away(tmp_path: Path, name: str):
    (tmp_path / name).mkdir()
    assert open_collection(tmp_path / name).made_up
