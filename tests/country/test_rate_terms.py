"""From a sum over provinces to the cells behind it, by the published tables and plain pandas alone."""

from pathlib import Path

import pandas as pd
import pytest

from rehab.batch.country_package import package_country
from rehab.country.summed import compared

RATE = ["province", "part", "alternative", "period"]


@pytest.fixture(scope="module", params=["internal", "public"])
def package(request: pytest.FixtureRequest, processed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    package_country(processed / "parts", folder, "sample", made_up=True, public=request.param == "public")
    place = "public" if request.param == "public" else ""
    for name in ("rates", "observations"):
        paths = [
            path
            for path in sorted((processed / "parts").glob(f"*/{place}/{name}.csv"))
            if "_" not in str(path.parent.name)[0]
        ]
        pd.concat([_read(path) for path in paths]).to_csv(folder / f"{name}.csv", index=False)
    return folder


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype={"province": str, "codes": str, "alternative": str, "part": str}, low_memory=False)


def _terms(package: Path) -> pd.DataFrame:
    found = _read(package / "rate_terms.csv")
    return found.assign(alternative=found["alternative"].fillna(""))


def test_every_ratio_is_the_sum_of_its_cells(package: Path):
    rates = _read(package / "rates.csv")
    rates = rates[rates["numerator"].notna() & rates["terms_missing"].isna()]
    rates = rates.assign(alternative=rates["alternative"].fillna("")).set_index(RATE)
    terms = _terms(package)
    if "withheld" in terms:
        hidden = pd.MultiIndex.from_frame(terms[terms["withheld"].notna()][RATE])
        rates = rates[~rates.index.isin(hidden)]
    known = terms[terms["status"].isin(["used", "none_stated"]) & terms["value"].notna()]
    found = known.groupby([*RATE, "side"])["value"].sum().unstack("side").reindex(rates.index)
    assert len(rates) > 100
    for side in ("numerator", "denominator"):
        assert (found[side].fillna(0) - rates[side]).abs().max() < 1e-9


def test_every_sum_of_ratios_leads_to_cells_that_stand_in_the_observations(package: Path):
    names = {one.name: one for one in compared()}
    terms = _terms(package).set_index(["part", "alternative", "period"]).sort_index()
    cells = _read(package / "observations.csv").groupby(["file", "sheet", "cell"]).size().index
    sums = _read(package / "sums.csv")
    sums = sums[sums["sort"] == "ratio"]
    rates = _read(package / "rates.csv")
    rates = rates.assign(alternative=rates["alternative"].fillna("")).set_index(RATE)["numerator"]
    assert len(sums) > 20
    for row in sums.to_dict("records"):
        one = names[row["measure"]]
        own = terms.loc[(one.part, one.alternative, row["period"])]
        own = own[own["province"].isin(row["codes"].split(";")) & (own["status"] == "used")]
        above = own[own["side"] == "numerator"]
        # Of a province whose numerator is told and its terms are not, the numerator itself counts.
        hidden = set(above[above["withheld"].notna()]["province"]) if "withheld" in above else set()
        told = rates.loc[[(code, one.part, one.alternative, row["period"]) for code in sorted(hidden)]]
        known = above[~above["province"].isin(hidden)]["value"]
        assert known.sum() + told.sum() == pytest.approx(row["numerator"]), row
        places = own[["file", "sheet", "cell"]].dropna()
        assert len(places) and pd.MultiIndex.from_frame(places).isin(cells).all(), row


def test_a_cell_that_is_withheld_has_its_place_and_no_value(processed: Path, tmp_path: Path):
    package_country(processed / "parts", tmp_path, "sample", made_up=True, public=True)
    terms = _read(tmp_path / "rate_terms.csv")
    gone = terms[terms["withheld"].notna()]
    assert len(gone)
    assert gone["value"].isna().all() and gone["cell"].notna().all() and set(gone["status"]) == {"used"}


def test_a_sheet_named_as_a_formula_is_no_formula_in_the_published_file(processed: Path, tmp_path: Path):
    import shutil

    parts = tmp_path / "parts"
    shutil.copytree(processed / "parts", parts)
    path = next(parts.glob("0*/public/workings.parquet"))
    pd.read_parquet(path).assign(sheet="=cmd|'/C calc'!A0").to_parquet(path, index=False)
    package_country(parts, tmp_path / "found", "sample", made_up=True, public=True)
    assert ",=cmd" not in (tmp_path / "found" / "rate_terms.csv").read_text(encoding="utf-8")
