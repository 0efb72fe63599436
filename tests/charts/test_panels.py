"""Counts by year in small multiples."""

from dataclasses import replace

import pytest

from drawings import NONE, bars, counts, texts_of
from rehab.charts.canvas import Chart
from rehab.charts.panels import panels_chart
from rehab.charts.points import Count


def drawn(*lines: list[Count]) -> Chart:
    chart = panels_chart([count for line in lines for count in line], "people", "Người", "người", "vi")
    assert chart is not None
    return chart


@pytest.mark.parametrize("values", [(NONE, NONE), (10.0,), (NONE, 10.0)])
def test_no_line_with_two_periods_no_chart(values: tuple[float | None, ...]):
    assert panels_chart(counts(*values), "people", "Người", "người", "vi") is None


def test_a_missing_figure_is_dots_and_no_bar():
    chart = drawn(counts(10, NONE, 12, 13, 14, 15))
    assert [text.said for text in texts_of(chart)].count("…") == 1
    assert bars(chart) == 5


def test_what_is_not_due_is_no_gap():
    *years, half = counts(10, 11, 12, 13, 14, NONE)
    chart = drawn([*years, replace(half, due=False)])
    assert "…" not in [text.said for text in texts_of(chart)]
    assert chart.table.iloc[0, 6] == "chưa đến kỳ báo cáo"


def test_a_zero_is_written_and_has_no_bar():
    chart = drawn(counts(10, 0, 12, 13, 14, 15))
    assert "0" in [text.said for text in texts_of(chart)]
    assert bars(chart) == 5


def test_a_withheld_figure_prints_what_the_caller_shows_and_no_bar():
    rows = counts(10, NONE, 12, 13, 14, 15)
    rows[1] = replace(rows[1], shown="<5")
    chart = drawn(rows)
    assert "<5" in [text.said for text in texts_of(chart)]
    assert "&lt;5" in chart.svg
    assert bars(chart) == 5
    assert "<5" in list(chart.table.iloc[0])


def test_where_a_figure_is_withheld_no_other_is_called_the_only_or_the_highest():
    rows = counts(10, 30, 12, NONE)
    rows[3] = replace(rows[3], shown="*")
    assert "tăng từ 10 (2015) lên 12 (2017), có kỳ không công bố đủ số" in drawn(rows).alt
    one = counts(10, NONE)
    one[1] = replace(one[1], shown="<5")
    assert "Người có hồ sơ: 10 (2015), có kỳ không công bố đủ số" in drawn(one).alt


def test_a_mark_in_place_of_a_withheld_figure_is_explained_in_the_picture():
    rows = counts(10, 30, NONE)
    rows[2] = replace(rows[2], shown="*")
    assert "* số không công bố" in [text.said for text in texts_of(drawn(rows))]


def test_half_a_year_is_hatched():
    assert "<pattern" in drawn(counts(10, 11, 12, 13, 14, 15)).svg
    assert "<pattern" not in drawn(counts(10, 11, 12, 13, 14)).svg


def test_what_comes_in_and_goes_out_stand_in_one_panel():
    chart = drawn(counts(10, 11, label="Vào"), counts(5, 6, label="Ra", side="down"))
    assert {"▲ Vào", "▼ Ra"} <= {text.said for text in texts_of(chart)}


def test_the_text_alternative_says_how_each_line_went():
    assert (
        "Người có hồ sơ: tăng từ 10 (2015) lên 14 (2019), cao nhất 20 (2017)" in drawn(counts(10, 11, 20, 13, 14)).alt
    )
    assert "giảm từ 10 (2015) xuống 4 (6T 2020)" in drawn(counts(10, 9, 8, 7, 6, 4)).alt
    assert "không đổi" in drawn(counts(10, 10)).alt


def test_half_a_years_flow_is_not_compared_with_a_years():
    alt = drawn(counts(10, 11, 12, 13, 14, 6, partial=True)).alt
    assert "tăng từ 10 (2015) lên 14 (2019); riêng 6T 2020: 6" in alt


def test_lines_without_any_figure_are_named_in_words():
    chart = drawn(counts(10, 11), counts(NONE, NONE, label="Trốn", panel="2"))
    assert "Không có số liệu: Trốn." in chart.alt


def test_the_table_says_in_words_that_there_is_no_figure():
    assert list(drawn(counts(10, NONE, 12)).table.iloc[0]) == ["Người có hồ sơ", "10", "không có số", "12"]
