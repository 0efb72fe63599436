"""Centres, money for one person, provinces alike, the half-year: against a plain calculation from the tables."""

import math
from pathlib import Path

import pandas as pd
import pytest

from few_provinces import CODES
from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.country.alike import alike
from rehab.country.centres import KINDS, centres_of, sum_centres, without_centre
from rehab.country.collected import Collected
from rehab.country.measures import money_per_person
from rehab.country.panels import figures_to_sum, ratio_course
from rehab.country.summed import compared, may_be_summed

_FIGURES = ("capacity", "current_people", "staff_total")


@pytest.fixture(scope="module")
def observations(processed: Path) -> pd.DataFrame:
    return pd.read_csv(processed / "observations.csv", dtype=str, keep_default_na=False)


def test_the_sums_of_centres_are_those_of_a_plain_calculation(internal: Collected, observations: pd.DataFrame):
    rows = observations[(observations["appendix"] == "3") & (observations["entry"] != "")]
    expected: dict[str, dict[str, float]] = {}
    for code, own in rows.groupby("province"):
        wide = own.drop_duplicates(["entry", "line"]).pivot_table(
            index="entry", columns="line", values="value", aggfunc="first"
        )
        kinds = own[own["line"] == "facility_type"].set_index("entry")["text"]
        chosen = wide.loc[[entry for entry in wide.index if kinds[entry] in KINDS]].reindex(columns=_FIGURES)
        if (chosen.notna() & (chosen != "")).all().all():
            expected[str(code)] = chosen.astype(float).sum().to_dict()
    without = without_centre(internal.observations)
    found = sum_centres(centres_of(internal.observations), without, list(provinces()))
    assert set(found.panel.codes) == set(expected) - without
    assert expected
    for name, line in (("capacity", "capacity"), ("present", "current_people"), ("staff", "staff_total")):
        assert getattr(found, name) == pytest.approx(sum(own[line] for own in expected.values())), name
    assert found.occupancy == pytest.approx(100 * found.present / found.capacity)
    assert {*found.panel.codes, *found.panel.left_out, *found.without} == set(provinces())


def test_a_province_of_which_one_centre_lacks_a_figure_or_its_kind_is_in_no_sum(internal: Collected):
    rows = internal.observations
    (first, *_) = centres_of(rows)
    for change in (rows["line"] == "current_people", rows["line"] == "facility_type"):
        assert centres_of(rows[~(change & (rows["province"] == first))])[first] is None


def test_money_for_one_person_is_of_provinces_that_state_that_they_neither_send_nor_receive(
    internal: Collected, observations: pd.DataFrame
):
    rows = internal.observations.copy()
    # No province of the sample states both to be none.
    elsewhere = rows["line"].isin(["sent_other_province", "received_other_province"]) & (rows["area"] == "")
    rows.loc[elsewhere & rows["province"].isin(CODES[:3]), "value"] = 0.0
    own = observations[(observations["area"] == "") & (observations["value"] != "")]
    given = {(row["province"], row["line"], row["period"]): float(row["value"]) for row in own.to_dict("records")}
    for found in money_per_person(figures_to_sum(rows), calendar().window_years, list(provinces())):
        lines = ("funding_programme_centre", "funding_recurrent_centre", "in_compulsory", "in_voluntary")
        lines += ("sent_other_province", "received_other_province")
        whole = [code for code in CODES[:3] if all((code, line, found.period) in given for line in lines)]
        people = {code: sum(given[code, line, found.period] for line in lines[2:4]) for code in whole}
        codes = {code for code, count in people.items() if count}
        assert codes <= set(found.panel.codes)
        money = sum(given[code, line, found.period] for code in codes for line in lines[:2])
        if set(found.panel.codes) == codes and codes:
            assert found.value == pytest.approx(money / sum(people[code] for code in codes))


def test_the_half_year_is_summed_over_the_provinces_that_have_it(internal: Collected, processed: Path):
    rates = pd.read_csv(processed / "rates.csv", dtype={"province": str}, keep_default_na=False, na_values=[""])
    half = str(calendar().half_year)
    checked = 0
    for one in compared():
        if not may_be_summed(one):
            continue
        own = rates[(rates["part"] == one.part) & (rates["period"] == half) & rates["value"].notna()]
        own = own[own["terms_missing"].isna() & (own["denominator"] > 0)]
        own = own[own["alternative"].fillna("") == one.alternative]
        own = own[own["definition"].fillna("") == one.definition]
        found = ratio_course(internal.ratios, one.key, [half], list(provinces()))
        assert set(found.panel.codes) == set(own["province"]), one.name
        if len(own):
            checked += 1
            assert found.values[0] == pytest.approx(100 * own["numerator"].sum() / own["denominator"].sum())
    assert checked


def test_provinces_alike_are_the_nearest_in_inhabitants_and_people_on_file(internal: Collected):
    on_file = internal.figures["people_on_file", "2019"]
    people = {code: province.population_2019 for code, province in provinces().items()}
    found = alike(people, on_file)
    codes = [code for code, count in on_file.items() if count >= 20]
    spans = [
        max(values) - min(values)
        for values in ([math.log(people[code]) for code in codes], [math.log(on_file[code]) for code in codes])
    ]
    for code in codes:
        far = {
            other: (math.log(people[code] / people[other]) / spans[0]) ** 2
            + (math.log(on_file[code] / on_file[other]) / spans[1]) ** 2
            for other in codes
            if other != code
        }
        assert set(found[code]) == set(sorted(far, key=far.__getitem__)[:3])
