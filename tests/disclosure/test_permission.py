"""Rule of quoting by permission: nothing that can be 1 to 4 people is printed, and innocent sentences are."""

import pytest
from sentences import INNOCENT, TELLING

from rehab.catalog.problem_kinds import problem_row
from rehab.catalog.tables import conform, records
from rehab.disclosure.permission import may_be_quoted
from rehab.disclosure.problems import protected_problems


def test_enough_ways_are_tried():
    assert len(set(TELLING)) >= 100
    assert len(set(INNOCENT)) >= 60


@pytest.mark.parametrize("sentence", TELLING)
def test_a_sentence_that_may_tell_of_few_people_is_kept_back(sentence: str):
    assert not may_be_quoted(sentence)


@pytest.mark.parametrize("sentence", TELLING)
def test_it_is_kept_back_within_a_longer_one_too(sentence: str):
    assert not may_be_quoted(f"Theo Quyết định số 29/2014/QĐ-TTg, {sentence}, còn lại 35 người")


@pytest.mark.parametrize("sentence", INNOCENT)
def test_a_sentence_without_any_small_count_is_printed(sentence: str):
    assert may_be_quoted(sentence)


def test_where_figures_are_withheld_only_published_ones_may_be_quoted():
    published = frozenset({161.0})
    assert may_be_quoted("Gửi 161 người", published)
    assert not may_be_quoted("Gửi 7.919 người", published)
    assert may_be_quoted("Theo Quyết định số 29/2014/QĐ-TTg năm 2014", published | {2014.0})


def test_what_a_message_quotes_of_the_workbook_is_said_by_permission_in_every_language():
    row = problem_row("unit_stripped", file="t.xlsx", sheet="PL4", cell="D9", raw="3 người nhà ông A", value="3")
    problems = conform([row], "problems")
    said = protected_problems(problems, conform([], "observations"), frozenset(), lambda words, *_: "…" * bool(words))
    (told,) = records(said)
    assert all("ông A" in row[name] for name in ("message_vi", "message_en"))
    assert not any("ông A" in str(told[name]) for name in ("message_vi", "message_en", "raw"))
