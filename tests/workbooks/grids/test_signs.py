"""Signs that nobody sees, or that turn or hide what stands around them, get into no table."""

import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from books import book_of
from rehab.store.reading import load_settings, read_path
from rehab.workbooks.forms.feedback import feedback_workbook

DAK_NONG = Path(__file__).resolve().parents[3] / "data" / "raw" / "reported" / "67-dak-nong.xlsx"
UNSEEN = [chr(code) for code in (0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xAD, 0xE0041)]
REASONS, AIDED = "Đánh giá chỉ tiêu", "Phụ lục 4"


def _read(folder: Path, sign: str) -> tuple[Path, dict[str, pd.DataFrame]]:
    book = book_of(DAK_NONG)
    sheet = book[REASONS]
    sheet["F9"] = f"Thiếu{sign} kinh phí{sign}"
    sheet["G15"] = f"{sign}Kinh phí cấp chậm"
    book[AIDED]["A13"] = f"{book[AIDED]['A13'].value or ''}{sign}"
    sheet.title = f"Đánh giá{sign} chỉ tiêu"
    path = folder / "67-dak-nong.xlsx"
    book.save(path)
    return path, read_path(path, "reported", load_settings(DAK_NONG.parent))[1]


def _unseen(frames: dict[str, pd.DataFrame]) -> set[str]:
    said = "".join(frame.to_csv() for frame in frames.values())
    return {sign for sign in said if unicodedata.category(sign) in ("Cf", "Cc", "Zl", "Zp")} - {"\n", "\r", "\t"}


@pytest.mark.part(5)
@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"{ord(sign):X}")
def test_a_sign_that_nobody_sees_gets_into_no_table(sign: str, tmp_path: Path):
    _, frames = _read(tmp_path, sign)
    assert not _unseen(frames)
    reasons = frames["observations"].query("cell == 'F9'")["text"].tolist()
    assert [" ".join(own.split()) for own in reasons] == ["Thiếu kinh phí"]


def test_what_turns_the_direction_is_shown_by_its_number_where_the_cell_is_quoted_as_written(tmp_path: Path):
    _, frames = _read(tmp_path, "\u202e")
    assert "[U+202E]" in frames["observations"].query("cell == 'F9'")["raw"].iloc[0]


def test_problems_find_the_sheet_whose_name_holds_such_a_sign(tmp_path: Path):
    path, frames = _read(tmp_path, "\u202e")
    problem = {**frames["problems"].iloc[0], "sheet": REASONS, "cell": "F9"}
    book = feedback_workbook(path, pd.DataFrame([problem]).astype(frames["problems"].dtypes.to_dict()))
    assert [sheet.title for sheet in book.worksheets if sheet["F9"].comment] == ["Đánh giá\u202e chỉ tiêu"]
