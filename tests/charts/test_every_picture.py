"""What holds for every picture: real text, own ids, the same bytes, nothing overlaps, every number in its table."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drawings import (
    NONE,
    centres,
    clipped,
    counts,
    nine,
    numbers_drawn,
    numbers_in,
    numbers_of_table,
    overlapping,
    rates,
    strip,
    tiles,
)
from rehab.catalog.texts import LANGUAGES
from rehab.charts.canvas import Chart
from rehab.charts.centres import centres_chart
from rehab.charts.nine import nine_chart
from rehab.charts.panels import panels_chart
from rehab.charts.spread import spread_chart
from rehab.charts.tiles import tile_chart
from rehab.charts.trends import Rate, rate_chart

MADE_UP = "Số liệu giả định do dự án dựng để thử nghiệm, không phải số liệu của tỉnh"
LONG = "Cơ sở điều trị nghiện và cai nghiện tự nguyện đa chức năng thành phố Hồ Chí Minh số một"
RATE = Rate("6", "Người nghiện có hồ sơ được điều trị", "80,0%", True, "not_met")
COUNT = st.one_of(st.just(NONE), st.integers(0, 99_999).map(float))
SHARE = st.one_of(st.just(NONE), st.floats(0, 140))


def picture(kind: str, language: str = "vi", made_up: str = "") -> Chart:
    lines = [counts(16_000, NONE, 17_000, 9, 0, 20_000, label=f"Dòng {name}", panel=str(n))
             for n, name in enumerate("abcdef", 1)]  # fmt: skip
    drawn = {
        "nine": lambda: nine_chart(nine(value=36.1, lower_bound=True), language, made_up),
        "rate": lambda: rate_chart(rates(50, 51, NONE, 53, 54, 20, window=85), RATE, language, made_up),
        "panels": lambda: panels_chart(
            [count for line in lines for count in line], "people", "Người", "người", language, made_up
        ),
        "spread": lambda: spread_chart(
            [strip(80.0, 12.5, 40, 40.2, 79.96, 120), strip(None, 30, 31)], language, made_up
        ),
        "tiles": lambda: tile_chart("6", "Chỉ tiêu", *tiles(), language, made_up),
        "centres": lambda: centres_chart(centres((LONG, 130, 100), ("B", 0, 50)), language, made_up),
    }[kind]()
    assert drawn is not None
    return drawn


EVERY = pytest.mark.parametrize("kind", ["nine", "rate", "panels", "centres", "spread", "tiles"])
BOTH = pytest.mark.parametrize("language", LANGUAGES)


def assert_legible(chart: Chart) -> None:
    assert overlapping(chart) == []
    assert clipped(chart) == []


def assert_numbers_are_in_the_table(chart: Chart) -> None:
    shown = numbers_of_table(chart)
    assert numbers_drawn(chart) <= shown
    assert numbers_in(chart.alt) - numbers_in(chart.title) <= shown


@EVERY
@BOTH
def test_texts_neither_overlap_nor_leave_the_picture(kind: str, language: str):
    assert_legible(picture(kind, language, MADE_UP))


@EVERY
@BOTH
def test_every_number_of_the_picture_and_its_alternative_is_in_the_table(kind: str, language: str):
    assert_numbers_are_in_the_table(picture(kind, language))


@EVERY
def test_the_same_data_gives_the_same_bytes(kind: str):
    assert picture(kind).svg == picture(kind).svg


@EVERY
def test_a_picture_is_lean(kind: str):
    assert len(picture(kind, made_up=MADE_UP).svg.encode()) < 8_192


@EVERY
def test_a_picture_is_named_and_described_and_well_formed(kind: str):
    chart = picture(kind)
    root = ElementTree.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{chart.name}-title {chart.name}-desc"
    assert [child.text for child in root][:2] == [chart.title, chart.alt]


@EVERY
def test_ids_start_with_the_pictures_name_and_all_references_are_met(kind: str):
    chart = picture(kind)
    ids = re.findall(r' id="([^"]+)"', chart.svg)
    assert all(name.startswith(f"{chart.name}-") for name in ids)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:url\(#|href="#)([^")]+)', chart.svg)) <= set(ids)


@EVERY
def test_nothing_in_a_picture_reaches_outside_or_styles_the_page(kind: str):
    svg = picture(kind).svg
    assert "<style" not in svg
    assert "<script" not in svg
    assert set(re.findall(r"https?://[^\"]+", svg)) == {"http://www.w3.org/2000/svg"}


@EVERY
def test_made_up_data_says_so_in_the_picture_and_its_alternative(kind: str):
    chart = picture(kind, made_up=MADE_UP)
    mark = " ".join(re.findall(r'<g class="made-up".*?</g>', chart.svg, re.DOTALL))
    assert " ".join(re.sub(r"<[^>]+>", " ", mark).split()) == MADE_UP
    assert chart.alt.startswith(f"{MADE_UP}. ")


def test_markup_in_a_name_from_a_workbook_is_text():
    chart = centres_chart(centres(("<script>x</script>\"'&", 1, 2)), "vi")
    assert chart is not None
    assert "<script" not in chart.svg
    assert "&lt;script&gt;" in chart.svg


@settings(max_examples=25, deadline=None, derandomize=True)
@example(values=[NONE, NONE, NONE, 13.0, 0.0, 0.0], window=0.0, bound=True, language="vi")
@given(
    values=st.lists(SHARE, min_size=6, max_size=6),
    window=SHARE,
    bound=st.booleans(),
    language=st.sampled_from(LANGUAGES),
)
def test_any_rate_is_legible(values: list[float | None], window: float | None, bound: bool, language: str):
    chart = rate_chart(rates(*values, window=window, bound=bound), RATE, language)
    if chart is not None:
        assert_legible(chart)
        assert_numbers_are_in_the_table(chart)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(ups=st.lists(COUNT, min_size=6, max_size=6), downs=st.lists(COUNT, min_size=6, max_size=6))
def test_any_counts_are_legible(ups: list[float | None], downs: list[float | None]):
    rows = [counts(*ups, label="Vào", partial=True), counts(*downs, label="Ra", side="down", partial=True)]
    rows.append(counts(*downs, label=LONG, panel="2"))
    chart = panels_chart([count for line in rows for count in line], "people", "Người", "người", "vi")
    if chart is not None:
        assert_legible(chart)
        assert_numbers_are_in_the_table(chart)
