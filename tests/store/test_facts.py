"""Facts as pages use them: typed, found without going through the rest, what is absent decided once."""

import math
from collections.abc import Mapping

import pandas as pd
import pytest

from rehab.catalog.tables import conform
from rehab.store.facts import Facts

WORKING = {"indicator": 6, "part": "6", "alternative": "", "side": "numerator", "status": "used"}


def tables(observations: list[dict[str, object]], **others: list[dict[str, object]]) -> Mapping[str, pd.DataFrame]:
    made = {name: conform(others.get(name, []), name) for name in ("verdicts", "rates", "problems")}
    seen = conform(observations, "observations").assign(withheld="")
    columns = ["line", "period", "period_start", "period_end", "value", "text", "file", "sheet", "cell", "raw"]
    worked = seen[[*columns, "corrected", "withheld"]].assign(**WORKING)
    return {"observations": seen, "workings": worked, **made}


def seen(line: str, cell: str, value: float | None = 5, **more: object) -> dict[str, object]:
    return {"line": line, "period": "2018", "value": value, "file": "a.xlsx", "sheet": "PL 1", "cell": cell, **more}


@pytest.mark.parametrize("absent", [None, math.nan])
def test_an_absent_number_is_none_and_an_absent_text_is_empty(absent: float | None):
    rows = {"indicator": 1, "part": "1", "value": absent, "numerator": absent, "reason": None, "agrees": None}
    facts = Facts(tables([seen("people_on_file", "B2", absent)], verdicts=[rows]))
    (fact,), verdict = facts.of("people_on_file"), facts.verdict("1")
    assert (fact.value, fact.text, fact.is_given) == (None, "", False)
    assert (verdict.value, verdict.numerator, verdict.reason, verdict.agrees) == (None, None, "", None)


def test_a_figure_that_is_withheld_is_given_without_a_value():
    made = dict(tables([seen("people_on_file", "B2", None)]))
    made["observations"] = made["observations"].assign(withheld="small")
    (fact,) = Facts(made).of("people_on_file")
    assert (fact.value, fact.is_given) == (None, True)


def test_facts_are_found_by_line_part_and_definition():
    facts = Facts(tables([seen("people_on_file", "B2"), seen("capacity", "B3")]))
    assert [fact.source.cell for fact in facts.of("capacity", "people_on_file", "nothing")] == ["B3", "B2"]
    assert [working.line for working in facts.workings_of("6")] == ["people_on_file", "capacity"]
    assert (facts.workings_of("6", "6-now"), facts.rates_of("6"), facts.parts_of(6)) == ([], [], [])


def test_a_cell_has_one_key_and_sheets_of_one_name_in_two_files_have_two():
    rows = [seen("people_on_file", "B2"), seen("people_on_file", "B2", file="b.xlsx"), seen("capacity", "B3")]
    facts = Facts(tables(rows))
    keys = [fact.source.key for fact in facts.all]
    assert len(set(keys)) == 3
    assert [working.source.key for working in facts.workings] == keys


def test_a_window_is_told_from_a_year():
    facts = Facts(tables([seen("people_on_file", "B2"), seen("people_on_file", "B3", period="2017-01-01/2020-06-15")]))
    assert [fact.is_window for fact in facts.all] == [False, True]
