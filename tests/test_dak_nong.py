"""The golden case: what report 1309/BC-SLĐTBXH says, from the workbook's cells to the verdicts."""

import csv
import json
import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rehab.workbooks.forms.filling import fill_workbook

# Báo cáo 1309/BC-SLĐTBXH, 22/6/2020: the verdict column, row by row.
SEED = {1: "met", 2: "met", 3: "not_assessed", 4: "not_assessed", 5: "not_met", 6: "not_met", 7: "met"}
SEED |= {8: "not_met", 9: "not_assessed"}


@pytest.fixture
def verdicts(rehab, dak_nong: Path) -> dict[tuple[int, str], dict]:
    found = rehab("assess", dak_nong, "--json")
    assert found.exit_code == 0, found.output
    return {(row["indicator"], row["part"] or ""): row for row in json.loads(found.stdout)}


def test_all_nine_verdicts_are_the_reports(verdicts):
    assert {number: verdicts[number, ""]["verdict"] for number in SEED} == SEED


def test_the_basis_is_computed_for_6_and_7_and_stated_for_the_others(verdicts):
    computed = {number for number in SEED if verdicts[number, ""]["basis"] == "computed"}
    stated = {number for number in SEED if verdicts[number, ""]["basis"] == "stated"}
    assert (computed, stated) == ({6, 7}, {1, 2, 3, 4, 5, 8, 9})


def test_3_4_and_9_are_not_assessed_for_want_of_a_centre(verdicts):
    assert {verdicts[number, ""]["reason"] for number in (3, 4, 9)} == {"no_facility"}


def test_6_is_336_of_930_with_four_of_seven_terms_missing_and_408_from_its_target(verdicts):
    row = verdicts[6, ""]
    assert (row["numerator"], row["denominator"], row["margin"]) == (336, 930, -408)
    assert row["value"] == pytest.approx(100 * 336 / 930, abs=1e-12)
    assert len(row["terms_missing"].split(";")) == 4
    assert (row["agrees"], row["borderline"], row["stated_value"]) == (True, False, 36.1)
    # Four terms are missing: it took the province's own Không đạt to conclude.
    assert row["agrees_by"] == "needed"


def test_7_is_81_of_161_decided_by_one_person(verdicts):
    row = verdicts[7, ""]
    assert (row["numerator"], row["denominator"], row["margin"], row["borderline"]) == (81, 161, 0, True)
    assert row["value"] == pytest.approx(100 * 81 / 161, abs=1e-12)
    assert (row["agrees"], row["stated_value"], row["terms_missing"]) == (True, 50.3, "")
    assert (row["agrees_by"], row["definition"]) == ("independent", "7-compulsory")


def test_3d_and_9c_apply_and_have_no_data_while_the_parts_of_centres_do_not_apply(verdicts):
    reasons = {part: verdicts[int(part[0]), part]["reason"] for part in ("3c", "3d", "4a", "4b", "9a", "9b", "9c")}
    assert {part for part, reason in reasons.items() if reason == "no_facility"} == {"3c", "4a", "4b", "9a", "9b"}
    assert reasons["3d"] == reasons["9c"] == "no_data"


def test_81_stands_in_two_cells_from_one_sentence_and_row_7_has_no_cause(rehab, dak_nong: Path):
    rows = _tidy(rehab, dak_nong)
    trained = {row["line"]: row["value"] for row in rows if row["line"].startswith("vocational_trained_c")}
    assert set(trained) == {"vocational_trained_centre", "vocational_trained_compulsory"}
    assert {float(value) for value in trained.values()} == {81}
    assert "7" not in {row["entry"] for row in rows if row["line"] == "stated_reason"}
    assert "7" in {row["entry"] for row in rows if row["line"] == "stated_explanation"}


def test_alternatives_are_as_the_method_lists_them(rehab, dak_nong: Path):
    from rehab.attainment.assessment import assess
    from rehab.workbooks.reading import read_workbook

    rates = assess(read_workbook(dak_nong, "reported").observations).rates
    window = rates[(rates["alternative"] != "") & rates["period"].str.contains("/")].set_index("alternative")["value"]
    assert window["6-now"] == pytest.approx(29.785, abs=5e-4)
    assert window["7-on-file"] == pytest.approx(8.710, abs=5e-4)
    assert window[["7-all-admitted", "7-in-need"]].isna().all()


def test_the_workbook_has_remarks_and_no_error(rehab, dak_nong: Path):
    found = rehab("check", dak_nong, "--json")
    problems = json.loads(found.stdout)
    assert found.exit_code == 0
    assert {problem["severity"] for problem in problems} == {"remark"}


def test_161_against_156_is_a_remark_that_names_all_three_cells(rehab, dak_nong: Path):
    problems = {row["code"]: row for row in json.loads(rehab("check", dak_nong, "--json").stdout)}
    message = problems["balance_unexplained"]["message_vi"]
    cells = {row["line"]: row["cell"] for row in _tidy(rehab, dak_nong)}
    for line in ("admitted_compulsory", "completed_compulsory", "in_compulsory"):
        assert f"({cells[line]})" in message
    assert "161" in message
    assert "156" in message


def _tidy(rehab, path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(rehab("tidy", path).stdout.splitlines()))


def test_every_observation_points_at_the_cell_that_says_it(rehab, dak_nong: Path):
    book = load_workbook(dak_nong)
    rows = _tidy(rehab, dak_nong)
    assert rows
    for row in rows:
        assert str(book[row["sheet"]][row["cell"]].value) == row["raw"]


def test_the_dates_of_the_window_are_kept_as_written_and_end_on_the_reports_day(rehab, dak_nong: Path):
    rows = {row["line"]: row for row in _tidy(rehab, dak_nong)}
    assert rows["completed_compulsory"]["text"] == "01/2017-6/2020"
    assert rows["completed_compulsory"]["period"] == "2017-01-01/2020-06-22"
    assert rows["people_on_file"]["period"] == "2020-H1"
    assert rows["people_on_file"]["period_end"] == "2020-06-22"


def test_the_workbook_is_what_its_file_of_figures_says_cell_by_cell(dak_nong: Path):
    figures = tomllib.loads(dak_nong.with_name("67-dak-nong.figures.toml").read_text(encoding="utf-8"))
    made, kept = fill_workbook(figures), load_workbook(dak_nong)
    assert made.sheetnames == kept.sheetnames
    for sheet in made.worksheets:
        own = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        other = {c.coordinate: c.value for row in kept[sheet.title].iter_rows() for c in row if c.value is not None}
        assert own == other, (
            "the form has changed with the catalogue: run `make generate`, look at the difference, commit it"
        )


def test_every_figure_of_the_file_of_figures_stands_in_its_sentence_of_origin(dak_nong: Path):
    figures = tomllib.loads(dak_nong.with_name("67-dak-nong.figures.toml").read_text(encoding="utf-8"))
    for figure in figures["figure"]:
        assert str(figure["value"]) in figure["sentence"]
        for key in ("from", "to", "day"):
            assert figure.get(key, "") in figure["sentence"]


def test_the_reports_misprints_are_kept(rehab, dak_nong: Path):
    goals = {row["entry"]: row["text"] for row in _tidy(rehab, dak_nong) if row["line"] == "stated_goal"}
    assert "phần đầu 100%" in goals["2"]
    assert "phần đầu 90%" in goals["3"]
