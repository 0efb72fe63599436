"""What titles, sheets' names, page breaks and headings that were not merged say of a table."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_kinds_of_reading import (
    BY_DISTRICT,
    CENTRES,
    DISTRICTS,
    FILE,
    HEAD,
    MISSING,
    ONE,
    RELAPSED,
    TWO,
    WHOLE,
    Case,
    Facts,
    _district_case,
    facts,
    read_facts,
    write,
)

from rehab.workbooks.reading import read_workbook

TABLE = [[*HEAD, "2018", "2019"], [1, RELAPSED, "người", 87, 76]]
READ = facts(RELAPSED, y2018=87, y2019=76)


def of_area(read: Facts, area: str) -> Facts:
    return {(*key, area): value for key, value in read.items()}


def titled(title: str, reads: Facts, says: set[str], place: str = "A4") -> Case:
    return Case(f"the title says “{title}”", TABLE, reads, says, above={place: title})


OF_A_DISTRICT = [
    titled("Kết quả cai nghiện huyện Phú Bình", of_area(READ, "Huyện Phú Bình"), {"area_in_title"}),
    titled("Đơn vị: Huyện Phú Bình", of_area(READ, "Huyện Phú Bình"), {"area_in_title"}),
    titled("UBND HUYỆN PHÚ BÌNH", of_area(READ, "Huyện Phú Bình"), {"area_in_title"}, "A2"),
    titled("Trên địa bàn thành phố Thái Nguyên", of_area(READ, "Thành phố Thái Nguyên"), {"area_in_title"}),
    titled("TP. Thái Nguyên, ngày 22 tháng 6 năm 2020", READ, set(), "D2"),
    titled("Số liệu quản lý sau cai của các huyện", READ, set()),
    Case("a sheet is named after a district", TABLE, of_area(READ, "Phú Bình"), {"area_in_title"}, sheet="Phú Bình"),
    Case("a sheet is named after the province", TABLE, READ, sheet="19-thai-nguyen"),
]
OF_A_CENTRE = [
    *(
        titled(f"Kết quả cai nghiện tại {centre}", READ, {"centre_in_title"})
        for centre in (
            "Cơ sở cai nghiện ma túy số 1",
            "Trung tâm Chữa bệnh - Giáo dục - Lao động xã hội số II",
            "cơ sở điều trị nghiện tự nguyện số 2",
            "Cơ sở cai nghiện ma túy Thanh Đa",
        )
    ),
    *(
        titled(f"Kết quả tại {centres}", READ, set())
        for centres in ("các cơ sở cai nghiện", "cơ sở cai nghiện Giai đoạn 2016-2020", "6 cơ sở cai nghiện")
    ),
    Case("a sheet is named after a centre", TABLE, READ, {"centre_in_title"}, sheet="Cơ sở số 1"),
]
QUALIFIED = [
    titled("Số liệu người nghiện là nữ", {}, {"columns_unread"}),
    titled("Số liệu người nghiện (trong đó nữ)", READ, set()),
    titled("Số liệu do Hội Phụ nữ cung cấp", READ, set()),
    titled("SỐ LIỆU 6 THÁNG ĐẦU NĂM", {}, {"columns_unread"}),
    titled("Tổng hợp số liệu đến 6 tháng đầu năm 2020", READ, set()),
    titled("Số liệu lũy kế từ khi thành lập", {}, {"columns_unread"}),
    titled("Ước thực hiện các năm", {}, {"columns_unread"}),
    Case("a sheet is named “Kế hoạch”", TABLE, {}, {"columns_unread"}, sheet="Kế hoạch"),
    Case("a sheet is named “Nữ”", TABLE, {}, {"columns_unread"}, sheet="Nữ"),
]
HALVES = [
    Case(f"the half-year is headed “{said}”", [[*HEAD, "2019", said], [1, RELAPSED, "người", 76, 40]],
         facts(RELAPSED, y2019=76, h2020=40))
    for said in ("06 tháng đầu năm 2020", "6T đầu năm 2020", "6TĐ 2020", "6T/2020", "2020 (06 tháng đầu năm)")
]  # fmt: skip
NOT_MERGED = [
    Case(
        "years stand over the middle of their columns",
        [
            [*HEAD, None, "2018", None, None, "2019", None],
            [None, None, None, "Tổng số", "Nam", "Nữ", "Tổng số", "Nam", "Nữ"],
            [1, FILE, "người", 870, 830, 40, 760, 730, 30],
        ],
        facts(FILE, y2018=870, y2019=760),
        {"columns_left_out"},
    ),
    Case(
        "years stand over the last of their columns",
        [
            [*HEAD, None, "2018", None, "2019"],
            [None, None, None, "TH", "KH", "TH", "KH"],
            [1, RELAPSED, "người", 87, 90, 76, 80],
        ],
        READ,
        {"columns_left_out"},
    ),
    Case(
        "plan and actual stand over the middle of the years",
        [
            [*HEAD, None, "Kế hoạch", None, None, "Thực hiện", None],
            [None, None, None, "2017", "2018", "2019", "2017", "2018", "2019"],
            [1, RELAPSED, "người", 99, 90, 80, 91, 87, 76],
        ],
        READ | facts(RELAPSED, y2017=91),
        {"columns_left_out"},
    ),
    Case(
        "what a heading stands over the middle of is not guessed at",
        [
            [*HEAD, None, "2018", None, "2019", None],
            [None, None, None, "TH", "KH", "Nữ", "TH", "KH"],
            [1, RELAPSED, "người", 87, 90, 8, 76, 80],
        ],
        {},
        {"heading_unknown"},
    ),
]
PAGES = [
    _district_case("districts go on under their heading", [*DISTRICTS[:3], DISTRICTS[0], DISTRICTS[3]],
                   BY_DISTRICT | WHOLE),
    _district_case(
        "a page's sum is carried over",
        [*DISTRICTS[:3], [None, "Cộng mang sang", 90, 99], DISTRICTS[0], DISTRICTS[3], [None, "Tổng cộng", 110, 121]],
        BY_DISTRICT | WHOLE,
        {"subtotals_left_out"},
    ),
    Case(
        "lines go on under their heading and its numbering",
        [
            *TABLE[:1], ["A", "B", "C", 1, 2], *TABLE[1:],
            *TABLE[:1], ["A", "B", "C", 1, 2], [2, FILE, "người", 870, 760],
        ],
        READ | facts(FILE, y2018=870, y2019=760),
    ),
    Case(
        "the heading is the same above the lines of another appendix, whose parts are known by it",
        [
            *TABLE, [2, FILE, "người", 870, 760], [],
            *TABLE[:1], [1, "Kinh phí sự nghiệp từ chương trình: Địa phương", "triệu đồng", 1941, 1849],
            ["-", "Trong đó: cho cai nghiện tại gia đình, cộng đồng", "triệu đồng", 391, 376],
        ],
        READ | facts(FILE, y2018=870, y2019=760)
        | {("funding_programme_local", "2018"): 1941, ("funding_programme_local", "2019"): 1849,
                ("funding_programme_community", "2018"): 391, ("funding_programme_community", "2019"): 376},
        sheet="Phụ lục 2, 5",
    ),
]  # fmt: skip
UNITS = [
    Case("a unit that is not known is no line's", [[*HEAD, "2018", "2019"], [1, RELAPSED, "hộ", 87, 76]], {},
         {"unit_differs"}),
    *(
        Case(
            f"{same} under a unit is the same unit",
            [[*HEAD, "2018", "2019"], [1, "Kinh phí đầu tư phát triển: Trung ương", "tỷ đồng", 1, 2],
             [2, "Nguồn khác", same, 3, 4]],
            {("funding_investment_central", "2018"): 1000, ("funding_investment_central", "2019"): 2000,
             ("funding_other", "2018"): 3000, ("funding_other", "2019"): 4000},
            {"unit_converted"},
            appendix="5",
        )
        for same in ('"', "nt", "-nt-", "''", "Như trên")
    ),
    Case("a list whose headings are not understood is named",
         [["STT", "Danh mục", "Thời điểm", "Ký hiệu"], [1, "Kế hoạch", "28/6/2016", "KH"],
          [2, "Công văn", "1/2/2017", "CV"]],
         {}, {"table_unknown"}),
]  # fmt: skip
AMONG_DISTRICTS = [
    _district_case(f"“{words}” among districts is none, and no total is made", [*DISTRICTS, [4, words, 7, 9]],
                   BY_DISTRICT, {"area_unknown"})
    for words in ("Công an tỉnh", "Ngoài tỉnh", "Trại tạm giam", "Nơi khác")
]  # fmt: skip


@pytest.mark.parametrize(
    "case",
    [*OF_A_DISTRICT, *OF_A_CENTRE, *QUALIFIED, *HALVES, *NOT_MERGED, *PAGES, *UNITS, *AMONG_DISTRICTS],
    ids=lambda case: case.name,
)
def test_what_is_read_is_what_the_sheet_states_and_the_rest_is_named(case: Case, tmp_path: Path):
    reading = read_workbook(write(case, tmp_path / "workbook.xlsx"))
    assert read_facts(reading) == case.reads
    assert set(reading.problems["code"]) - MISSING == case.says


def test_no_total_is_made_where_one_is_given_that_cannot_be_read(tmp_path: Path):
    case = _district_case("", [*DISTRICTS, [None, "Tổng cộng", 110, None]], {})
    merged = replace(case, merged=("C12:D12",))
    assert read_facts(read_workbook(write(merged, tmp_path / "workbook.xlsx"))) == BY_DISTRICT


def test_a_district_that_stands_there_twice_makes_no_total(tmp_path: Path):
    case = _district_case("", [*DISTRICTS, [4, "Phú Lương", 7, 9]], {})
    read = read_facts(read_workbook(write(case, tmp_path / "workbook.xlsx")))
    assert not {key for key in read if len(key) < 3}


@pytest.mark.parametrize(
    "below",
    [
        [["-", RELAPSED, 87, 76], ["-", "Dòng riêng của tỉnh", 870, 760]],
        [["A", "B", 1, 2, 3, 4], ["-", "Dòng riêng của tỉnh", 87, 76, 65, 54]],
    ],
    ids=["its lines are known", "its numbering is not the list's"],
)
def test_a_list_ends_where_a_table_without_its_header_begins(below: list[list[object]], tmp_path: Path):
    case = Case("", [CENTRES, [1, *ONE], [2, *TWO], [], *below], {}, appendix="3")
    reading = read_workbook(write(case, tmp_path / "workbook.xlsx"))
    named = reading.observations.loc[reading.observations["line"] == "facility_name", "text"]
    assert list(named) == [ONE[0], TWO[0]]
    assert "figures_unread" in set(reading.problems["code"])
