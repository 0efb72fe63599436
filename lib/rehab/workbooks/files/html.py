"""Pages of HTML under the name .xls, as Excel and many systems export them: every table's rows on one sheet.

A number in the text of a page stays text: whether `1.234` is a thousand or little more than one, only what stands
around it can tell. Nothing is fetched, no script is run.
"""

import re
from dataclasses import dataclass, field, replace

from rehab.workbooks.files.cells import Look, Run, serial_date, text_cell, value_cell, written_number
from rehab.workbooks.files.failures import NO_WORKBOOK, TOO_LARGE, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.formulas import settled
from rehab.workbooks.files.html_page import Page
from rehab.workbooks.files.html_parts import Row, Text
from rehab.workbooks.files.html_text import decoded, whole_tags, without_comments
from rehab.workbooks.files.number_formats import is_date_format
from rehab.workbooks.files.safety import LAST_COLUMN, MOST_MERGED_CELLS, among
from rehab.workbooks.grids.grid import Cell, Grid, make_grid

# A parsed page takes many times its size; no province's tables come near to this.
_MOST_BYTES = 8 * 2**20
# A tag of a million attributes takes hundreds of times its length.
_LONGEST_TAG = 2**16
_LONGEST_NAME = 31
_PLAIN_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")
_STORED_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?")


@dataclass
class _Sheet:
    """The sheet as far as it has been laid out."""

    row: int = 0
    cells: list[Cell] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    merged_cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_html(content: bytes, name: str) -> tuple[Grid, ...]:
    """The one sheet that Excel would make of a page, named as the file is.

    Raises UnreadableFileError where the page is too large or has no table.
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableFileError(*TOO_LARGE)
    page = Page()
    text = whole_tags(without_comments(decoded(content)))
    if any(len(part) - part.find("<") > _LONGEST_TAG for part in text.split(">") if "<" in part):
        raise UnreadableFileError(*TOO_LARGE)
    page.feed(text)
    page.close()
    page.end_all()
    if not page.has_table:
        raise UnreadableFileError(*NO_WORKBOOK)
    return settled((_grid(page, name[:_LONGEST_NAME]),), computed_when_opened=False)


def _grid(page: Page, name: str) -> Grid:
    sheet = _Sheet()
    for table in page.blocks:
        for row in table.before:
            _read_row(row, sheet, 1, {})
        taken: dict[int, int] = {}
        for number, row in enumerate(table.rows):
            _read_row(row, sheet, len(table.rows) - number, taken)
        if table.hidden:
            sheet.hidden_columns.update(among({cell.column for cell in sheet.cells}, table.hidden))
    return make_grid(
        name,
        sheet.cells,
        tuple(sheet.merged),
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(sheet.hidden_columns),
    )


def _read_row(row: Row, sheet: _Sheet, rows_left: int, taken: dict[int, int]) -> None:
    """Put a row's cells in their places; `taken` tells to which row cells from above fill each column."""
    sheet.row += 1
    if row.hidden:
        sheet.hidden_rows.add(sheet.row)
    column = 1
    for text in row.cells:
        while taken.get(column, 0) >= sheet.row:
            column += 1
        down = min(text.rows, rows_left)
        if down * text.columns > 1:
            _merge(sheet, column, down, text.columns, taken)
        cell = _cell(text, sheet.row, column)
        if cell is not None:
            if column > LAST_COLUMN:
                raise UnreadableFileError(*TOO_MANY_CELLS)
            sheet.cells.append(cell)
        column += text.columns


def _merge(sheet: _Sheet, column: int, down: int, across: int, taken: dict[int, int]) -> None:
    sheet.merged_cells += down * across
    if sheet.merged_cells > MOST_MERGED_CELLS:
        raise UnreadableFileError(*TOO_MANY_CELLS)
    sheet.merged.append((sheet.row, column, sheet.row + down - 1, column + across - 1))
    if down > 1:
        taken.update(dict.fromkeys(range(column, column + across), sheet.row + down - 1))


def _cell(text: Text, row: int, column: int) -> Cell | None:
    runs = _trimmed(text.runs)
    number = _number(text.number, "".join(run.text for run in runs))
    said = text.look
    look = Look(said.font, said.number_format, said.struck, said.invisible, said.fill)
    if number is not None:
        day = serial_date(number, False) if is_date_format(look.number_format) else None
        return value_cell(row, column, number if day is None else day, look, text.formula)
    cell = text_cell(row, column, runs, look._replace(number_format="General"), text.formula)
    return value_cell(row, column, None, look, text.formula) if cell is None and text.formula else cell


def _trimmed(runs: list[Run]) -> list[Run]:
    """Runs without the spaces and line ends that the last of them end in; spaces that do not break stay."""
    kept = list(runs)
    while kept:
        last = kept.pop()
        text = last.text.rstrip(" \n")
        if text:
            return [*kept, replace(last, text=text)]
    return []


def _number(stored: str | None, shown: str) -> int | float | None:
    """The number that Excel notes beside a cell's text (`x:num`); noted without a value, it is the text itself."""
    if stored is None:
        return None
    written = stored.strip() or shown
    if not (_STORED_NUMBER if stored.strip() else _PLAIN_NUMBER).fullmatch(written):
        return None
    return written_number(written)
