"""Workbooks as a province's clerk would write them: read right, or named; never wrong in silence.

`reads` is what is read of each; every other figure stands on a cell, in a row or in a column that a problem names.
"""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from test_kinds_of_reading import FILE, HEAD, HOME, JOBS, RELAPSED, Case, Facts, facts, read_facts, write

from rehab.catalog.tables import records
from rehab.workbooks.reading import read_workbook

LOANS = "Số tiền cho vay"
OTHER_SOURCE = "Nguồn khác"
_NAMES = {LOANS: "loan_amount", OTHER_SOURCE: "funding_other"}


def _facts(label: str, **values: float) -> Facts:
    return facts(_NAMES.get(label, label), **values)


def _plain(label: str, unit: str, *figures: object) -> list[object]:
    return [1, label, unit, *figures]


CLERKS = [
    Case(
        "years as the day they end",
        [[*HEAD, "31/12/2018", "31/12/2019", "Đến 15/6/2020"], _plain(FILE, "người", 100, 110, 120)],
        facts(FILE, y2018=100, y2019=110, h2020=120),
    ),
    Case(
        "years by their number",
        [[*HEAD, "Năm thứ 1", "Năm thứ 2", "Năm thứ 3"], _plain(FILE, "người", 100, 110, 120)],
        {},
    ),
    Case(
        "amounts with their unit in the cell",
        [[*HEAD, "2018", "2019"], _plain(LOANS, "", "12,5 tỷ", "900 triệu đồng")],
        _facts(LOANS, y2018=12500, y2019=900),
    ),
    Case(
        "plan and actual in rows below the line",
        [
            [*HEAD, "2018", "2019"],
            [1, RELAPSED, "người", None, None],
            [None, "Kế hoạch", "người", 90, 95],
            [None, "Thực hiện", "người", 87, 76],
        ],
        facts(RELAPSED, y2018=87, y2019=76),
    ),
    Case(
        "plan and actual in a column of their own, not merged",
        [
            ["TT", "Nội dung", "ĐVT", "KH/TH", "2018", "2019"],
            [1, RELAPSED, "người", "KH", 90, 95],
            [None, None, "người", "TH", 87, 76],
        ],
        facts(RELAPSED, y2018=87, y2019=76),
    ),
    Case(
        "years from the last to the first",
        [[*HEAD, "6 tháng 2020", "2019", "2018", "2017"], _plain(FILE, "người", 120, 110, 100, 90)],
        facts(FILE, y2017=90, y2018=100, y2019=110, h2020=120),
    ),
    Case(
        "two tables beside each other",
        [
            ["TT", "Nội dung", "2018", "2019", None, "TT", "Nội dung", "2018", "2019"],
            [1, FILE, 100, 110, None, 1, RELAPSED, 87, 76],
            [2, HOME, 30, 31, None, 2, JOBS, 12, 13],
        ],
        facts(FILE, y2018=100, y2019=110)
        | facts(RELAPSED, y2018=87, y2019=76)
        | facts(HOME, y2018=30, y2019=31)
        | facts(JOBS, y2018=12, y2019=13),
    ),
    Case(
        "a total on top",
        [
            ["TT", "Huyện, thị xã, thành phố", "2018", "2019"],
            [None, "Tổng số", 60, 66],
            [1, "Huyện Phú Bình", 10, 11],
            [2, "Huyện Định Hóa", 20, 22],
            [3, "Thị xã Phổ Yên", 30, 33],
        ],
        facts(FILE, y2018=60, y2019=66)
        | {
            ("people_on_file", y, a): v
            for a, p in {"Huyện Phú Bình": (10, 11), "Huyện Định Hóa": (20, 22), "Thị xã Phổ Yên": (30, 33)}.items()
            for y, v in zip(("2018", "2019"), p, strict=True)
        },
        above={"A7": f"Biểu 1. {FILE}"},
    ),
    Case(
        "notes with figures under the table",
        [
            [*HEAD, "2018", "2019"],
            _plain(FILE, "người", 100, 110),
            [],
            ["Ghi chú: trong 110 người có 12 nữ; số cũ là 108 người"],
            ["(*) Công an tỉnh cung cấp 97 người"],
        ],
        facts(FILE, y2018=100, y2019=110),
    ),
    Case(
        "subtotals by region",
        [
            ["TT", "Huyện, thị xã, thành phố", "2018", "2019"],
            ["I", "Khu vực phía Bắc", 30, 33],
            [1, "Huyện Phú Bình", 10, 11],
            [2, "Huyện Định Hóa", 20, 22],
            ["II", "Khu vực phía Nam", 70, 77],
            [3, "Thị xã Phổ Yên", 30, 33],
            [4, "Thành phố Sông Công", 40, 44],
            [None, "Tổng cộng", 100, 110],
        ],
        facts(FILE, y2018=100, y2019=110)
        | {
            ("people_on_file", y, a): v
            for a, p in {
                "Huyện Phú Bình": (10, 11),
                "Huyện Định Hóa": (20, 22),
                "Thị xã Phổ Yên": (30, 33),
                "Thành phố Sông Công": (40, 44),
            }.items()
            for y, v in zip(("2018", "2019"), p, strict=True)
        },
        above={"A7": f"Biểu 1. {FILE}"},
    ),
    Case(
        "headings merged over three rows",
        [
            ["TT", "Nội dung", "ĐVT", "Kết quả thực hiện", None, None, None],
            [None, None, None, "Năm 2018", None, "Năm 2019", None],
            [None, None, None, "KH", "TH", "KH", "TH"],
            _plain(RELAPSED, "người", 90, 87, 95, 76),
        ],
        facts(RELAPSED, y2018=87, y2019=76),
        merged=("A8:A10", "B8:B10", "C8:C10", "D8:G8", "D9:E9", "F9:G9"),
    ),
    Case(
        "yes and plus as marks for figures",
        [[*HEAD, "2018", "2019"], _plain(FILE, "người", "x", "+"), [2, RELAPSED, "người", 87, 76]],
        facts(RELAPSED, y2018=87, y2019=76),
    ),
    Case(
        "dashes for nothing",
        [[*HEAD, "2018", "2019"], _plain(FILE, "người", "-", 110), [2, RELAPSED, "người", "–", "—"]],
        facts(FILE, y2019=110),
    ),
    Case(
        "spaces between thousands",
        [
            [*HEAD, "2018", "2019"],
            _plain(FILE, "người", "1 234", "12\u00a0345"),
            [2, RELAPSED, "người", "1\u202f111", 76],
        ],
        facts(FILE, y2018=1234, y2019=12345) | facts(RELAPSED, y2018=1111, y2019=76),
    ),
    Case(
        "English headings",
        [["No.", "Indicator", "Unit", "2018", "2019", "Notes"], _plain(FILE, "người", 100, 110)],
        facts(FILE, y2018=100, y2019=110),
    ),
    Case(
        "a percentage stored as text",
        [[*HEAD, "2018", "2019"], _plain(FILE, "người", "85%", 110)],
        facts(FILE, y2019=110),
    ),
    Case(
        "the line is a heading over two rows of its own",
        [
            [*HEAD, "2018", "2019"],
            [1, FILE, "người", None, None],
            ["a", "Đầu kỳ", "người", 90, 100],
            ["b", "Cuối kỳ", "người", 100, 110],
        ],
        facts(FILE, y2018=100, y2019=110),
    ),
    Case(
        "the whole period beside the years",
        [[*HEAD, "2018", "2019", "Tổng 2016-2020"], _plain(RELAPSED, "người", 87, 76, 300)],
        facts(RELAPSED, y2018=87, y2019=76),
    ),
    Case(
        "the period before in brackets",
        [[*HEAD, "2018", "2019 (so 2018)"], _plain(RELAPSED, "người", 87, "76 (-11)")],
        facts(RELAPSED, y2018=87),
    ),
    Case(
        "a row for each half of the year",
        [
            [*HEAD, "2018", "2019"],
            [1, RELAPSED, "người", 87, 76],
            [None, "6 tháng đầu năm", "người", 40, 30],
            [None, "6 tháng cuối năm", "người", 47, 46],
        ],
        facts(RELAPSED, y2018=87, y2019=76),
    ),
    Case(
        "rounded thousands in a column",
        [[*HEAD, "2018", "2019 (nghìn người)"], _plain(FILE, "người", 1000, 1.1)],
        facts(FILE, y2018=1000),
    ),
    Case(
        "years with a full stop and in words",
        [[*HEAD, "Năm 2018.", "Năm 2019 ", "Sáu tháng đầu năm 2020"], _plain(FILE, "người", 100, 110, 120)],
        facts(FILE, y2018=100, y2019=110, h2020=120),
    ),
    Case(
        "sent by several offices, in columns",
        [
            [*HEAD, "2018", None, "2019", None],
            [None, None, None, "Công an", "Sở LĐTBXH", "Công an", "Sở LĐTBXH"],
            _plain(FILE, "người", 100, 98, 110, 107),
        ],
        {},
        merged=("D8:E8", "F8:G8"),
    ),
    Case(
        "a figure that was corrected with an arrow",
        [[*HEAD, "2018", "2019"], _plain(FILE, "người", "100 → 102", 110)],
        facts(FILE, y2019=110),
    ),
    Case(
        "less than",
        [
            [*HEAD, "2018", "2019"],
            _plain(FILE, "người", "dưới 100", "hơn 110"),
            [2, RELAPSED, "người", "khoảng 90", 76],
        ],
        facts(RELAPSED, y2019=76),
    ),
    Case("only changes", [[*HEAD, "Tăng/giảm 2018", "Tăng/giảm 2019"], _plain(FILE, "người", 5, -3)], {}),
    Case(
        "the year stands in the title",
        [[*HEAD, "Số liệu"], _plain(FILE, "người", 100), [2, RELAPSED, "người", 87]],
        {},
        above={"A6": "SỐ LIỆU NĂM 2018"},
    ),
    Case(
        "money in thousands over the table",
        [[*HEAD, "2018", "2019"], _plain(LOANS, None, 373000, 400500)],
        _facts(LOANS, y2018=373, y2019=400.5),
        above={"D7": "Đơn vị tính: nghìn đồng"},
    ),
    Case(
        "new and old number of one year",
        [[*HEAD, "2018 (cũ)", "2018 (mới)", "2019"], _plain(FILE, "người", 95, 100, 110)],
        facts(FILE, y2019=110),
    ),
    Case(
        "a year that is not over",
        [[*HEAD, "2019", "5 tháng đầu năm 2020"], _plain(RELAPSED, "người", 76, 30)],
        facts(RELAPSED, y2019=76),
    ),
    Case("quarters", [[*HEAD, "Quý I/2019", "Quý II/2019", "Năm 2019"], _plain(RELAPSED, "người", 20, 19, 76)], {}),
    Case(
        "figures per district in one cell",
        [[*HEAD, "2018", "2019"], _plain(FILE, "người", "Phú Bình: 10; Định Hóa: 20", 110)],
        facts(FILE, y2019=110),
    ),
]

# The first row of figures below the headings.
_FIRST = 9


@pytest.mark.parametrize("case", CLERKS, ids=lambda case: case.name)
def test_a_clerks_figures_are_read_right_or_named(case: Case, tmp_path: Path):
    path = write(case, tmp_path / "workbook.xlsx")
    reading = read_workbook(path)
    assert read_facts(reading) == case.reads
    rows, columns, cells = set(), set(), {str(cell) for cell in reading.observations["cell"]}
    for problem in records(reading.problems):
        for address in str(problem["cell"]).split("+"):
            row, column = coordinate_to_tuple(address) if address else (0, 0)
            rows, columns, cells = rows | {row}, columns | {column}, cells | {address}
            if problem["code"] in ("figures_unread", "table_unknown"):
                rows |= set(range(row, row + 9))
    for row in load_workbook(path).active.iter_rows(min_row=_FIRST, min_col=3):
        for cell in row:
            is_figure = isinstance(cell.value, int | float) or any(sign.isdigit() for sign in str(cell.value or ""))
            known = cell.coordinate in cells or cell.row in rows or cell.column in columns
            is_numbering = cell.value in (1, 2)
            assert known or is_numbering or not is_figure, f"{cell.coordinate} {cell.value} is lost"
