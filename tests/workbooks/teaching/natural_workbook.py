"""Workbooks in natural official wording: labels as offices write them, not as the form does, with what they mean."""

import csv
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rehab.catalog.texts import text
from rehab.workbooks.grids.spellings import NONE
from rehab.workbooks.teaching.confirming import (
    ANSWER_COLUMN,
    CHOICES,
    FIRST_ROW,
    NAME_COLUMN,
    NAME_ROW,
    NUMBER_COLUMN,
    choice_of,
)

LABELS = Path(__file__).with_name("natural_labels.csv")
PERIODS = ("2016", "2017", "2018", "2019", "2020-H1")
_HEADINGS = ("Năm 2016", "Năm 2017", "Năm 2018", "Năm 2019", "6 tháng đầu năm 2020")
_TITLES = {
    "1": "Công tác chỉ đạo, tập huấn, nâng cao nhận thức",
    "2": "Kết quả cai nghiện ma túy tại gia đình, cộng đồng",
    "4": "Kết quả cai nghiện tại cơ sở và quản lý sau cai",
    "5": "Kinh phí cho công tác cai nghiện ma túy",
}
_FIRST_LABEL_ROW = 9
# What a clerk knows of units that the catalogue does not.
UNITS = {"bộ": "hồ sơ"}


@dataclass(frozen=True)
class NaturalLabel:
    """A label as an office words it, and the line it means."""

    wording: str
    appendix: str
    label: str
    unit: str
    line: str


@cache
def natural_labels(wording: str) -> tuple[NaturalLabel, ...]:
    """The labels of one wording (`abbreviated`, `verbose`, `blind`), in the order of a workbook."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [NaturalLabel(**row) for row in csv.DictReader(file)]
    return tuple(row for row in rows if row.wording == wording)


def write_natural(path: Path, wording: str, seed: int, province: str = "THÁI NGUYÊN") -> dict[tuple[str, str], int]:
    """Write a workbook of a wording with figures of a seed; returns the figures by line and period."""
    chance = random.Random(seed)
    book = Workbook()
    book.remove(book.worksheets[0])
    truth: dict[tuple[str, str], int] = {}
    for appendix, title in _TITLES.items():
        sheet = book.create_sheet(f"PL{appendix}")
        _write_titles(sheet, appendix, title, province)
        own = [label for label in natural_labels(wording) if label.appendix == appendix]
        for row, label in enumerate(own, start=_FIRST_LABEL_ROW):
            sheet.cell(row, 1, row - _FIRST_LABEL_ROW + 1)
            sheet.cell(row, 2, label.label)
            sheet.cell(row, 3, label.unit)
            for column, period in enumerate(PERIODS, start=4):
                truth[label.line, period] = chance.randrange(20, 900)
                sheet.cell(row, column, truth[label.line, period])
    book.save(path)
    return truth


def _write_titles(sheet: Worksheet, appendix: str, title: str, province: str) -> None:
    sheet["A1"], sheet["F1"] = f"ỦY BAN NHÂN DÂN TỈNH {province}", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A2"], sheet["F2"] = "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Độc lập - Tự do - Hạnh phúc"
    sheet["A3"], sheet["A4"] = f"Phụ lục {appendix}", title
    sheet["A5"] = "(Kèm theo Báo cáo số 215/BC-SLĐTBXH ngày 22/6/2020 của Sở Lao động - Thương binh và Xã hội)"
    for column, heading in enumerate(("STT", "Chỉ tiêu", "Đơn vị tính", *_HEADINGS), start=1):
        sheet.cell(_FIRST_LABEL_ROW - 1, column, heading)


def confirm(path: Path, wording: str, first: int = 3, name: str = "Nguyễn Thị B") -> tuple[int, int]:
    """Do what a careful clerk does: the right line where it is among the first few, else none of ours.

    Returns the rows answered and those answered with none.
    """
    book = load_workbook(path)
    sheet, choices = book.worksheets[0], book[CHOICES]
    sheet.cell(NAME_ROW, NAME_COLUMN).value = name
    right = {label.label: label.line for label in natural_labels(wording)}
    nones = rows = 0
    for row in range(FIRST_ROW, sheet.max_row + 1):
        number = sheet.cell(row, NUMBER_COLUMN).value
        if number is None:
            continue
        shown = [cell.value for cell in choices[int(number)] if cell.value][1 : 1 + first]
        words = str(sheet.cell(row, 3).value)
        wanted = choice_of(right[words]) if words in right else UNITS[words]
        sheet.cell(row, ANSWER_COLUMN).value = wanted if wanted in shown else text(f"learn.{NONE}", "vi")
        nones += wanted not in shown
        rows += 1
    book.save(path)
    return rows, nones
