"""The one picture of the nine: right where all, some or nothing was computed."""

import pytest

from drawings import NONE, bars, nine, texts_of
from rehab.catalog.texts import LANGUAGES
from rehab.charts.canvas import Chart
from rehab.charts.nine import nine_chart


def said(chart: Chart) -> list[str]:
    return [text.said for text in texts_of(chart)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_was_computed_the_nine_verdicts_still_stand(language: str):
    chart = nine_chart(nine(), language)
    assert said(chart).count({"vi": "Đạt", "en": "Met"}[language]) == 9


def test_a_verdict_that_is_only_stated_says_so_and_gets_no_bar():
    chart = nine_chart(nine(), "vi")
    assert said(chart).count("tỉnh tự đánh giá") == 9
    assert bars(chart) == 0


def test_a_computed_value_stands_beside_its_target():
    chart = nine_chart(nine(value=36.1), "vi")
    assert "36,1% / 80,0%" in said(chart)
    assert "tính từ số liệu" in said(chart)


def test_the_text_alternative_names_each_verdict_with_its_indicators_and_figures():
    chart = nine_chart(nine(value=36.1), "vi")
    assert "Không đạt: chỉ tiêu 6 (tính từ số liệu, 36,1%, mục tiêu 80,0%)." in chart.alt
    assert chart.alt.startswith("Đạt: chỉ tiêu 1 (tỉnh tự đánh giá); chỉ tiêu 2")


def test_a_withheld_value_is_a_gap_and_no_bar():
    chart = nine_chart(nine(value=NONE), "vi")
    assert bars(chart) == 0
    assert not [text for text in said(chart) if "nan" in text]


def test_a_part_over_fewer_than_20_has_its_figure_and_no_bar():
    chart = nine_chart(nine(denominator=19.0), "vi")
    assert bars(chart) == 0
    assert "36,1% / 80,0%" in said(chart)


def test_a_lower_bound_runs_on_in_dots_to_an_arrow():
    bound, exact = (nine_chart(nine(lower_bound=given), "vi") for given in (True, False))
    assert 'stroke-dasharray="1,2.5"' in bound.svg
    assert 'stroke-dasharray="1,2.5"' not in exact.svg


@pytest.mark.parametrize("value", [0.0, 100.0, 250.0, 99999.0])
def test_a_value_far_over_its_target_stays_inside_the_picture(value: float):
    chart = nine_chart(nine(value=value, verdict="met"), "vi")
    assert f"{value:.1f}%".replace(".", ",") in chart.svg
    assert chart.table.shape == (9, 5)


def test_met_and_not_met_differ_in_shape_and_word_and_not_in_colour_alone():
    met, missed = (nine_chart(nine(verdict=verdict), "vi").svg for verdict in ("met", "not_met"))
    assert "<pattern" in missed
    assert "<pattern" not in met
