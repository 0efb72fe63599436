"""A draft as an .xlsx."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter
from openpyxl.utils import get_column_letter

from rehab.workbooks.forms.blank import made_on
from rehab.workbooks.samples.draft import Draft, DraftCell
from rehab.workbooks.samples.titles import MADE_UP_LABEL


def write_xlsx(draft: Draft, path: Path) -> None:
    """An .xlsx with fonts, runs, formulas and their saved results."""
    buffer = BytesIO()
    options = {"in_memory": True, "date_1904": draft.epoch_1904, "strings_to_urls": False, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": MADE_UP_LABEL, "subject": MADE_UP_LABEL, "author": "rehab", "created": made_on()})
    formats: dict[tuple[object, ...], xlsxwriter.format.Format] = {}

    def look(cell: DraftCell) -> xlsxwriter.format.Format:
        key = (cell.font, cell.bold, cell.number_format)
        if key not in formats:
            properties = {"font_name": cell.font, "bold": cell.bold, "num_format": cell.number_format}
            formats[key] = book.add_format({**properties, "text_wrap": cell.role in ("label", "goal")})
        return formats[key]

    for sheet in draft.sheets:
        written = book.add_worksheet(sheet.name)
        if sheet.hidden:
            written.hide()
        for (row, column), cell in sorted(sheet.cells.items()):
            _write_xlsx_cell(book, written, row - 1, column - 1, cell, look(cell))
        for first_row, first_column, last_row, last_column in sheet.merged:
            # Only the top left cell is written: merge_range would write it again.
            place = f"{get_column_letter(first_column)}{first_row}:{get_column_letter(last_column)}{last_row}"
            written.merge_range(place, "")
            top = sheet.cells.get((first_row, first_column))
            if top is not None:
                _write_xlsx_cell(book, written, first_row - 1, first_column - 1, top, look(top))
        for row in sheet.hidden_rows:
            written.set_row(row - 1, None, None, {"hidden": True})
        written.set_column(1, 1, 46)
        for column in sheet.hidden_columns:
            written.set_column(column - 1, column - 1, None, None, {"hidden": True})
        written.set_footer(f"&C{MADE_UP_LABEL}")
    book.close()
    path.write_bytes(buffer.getvalue())


def _write_xlsx_cell(book, sheet, row: int, column: int, cell: DraftCell, look) -> None:  # type: ignore[no-untyped-def]
    value = cell.value
    if cell.formula:
        sheet.write_formula(row, column, cell.formula, look, "" if cell.unsaved else value)
    elif cell.runs:
        parts: list[object] = []
        for written, font, raised in cell.runs:
            run = book.add_format({"font_name": font or cell.font, **({"font_script": 1} if raised else {})})
            parts += [run, written]
        sheet.write_rich_string(row, column, *parts, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        # A bare serial number counts from the workbook's own epoch.
        sheet.write_number(row, column, value, look)
