"""What is asked wrong at the bench, and what leads on: in the one language of the bench, with what there is."""

import re

import pytest

import rehab
from rehab.explore.collection import OpenedCollection
from rehab.store.project import Project


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda own: own.province("Lai Châu"), ".provinces()"),
        (lambda own: own.province(""), ".provinces()"),
        (lambda own: own.compare("7", provinces=["67"]), "reported"),
        (lambda own: own.compare("people_on_file"), "7-centre"),
        (lambda own: own.rates("17"), "6-now"),
        (lambda own: own.province("04").line(3), ".lines()"),
        (lambda own: own.province("04").line("xyzzy"), ".lines()"),
        (lambda own: own.province("04").line("people_on_file").chart(ax="x"), "plt.subplots()"),
        (lambda own: own.province("04").what_if(targets={"10": 60}), "2a, 2b"),
        (lambda own: own.province("04").what_if(), 'what_if(targets={"7": 60})'),
        (lambda own: own.province("04").what_if({}, {}, ""), 'what_if(as_of="15/6/2020")'),
        (lambda own: own.province("04").what_if(lines={"xyzzy": 60}), ".lines()"),
        (lambda own: own.rates(), '.rates("6-now"'),
        (lambda own: own.compare(indicator=6), '.compare("7"'),
        (lambda own: own.search(), '.search("hồ sơ quản lý")'),
        (lambda own: own.province(), '.province("Đắk Nông")'),
        (lambda own: own["Lai Châu"], ".provinces()"),
        (lambda own: own.province("04").what_if(people_on_file=900), 'what_if(lines={"people_on_file": 900})'),
        (lambda own: own.province("04").indicator(), ".indicator(6)"),
        (lambda own: own.province("04").trace("<7"), "“<7”"),
        (lambda own: own.province("04").trace("≥"), "“≥”"),
        (
            lambda own: own.province("04").trace("<5"),
            "từ 1 đến 4, “không công bố” thay số làm lộ số ấy; ở đây không có",
        ),
        (lambda own: own.province("04").trace("<5"), 'audience="public"'),
    ],
)
def test_a_mistake_at_the_bench_names_what_would_work(sample: OpenedCollection, ask, told: str):
    with pytest.raises(rehab.BenchError, match=re.escape(told)) as raised:
        ask(sample)
    assert "–" not in str(raised.value)


@pytest.mark.parametrize(("language", "own", "other"), [("vi", "chọn", "choose"), ("en", "choose", "chọn")])
def test_a_mistake_in_opening_is_said_in_one_language(bench: Project, language: str, own: str, other: str):
    with pytest.raises(rehab.BenchError, match=own) as raised:
        rehab.open("sample", data=bench.data, audience="pubic", language=language)
    assert other not in str(raised.value)


def test_a_language_that_there_is_not_is_refused_in_vietnamese(bench: Project):
    with pytest.raises(rehab.BenchError, match="“fr”: chọn một trong vi, en"):
        rehab.open("sample", data=bench.data, language="fr")


def test_provinces_named_that_are_here_are_compared_though_others_are_not(sample: OpenedCollection):
    assert sample.compare("7", provinces=["67", "64"])
