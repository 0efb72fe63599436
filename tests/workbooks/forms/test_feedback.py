"""The province gets its own workbook back, with a comment on each cell to look at."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from books import with_sheet_called
from rehab.workbooks.files.opening import read_grids

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parents[3]
FIXTURES = PROJECT / "tests" / "fixtures"


@pytest.fixture
def returned(rehab, workbook, tmp_path):
    def send(edits=None):
        path = workbook(edits)
        out = tmp_path / "back.xlsx"
        found = rehab("feedback", path, "--out", out)
        assert found.exit_code == 0, found.output
        return path, load_workbook(out)

    return send


def test_each_problem_is_a_comment_on_its_cell(returned):
    _, book = returned({"Phụ lục 4": {"J13": "nhiều"}})
    assert "không phải là một số" in book["Phụ lục 4"]["J13"].comment.text


@pytest.mark.parametrize("called", ["Phụ lục 4", "PHỤ LỤC 4"])
def test_the_second_of_two_sheets_of_one_name_gets_its_comments(rehab, workbook, tmp_path, called: str):
    sent = workbook({"Phụ lục 4": {"J13": "nhiều"}}, "one.xlsx")
    path = with_sheet_called(sent, "Phụ lục 3", called, tmp_path / "67-dak-nong.xlsx")
    assert rehab("feedback", path, "--out", tmp_path / "back.xlsx").exit_code == 0
    back = load_workbook(tmp_path / "back.xlsx")
    said = [sheet.title for sheet in back.worksheets if sheet["J13"].comment and "nhiều" in sheet["J13"].comment.text]
    assert said == [back.sheetnames[5]]


def test_a_first_sheet_lists_the_problems_and_links_to_their_cells(returned):
    _, book = returned({"Phụ lục 4": {"J13": "nhiều"}})
    listed = book.worksheets[0]
    assert listed.title == "Phản hồi"
    links = {cell.value: cell.hyperlink.location for (cell,) in listed["C6:C20"] if cell.hyperlink}
    assert links["Phụ lục 4 ! J13"] == "'Phụ lục 4'!J13"


def test_everything_else_is_as_it_was_sent(returned):
    sent, after = returned()
    for sheet in load_workbook(sent).worksheets:
        other = after[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                same = other[cell.coordinate]
                assert (cell.value, cell.number_format, cell.font.name) == (
                    same.value, same.number_format, same.font.name,
                )  # fmt: skip
        assert sheet.merged_cells.ranges == other.merged_cells.ranges


def test_a_comment_that_was_there_is_kept(returned):
    sent, after = returned({"Phụ lục 4": {"B13": "Số người của tỉnh được đưa vào cơ sở bắt buộc ấy"}})
    own = load_workbook(sent)["Phụ lục 4"]["B13"].comment.text
    assert after["Phụ lục 4"]["B13"].comment.text.startswith(own)
    assert len(after["Phụ lục 4"]["B13"].comment.text) > len(own)


def test_text_of_a_province_never_becomes_a_formula_on_the_list(returned):
    _, book = returned({"Phụ lục 4": {"J13": "@SUM(1)+cmd|' /C calc'!A0"}})
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)


def test_the_provinces_own_file_is_never_overwritten(rehab, workbook):
    path = workbook()
    before = path.read_bytes()
    assert rehab("feedback", path, "--out", path).exit_code == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["open-document.ods", "tcvn3-font.xls", "really-html.xls", "really-xml.xls"])
def test_other_kinds_of_file_come_back_as_a_copy_of_their_values_and_say_so(rehab, tmp_path, kind):
    out = tmp_path / "back.xlsx"
    sent = FIXTURES / kind
    found = rehab("feedback", sent, "--out", out)
    assert found.exit_code == 0, found.output
    book = load_workbook(out)
    assert f"Bản sao số liệu của tệp {kind}" in book.worksheets[0]["A2"].value
    for grid in read_grids(sent):
        for cell in grid.cells.values():
            copied = book[grid.name][cell.address].value
            copied = copied.date() if isinstance(copied, datetime) else copied
            assert copied == cell.value


def test_a_copy_carries_each_problem_on_its_cell(rehab, tmp_path):
    out = tmp_path / "back.xlsx"
    rehab("feedback", PROJECT / "data/raw/sample/19-thai-nguyen.xls", "--out", out)
    book = load_workbook(out)
    links = [cell.hyperlink.location for (cell,) in book.worksheets[0]["C6:C40"] if cell.hyperlink]
    assert links
    for link in links:
        sheet, address = link.rsplit("!", 1)
        assert book[sheet.strip("'")][address].comment is not None


def test_the_list_of_problems_is_never_written_over_a_workbook_that_was_checked(rehab, workbook):
    path = workbook()
    before = path.read_bytes()
    found = rehab("check", path, "--xlsx", path)
    assert found.exit_code == 2
    assert "đặt tên khác cho --xlsx" in found.stderr
    assert path.read_bytes() == before


def test_a_sheet_with_a_name_that_excel_would_not_take_gets_its_comments_in_a_copy(rehab, workbook, tmp_path):
    sent = workbook({"Phụ lục 4": {"J13": "nhiều"}}, "one.xlsx")
    path = with_sheet_called(sent, "Phụ lục 4", "Phụ lục 4/2020", tmp_path / "67-dak-nong.xlsx")
    out = tmp_path / "back.xlsx"
    assert rehab("feedback", path, "--out", out).exit_code == 0
    (sheet,) = [sheet for sheet in load_workbook(out) if sheet.title.startswith("Phụ lục 4")]
    assert "không phải là một số" in sheet["J13"].comment.text
