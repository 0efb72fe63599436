"""A second review, known from its folder and its blank form alone: other years, other provinces, other lines."""

import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import Result

from places import NAME, KeptWorkers, Place

REVIEW = Path(__file__).resolve().parents[1] / "fixtures" / "reviews" / "2021-2025"
COLLECTION = "next"
KNOWN = (900, 950, 1000, 1100, 1200)
TREATED = (700, 780, 850, 950, 1100)
Rehab = Callable[..., Result]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place.make(tmp_path / "project")
    shutil.copytree(REVIEW, place.root / "data" / "reviews" / REVIEW.name)
    raw = place.raw(COLLECTION)
    raw.mkdir(parents=True)
    (raw / "collection.toml").write_text(f'review = "{REVIEW.name}"\n', encoding="utf-8")
    return place


def _row(sheet: Worksheet, label: str) -> int:
    return next(
        cell.row for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(label) and cell.row > 5
    )


@pytest.fixture
def sent(place: Place, rehab: Rehab) -> Path:
    """The blank form of Lâm Đồng, one of the 34, filled in."""
    path = place.raw(COLLECTION) / "68-lam-dong.xlsx"
    made = rehab("blank", path, "--review", REVIEW.name, "--province", "Lâm Đồng", "--data", place.root / "data")
    assert made.exit_code == 0, made.output
    book = load_workbook(path)
    appendix = book["Phụ lục 1"]
    for label, values in (("Số người được biết đến", KNOWN), ("Số người được điều trị", TREATED)):
        for column, value in enumerate(values, start=4):
            appendix.cell(_row(appendix, label), column).value = value
    title = book["Thông tin chung"]
    title.cell(_row(title, "Ngày báo cáo"), 3).value = "15/1/2026"
    book.save(path)
    return path


class _Text(HTMLParser):
    """The words of a page, without its style and pictures' code."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.said.append(data)


def _words(page: Path) -> str:
    parser = _Text()
    parser.feed(page.read_text("utf-8"))
    return " ".join(" ".join(parser.said).split())


def test_its_form_asks_for_its_own_years_and_lines(sent: Path):
    appendix = load_workbook(sent)["Phụ lục 1"]
    written = [cell.value for row in appendix.iter_rows() for cell in row if cell.value is not None]
    assert [value for value in written if isinstance(value, int) and 2000 < value < 2100] == list(range(2021, 2026))
    assert "Giai đoạn tổng kết 2021-2025" in written
    assert "Phụ lục 2" not in load_workbook(sent).sheetnames


def test_its_workbook_is_read_and_assessed_by_its_own_indicator(sent: Path, rehab: Rehab):
    checked = rehab("check", sent, "--json")
    assert [row["code"] for row in json.loads(checked.stdout) if row["severity"] == "error"] == []
    assessed = rehab("assess", sent, "--json")
    row = next(row for row in json.loads(assessed.stdout) if row["part"] == "1")
    assert (row["province"], row["numerator"], row["denominator"], row["target"]) == ("68", 1100, 1200, 90)
    assert row["verdict"] == "met"


def test_its_province_is_none_of_another_review(sent: Path, rehab: Rehab, tmp_path: Path):
    stray = shutil.copy(sent, tmp_path / sent.name)
    found = rehab("assess", stray, "--json")
    assert all(row["verdict"] == "not_assessed" for row in json.loads(found.stdout))


def test_its_pages_are_built_in_both_languages_and_speak_of_no_other_review(
    sent: Path, place: Place, workers: KeptWorkers
):
    outcomes = workers.build(place, languages=("vi", "en"))
    assert [(outcome.province, outcome.error) for outcome in outcomes] == [("68", ""), ("68", "")]
    for file, title in (("68-lam-dong.html", "Tỉnh Lâm Đồng"), ("68-lam-dong.en.html", "Lam Dong")):
        said = _words(place.root / "briefs" / COLLECTION / file)
        assert title in said
        assert "2021-2025" in said
        assert not re.search(r"2016|2019|2020-H1|[Cc]hín chỉ tiêu|[Nn]ine", said)


def test_a_changed_review_makes_its_pages_stale_and_no_others(sent: Path, place: Place, workers: KeptWorkers):
    place.put("67")
    workers.build(place)
    indicators = place.root / "data" / "reviews" / REVIEW.name / "indicators.toml"
    indicators.write_text(indicators.read_text("utf-8").replace("target = 90", "target = 95"), encoding="utf-8")
    built = {outcome.collection: outcome.built for outcome in workers.build(place)}
    assert built == {COLLECTION: True, NAME: False}
    assert "95%" in _words(place.root / "briefs" / COLLECTION / "68-lam-dong.html")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ('review = "2031-2035"', "choose one of 2016-2020, 2021-2025"),
        ("made_up = 1", "made_up"),
        ("review = ", "không phải TOML"),
    ],
)
def test_a_collection_that_cannot_say_what_it_is_stops_with_what_to_mend(
    told: str, said: str, sent: Path, rehab: Rehab
):
    (sent.parent / "collection.toml").write_text(told, encoding="utf-8")
    stopped = rehab("assess", sent)
    assert stopped.exit_code == 2
    assert "collection.toml" in stopped.stderr
    assert said in stopped.stderr


def test_a_collection_that_says_so_is_made_up_whatever_its_name(sent: Path, place: Place, workers: KeptWorkers):
    (sent.parent / "collection.toml").write_text(f'review = "{REVIEW.name}"\nmade_up = true\n', encoding="utf-8")
    workers.build(place)
    folder = place.root / "briefs" / COLLECTION
    assert "Số liệu giả định" in _words(folder / "68-lam-dong.html")
    assert "Số liệu giả định" in _words(folder / "index.html")
