"""Binary workbooks (.xlsb): values only, by calamine; formats and fonts are not told."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from rehab.workbooks.files.cells import Run, text_cell, value_cell
from rehab.workbooks.files.failures import DAMAGED, NO_SHEET, PROTECTED, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.safety import MOST_CELLS
from rehab.workbooks.grid import Cell, Grid, make_grid

# The library tells no format: whether 0,361 was shown as 36,1 % is not known.
_UNKNOWN_FORMAT = ""


def read_xlsb(path: Path) -> tuple[Grid, ...]:
    """Every worksheet of an .xlsb file.

    Raises UnreadableFileError for a damaged or locked file, one without sheets or with too many cells.
    """
    try:
        book = CalamineWorkbook.from_path(path)
        grids = [
            _grid(book.get_sheet_by_name(sheet.name), sheet.visible != SheetVisibleEnum.Visible)
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise UnreadableFileError(*PROTECTED) from error
    except CalamineError as error:
        raise UnreadableFileError(*DAMAGED) from error
    if not grids:
        raise UnreadableFileError(*NO_SHEET)
    return tuple(grids)


def _grid(sheet: CalamineSheet, hidden: bool) -> Grid:
    if sheet.start is None:
        return make_grid(sheet.name, [], hidden=hidden)
    if sheet.height * sheet.width > MOST_CELLS:
        raise UnreadableFileError(*TOO_MANY_CELLS)
    first_row, first_column = sheet.start
    cells = [
        cell
        for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1)
        for column, value in enumerate(values, start=first_column + 1)
        if (cell := _cell(row, column, value)) is not None
    ]
    merged = tuple((r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ())
    return make_grid(sheet.name, cells, merged, hidden)


def _cell(row: int, column: int, value: object) -> Cell | None:
    if isinstance(value, str):
        return text_cell(row, column, [Run(value)], "") if value else None
    if isinstance(value, datetime):
        return value_cell(row, column, value.date(), "dd/mm/yyyy")
    if isinstance(value, date):
        return value_cell(row, column, value, "dd/mm/yyyy")
    if isinstance(value, time | timedelta):
        return text_cell(row, column, [Run(str(value))], "")
    if isinstance(value, bool):
        return value_cell(row, column, value, _UNKNOWN_FORMAT)
    if isinstance(value, int | float):
        whole = int(value) if float(value).is_integer() else value
        return value_cell(row, column, whole, _UNKNOWN_FORMAT)
    return None
