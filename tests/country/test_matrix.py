"""Provinces side by side: what came of each, whose word a verdict is, how verdicts add up."""

from pathlib import Path

import pandas as pd

from few_provinces import BLANK, BROKEN, CODES
from rehab.catalog.provinces import provinces
from rehab.country.collected import Collected, read_collected, regions
from rehab.country.matrix import Split, doubts, most_missed, most_missing, splits, standings


def test_every_province_of_the_review_is_accounted_for(internal: Collected):
    assert list(internal.received) == list(provinces())
    assert {code for code, came in internal.received.items() if came == "received"} == set(CODES)
    assert internal.received[BLANK] == "blank"
    assert internal.received[BROKEN] == "unreadable"
    assert internal.received["67"] == "not_sent"


def test_a_report_that_is_no_workbook_is_told_from_none(processed: Path):
    found = read_collected(processed / "parts", "public", ["67-dak-nong.pdf", "08-x.docx", "so lieu 2020.pdf"])
    # A workbook that could not be read says more than what lies beside it.
    assert [code for code, came in found.received.items() if came == "other_kind"] == ["67"]
    assert found.received[BROKEN] == "unreadable"


def test_what_came_is_the_same_for_the_public(internal: Collected, public: Collected):
    assert public.received == internal.received


def test_the_six_regions_hold_each_province_once():
    for language in ("vi", "en"):
        own = [province.code for members in regions(language).values() for province in members]
        assert len(regions(language)) == 6
        assert sorted(own) == sorted(provinces())


def test_the_splits_are_those_that_a_plain_count_of_the_table_gives(processed: Path, internal: Collected):
    table = pd.read_csv(processed / "verdicts.csv", dtype={"province": str}, keep_default_na=False)
    wholes = table[table["part"] == ""]
    found = {split.indicator: split for split in splits(standings(internal.verdicts))}
    for (number, verdict, basis), rows in wholes.groupby(["indicator", "verdict", "basis"]):
        assert found[number].of(verdict, basis or "none") == len(rows), (number, verdict, basis)
    assert sum(sum(split.counts.values()) for split in found.values()) == len(wholes)


def test_borderline_and_disagreement_are_those_of_the_table(processed: Path, internal: Collected):
    table = pd.read_csv(processed / "verdicts.csv", dtype=str, keep_default_na=False)
    wholes = table[table["part"] == ""]
    found = [(code, one) for code, own in standings(internal.verdicts).items() for one in own.values()]
    borderline = {(code, str(one.indicator)) for code, one in found if one.borderline}
    differs = {(code, str(one.indicator)) for code, one in found if one.differs}
    marked = wholes[wholes["borderline"] == "true"]
    other = wholes[(wholes["stated_verdict"] != "") & (wholes["stated_verdict"] != wholes["verdict"])]
    assert borderline == set(zip(marked["province"], marked["indicator"], strict=True))
    assert differs == set(zip(other["province"], other["indicator"], strict=True))
    assert differs


def test_a_withheld_verdict_is_neither_met_nor_not_met_and_tells_no_difference():
    row = {"province": "01", "indicator": 6, "part": "", "verdict": "not_assessed", "basis": "", "reason": "withheld"}
    found = standings(pd.DataFrame([{**row, "stated_verdict": "met", "agrees": None, "borderline": None}]))
    (split,) = (one for one in splits(found) if one.indicator == 6)
    assert (split.of("withheld"), split.of("not_assessed"), split.open) == (1, 0, 1)
    assert not found["01"][6].differs


def test_where_nothing_is_missed_no_indicator_is_named():
    assert most_missed(splits({})) == ()


def test_the_doubts_are_those_that_a_plain_count_of_the_table_gives(processed: Path, internal: Collected):
    table = pd.read_csv(processed / "verdicts.csv", dtype=str, keep_default_na=False)
    decided = table[(table["part"] == "") & table["verdict"].isin(["met", "not_met"])]
    computed = decided[decided["basis"] == "computed"]
    differing = computed[(computed["stated_verdict"] != "") & (computed["stated_verdict"] != computed["verdict"])]
    found = doubts(standings(internal.verdicts))
    assert (found.computed, found.differing) == (len(computed), len(differing))
    assert found.flattered == sum((differing["stated_verdict"] == "met") & (differing["verdict"] == "not_met"))
    assert found.stated == sum(decided["basis"] == "stated")
    assert found.borderline == sum(decided["borderline"] == "true")
    assert found.differing


def test_the_provinces_with_most_not_met_are_those_of_a_plain_count(processed: Path, internal: Collected):
    table = pd.read_csv(processed / "verdicts.csv", dtype=str, keep_default_na=False)
    wholes = table[table["part"] == ""]
    by_province = (wholes["verdict"] == "not_met").groupby(wholes["province"]).sum()
    levels = sorted(set(by_province), reverse=True)[:2]
    expected = tuple((level, tuple(by_province[by_province == level].index)) for level in levels)
    assert most_missing(standings(internal.verdicts)) == expected


def test_where_all_provinces_have_as_many_not_met_none_is_named():
    assert most_missing({}) == ()
    assert most_missing({"01": {}, "02": {}}) == ()


def test_indicators_missed_by_as_many_with_nothing_open_are_all_the_most_missed():
    even = [Split(number, {("not_met", "computed"): 62}) for number in (2, 3)]
    assert [split.indicator for split in most_missed([*even, Split(4, {("not_met", "computed"): 55})])] == [2, 3]
