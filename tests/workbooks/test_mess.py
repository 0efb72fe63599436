"""One small workbook for each kind of mess (tests/fixtures), and what is made of it."""

from pathlib import Path

import pandas as pd
import pytest
from mess_fixtures import FOLDER, OTHERS, VALUES, XLSX

from rehab.catalog.periods import calendar
from rehab.workbooks.reading import Reading, read_workbook, read_workbooks

YEARS = dict(zip(calendar().columns, VALUES["people_on_file"], strict=True))
# What is missing in a workbook of one table is not what these tests are about.
BESIDE_THE_POINT = ("appendix_missing", "assessment_missing", "column_missing")


def read(name: str) -> Reading:
    return read_workbook(FOLDER / name)


def series(reading: Reading, line: str, area: str = "") -> dict[str, float]:
    rows = reading.observations
    own = rows[(rows["line"] == line) & (rows["area"] == area) & ~rows["period"].str.contains("/")]
    return dict(zip(own["period"], own["value"], strict=True))


def problems(reading: Reading) -> pd.DataFrame:
    return reading.problems[~reading.problems["code"].isin(BESIDE_THE_POINT)]


def codes(reading: Reading) -> set[str]:
    return set(problems(reading)["code"])


def one(reading: Reading, code: str) -> pd.Series:
    found = reading.problems[reading.problems["code"] == code]
    assert len(found) == 1, sorted(reading.problems["code"])
    return found.iloc[0]


def test_every_fixture_is_there_and_every_file_has_a_test():
    present = {path.name for path in FOLDER.iterdir() if path.suffix in (".xlsx", ".xls", ".ods")}
    assert present == {f"{name}.xlsx" for name in XLSX} | set(OTHERS)
    told = Path(__file__).read_text("utf-8")
    assert [name for name in present if name not in told] == []


@pytest.mark.parametrize(
    "name",
    [
        "years-down.xlsx",
        "numbers-as-text.xlsx",
        "zero-shown-as-dash.xlsx",
        "decomposed-unicode.xlsx",
        "spelling-habits.xlsx",
        "vni-font.xlsx",
        "tcvn3-font.xls",
        "really-xml.xls",
        "really-html.xls",
        "open-document.ods",
        "two-tables-on-a-sheet.xlsx",
        "hidden-row-and-column.xlsx",
        "districts-named-by-caption.xlsx",
        "lines-over-years.xlsx",
        "years-over-lines.xlsx",
        "districts-below-lines.xlsx",
        "districts-merged-no-total.xlsx",
        "districts-year-by-year.xlsx",
        "extra-columns.xlsx",
    ],
)
def test_the_same_figures_are_read_whatever_the_layout_the_writing_and_the_file(name: str):
    reading = read(name)
    assert series(reading, "people_on_file") == YEARS
    assert not reading.problems[~reading.problems["code"].isin(BESIDE_THE_POINT)]["severity"].eq("error").any()


@pytest.mark.parametrize(
    "name", ["districts-named-by-caption", "lines-over-years", "years-over-lines", "districts-below-lines"]
)
def test_districts_keep_their_area_and_the_total_given_is_the_provinces(name: str):
    reading = read(f"{name}.xlsx")
    areas = [
        series(reading, "people_on_file", f"{kind} mẫu 0{n}") for n, kind in ((1, "Huyện"), (2, "Thị xã"), (3, "Huyện"))
    ]
    assert sum(values["2019"] for values in areas) == YEARS["2019"]
    assert not codes(reading) & {"total_differs", "area_incomplete"}


@pytest.mark.parametrize("name", ["districts-merged-no-total.xlsx", "districts-year-by-year.xlsx"])
def test_a_total_that_is_not_given_is_the_sum_of_the_districts_and_cites_every_cell(name: str):
    rows = read(name).observations
    own = rows[(rows["line"] == "people_on_file") & (rows["period"] == "2018")]
    total, parts = own[own["area"] == ""].iloc[0], own[own["area"] != ""]
    assert total["value"] == parts["value"].sum() == YEARS["2018"]
    assert total["cell"].split("+") == list(parts["cell"])


def test_a_district_without_a_figure_leaves_the_total_open(tmp_path):
    from openpyxl import load_workbook

    book = load_workbook(FOLDER / "districts-merged-no-total.xlsx")
    reading = read("districts-merged-no-total.xlsx")
    rows = reading.observations
    cell = rows[(rows["area"] != "") & (rows["line"] == "relapsed") & (rows["period"] == "2016")].iloc[0]["cell"]
    book[rows.iloc[-1]["sheet"]][cell] = None
    book.save(tmp_path / "open.xlsx")
    again = read_workbook(tmp_path / "open.xlsx")
    assert "2016" not in series(again, "relapsed")
    assert one(again, "area_incomplete")["cell"] == cell


def test_a_total_that_the_districts_do_not_make_is_reported_on_its_cell():
    reading = read("total-that-does-not-add-up.xlsx")
    found = one(reading, "total_differs")
    assert "1350" in found["message_vi"] and "1340" in found["message_vi"]
    assert series(reading, "people_on_file")["2019"] == 1350


@pytest.mark.parametrize("name", ["centres-in-rows.xlsx", "centres-in-blocks.xlsx", "centres-in-sheets.xlsx"])
def test_centres_are_entries_whether_in_rows_blocks_or_sheets(name: str):
    rows = read(name).observations
    assert list(rows[rows["line"] == "facility_name"]["text"]) == ["Cơ sở mẫu 01", "Cơ sở mẫu 02"]
    assert list(rows[rows["line"] == "capacity"]["value"]) == [200, 90]
    assert list(rows[rows["line"] == "capacity"]["entry"]) == ["1", "2"]


@pytest.mark.parametrize("name", ["continued-with-header.xlsx", "continued-without-header.xlsx"])
def test_a_table_that_goes_on_on_the_next_sheet_is_one_table(name: str):
    reading = read(name)
    assert series(reading, "loan_recipients") == dict.fromkeys(calendar().columns, 12)
    assert series(reading, "people_on_file") == YEARS
    assert ("table_continued" in codes(reading)) == ("without" in name)


def test_hidden_rows_and_columns_are_read_and_reported():
    reading = read("hidden-row-and-column.xlsx")
    assert {"row_hidden", "column_hidden"} <= codes(reading)


def test_a_sheet_that_calls_itself_old_is_left_out_and_said():
    reading = read("old-copy-beside-new.xlsx")
    assert one(reading, "columns_unread")["sheet"] == "PL2 (cũ)"
    assert set(reading.observations["sheet"]) == {"Phụ lục 2"}
    assert series(reading, "relapsed")["2019"] == 75


def test_marks_for_nothing_are_blanks():
    reading = read("marks-for-nothing.xlsx")
    assert "2020-H1" not in series(reading, "funding_other")
    assert not codes(reading)


def test_words_for_none_are_zero_with_a_remark():
    reading = read("words-for-none.xlsx")
    assert series(reading, "relapsed")["2017"] == 0
    assert one(reading, "none_stated")["severity"] == "remark"


def test_a_zero_shown_as_a_dash_is_a_zero():
    assert series(read("zero-shown-as-dash.xlsx"), "relapsed")["2017"] == 0


def test_a_fraction_shown_as_a_percentage_is_the_percentage():
    rows = read("percent-as-fraction.xlsx").observations.set_index("line")
    assert rows.loc["stated_value", "value"] == pytest.approx(36.1)


@pytest.mark.parametrize("name", ["dates-as-text-and-serials.xlsx", "days-from-1904.xlsx"])
def test_days_are_read_from_text_from_serial_numbers_and_in_both_epochs(name: str):
    rows = read(name).observations
    assert "2016-01-01/2020-06-22" in set(rows["period"])


def test_money_is_kept_in_million_dong_with_its_raw_text_and_a_remark():
    reading = read("money-in-ty.xlsx")
    assert series(reading, "funding_other")["2015"] == 2_500_000
    rows = reading.observations
    assert rows[rows["line"] == "funding_other"].iloc[0]["raw"] == "2500"
    assert one(reading, "unit_converted")["severity"] == "remark"


def test_money_in_dong_is_a_millionth():
    assert series(read("money-in-dong.xlsx"), "funding_other")["2015"] == 0.0025


@pytest.mark.parametrize(
    ("name", "code"), [("money-without-unit.xlsx", "unit_missing"), ("money-in-two-units.xlsx", "unit_conflict")]
)
def test_money_of_no_unit_or_of_two_is_an_error_and_not_a_guess(name: str, code: str):
    reading = read(name)
    assert one(reading, code)["severity"] == "error"
    assert not series(reading, "funding_other")


def test_figures_in_a_unit_of_something_else_are_not_read():
    reading = read("unit-of-something-else.xlsx")
    assert one(reading, "unit_differs")["severity"] == "error"
    assert one(reading, "unit_differs")["cell"].split("+")[1:]


def test_a_formula_gives_its_saved_result_and_without_one_an_error():
    reading = read("formula-without-value.xlsx")
    assert series(reading, "people_on_file")["2019"] == 1340
    assert one(reading, "formula_without_value")["raw"] == "=SUM(D1:D2)"
    assert "2020-H1" not in series(reading, "people_on_file")


def test_a_raised_mark_is_no_digit_and_its_note_is_kept():
    reading = read("footnotes.xlsx")
    assert series(reading, "people_on_file") == YEARS
    rows = reading.observations
    notes = rows[rows["line"] == "note"].set_index("entry")["text"]
    assert notes["people_on_file"] == "Số của Công an tỉnh (giả định)."
    assert notes["relapsed"] == "Chưa đầy đủ."


def test_a_misspelled_label_is_understood_and_said():
    reading = read("label-misspelled.xlsx")
    assert series(reading, "relapsed")["2019"] == 75
    assert "Số người tái nghiện" in one(reading, "label_similar")["message_vi"]


def test_a_label_that_says_something_else_is_not_guessed():
    reading = read("label-of-something-else.xlsx")
    assert not series(reading, "relapsed")
    assert "Số người tái nghiện" in one(reading, "label_unknown")["message_vi"]


def test_a_half_year_keeps_its_own_days():
    rows = read("half-year-of-its-own-days.xlsx").observations
    own = rows[(rows["line"] == "people_on_file") & (rows["period"] == "2020-H1")].iloc[0]
    assert (own["period_start"], own["period_end"]) == ("2019-12-16", "2020-06-15")


def test_a_dot_that_may_be_either_is_reported_and_one_its_neighbours_decide_is_read():
    assert one(read("dot-that-may-be-either.xlsx"), "number_ambiguous")["severity"] == "error"
    assert series(read("dot-decided-by-neighbours.xlsx"), "funding_other")["2015"] == 2500


def test_two_provinces_in_one_file_are_told_apart_by_their_titles():
    readings = read_workbooks([FOLDER / "two-provinces-in-one-file.xlsx"])
    assert [reading.province for reading in readings] == ["10", "12"]
    assert all(series(reading, "people_on_file") == YEARS for reading in readings)


def test_one_province_in_two_files_is_one_province():
    files = [FOLDER / "years-down.xlsx", FOLDER / "centres-in-rows.xlsx"]
    (reading,) = read_workbooks(files)
    assert {"people_on_file", "capacity"} <= set(reading.observations["line"])
    missing = reading.problems[reading.problems["code"] == "appendix_missing"]["message_en"]
    assert [text[:36] for text in missing] == [f"No table of appendix {n} was found in "[:36] for n in (1, 4, 5)]
