"""Each kind of heading, unit, total and leftover that strangers' workbooks have: what is read of it, and what is said.

A case is a small sheet as a clerk would write it. What is read must be just what stands under `reads`; every other
figure must be named by a problem, or left out by one of the kinds under `says`.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from rehab.workbooks.reading import Reading, read_workbook

FILE, RELAPSED, JOBS, HOME = (
    "Số người nghiện ma túy có hồ sơ quản lý",
    "Số người tái nghiện",
    "Số người cai nghiện được tạo việc làm",
    "Số người được điều trị cắt cơn tại gia đình",
)
NAMES = {FILE: "people_on_file", RELAPSED: "relapsed", JOBS: "jobs_created", HOME: "detox_home"}
MISSING = {"appendix_missing", "assessment_missing", "column_missing"}
Facts = dict[tuple[str, ...], float]


@dataclass(frozen=True)
class Case:
    """A sheet: its rows from row 8, merged ranges, what stands above; what is read of it and which problems it has."""

    name: str
    rows: list[list[object]]
    reads: Facts
    says: set[str] = field(default_factory=set)
    merged: tuple[str, ...] = ()
    above: dict[str, str] = field(default_factory=dict)
    appendix: str = "2"
    sheet: str = "PL"
    province: str = "THÁI NGUYÊN"
    reported: str = "22/6/2020"


def facts(label: str, **values: float) -> Facts:
    """Facts of one line: `y2018=5` is its year, `h2020` the half-year."""
    return {(NAMES.get(label, label), _period(key)): value for key, value in values.items()}


def _period(key: str) -> str:
    return f"{key[1:]}-H1" if key[0] == "h" else key[1:]


HEAD = ["TT", "Nội dung", "ĐVT"]
CASES = [
    Case(
        "the actual is read beside the plan of each year",
        [
            [*HEAD, "Năm 2018", None, "Năm 2019", None],
            [None, None, None, "Kế hoạch", "Thực hiện", "KH", "TH"],
            [1, RELAPSED, "người", 90, 87, 80, 76],
        ],
        facts(RELAPSED, y2018=87, y2019=76),
        {"columns_left_out"},
        ("D8:E8", "F8:G8"),
    ),
    Case(
        "headings without marks say the same",
        [[*HEAD, "KH nam 2018", "TH nam 2018", "KH nam 2019", "TH nam 2019"], [1, RELAPSED, "người", 90, 87, 80, 76]],
        facts(RELAPSED, y2018=87, y2019=76),
        {"columns_left_out"},
    ),
    Case(
        "men and women are left out beside the total",
        [
            [*HEAD, "2018", None, None, "2019", None, None],
            [None, None, None, "Tổng số", "Nam", "Nữ", "Tổng số", "Nam", "Nữ"],
            [1, FILE, "người", 100, 90, 10, 110, 98, 12],
        ],
        facts(FILE, y2018=100, y2019=110),
        {"columns_left_out"},
        ("D8:F8", "G8:I8"),
    ),
    Case(
        "a qualifier that is not known leaves its column unread, with one problem",
        [
            [*HEAD, "Năm 2018", None, "Năm 2019", None],
            [None, None, None, "Vùng sâu", "Tổng số", "Vùng sâu", "Tổng số"],
            [1, FILE, "người", 40, 100, 41, 110],
        ],
        facts(FILE, y2018=100, y2019=110),
        {"heading_unknown"},
        ("D8:E8", "F8:G8"),
    ),
    Case(
        "an estimate is no actual figure",
        [[*HEAD, "2018", "Ước thực hiện 2019"], [1, RELAPSED, "người", 87, 76]],
        facts(RELAPSED, y2018=87),
        {"columns_left_out"},
    ),
    Case(
        "cumulative counts are not a year's",
        [
            [*HEAD, "Năm 2018", None, "Năm 2019", None],
            [None, None, None, "Trong năm", "Lũy kế", "Trong năm", "Lũy kế"],
            [1, RELAPSED, "người", 87, 300, 76, 376],
        ],
        facts(RELAPSED, y2018=87, y2019=76),
        {"columns_left_out"},
        ("D8:E8", "F8:G8"),
    ),
    Case(
        "a comparison with the year before is left out",
        [[*HEAD, "2018", "2019", "So cùng kỳ"], [1, RELAPSED, "người", 87, 76, -11]],
        facts(RELAPSED, y2018=87, y2019=76),
        {"columns_left_out"},
    ),
    Case(
        "half-years of years that are reviewed whole are left out",
        [[*HEAD, "6 tháng 2018", "Cả năm 2018", "6 tháng 2019", "Cả năm 2019"], [1, RELAPSED, "người", 40, 87, 36, 76]],
        facts(RELAPSED, y2018=87, y2019=76),
        {"columns_left_out"},
    ),
    Case(
        "the whole of 2020 is not its first half",
        [[*HEAD, "2018", "2019", "Cả năm 2020"], [1, RELAPSED, "người", 87, 76, 71]],
        facts(RELAPSED, y2018=87, y2019=76),
        {"columns_left_out"},
    ),
    Case(
        "2020 in a report of the next year is the whole of it",
        [[*HEAD, "2018", "2019", "2020"], [1, RELAPSED, "người", 87, 76, 71]],
        facts(RELAPSED, y2018=87, y2019=76),
        {"columns_left_out"},
        reported="15/01/2021",
    ),
    Case(
        "shares are left out beside counts",
        [
            [*HEAD, "Năm 2018", None, "Năm 2019", None],
            [None, None, None, "Số lượng", "Tỷ lệ (%)", "Số lượng", "Tỷ lệ (%)"],
            [1, RELAPSED, "người", 87, 4, 76, 3],
        ],
        facts(RELAPSED, y2018=87, y2019=76),
        {"columns_left_out"},
        ("D8:E8", "F8:G8"),
    ),
    Case(
        "plan and actual of all years under one heading each",
        [
            [*HEAD, "Chỉ tiêu giao", None, "Kết quả thực hiện", None],
            [None, None, None, "2018", "2019", "2018", "2019"],
            [1, RELAPSED, "người", 90, 80, 87, 76],
        ],
        facts(RELAPSED, y2018=87, y2019=76),
        {"columns_left_out"},
        ("D8:E8", "F8:G8"),
    ),
    Case(
        "a title that says plan makes the table one of plans",
        [[*HEAD, "2018", "2019"], [1, RELAPSED, "người", 90, 80]],
        {},
        {"columns_unread"},
        above={"A4": "DỰ TOÁN GIAO CÁC NĂM"},
    ),
    Case(
        "a title that tells what was done of a plan is no plan",
        [[*HEAD, "2018", "2019"], [1, RELAPSED, "người", 90, 80]],
        facts(RELAPSED, y2018=90, y2019=80),
        above={"A4": "Tình hình thực hiện kế hoạch cai nghiện"},
    ),
    Case(
        "a plan of a planned line is read",
        [
            [*HEAD, "2018", "2019"],
            [1, "Chỉ tiêu kế hoạch năm: cai nghiện bắt buộc", "người", 90, 80],
            [2, "Chỉ tiêu kế hoạch năm: dạy nghề", "người", 50, 40],
        ],
        {
            ("planned_compulsory", "2018"): 90,
            ("planned_compulsory", "2019"): 80,
            ("planned_vocational", "2018"): 50,
            ("planned_vocational", "2019"): 40,
        },
        above={"A4": "CHỈ TIÊU KẾ HOẠCH HẰNG NĂM"},
        appendix="4",
    ),
    Case(
        "plan and actual as rows below a line",
        [
            [*HEAD, "2018", "2019"],
            [1, RELAPSED],
            [None, "Kế hoạch", "người", 90, 80],
            [None, "Thực hiện", "người", 87, 76],
        ],
        facts(RELAPSED, y2018=87, y2019=76),
        {"rows_left_out"},
    ),
    Case(
        "plan and actual in a column of their own",
        [["TT", "Nội dung", "Loại", "2018", "2019"], [1, RELAPSED, "KH", 90, 80], [None, None, "TH", 87, 76]],
        facts(RELAPSED, y2018=87, y2019=76),
        {"rows_left_out"},
        ("B9:B10",),
    ),
    Case(
        "women among a line are left out",
        [[*HEAD, "2018", "2019"], [1, FILE, "người", 100, 110], [None, "Trong đó: nữ", "người", 10, 12]],
        facts(FILE, y2018=100, y2019=110),
        {"rows_left_out"},
    ),
    Case(
        "a label with a qualifier set apart is not the line",
        [[*HEAD, "2018", "2019"], [1, FILE, "người", 100, 110], [2, f"{RELAPSED} (nữ)", "người", 10, 12]],
        facts(FILE, y2018=100, y2019=110),
        {"rows_left_out"},
    ),
    Case(
        "thousands of people are people",
        [[*HEAD, "2018", "2019"], [1, "Số người dân ở độ tuổi trưởng thành", "nghìn người", 845.5, 852]],
        {("adults_total", "2018"): 845500, ("adults_total", "2019"): 852000},
        {"unit_converted"},
        appendix="1",
    ),
    Case(
        "a unit declared for the table counts for every line",
        [["TT", "Nội dung", "2018", "2019"], [1, FILE, 4, 5], [2, RELAPSED, 1, 2]],
        facts(FILE, y2018=4000, y2019=5000) | facts(RELAPSED, y2018=1000, y2019=2000),
        {"unit_converted"},
        above={"D6": "ĐVT: nghìn người"},
    ),
    Case(
        "a table in per cent counts nobody",
        [["TT", "Nội dung", "2018", "2019"], [1, RELAPSED, 4, 5]],
        {},
        {"unit_differs"},
        above={"D6": "Đơn vị tính: %"},
    ),
    Case(
        "a unit in a column's heading counts for that column",
        [["TT", "Nội dung", "2018 (tỷ đồng)", "2019 (tỷ đồng)"], [1, "Nguồn khác", 2, 3]],
        {("funding_other", "2018"): 2000, ("funding_other", "2019"): 3000},
        {"unit_converted"},
        appendix="5",
    ),
    Case(
        "attendances are no persons",
        [[*HEAD, "2018", "2019"], [1, RELAPSED, "lượt người", 87, 76], [2, FILE, "người", 100, 110]],
        facts(FILE, y2018=100, y2019=110),
        {"unit_differs"},
    ),
    Case(
        "a figure merged over two years is nobody's",
        [[*HEAD, "2018", "2019"], [1, RELAPSED, "người", 163, None], [2, FILE, "người", 100, 110]],
        facts(FILE, y2018=100, y2019=110),
        {"value_spans"},
        ("D9:E9",),
    ),
    Case(
        "a part belongs to the line above it",
        [[*HEAD, "2018", "2019"], [1, FILE, "người", 100, 110], [None, "Trong đó: có việc làm", "người", 20, 30]],
        facts(FILE, y2018=100, y2019=110),
        {"part_misplaced"},
    ),
    Case(
        "a part below a label that is not known is nobody's",
        [
            [*HEAD, "2018", "2019"],
            [1, FILE, "người", 100, 110],
            [2, "Số người ở khu vực biên giới", "người", 40, 41],
            [None, "Trong đó: có việc làm", "người", 20, 30],
        ],
        facts(FILE, y2018=100, y2019=110),
        {"label_unknown", "part_misplaced"},
    ),
    Case(
        "two columns of one year are not read",
        [[*HEAD, "2018", "2018", "2019"], [1, RELAPSED, "người", 87, 88, 76]],
        facts(RELAPSED, y2019=76),
        {"year_repeated"},
    ),
    Case(
        "tables side by side have labels of their own",
        [
            ["TT", "Nội dung", "2018", None, "TT", "Nội dung", "2019", "6 tháng 2020"],
            [1, FILE, 100, None, 1, RELAPSED, 76, 40],
            [2, RELAPSED, 87, None, 2, FILE, 110, 120],
        ],
        facts(FILE, y2018=100, y2019=110, h2020=120) | facts(RELAPSED, y2018=87, y2019=76, h2020=40),
    ),
    Case(
        "numbers as text in a column without a heading are named",
        [[*HEAD, "2018", "2019"], [1, RELAPSED, "người", 87, 76, "1.234"]],
        facts(RELAPSED, y2018=87, y2019=76),
        {"figures_unread"},
    ),
    Case(
        "a single figure far below a table is named",
        [
            [*HEAD, "2018", "2019"],
            [1, RELAPSED, "người", 87, 76],
            [],
            [],
            [],
            [],
            [],
            [None, None, None, None, None, 4711],
        ],
        facts(RELAPSED, y2018=87, y2019=76),
        {"figures_unread"},
    ),
    Case(
        "an index row of numbers is no data",
        [[*HEAD, "2018", "2019"], [1, 2, 3, 4, 5], [1, RELAPSED, "người", 87, 76]],
        facts(RELAPSED, y2018=87, y2019=76),
    ),
]
DISTRICTS = [
    ["TT", "Địa phương", "2018", "2019"],
    [1, "TP Thái Nguyên", 60, 66],
    [2, "Huyện Phú Bình", 30, 33],
    [3, "Phú Lương", 20, 22],
]
BY_DISTRICT = {
    ("people_on_file", year, name): value
    for name, *values in (row[1:] for row in DISTRICTS[1:])
    for year, value in zip(("2018", "2019"), values, strict=True)
}
WHOLE = facts(FILE, y2018=110, y2019=121)
CAPTION = {"A4": f"Biểu 1. {FILE} theo huyện"}


def _district_case(name: str, rows: list[list[object]], reads: Facts, says: set[str] = frozenset()) -> Case:  # type: ignore[assignment]
    return Case(name, rows, reads, set(says), above=CAPTION)


CASES += [
    _district_case("a total is made of districts where none is given", DISTRICTS, BY_DISTRICT | WHOLE),
    *(
        _district_case(
            f"“{total}” is the total of the districts", [*DISTRICTS, [None, total, 110, 121]], BY_DISTRICT | WHOLE
        )
        for total in (
            "Tổng cộng",
            "T.Cộng",
            "TC",
            "Grand Total",
            "Tổng toàn tỉnh",
            "Tỉnh Thái Nguyên",
            "Toàn tỉnh Thái Nguyên",
            "Tổng cộng (3 huyện)",
            "CỘNG:",
            "Tong cong",
        )
    ),
    _district_case(
        "a row that is the sum of the others is the total whatever it is called",
        [*DISTRICTS, [None, "Số liệu gộp", 110, 121]],
        BY_DISTRICT | WHOLE,
        {"area_is_total"},
    ),
    _district_case(
        "the province's name without its kind is the total where it is the sum",
        [*DISTRICTS, [None, "Thái Nguyên", 110, 121]],
        BY_DISTRICT | WHOLE,
        {"area_is_total"},
    ),
    _district_case(
        "a total of some districts is no district",
        [*DISTRICTS, [None, "Cộng khu vực miền núi", 50, 55]],
        BY_DISTRICT | WHOLE,
        {"subtotals_left_out"},
    ),
    _district_case(
        "communes below their districts are not added again",
        [
            DISTRICTS[0],
            ["I", "Huyện Phú Bình", 30, 33],
            [1, "Xã Kha Sơn", 10, 11],
            [2, "Xã Hà Châu", 20, 22],
            ["II", "Huyện Phú Lương", 20, 22],
        ],
        {
            ("people_on_file", y, n): v
            for n, a, b in (
                ("Huyện Phú Bình", 30, 33),
                ("Xã Kha Sơn", 10, 11),
                ("Xã Hà Châu", 20, 22),
                ("Huyện Phú Lương", 20, 22),
            )
            for y, v in (("2018", a), ("2019", b))
        }
        | facts(FILE, y2018=50, y2019=55),
    ),
    _district_case(
        "a name that is no district of the province is asked about, and no total is made",
        [*DISTRICTS, [4, "Cư Jút", 7, 9]],
        BY_DISTRICT,
        {"area_unknown"},
    ),
    _district_case(
        "women below a district are no district",
        [*DISTRICTS[:2], [None, "Trong đó: nữ", 5, 6], *DISTRICTS[2:]],
        BY_DISTRICT | WHOLE,
        {"rows_left_out"},
    ),
]


def write(case: Case, path: Path) -> Path:
    """The case's workbook, with a title block."""
    book = Workbook()
    sheet = book.active
    sheet.title = case.sheet
    sheet["A1"] = f"ỦY BAN NHÂN DÂN TỈNH {case.province}"
    sheet["A3"] = f"Phụ lục {case.appendix}"
    sheet["A5"] = f"(Kèm theo Báo cáo số 215/BC-SLĐTBXH ngày {case.reported} của Sở Lao động)"
    for place, written in case.above.items():
        sheet[place] = written
    for number, row in enumerate(case.rows, start=8):
        for column, value in enumerate(row, start=1):
            if value is not None:
                sheet.cell(number, column, value)
    for block in case.merged:
        sheet.merge_cells(block)
    book.save(path)
    return path


def read_facts(reading: Reading) -> Facts:
    """The numbers read, by line, period and district."""
    rows = reading.observations.dropna(subset=["value"])
    return {
        (row.line, row.period, *([row.area] if row.area else [])): row.value for row in rows.itertuples(index=False)
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_read_is_what_the_sheet_states_and_the_rest_is_named(case: Case, tmp_path: Path):
    reading = read_workbook(write(case, tmp_path / "workbook.xlsx"))
    assert read_facts(reading) == case.reads
    assert set(reading.problems["code"]) - MISSING == case.says


def test_one_problem_names_the_words_not_understood_and_the_range_left_out(tmp_path: Path):
    case = next(own for own in CASES if "not known leaves its column" in own.name)
    reading = read_workbook(write(case, tmp_path / "workbook.xlsx"))
    (found,) = reading.problems[reading.problems["code"] == "heading_unknown"].itertuples()
    assert (found.cell, "vùng sâu" in found.message_vi, "D10" in found.message_vi) == ("D9+F9", True, True)
    assert [(own.kind, own.words) for _, own in reading.unknown] == [("qualifier", "vùng sâu")]


MADE_OF_OTHERS = [
    Case(
        "a total over the years that they do not make is reported",
        [[*HEAD, 2018, 2019, "Tổng"], [1, HOME, "người", 2, 3, 5], [2, RELAPSED, "người", 4, 5, 77]],
        facts(HOME, y2018=2, y2019=3) | facts(RELAPSED, y2018=4, y2019=5),
        {"sum_differs"},
    ),
    Case(
        "a total over the years that is no number is reported",
        [[*HEAD, 2018, 2019, "Cộng"], [1, HOME, "người", 2, 3, "~5"]],
        facts(HOME, y2018=2, y2019=3),
        {"sum_differs"},
    ),
    *(
        Case(
            f"a column “{said}” is named as not read",
            [[*HEAD, 2018, 2019, said], [1, HOME, "người", 2, 3, 77], [2, RELAPSED, "người", 4, 5, -3]],
            facts(HOME, y2018=2, y2019=3) | facts(RELAPSED, y2018=4, y2019=5),
            {"columns_left_out"},
        )
        for said in ("Bình quân", "Bình quân/năm", "Tăng/giảm", "Tỷ lệ tăng, giảm (%)", "So sánh với năm trước (%)")
    ),
    Case(
        "a column of codes says nothing",
        [[*HEAD, "Mã số", 2018, 2019], [1, HOME, "người", 17, 2, 3]],
        facts(HOME, y2018=2, y2019=3),
    ),
]


@pytest.mark.parametrize("case", MADE_OF_OTHERS, ids=lambda case: case.name)
def test_columns_made_of_the_others_are_held_against_them_or_named(case: Case, tmp_path: Path):
    reading = read_workbook(write(case, tmp_path / "workbook.xlsx"))
    assert read_facts(reading) == case.reads
    assert list(reading.problems.loc[~reading.problems["code"].isin(MISSING), "code"]) == list(case.says)


CENTRES = ["TT", "Tên cơ sở", "Địa chỉ", "Quy mô thiết kế (người)", "Số người hiện có"]
ONE, TWO, THREE = (
    ["Cơ sở số 1", "TP Thái Nguyên", 400, 385],
    ["Cơ sở số 2", "Huyện Phú Lương", 300, 280],
    ["Cơ sở Hồng Hà", "TX Phổ Yên", 120, 60],
)
LISTS = [
    Case(
        "a total of centres is no centre, however it is written",
        [CENTRES, [1, *ONE], [2, *TWO], [3, *THREE], [None, "Tổng cộng (3 cơ sở)", None, 820, 725]],
        {},
    ),
    Case(
        "a row of sums without a word for them is no centre",
        [CENTRES, [1, *ONE], [2, *TWO], [3, *THREE], [None, "Chung ba nơi", None, 820, 725]],
        {},
    ),
    Case(
        "headings of groups are no centres",
        [CENTRES, ["I", "Cơ sở công lập"], [1, *ONE], [2, *TWO], ["II", "Cơ sở ngoài công lập"], [3, *THREE]],
        {},
        {"groups_left_out"},
    ),
    Case("an index row of numbers is no centre", [CENTRES, [1, 2, 3, 4, 5], [1, *ONE], [2, *TWO], [3, *THREE]], {}),
]


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case.name)
def test_a_list_holds_its_entries_alone(case: Case, tmp_path: Path):
    reading = read_workbook(write(replace(case, appendix="3"), tmp_path / "workbook.xlsx"))
    rows = reading.observations
    assert list(rows.loc[rows["line"] == "facility_name", "text"]) == [ONE[0], TWO[0], THREE[0]]
    assert list(rows.loc[rows["line"] == "capacity", "value"]) == [400, 300, 120]
    assert set(reading.problems["code"]) - MISSING == case.says


def test_a_total_under_a_group_is_the_groups(tmp_path: Path):
    rows = [
        ["TT", "Tên cơ sở", "Quy mô thiết kế (người)", "Học viên có mặt", None, None, "Cán bộ, viên chức", None],
        [None, None, None, "Tổng số", "Nam", "Nữ", "Tổng số", "Biên chế"],
        [1, "Cơ sở số 1", 400, 385, 360, 25, 52, 40],
    ]
    case = Case("", rows, {}, merged=("A8:A9", "B8:B9", "C8:C9", "D8:F8", "G8:H8"), appendix="3")
    found = read_facts(read_workbook(write(case, tmp_path / "workbook.xlsx")))
    values = {line: value for (line, *_), value in found.items()}
    assert values == {"capacity": 400, "current_people": 385, "staff_total": 52, "staff_permanent": 40}


def test_a_goal_numbered_in_the_provinces_own_order_is_asked_about(tmp_path: Path):
    rows = [
        ["STT", "Mục tiêu, chỉ tiêu", "Đánh giá kết quả thực hiện", "Nguyên nhân"],
        [1, "Tỷ lệ người nghiện có hồ sơ quản lý được điều trị đạt 90%", "Không đạt"],
        [7, "Trên 50% số người nghiện ma túy được dạy nghề", "Đạt"],
    ]
    reading = read_workbook(write(Case("", rows, {}), tmp_path / "workbook.xlsx"))
    stated = reading.observations[reading.observations["line"] == "stated_verdict"]
    assert [(row.entry, row.text) for row in stated.itertuples()] == [("7", "met")]
    (found,) = reading.problems[reading.problems["code"] == "indicator_unknown"].itertuples()
    assert "6" in found.message_en
