"""What a careful clerk sees in figures that can all be read: each with its cells, in both languages."""

import pytest

from rehab.catalog.lines import lines
from rehab.catalog.problem_kinds import problem_kinds
from rehab.catalog.relations import UNEVEN, relations_of
from rehab.workbooks.clerk.checks import check_figures
from rehab.workbooks.clerk.relations import relations
from rehab.workbooks.reading import read_workbook

MOVEMENTS = {
    "centre_opening": 100,
    "admitted_compulsory": 40,
    "admitted_voluntary": 10,
    "admitted_no_residence": 5,
    "received_other_province": 0,
    "sent_other_province": 0,
    "completed_compulsory": 30,
    "completed_voluntary": 8,
    "left_escaped": 1,
    "left_died": 1,
    "left_transferred": 0,
    "left_suspended": 2,
    "left_voluntary_early": 1,
    "no_residence_to_compulsory": 0,
    "no_residence_returned": 2,
    "in_compulsory": 90,
    "in_voluntary": 15,
    "in_no_residence": 5,
}
CLOSING = ("in_compulsory", "in_voluntary", "in_no_residence")
MODELS = "pilot_models"


def figure(line: str, value: float | None, cell: str = "D1", period: str = "2018", **more: object) -> dict[str, object]:
    """One observation, as reading a workbook leaves it."""
    start, _, end = period.partition("/")
    if not end:
        start, end = ("2020-01-01", "2020-06-22") if period == "2020-H1" else (f"{period}-01-01", f"{period}-12-31")
    known = lines().get(line)
    place = {"file": "01.xlsx", "sheet": f"Phụ lục {known.appendix if known else 0}", "cell": cell, "raw": str(value)}
    when = {"period": period, "period_start": start, "period_end": end}
    unit = known.unit if known else "%"
    base = {"collection": "", "province": "01", "area": "", "line": line, "entry": "", "value": value, "text": ""}
    return {**base, **place, **when, "unit": unit, **more}


def yearly(line: str, values: dict[str, float], **more: object) -> list[dict[str, object]]:
    """A line over the years, from column D on."""
    columns = dict(zip(("2015", "2016", "2017", "2018", "2019", "2020-H1"), "DEFGHI", strict=True))
    return [figure(line, value, f"{columns[period]}9", period, **more) for period, value in values.items()]


def movements(period: str = "2018", **changed: float | None) -> list[dict[str, object]]:
    """Appendix 4 of one period, balanced but for what is changed; None leaves a cell blank."""
    values = {**MOVEMENTS, **changed}
    return [figure(line, v, f"G{12 + n}", period) for n, (line, v) in enumerate(values.items()) if v is not None]


def problems(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return check_figures(rows)


def the_problem(rows: list[dict[str, object]], code: str, cells: tuple[str, ...]) -> dict[str, object]:
    """The one problem found; both messages name the cells."""
    found = problems(rows)
    assert [row["code"] for row in found] == [code], found
    for message in (found[0]["message_vi"], found[0]["message_en"]):
        assert all(cell in str(message) for cell in cells), message
    return found[0]


# ── Parts and wholes ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("relation", relations(), ids=lambda r: "+".join(r.lesser))
def test_a_relation_names_lines_with_numbers_of_one_unit_or_count_and_a_known_problem(relation):
    named = [lines()[name] for name in (*relation.lesser, *relation.greater)]
    assert all(line.is_number for line in named)
    assert len({line.appendix + line.table for line in named}) == 1
    assert relation.code in problem_kinds()


def test_lines_that_may_leap_exist():
    assert {line for relation in relations_of(UNEVEN) for line in relation.lines} <= set(lines())


@pytest.mark.parametrize(
    ("part", "whole"),
    [("counsellors_certified", "counsellors_total"), ("reintegrated_employed", "reintegrated"),
     ("sent_other_province", "admitted_compulsory"), ("vocational_certified_centre", "vocational_trained_centre"),
     ("health_staff_qualified", "health_staff")],
)  # fmt: skip
def test_a_part_above_its_whole_is_reported_with_both_cells(part: str, whole: str):
    found = the_problem([figure(part, 31, "F6"), figure(whole, 30, "F5")], "part_exceeds_whole", ("F6", "F5"))
    assert (found["cell"], found["severity"]) == ("F6", "warning")
    assert "31 (ô F6), lớn hơn" in str(found["message_vi"])
    assert "31 (F6), more than" in str(found["message_en"])


def test_a_part_equal_to_its_whole_fits():
    assert not problems([figure("counsellors_certified", 30), figure("counsellors_total", 30)])


def test_a_part_beside_a_blank_whole_or_another_years_whole_is_not_judged():
    part = figure("counsellors_certified", 30)
    assert not problems([part, figure("counsellors_total", None)])
    assert not problems([part, figure("counsellors_total", 10, period="2017")])


def test_a_part_is_held_against_the_whole_of_its_own_district():
    whole = [figure("counsellors_total", 90), figure("counsellors_total", 5, "E5", area="Huyện Cư Jút")]
    part = figure("counsellors_certified", 6, "E6", area="Huyện Cư Jút")
    the_problem([*whole, part], "part_exceeds_whole", ("E6", "E5"))


def test_a_whole_that_is_stated_in_two_ways_is_not_judged():
    whole = [figure("counsellors_total", 10), figure("counsellors_total", 40, "E1")]
    assert not problems([figure("counsellors_certified", 30), *whole])


def test_the_cell_of_another_sheet_is_named_with_its_sheet():
    rows = [figure("counsellors_certified", 31, "F6"), figure("counsellors_total", 30, "F5", sheet="PL1 tiếp")]
    the_problem(rows, "part_exceeds_whole", ("PL1 tiếp ! F5",))


def staff(**values: float) -> list[dict[str, object]]:
    return [
        figure(line, value, f"{'HIJKLMN'[n]}14", "2020-06-22/2020-06-22", entry="1")
        for n, (line, value) in enumerate(values.items())
    ]


def test_permanent_and_contract_staff_must_make_all_staff():
    rows = staff(staff_total=50, staff_permanent=30, staff_contract=25)
    found = the_problem(rows, "parts_differ_from_whole", ("H14", "I14", "J14"))
    assert "55 = 30 (ô I14) + 25 (ô J14)" in str(found["message_vi"])
    assert not problems(staff(staff_total=50, staff_permanent=30, staff_contract=20))


def test_staff_of_one_kind_left_blank_is_judged_only_where_the_other_exceeds_all():
    assert not problems(staff(staff_total=50, staff_permanent=30))
    the_problem(staff(staff_total=50, staff_permanent=51), "part_exceeds_whole", ("H14", "I14"))


def test_staff_by_profession_may_be_fewer_but_not_more_than_all():
    professions = {"health_staff": 20, "counselling_staff": 10, "vocational_teachers": 10, "guards": 10}
    assert not problems(staff(staff_total=60, **professions))
    the_problem(staff(staff_total=49, **professions), "part_exceeds_whole", ("H14", "I14", "L14"))


def test_centres_of_two_files_are_not_mixed():
    one, two = staff(staff_total=5, staff_permanent=5), staff(staff_total=9, staff_permanent=9)
    assert not problems([*one, *({**row, "file": "02.xlsx"} for row in two)])


def funding(centre: float, community: float) -> list[dict[str, object]]:
    values = {"central": 100, "local": 50.4, "centre": centre, "community": community}
    return [figure(f"funding_programme_{name}", value, f"G{n}") for n, (name, value) in enumerate(values.items(), 12)]


def test_programme_money_shared_out_is_at_most_what_came_but_for_rounding():
    assert not problems(funding(100, 52))
    the_problem(funding(100, 53), "part_exceeds_whole", ("G12", "G13", "G14", "G15"))


@pytest.mark.parametrize(
    ("lesser", "greater"),
    [("communes_with_users", "communes_total"), ("task_forces_active", "task_forces_established")],
)
def test_what_is_some_of_something_else_cannot_be_more(lesser: str, greater: str):
    found = the_problem([figure(lesser, 72, "G11"), figure(greater, 71, "G10")], "figure_above", ("G11", "G10"))
    assert found["severity"] == "warning"


def test_more_decisions_than_files_is_a_remark_as_they_may_answer_older_files():
    rows = [figure("court_decisions", 12, "G31"), figure("files_proposed", 10, "G30")]
    assert the_problem(rows, "figure_unusual", ("G31", "G30"))["severity"] == "remark"


def test_an_overcrowded_centre_is_a_remark():
    rows = [figure("current_people", 410, "H14", entry="1"), figure("capacity", 400, "G14", entry="1")]
    assert the_problem(rows, "overcrowded", ("H14", "G14"))["severity"] == "remark"


# ── People in centres ───────────────────────────────────────────────────────────────────────────────────────


def test_people_who_come_and_leave_balance():
    assert not problems(movements())


def test_people_who_do_not_balance_are_reported_with_the_sums_and_every_cell():
    cells = [f"G{12 + n}" for n, line in enumerate(MOVEMENTS) if MOVEMENTS[line] or line.startswith("left")]
    found = the_problem(movements(in_compulsory=95), "balance_off", tuple(cells))
    assert "Năm 2018: " in str(found["message_vi"])
    assert "được 110; có mặt cuối kỳ 115 = 95" in str(found["message_vi"])
    assert "The difference is 5." in str(found["message_en"])


@pytest.mark.parametrize("line", ["left_died", "received_other_province", "centre_opening"])
def test_a_balance_with_a_blank_term_is_not_judged(line: str):
    assert not problems(movements(in_compulsory=95, **{line: None}))


@pytest.mark.parametrize(
    "reading",
    [
        {"received_other_province": 7, "in_compulsory": 97},
        {"received_other_province": 7},
        {"sent_other_province": 6, "in_compulsory": 84},
        {"sent_other_province": 6},
        {"no_residence_to_compulsory": 3, "in_compulsory": 87},
        {"no_residence_to_compulsory": 3},
        {"received_other_province": 7, "sent_other_province": 6, "in_compulsory": 91},
    ],
)
def test_a_balance_fits_with_or_without_what_the_outline_leaves_open(reading: dict[str, float]):
    assert not problems(movements(**reading))


def test_the_reading_that_comes_nearest_is_told():
    found = the_problem(movements(received_other_province=7, in_compulsory=98), "balance_off", ("G16",))
    assert "cộng người của tỉnh khác 7 (ô G16), được 117" in str(found["message_vi"])
    assert "with people of other provinces 7 (G16), makes 117" in str(found["message_en"])


def closing(period: str, *values: float | None) -> list[dict[str, object]]:
    given = zip(CLOSING, values, "123", strict=True)
    return [figure(line, v, f"H2{n}", period) for line, v, n in given if v is not None]


def test_an_opening_that_is_not_the_close_before_is_reported():
    opening = figure("centre_opening", 101, "I9", "2020-H1")
    found = the_problem([*closing("2019", 80, 15, 5), opening], "opening_differs", ("I9", "H21", "H22", "H23"))
    assert "6 tháng đầu năm 2020: số có mặt đầu kỳ là 101 (ô I9)" in str(found["message_vi"])


def test_an_opening_like_the_close_before_or_after_a_close_not_all_given_is_not_reported():
    opening = figure("centre_opening", 100, "I9", "2020-H1")
    assert not problems([*closing("2019", 80, 15, 5), opening])
    assert not problems([*closing("2019", 80, 19, None), opening])
    assert not problems([*closing("2018", 80, 15, 9), opening])


# ── Two appendices ──────────────────────────────────────────────────────────────────────────────────────────


def models(*names: str) -> list[dict[str, object]]:
    named = enumerate(names, 1)
    return [figure("pilot_name", None, f"B{60 + n}", entry=str(n), text=name) for n, name in named]


def test_more_models_running_than_listed_is_reported():
    running = figure(MODELS, 3, "I40", "2020-H1")
    the_problem([running, *models("A", "B")], "appendices_differ", ("I40", "B61", "B62"))


def test_as_many_models_listed_as_running_or_no_list_at_all_is_not_reported():
    assert not problems([figure(MODELS, 2, period="2020-H1"), *models("A", "B", "C")])
    assert not problems([figure(MODELS, 2, period="2020-H1")])
    assert not problems([figure(MODELS, 5, period="2019"), *models("A")])


def centres(*people: float | None) -> list[dict[str, object]]:
    rows = [figure("facility_name", None, f"B{14 + n}", entry=str(n), text="Cơ sở") for n in range(len(people))]
    held = [figure("current_people", v, f"K{14 + n}", entry=str(n)) for n, v in enumerate(people) if v is not None]
    return rows + held


def test_centres_that_hold_other_numbers_than_appendix_4_are_a_remark():
    rows = [*centres(60, 50), *closing("2020-H1", 80, 15, 5)]
    found = the_problem(rows, "people_present_differ", ("K14", "K15", "Phụ lục 4 ! H21"))
    assert found["severity"] == "remark"


def test_centres_that_hold_the_same_number_or_are_not_all_filled_in_are_not_reported():
    assert not problems([*centres(60, 40), *closing("2020-H1", 80, 15, 5)])
    assert not problems([*centres(60, None), *closing("2020-H1", 80, 15, 5)])


# ── Jumps ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_year_ten_times_its_neighbours_is_reported_with_their_cells_and_the_factor():
    rows = yearly("people_on_file", {"2016": 140, "2017": 1500, "2018": 160, "2019": 170})
    found = the_problem(rows, "jump", ("F9", "E9", "G9"))
    assert "1.500 (năm 2017, ô F9), gấp 10 lần 140 (năm 2016, ô E9) và 160" in str(found["message_vi"])
    assert "1,500 (2017, F9), 10 times 140 (2016, E9) and 160" in str(found["message_en"])


def test_a_year_a_thousand_times_its_neighbours_is_reported():
    rows = yearly("people_on_file", {"2016": 1400, "2017": 1500000, "2018": 1600})
    assert "gấp 1.000 lần" in str(the_problem(rows, "jump", ("F9",))["message_vi"])


def test_a_year_a_tenth_of_its_neighbours_is_reported():
    rows = yearly("people_on_file", {"2016": 1500, "2017": 160, "2018": 1700})
    assert "bằng 1/10 của 1.500" in str(the_problem(rows, "jump", ("F9",))["message_vi"])


@pytest.mark.parametrize(
    "values",
    [
        {"2016": 1500, "2017": 150, "2018": 160},
        {"2015": 1280, "2016": 150, "2017": 160},
        {"2017": 150, "2018": 160, "2019": 1.6e4},
        {"2017": 150, "2018": 160, "2019": 1.6e5},
        {"2017": 1.234, "2018": 1240, "2019": 1260},
    ],
)
def test_a_first_or_last_year_ten_a_hundred_or_a_thousand_times_the_next_is_reported(values: dict[str, float]):
    assert [row["code"] for row in problems(yearly("people_on_file", values))] == ["jump"]


def test_two_years_ten_times_apart_are_reported_once():
    the_problem(yearly("people_on_file", {"2018": 150, "2019": 1500}), "jump", ("G9", "H9"))


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("detox_centre", {"2015": 942_000, "2016": 480, "2017": 1500, "2018": 1221}),
        ("left_transferred", {"2015": 10_000, "2016": 3, "2017": 20, "2018": 4}),
        ("funding_investment_central", {"2015": 7_899_000, "2016": 900, "2017": 21_000}),
    ],
)
def test_a_figure_beside_which_all_others_are_nothing_is_a_jump_in_the_most_uneven_line(
    line: str, values: dict[str, float]
):
    assert "D9" in str(the_problem(yearly(line, values), "jump", ("D9", "E9"))["cell"])


@pytest.mark.parametrize(
    "values",
    [
        {"2016": 2, "2017": 20, "2018": 25},
        {"2018": 2, "2019": 20},
        {"2016": 2, "2017": 18, "2018": 2},
        {"2016": 100, "2017": 300, "2018": 900, "2019": 2700},
        {"2016": 100, "2017": 1000, "2018": 9000},
        {"2016": 100, "2017": 700, "2018": 100},
        {"2016": 100, "2017": 0, "2018": 100},
        {"2016": 0, "2017": 100, "2018": 0},
        {"2018": 100, "2019": 700},
        {"2019": 150},
    ],
)
def test_small_numbers_growth_and_none_at_all_are_no_jump(values: dict[str, float]):
    assert not problems(yearly("people_on_file", values))


def test_a_half_years_flow_is_normally_half_a_years():
    assert not problems(yearly("relapsed", {"2018": 1000, "2019": 1000, "2020-H1": 100}))
    found = the_problem(yearly("relapsed", {"2018": 1000, "2019": 1000, "2020-H1": 50}), "jump", ("I9", "H9"))
    assert "the half-year doubled" in str(found["message_en"])


def test_the_years_of_one_district_are_not_beside_those_of_another():
    one = yearly("people_on_file", {"2017": 150, "2018": 160}, area="Huyện A")
    assert not problems([*one, *yearly("people_on_file", {"2019": 1500, "2020-H1": 1600}, area="Huyện B")])


def test_money_of_less_than_20_million_and_investment_leap_by_themselves():
    leap = {"2016": 100, "2017": 1000, "2018": 100}
    assert not problems(yearly("funding_investment_central", leap))
    assert not problems(yearly("funding_other", {"2016": 1.5, "2017": 15, "2018": 1.5}))
    the_problem(yearly("funding_other", leap), "jump", ("E9", "F9", "G9"))


# ── Percentages, what is due, window totals ─────────────────────────────────────────────────────────────────


def test_a_percentage_over_100_is_reported_and_100_is_not():
    the_problem([figure("stated_value", 102.5, "E9", entry="6")], "percent_over_100", ("E9",))
    assert not problems([figure("stated_value", 100, "E9", entry="6")])


def test_a_half_year_filled_in_for_a_line_due_once_a_year_is_one_remark_a_sheet():
    rows = [figure(line, 100, cell, "2020-H1") for line, cell in (("funding_other", "I9"), ("loan_amount", "I8"))]
    rows.append(figure("funding_recurrent_centre", 100, "I10", "2020-H1"))
    found = problems(rows)
    assert [(row["code"], row["severity"]) for row in found] == [("not_due_filled", "remark")] * 2
    assert "I9, I10" in str(found[0]["message_vi"])
    assert not problems([figure("relapsed", 100, period="2020-H1"), figure("funding_other", 100, period="2019")])


def test_a_window_total_below_a_year_inside_it_is_reported():
    total = figure("relapsed", 90, "J9", "2016-01-01/2020-06-22")
    the_problem([total, figure("relapsed", 100, "G9")], "window_below_year", ("J9", "G9"))


@pytest.mark.parametrize(("window", "value"), [("2016-01-01/2020-06-22", 100), ("2018-02-01/2020-06-22", 90)])
def test_a_window_total_of_a_year_or_that_covers_none_is_not_reported(window: str, value: float):
    assert not problems([figure("relapsed", value, "J9", window), figure("relapsed", 100, "G9")])


def test_a_stock_of_one_day_may_be_below_a_years():
    day = figure("people_on_file", 90, "J9", "2020-06-15/2020-06-15")
    assert not problems([day, figure("people_on_file", 100, "G9")])


# ── All together ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_checks_run_when_a_workbook_is_read(filled):
    entries = [("communes_total", 71), ("communes_with_users", 710)]
    path = filled({"figure": [{"line": line, "period": "2018", "value": value} for line, value in entries]})
    rows = read_workbook(path).problems.set_index("code")
    values = read_workbook(path).observations.set_index("line")
    found = rows.loc["figure_above"]
    assert (found["sheet"], found["cell"]) == ("Phụ lục 2", values.loc["communes_with_users", "cell"])
    assert values.loc["communes_total", "cell"] in found["message_vi"]


WINDOW = "2017-01-01/2020-06-15"


def cohort(**left: float) -> list[dict[str, object]]:
    """161 admitted over the window, 59 completed, 97 present, and those who left otherwise."""
    present = figure("in_compulsory", 97, "J28", "2020-06-10/2020-06-10")
    flows = {"admitted_compulsory": 161, "completed_compulsory": 59, **left}
    return [*(figure(line, value, f"J{n}", WINDOW) for n, (line, value) in enumerate(flows.items(), 13)), present]


def test_a_cohort_says_what_is_not_given_and_nothing_that_is():
    plain = str(the_problem(cohort(), "balance_unexplained", ("J13",))["message_vi"])
    assert "chênh lệch 5: số có mặt đầu kỳ và số giảm khác không được nêu" in plain
    told = str(the_problem(cohort(left_escaped=3), "balance_unexplained", ("J13",))["message_vi"])
    assert "3 giảm khác (J15)" in told
    assert "cộng là 159" in told
    assert "chênh lệch 2: số có mặt đầu kỳ và số giảm khác (" in told
    assert lines()["left_escaped"].label_vi not in told


@pytest.mark.parametrize("present", [103, 970])
def test_more_people_than_were_admitted_are_asked_about(present: int):
    rows = cohort()
    rows[-1] = figure("in_compulsory", present, "J28", "2020-06-10/2020-06-10")
    said = str(the_problem(rows, "balance_exceeds", ("J13",))["message_vi"])
    assert f"nhiều hơn {present + 59 - 161} người" in said
    assert "ghi số có mặt đầu kỳ" in said


def test_people_who_were_there_at_the_start_explain_those_above_the_admissions():
    opening = figure("centre_opening", 40, "J11", WINDOW)
    rows = [*cohort(left_escaped=40, left_died=0, left_transferred=1, left_suspended=1), opening]
    assert not problems(rows)
    rows[-1] = figure("centre_opening", 30, "J11", WINDOW)
    said = str(the_problem(rows, "balance_exceeds", ("J13",))["message_vi"])
    assert "đầu kỳ có mặt 30 (J11)" in said
    assert "nhiều hơn 7 người" in said


def test_a_cohort_that_other_leavers_explain_has_no_remark():
    assert not problems(cohort(left_escaped=3, left_died=0, left_transferred=1, left_suspended=1))


def test_the_one_real_workbook_has_one_remark_and_no_more(dak_nong):
    assert read_workbook(dak_nong).problems["code"].tolist() == ["balance_unexplained"]
