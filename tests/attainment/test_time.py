"""Rules 1-4 of docs/method.md, one by one: days, windows, latest values, rates."""

from datetime import date

import pandas as pd
import pytest

from facts import (
    REPORT_DATE,
    WINDOW,
    centre,
    codes,
    day,
    observations,
    part,
    rate,
    reintegration,
    stated,
    whole,
    window,
    year,
)
from rehab.attainment.assessment import assess


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
