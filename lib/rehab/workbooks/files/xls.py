"""Excel 97–2003 workbooks (.xls): cells as they are set, saved results of formulas; by xlrd.

xlrd does not tell the text of a formula, nor which cells hold one: that is taken from the records. Macros are streams
that it never opens.
"""

import io
from typing import Any

import xlrd

from rehab.workbooks.files.cells import Look, Run, is_invisible, serial_date, text_cell, value_cell
from rehab.workbooks.files.failures import DAMAGED, NO_SHEET, PROTECTED, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.number_formats import is_date_format
from rehab.workbooks.files.safety import MOST_CELLS, MOST_MERGED_CELLS
from rehab.workbooks.files.xls_formulas import uncomputed
from rehab.workbooks.grids.grid import Cell, Grid, make_grid

_BLANK = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_SUPERSCRIPT = 1
_TWIPS = 20
_NO_FILL, _SOLID = 0, 1
# What a formula is called whose text nobody tells.
_FORMULA = "=…"
# A cell at the right end of a row makes xlrd fill the row with blanks: together they are two whole sheets at most.
_MOST_SLOTS = 2 * 65_536 * 256


def read_xls(content: bytes) -> tuple[Grid, ...]:
    """Every worksheet of an .xls file, in the order of its tabs.

    Raises UnreadableFileError where the file is damaged, locked by a password, too large or without a sheet.
    """
    try:
        return _read(content, with_formats=True)
    except UnreadableFileError:
        raise
    # xlrd raises whatever it stumbles over: its own errors, those of struct, of arrays, of text.
    except Exception as error:
        if "encrypted" in str(error):
            raise UnreadableFileError(*PROTECTED) from error
    try:
        # Damage that is only in the formats leaves the figures readable.
        return _read(content, with_formats=False)
    except UnreadableFileError:
        raise
    except Exception as error:
        raise UnreadableFileError(*DAMAGED) from error


def _read(content: bytes, with_formats: bool) -> tuple[Grid, ...]:
    # Sheets are loaded one by one and rows end at their last cell, or a small file could fill the memory.
    with xlrd.open_workbook(
        file_contents=content, formatting_info=with_formats, on_demand=True, ragged_rows=True, logfile=io.StringIO()
    ) as book:
        if not book.nsheets:
            raise UnreadableFileError(*NO_SHEET)
        grids = []
        without = uncomputed(book)
        cells = slots = merged = 0
        for number in range(book.nsheets):
            sheet = book.sheet_by_index(number)
            slots += sum(sheet.row_len(row) for row in range(sheet.nrows))
            merged += sum((r2 - r1) * (c2 - c1) for r1, r2, c1, c2 in sheet.merged_cells)
            if slots > _MOST_SLOTS or merged > MOST_MERGED_CELLS:
                raise UnreadableFileError(*TOO_MANY_CELLS)
            grids.append(_grid(sheet, book, without.get(number, frozenset()), with_formats, MOST_CELLS - cells))
            cells += len(grids[-1].cells)
            # Else the next sheet is loaded while this one is still held.
            book.unload_sheet(number)
            del sheet
    return tuple(grids)


def _grid(sheet: Any, book: Any, without: frozenset[tuple[int, int]], with_formats: bool, most_cells: int) -> Grid:
    cells: list[Cell] = []
    looks = _Formats(book, hides_zero=not sheet.show_zero_values)
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if kind in _BLANK:
                continue
            cell = (_cell if with_formats else _bare_cell)(sheet, looks, row, column, kind, value)
            if cell is not None:
                cells.append(cell)
        if len(cells) > most_cells:
            raise UnreadableFileError(*TOO_MANY_CELLS)
    if without:
        cells = [cell for cell in cells if (cell.row, cell.column) not in without]
        cells += [value_cell(row, column, None, Look(), _FORMULA) for row, column in sorted(without)]
    return make_grid(
        sheet.name,
        cells,
        merged=tuple((r1 + 1, c1 + 1, r2, c2) for r1, r2, c1, c2 in sheet.merged_cells),
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
        epoch_1904=book.datemode == 1,
    )


class _Formats:
    """How cells are set, by the number of their format; each worked out once."""

    def __init__(self, book: Any, hides_zero: bool) -> None:
        self.book = book
        self.hides_zero = hides_zero
        self._known: dict[int, Look] = {}

    def of(self, number: int) -> Look:
        if number not in self._known:
            style = self.book.xf_list[number]
            font = self.book.font_list[style.font_index]
            known = self.book.format_map.get(style.format_key)
            fill = self._fill(style.background)
            self._known[number] = Look(
                font.name,
                known.format_str if known else "General",
                bool(font.struck_out),
                self.is_invisible(font, fill),
                fill,
                self.hides_zero,
            )
        return self._known[number]

    def is_invisible(self, font: Any, fill: str) -> bool:
        return is_invisible(self._colour(font.colour_index), fill, font.height / _TWIPS)

    def _fill(self, background: Any) -> str:
        if background.fill_pattern == _NO_FILL:
            return "FFFFFF"
        return (self._colour(background.pattern_colour_index) or "FFFFFF") if background.fill_pattern == _SOLID else ""

    def _colour(self, index: int) -> str | None:
        parts = self.book.colour_map.get(index)
        return "".join(f"{part:02X}" for part in parts) if parts else None


def _cell(sheet: Any, looks: _Formats, row: int, column: int, kind: int, value: Any) -> Cell | None:
    number = sheet.cell_xf_index(row, column)
    look = looks.of(number)
    if kind == xlrd.XL_CELL_TEXT:
        book = looks.book
        font = book.font_list[book.xf_list[number].font_index]
        runs = _runs(value, sheet.rich_text_runlist_map.get((row, column)), font, looks, look)
        return text_cell(row + 1, column + 1, runs, look)
    return _value(row, column, kind, value, look, is_date_format(look.number_format), looks.book)


def _bare_cell(sheet: Any, looks: _Formats, row: int, column: int, kind: int, value: Any) -> Cell | None:
    """A cell of a file whose formats cannot be read; xlrd still tells which numbers are dates."""
    look = Look(number_format="")
    if kind == xlrd.XL_CELL_TEXT:
        return text_cell(row + 1, column + 1, [Run(value)], look)
    return _value(row, column, kind, value, look, kind == xlrd.XL_CELL_DATE, looks.book)


def _runs(text: str, changes: list[tuple[int, int]] | None, font: Any, looks: _Formats, look: Look) -> list[Run]:
    """Stretches of a text; `changes` tell where each further font begins, up to there it is the cell's own."""
    if not changes:
        return [Run(text)]
    runs, start = [], 0
    for place, number in changes:
        runs.append(_run(text[start:place], font, looks, look))
        start, font = place, looks.book.font_list[number]
    runs.append(_run(text[start:], font, looks, look))
    return [run for run in runs if run.text]


def _run(text: str, font: Any, looks: _Formats, look: Look) -> Run:
    invisible = looks.is_invisible(font, look.fill)
    return Run(text, font.name, font.escapement == _SUPERSCRIPT, bool(font.struck_out), invisible)


def _value(row: int, column: int, kind: int, value: Any, look: Look, is_date: bool, book: Any) -> Cell | None:
    if kind == xlrd.XL_CELL_ERROR:
        return text_cell(row + 1, column + 1, [Run(xlrd.error_text_from_code.get(value, "#N/A"))], look)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return value_cell(row + 1, column + 1, bool(value), look)
    if is_date and (day := serial_date(value, book.datemode == 1)) is not None:
        return value_cell(row + 1, column + 1, day, look)
    return value_cell(row + 1, column + 1, int(value) if value.is_integer() else value, look)
