"""The line that a natural label means is among the first guesses, before anything was taught."""

from collections import Counter

import pytest

from natural_workbook import NaturalLabel, natural_labels
from rehab.workbooks.teaching.guesses import AskedRow, guesses


def ranks(labels: list[NaturalLabel]) -> Counter[int]:
    """How often the right line is the first, second … guess; 0 where it is none."""
    found: Counter[int] = Counter()
    for appendix in dict.fromkeys(label.appendix for label in labels):
        own = [label for label in labels if label.appendix == appendix]
        guessed = guesses([AskedRow(label.label, label.unit) for label in own], appendix)
        for label, candidates in zip(own, guessed, strict=True):
            names = [guess.means for guess in candidates]
            found[names.index(label.line) + 1 if label.line in names else 0] += 1
    return found


# "blind" was written from the outline and the list of lines alone, before anyone looked at what the guesser knows,
# and nothing was tuned to it: 87 of 94 labels came first, 91 among the first three (93 and 97 of 100).
@pytest.mark.parametrize("wording", ["abbreviated", "verbose", "blind"])
def test_the_right_line_comes_first_for_at_least_85_of_100_labels(wording: str):
    labels = list(natural_labels(wording))
    assert ranks(labels)[1] / len(labels) >= 0.85, ranks(labels)


@pytest.mark.parametrize("wording", ["abbreviated", "verbose", "blind"])
def test_the_right_line_is_among_the_first_three_for_at_least_95_of_100_labels(wording: str):
    labels = list(natural_labels(wording))
    found = ranks(labels)
    assert sum(found[rank] for rank in (1, 2, 3)) / len(labels) >= 0.95, found


def test_the_rows_around_tell_labels_of_equal_words_apart():
    rows = [
        AskedRow("Tổng số cán bộ chính quyền", "người"),
        AskedRow("Trong đó: có hiểu biết cơ bản", "người"),
        AskedRow("Số người dân trưởng thành", "người"),
        AskedRow("Trong đó: có hiểu biết cơ bản", "người"),
    ]
    assert [found[0].means for found in guesses(rows, "1")] == [
        "officials_total", "officials_informed", "adults_total", "adults_informed",
    ]  # fmt: skip


def test_a_row_that_is_understood_is_itself_and_no_other_row_is_likely_to_be_the_same():
    rows = [AskedRow("Số người tái nghiện", line="relapsed"), AskedRow("Số người nghiện lại", "người")]
    understood, other = guesses(rows, "2")
    assert [guess.means for guess in understood] == ["relapsed"]
    alone = guesses(rows[1:], "2")[0]
    score = {guess.means: guess.score for guess in other}.get("relapsed", 0.0)
    assert score < {guess.means: guess.score for guess in alone}["relapsed"]


def test_a_label_of_people_is_not_guessed_to_be_money():
    people, money = (guesses([AskedRow("Cho vay vốn", unit)], "2")[0][0].means for unit in ("người", "triệu đồng"))
    assert (people, money) == ("loan_recipients", "loan_amount")


def test_words_of_no_line_give_no_guess():
    assert guesses([AskedRow("Thời tiết trong năm")], "2") == ((),)
