"""Rule of quoting by permission: nothing that can be 1 to 4 people, or name one, is printed; innocent sentences are."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from clerks import ORDINARY, UNSEEN
from persons import HOSTILE
from sentences import INNOCENT, TELLING

from rehab.catalog.problem_kinds import problem_row
from rehab.catalog.tables import conform, records
from rehab.disclosure.permission import may_be_quoted
from rehab.disclosure.problems import protected_problems
from rehab.disclosure.quotations import Quoter
from rehab.disclosure.vocabulary import units

# Words for kin, syllables of names, and what happens to one person; by kind, one kind a line.
NAMES = Path(__file__).with_name("names.txt").read_text("utf-8").splitlines()
# Needed alone, and names too: none may stand before what is said of a person where a sentence begins.
ALSO_NAMES = {"cần", "học", "lại", "như", "tăng", "từ", "quý", "đạt", "chương"}
# What share of clerks' sentences must be printed unread, of those the vocabulary was taught and of others.
LEAST_TAUGHT, LEAST_UNSEEN = 0.95, 0.6


def test_enough_ways_are_tried():
    assert len(set(TELLING)) >= 100
    assert len(set(INNOCENT)) >= 60
    assert len(set(HOSTILE)) >= 150
    assert len(set(ORDINARY)) >= 60


def _printed(sentences: Iterable[str], *frames: str) -> list[str]:
    """Those that may be quoted, each in every frame."""
    return [said for sentence in sentences for said in (frame.format(sentence) for frame in frames or ("{}",))
            if may_be_quoted(said)]  # fmt: skip


def test_a_sentence_that_may_tell_of_few_people_is_kept_back():
    assert _printed(TELLING) == []


def test_it_is_kept_back_within_a_longer_one_too():
    assert _printed(TELLING, "Theo Quyết định số 29/2014/QĐ-TTg, {}, còn lại 35 người") == []


def test_a_sentence_without_any_small_count_is_printed():
    assert _printed(INNOCENT) == list(INNOCENT)


def test_a_sentence_that_names_a_person_or_leads_to_one_is_kept_back():
    assert _printed(HOSTILE, "{}", "Thiếu kinh phí, {}", "{} do thiếu kinh phí") == []


@pytest.mark.parametrize(("sentences", "least"), [(ORDINARY, LEAST_TAUGHT), (UNSEEN, LEAST_UNSEEN)])
def test_most_ordinary_sentences_of_clerks_are_printed_unread(sentences: list[str], least: float):
    held = [sentence for sentence in sentences if not may_be_quoted(sentence)]
    share = 1 - len(held) / len(sentences)
    print(f"{share:.0%} of {len(sentences)} printed; held back:", *held, sep="\n  ")
    assert share >= least


@pytest.mark.parametrize("line", NAMES, ids=lambda line: line.partition(":")[0])
def test_no_syllable_of_a_name_and_no_word_for_kin_stands_alone_in_the_vocabulary(line: str):
    alone = {unit.words[0] for own in units().values() for unit in own if len(unit.words) == 1}
    assert not (set(line.partition(":")[2].split()) & alone) - ALSO_NAMES


@pytest.mark.parametrize("word", sorted(ALSO_NAMES))
def test_a_word_that_is_a_name_too_is_no_person_where_a_sentence_begins(word: str):
    assert not may_be_quoted(f"{word.capitalize()} được vay vốn")
    assert not may_be_quoted(f"học viên {word.capitalize()} được vay vốn")


def test_a_long_cell_is_judged_at_once_whatever_stands_in_it():
    for part in ("cán bộ ", "năm ", "cơ sở cai nghiện ma túy ", "thôn ", "- ", "a.", "0 ", "người người ", "29/2014/"):
        may_be_quoted(part * (30_000 // len(part)))


def test_a_slip_of_the_pen_in_the_name_of_a_line_is_no_name_of_a_person():
    quoter = Quoter(frozenset(), None, {})
    assert quoter.may_say("Số người hoàn thànhh quản lý sau cai")
    assert not quoter.may_say("Số người hoàn thành quản lý sau cai mai")


def test_words_in_the_letters_of_old_fonts_are_judged_by_what_they_say():
    quoter = Quoter(frozenset(), None, {})
    assert quoter.may_say("Ch\u00ada cã sè liÖu")
    assert not quoter.may_say("TrÇn ThÞ Mai")


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


@pytest.mark.parametrize("bound", ["Dưới", "Ít hơn", "Chưa đến", "Chưa tới", "Chưa đủ", "Không quá", "Gần", "Tối đa"])
@pytest.mark.parametrize("five", ["năm người", "5 học viên", "năm học viên", "05 trường hợp"])
def test_a_bound_on_a_small_count_waits_whatever_figures_are_published(bound: str, five: str):
    assert not may_be_quoted(f"{bound} {five}.")
    assert not may_be_quoted(f"{bound} {five}.", frozenset({5.0, 2018.0}))


def test_a_year_after_such_a_word_is_a_year():
    assert may_be_quoted("Chưa đủ kinh phí trong năm.")


@pytest.mark.parametrize("who", ["Bác sĩ của trạm y tế xã", "Công an xã", "Bảo vệ của cơ sở", "Cán bộ tư vấn của xã"])
@pytest.mark.parametrize("what", ["nghiện ma túy", "là người nghiện", "được vay vốn"])
def test_what_is_said_of_one_office_holder_waits(who: str, what: str):
    assert not may_be_quoted(f"{who} {what}.")


def test_what_staff_do_is_said_of_nobody_on_file():
    assert may_be_quoted("Cán bộ làm công tác cai nghiện ma túy được đào tạo.")
    assert may_be_quoted("Cán bộ xã quản lý người nghiện ma túy.")
    assert may_be_quoted("Người dân ở độ tuổi trưởng thành hiểu biết cơ bản về nghiện ma túy.")
