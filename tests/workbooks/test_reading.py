"""A workbook that follows the form: what is read, and what is reported with its cell and remedy."""

import json

import pandas as pd
import pytest

from books import blank_form, book_of
from rehab.workbooks.forms.blank import blank_workbook
from rehab.workbooks.reading import read_workbook


def problems(path) -> pd.DataFrame:
    return read_workbook(path).problems.set_index("code")


def value(path, line: str, period: str) -> float:
    rows = read_workbook(path).observations
    return rows[(rows["line"] == line) & (rows["period"] == period)]["value"].item()


def test_a_value_keeps_its_line_period_unit_and_cell(filled):
    path = filled({"figure": [{"line": "people_on_file", "period": "2018", "value": 1500}]})
    row = read_workbook(path).observations.set_index("line").loc["people_on_file"]
    assert (row["value"], row["unit"], row["period_start"], row["period_end"]) == (
        1500, "người", "2018-01-01", "2018-12-31",
    )  # fmt: skip
    assert (row["sheet"], row["raw"]) == ("Phụ lục 2", "1500")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1.234", 1234), ("1 234", 1234), ("161 người", 161), ("1.267người", 1267), ("１６１", 161), ("0", 0)],
)
def test_a_count_written_as_text_is_read_as_the_office_means_it(filled, written: str, meant: float):
    path = filled({"figure": [{"line": "people_on_file", "period": "2018", "value": written}]})
    assert value(path, "people_on_file", "2018") == meant


def test_an_amount_that_can_be_read_two_ways_is_reported_and_not_guessed(filled):
    path = filled({"figure": [{"line": "funding_other", "period": "2018", "value": "1.234"}]})
    assert problems(path).loc["number_ambiguous", "severity"] == "error"
    assert "funding_other" not in set(read_workbook(path).observations["line"])


@pytest.mark.parametrize("written", ["-", "–", "…", "/", "x", "KĐG"])
def test_a_mark_for_no_figure_is_no_figure(filled, written: str):
    path = filled({"figure": [{"line": "relapsed", "period": "2018", "value": written}]})
    reading = read_workbook(path)
    assert "relapsed" not in set(reading.observations["line"])
    assert not reading.has_errors


def test_words_that_state_none_are_zero_with_a_remark(filled):
    path = filled({"figure": [{"line": "relapsed", "period": "2018", "value": "Chưa tổ chức"}]})
    assert value(path, "relapsed", "2018") == 0
    assert problems(path).loc["none_stated", "severity"] == "remark"


def test_a_text_where_a_number_belongs_is_an_error_at_its_cell(workbook):
    found = problems(workbook({"Phụ lục 4": {"J13": "nhiều"}})).loc["number_unreadable"]
    assert (found["sheet"], found["cell"], found["raw"], found["severity"]) == ("Phụ lục 4", "J13", "nhiều", "error")


@pytest.mark.part(6)
@pytest.mark.parametrize("written", [1e308, -1e308, 1e-320, 10**40, "9" * 400, "9" * 40])
@pytest.mark.parametrize(("sheet", "cell"), [("Phụ lục 4", "J13"), ("Đánh giá chỉ tiêu", "E15")])
def test_a_number_that_no_country_could_have_is_named_with_its_cell_and_not_read(workbook, sheet, cell, written):
    reading = read_workbook(workbook({sheet: {cell: written}}))
    found = reading.problems.set_index("code").loc["number_out_of_range"]
    assert (found["sheet"], found["cell"], found["severity"]) == (sheet, cell, "error")
    assert "Delete it and type the right number" in found["message_en"]
    assert not ((reading.observations["sheet"] == sheet) & (reading.observations["cell"] == cell)).any()


def test_a_negative_zero_is_a_zero(workbook):
    observations = read_workbook(workbook({"Phụ lục 4": {"J13": -0.0}})).observations
    own = observations[(observations["sheet"] == "Phụ lục 4") & (observations["cell"] == "J13")]
    assert [str(value) for value in own["value"]] == ["0.0"]


def test_a_year_that_is_not_one_is_an_error_at_its_heading(workbook):
    found = problems(workbook({"Phụ lục 2": {"F9": "20I7"}})).loc["year_unreadable"]
    assert (found["sheet"], found["cell"], found["raw"]) == ("Phụ lục 2", "F9", "20I7")


def test_a_day_that_the_calendar_has_not_is_an_error(workbook):
    assert problems(workbook({"Phụ lục 4": {"L28": "31/2/2020"}})).loc["date_unreadable", "cell"] == "L28"


def test_a_window_total_without_dates_is_an_error(workbook):
    found = problems(workbook({"Phụ lục 4": {"K13": None}})).loc["date_missing"]
    assert "K13" in found["message_vi"]


def test_dates_the_wrong_way_round_are_an_error(workbook):
    found = problems(workbook({"Phụ lục 4": {"K13": "1/6/2020", "L13": "1/1/2017"}}))
    assert found.loc["dates_reversed", "severity"] == "error"


def test_a_missing_appendix_is_an_error(workbook):
    assert "Phụ lục 2" in problems(workbook(without=("Phụ lục 2",))).loc["appendix_missing", "message_vi"]


def test_an_unknown_province_is_an_error_with_the_nearest_names(workbook):
    found = problems(workbook({"Thông tin chung": {"C6": "Đắc Nôngg"}}))
    assert "Đắk Nông" in found.loc["province_unknown", "message_vi"]
    assert found.loc["province_unknown", "cell"] == "C6"


def test_a_form_that_names_no_province_is_said_to_name_none(tmp_path):
    blank_workbook(None).save(tmp_path / "form.xlsx")
    found = problems(tmp_path / "form.xlsx")
    assert "province_missing" in found.index and "province_unknown" not in found.index


def test_a_file_name_of_another_province_is_an_error(workbook):
    assert "province_mismatch" in problems(workbook(name="01-ha-noi.xlsx")).index


def test_a_title_of_another_province_is_an_error(workbook):
    path = workbook({"Phụ lục 2": {"A1": "UBND TỈNH GIA LAI"}})
    assert problems(path).loc["province_conflict", "cell"] == "A1"


def test_a_line_that_the_form_has_not_is_reported_with_the_nearest_one(workbook):
    path = workbook({"Phụ lục 2": {"B19": "Số người nghiện ma tuý có hồ sơ quản lí ở xã"}})
    found = problems(path).loc["label_unknown"]
    assert found["cell"] == "B19"
    assert "Số người nghiện ma túy có hồ sơ quản lý" in found["message_vi"]


def test_a_verdict_that_is_none_is_an_error(workbook):
    assert problems(workbook({"Đánh giá chỉ tiêu": {"D9": "Tốt"}})).loc["verdict_unreadable", "cell"] == "D9"


def test_tables_are_found_on_sheets_of_any_name_and_order(dak_nong, tmp_path):
    path = tmp_path / dak_nong.name
    book = book_of(dak_nong)
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Sheet{number}"
    book.move_sheet("Sheet4", -4)
    book.save(path)
    kept = ["line", "entry", "period", "value", "text", "cell"]
    plain, shuffled = read_workbook(dak_nong).observations[kept], read_workbook(path).observations[kept]
    order = ["line", "entry"]
    pd.testing.assert_frame_equal(
        plain.sort_values(order, ignore_index=True), shuffled.sort_values(order, ignore_index=True)
    )


def test_inserted_rows_and_columns_move_cells_and_nothing_else(dak_nong, tmp_path):
    path = tmp_path / dak_nong.name
    book = book_of(dak_nong)
    for sheet in book.worksheets:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.insert_rows(1, 3)
        sheet.insert_cols(1)
    book.save(path)
    kept = ["line", "entry", "period", "value", "text"]
    pd.testing.assert_frame_equal(read_workbook(dak_nong).observations[kept], read_workbook(path).observations[kept])


@pytest.mark.parametrize(
    ("mark", "answers", "is_told"), [("x", ["yes", "no"], True), ("✓", ["yes", "no"], True), ("Có", ["yes"], False)]
)
def test_rule_8_a_blank_is_no_beside_a_mark_and_unanswered_beside_words(tmp_path, mark, answers, is_told):
    path = tmp_path / "form.xlsx"
    book = blank_form()
    sheet = book["Phụ lục 3"]
    heads = {c.value: c.column for row in sheet.iter_rows(min_row=11, max_row=12) for c in row if c.value}
    for row, name in ((14, "Cơ sở A"), (15, "Cơ sở B")):
        sheet.cell(row, heads["Tên cơ sở"]).value = name
        sheet.cell(row, heads["Quy mô thiết kế (người)"]).value = 100
    sheet.cell(14, heads["Đáp ứng tiêu chuẩn, điều kiện theo quy định"]).value = mark
    book["Thông tin chung"]["C9"] = "22/6/2020"
    book.save(path)
    reading = read_workbook(path)
    rows = reading.observations
    assert rows[rows["line"] == "capacity"][["entry", "value", "period_end"]].values.tolist() == [
        ["1", 100.0, "2020-06-22"],
        ["2", 100.0, "2020-06-22"],
    ]
    assert rows[rows["line"] == "meets_standards"]["text"].tolist() == answers
    assert ("flag_blank" in set(reading.problems["code"])) is is_told


def test_text_of_a_workbook_stays_text(workbook, rehab):
    path = workbook({"Đánh giá chỉ tiêu": {"G9": '\'=HYPERLINK("x")<script>'}})
    rows = read_workbook(path).observations
    said = rows[(rows["line"] == "stated_reason") & (rows["entry"] == "1")]["text"].item()
    assert said.endswith("<script>")


def test_a_formula_without_a_saved_result_is_an_error(workbook):
    found = problems(workbook({"Phụ lục 4": {"J13": "=100+61"}})).loc["formula_without_value"]
    assert (found["cell"], found["raw"]) == ("J13", "=100+61")


def test_problems_are_told_in_vietnamese_and_english(workbook, rehab):
    rows = json.loads(rehab("check", workbook({"Phụ lục 4": {"J13": "nhiều"}}), "--json").stdout)
    row = next(row for row in rows if row["code"] == "number_unreadable")
    assert "không phải là một số" in row["message_vi"]
    assert "is not a number" in row["message_en"]


def test_a_number_in_a_column_without_a_heading_is_reported(workbook):
    found = problems(workbook({"Phụ lục 2": {"F9": None, "F19": 900}})).loc["value_unplaced"]
    assert (found["cell"], found["raw"]) == ("F19", "900")


def test_a_list_column_with_an_unknown_heading_is_reported(workbook):
    found = problems(workbook({"Phụ lục 3": {"B11": "Cơ sở ấy", "B14": "A", "C14": "B"}}))
    assert found.loc["heading_unknown", "raw"] == "Cơ sở ấy"
