"""People, plans and the spread of ratios over provinces, against a plain calculation from the processed tables."""

from pathlib import Path
from statistics import median

import pandas as pd
import pytest

from rehab.catalog.lines import lines
from rehab.catalog.provinces import provinces
from rehab.country.collected import Collected, regions
from rehab.country.measures import HELD, LEAVING, measures, measures_of, plans, sums
from rehab.country.spread import FEWEST, spreads

YEARS = ("2016", "2017", "2018", "2019")


@pytest.fixture(scope="module")
def observations(processed: Path) -> pd.DataFrame:
    table = pd.read_csv(processed / "observations.csv", dtype=str, keep_default_na=False)
    return table[(table["area"] == "") & (table["value"] != "")]


def _plain(table: pd.DataFrame, wanted: list[str], years: tuple[str, ...]) -> tuple[set[str], dict[str, float]]:
    """Who has every line in every year, and the sums of each line of the last of them."""
    given = {(row["province"], row["line"], row["period"]): float(row["value"]) for row in table.to_dict("records")}
    codes = {code for code, _, _ in given}
    whole = {code for code in codes if all((code, line, year) in given for line in wanted for year in years)}
    return whole, {line: sum(given[code, line, years[-1]] for code in whole) for line in wanted}


def test_measures_and_plans_name_lines_that_exist():
    named = {line for own in measures() for line in own.lines}
    named |= {line for plan in plans() for line in (plan.planned, *plan.results)}
    assert named <= set(lines())
    assert {lines()[line].measure for own in measures() if own.kind == "stock" for line in own.lines} == {"stock"}


@pytest.mark.parametrize("name", [own.name for own in measures()])
def test_a_measure_is_the_sum_over_provinces_that_have_all_its_lines_every_year(
    internal: Collected, observations: pd.DataFrame, name: str
):
    (measure,) = (own for own in measures() if own.name == name)
    found = sums(internal.figures, {name: measure.lines}, YEARS, list(provinces()))
    codes, by_line = _plain(observations, list(measure.lines), YEARS)
    assert set(found.panel.codes) == codes
    assert found.by_measure[name][-1] == pytest.approx(sum(by_line.values()))


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: plan.planned)
def test_plan_and_result_are_of_the_same_provinces(internal: Collected, observations: pd.DataFrame, plan):
    wanted = {"planned": (plan.planned,), "result": plan.results}
    found = sums(internal.figures, wanted, YEARS, list(provinces()))
    codes, by_line = _plain(observations, [plan.planned, *plan.results], YEARS)
    assert set(found.panel.codes) == codes
    assert found.by_measure["planned"][-1] == pytest.approx(by_line[plan.planned])
    assert found.by_measure["result"][-1] == pytest.approx(sum(by_line[line] for line in plan.results))


def test_the_regions_of_one_panel_add_up_to_all_provinces(internal: Collected):
    wanted = {own.name: own.lines for own in measures_of(LEAVING, HELD)}
    whole = sums(internal.figures, wanted, YEARS[-1:], list(provinces()))
    parts = [sums(internal.figures, wanted, YEARS[-1:], [p.code for p in own]) for own in regions("vi").values()]
    assert {code for part in parts for code in part.panel.codes} == set(whole.panel.codes)
    for name in wanted:
        assert sum(part.by_measure[name][0] for part in parts) == pytest.approx(whole.by_measure[name][0])


def test_a_ratio_is_spread_over_the_provinces_whose_value_is_whole_and_over_enough(
    internal: Collected, processed: Path
):
    table = pd.read_csv(processed / "verdicts.csv", dtype={"province": str}, keep_default_na=False, na_values=[""])
    for spread in spreads(internal.verdicts, internal.rates):
        if spread.ratio.alternative:
            continue
        rows = table[(table["part"] == spread.ratio.part) & table["value"].notna()]
        if spread.ratio.definition:
            rows = rows[rows["definition"] == spread.ratio.definition]
        rows = rows[rows["terms_missing"].isna() & (rows["denominator"] >= FEWEST)]
        expected = sorted(zip(rows["value"], rows["province"], strict=True))
        assert [(value.value, value.code) for value in spread.ranked] == expected, spread.ratio.name
        if expected:
            assert spread.median == median(value for value, _ in expected)


def test_indicator_6_is_compared_on_people_in_treatment_now_and_on_nothing_else(internal: Collected):
    names = [spread.ratio.name for spread in spreads(internal.verdicts, internal.rates)]
    assert "6-now" in names
    assert "6" not in names


def test_a_share_above_its_whole_is_set_beside_no_other(public: Collected):
    for spread in spreads(public.verdicts, public.rates):
        for value in spread.values:
            assert spread.ratio.name == "4a" or value.value <= 100
