"""What a message says of a cell in other words waits with the cell."""

import re

import pytest

from facts import observations, year
from rehab.attainment.assessment import assess
from rehab.catalog.problem_kinds import ProblemKind, problem_kinds, problem_row
from rehab.catalog.tables import conform, records
from rehab.disclosure.audiences import PUBLIC
from rehab.disclosure.problems import said_of_files
from rehab.disclosure.protection import ProvinceTables, tables_for
from rehab.disclosure.retold import RETELLING

# No one may read the raw content, for what it calls by name; its number by itself would be said.
RAW = "47.300 người của ông Bưởi"
WRITINGS = ("47300", "47.300", "47,300", "47,3", "47.3", "4.73e+04")
_OF_THE_FORM = {"raw", "sheet", "cell", "file", "indicator", "appendix", "part", "table"}


def public(*problems: dict[str, object]) -> list[dict[str, object]]:
    table = observations(year("left_died", "2018", 30))
    table["cell"] = [f"B{number}" for number in range(1, len(table) + 1)]
    found = assess(table)
    tables = ProvinceTables(table, found.verdicts, found.rates, conform([*problems], "problems"), found.workings)
    return records(tables_for(tables, PUBLIC).problems)


def told(kind: ProblemKind, writing: str) -> dict[str, object]:
    """A problem of the kind at a cell with that content, all of whose details repeat its number."""
    messages = (kind.what_vi, kind.do_vi, kind.what_en, kind.do_en, kind.item_vi, kind.item_en)
    names = {name for own in messages for name in re.findall(r"\{(\w+)\}", own)} - _OF_THE_FORM
    form = {"indicator": "7", "appendix": "4", "table": "4A"}
    others = [{**dict.fromkeys(names, writing), "cell": "Z8", "raw": RAW}] if kind.item_vi else []
    return problem_row(
        kind.code, raw=RAW, sheet="Phụ lục", cell="Z9", province="67", likewise=others,
        **(dict.fromkeys(names, writing) | ({"part": "7a"} if "{part}" in "".join(messages) else form)),
    )  # fmt: skip


@pytest.mark.parametrize("writing", WRITINGS)
def test_no_detail_of_a_public_problem_whose_raw_is_masked_holds_a_number_that_the_raw_holds(writing: str):
    kinds = list(problem_kinds().values())
    rows = public(*(told(kind, writing) for kind in kinds))
    assert len(rows) == len(kinds)
    assert {row["raw"] for row in rows} == {"[không công bố]"}
    telling = [
        (row["code"], found)
        for row in rows
        for column in ("message_vi", "message_en")
        for found in re.findall(r"\d[\d.,e+]*", str(row[column]))
        if re.sub(r"\D", "", found.partition("e")[0]).strip("0") == "473"
    ]
    assert telling == []


def test_readings_of_a_cell_that_is_not_read_wait_with_it_in_both_languages():
    row = problem_row("number_ambiguous", raw="23.000 (ông Bưởi)", one="23000", other="23,000", province="67")
    (said,) = public(row)
    assert "“[không công bố]” có thể đọc là [không công bố] hoặc [không công bố]." in str(said["message_vi"])
    assert "can be read as [không công bố] or as [không công bố]." in str(said["message_en"])


def test_a_reading_in_which_no_digit_is_the_raw_contents_waits_too():
    row = problem_row("unit_stripped", raw="hai chục của ông Bưởi", value="20", province="67")
    (said,) = public(row)
    assert not re.search(r"\d", str(said["message_vi"]) + str(said["message_en"]))


def test_what_is_not_of_the_raw_content_is_said_as_before():
    row = problem_row(
        "stated_value_differs", raw="Khoảng 76,6% (ông Bưởi)", indicator="2", stated="76,6%", values="2a 87,1%",
        province="67", cell="D9",
    )  # fmt: skip
    (said,) = public(row)
    assert "Chỉ tiêu 2: tỷ lệ tỉnh nêu ([không công bố]%)" in str(said["message_vi"])
    assert "(2a 87,1%)" in str(said["message_vi"])


def test_a_problem_whose_raw_content_may_be_read_says_its_readings():
    row = problem_row("number_ambiguous", raw="23.000", one="23000", other="23,000", province="67")
    assert public(row)[0]["message_vi"] == row["message_vi"]


def test_what_is_said_of_a_file_of_no_province_does_not_retell_it_either():
    row = problem_row("province_unknown", raw="nhà ông Bưởi 47.300", nearest=" 47300?", file="a.xlsx")
    assert not re.search("47.?300", " ".join(said_of_files(conform([row], "problems"))[0]))


def test_kinds_that_retell_are_kinds():
    assert set(problem_kinds()) >= RETELLING
