"""What files and sheets are called in public: by permission, by release, or by a name that tells nobody."""

import pandas as pd
import pytest

from rehab.disclosure.names import SHEET_COLUMNS, PublicNames, public_names, stray_file_name
from rehab.disclosure.quotations import Quoter
from rehab.disclosure.settings import Release
from rehab.disclosure.standard_names import is_standard_file, is_standard_sheet

FILE, OTHER = "hồ sơ Trần Thị B.xlsx", "67-dak-nong.xlsx"


def names(order: list[tuple[str, str, int]], *released: tuple[str, str]) -> PublicNames:
    """Names of files and sheets of Đắk Nông in that order, some of them released."""
    frame = pd.DataFrame(order, columns=list(SHEET_COLUMNS))
    releases = frozenset(Release(file, sheet, "", sheet or file) for file, sheet in released)
    return public_names([frame[["file", "sheet"]]], frame, "67", Quoter(releases, None, {}))


@pytest.mark.parametrize(
    "name", ["Phụ lục 4", "PHỤ LỤC 4", "Phu luc 4", "PL4", "PL 4.1", "pl_4 (2)", "Sheet1", "Biểu 3a cũ", "Thuyết minh"]
)
def test_a_sheet_called_as_the_form_calls_it_or_in_a_usual_way_keeps_its_name(name: str):
    assert is_standard_sheet(name)


@pytest.mark.parametrize(
    "name",
    [
        "Mai",
        "PL4 3 người",
        "PL4 Mai",
        "3",
        "cũ",
        "PL4\u200b",
        "Sheet 0912345678",
        "\u202e4LP",
        "PL4 🙂",
        "lan 3",
        "PL4 3",
    ],
)
def test_a_sheet_called_otherwise_has_no_standard_name(name: str):
    assert not is_standard_sheet(name)


@pytest.mark.parametrize(
    "name", ["67-dak-nong.xlsx", "67-dak-nong-2.xls", "67 Đắk Nông PL4.ods", "67-dak-nong-2020.xlsx"]
)
def test_a_file_called_after_its_province_keeps_its_name(name: str):
    assert is_standard_file(name) and stray_file_name(name) == name


@pytest.mark.parametrize("name", [FILE, "67-dak-nong-lan.xlsx", "67-dak-nong 0912345678.xlsx", "67.xlsx.Mai", "Mai"])
def test_a_file_called_otherwise_has_no_standard_name(name: str):
    assert not is_standard_file(name) and stray_file_name(name) != name


def test_a_file_that_gives_way_never_takes_the_name_of_another():
    found = names([(FILE, "PL4", 1), (OTHER, "PL4", 1), ("ông Tám.xls", "PL4", 1)])
    assert found.files == {FILE: "67-dak-nong (2).xlsx", OTHER: OTHER, "ông Tám.xls": "67-dak-nong.xls"}


def test_sheets_that_give_way_are_told_apart_by_their_place_whatever_they_are_called():
    found = names([(OTHER, "PL4", 1), (OTHER, "Mai", 2), (OTHER, "mai", 3), (OTHER, "[trang tính 2]", 4)])
    assert list(found.sheets.values()) == ["PL4", "[trang tính 2]", "[trang tính 3]", "[trang tính 4]"]
    assert [own.text for own in found.waiting] == ["Mai", "mai", "[trang tính 2]"]


def test_a_name_that_somebody_has_released_is_said_and_waits_no_more():
    found = names([(FILE, "Lê Chân", 1)], (FILE, ""), (FILE, "Lê Chân"))
    assert (found.files[FILE], found.sheets[FILE, "Lê Chân"], found.waiting) == (FILE, "Lê Chân", ())


def test_a_message_that_names_a_place_or_quotes_a_sheet_says_the_public_name():
    found = names([(OTHER, "Mai", 2), (OTHER, "Hoàng Mai", 3), (FILE, "Mai", 1)])
    said = found.in_message(f"khác với Hoàng Mai ! D5 và {FILE} ! Mai ! D6", OTHER)
    assert said == "khác với [trang tính 3] ! D5 và 67-dak-nong (2).xlsx ! [trang tính 1] ! D6"
    assert found.quoted("Hoàng Mai", OTHER) == "[trang tính 3]"
    assert found.quoted("Trần Thị C", OTHER) is None
