"""The sections of the country's page on few provinces, and on none that could be read."""

import re
from html import unescape
from pathlib import Path

import pytest

from few_provinces import without_exact_tables
from rehab import open_overview
from rehab.batch.work import read_collection
from rehab.store.project import Project

SECTIONS = (
    "heading",
    "finding",
    "matrix",
    "maps",
    "splits",
    "spread",
    "course",
    "people",
    "own",
    "gaps",
    "sensitivity",
)


@pytest.fixture(scope="module")
def data(processed: Path) -> str:
    return str(processed.parents[1])


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_section_is_the_same_bytes_each_time_and_alone(data: str, name: str, language: str):
    first, second = (getattr(open_overview("sample", language, data), name)().markup for _ in range(2))
    assert first == second


@pytest.fixture(scope="module")
def of_none(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A collection of which no workbook could be read."""
    root = tmp_path_factory.mktemp("none")
    raw = root / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    (raw / "01-ha-noi.xlsx").write_text("hỏng", encoding="utf-8")
    read_collection(
        Project(root / "data", root / "briefs", Path(__file__).resolve().parents[2] / "notebooks"), "reported"
    )
    return str(root / "data")


@pytest.mark.parametrize("name", SECTIONS)
def test_where_nothing_could_be_read_every_section_stands_all_the_same(of_none: str, name: str):
    assert getattr(open_overview("reported", "vi", of_none), name)().markup


def test_where_nothing_could_be_read_the_finding_says_so(of_none: str):
    said = open_overview("reported", "vi", of_none).finding().markup
    assert "Chưa tỉnh nào gửi số liệu dùng được." in said
    assert "Không đọc được" in said


def test_the_public_page_is_made_of_the_public_tables_and_of_nothing_else(data: str, tmp_path: Path):
    """Without the exact tables it is the same to the last byte."""
    copy = without_exact_tables(data, tmp_path)
    for name in SECTIONS:
        whole, public = (getattr(open_overview("sample", "vi", str(place)), name)().markup for place in (data, copy))
        assert whole == public, name


def test_the_house_sees_what_the_public_does_not(data: str):
    public, internal = (open_overview("sample", "vi", data, audience) for audience in ("public", "internal"))
    assert public.spread().markup != internal.spread().markup
    assert 'class="internal"' in internal.heading().markup
    assert 'class="internal"' not in public.heading().markup


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Phần các tỉnh đã gửi"), ("en", "Share of the provinces that sent")]
)
def test_the_bars_of_the_nine_say_that_they_are_shares_of_those_who_sent(data: str, language: str, said: str):
    markup = open_overview("sample", language, data).splits().markup
    assert said in [unescape(re.sub("<[^>]*>", "", head)) for head in re.findall("<th .*?</th>", markup)]


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "trong ngoặc: chỉ tính người đang"), ("en", "in brackets: only those in treatment now")],
)
def test_a_map_whose_figures_are_not_the_verdicts_own_rate_says_so_at_the_head_of_its_table(
    data: str, language: str, said: str
):
    markup = open_overview("sample", language, data).maps().markup
    (sixth,) = re.findall('id="map-6.*?</table>|<table[^>]*map-6.*?</table>', markup, re.DOTALL)[:1]
    words = " ".join(unescape(re.sub("<[^>]*>", " ", sixth)).split())
    assert said in words
    assert " ".join(unescape(re.sub("<[^>]*>", " ", markup)).split()).count(said) == 1
