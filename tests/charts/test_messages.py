"""The clause that a picture's title says of its years, at the edges: one year, a gap, a fall, a half-year."""

import pytest

from rehab.charts.messages import message
from rehab.charts.points import OfPeriod


def points(*values: float | None, partial: bool = True, **changed: object) -> list[OfPeriod]:
    periods = ("2015", "2016", "2017", "2018", "2019", "2020-H1")
    return [
        OfPeriod(period=period, value=value, shown="" if value is None else f"{value:g}", partial=partial, **changed)  # type: ignore[arg-type]
        for period, value in zip(periods, values, strict=False)
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((10, 20, 20, 30), "tăng từ 10 năm 2015 lên 30 năm 2018"),
        ((30, 20, 10), "giảm từ 30 năm 2015 còn 10 năm 2017"),
        ((10, 10), "giữ ở mức 10 từ năm 2015 đến năm 2016"),
        ((10, 40, 84, 60), "tăng lên 84 năm 2017 rồi giảm còn 60 năm 2018"),
        ((40, 10, 30), "giảm còn 10 năm 2016 rồi tăng lên 30 năm 2017"),
        ((10, 30, 20, 40), "lúc tăng lúc giảm: 10 năm 2015, 40 năm 2018"),
        ((10, None, 30), "10 năm 2015, 30 năm 2017, giữa hai năm này có năm thiếu số"),
        ((None, 20, 30, None), "tăng từ 20 năm 2016 lên 30 năm 2017"),
    ],
)
def test_the_course_of_the_years_is_told(values: tuple[float | None, ...], said: str):
    assert message(points(*values), "vi") == said


@pytest.mark.parametrize("values", [(), (10,), (None, 10, None), (None, None, None, None, 10, 5)])
def test_of_one_year_nothing_is_told_and_half_a_year_is_none(values: tuple[float | None, ...]):
    assert message(points(*values), "vi") == ""


@pytest.mark.parametrize("is_flow", [True, False])
def test_half_a_year_does_not_make_a_fall(is_flow: bool):
    rows = points(10, 20, 30, 40, 50, 20, partial=is_flow)
    assert message(rows, "vi") == "tăng từ 10 năm 2015 lên 50 năm 2019"


def test_nothing_is_told_where_a_figure_is_withheld_or_a_lower_bound():
    hidden = points(10, 20, 30)
    assert message([*hidden[:1], OfPeriod(period="2016", shown="*", partial=True), *hidden[2:]], "vi") == ""
    assert message(points(10, 20, lower_bound=True), "vi") == ""


def test_figures_that_print_alike_are_level():
    rows = [OfPeriod(period=year, value=value, shown="55%") for year, value in (("2018", 55.01), ("2019", 54.99))]
    assert message(rows, "vi") == "giữ ở mức 55% từ năm 2018 đến năm 2019"
