"""The Excel file beside a page: its tables, one a sheet, with nothing in them that Excel would run."""

from datetime import date, datetime, time
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rehab.catalog.small import largest_small
from rehab.catalog.tables import tuples
from rehab.catalog.texts import text
from rehab.pages.files.tables import IN_WORKBOOK, Cell, download_table
from rehab.pages.numbers.material import Material
from rehab.store.spreadsheets import is_formula

_MOST_CHARACTERS = 32_767
_WIDTHS = (9, 60)
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
NO_DAY = date(1980, 1, 1)


def write_download(material: Material, path: Path) -> None:
    """Write the Excel file of a page to `path` (see `workbook_name` for its name).

    Sheets: nine, observations, rates, problems, read-me, in the page's language. The same material gives the same
    cells and properties: the file's date is the report's.
    """
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    language = material.language
    title = text("brief.title", language, province=material.province.title(language))
    banner = text("brief.made_up", language) if material.is_made_up else ""
    book.set_properties(
        {
            "title": f"{title} ({banner})" if banner else title,
            "created": datetime.combine(_report_day(material), time()),
        }
    )
    looks = Formats(book, language)
    for name in IN_WORKBOOK:
        sheet = book.add_worksheet(text(f"download_table.{name}", language))
        write_table(sheet, download_table(material, name), banner, looks)
    write_notes(book.add_worksheet(text("download_table.read_me", language)), _notes(material, title, banner), looks)
    book.close()


class Formats:
    """The few formats of the file; `quoted` keeps a text a text also when its cell is edited."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self.cut = text("downloads.cut", language)
        self.head: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.banner: Format = book.add_format({"bold": True, "font_color": "#A3001B"})
        self.plain: Format = book.add_format({"valign": "top"})
        self.wrapped: Format = book.add_format({"valign": "top", "text_wrap": True})
        self.quoted: Format = book.add_format({"valign": "top", "quote_prefix": True})


def write_table(sheet: Worksheet, table: pd.DataFrame, banner: str, looks: Formats) -> None:
    """A table with its head, a filter and, where the figures are made up, a banner; nothing in it is merged."""
    top = 0
    if banner:
        sheet.write_string(0, 0, banner, looks.banner)
        sheet.set_header(f"&C{banner}")
        top = 1
    rows = [tuple(table.columns), *tuples(table)]
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            _write(sheet, top + at, column, value, looks, looks.plain if at else looks.head)
    for column in range(len(table.columns)):
        longest = max(len(str(row[column] if row[column] is not None else "")) for row in rows)
        sheet.set_column(column, column, min(max(longest + 1, _WIDTHS[0]), _WIDTHS[1]))
    sheet.freeze_panes(top + 1, 0)
    if len(table):
        sheet.autofilter(top, 0, top + len(table), len(table.columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: Cell, looks: Formats, look: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
        return
    if len(value) > _MOST_CHARACTERS:
        value = value[: _MOST_CHARACTERS - len(looks.cut)] + looks.cut
    sheet.write_string(row, column, value, looks.quoted if is_formula(value) else look)


def write_notes(sheet: Worksheet, notes: list[str], looks: Formats) -> None:
    """Sentences below each other."""
    sheet.set_column(0, 0, 100)
    for row, note in enumerate(notes):
        sheet.write_string(row, 0, note, looks.wrapped)


def _notes(material: Material, title: str, banner: str) -> list[str]:
    language = material.language
    said = [banner] if banner else []
    said.append(text("download_note.whose", language, title=title))
    said.append(text("download_note.source", language, file=material.file))
    for key in ("percent", "blank", material.audience, "quoted"):
        said.append(text(f"download_note.{key}", language, largest=largest_small()))
    return said


def _report_day(material: Material) -> date:
    # Of the table alone: facts of all that the page says are not needed here.
    rows = tuples(material.observations, "line", "entry", "text")
    stated = next((said for line, entry, said in rows if line == "report_date" and not entry), "")
    return date.fromisoformat(stated) if stated else NO_DAY
