"""Each numbered rule of docs/method.md, and the rules of assessment one by one."""

from datetime import date

import pandas as pd
import pytest

from facts import REPORT_DATE, centre, day, no_facility, observations, stated, window, year
from rehab.attainment.assessment import Assessment, assess
from rehab.attainment.pace import expected
from rehab.attainment.targets import Override, Targets

WINDOW = ("2017-01-01", "2020-06-15")


def whole(assessment: Assessment, indicator: int) -> pd.Series:
    rows = assessment.verdicts
    return rows[(rows["indicator"] == indicator) & (rows["part"] == "")].iloc[0]


def part(assessment: Assessment, name: str) -> pd.Series:
    return assessment.verdicts.set_index("part").loc[name]


def rate(assessment: Assessment, name: str, period: str, alternative: str = "") -> pd.Series:
    rows = assessment.rates
    found = rows[(rows["part"] == name) & (rows["alternative"] == alternative) & (rows["period"] == period)]
    assert len(found) == 1
    return found.iloc[0]


def codes(assessment: Assessment) -> list[str]:
    return assessment.problems["code"].tolist()


def reintegration(employed: float, reintegrated: float, *more: object) -> pd.DataFrame:
    """Indicator 8: one stock over another, the simplest ratio there is."""
    rows = [day("reintegrated_employed", "2020-06-10", employed), day("reintegrated", "2020-06-10", reintegrated)]
    return observations(*rows, *more)  # type: ignore[arg-type]


# ── Time ────────────────────────────────────────────────────────────────────────────────────────────────


def test_rule_1_a_half_year_ends_on_the_report_day_and_the_as_of_date_is_the_latest_day_used():
    found = assess(observations(day("reintegrated_employed", "2020-06-02", 10), year("reintegrated", "2020-H1", 40)))
    assert whole(found, 8)["as_of"] == REPORT_DATE


def test_rule_1_later_values_are_left_out_of_an_earlier_as_of_date():
    facts = reintegration(10, 20, year("reintegrated", "2019", 40), year("reintegrated_employed", "2019", 10))
    assert whole(assess(facts, as_of=date(2020, 6, 1)), 8)["value"] == 25
    assert whole(assess(facts), 8)["value"] == 50


def test_rule_2_a_stated_window_total_decides_over_the_years_beside_it():
    years = [year("admitted_compulsory", p, 10) for p in ("2017", "2018", "2019", "2020-H1")]
    facts = observations(
        window("vocational_trained_compulsory", *WINDOW, 20), window("admitted_compulsory", *WINDOW, 50), *years
    )
    found = assess(facts)
    assert whole(found, 7)["denominator"] == 50
    assert "window_sum_differs" in codes(found)


def test_rule_2_without_a_total_the_years_are_summed_if_each_is_filled():
    filled = [year("admitted_compulsory", p, 10) for p in ("2015", "2016", "2017", "2018", "2019", "2020-H1")]
    trained = [year("vocational_trained_compulsory", p, 4) for p in ("2016", "2017", "2018", "2019", "2020-H1")]
    found = assess(observations(*filled, *trained))
    assert (whole(found, 7)["numerator"], whole(found, 7)["denominator"]) == (20, 50)


def test_rule_2_a_sum_of_years_with_a_gap_is_no_total():
    filled = [year("admitted_compulsory", p, 10) for p in ("2016", "2017", "2019", "2020-H1")]
    found = assess(observations(*filled, window("vocational_trained_compulsory", *WINDOW, 5)))
    assert (part(found, "7")["reason"], part(found, "7")["definition"]) == ("populations_differ", "")


def test_rule_3_a_stock_and_a_flow_are_used_over_a_window_that_starts_in_2017():
    facts = observations(
        window("completed_compulsory", *WINDOW, 59),
        day("in_compulsory", "2020-06-10", 97),
        day("people_on_file", "2020-06-10", 200),
        stated(6, "not_met"),
    )
    found = assess(facts)
    assert whole(found, 6)["value"] == pytest.approx(78)
    assert rate(found, "6", "2017-01-01/2020-06-15")["numerator"] == 156


def test_rule_3_a_stock_takes_its_latest_value():
    facts = reintegration(10, 20, year("reintegrated", "2018", 999), year("reintegrated", "2019", 888))
    assert whole(assess(facts), 8)["denominator"] == 20


def test_rule_3_a_count_with_its_day_decides_over_the_half_year_around_it():
    facts = reintegration(10, 20, year("reintegrated", "2020-H1", 25))
    assert whole(assess(facts), 8)["denominator"] == 20


def test_rule_3_flows_over_different_windows_are_a_problem():
    facts = observations(
        window("vocational_trained_compulsory", *WINDOW, 81),
        window("admitted_compulsory", "2016-01-01", "2020-06-15", 161),
    )
    assert "window_mismatch" in codes(assess(facts))


def test_rule_3_stocks_more_than_92_days_apart_are_a_remark():
    near = observations(day("reintegrated_employed", "2020-03-22", 5), day("reintegrated", REPORT_DATE, 20))
    far = observations(day("reintegrated_employed", "2020-03-21", 5), day("reintegrated", REPORT_DATE, 20))
    assert "stocks_apart" not in codes(assess(near))
    assert "stocks_apart" in codes(assess(far))


def test_rule_3_a_stock_older_than_12_months_is_stale_and_not_used():
    facts = observations(day("reintegrated_employed", "2020-06-10", 5), day("reintegrated", "2019-06-21", 20))
    found = assess(facts)
    assert part(found, "8")["reason"] == "stale"
    assert "value_stale" in codes(found)


def test_rule_3_a_yearly_line_takes_the_last_31_december_and_is_not_due_in_the_half_year():
    facts = observations(year("officials_informed", "2019", 90), year("officials_total", "2019", 100))
    found = assess(facts)
    assert part(found, "2a")["value"] == 90
    assert part(found, "2a")["as_of"] == "2019-12-31"
    assert pd.isna(rate(found, "2a", "2020-H1")["value"])


def test_rule_4_rates_hold_each_year_the_half_year_and_the_window_apart():
    years = [year("reintegrated", p, 100) for p in ("2018", "2019")]
    employed = [year("reintegrated_employed", "2018", 10), year("reintegrated_employed", "2019", 20)]
    found = assess(observations(*years, *employed))
    assert rate(found, "8", "2018")["value"] == 10
    assert rate(found, "8", "2019")["value"] == 20
    assert rate(found, "8", f"2016-01-01/{REPORT_DATE}")["value"] == 20


def test_rule_4_what_rests_on_phu_luc_3_has_no_trend():
    found = assess(observations(centre(1, health_staff=4, health_staff_qualified=4)))
    assert found.rates.loc[found.rates["part"] == "3c", "period"].tolist() == [f"2016-01-01/{REPORT_DATE}"]


# ── Terms ───────────────────────────────────────────────────────────────────────────────────────────────


def test_rule_5_a_missing_term_above_the_target_is_firmly_met():
    facts = observations(day("in_compulsory", "2020-06-10", 85), day("people_on_file", "2020-06-10", 100))
    found = assess(facts)
    assert (whole(found, 6)["verdict"], whole(found, 6)["basis"]) == ("met", "computed")
    assert "completed_compulsory" in whole(found, 6)["terms_missing"].split(";")


def test_rule_5_a_missing_term_below_the_target_leaves_it_open():
    facts = observations(day("in_compulsory", "2020-06-10", 10), day("people_on_file", "2020-06-10", 100))
    found = assess(facts)
    assert (whole(found, 6)["verdict"], whole(found, 6)["reason"]) == ("not_assessed", "incomplete")


def test_rule_5_a_missing_term_below_the_target_is_not_met_if_the_province_says_so_too():
    facts = observations(
        day("in_compulsory", "2020-06-10", 10), day("people_on_file", "2020-06-10", 100), stated(6, "not_met")
    )
    assert whole(assess(facts), 6)["verdict"] == "not_met"


def test_rule_5_terms_stated_to_be_none_are_not_missing():
    zeros = [
        day(line, "2020-06-10", 0, text="none")
        for line in ("in_voluntary", "in_home_community_rehab", "methadone_patients")
    ]
    flows = [
        window(line, *WINDOW, 0) for line in ("completed_compulsory", "completed_voluntary", "completed_home_community")
    ]
    facts = observations(
        day("in_compulsory", "2020-06-10", 10), day("people_on_file", "2020-06-10", 100), *zeros, *flows
    )
    found = assess(facts)
    assert (whole(found, 6)["verdict"], whole(found, 6)["terms_missing"]) == ("not_met", "")


def test_rule_6_a_blank_denominator_gives_no_value():
    found = assess(observations(day("reintegrated_employed", "2020-06-10", 5)))
    assert pd.isna(part(found, "8")["value"])
    assert part(found, "8")["reason"] == "no_data"


def test_rule_6_a_zero_denominator_is_not_zero_percent():
    found = assess(reintegration(0, 0))
    assert pd.isna(part(found, "8")["value"])
    assert part(found, "8")["reason"] == "zero_denominator"


def test_rule_6_two_different_values_for_one_fact_are_neither_used():
    found = assess(reintegration(10, 20, day("reintegrated", "2020-06-10", 25)))
    assert part(found, "8")["reason"] == "conflict"
    assert "value_conflict" in codes(found)


def test_rule_6_the_same_value_twice_is_no_conflict():
    assert whole(assess(reintegration(10, 20, day("reintegrated", "2020-06-10", 20))), 8)["value"] == 50


def test_rule_7_the_ticked_box_means_no_facility():
    found = assess(observations(no_facility(), stated(4, "not_assessed")))
    assert (whole(found, 4)["reason"], whole(found, 4)["basis"]) == ("no_facility", "stated")
    assert part(found, "4a")["reason"] == "no_facility"


@pytest.mark.parametrize("indicator", [3, 4, 9])
def test_rule_7_the_stated_reason_can_mean_no_facility(indicator: int):
    found = assess(observations(stated(indicator, "not_assessed", reason="Do tỉnh chưa có cơ sở cai nghiện ma túy")))
    assert part(found, "4b")["reason"] == "no_facility"


def test_rule_7_an_empty_phu_luc_3_is_no_data():
    assert part(assess(observations()), "4b")["reason"] == "no_data"


def test_rule_8_a_column_without_any_mark_leaves_the_part_without_data():
    found = assess(observations(centre(1, facility_type="voluntary"), centre(2, facility_type="voluntary")))
    assert part(found, "4b")["reason"] == "no_data"


def test_rule_8_marked_flags_are_counted_over_all_centres():
    found = assess(
        observations(
            centre(1, facility_type="voluntary", meets_standards="yes"),
            centre(2, facility_type="voluntary", meets_standards="no"),
        )
    )
    assert part(found, "4b")["value"] == 50


def test_rule_9_people_received_from_other_provinces_enter_no_ratio():
    plain = observations(
        window("vocational_trained_compulsory", *WINDOW, 5), window("admitted_compulsory", *WINDOW, 10)
    )
    more = pd.concat(
        [plain, observations(window("received_other_province", *WINDOW, 90))], ignore_index=True
    ).drop_duplicates()
    assert whole(assess(more), 7)["value"] == whole(assess(plain), 7)["value"] == 50


# ── Verdicts ────────────────────────────────────────────────────────────────────────────────────────────


def test_rule_10_a_value_is_compared_before_rounding_so_99_6_of_100_is_not_met():
    found = assess(observations(year("officials_informed", "2019", 996), year("officials_total", "2019", 1000)))
    assert part(found, "2a")["verdict"] == "not_met"


def test_rule_10_a_value_equal_to_its_target_is_met():
    assert whole(assess(reintegration(10, 20)), 8)["verdict"] == "met"


def test_rule_10_a_value_of_zero_is_not_met_and_not_missing():
    found = whole(assess(reintegration(0, 40)), 8)
    assert (found["value"], found["verdict"], found["basis"]) == (0, "not_met", "computed")


def test_rule_10_one_failing_part_fails_a_composite():
    rows = [year("officials_informed", "2019", 100), year("officials_total", "2019", 100)]
    rows += [year("adults_informed", "2019", 10), year("adults_total", "2019", 100)]
    assert whole(assess(observations(*rows)), 2)["verdict"] == "not_met"


def test_rule_10_with_a_part_missing_the_stated_verdict_stands_beside_the_computed_part():
    rows = [year("officials_informed", "2019", 100), year("officials_total", "2019", 100)]
    found = assess(observations(*rows, stated(2, "met")))
    row = whole(found, 2)
    assert (row["verdict"], row["reason"], row["basis"]) == ("met", "part_missing", "stated")
    assert part(found, "2a")["verdict"] == "met"


def test_rule_10_with_a_part_missing_and_nothing_stated_nothing_is_assessed():
    rows = [year("officials_informed", "2019", 100), year("officials_total", "2019", 100)]
    row = whole(assess(observations(*rows)), 2)
    assert (row["verdict"], row["reason"], row["basis"]) == ("not_assessed", "part_missing", "")


def test_rule_10_a_part_that_does_not_apply_is_left_out_of_a_composite():
    staff = [year("prevention_staff_total", "2019", 10), year("prevention_staff_trained", "2019", 10)]
    staff += [year("counsellors_total", "2019", 5), year("counsellors_certified", "2019", 5)]
    found = assess(observations(*staff, no_facility(), day("substitution_sites", "2020-06-10", 0)))
    assert part(found, "3c")["reason"] == "no_facility"
    assert part(found, "3d")["reason"] == "no_substitution_site"
    assert whole(found, 3)["verdict"] == "met"


def test_rule_10_without_anything_computed_the_stated_verdict_stands():
    found = whole(assess(observations(stated(8, "not_met"))), 8)
    assert (found["verdict"], found["basis"]) == ("not_met", "stated")


def test_rule_10_a_qualitative_indicator_is_always_stated():
    found = whole(assess(observations(stated(1, "met"), day("methadone_patients", "2020-06-02", 180))), 1)
    assert (found["verdict"], found["basis"]) == ("met", "stated")


def test_rule_10_no_data_and_nothing_stated_is_not_assessed_without_basis():
    found = whole(assess(observations()), 8)
    assert (found["verdict"], found["basis"], found["reason"]) == ("not_assessed", "", "no_data")


def test_rule_11_a_stated_verdict_is_shown_beside_a_computed_one_and_never_replaces_it():
    found = assess(reintegration(30, 40, stated(8, "not_met", 70.0)))
    row = whole(found, 8)
    assert (row["verdict"], row["stated_verdict"], row["agrees"], row["stated_value"]) == ("met", "not_met", False, 70)
    assert {"verdict_disagrees", "stated_value_differs"} <= set(codes(found))


def test_rule_11_a_stated_percentage_agrees_at_the_digits_it_was_given_in():
    assert "stated_value_differs" not in codes(assess(reintegration(1, 3, stated(8, "not_met", 33.3))))


def test_rule_11_agreement_is_left_open_where_the_basis_is_stated():
    assert pd.isna(whole(assess(observations(stated(8, "not_met"))), 8)["agrees"])


def test_rule_12_an_indicator_that_nobody_speaks_of_has_the_reason_not_stated():
    assert whole(assess(observations()), 1)["reason"] == "not_stated"


def test_rule_12_every_reason_has_its_words():
    from rehab.catalog.texts import texts

    known = {key.removeprefix("reason.") for key in texts() if key.startswith("reason.")}
    assert known == {
        "no_facility",
        "no_data",
        "not_due",
        "incomplete",
        "part_missing",
        "zero_denominator",
        "stale",
        "conflict",
        "spans_differ",
        "not_stated",
        "stated_not_assessed",
        "above_whole",
        "populations_differ",
        "no_substitution_site",
        "withheld",
    }


def test_rule_13_attainment_is_never_capped():
    assert whole(assess(reintegration(40, 40)), 8)["attainment"] == 2


@pytest.mark.parametrize(("employed", "margin", "borderline"), [(81, 0, True), (80, -1, True), (82, 1, False)])
def test_rule_13_one_person_makes_a_verdict_borderline(employed: int, margin: int, borderline: bool):
    row = whole(assess(reintegration(employed, 161)), 8)
    assert (row["margin"], row["borderline"]) == (margin, borderline)


def test_rule_13_a_doubtful_total_that_would_flip_the_verdict_makes_it_borderline():
    years = [year("admitted_compulsory", p, 60) for p in ("2017", "2018", "2019", "2020-H1")]
    trained = window("vocational_trained_compulsory", *WINDOW, 100)
    firm = assess(observations(trained, window("admitted_compulsory", *WINDOW, 160)))
    doubtful = assess(observations(trained, window("admitted_compulsory", *WINDOW, 160), *years))
    assert not whole(firm, 7)["borderline"]
    assert whole(doubtful, 7)["borderline"]


def test_rule_14_the_expected_level_runs_straight_from_the_baseline_to_the_target():
    found = assess(observations())
    assert rate(found, "6", "2018")["expected"] == 72
    assert rate(found, "8", "2020-H1")["expected"] == 50
    assert pd.isna(rate(found, "6", "2020-H1")["expected"])
    assert whole(found, 6)["baseline_kind"] == "plan"


def test_rule_14_a_baseline_equal_to_the_target_is_a_level_path():
    assert expected(50, 50, "2017") == 50


def test_rule_14_a_baseline_of_zero_is_a_baseline():
    assert expected(0, 50, "2016") == 10
    targets = Targets({("67", "8"): Override("67", "8", "Kế hoạch", baseline=0.0, baseline_kind="measured")})
    row = whole(assess(observations(), targets), 8)
    assert (row["baseline"], row["baseline_kind"]) == (0, "measured")


def test_rule_15_an_alternative_with_a_missing_denominator_is_not_computed():
    facts = observations(
        window("vocational_trained_compulsory", *WINDOW, 81), window("admitted_compulsory", *WINDOW, 161)
    )
    found = assess(facts)
    assert pd.isna(rate(found, "7", "2017-01-01/2020-06-15", "7-all-admitted")["value"])


def test_rule_16_provinces_are_compared_on_people_in_treatment_now():
    facts = observations(
        window("completed_compulsory", *WINDOW, 59),
        day("in_compulsory", "2020-06-10", 97),
        day("people_on_file", "2020-06-10", 970),
    )
    found = assess(facts)
    assert rate(found, "6", f"2016-01-01/{REPORT_DATE}", "6-now")["value"] == pytest.approx(10)


def test_rule_17_a_province_can_have_a_target_of_its_own():
    targets = Targets({("67", "8"): Override("67", "8", "Kế hoạch tỉnh", target=90.0)})
    row = whole(assess(reintegration(30, 40), targets), 8)
    assert (row["target"], row["verdict"]) == (90, "not_met")


def test_rule_17_a_province_can_count_only_those_in_need():
    own = Override("67", "8", "Kế hoạch tỉnh", denominator="{reintegrated_in_need}")
    facts = reintegration(30, 400, day("reintegrated_in_need", "2020-06-10", 40))
    assert whole(assess(facts, Targets({("67", "8"): own})), 8)["value"] == 75


# ── Composites over centres ─────────────────────────────────────────────────────────────────────────────


def test_centres_of_another_kind_are_not_counted():
    found = assess(
        observations(
            centre(1, facility_type="multi_function", invested="yes"),
            centre(2, facility_type="voluntary", invested="no"),
        )
    )
    assert (part(found, "9a")["value"], part(found, "9b")["value"]) == (100, 0)


def test_a_centre_whose_kind_is_not_given_leaves_its_parts_incomplete():
    found = assess(observations(centre(1, facility_type="multi_function", invested="yes"), centre(2, invested="yes")))
    assert part(found, "9a")["reason"] == "incomplete"


def test_a_province_without_a_kind_of_centre_has_nothing_to_assess_there():
    facts = observations(
        centre(1, facility_type="multi_function", invested="yes"),
        day("counselling_points", "2020-06-10", 4),
        day("counselling_points_equipped", "2020-06-10", 4),
    )
    found = assess(facts)
    assert part(found, "9b")["reason"] == "zero_denominator"
    assert whole(found, 9)["verdict"] == "met"


def test_provinces_are_assessed_from_their_own_rows_alone():
    one = reintegration(10, 20)
    other = reintegration(1, 20).assign(province="01")
    both = assess(pd.concat([one, other], ignore_index=True))
    alone = assess(one)
    own = both.verdicts[both.verdicts["province"] == "67"].reset_index(drop=True)
    pd.testing.assert_frame_equal(own, alone.verdicts)
