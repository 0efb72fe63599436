"""Every sum of the country, of regions and of the units of 2025, against plain pandas from the processed tables."""

from pathlib import Path

import pandas as pd
import pytest

from few_provinces import CODES
from rehab.batch.country_package import package_country
from rehab.catalog.provinces import provinces
from rehab.catalog.provinces_2025 import units_2025
from rehab.country.collected import Collected, read_collected
from rehab.country.measures import MONEY, PEOPLE, measures_of
from rehab.country.panels import ratio_course
from rehab.country.summed import compared, may_be_summed
from rehab.country.sums_table import sums_columns, sums_table
from rehab.country.units import unit_ratios

YEARS, HALF = ["2016", "2017", "2018", "2019"], "2020-H1"


def _tables(processed: Path, name: str, audience: str) -> pd.DataFrame:
    """The parts' CSV files read by pandas, and nothing of ours."""
    place = "public" if audience == "public" else ""
    paths = [path / place / f"{name}.csv" for path in sorted((processed / "parts").iterdir()) if path.name[0] != "_"]
    read = [pd.read_csv(path, dtype={"province": str}, keep_default_na=False, na_values=[""]) for path in paths]
    return pd.concat([frame for frame in read if len(frame)], ignore_index=True)


def _members(row: dict) -> list[str]:
    if row["scope"] == "country":
        return list(provinces())
    if row["scope"] == "region":
        return [code for code, own in provinces().items() if own.region == row["name_vi"]]
    return list(units_2025()[row["code"]].formed_from)


def _whole_ratios(rates: pd.DataFrame, name: str) -> pd.DataFrame:
    (one,) = (own for own in compared() if own.name == name)
    own = rates[rates["value"].notna() & rates["terms_missing"].isna() & (rates["denominator"] > 0)]
    own = own[(own["part"] == one.part) & (own["alternative"].fillna("") == one.alternative)]
    return own[own["definition"].fillna("") == one.definition]


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_ratio_is_the_sum_over_the_sum_of_provinces_that_have_it(processed: Path, audience: str):
    rates = _tables(processed, "rates", audience)
    found = sums_table(read_collected(processed / "parts", audience))
    rows = found[found["sort"] == "ratio"].to_dict("records")
    assert {row["scope"] for row in rows} == {"country", "region", "unit_2025"}
    for row in rows:
        own = _whole_ratios(rates, row["measure"])
        own = own[own["province"].isin(_members(row))]
        span = [HALF] if row["period"] == HALF else [row["period"]] if row["scope"] == "unit_2025" else YEARS
        has = own[own["period"].isin(span)].groupby("province")["period"].nunique()
        codes = sorted(has[has == len(span)].index)
        assert sorted(row["codes"].split(";")) == codes, row
        now = own[(own["period"] == row["period"]) & own["province"].isin(codes)]
        assert row["numerator"] == pytest.approx(now["numerator"].sum())
        assert row["denominator"] == pytest.approx(now["denominator"].sum())
        assert row["value"] == pytest.approx(100 * now["numerator"].sum() / now["denominator"].sum())
        people = pd.Series({code: provinces()[code].population_2019 for code in _members(row)})
        assert row["population_share"] == pytest.approx(100 * people[codes].sum() / people.sum())


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_measure_is_the_sum_of_its_lines_over_provinces_that_have_them_all(processed: Path, audience: str):
    cells = _tables(processed, "observations", audience)
    cells = cells[cells["area"].isna() & cells["entry"].isna() & cells["value"].notna()]
    lines = {own.name: list(own.lines) for own in measures_of(PEOPLE, MONEY)}
    found = sums_table(read_collected(processed / "parts", audience))
    rows = found[found["sort"] == "measure"].to_dict("records")
    assert rows
    for row in rows:
        own = cells[cells["line"].isin(lines[row["measure"]]) & cells["period"].isin(YEARS)]
        own = own[own["province"].isin(_members(row))].drop_duplicates(["province", "line", "period"])
        has = own.groupby("province").size()
        codes = sorted(has[has == len(YEARS) * len(lines[row["measure"]])].index)
        assert sorted(row["codes"].split(";")) == codes, row
        now = own[(own["period"] == row["period"]) & own["province"].isin(codes)]
        assert row["value"] == pytest.approx(now["value"].sum())


def test_who_is_missing_from_a_sum_is_named(internal: Collected):
    found = sums_table(internal)
    for row in found.to_dict("records"):
        codes = [code for code in (*row["codes"].split(";"), *str(row["missing"]).split(";")) if code]
        assert sorted(codes) == sorted(_members(row))
        assert row["provinces"] == len(row["codes"].split(";"))
        assert row["of"] == len(codes)
    assert set(found["codes"].str.split(";").explode()) <= set(CODES)


def test_every_one_of_the_63_is_in_exactly_one_of_the_34():
    formed = [code for unit in units_2025().values() for code in unit.formed_from]
    assert len(units_2025()) == 34
    assert sorted(formed) == sorted(provinces())


def test_the_34_add_up_to_the_63():
    (one,) = (own for own in compared() if own.name == "8")
    figures = {code: (float(number), float(2 * number + 7)) for number, code in enumerate(provinces(), start=20)}
    ratios = {(*one.key, "2019"): figures}
    units = unit_ratios(ratios, one, ["2019"])
    whole = ratio_course(ratios, one.key, ["2019"], list(provinces()))
    assert len(units) == 34
    assert sum(own.numerator for own in units) == whole.numerators[0]
    assert sum(own.denominator for own in units) == whole.denominators[0]


def test_a_unit_of_which_one_province_lacks_the_ratio_has_none():
    (one,) = (own for own in compared() if own.name == "8")
    figures = {code: (1.0, 2.0) for code in provinces() if code != "67"}
    names = {own.unit.code for own in unit_ratios({(*one.key, "2019"): figures}, one, ["2019"])}
    assert names == {code for code, unit in units_2025().items() if "67" not in unit.formed_from}


def test_estimates_are_in_no_sum(internal: Collected):
    names = set(sums_table(internal)["measure"])
    assert not names & {one.name for one in compared() if not may_be_summed(one)}
    assert not names & {"2a", "2b", "6"}


def test_the_package_has_sums_lines_and_one_excel_workbook_without_merged_cells(processed: Path, tmp_path: Path):
    from openpyxl import load_workbook

    package_country(processed / "parts", tmp_path, "sample", made_up=True, public=True, workbook=tmp_path)
    found = pd.read_csv(tmp_path / "sums.csv", dtype=str)
    assert list(found.columns) == [own["column"] for own in sums_columns()]
    assert len(pd.read_parquet(tmp_path / "sums.parquet")) == len(found)
    book = load_workbook(tmp_path / "sample-so-lieu-gia-dinh.xlsx")
    assert book.sheetnames == [
        "Đọc trước",
        "Kết quả",
        "Số liệu theo năm",
        "Cả nước, vùng, đơn vị 2025",
        "Lỗi, cảnh báo, lưu ý",
    ]
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        if sheet.title != "Đọc trước":
            assert sheet.auto_filter.ref
            assert "giả định" in str(sheet["A1"].value)


def test_the_public_workbook_holds_no_figure_that_is_withheld(processed: Path, tmp_path: Path):
    from openpyxl import load_workbook

    package_country(processed / "parts", tmp_path, "sample", made_up=True, public=True, workbook=tmp_path)
    sheet = load_workbook(tmp_path / "sample-so-lieu-gia-dinh.xlsx")["Số liệu theo năm"]
    head = {cell.value: cell.column - 1 for cell in sheet[2]}
    shown = {
        (row[0], row[head["Nhãn, tiếng Việt"]], period): row[head[period]]
        for row in sheet.iter_rows(min_row=3, values_only=True)
        for period in YEARS
    }
    cells = _tables(processed, "observations", "public")
    gone = cells[cells["withheld"].notna() & cells["period"].isin(YEARS) & cells["area"].isna() & cells["entry"].isna()]
    from rehab.catalog.lines import line_label

    assert len(gone)
    for row in gone.to_dict("records"):
        assert shown[row["province"], line_label(row["line"], "vi"), row["period"]] in ("<5", "không công bố")
