"""Rules 3, 5, 7, 10, 11, 13, 15 and 18-21 of docs/method.md where they were tightened: who is counted, what decides."""

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
    rate,
    reintegration,
    stated,
    whole,
    window,
)
from facts import year as annual
from rehab.attainment.assessment import assess

TRAINED, ADMITTED = "vocational_trained_compulsory", "admitted_compulsory"
OTHERS, PERIODS = "vocational_trained_community", ("2016", "2017", "2018", "2019", "2020-H1")
LATER = ("2017-03-01", "2020-06-15")


def awareness(informed: float, total: float, source: str = "") -> pd.DataFrame:
    """Indicator 2a with how its figures were arrived at."""
    rows = [annual("officials_informed", "2019", informed), annual("officials_total", "2019", total)]
    return observations(*rows, *([annual("awareness_source", "2019", None, text=source)] if source else []))


def test_rule_3_flows_of_spans_more_than_31_days_apart_decide_nothing():
    found = assess(observations(window(TRAINED, *WINDOW, 81), window(ADMITTED, *LATER, 161), stated(7, "met")))
    assert (part(found, "7")["reason"], whole(found, 7)["basis"]) == ("spans_differ", "stated")
    assert "window_mismatch" in codes(found)


def test_rule_3_a_part_and_its_whole_come_from_the_latest_period_that_gives_both():
    rows = [annual("reintegrated", p, v) for p, v in (("2019", 40), ("2020-H1", 50))]
    found = assess(observations(*rows, annual("reintegrated_employed", "2019", 30)))
    assert (part(found, "8")["numerator"], part(found, "8")["denominator"]) == (30, 40)


def test_rule_5_a_stated_met_beside_too_few_figures_is_a_problem_and_stands():
    rows = [day("in_compulsory", "2020-06-10", 10), day("people_on_file", "2020-06-10", 100)]
    found = assess(observations(*rows, stated(6, "met")))
    row = whole(found, 6)
    assert (row["verdict"], row["basis"], row["reason"]) == ("met", "stated", "incomplete")
    assert "incomplete_stated_met" in codes(found)


def test_rule_6_no_centre_of_a_kind_where_a_kind_is_blank_is_incomplete():
    found = assess(observations(centre(1, facility_type="voluntary", invested="yes"), centre(2)))
    assert part(found, "9b")["reason"] == "incomplete"


def test_rule_7_a_stated_absence_beside_listed_centres_is_a_conflict():
    found = assess(observations(no_facility(), centre(1, facility_type="voluntary", meets_standards="yes")))
    assert part(found, "4b")["reason"] == "conflict"


def test_rule_7_a_social_centre_does_not_contradict_a_stated_absence():
    found = assess(observations(no_facility(), centre(1, facility_type="social")))
    assert part(found, "4b")["reason"] == "no_facility"


def test_rule_10_a_stated_not_assessed_keeps_the_provinces_own_reason():
    found = assess(observations(no_facility(), stated(8, "not_assessed", reason="Chưa thống kê")))
    row = whole(found, 8)
    assert (row["verdict"], row["basis"], row["reason"]) == ("not_assessed", "stated", "stated_not_assessed")


def test_rule_10_want_of_a_centre_is_no_reason_for_an_indicator_that_needs_none():
    assert whole(assess(observations(no_facility(), stated(8, "not_assessed"))), 8)["reason"] == "stated_not_assessed"


def test_rule_10_nothing_to_assess_has_no_basis_unless_the_province_says_so_and_a_stated_met_is_a_problem():
    silent, said = assess(reintegration(0, 0)), assess(reintegration(0, 0, stated(8, "met")))
    assert (whole(silent, 8)["reason"], whole(silent, 8)["basis"]) == ("zero_denominator", "")
    assert (whole(said, 8)["verdict"], whole(said, 8)["basis"]) == ("not_assessed", "")
    assert "stated_not_applicable" in codes(said)


def test_rule_10_more_data_gives_no_worse_answer_than_none():
    none, some = observations(stated(2, "met")), awareness(100, 100)
    both = pd.concat([some, observations(stated(2, "met"))], ignore_index=True).drop_duplicates(ignore_index=True)
    assert whole(assess(none), 2)["verdict"] == whole(assess(both), 2)["verdict"] == "met"


def test_rule_11_an_agreement_that_needed_the_stated_verdict_says_so():
    rows = [day("in_compulsory", "2020-06-10", 10), day("people_on_file", "2020-06-10", 100)]
    assert whole(assess(observations(*rows, stated(6, "not_met"))), 6)["agrees_by"] == "needed"
    assert whole(assess(reintegration(30, 40, stated(8, "met"))), 8)["agrees_by"] == "independent"


def test_rule_11_a_disagreement_on_a_composite_is_a_problem_with_each_failing_part():
    facts = pd.concat([awareness(90, 100), observations(stated(2, "met"))], ignore_index=True).drop_duplicates()
    found = assess(facts)
    told = found.problems.set_index("code").loc["verdict_disagrees"]
    assert "2a: 90,0% so với mục tiêu 100%" in told["message_vi"]


@pytest.mark.parametrize(
    ("value", "raw", "code"),
    [(50.3, "50,3%", ""), (50.31, "50,31%", ""), (8.7, "8,7%", "stated_value_alternative"),
     (50.0, "50,0%", "stated_value_differs"), (50.0, "50%", "")],
)  # fmt: skip
def test_rule_11_a_stated_percentage_is_held_against_every_definition_at_the_decimals_printed(value, raw, code):
    rows = [window(TRAINED, *WINDOW, 81), window("vocational_trained_centre", *WINDOW, 81)]
    rows += [window(ADMITTED, *WINDOW, 161), day("people_on_file", "2020-06-10", 930)]
    said = [row | {"raw": raw} for row in stated(7, value=value)]
    found = {name for name in codes(assess(observations(*rows, said))) if name.startswith("stated_value")}
    assert found == ({code} if code else set())


def test_rule_11_a_stated_percentage_is_not_held_against_another_definition_whose_figures_are_in_conflict():
    rows = [annual("vocational_trained_centre", period, 20) for period in PERIODS]
    rows += [annual(OTHERS, period, 5) for period in PERIODS]
    rows += [day("people_on_file", "2020-06-10", 930)]
    second = annual(OTHERS, "2019", 6)
    assert "stated_value_differs" in codes(assess(observations(*rows, stated(7, value=45.2))))
    assert "stated_value_differs" not in codes(assess(observations(*rows, second, stated(7, value=45.2))))


def test_rule_13_a_part_on_the_border_does_not_make_a_whole_borderline_that_another_part_decides():
    rows = [annual("officials_informed", "2019", 99), annual("officials_total", "2019", 100)]
    rows += [annual("adults_informed", "2019", 10), annual("adults_total", "2019", 100)]
    found = assess(observations(*rows))
    assert part(found, "2a")["borderline"]
    assert not whole(found, 2)["borderline"]


def test_rule_13_over_a_denominator_of_one_nothing_is_borderline():
    assert not whole(assess(reintegration(1, 1)), 8)["borderline"]


def test_rule_15_a_definition_equal_to_the_one_that_decided_is_left_out():
    rows = [window("vocational_trained_centre", *WINDOW, 60), window(ADMITTED, *WINDOW, 80)]
    found = assess(observations(*rows, window("admitted_voluntary", *WINDOW, 20)))
    assert (part(found, "7")["definition"], part(found, "7")["value"]) == ("7-centre", 60)
    assert "7-all-admitted" not in set(found.rates["alternative"])


def test_rule_18_a_share_above_its_whole_decides_nothing_and_is_an_error_on_both_cells():
    found = assess(reintegration(50, 40, stated(8, "met")))
    row = part(found, "8")
    assert (row["reason"], row["numerator"], row["denominator"], row["verdict"]) == ("above_whole", 50, 40, "met")
    assert codes(found).count("above_whole") == 2
    assert set(found.problems.loc[found.problems["code"] == "above_whole", "severity"]) == {"error"}


def test_rule_18_a_definition_stopped_above_its_whole_is_not_replaced_by_the_next():
    rows = [window(TRAINED, *WINDOW, 90), window("vocational_trained_centre", *WINDOW, 90)]
    rows += [window(ADMITTED, *WINDOW, 80), window("admitted_voluntary", *WINDOW, 100)]
    found = assess(observations(*rows))
    assert (part(found, "7")["definition"], part(found, "7")["reason"]) == ("7-compulsory", "above_whole")
    assert set(found.problems.loc[found.problems["code"] == "above_whole_years", "severity"]) == {"remark"}


def test_rule_18_places_may_exceed_people():
    found = assess(
        observations(centre(1, facility_type="compulsory", capacity=300), day("people_on_file", "2020-06-10", 200))
    )
    assert (part(found, "4a")["value"], part(found, "4a")["verdict"]) == (150, "met")


def test_rule_19_voluntary_learners_are_not_set_over_compulsory_admissions():
    found = assess(observations(window("vocational_trained_centre", *WINDOW, 60), window(ADMITTED, *WINDOW, 80)))
    assert (part(found, "7")["reason"], part(found, "7")["definition"]) == ("populations_differ", "")


def test_rule_19_a_term_in_conflict_stops_the_search():
    rows = [
        window(TRAINED, *WINDOW, 60),
        window(TRAINED, *WINDOW, 61),
        window("vocational_trained_centre", *WINDOW, 60),
    ]
    rows += [window(ADMITTED, *WINDOW, 80), window("admitted_voluntary", *WINDOW, 0)]
    assert part(assess(observations(*rows)), "7")["reason"] == "conflict"


def test_rule_19_one_definition_serves_all_years_and_a_year_without_its_terms_has_no_row():
    rows = [window(TRAINED, *WINDOW, 60), window(ADMITTED, *WINDOW, 80)]
    rows += [annual(TRAINED, "2018", 10), annual(ADMITTED, "2018", 20), annual(ADMITTED, "2019", 20)]
    found = assess(observations(*rows))
    own = found.rates[(found.rates["part"] == "7") & (found.rates["alternative"] == "")]
    assert own["period"].tolist() == ["2018", "2017-01-01/2020-06-15"]
    assert rate(found, "7", "2018")["definition"] == "7-compulsory"


def test_rule_20_health_staff_of_other_centres_are_not_counted():
    kinds = ("compulsory", "social", "aftercare")
    centres = [
        centre(n, facility_type=k, health_staff=4, health_staff_qualified=4 * (n == 1)) for n, k in enumerate(kinds, 1)
    ]
    assert (part(assess(observations(*centres)), "3c")["value"]) == 100


def test_rule_20_3d_does_not_apply_without_a_substitution_site():
    assert (
        part(assess(observations(day("substitution_sites", "2020-06-10", 0))), "3d")["reason"] == "no_substitution_site"
    )


def test_rule_21_an_estimate_decides_and_is_never_borderline_by_a_unit():
    plain, estimate = assess(awareness(99, 100)), assess(awareness(99, 100, "Ước tính của xã"))
    assert part(plain, "2a")["borderline"]
    assert (part(estimate, "2a")["verdict"], part(estimate, "2a")["borderline"]) == ("not_met", False)
