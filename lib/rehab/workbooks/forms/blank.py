"""The blank form a province fills in."""

from datetime import datetime

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.lines import appendices, choices, line_label, statements, tables
from rehab.catalog.periods import calendar
from rehab.catalog.provinces import Province
from rehab.catalog.reviews import review_rows
from rehab.catalog.texts import text
from rehab.workbooks.forms.style import HEADER_FILL, INPUT_FILL, drop_down, fit_row, merge, set_up_page, write
from rehab.workbooks.forms.tables import (
    write_facility_box,
    write_index_row,
    write_list_table,
    write_yearly_table,
    yearly_widths,
)

_GUIDE = ("reconstruction", "blank", "numbers", "window", "due", "people")


def made_on() -> datetime:
    """The day a form says it was made: a workbook is the suite's, not a moment's, so two blanks are alike."""
    return datetime(calendar().last_year, 6, 9)


def blank_workbook(province: Province | None = None) -> Workbook:
    """The empty form: title sheet, Phụ lục 1-5, self-assessment with the plan's targets, narrative.

    >>> blank_workbook().sheetnames[:2]
    ['Thông tin chung', 'Phụ lục 1']
    """
    workbook = Workbook()
    workbook.properties.creator = "rehab"
    workbook.properties.created = workbook.properties.modified = made_on()
    workbook.properties.title = text("form.title", "vi")
    title_sheet = workbook.active
    assert isinstance(title_sheet, Worksheet)
    title_sheet.title = text("form.title_sheet", "vi")
    _write_title_sheet(title_sheet, province)
    for appendix in appendices():
        sheet = workbook.create_sheet(text("form.appendix_sheet", "vi", appendix=appendix))
        _write_appendix(sheet, appendix, province)
    _write_assessment(workbook.create_sheet(text("form.assessment_sheet", "vi")), province)
    _write_narrative(workbook.create_sheet(text("form.narrative_sheet", "vi")), province)
    return workbook


def _write_office_block(sheet: Worksheet, province: Province | None, width: int) -> int:
    name = province.name.upper() if province else text("form.blank_province", "vi")
    half = max(2, width // 2)
    left = (text("form.committee", "vi", province=name), text("form.department", "vi"))
    right = (text("form.nation", "vi"), text("form.motto", "vi"))
    for offset in range(2):
        merge(sheet, 1 + offset, 1, 1 + offset, half, left[offset], bold=True, horizontal="center")
        merge(sheet, 1 + offset, half + 1, 1 + offset, width, right[offset], bold=True, horizontal="center")
    return 4


def _write_heading(sheet: Worksheet, row: int, width: int, *titles: str) -> int:
    for title in titles:
        merge(sheet, row, 1, row, width, title, bold=True, size=13, horizontal="center")
        row += 1
    merge(sheet, row, 1, row, width, text("form.attached", "vi"), italic=True, horizontal="center")
    return row + 1


def _write_signatures(sheet: Worksheet, row: int, width: int) -> int:
    half = max(2, width // 2)
    merge(sheet, row, half + 1, row, width, text("form.signing_day", "vi"), italic=True, horizontal="center")
    for offset, (left, right, bold) in enumerate((("preparer", "head", True), ("signed", "sealed", False)), start=1):
        look: dict[str, object] = {"bold": bold, "italic": not bold, "horizontal": "center"}
        merge(sheet, row + offset, 1, row + offset, half, text(f"form.{left}", "vi"), **look)
        merge(sheet, row + offset, half + 1, row + offset, width, text(f"form.{right}", "vi"), **look)
    return row + 6


def _widths(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _write_title_sheet(sheet: Worksheet, province: Province | None) -> None:
    _widths(sheet, (6, 44, 60))
    row = _write_office_block(sheet, province, 3)
    merge(sheet, row, 1, row, 3, text("form.title", "vi"), bold=True, size=14, horizontal="center")
    sheet.row_dimensions[row].height = 36
    row += 2
    for number, statement in enumerate((s for s in statements().values() if s.place == "title"), start=1):
        write(sheet.cell(row, 1), number, horizontal="center", bordered=True)
        write(sheet.cell(row, 2), statement.label_vi, bold=True, bordered=True)
        answer = write(sheet.cell(row, 3), None, fill=INPUT_FILL, bordered=True)
        if statement.line == "province" and province:
            answer.value = province.name
        row += 1
    row += 1
    merge(sheet, row, 1, row, 3, text("form.guide_title", "vi"), bold=True, size=12)
    for number, key in enumerate(_GUIDE, start=1):
        row += 1
        write(sheet.cell(row, 1), f"{number})", horizontal="center")
        guide = text(f"form.guide_{key}", "vi")
        merge(sheet, row, 2, row, 3, guide)
        sheet.row_dimensions[row].height = 16 * (len(guide) // 95 + 1)
    set_up_page(sheet, "C", row, None)


def _write_appendix(sheet: Worksheet, appendix: str, province: Province | None) -> None:
    own = [table for table in tables() if table.appendix == appendix]
    width = len(yearly_widths()) if appendix != "3" else 22
    row = _write_office_block(sheet, province, width)
    titles = [text("form.appendix_title", "vi", appendix=appendix)]
    row = _write_heading(sheet, row, width, *titles)
    merge(sheet, row, 1, row, width, text("form.unit_note", "vi"), italic=True, horizontal="right")
    row += 1
    header_row = row + 1
    for table in own:
        if appendix == "3":
            row = write_facility_box(sheet, row)
            header_row = row + 1
        writer = write_yearly_table if table.kind == "yearly" else write_list_table
        row = writer(sheet, table, row) + 1
    row = _write_signatures(sheet, row, width)
    _widths(sheet, yearly_widths() if appendix != "3" else (6, 26, 26, *([16] * 4), *([11] * 15)))
    if all(table.kind == "yearly" for table in own):
        sheet.freeze_panes = f"D{header_row + 3}"
    set_up_page(sheet, get_column_letter(width), row, (header_row, header_row + 2))


def _targets(indicator: Indicator) -> str:
    named = [(part.id, part.target) for part in indicator.parts if part.target is not None]
    if len(named) == 1:
        return f"{named[0][1]:g}%"
    return "; ".join(f"{part}: {target:g}%" for part, target in named)


ASSESSMENT_COLUMNS = (
    "goal",
    "target",
    "stated_verdict",
    "stated_value",
    "stated_explanation",
    "stated_reason",
)


ASSESSMENT_WIDTHS = (6, 52, 16, 18, 12, 40, 40)


def _write_assessment(sheet: Worksheet, province: Province | None) -> None:
    width = len(ASSESSMENT_COLUMNS) + 1
    _widths(sheet, ASSESSMENT_WIDTHS)
    row = _write_office_block(sheet, province, width)
    row = _write_heading(sheet, row, width, text("form.assessment_title", "vi")) + 1
    labels = [text("form.number", "vi"), text("form.goal", "vi"), text("form.target", "vi")]
    labels += [line_label(name, "vi") for name in ASSESSMENT_COLUMNS[2:]]
    for column, label in enumerate(labels, start=1):
        write(sheet.cell(row, column), label, bold=True, horizontal="center", fill=HEADER_FILL, bordered=True)
    write_index_row(sheet, row + 1, width, width)
    first = row + 2
    for offset, indicator in enumerate(indicators().values()):
        line_row = first + offset
        write(sheet.cell(line_row, 1), indicator.number, horizontal="center", bordered=True)
        write(sheet.cell(line_row, 2), indicator.title_vi, bordered=True)
        write(sheet.cell(line_row, 3), _targets(indicator) or None, horizontal="center", bordered=True)
        for column in range(4, width + 1):
            write(
                sheet.cell(line_row, column),
                None,
                bordered=True,
                horizontal="center" if column < 6 else "left",
            )
        fit_row(sheet, line_row, [(indicator.title_vi, ASSESSMENT_WIDTHS[1])])
    last = first + len(indicators()) - 1
    drop_down(sheet, f"D{first}:D{last}", [choice.label_vi for choice in choices("stated_verdict")])
    end = _write_signatures(sheet, last + 2, width)
    set_up_page(sheet, get_column_letter(width), end, (row, row + 1))


def _write_narrative(sheet: Worksheet, province: Province | None) -> None:
    _widths(sheet, (8, 50, 90))
    row = _write_office_block(sheet, province, 3)
    row = _write_heading(sheet, row, 3, text("form.narrative_title", "vi")) + 1
    for column, key in enumerate(("number", "narrative_heading", "narrative_text"), start=1):
        label = text(f"form.{key}", "vi")
        write(sheet.cell(row, column), label, bold=True, horizontal="center", fill=HEADER_FILL, bordered=True)
    header = row
    for heading in review_rows("narrative.csv"):
        row += 1
        bold = heading["level"] == "1"
        write(sheet.cell(row, 1), heading["number"], bold=bold, horizontal="center", bordered=True)
        write(sheet.cell(row, 2), heading["title_vi"], bold=bold, bordered=True)
        write(sheet.cell(row, 3), None, bordered=True)
        sheet.row_dimensions[row].height = 32
    set_up_page(sheet, "C", row, (header, header))
