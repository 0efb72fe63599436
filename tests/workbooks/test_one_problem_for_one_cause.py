"""What is true of many cells of a sheet is said once, with every cell; the province finds it on each of them."""

from openpyxl import load_workbook
from test_kinds_of_reading import FILE, HEAD, HOME, RELAPSED, Case, write

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


def test_the_province_finds_it_on_each_cell(rehab, tmp_path):
    path = write(MANY, tmp_path / "19-thai-nguyen.xlsx")
    back = tmp_path / "back.xlsx"
    assert rehab("feedback", path, "--out", back).exit_code == 0
    sheet = load_workbook(back)["PL"]
    for address in ("D9", "E9", "D11"):
        assert "110 người" in sheet[address].comment.text
    for address in ("D10", "E10"):
        assert "chưa có" in sheet[address].comment.text
