"""The small workbooks under tests/fixtures, one for each kind of mess: `python tests/workbooks/mess_fixtures.py`."""

import random
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.workbooks.samples import mess
from rehab.workbooks.samples.districts import (
    districts_below_lines,
    districts_both_ways,
    districts_by_year,
    districts_of_line,
    lines_below_districts,
)
from rehab.workbooks.samples.draft import Draft, DraftSheet
from rehab.workbooks.samples.files.html import write_html
from rehab.workbooks.samples.files.ods import write_ods
from rehab.workbooks.samples.files.spreadsheetml import write_spreadsheetml
from rehab.workbooks.samples.files.xls import write_xls
from rehab.workbooks.samples.files.xlsx import write_xlsx
from rehab.workbooks.samples.lists import write_assessment, write_card, write_list
from rehab.workbooks.samples.province import ProvinceFigures, Window
from rehab.workbooks.samples.tables import (
    Habits,
    lines_down,
    years_down,
)
from rehab.workbooks.samples.titles import write_titles

FOLDER = Path(__file__).resolve().parents[1] / "fixtures"
LINES = ("people_on_file", "relapsed")
VALUES = {
    "people_on_file": (1234, 1250, 1301, 1322, 1340, 1355),
    "relapsed": (61, 64, 0, 70, 75, 31),
    "funding_other": (2500, 2600, 2700, 2800, 2900, None),
    "loan_amount": (120, 130, 140, 150, 160, None),
    "admitted_compulsory": (100, 110, 120, 130, 140, 60),
}
CENTRE = {
    "facility_name": "Cơ sở mẫu 01",
    "facility_address": "Xã mẫu 1",
    "capacity": 200.0,
    "current_people": 150.0,
    "staff_total": 30.0,
    "staff_permanent": 20.0,
    "staff_contract": 10.0,
    "house_rules": "yes",
}
Build = Callable[[], Draft]


def figures(code: str = "10") -> ProvinceFigures:
    """A province with a few figures that a reader can keep in mind."""
    made = ProvinceFigures(provinces()[code], date(2020, 6, 22), f"MẪU-{code}/BC", "MẪU-1/KH", date(2017, 1, 1))
    made.yearly = {
        line: {p: float(v) for p, v in zip(calendar().columns, values, strict=True) if v is not None}
        for line, values in VALUES.items()
    }
    made.windows = {"admitted_compulsory": Window(560.0, date(2016, 1, 1), date(2020, 6, 22))}
    made.districts = ("Huyện mẫu 01", "Thị xã mẫu 02", "Huyện mẫu 03")
    made.facilities = [
        dict(CENTRE),
        {**CENTRE, "facility_name": "Cơ sở mẫu 02", "capacity": 90.0, "current_people": 60.0},
    ]
    made.pilots = []
    made.assessments = {6: {"stated_verdict": "not_met", "stated_value": 36.1}}
    return made


def _sheet(draft: Draft, name: str = "Phụ lục 2", appendix: str = "2", unit: str = "") -> tuple[DraftSheet, int]:
    sheet = draft.sheet(name)
    return sheet, write_titles(sheet, draft, 9, f"PHỤ LỤC {appendix}", unit=unit) + 1


def table(*own: str, look: Habits | None = None, unit: str = "", code: str = "10") -> Draft:
    """One sheet with one table, lines down."""
    draft = Draft(figures(code))
    sheet, row = _sheet(draft, unit=unit)
    lines_down(sheet, draft, row, [lines()[line] for line in own or LINES], look or Habits(index_row=False))
    return draft


def _with(build: Callable[..., Draft], *habits: mess.Mess, **options: object) -> Build:
    def made() -> Draft:
        draft = build(**options)
        for habit in habits:
            habit(draft, random.Random(1))
        return draft

    return made


def _areas(write: Callable[[DraftSheet, Draft, int], object]) -> Build:
    def made() -> Draft:
        draft = Draft(figures())
        sheet, row = _sheet(draft)
        write(sheet, draft, row)
        return draft

    return made


def _money(unit: str = "", declared: str = "", column: bool = True) -> Draft:
    draft = table("funding_other", look=Habits(unit_column=column, index_row=False), unit=declared)
    for sheet in draft.sheets:
        for place, cell in list(sheet.cells.items()):
            if cell.role == "unit":
                sheet.change(place, value=unit)
    return draft


def _cards(each_a_sheet: bool) -> Draft:
    draft = Draft(figures())
    sheet, row = _sheet(draft, "Phụ lục 3", "3")
    for number, entry in enumerate(draft.figures.facilities, start=1):
        if each_a_sheet and number > 1:
            sheet, row = _sheet(draft, "Cơ sở 2", "3")
        row = write_card(sheet, draft, row, entry, number)
    return draft


def _centres_in_rows() -> Draft:
    draft = Draft(figures())
    sheet, row = _sheet(draft, "Phụ lục 3", "3")
    write_list(sheet, draft, row, ("3", ""), draft.figures.facilities)
    return draft


def _continued(header: bool) -> Draft:
    draft = table("people_on_file", "relapsed")
    sheet = draft.sheet("Sheet2")
    row = write_titles(sheet, draft, 9, "PHỤ LỤC 2 (tiếp theo)") + 1
    own = [lines()[line] for line in ("loan_recipients", "loan_amount")]
    draft.figures.yearly["loan_recipients"] = dict.fromkeys(calendar().columns, 12.0)
    lines_down(sheet, draft, row, own, Habits(index_row=False, windows=False), header=header)
    return draft


def _two_tables() -> Draft:
    draft = table()
    sheet = draft.sheets[0]
    row = sheet.last_row + 2
    lines_down(sheet, draft, row, [lines()["admitted_compulsory"], lines()["funding_other"]], Habits(index_row=False))
    return draft


def _hidden() -> Draft:
    draft = table()
    sheet = draft.sheets[0]
    labels = {cell.value: row for (row, _), cell in sheet.cells.items() if cell.role == "label"}
    sheet.hidden_rows.add(labels[lines()["relapsed"].label_vi])
    sheet.hidden_columns.add(5)
    return draft


def _old_copy() -> Draft:
    draft = table()
    mess_sheet = draft.sheet("PL2 (cũ)")
    for place, cell in draft.sheets[0].cells.items():
        bare = type(cell)(cell.value, cell.role)
        if cell.value == 1355:
            bare = type(cell)(1300, cell.role)
        mess_sheet.cells[place] = bare
    return draft


def _footnotes() -> Draft:
    draft = table()
    sheet = draft.sheets[0]
    for place, cell in list(sheet.cells.items()):
        if cell.value == 1234:
            sheet.change(place, value="12341", runs=(("1234", "", False), ("1", "", True)))
        elif cell.value == 75:
            sheet.change(place, value="75 (*)")
    below = sheet.last_row + 1
    sheet.put(below, 1, "(1) Số của Công an tỉnh (giả định).")
    sheet.put(below + 1, 1, "(*) Chưa đầy đủ.")
    return draft


def _formula() -> Draft:
    draft = table()
    sheet = draft.sheets[0]
    for place, cell in list(sheet.cells.items()):
        if cell.value == 1340:
            sheet.change(place, formula="=1000+340")
        elif cell.value == 1355:
            sheet.change(place, formula="=SUM(D1:D2)", unsaved=True)
    return draft


def _label(new: str, line: str = "relapsed") -> Build:
    def made() -> Draft:
        draft = table()
        for place, cell in list(draft.sheets[0].cells.items()):
            if cell.value == lines()[line].label_vi:
                draft.sheets[0].change(place, value=new)
        return draft

    return made


def _ambiguous() -> Draft:
    draft = table("funding_other")
    for place, cell in list(draft.sheets[0].cells.items()):
        if cell.role == "value":
            draft.sheets[0].change(place, value=mess.vietnamese(float(cell.value)) if place[1] == 4 else None)
    draft.sheets[0].cells = {p: c for p, c in draft.sheets[0].cells.items() if c.value is not None}
    return draft


def _decided_by_neighbours() -> Draft:
    draft = table("funding_other")
    for place, cell in list(draft.sheets[0].cells.items()):
        if cell.value == 2500:
            draft.sheets[0].change(place, value="2.500")
    return draft


def _wrong_total() -> Draft:
    draft = Draft(figures())
    sheet, row = _sheet(draft)
    districts_of_line(sheet, draft, row, "people_on_file", 1, "bottom")
    for place, cell in list(sheet.cells.items()):
        if cell.value == 1340:
            sheet.change(place, value=1350)
    return draft


def _extra() -> Draft:
    draft = table()
    sheet = draft.sheets[0]
    header = next(row for (row, _), cell in sheet.cells.items() if cell.value == 2015)
    last = sheet.last_column + 1
    sheet.put(header, last, "So sánh 2019/2015 (%)", "heading")
    sheet.put(header + 1, last, 108.6, "extra")
    sheet.put(header, last + 1, "Nguồn số liệu", "heading")
    sheet.put(header + 1, last + 1, "Công an tỉnh (giả định)", "extra")
    return draft


def _two_provinces() -> Draft:
    draft = table()
    other = table(code="12")
    other.sheets[0].name = "Lai Châu"
    draft.sheets += other.sheets
    return draft


def _assessed() -> Draft:
    draft = table()
    sheet = draft.sheet("Đánh giá")
    write_assessment(sheet, draft, write_titles(sheet, draft, 7, "Đánh giá chỉ tiêu") + 1)
    return draft


XLSX: dict[str, Build] = {
    "years-down": _areas(lambda s, d, r: years_down(s, d, r, [lines()[line] for line in (*LINES, "loan_amount")])),
    "districts-named-by-caption": _areas(lambda s, d, r: districts_of_line(s, d, r, "people_on_file", 1, "top")),
    "lines-over-years": _areas(lambda s, d, r: districts_both_ways(s, d, r, list(LINES), lines_above=True)),
    "years-over-lines": _areas(lambda s, d, r: districts_both_ways(s, d, r, list(LINES), lines_above=False)),
    "districts-below-lines": _areas(lambda s, d, r: districts_below_lines(s, d, r, list(LINES))),
    "districts-merged-no-total": _areas(lambda s, d, r: lines_below_districts(s, d, r, list(LINES))),
    "districts-year-by-year": _areas(lambda s, d, r: districts_by_year(s, d, r, list(LINES))),
    "centres-in-blocks": lambda: _cards(False),
    "centres-in-sheets": lambda: _cards(True),
    "centres-in-rows": _centres_in_rows,
    "continued-with-header": lambda: _continued(True),
    "continued-without-header": lambda: _continued(False),
    "two-tables-on-a-sheet": _two_tables,
    "hidden-row-and-column": _hidden,
    "old-copy-beside-new": _old_copy,
    "numbers-as-text": _with(table, mess.numbers_as_text),
    "marks-for-nothing": _with(_money, mess.marks_for_nothing, unit="triệu đồng"),
    "words-for-none": _with(table, lambda d, r: _say_none(d)),
    "zero-shown-as-dash": _with(table, mess.zeros_as_dashes),
    "percent-as-fraction": _with(_assessed, lambda d, r: _fraction(d)),
    "dates-as-text-and-serials": _with(lambda: table("admitted_compulsory"), mess.dates_as_text),
    "days-from-1904": _with(lambda: table("admitted_compulsory"), mess.epoch_1904),
    "decomposed-unicode": _with(table, mess.decomposed),
    "spelling-habits": _with(table, mess.spelling_habits),
    "vni-font": _with(table, mess.old_font("vni", "VNI-Times")),
    "money-in-dong": lambda: _money("đồng", "đồng"),
    "money-in-ty": lambda: _money("tỷ đồng"),
    "money-without-unit": lambda: _money(column=False),
    "money-in-two-units": lambda: _money("triệu đồng", declared="tỷ đồng"),
    "unit-of-something-else": _with(table, lambda d, r: _other_unit(d)),
    "formula-without-value": _formula,
    "footnotes": _footnotes,
    "label-misspelled": _label("Số ngườii tái nghệin"),
    "label-of-something-else": _label("Số người chưa tái nghiện"),
    "half-year-of-its-own-days": _with(table, mess.own_half_year),
    "dot-that-may-be-either": _ambiguous,
    "dot-decided-by-neighbours": _decided_by_neighbours,
    "total-that-does-not-add-up": _wrong_total,
    "extra-columns": _extra,
    "two-provinces-in-one-file": _two_provinces,
}
OTHERS: dict[str, tuple[Build, Callable[[Draft, Path], None]]] = {
    "tcvn3-font.xls": (_with(table, mess.old_font("tcvn3", ".VnTime")), write_xls),
    "really-xml.xls": (table, write_spreadsheetml),
    "really-html.xls": (table, write_html),
    "open-document.ods": (table, write_ods),
}


def _say_none(draft: Draft) -> None:
    for place, cell in list(draft.sheets[0].cells.items()):
        if cell.role == "value" and cell.value == 0:
            draft.sheets[0].change(place, value="không có")


def _fraction(draft: Draft) -> None:
    for sheet in draft.sheets:
        for place, cell in list(sheet.cells.items()):
            if cell.role == "percent":
                sheet.change(place, value=0.361, number_format="0.0%")


def _other_unit(draft: Draft) -> None:
    place = next(p for p, cell in sorted(draft.sheets[0].cells.items()) if cell.role == "unit")
    draft.sheets[0].change(place, value="lượt người")


def build(folder: Path = FOLDER) -> None:
    """Write every fixture."""
    folder.mkdir(exist_ok=True)
    for name, made in XLSX.items():
        write_xlsx(made(), folder / f"{name}.xlsx")
    for name, (made, write) in OTHERS.items():
        write(made(), folder / name)


if __name__ == "__main__":
    build()
    sys.exit(0)
