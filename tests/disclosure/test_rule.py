"""What the public version keeps and what it holds back, figure by figure."""

import re

import pandas as pd
import pytest

from facts import centre, day, observations, stated, window, year
from rehab.attainment.assessment import assess
from rehab.catalog.problem_kinds import ProblemKind, problem_kinds, problem_row
from rehab.catalog.tables import conform
from rehab.disclosure.audiences import INTERNAL, PUBLIC
from rehab.disclosure.package import public_tables
from rehab.disclosure.protection import (
    ProvinceTables,
    UnknownAudienceError,
    public_edition,
    tables_for,
    without,
)
from rehab.disclosure.settings import DisclosureSettings
from rehab.disclosure.suppression import Suppression


def exact(*rows, problems: tuple = ()) -> ProvinceTables:
    table = observations(*rows)
    # Every figure has a cell of its own, as in a workbook.
    table["cell"] = [f"B{number}" for number in range(1, len(table) + 1)]
    assessment = assess(table)
    found = conform([*problems], "problems") if problems else assessment.problems
    return ProvinceTables(table, assessment.verdicts, assessment.rates, found, assessment.workings)


def public(*rows, problems: tuple = ()) -> ProvinceTables:
    return tables_for(exact(*rows, problems=problems), PUBLIC)


def marks(tables: ProvinceTables, line: str) -> list[str]:
    rows = tables.observations
    return rows.loc[rows["line"] == line, "withheld"].tolist()


@pytest.mark.parametrize(("value", "mark"), [(0, ""), (1, "small"), (4, "small"), (5, "")])
def test_counts_of_people_from_1_to_4_are_small(value: int, mark: str):
    assert marks(public(year("left_died", "2018", value)), "left_died") == [mark]


def test_a_withheld_figure_leaves_neither_value_nor_words_nor_raw_content():
    row = public(year("left_died", "2018", 3, text="3 người")).observations.iloc[-1]
    assert (pd.isna(row["value"]), row["text"], row["raw"]) == (True, "", "")


def test_money_and_things_are_no_people():
    tables = public(year("loan_amount", "2018", 3), year("counselling_points", "2018", 2))
    assert set(tables.observations["withheld"]) == {""}


@pytest.mark.parametrize("line", ["files_home_voluntary", "aftercare_files", "court_decisions", "counselled"])
def test_files_decisions_and_attendances_are_one_person_each(line: str):
    assert marks(public(year(line, "2018", 3)), line) == ["small"]


def test_an_amount_goes_with_the_few_who_share_it_and_so_does_the_sum_that_would_tell_it():
    loans = [year("loan_recipients", "2018", 2), year("loan_amount", "2018", 40), year("loan_amount", "2017", 500),
             year("loan_recipients", "2017", 25), window("loan_amount", "2016-01-01", "2020-06-22", 540)]  # fmt: skip
    assert marks(public(*loans), "loan_amount") == ["other", "", "other"]


def test_escapes_cannot_be_worked_out_of_window_totals():
    flows = {"admitted_compulsory": 161, "completed_compulsory": 59, "left_escaped": 3}
    rows = [window(line, "2017-01-01", "2020-06-15", value) for line, value in flows.items()]
    tables = public(*rows, day("in_compulsory", "2020-06-10", 99))
    assert marks(tables, "left_escaped") == ["small"]
    assert (tables.observations["withheld"] == "other").sum() == 1


def test_a_death_cannot_be_worked_out_through_a_number_left_blank_between_two_years():
    flows = {"centre_opening": 100, "admitted_compulsory": 60, "completed_compulsory": 40, "left_died": 3}
    tables = public(*(year(line, "2017", value) for line, value in flows.items()), year("centre_opening", "2018", 117))
    assert marks(tables, "left_died") == ["small"]
    assert (tables.observations["withheld"] == "other").sum() == 1


def test_a_number_left_blank_that_stands_in_one_sum_only_gives_nothing_away():
    flows = {"centre_opening": 100, "admitted_compulsory": 60, "completed_compulsory": 40, "left_died": 3}
    tables = public(*(year(line, "2017", value) for line, value in flows.items()))
    assert (tables.observations["withheld"] == "other").sum() == 0


@pytest.mark.parametrize(
    "staff",
    [
        {"staff_permanent": 9, "staff_contract": 3, "health_staff": 6, "guards": 6},
        {"staff_total": 20, "health_staff_qualified": 2, "guards": 18},
    ],
    ids=["a whole left blank is no more than its parts", "a part left blank is no less than its own"],
)
def test_a_bound_through_a_blank_gives_no_small_count_away(staff: dict[str, int]):
    # Three on contract are needed for twelve duties; no more than two qualified are left by the guards.
    assert "other" in set(public(centre(1, **staff)).observations["withheld"])


@pytest.mark.parametrize("key", [b"", b"first", b"second"])
def test_the_mark_of_a_small_whole_and_its_small_part_is_that_of_any_other_such_pair(key: bytes):
    patterns = set()
    for whole in (1, 2, 3, 4):
        for part in range(1, whole + 1):
            found = public_edition(
                exact(centre(1, health_staff=whole, health_staff_qualified=part)), DisclosureSettings(key=key)
            ).tables
            patterns.add((*marks(found, "health_staff"), *marks(found, "health_staff_qualified")))
    assert patterns == {("other", "other")}


def test_that_a_whole_is_none_is_not_said_of_one_that_is_withheld():
    tables = exact(window("vocational_trained_compulsory", "2016-01-01", "2020-06-22", 0),
                   window("admitted_compulsory", "2016-01-01", "2020-06-22", 0))  # fmt: skip
    (row,) = tables.verdicts.index[tables.verdicts["part"] == "7"]
    assert tables.verdicts.loc[row, "reason"] == "zero_denominator"
    gone = tables.observations.index[tables.observations["line"] == "admitted_compulsory"]
    shown = without(tables, Suppression(dict.fromkeys(gone.tolist(), "other")), DisclosureSettings()).tables
    assert shown.verdicts.loc[row, "reason"] == "withheld"


def test_people_without_a_residence_are_moved_or_return():
    flows = {"admitted_no_residence": 30, "no_residence_to_compulsory": 27, "no_residence_returned": 3}
    tables = public(*(year(line, "2018", value) for line, value in flows.items()))
    assert (tables.observations["withheld"] == "other").sum() == 1


def test_a_withheld_zero_is_not_said_to_be_stated_as_none():
    tables = public(*_few_in_training())
    gone = tables.workings[tables.workings["withheld"] != ""]
    assert "none_stated" not in set(gone["status"])


def test_a_total_of_two_takes_another_figure_with_a_small_one():
    centres = centre(1, staff_total=12, staff_permanent=9, staff_contract=3)
    tables = public(centres)
    assert marks(tables, "staff_contract") == ["small"]
    assert (marks(tables, "staff_total") + marks(tables, "staff_permanent")).count("other") == 1


def test_a_window_total_does_not_give_a_year_away():
    years = [year("left_died", str(y), value) for y, value in zip(range(2016, 2020), (9, 3, 8, 7), strict=True)]
    tables = public(*years, year("left_died", "2020-H1", 6), window("left_died", "2016-01-01", "2020-06-22", 33))
    assert sorted(marks(tables, "left_died")).count("other") == 1


def test_districts_do_not_give_each_other_away():
    parts = [year("people_on_file", "2019", value, area=f"Huyện {value}") for value in (3, 40, 50)]
    tables = public(year("people_on_file", "2019", 93), *parts)
    assert marks(tables, "people_on_file")[0] == ""
    assert sorted(marks(tables, "people_on_file")[1:]) == ["", "other", "small"]


@pytest.mark.parametrize("least", [3, 39])
def test_a_sum_of_districts_is_told_without_them_where_one_is_withheld(least: int):
    values = (least, 40, 50)
    districts = [year("people_on_file", "2019", value, area=f"Huyện {value}") for value in values]
    tables = exact(year("people_on_file", "2019", sum(values)), *districts)
    rows, added = tables.observations, " + ".join(map(str, values))
    whole = (rows["line"] == "people_on_file") & (rows["area"] == "")
    rows.loc[whole, ["cell", "raw"]] = "+".join(rows.loc[rows["area"] != "", "cell"]), added
    shown = tables_for(tables, PUBLIC).observations.loc[whole, ["value", "raw"]]
    assert shown.values.tolist() == [[sum(values), "" if least == 3 else added]]


def test_words_beside_a_figure_of_several_cells_wait_for_release_as_others_do():
    districts = [year("people_on_file", "2019", value, area=f"Huyện {value}") for value in (20, 30)]
    tables = exact(year("people_on_file", "2019", 50), *districts)
    rows = tables.observations
    whole = (rows["line"] == "people_on_file") & (rows["area"] == "")
    rows.loc[whole, ["cell", "raw"]] = "+".join(rows.loc[rows["area"] != "", "cell"]), "50 (trong đó 2 nữ)"
    (said,) = tables_for(tables, PUBLIC).observations.loc[whole, "raw"]
    assert said and "nữ" not in said


def test_two_small_parts_that_may_trade_need_no_other():
    tables = public(centre(1, staff_total=40, staff_permanent=30, staff_contract=10), year("left_died", "2018", 2))
    assert "other" not in set(tables.observations["withheld"])


def test_a_small_part_of_a_sum_that_decides_a_verdict_takes_another_part_and_leaves_the_sum():
    terms = {"completed_compulsory": 59, "in_compulsory": 97, "in_voluntary": 3, "methadone_patients": 180}
    rows = [year(line, "2020-H1", value) for line, value in terms.items() if line != "completed_compulsory"]
    flow = window("completed_compulsory", "2017-01-01", "2020-06-22", 59)
    tables = public(*rows, flow, year("people_on_file", "2020-H1", 930))
    part = tables.verdicts[tables.verdicts["part"] == "6"].iloc[0]
    assert (part["numerator"], part["denominator"]) == (339, 930)
    assert (tables.observations["withheld"] == "other").any()


def _few_in_training() -> tuple:
    admitted = window("admitted_compulsory", "2016-01-01", "2020-06-22", 40)
    return window("vocational_trained_compulsory", "2016-01-01", "2020-06-22", 3), admitted


@pytest.mark.parametrize("column", ["value", "numerator", "attainment", "margin", "borderline", "stated_value"])
def test_a_percentage_of_a_small_count_goes_with_all_that_tells_it(column: str):
    tables = public(*_few_in_training(), stated(7, "not_met", 7.5))
    assert pd.isna(tables.verdicts.loc[tables.verdicts["part"] == "7", column]).all()


def test_the_provinces_own_percentage_goes_too():
    tables = public(*_few_in_training(), stated(7, "not_met", 7.5, "Chỉ đạt 7,5% vì thiếu kinh phí."))
    assert marks(tables, "stated_value") == ["other"]
    assert "7,5" not in " ".join([*tables.observations["text"], *tables.observations["raw"]])


def test_rates_and_workings_keep_no_small_count():
    tables = public(*_few_in_training())
    assert not (tables.rates["numerator"] == 3).any()
    assert not (tables.workings["value"] == 3).any()
    assert "3" not in tables.workings["raw"].tolist()


def test_rule_22_a_verdict_stays_where_every_figure_gives_it():
    tables = public(*_few_in_training(), stated(7, "not_met"))
    assert tables.verdicts.loc[tables.verdicts["part"] == "7", "verdict"].tolist() == ["not_met"]


@pytest.mark.parametrize("trained", [1, 2, 3, 4])
def test_rule_22_a_verdict_that_would_differ_is_withheld(trained: int):
    admitted = window("admitted_compulsory", "2016-01-01", "2020-06-22", 5)
    tables = public(window("vocational_trained_compulsory", "2016-01-01", "2020-06-22", trained), admitted)
    rows = tables.verdicts[tables.verdicts["indicator"] == 7]
    assert rows["reason"].tolist() == ["withheld", "withheld"]
    assert rows["agrees"].isna().all()


def test_nothing_is_said_of_a_problem_at_a_withheld_cell():
    place = {"sheet": "Phụ lục", "cell": "B2", "province": "67"}
    problem = problem_row("unit_stripped", raw="3 người", value="3", **place)
    assert public(year("left_died", "2018", 3), problems=(problem,)).problems.empty


def test_nothing_is_said_of_a_problem_that_adds_up_a_line_with_a_withheld_figure():
    place = {"sheet": "Phụ lục", "cell": "K2", "province": "67"}
    problem = problem_row("sum_differs", line=("Tử vong", "Left: died"), total="33", sum="34", **place)
    assert public(year("left_died", "2018", 3), year("left_died", "2017", 31), problems=(problem,)).problems.empty


def test_a_problem_bears_its_indicator_and_goes_with_a_percentage_that_is_withheld():
    tables = exact(*_few_in_training(), stated(7, "met"))
    assert "7" in set(tables.problems["indicator"])
    assert "7" not in set(tables_for(tables, PUBLIC).problems["indicator"])


@pytest.mark.parametrize("words", ["có 02 người trốn", "x” có 02 người trốn “y", "x» có 02 người trốn «y"])
def test_what_problems_quote_of_a_workbook_is_quoted_by_permission_in_both_languages(words: str):
    rows = [_quoting(kind, words) for kind in problem_kinds().values()]
    assert sum("02 người" in str(row["message_vi"]) for row in rows) > 30
    told = public(year("left_died", "2018", 30), problems=tuple(rows)).problems
    assert not [row["code"] for row in told.to_dict("records") if "02 người" in " ".join(map(str, row.values()))]


def _quoting(kind: ProblemKind, words: str) -> dict[str, object]:
    """A problem of a kind with these words wherever its message quotes any."""
    messages = (kind.what_vi, kind.do_vi, kind.what_en, kind.do_en)
    quoted = set(re.findall(r"“\{(\w+)\}”", " ".join(messages)))
    names = {name for own in messages for name in re.findall(r"\{(\w+)\}", own)} - {"sheet", "cell", "file", "raw"}
    told = {name: words if name in quoted else "6" for name in names}
    return problem_row(
        kind.code, raw=words if "raw" in quoted else "", sheet="Phụ lục", cell="Z9", province="67", **told
    )


def test_other_problems_stay_as_they_are():
    problem = problem_row("sheet_hidden", sheet="Phụ lục 1", province="67")
    told = public(year("left_died", "2018", 3), problems=(problem,)).problems.iloc[0]
    assert told["message_vi"] == problem["message_vi"]


def test_the_internal_version_has_every_figure():
    tables = exact(year("left_died", "2018", 3))
    shown = tables_for(tables, INTERNAL)
    pd.testing.assert_frame_equal(shown.observations.drop(columns="withheld"), tables.observations)


def test_another_audience_is_refused_in_both_languages():
    with pytest.raises(UnknownAudienceError, match=r"chọn public .* / .*choose public or internal"):
        tables_for(exact(year("left_died", "2018", 3)), "everyone")


def test_the_same_figures_give_the_same_public_version():
    rows = (centre(1, staff_total=12, staff_permanent=9, staff_contract=3), year("left_died", "2018", 2))
    pd.testing.assert_frame_equal(public(*rows).observations, public(*rows).observations)


def test_the_public_package_has_the_tables_columns_and_the_reason():
    tables = exact(year("left_died", "2018", 3), day("people_on_file", "2020-06-10", 930))
    frames = {name: getattr(tables, name) for name in ("observations", "verdicts", "rates", "problems", "workings")}
    package = public_tables(frames).frames
    assert list(package["observations"].columns) == [*frames["observations"].columns, "withheld"]
    assert package["observations"]["value"].dropna().tolist() == [930]


def test_centres_numbered_alike_in_two_files_are_not_one_centre():
    here = centre(1, staff_total=12, staff_permanent=9, staff_contract=3)
    there = [row | {"file": "67-khac.xlsx"} for row in centre(1, staff_total=30, staff_permanent=20)]
    tables = public(there, here)
    rows = tables.observations[tables.observations["file"] == "67-dak-nong.xlsx"]
    assert (rows["withheld"] == "other").sum() == 1
