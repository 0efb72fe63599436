"""Excel 97–2003 workbooks (.xls): cells, fonts run by run, number formats, saved results of formulas; by xlrd.

xlrd does not tell the text of a formula. Macros are streams that it never opens.
"""

import io
from pathlib import Path
from typing import Any

import xlrd

from rehab.workbooks.files.cells import Run, is_date_format, serial_date, text_cell, value_cell
from rehab.workbooks.files.failures import DAMAGED, NO_SHEET, PROTECTED, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.safety import MOST_CELLS, MOST_MERGED_CELLS
from rehab.workbooks.grids.grid import Cell, Grid, make_grid

_BLANK = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_SUPERSCRIPT = 1
# A cell at the right end of a row makes xlrd fill the row with blanks: together they are two whole sheets at most.
_MOST_SLOTS = 2 * 65_536 * 256


def read_xls(path: Path) -> tuple[Grid, ...]:
    """Every worksheet of an .xls file, in the order of its tabs.

    Raises UnreadableFileError where the file is damaged, locked by a password, too large or without a sheet.
    """
    try:
        return _read(path, with_formats=True)
    except UnreadableFileError:
        raise
    # xlrd raises whatever it stumbles over: its own errors, those of struct, of arrays, of text.
    except Exception as error:
        if "encrypted" in str(error):
            raise UnreadableFileError(*PROTECTED) from error
    try:
        # Damage that is only in the formats leaves the figures readable.
        return _read(path, with_formats=False)
    except UnreadableFileError:
        raise
    except Exception as error:
        raise UnreadableFileError(*DAMAGED) from error


def _read(path: Path, with_formats: bool) -> tuple[Grid, ...]:
    # Sheets are loaded one by one and rows end at their last cell, or a small file could fill the memory.
    with xlrd.open_workbook(
        path, formatting_info=with_formats, on_demand=True, ragged_rows=True, logfile=io.StringIO()
    ) as book:
        if not book.nsheets:
            raise UnreadableFileError(*NO_SHEET)
        grids = []
        cells = slots = merged = 0
        for number in range(book.nsheets):
            sheet = book.sheet_by_index(number)
            slots += sum(sheet.row_len(row) for row in range(sheet.nrows))
            merged += sum((r2 - r1) * (c2 - c1) for r1, r2, c1, c2 in sheet.merged_cells)
            if slots > _MOST_SLOTS or merged > MOST_MERGED_CELLS:
                raise UnreadableFileError(*TOO_MANY_CELLS)
            grids.append(_grid(sheet, book, with_formats, MOST_CELLS - cells))
            cells += len(grids[-1].cells)
            # Else the next sheet is loaded while this one is still held.
            book.unload_sheet(number)
            del sheet
    return tuple(grids)


def _grid(sheet: Any, book: Any, with_formats: bool, most_cells: int) -> Grid:
    cells: list[Cell] = []
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if kind in _BLANK:
                continue
            cell = (_cell if with_formats else _bare_cell)(sheet, book, row, column, kind, value)
            if cell is not None:
                cells.append(cell)
        if len(cells) > most_cells:
            raise UnreadableFileError(*TOO_MANY_CELLS)
    return make_grid(
        sheet.name,
        cells,
        merged=tuple((r1 + 1, c1 + 1, r2, c2) for r1, r2, c1, c2 in sheet.merged_cells),
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        epoch_1904=book.datemode == 1,
    )


def _cell(sheet: Any, book: Any, row: int, column: int, kind: int, value: Any) -> Cell | None:
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    if kind == xlrd.XL_CELL_TEXT:
        font = book.font_list[style.font_index]
        runs = _runs(value, sheet.rich_text_runlist_map.get((row, column)), font, book.font_list)
        return text_cell(row + 1, column + 1, runs, font.name)
    known = book.format_map.get(style.format_key)
    number_format = known.format_str if known else "General"
    return _value(row, column, kind, value, number_format, is_date_format(number_format), book)


def _bare_cell(sheet: Any, book: Any, row: int, column: int, kind: int, value: Any) -> Cell | None:
    """A cell of a file whose formats cannot be read; xlrd still tells which numbers are dates."""
    if kind == xlrd.XL_CELL_TEXT:
        return text_cell(row + 1, column + 1, [Run(value)], "")
    return _value(row, column, kind, value, "", kind == xlrd.XL_CELL_DATE, book)


def _runs(text: str, changes: list[tuple[int, int]] | None, font: Any, fonts: list[Any]) -> list[Run]:
    """Stretches of a text; `changes` tell where each further font begins, up to there it is the cell's own."""
    if not changes:
        return [Run(text)]
    runs, start = [], 0
    for place, number in changes:
        runs.append(Run(text[start:place], font.name, font.escapement == _SUPERSCRIPT))
        start, font = place, fonts[number]
    runs.append(Run(text[start:], font.name, font.escapement == _SUPERSCRIPT))
    return [run for run in runs if run.text]


def _value(row: int, column: int, kind: int, value: Any, number_format: str, is_date: bool, book: Any) -> Cell | None:
    if kind == xlrd.XL_CELL_ERROR:
        return text_cell(row + 1, column + 1, [Run(xlrd.error_text_from_code.get(value, "#N/A"))], "")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return value_cell(row + 1, column + 1, bool(value), number_format)
    if is_date and (day := serial_date(value, book.datemode == 1)) is not None:
        return value_cell(row + 1, column + 1, day, number_format)
    return value_cell(row + 1, column + 1, int(value) if value.is_integer() else value, number_format)
