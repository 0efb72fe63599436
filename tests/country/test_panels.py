"""Sums over provinces, against a plain calculation from the processed tables."""

from pathlib import Path

import pandas as pd
import pytest

from few_provinces import BLANK, CODES
from rehab.catalog.provinces import provinces
from rehab.country.collected import Collected
from rehab.country.panels import figures_to_sum, line_course, ratio_course
from rehab.country.summed import compared, has_trend, may_be_summed

YEARS = ("2016", "2017", "2018", "2019")


def _csv(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def _plain(rows: pd.DataFrame, years: tuple[str, ...]) -> tuple[list[float], set[str]]:
    """Percentages of sums over the provinces that have all years, and which those are."""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for row in rows.to_dict("records"):
        if row["period"] in years and row["value"] and not row["terms_missing"] and float(row["denominator"]) > 0:
            own = found.setdefault(row["province"], {})
            own[row["period"]] = float(row["numerator"]), float(row["denominator"])
    whole = {code: own for code, own in found.items() if set(own) == set(years)}
    sums = [[sum(own[year][side] for own in whole.values()) for year in years] for side in (0, 1)]
    return [100 * above / below for above, below in zip(*sums, strict=True) if below], set(whole)


@pytest.mark.parametrize("name", ["3a", "6-now", "7-compulsory", "7-centre", "8", "9c"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_ratio_is_the_sum_over_the_sum_of_provinces_that_have_every_year(
    processed: Path, internal: Collected, public: Collected, name: str, audience: str
):
    one = next(one for one in compared() if one.name == name)
    tables = internal if audience == "internal" else public
    table = _csv(processed, "rates")
    if audience == "public":
        folders = [path / "public" for path in (processed / "parts").iterdir() if path.name[0] != "_"]
        table = pd.concat([_csv(folder, "rates") for folder in folders])
    rows = table[
        (table["part"] == one.part)
        & (table["alternative"] == one.alternative)
        & (table["definition"] == one.definition)
    ]
    found = ratio_course(tables.ratios, one.key, YEARS, list(provinces()))
    values, codes = _plain(rows, YEARS)
    assert set(found.panel.codes) == codes
    assert [value for value in found.values if value is not None] == pytest.approx(values)


def test_what_is_withheld_from_the_public_is_in_no_sum_for_the_public(public: Collected):
    withheld = public.rates[(public.rates["withheld"] != "") & public.rates["period"].isin(YEARS)]
    assert len(withheld), "choose provinces of which something is withheld"
    for row in withheld[withheld["alternative"].isin(["", "6-now"])].to_dict("records"):
        key = row["part"], row["alternative"], row["definition"]
        assert row["province"] not in ratio_course(public.ratios, key, YEARS, list(provinces())).panel.codes


def test_lines_are_summed_over_provinces_that_give_each_of_them_every_year(processed: Path, internal: Collected):
    lines = ("completed_compulsory", "completed_voluntary")
    table = _csv(processed, "observations")
    given = table[
        table["line"].isin(lines) & table["period"].isin(YEARS) & (table["area"] == "") & (table["value"] != "")
    ]
    per_province = given.groupby("province").apply(lambda own: len(own[["line", "period"]].drop_duplicates()))
    whole = set(per_province[per_province == len(lines) * len(YEARS)].index)
    expected = [
        given[given["province"].isin(whole) & (given["period"] == year)]["value"].astype(float).sum() for year in YEARS
    ]
    found = line_course(internal.figures, lines, YEARS, list(provinces()))
    assert set(found.panel.codes) == whole
    assert list(found.sums) == expected
    assert whole < set(CODES), "choose provinces of which one leaves a figure blank"


def test_who_is_missing_is_named_the_largest_first_with_the_share_of_people_that_are_there(internal: Collected):
    one = next(one for one in compared() if one.name == "3a")
    panel = ratio_course(internal.ratios, one.key, YEARS, list(provinces())).panel
    people = {code: own.population_2019 for code, own in provinces().items()}
    assert BLANK in panel.left_out
    assert not panel.is_whole
    assert panel.population_share == pytest.approx(
        100 * sum(people[code] for code in panel.codes) / sum(people.values())
    )
    smallest_named = min(people[code] for code in panel.largest_left_out)
    others = set(panel.left_out) - set(panel.largest_left_out)
    assert all(people[code] <= smallest_named for code in others)


def test_one_figure_given_twice_with_two_values_is_in_no_sum():
    row = {"line": "relapsed", "period": "2019", "area": "", "entry": "", "withheld": "", "province": "01"}
    rows = pd.DataFrame([{**row, "value": 3.0}, {**row, "value": 4.0}, {**row, "province": "04", "value": 5.0}])
    found = line_course(figures_to_sum(rows), ["relapsed"], ["2019"], ["01", "04"])
    assert (found.sums, found.panel.codes) == ((5.0,), ("04",))


def test_estimates_and_lists_of_today_have_no_trend(internal: Collected):
    drawn = {one.name for one in compared() if may_be_summed(one) and has_trend(internal.rates, one, YEARS)}
    assert drawn == {"3a", "3b", "3d", "6-now", "7-compulsory", "7-centre", "8", "9c"}
