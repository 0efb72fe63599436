"""A brief's pictures from its own tables: their figures, their sources, and what stands where there is nothing."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from drawings import bars, clipped, numbers_drawn, numbers_of_table, overlapping, texts_of
from rehab.batch.work import read_collection
from rehab.catalog.texts import LANGUAGES
from rehab.charts.marks import WITHHELD
from rehab.pages.citing.phrases import Phrase
from rehab.pages.numbers.material import Material, load_material
from rehab.pages.pictures import pictures
from rehab.pages.pictures.pictures import Picture
from rehab.store.project import Project

PROJECT = Path(__file__).resolve().parents[2]
STYLE = PROJECT / "lib" / "rehab" / "pages" / "frame" / "page" / "style.css"
YEARS = ("2015", "2016", "2017", "2018", "2019", "2020-H1")


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for collection, name in (("reported", "67-dak-nong.xlsx"), ("sample", "79-ho-chi-minh.xlsx")):
        target = folder / "raw" / collection
        target.mkdir(parents=True)
        (target / name).write_bytes((PROJECT / "data" / "raw" / collection / name).read_bytes())
        read_collection(Project(folder, folder, PROJECT / "notebooks"), collection)
    return folder


@pytest.fixture(scope="module")
def dak_nong(data: Path) -> Material:
    return load_material("67", "reported", data=str(data))


@pytest.fixture(scope="module")
def city(data: Path) -> Material:
    return load_material("79", "sample", data=str(data))


SEVERAL = (
    pictures.trend_pictures,
    pictures.treatment_pictures,
    pictures.flow_pictures,
    pictures.support_pictures,
    pictures.funding_pictures,
)


def every_picture(material: Material) -> list[Picture]:
    found = [picture for draw in SEVERAL for picture in draw(material)]
    return found + [draw(material) for draw in (pictures.nine_picture, pictures.centres_picture)]


def of_line(material: Material, line: str, **changes: object) -> Material:
    """The material with all yearly figures of one line changed."""
    rows = material.observations.copy()
    own = (rows["line"] == line) & rows["period"].isin(YEARS)
    for column, value in changes.items():
        rows.loc[own, column] = value
    return replace(material, observations=rows)


def test_where_a_province_gives_no_yearly_figures_a_sentence_stands(dak_nong: Material):
    drawn = [trend.chart.name for trend in every_picture(dak_nong) if trend.chart]
    assert drawn == ["nine"]
    assert all(trend.sentence for trend in every_picture(dak_nong) if not trend.chart)


def test_a_province_without_a_centre_has_that_said(dak_nong: Material):
    assert "chưa có cơ sở cai nghiện" in pictures.centres_picture(dak_nong).sentence.plain


def test_a_single_period_is_told_with_its_source(dak_nong: Material):
    sentence = pictures.treatment_pictures(dak_nong)[0].sentence
    assert [(cited.shown, cited.sheet, cited.cell) for cited in sentence.citations] == [("930", "Phụ lục 2", "I19")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_of_a_full_workbook_is_drawn_legible_and_agrees_with_its_table(data: Path, language: str):
    charts = [trend.chart for trend in every_picture(load_material("79", "sample", language, data=str(data)))]
    for chart in charts:
        assert chart is not None
        assert (overlapping(chart), clipped(chart)) == ([], [])
        assert numbers_drawn(chart) <= numbers_of_table(chart)


def test_no_two_pictures_of_a_page_share_a_name(city: Material):
    names = [trend.chart.name for trend in every_picture(city) if trend.chart]
    assert len(names) == len(set(names))


def test_made_up_data_says_so_in_every_picture(city: Material):
    charts = [trend.chart for trend in every_picture(city) if trend.chart]
    assert all('class="made-up"' in chart.svg and chart.alt.startswith("Số liệu giả định") for chart in charts)


def test_figures_of_a_table_lead_to_their_cells(city: Material):
    chart = pictures.treatment_pictures(city)[0].chart
    assert chart is not None
    cited = [each for cell in chart.table.iloc[0] if isinstance(cell, Phrase) for each in cell.citations]
    own = city.observations[city.observations["line"] == "people_on_file"]
    assert len(cited) == len(YEARS)
    assert {(each.sheet, each.cell) for each in cited} <= set(zip(own["sheet"], own["cell"], strict=True))


def test_money_is_drawn_in_billions_and_the_table_keeps_the_workbooks_millions(city: Material):
    (picture,) = pictures.funding_pictures(city)
    chart = picture.chart
    assert chart is not None
    assert "Đơn vị: tỷ đồng" in [text.said for text in texts_of(chart)]
    assert chart.table.iloc[2, 5].plain == "61,5 (61.497 triệu)"


def test_a_withheld_figure_is_a_mark_with_its_note_and_no_bar(city: Material):
    rows = city.observations.assign(withheld="")
    own = (rows["line"] == "people_on_file") & (rows["period"] == "2016")
    rows.loc[own, ["value", "withheld"]] = [float("nan"), "other"]
    chart = pictures.treatment_pictures(replace(city, observations=rows))[0].chart
    assert chart is not None
    said = [text.said for text in texts_of(chart)]
    assert WITHHELD in said
    assert f"{WITHHELD} số không công bố" in said
    assert bars(chart) == len(YEARS) - 1
    assert "không công bố" in str(chart.table.iloc[0, 2])


def test_two_values_for_one_fact_are_a_gap(city: Material):
    rows = city.observations
    own = rows[(rows["line"] == "people_on_file") & (rows["period"] == "2016")]
    doubled = replace(city, observations=pd.concat([rows, own.assign(value=own["value"] + 1)], ignore_index=True))
    chart = pictures.treatment_pictures(doubled)[0].chart
    assert chart is not None
    assert bars(chart) == len(YEARS) - 1


def test_without_any_figure_of_a_group_its_picture_is_a_sentence(city: Material):
    trend = pictures.treatment_pictures(of_line(city, "people_on_file", value=float("nan")))[0]
    assert trend.chart is None
    assert "không có số liệu theo năm" in trend.sentence.plain


def test_districts_are_not_drawn_as_the_province(city: Material):
    chart = pictures.treatment_pictures(of_line(city, "people_on_file", area="Quận 1"))[0].chart
    assert chart is None


def test_an_empty_verdict_table_of_values_still_draws_the_nine(city: Material):
    verdicts = city.verdicts.assign(value=float("nan"), denominator=float("nan"))
    chart = pictures.nine_picture(replace(city, verdicts=verdicts)).chart
    assert chart is not None
    assert bars(chart) == 0


def test_pictures_take_the_fonts_they_were_measured_for_from_the_page(city: Material):
    chart = pictures.nine_picture(city).chart
    assert chart
    measured = re.search(r'font-family="([^"]*)"', chart.svg)
    styled = re.search(r"^html \{ font: 100%/1.5 ([^;]*);", STYLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert measured and styled
    assert measured[1].replace("'", '"') == styled[1].replace(", ", ",")
    assert "font-family" not in chart.inline_svg
