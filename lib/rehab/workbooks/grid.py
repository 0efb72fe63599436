"""A sheet as the reader sees it: cells with value, shown text and address, whatever the file format."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.cell import Cell as OpenpyxlCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from rehab.workbooks.legacy_text import decode
from rehab.workbooks.safety import UnsafeFileError, check_archive

CellValue = str | int | float | bool | date | None


class UnreadableFileError(ValueError):
    """A file cannot be opened as a workbook; `cause` says why in a few words, Vietnamese and English."""

    def __init__(self, path: Path, cause_vi: str, cause_en: str) -> None:
        super().__init__(f"{path.name}: {cause_en}")
        self.path = path
        self.cause = (cause_vi, cause_en)


@dataclass(frozen=True)
class Cell:
    """One cell that holds something.

    `value` is what it holds (for a formula its saved result, None if none was saved), `raw` what a person
    would say it holds, `formula` the formula's text or empty. `corrected`: the value is an agreed correction,
    `raw` still the province's; `cleared`: someone has found nothing personal in it.
    """

    row: int
    column: int
    value: CellValue
    raw: str
    number_format: str = "General"
    formula: str = ""
    corrected: bool = False
    cleared: bool = False

    @property
    def address(self) -> str:
        """Address in Excel's notation, `D7`."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def said(self) -> str:
        """What the cell is taken to say: an agreed correction, decoded old letters, else what is written."""
        return self.raw if self.value is None else shown(self.value)

    @property
    def is_error(self) -> bool:
        """True for `#REF!` and its like."""
        return isinstance(self.value, str) and self.value.startswith("#") and self.value.endswith(("!", "?", "A"))


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet by (row, column); blank cells are absent."""

    name: str
    cells: dict[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    rows: dict[int, tuple[Cell, ...]] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell at a place, or None if it is blank."""
        return self.cells.get((row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """Cells of one row, from left to right."""
        return self.rows.get(row, ())

    def numbered_rows(self) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        """Row numbers with their cells, from the top."""
        yield from sorted(self.rows.items())

    def covering(self, row: int, column: int) -> Cell | None:
        """The cell whose value shows at a place: its own, or that of the merged block it lies in."""
        own = self.at(row, column)
        if own is not None:
            return own
        for first_row, first_column, last_row, last_column in self.merged:
            if first_row <= row <= last_row and first_column <= column <= last_column:
                return self.at(first_row, first_column)
        return None


def make_grid(
    name: str,
    cells: list[Cell],
    merged: tuple[tuple[int, int, int, int], ...] = (),
    hidden: bool = False,
) -> Grid:
    """A grid of the given cells.

    >>> make_grid("a", [Cell(1, 2, 5, "5")]).row(1)[0].address
    'B1'
    """
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda item: (item.row, item.column)):
        rows.setdefault(cell.row, []).append(cell)
    return Grid(
        name=name,
        cells={(cell.row, cell.column): cell for cell in cells},
        merged=merged,
        hidden=hidden,
        rows={row: tuple(found) for row, found in rows.items()},
    )


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Every sheet of a workbook file; formulas are never computed, links and macros never followed.

    Raises UnreadableFileError when the file is no workbook, FileNotFoundError when there is none.
    """
    try:
        check_archive(path)
        formulas = load_workbook(path, data_only=False, keep_links=False, rich_text=True)
        results = formulas
        if any(cell.data_type == "f" for sheet in formulas.worksheets for cell in _written(sheet)):
            results = load_workbook(path, data_only=True, keep_links=False)
    except UnsafeFileError as error:
        raise UnreadableFileError(path, *error.cause) from error
    except InvalidFileException as error:
        raise UnreadableFileError(path, "đuôi tệp không phải .xlsx hay .xlsm", "it is no .xlsx or .xlsm") from error
    except BadZipFile as error:
        raise UnreadableFileError(path, "nội dung không phải .xlsx", "its content is no .xlsx") from error
    except (KeyError, ValueError, TypeError, EOFError, ParseError, zlib.error) as error:
        raise UnreadableFileError(path, "tệp bị hỏng", "the file is damaged") from error
    if not formulas.worksheets:
        raise UnreadableFileError(path, "tệp không có trang tính nào", "it has no sheet")
    return tuple(_grid(sheet, results[sheet.title]) for sheet in formulas.worksheets if isinstance(sheet, Worksheet))


def _written(sheet: Worksheet) -> Iterator[OpenpyxlCell]:
    """Cells that the file holds, by row and column.

    openpyxl's own iteration makes every cell of the used range, which one stray cell can stretch to a
    million rows; its store of cells is the only way to see just those that are there.
    """
    for _, cell in sorted(sheet._cells.items()):
        if isinstance(cell, OpenpyxlCell) and cell.value is not None:
            yield cell


def _grid(sheet: Worksheet, results: Worksheet) -> Grid:
    cells = []
    for cell in _written(sheet):
        formula = str(getattr(cell.value, "text", cell.value)) if cell.data_type == "f" else ""
        value = results.cell(cell.row, cell.column).value if formula else cell.value
        if isinstance(value, str) and not value.strip():
            continue
        raw_value = plain_value(value)
        known = decoded(value, cell.font.name or "") if isinstance(raw_value, str) else raw_value
        raw = formula if formula and known is None else shown(raw_value)
        cells.append(Cell(cell.row, cell.column, known, raw, cell.number_format, formula))
    merged = tuple((b.min_row, b.min_col, b.max_row, b.max_col) for b in sheet.merged_cells.ranges)
    return make_grid(sheet.title, cells, merged, sheet.sheet_state != "visible")


def decoded(value: object, font: str) -> str:
    """A cell's text as a reader sees it, old fonts decoded run by run."""
    if isinstance(value, CellRichText):
        return "".join(
            decode(run.text, (run.font.rFont or font) if run.font else font)
            if isinstance(run, TextBlock)
            else decode(run, font)
            for run in value
        )
    return decode(str(value), font)


def plain_value(value: object) -> CellValue:
    """A library's cell value as one of ours: dates without a clock, rich text as text.

    >>> plain_value(930)
    930
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value)


def shown(value: CellValue) -> str:
    """A cell's value as text: whole floats without a fraction, dates as 22/6/2020.

    >>> shown(930.0), shown(date(2020, 6, 22))
    ('930', '22/6/2020')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return "" if value is None else str(value)
