"""Rules 5-9 of docs/method.md, one by one: terms, denominators, centres, flags."""

import pandas as pd
import pytest

from facts import (
    WINDOW,
    centre,
    codes,
    day,
    no_facility,
    observations,
    part,
    reintegration,
    stated,
    whole,
    window,
)
from rehab.attainment.assessment import assess


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
