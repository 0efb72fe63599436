"""What `rehab check` found, as a workbook: a table by province, and every problem."""

from collections.abc import Iterable

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import tabled, text
from rehab.workbooks.clerk.summary import Summary
from rehab.workbooks.forms.style import HEADER_FILL, fit_row, write

_SUMMARY = ("province", "read", "error", "warning", "remark", "first")
_PROBLEMS = ("file", "sheet", "cell", "severity", "message")
_WIDTHS = {"province": 28, "file": 30, "sheet": 22, "cell": 16, "first": 90, "message": 100}
_NARROW = 11


def problem_workbook(summaries: Iterable[Summary], problems: pd.DataFrame, language: str) -> Workbook:
    """A workbook of two sheets: the provinces with what was read of each, and the rows of `problems`."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = text("check.by_province", language)
    _table(first, _SUMMARY, [summary_cells(own, language) for own in summaries], language)
    second = book.create_sheet(text("check.all_problems", language))
    _table(second, _PROBLEMS, [_cells(row, language) for row in records(problems)], language)
    return book


def summary_cells(own: Summary, language: str) -> tuple[str | int, ...]:
    """One row of the table by province."""
    counts = (own.counts[severity] for severity in ("error", "warning", "remark"))
    return (own.name, own.read, *counts, own.first_words(language))


def _cells(row: Row, language: str) -> tuple[str, ...]:
    severity = text(f"problems.{row['severity']}", language)
    return (row["file"], row["sheet"], row["cell"], severity, row[f"message_{tabled(language)}"])


def _table(sheet: Worksheet, names: tuple[str, ...], rows: list[tuple[str | int, ...]], language: str) -> None:
    for column, name in enumerate(names, start=1):
        cell = sheet.cell(1, column)
        write(cell, text(f"check.{name}", language), bold=True, fill=HEADER_FILL, bordered=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, _NARROW)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            write(sheet.cell(number, column), value, bordered=True)
        fit_row(sheet, number, [(str(row[-1]), _WIDTHS[names[-1]])])
    sheet.freeze_panes = "A2"
