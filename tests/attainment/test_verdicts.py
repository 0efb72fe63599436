"""Rules 10-17 of docs/method.md, one by one: verdicts, agreement, reasons, margins, pace, targets."""

import pandas as pd
import pytest

from facts import (
    REPORT_DATE,
    WINDOW,
    codes,
    day,
    no_facility,
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
from rehab.attainment.pace import expected
from rehab.attainment.targets import Override, Targets


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
