"""People present against the places of each centre."""

from drawings import NONE, bars, centres, texts_of
from rehab.charts.canvas import Chart
from rehab.charts.centres import centres_chart


def drawn(*rows: tuple[str, float | None, float | None]) -> Chart:
    chart = centres_chart(centres(*rows), "vi")
    assert chart is not None
    return chart


def test_no_figure_for_any_centre_no_chart():
    assert centres_chart(centres(("Cơ sở A", NONE, NONE)), "vi") is None


def test_people_places_and_share_are_written_beside_the_bar():
    assert "hiện có 80 / quy mô 100 (80,0%)" in [text.said for text in texts_of(drawn(("Cơ sở A", 80, 100)))]


def test_more_people_than_places_are_hatched_and_said():
    chart = drawn(("Cơ sở A", 80, 100), ("Cơ sở B", 130, 100))
    assert "Vượt quy mô thiết kế: Cơ sở B." in chart.alt
    assert "<pattern" in chart.svg


def test_a_missing_number_of_people_is_said_and_not_drawn_as_zero():
    chart = drawn(("Cơ sở A", NONE, 100))
    assert "hiện có không có số / quy mô 100" in chart.alt
    assert bars(chart) == 1


def test_a_centre_without_figures_beside_others_is_named():
    chart = drawn(("Cơ sở A", 80, 100), ("Cơ sở B", NONE, NONE))
    assert "Không có số liệu: Cơ sở B." in chart.alt


def test_a_name_of_ten_thousand_characters_ends_in_an_ellipsis():
    chart = drawn(("Cơ sở " + "x" * 10_000, 80, 100))
    assert len(chart.svg) < 4000
    assert len(chart.alt) < 400
