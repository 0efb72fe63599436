"""What restricts the rows or a column of a table is never passed over: it is left out, or named."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from books import book_of
from rehab.workbooks.reading import Reading, read_workbook

SHEET = "Phụ lục 2"
SECTION, YEAR, BEYOND = "B18", "H9", "N9"
BELOW = range(19, 25)


@dataclass(frozen=True)
class Changed:
    """A sample before and after a few of its cells were written anew."""

    before: Reading
    after: Reading

    def figures(self, reading: Reading) -> pd.DataFrame:
        found = reading.observations
        return found[found["sheet"].eq(SHEET) & found["value"].notna()][["line", "period", "value", "cell"]]

    @property
    def lost(self) -> set[str]:
        return set(self.figures(self.before)["cell"]) - set(self.figures(self.after)["cell"])

    @property
    def gained(self) -> set[str]:
        return set(self.figures(self.after)["cell"]) - set(self.figures(self.before)["cell"])

    @property
    def said(self) -> set[tuple[str, str]]:
        def of(reading: Reading) -> set[tuple[str, str]]:
            return set(zip(reading.problems["code"], reading.problems["cell"], strict=True))

        return of(self.after) - of(self.before)


@pytest.fixture(scope="module")
def sample() -> Path:
    return Path(__file__).parents[3] / "data/raw/sample/62-kon-tum.xlsx"


@pytest.fixture(scope="module")
def before(sample: Path) -> Reading:
    return read_workbook(sample)


@pytest.fixture
def changed(sample: Path, before: Reading, tmp_path: Path):
    def change(cells: dict[str, object]) -> Changed:
        book = book_of(sample)
        for cell, value in cells.items():
            book[SHEET][cell] = value
        book.save(tmp_path / sample.name)
        return Changed(before, read_workbook(tmp_path / sample.name))

    return change


def rows_of(cells: set[str]) -> set[int]:
    return {int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in cells}


@pytest.mark.parametrize(
    "words",
    ["Nữ", "Số nữ", "Người dưới 18 tuổi", "Người nước ngoài", "Người ngoài tỉnh", "Trong đó: người ngoài tỉnh",
     "Huyện Đăk Hà", "Đăk Hà", "Thành phố Kon Tum", "Số dự kiến", "Ước tính", "Số liệu lũy kế", "SO NU"],
)  # fmt: skip
def test_rows_below_a_section_of_some_are_left_out_and_those_of_the_next_are_read(words: str, changed):
    found = changed({SECTION: words})
    assert rows_of(found.lost) == set(BELOW)
    assert {code for code, _ in found.said} == {"rows_left_out"}
    assert found.gained == set()


@pytest.mark.parametrize(
    "words", ["Số hộ", "Chưa kiểm tra", "Năm 2014", "Số liệu của Công an (chưa đối chiếu)", "Tái nghiện (nữ)",
              "Người có hồ sơ quản lý tại huyện Đăk Hà", "Người có hồ sơ quản lý (nữ)"],
)  # fmt: skip
def test_a_section_that_nobody_can_tell_is_named_with_the_figures_read_below_it(words: str, changed):
    found = changed({SECTION: words})
    assert found.lost == set()
    assert found.said == {("section_unknown", SECTION)}


@pytest.mark.parametrize(
    "words",
    ["Người có hồ sơ quản lý, khai báo và lập hồ sơ cai nghiện", "II. NGƯỜI CÓ HỒ SƠ QUẢN LÝ", "nguoi co ho so quan ly",
     "Kết quả khai báo, lập hồ sơ cai nghiện giai đoạn 2016-2020", "Ngừoi có hồ sơ quản lí", "Tổng số", None],
)  # fmt: skip
def test_the_forms_own_words_of_a_section_need_no_question(words: str | None, changed):
    found = changed({SECTION: words})
    assert (found.lost, found.said) == (set(), set())


@pytest.mark.parametrize(("outer", "rows"), [("Người nước ngoài", {*BELOW, *range(12, 18), *range(26, 31)})])
def test_what_a_heading_restricts_goes_on_below_the_sections_within_it(outer: str, rows: set[int], changed):
    found = changed({"A11": "A", "B11": outer})
    assert rows_of(found.lost) >= rows - {28}
    assert {code for code, _ in found.said} == {"rows_left_out"}


@pytest.mark.parametrize(
    "heading",
    ["2019 - 2018", "2019, 2018", "2019 (2018)", "2019 (so 2018)", "2019 so", "2019 (huyện)", "2019 (cấp huyện)",
     "2019?", "2019 (ghi chú)", "Nữ 16/12/2018-15/12/2019"],
)  # fmt: skip
@pytest.mark.parametrize("place", [YEAR, BEYOND])
def test_a_year_beside_what_is_not_understood_heads_no_year(heading: str, place: str, changed):
    column = place[0]
    found = changed({place: heading, **({f"N{row}": 7 for row in range(12, 25)} if place == BEYOND else {})})
    assert {cell[0] for cell in found.lost} == ({column} if place == YEAR else set())
    assert found.gained == set()
    assert any(place in cells.split("+") for _, cells in found.said)


@pytest.mark.parametrize(
    "heading", ["Năm 2019", "Số 2019", "2019 (tổng số)", "KẾT QUẢ NĂM 2019", "Số liệu của năm 2019",
                "16/12/2018-15/12/2019", "Từ ngày 16/12/2018 - 15/12/2019"],
)  # fmt: skip
def test_a_year_beside_harmless_words_is_that_year(heading: str, changed):
    found = changed({YEAR: heading})
    assert (found.lost, found.said) == (set(), set())


def test_a_mark_behind_a_year_is_read_with_its_note_or_asked_about(changed):
    assert changed({YEAR: "2019 (6)"}).said == {("footnote_missing", YEAR)}
    noted = changed({YEAR: "2019 (6)", "A55": "(6) Số liệu của 6 tháng"})
    assert ("footnote_mark", YEAR) in noted.said


@pytest.mark.parametrize("heading", [2019, "Năm 2019"])
def test_a_year_that_is_repeated_far_right_is_said_to_be_and_hides_no_other_year(heading: object, changed):
    found = changed({BEYOND: heading, **{f"N{row}": 7 for row in range(12, 25)}})
    assert found.gained == set()
    assert {cell[0] for cell in found.lost} <= {"H"}
    assert ("year_repeated", "H9+N9") in found.said
