"""What is chosen to be withheld is gone through again, and nothing of how it was found is believed."""

from collections.abc import Mapping

import pytest
from test_rule import marks, public

from facts import window, year
from rehab.disclosure.audit import not_shown_open
from rehab.disclosure.cells import OTHER, SMALL, Cell
from rehab.disclosure.constraints import Constraint
from rehab.disclosure.swings import Swings


def cell(value: float) -> Cell:
    return Cell("left_died", "2018", "", "", "2018-01-01", "2018-12-31", value, True, 8.0)


CELLS = {1: cell(3), 2: cell(40), 3: cell(43)}
SUM = [Constraint(((1, 1.0), (2, 1.0), (3, -1.0)), 0.0, 0.0)]


def test_a_small_count_is_open_where_a_withheld_figure_makes_up_for_it():
    assert not_shown_open(CELLS, SUM, {1: SMALL, 2: OTHER}, {1: {1: 1, 2: -1}}, ()) == []


@pytest.mark.parametrize(
    ("withheld", "swing"),
    [
        ({1: SMALL}, {1: 1}),
        ({1: SMALL}, {1: 1, 2: -1}),
        ({1: SMALL, 2: OTHER}, {1: 1, 2: -2}),
        ({1: SMALL, 2: SMALL}, {1: 1, 2: -1}),
        ({1: SMALL, 2: OTHER}, {}),
    ],
    ids=["breaks the sum", "moves what is printed", "moves too much", "is not printed as small", "nothing is shown"],
)
def test_nothing_is_open_by_a_move_that(withheld: Mapping[int, str], swing: Mapping[int, int]):
    assert not_shown_open(CELLS, SUM, withheld, {1: dict(swing)}, ()) == [(1, 1), (1, 4)]


def test_an_end_that_one_move_shows_is_open_and_the_other_is_not():
    assert not_shown_open(CELLS, SUM, {1: SMALL, 2: OTHER}, {}, [{1: 1, 2: -1}]) == [(1, 1)]


def test_a_choice_that_forgot_a_sum_takes_more_with_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Swings, "find", lambda _, start, withheld: {start: 1})
    years = [year("left_died", str(y), value) for y, value in zip(range(2016, 2020), (9, 3, 8, 7), strict=True)]
    tables = public(*years, year("left_died", "2020-H1", 6), window("left_died", "2016-01-01", "2020-06-22", 33))
    assert "other" in marks(tables, "left_died")
