"""What is true of many cells of a sheet is said once, with every cell; the province finds it on each of them."""

import pytest
from openpyxl import load_workbook
from test_kinds_of_reading import FILE, HEAD, HOME, RELAPSED, Case, write

from rehab.workbooks.reading import read_workbook

MANY = Case(
    "figures with words",
    [[*HEAD, "2018", "2019"], [1, FILE, "người", "100 người", "110 người"], [2, HOME, "người", "Không", "chưa có"],
     [3, RELAPSED, "người", "87 người", 76]],
    {},
)  # fmt: skip


def test_one_problem_names_every_cell_and_what_is_read_of_it(rehab, tmp_path):
    path = write(MANY, tmp_path / "19-thai-nguyen.xlsx")
    said = [line for line in rehab("check", path, "--lang", "en").output.splitlines() if "number and words" in line]
    assert len(said) == 1
    assert "PL ! D9" in said[0]
    assert "“100 người” is read as 100" in said[0]
    assert "Likewise in 2 more cells: E9 “110 người” → 110; D11 “87 người” → 87." in said[0]


@pytest.mark.parametrize(
    ("cell", "written", "code"),
    [
        ("L28", "10/13/2020", "date_unreadable"),
        ("L28", "tháng 6", "date_unreadable"),
        ("L28", "15/6/1920", "date_out_of_range"),
        ("K19", "31/12/2020", "dates_reversed"),
    ],
)
def test_a_wrong_day_beside_a_figure_is_one_problem_at_its_own_cell(workbook, cell: str, written: str, code: str):
    told = read_workbook(workbook({"Phụ lục 4": {cell: written}})).problems
    own = told[told["sheet"] == "Phụ lục 4"]
    assert own[["cell", "code"]].values.tolist() == [[cell, code]]


def test_a_day_of_the_report_that_cannot_be_is_not_said_to_be_missing_as_well(workbook):
    for written, code in (("22/6/2030", "date_out_of_range"), ("cuối tháng", "date_unreadable")):
        codes = read_workbook(workbook({"Thông tin chung": {"C9": written}})).problems["code"].tolist()
        assert code in codes and "report_date_missing" not in codes


def test_a_wrong_day_elsewhere_does_not_hide_that_the_report_has_none(workbook):
    told = read_workbook(workbook({"Thông tin chung": {"C9": None}, "Phụ lục 4": {"L28": "tháng 6"}})).problems
    assert {"report_date_missing", "date_unreadable"} <= set(told["code"])


def test_the_province_finds_it_on_each_cell(rehab, tmp_path):
    path = write(MANY, tmp_path / "19-thai-nguyen.xlsx")
    back = tmp_path / "back.xlsx"
    assert rehab("feedback", path, "--out", back).exit_code == 0
    sheet = load_workbook(back)["PL"]
    for address in ("D9", "E9", "D11"):
        assert "110 người" in sheet[address].comment.text
    for address in ("D10", "E10"):
        assert "chưa có" in sheet[address].comment.text
