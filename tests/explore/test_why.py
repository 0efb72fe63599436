"""Why a verdict is what it is, in words: of each part what it has, what it lacks, and the reason."""

import re

import pytest

import rehab
from rehab.attainment.ratios import NOT_APPLICABLE
from rehab.explore.collection import OpenedCollection
from rehab.explore.indicator import OpenedIndicator
from rehab.pages.numbers.calculations import KNOWN
from rehab.store.project import Project

CENTRE = "tỉnh nêu chưa có cơ sở cai nghiện ma túy"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, ["kết quả là đánh giá của tỉnh", "dạy nghề tại cơ sở: 81"]),
        (2, ["Kết quả “Đạt” là đánh giá của tỉnh", "2a. ", "2b. ", "(không có số liệu). Còn thiếu: Số người dân"]),
        (3, [CENTRE.capitalize(), "3a. ", "Còn thiếu: Số cán bộ", "3c. Cán bộ y tế", f"không tính ({CENTRE})", "3d. "]),
        (4, [f"4a. Quy mô so với số người nghiện có hồ sơ: không tính ({CENTRE}).", "4b. "]),
        (5, ["kết quả là đánh giá của tỉnh", "180 (02/6/2020)"]),
        (6, ["(59 + 97 + 180) / 930 = 36,1%", "59 (Phụ lục 4 ! J19", "930 (Phụ lục 2 ! I19", "Còn thiếu: Hoàn thành"]),
        (7, ["81 / 161 = 50,3%", "81 (Phụ lục 4 ! J42", "161 (Phụ lục 4 ! J13"]),
        (8, ["Kết quả “Không đạt” là đánh giá của tỉnh", "trong đó có việc làm; Số người sau cai nghiện"]),
        (9, [f"9a. Cơ sở đa chức năng được đầu tư: không tính ({CENTRE}).", "9c. ", "Còn thiếu: Số điểm tư vấn"]),
    ],
)
def test_each_of_the_nine_of_dak_nong_says_what_its_parts_have_and_lack(
    reported: OpenedCollection, number: int, told: list[str]
):
    said = str(reported.province("67").indicator(number).why())
    assert [words for words in told if words not in said] == []


def test_a_part_says_what_its_indicator_says_of_it(reported: OpenedCollection):
    own = reported.province("67")
    assert str(own.indicator("2a").why()).startswith("Không tính được (không có số liệu).\nCòn thiếu: ")


def _indicators(bench: Project, audience: str, language: str) -> list[OpenedIndicator]:
    opened = [
        rehab.open(name, data=bench.data, audience=audience, language=language) for name in ("reported", "sample")
    ]
    codes = (("67",), ("04", "62", "64", "68"))
    return [
        collection.province(code).indicator(number)
        for collection, own in zip(opened, codes, strict=True)
        for code in own
        for number in range(1, 10)
    ]


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_whoever_states_a_verdict_what_is_missing_is_named_and_nothing_else_is(
    bench: Project, audience: str, language: str
):
    lacks, has = {"vi": ("Còn thiếu: ", "Đã có: "), "en": ("Missing: ", "Given: ")}[language]
    own_verdict = {"vi": "là đánh giá của tỉnh", "en": "is the province's own verdict"}[language]
    stated = 0
    for indicator in _indicators(bench, audience, language):
        said = indicator.why().sentences
        assert all(re.search(r"[.”]$", one) and not re.search(r"None|nan|\.\.|: \.|\(\)", one) for one in said)
        row = indicator.row
        if row.basis == "stated" and row.verdict != "not_assessed" and row.reason:
            stated += 1
            assert own_verdict in said[0]
        parts = {own["part"]: own["reason"] for own in indicator.parts().to_dict("records")}
        due = {part for part, reason in parts.items() if reason not in NOT_APPLICABLE}
        cells = [own for own in indicator.cells().to_dict("records") if own["part"] in due]
        told = " ".join(said)
        assert (lacks in told) == any(own["status"] not in KNOWN for own in cells), said
        assert (has in told) == any(own["status"] in KNOWN for own in cells), said
        assert all(own["label"] in told for own in cells), said
        assert not re.search("Không có số liệu[.:].*Đã có|No data[.:].*Given", told), said
    assert stated


def test_below_the_table_of_cells_the_figures_are_not_told_again(reported: OpenedCollection):
    shown = repr(reported.province("67").indicator(6))
    assert "36,1%" in shown and "Đã có" not in shown and "J19" in shown
