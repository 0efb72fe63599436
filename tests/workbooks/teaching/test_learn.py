"""`rehab learn`: from a strange form to read figures, in one round of a clerk's answers."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from books import book_of
from natural_workbook import confirm, write_natural
from rehab.workbooks.grids.spellings import load_spellings
from rehab.workbooks.teaching.confirming import ANSWER_COLUMN, FIRST_ROW, NAME_COLUMN, NAME_ROW, NUMBER_COLUMN

pytestmark = pytest.mark.slow
WORDING = "verbose"
FILE = "19-thai-nguyen.xlsx"


class Desk:
    """An analyst's desk: a project of its own, a collection with one strange workbook, its truth, and the command."""

    def __init__(self, rehab, folder: Path) -> None:
        self.rehab = rehab
        self.data = folder / "data"
        self.raw = self.data / "raw" / "reported"
        self.raw.mkdir(parents=True)
        self.form = folder / "confirm.xlsx"
        self.truth = write_natural(self.raw / FILE, WORDING, seed=1)

    def ask(self):
        return self.rehab("learn", self.raw, "--out", self.form)

    def apply(self, *options: object):
        return self.rehab("learn", "--apply", self.form, "--data", self.data, *options)

    def read(self, file: str = FILE) -> dict[tuple[str, str], float]:
        told = self.rehab("tidy", self.raw / file).stdout
        rows = csv.DictReader(io.StringIO(told))
        return {(row["line"], row["period"]): float(row["value"]) for row in rows if row["value"]}


@pytest.fixture
def desk(rehab, tmp_path: Path) -> Desk:
    return Desk(rehab, tmp_path)


def wrong(found: dict[tuple[str, str], float], truth: dict[tuple[str, str], int]) -> dict[tuple[str, str], float]:
    return {key: value for key, value in found.items() if truth.get(key) != value}


def test_nothing_of_a_strange_form_is_read_wrong_before_it_is_taught(desk: Desk):
    assert wrong(desk.read(), desk.truth) == {}


def test_after_one_round_of_a_clerks_answers_nearly_all_is_read_and_nothing_wrong(desk: Desk):
    assert desk.ask().exit_code == 0
    rows, nones = confirm(desk.form, WORDING)
    applied = desk.apply()
    assert applied.exit_code == 0, applied.stderr
    found = desk.read()
    assert wrong(found, desk.truth) == {}
    assert len(found) >= 0.965 * len(desk.truth), (rows, nones)
    assert f"→ {len(found)}" in applied.stdout


def test_what_is_taught_in_a_folder_of_ones_own_stays_there_and_is_no_workbook_of_it(desk: Desk, monkeypatch):
    desk.ask()
    confirm(desk.form, WORDING)
    monkeypatch.chdir(desk.data.parent)
    applied = desk.rehab("learn", "--apply", desk.form)
    assert applied.exit_code == 0, applied.stderr
    assert {path.name for path in desk.raw.iterdir()} == {FILE, "spellings.csv", "forms.csv"}
    told = desk.rehab("check", desk.raw, "--lang", "en").stdout
    assert "forms.csv" not in told
    assert "no other column of actual figures" not in told


def test_a_form_that_is_not_taught_yet_is_told_by_its_labels_alone(desk: Desk):
    told = desk.rehab("check", desk.raw, "--lang", "en").stdout
    assert "is not part of appendix" in told
    assert "no other column of actual figures" not in told


def test_what_is_confirmed_for_files_that_lie_elsewhere_is_said_to_have_no_effect_yet(desk: Desk):
    desk.ask()
    confirm(desk.form, WORDING)
    applied = desk.apply("--collection", "other")
    assert "không tệp nào đã hỏi nằm trong" in applied.stderr


@pytest.fixture
def slip(tmp_path: Path, dak_nong: Path) -> Path:
    """A folder far from any project with Đắk Nông's workbook, one label in it shortened as people shorten it."""
    (tmp_path / "far" / "raw" / "own").mkdir(parents=True)
    book = book_of(dak_nong)
    book["Phụ lục 2"]["B41"] = "Số ng. uống Metha."
    book.save(tmp_path / "far" / "raw" / "own" / dak_nong.name)
    return tmp_path / "far" / "raw" / "own"


def test_a_line_of_the_sheets_own_appendix_is_the_first_suggestion_and_may_be_typed(rehab, slip: Path, tmp_path: Path):
    form = tmp_path / "confirm.xlsx"
    asked = rehab("learn", slip, "--out", form, "--lang", "en")
    assert "nearest to the form “rehab blank”; 1 cell differs: 2!B41" in asked.stderr
    assert "1 thing to confirm (1 figure waits for it)" in asked.stdout
    book = load_workbook(form)
    sheet = book.worksheets[0]
    suggested = str(sheet.cell(FIRST_ROW, ANSWER_COLUMN + 1).value)
    assert suggested.startswith("On substitution treatment (methadone)")
    sheet.cell(FIRST_ROW, ANSWER_COLUMN).value = suggested.lower()
    book.save(form)
    applied = rehab("learn", "--apply", form, "--by", "tester")
    assert applied.exit_code == 0, applied.stderr
    assert "không tệp nào" not in applied.stderr
    assert "methadone_patients" in (slip / "spellings.csv").read_text("utf-8")


def test_a_workbook_on_the_suites_own_form_is_of_a_form_that_is_known(rehab, dak_nong: Path, tmp_path: Path):
    asked = rehab("learn", dak_nong, "--out", tmp_path / "confirm.xlsx")
    assert "cùng mẫu với “rehab blank”" in asked.stderr


def test_what_is_missing_of_the_command_is_what_is_asked_for(rehab, slip: Path, tmp_path: Path):
    assert "Thiếu bảng tính hoặc thư mục" in rehab("learn", "--out", tmp_path / "confirm.xlsx").stderr
    assert "Thêm --out" in rehab("learn", slip).stderr


def test_a_second_workbook_of_the_form_needs_no_round(desk: Desk):
    desk.ask()
    confirm(desk.form, WORDING)
    desk.apply()
    other = write_natural(desk.raw / "20-lang-son.xlsx", WORDING, seed=2, province="LẠNG SƠN")
    found = desk.read("20-lang-son.xlsx")
    assert wrong(found, other) == {}
    assert len(found) >= 0.965 * len(other)
    asked = desk.rehab("learn", desk.raw / "20-lang-son.xlsx", "--out", desk.form)
    assert f"20-lang-son.xlsx: cùng mẫu với “{FILE}”" in asked.stderr


def test_a_workbook_of_nearly_the_form_is_told_exactly_what_differs(desk: Desk):
    desk.ask()
    confirm(desk.form, WORDING)
    desk.apply()
    write_natural(desk.raw / "20-lang-son.xlsx", WORDING, seed=2, province="LẠNG SƠN")
    book = load_workbook(desk.raw / "20-lang-son.xlsx")
    book["PL2"]["B12"] = "Số đội tình nguyện đang hoạt động"
    book.save(desk.raw / "20-lang-son.xlsx")
    told = desk.rehab("learn", desk.raw / "20-lang-son.xlsx", "--out", desk.form).stderr
    assert "khác ở 1 ô: 2!B12" in told


def test_what_was_taught_says_who_and_when_and_stands_beside_the_data(desk: Desk):
    desk.ask()
    confirm(desk.form, WORDING, name="Trần Thị C")
    desk.apply()
    kept = load_spellings(desk.raw / "spellings.csv")
    assert {spelling.by for spelling in kept} == {"Trần Thị C"}
    assert all(len(spelling.day) == len("2020-06-22") for spelling in kept)


def test_what_is_taught_for_all_collections_stands_in_the_data_folder(desk: Desk):
    desk.ask()
    confirm(desk.form, WORDING)
    desk.apply("--everywhere")
    assert not (desk.raw / "spellings.csv").exists()
    assert load_spellings(desk.data / "spellings.csv")
    assert len(desk.read()) >= 0.965 * len(desk.truth)


def test_rows_left_open_are_asked_again_and_only_they(desk: Desk):
    desk.ask()
    confirm(desk.form, WORDING)
    book = load_workbook(desk.form)
    rows = book.worksheets[0].max_row
    for row in range(FIRST_ROW, FIRST_ROW + 5):
        book.worksheets[0].cell(row, ANSWER_COLUMN).value = None
    book.save(desk.form)
    desk.apply()
    desk.ask()
    again = load_workbook(desk.form).worksheets[0]
    assert again.max_row == FIRST_ROW + 4 < rows


def answered(desk: Desk, **cells: str) -> None:
    """The confirmation with these cells of its first sheet filled."""
    desk.ask()
    book = load_workbook(desk.form)
    for address, value in cells.items():
        book.worksheets[0][address] = value
    book.save(desk.form)


NAME = f"{chr(64 + NAME_COLUMN)}{NAME_ROW}"
ANSWERS = [f"{chr(64 + ANSWER_COLUMN)}{FIRST_ROW + number}" for number in range(3)]


def refused(desk: Desk) -> str:
    found = desk.apply()
    assert found.exit_code == 2
    assert not (desk.raw / "spellings.csv").exists()
    return found.stderr


def test_answers_of_nobody_are_refused(desk: Desk):
    answered(desk, **{ANSWERS[0]: "Đúng gợi ý"})
    assert NAME in refused(desk)


def test_an_answer_that_is_not_in_the_list_is_refused_with_its_row(desk: Desk):
    answered(desk, **{NAME: "An", ANSWERS[1]: "chắc là số người"})
    assert f"Dòng {FIRST_ROW + 1}" in refused(desk)


def test_one_line_for_two_labels_of_a_table_is_refused_with_both_rows(desk: Desk):
    line = "Số cán bộ chính quyền các cấp [PL1: officials_total]"
    answered(desk, **{NAME: "An", ANSWERS[0]: line, ANSWERS[2]: line})
    assert f"Dòng {FIRST_ROW} và dòng {FIRST_ROW + 2}" in refused(desk)


def test_a_changed_number_is_refused_with_its_row(desk: Desk):
    number = f"{chr(64 + NUMBER_COLUMN)}{FIRST_ROW}"
    answered(desk, **{NAME: "An", ANSWERS[0]: "Đúng gợi ý", number: "999"})
    assert f"Dòng {FIRST_ROW}" in refused(desk)


def test_any_other_workbook_is_refused_by_name(desk: Desk):
    desk.form.write_bytes((desk.raw / FILE).read_bytes())
    assert "confirm.xlsx" in refused(desk)


def test_a_workbook_that_is_understood_has_nothing_to_confirm(desk: Desk, dak_nong: Path):
    told = desk.rehab("learn", dak_nong, "--out", desk.form)
    assert told.exit_code == 0
    assert not desk.form.exists()


def test_words_from_a_workbook_are_no_formula_in_the_confirmation(desk: Desk):
    book = load_workbook(desk.raw / FILE)
    book["PL2"]["B10"].value = '=HYPERLINK("http://example.org")'
    book["PL2"]["B10"].data_type = "s"
    book.save(desk.raw / FILE)
    desk.ask()
    cells = [cell for row in load_workbook(desk.form).worksheets[0].iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
