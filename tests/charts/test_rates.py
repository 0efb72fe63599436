"""A rate's trend against the plan's path."""

import re

import pytest

from drawings import NONE, rates, texts_of
from rehab.charts.canvas import Chart
from rehab.charts.trends import Rate, rate_chart

RATE = Rate(part="6", name="Người nghiện được điều trị", target="80,0%", plan_baseline=True, verdict="not_assessed")


def drawn(*values: float | None, rate: Rate = RATE, **given: float | bool) -> Chart:
    chart = rate_chart(rates(*values, **given), rate, "vi")  # type: ignore[arg-type]
    assert chart is not None
    return chart


def solid_lines(chart: Chart) -> str:
    found = re.search(r'<path fill="none" stroke="#0072b2" stroke-width="2" d="([^"]+)"', chart.svg)
    return found[1] if found else ""


@pytest.mark.parametrize("values", [(), (50.0,), (NONE, 50.0, NONE)])
def test_fewer_than_two_periods_are_no_trend(values: tuple[float | None, ...]):
    assert rate_chart(rates(*values), RATE, "vi") is None


def test_periods_over_fewer_than_20_people_are_not_drawn():
    assert rate_chart(rates(50, 52, 54, denominators=19), RATE, "vi") is None


def test_a_missing_year_breaks_the_line():
    assert solid_lines(drawn(50, 51, 52, 53, 54)).count("M") == 1
    assert solid_lines(drawn(50, 51, NONE, 53, 54)).count("M") == 2


def test_the_windows_value_is_a_mark_of_its_own_and_never_joined_to_the_line():
    without, beside = drawn(50, 51, 52), drawn(50, 51, 52, window=55)
    assert solid_lines(without) == solid_lines(beside)
    assert "55,0%" in [text.said for text in texts_of(beside)]


def test_half_a_year_is_joined_by_dots_only():
    chart = drawn(50, 51, 52, 53, 54, 20)
    assert solid_lines(chart).count("L") == 4
    assert 'stroke-dasharray="1,2.5"' in chart.svg


@pytest.mark.parametrize("plan", [True, False])
def test_a_baseline_that_is_the_plans_wording_is_labelled_so(plan: bool):
    chart = drawn(50, 52, rate=Rate("6", "Điều trị", "80,0%", plan, "not_met"))
    words = " ".join(text.said for text in texts_of(chart))
    assert ("không phải số liệu thực tế của tỉnh" in words) is plan


def test_the_text_alternative_says_how_it_went_and_whether_the_target_is_reached():
    chart = drawn(50, 45, 60, 52, 55, window=85)
    assert "tăng từ 50,0% (2015) lên 55,0% (2019), cao nhất 60,0% (2017), thấp nhất 45,0% (2016)" in chart.alt
    assert "Tính cho cả giai đoạn là 85,0%, đạt mục tiêu 80,0%." in chart.alt


def test_a_lower_bound_below_the_target_is_left_open():
    assert "số liệu chưa đủ để kết luận" in drawn(50, 52, window=70, bound=True).alt


def test_a_lower_bound_that_the_province_itself_calls_not_met_is_short_of_the_target():
    rate = Rate("6", "Điều trị", "80,0%", True, "not_met")
    assert "chưa đạt mục tiêu" in drawn(50, 52, window=70, bound=True, rate=rate).alt


def test_lower_bounds_are_not_compared_with_each_other():
    alt = drawn(50, 60, bound=True).alt
    assert "không so sánh" in alt
    assert "tăng" not in alt


def test_half_a_year_is_told_apart_and_never_compared_with_a_year():
    assert "tăng từ 50,0% (2015) lên 54,0% (2019); riêng 6T 2020: 20,0%" in drawn(50, 51, 52, 53, 54, 20).alt
