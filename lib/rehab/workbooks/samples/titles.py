"""What stands around the tables of a made-up workbook: offices, titles, the mark that it is made up."""

from rehab.catalog.texts import text
from rehab.workbooks.samples.draft import Draft, DraftSheet

MADE_UP_LABEL = text("sample.mark", "vi")


def write_titles(sheet: DraftSheet, draft: Draft, width: int, *titles: str, unit: str = "") -> int:
    """Office block, titles, report and the made-up mark; the next free row."""
    figures = draft.figures
    half = max(2, width // 2)
    sheet.put(1, 1, f"ỦY BAN NHÂN DÂN {figures.province.name.upper()}", bold=True)
    sheet.put(1, half + 1, text("form.nation", "vi"), bold=True)
    sheet.put(2, 1, text("form.department", "vi"), bold=True)
    sheet.put(2, half + 1, text("form.motto", "vi"), bold=True)
    sheet.put(3, 1, MADE_UP_LABEL, bold=True)
    for row in (1, 2):
        sheet.merge(row, 1, row, half)
        sheet.merge(row, half + 1, row, max(width, half + 1))
    sheet.merge(3, 1, 3, width)
    row = 4
    for title in titles:
        sheet.put(row, 1, title, bold=True)
        sheet.merge(row, 1, row, width)
        row += 1
    day = figures.report_date
    cited = f"{day.day} tháng {day.month} năm {day.year}"
    sheet.put(row, 1, text("form.attached_to", "vi", number=figures.report_number, day=cited))
    sheet.merge(row, 1, row, width)
    row += 1
    if unit:
        sheet.put(row, max(1, width - 1), text("sample.unit_declared", "vi", unit=unit), role="declared_unit")
        row += 1
    return row


def write_signatures(sheet: DraftSheet, row: int, width: int) -> None:
    """The signature block, signed by nobody."""
    half = max(2, width // 2)
    sheet.put(row, half + 1, text("form.signing_day", "vi"))
    sheet.put(row + 1, 1, text("form.preparer", "vi"), bold=True)
    sheet.put(row + 1, half + 1, text("form.head", "vi"), bold=True)
