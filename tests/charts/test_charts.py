"""Charts: real text, own ids, the same bytes, a text alternative from the data, nothing where there is nothing."""

import re

import pandas as pd
import pytest

from rehab.charts.targets import target_chart
from rehab.charts.trends import lines_chart, rate_chart


def percent(value: float, target: float | None = None) -> str:
    return f"{value:.1f}%".replace(".", ",")


def parts(**changes: object) -> pd.DataFrame:
    row = {"part": "8", "name": "Người có việc làm", "value": 25.0, "target": 50.0, "denominator": 40.0}
    return pd.DataFrame([{**row, "verdict": "not_met", "lower_bound": False, **changes}])


def yearly(label: str = "Người có hồ sơ", values: tuple[float, ...] = (10, 12)) -> pd.DataFrame:
    rows = [{"label": label, "period": str(2018 + i), "value": v, "unit": "người"} for i, v in enumerate(values)]
    return pd.DataFrame(rows)


def rates(*values: float | None) -> pd.DataFrame:
    rows = [
        {"period": str(2016 + i), "value": v, "expected": 60.0 + 4 * i, "target": 80.0} for i, v in enumerate(values)
    ]
    return pd.DataFrame([*rows, {"period": "2016-01-01/2020-06-22", "value": 55.0, "expected": 80.0, "target": 80.0}])


def test_the_text_alternative_states_value_target_and_verdict():
    chart = target_chart(parts(), "vi", percent)
    assert chart is not None
    assert "25,0% so với mục tiêu 50,0%, Không đạt" in chart.alt
    assert f'<desc id="targets-desc">{chart.alt}</desc>' in chart.svg


def test_texts_in_a_picture_are_text():
    chart = target_chart(parts(), "vi", percent)
    assert chart is not None
    assert re.search(r"<text[^>]*>mục tiêu 50,0%</text>", chart.svg)


def test_the_same_data_gives_the_same_bytes():
    first, second = (lines_chart(yearly(), "people", "Người", "vi", str) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.svg == second.svg


def test_two_charts_share_no_id():
    one, other = (lines_chart(yearly(), name, "Người", "vi", str) for name in ("people", "movement"))
    assert one is not None
    assert other is not None
    assert not set(re.findall(r' id="([^"]+)"', one.svg)) & set(re.findall(r' id="([^"]+)"', other.svg))


def test_where_nothing_was_computed_there_is_no_chart():
    assert target_chart(parts(value=float("nan")), "vi", percent) is None


def test_fewer_than_20_people_are_not_drawn():
    assert target_chart(parts(denominator=19.0), "vi", percent) is None
    assert target_chart(parts(denominator=20.0), "vi", percent) is not None


def test_a_single_period_is_no_trend():
    assert lines_chart(yearly(values=(10,)), "people", "Người", "vi", str) is None
    assert rate_chart(rates(50.0), "6", "Điều trị", "vi", percent, True) is None


def test_the_windows_value_is_a_mark_of_its_own_and_said_so():
    chart = rate_chart(rates(50.0, 52.0), "6", "Điều trị", "vi", percent, True)
    assert chart is not None
    assert "cả giai đoạn: 55,0%" in chart.svg
    assert "Tính cho cả giai đoạn là 55,0%, mục tiêu 80,0%" in chart.alt


@pytest.mark.parametrize(("plan", "said"), [(True, True), (False, False)])
def test_a_baseline_that_is_the_plans_wording_is_labelled_so(plan: bool, said: bool):
    chart = rate_chart(rates(50.0, 52.0), "6", "Điều trị", "vi", percent, plan)
    assert chart is not None
    assert ("không phải số đo của tỉnh" in chart.svg) is said


def test_made_up_data_says_so_in_the_picture_and_its_alternative():
    chart = lines_chart(yearly(), "people", "Người", "vi", str, "Số liệu giả định")
    assert chart is not None
    assert "Số liệu giả định</text>" in chart.svg
    assert chart.alt.startswith("Số liệu giả định.")


def test_markup_in_a_label_is_escaped():
    chart = lines_chart(yearly(label="<script>x</script>"), "people", "Người", "vi", str)
    assert chart is not None
    assert "<script>" not in chart.svg
