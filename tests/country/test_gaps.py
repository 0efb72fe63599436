"""Gaps in people and what other ways to count would change, against a plain calculation from the processed tables."""

import math
from pathlib import Path

import pandas as pd
import pytest

from rehab.catalog.provinces import provinces
from rehab.country.collected import Collected
from rehab.country.gaps import Gap, gaps
from rehab.country.sensitivity import Flip, flips


@pytest.fixture(scope="module")
def found(internal: Collected) -> dict[str, Gap]:
    return {gap.ratio.name: gap for gap in gaps(internal.verdicts, internal.rates, internal.read)}


@pytest.fixture(scope="module")
def verdicts(processed: Path) -> pd.DataFrame:
    return pd.read_csv(processed / "verdicts.csv", dtype={"province": str}, keep_default_na=False, na_values=[""])


def test_only_what_counts_people_once_and_is_no_estimate_has_a_gap(found: dict[str, Gap]):
    assert list(found) == ["3a", "3b", "3c", "3d", "7-compulsory", "7-centre", "8"]


@pytest.mark.parametrize("name", ["3a", "3b", "3c", "7-compulsory", "7-centre", "8"])
def test_a_gap_is_what_each_province_lacks_and_no_surplus_is_set_against_it(
    found: dict[str, Gap], verdicts: pd.DataFrame, name: str
):
    part, definition = name.partition("-")[0], name if "-" in name else None
    own = verdicts[(verdicts["part"] == part) & verdicts["value"].notna() & verdicts["terms_missing"].isna()]
    own = own[own["definition"] == definition] if definition else own
    lacking = {
        row["province"]: max(0, math.ceil(row["denominator"] * row["target"] / 100) - round(row["numerator"]))
        for row in own.to_dict("records")
    }
    assert dict(found[name].by_province) == {code: count for code, count in lacking.items() if count}
    assert found[name].total == sum(lacking.values())
    assert set(found[name].met) == {code for code, count in lacking.items() if not count}


def test_who_sent_a_workbook_and_has_no_gap_that_can_be_told_is_counted_as_left_out(
    found: dict[str, Gap], internal: Collected
):
    for gap in found.values():
        assert sorted([*gap.by_province, *gap.met, *gap.left_out]) == sorted(internal.read)


def test_a_province_of_another_window_is_left_out_of_the_sum(internal: Collected):
    rates = internal.rates.copy()
    is_first = (rates["province"] == "01") & rates["period"].str.contains("/")
    rates.loc[is_first, "period"] = "2017-06-01/2020-06-15"
    for gap in gaps(internal.verdicts, rates, internal.read):
        assert "01" not in gap.by_province


@pytest.fixture(scope="module")
def flipped(internal: Collected) -> dict[tuple[str, str], Flip]:
    return {(flip.part, flip.other): flip for flip in flips(internal.verdicts, internal.rates, "2019")}


def test_a_flip_is_another_verdict_by_a_figure_that_can_decide(
    flipped: dict[tuple[str, str], Flip], verdicts: pd.DataFrame, processed: Path
):
    rates = pd.read_csv(processed / "rates.csv", dtype={"province": str}, keep_default_na=False, na_values=[""])
    computed = verdicts[(verdicts["basis"] == "computed") & verdicts["value"].notna()]
    for (part, other), flip in flipped.items():
        own = computed[(computed["part"] == part) & computed["verdict"].isin(["met", "not_met"])]
        to_met, to_not_met = set(), set()
        for row in own.to_dict("records"):
            rows = rates[(rates["province"] == row["province"]) & (rates["part"] == part)]
            if other == "latest_year":
                rows = rows[(rows["period"] == "2019") & rows["alternative"].isna()]
            else:
                rows = rows[rows["period"].str.contains("/") & (rows["alternative"] == other)]
            value = rows["value"].iloc[0] if len(rows) else math.nan
            lacks = bool(rows["terms_missing"].notna().iloc[0]) if len(rows) else True
            is_share = other not in ("7-in-need", "7-on-file")
            if math.isnan(value) or (is_share and value > 100):
                continue
            if value >= row["target"] and row["verdict"] == "not_met":
                to_met.add(row["province"])
            if value < row["target"] and not lacks and row["verdict"] == "met":
                to_not_met.add(row["province"])
        assert (set(flip.to_met), set(flip.to_not_met)) == (to_met, to_not_met), (part, other)
    assert any(flip.flips for flip in flipped.values())


def test_every_way_to_count_that_the_catalogue_has_is_tried(flipped: dict[tuple[str, str], Flip]):
    others = {other for _, other in flipped}
    assert others == {"6-now", "7-all-admitted", "7-in-need", "7-on-file", "8-in-need", "latest_year"}


def test_every_decided_verdict_is_counted_once(flipped: dict[tuple[str, str], Flip]):
    for flip in flipped.values():
        codes = [*flip.to_met, *flip.to_not_met, *flip.same, *flip.open]
        assert len(codes) == len(set(codes))
        assert set(codes) <= set(provinces())
