"""Workbooks in the XML of Excel 2003 (often named .xls): cells, fonts run by run, number formats, formulas."""

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from rehab.workbooks.files.cells import Run, is_date_format, serial_date, text_cell, value_cell
from rehab.workbooks.files.failures import DAMAGED, NO_SHEET, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.safety import MOST_CELLS, MOST_MERGED_CELLS
from rehab.workbooks.grids.grid import Cell, Grid, make_grid

# The names that Excel gives to formats here and in pages of HTML, with what they stand for.
NAMED_FORMATS = {
    "general number": "General",
    "general date": "dd/mm/yyyy hh:mm",
    "long date": "dd mmmm yyyy",
    "medium date": "dd-mmm-yy",
    "short date": "dd/mm/yyyy",
    "long time": "h:mm:ss",
    "medium time": "h:mm AM/PM",
    "short time": "h:mm",
    "currency": "#,##0.00",
    "euro currency": "#,##0.00",
    "fixed": "0.00",
    "standard": "#,##0.00",
    "percent": "0.00%",
    "scientific": "0.00E+00",
    "yes/no": '"Yes";"Yes";"No"',
    "true/false": '"True";"True";"False"',
    "on/off": '"On";"On";"Off"',
}
_NAMESPACE = re.compile(r"\{[^}]*\}")
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_HTML = "{http://www.w3.org/TR/REC-html40}"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_TAGS = 3 * MOST_CELLS
_LONGEST_DESCENT = 20
_DAY_ONLY = 10
_FIRST_DAY = date(1900, 1, 1)


class _Style(NamedTuple):
    font: str
    number_format: str


@dataclass
class _Book:
    """Styles by their ids, and how many cells there have been."""

    styles: dict[str, _Style]
    epoch_1904: bool
    cells: int = 0
    merged: int = 0


@dataclass
class _Sheet:
    """What has been found on a sheet so far; columns are stretches, by the number of their first."""

    starts: list[int] = field(default_factory=list)
    columns: list[tuple[range, str, bool]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def column(self, number: int) -> tuple[str, bool]:
        """Style of a column's cells, and whether the column is hidden."""
        place = bisect_right(self.starts, number) - 1
        if place < 0 or number not in self.columns[place][0]:
            return "", False
        return self.columns[place][1:]


def read_spreadsheetml(path: Path) -> tuple[Grid, ...]:
    """Every worksheet of an Excel 2003 XML file, in the order of its tabs.

    Raises UnreadableFileError where it is too large or without a sheet; KeyError, ValueError or ParseError where it
    is damaged.
    """
    written = path.read_bytes()
    # A tree of tags takes many times the memory of the tags; the zero is that of UTF-16.
    if written.count(b"<") - written.count(b"</") - written.count(b"<\0/") > _MOST_TAGS:
        raise UnreadableFileError(*TOO_MANY_CELLS)
    try:
        workbook = fromstring(written, forbid_dtd=True)
    except LookupError as error:
        # An encoding that there is not.
        raise UnreadableFileError(*DAMAGED) from error
    epoch_1904 = any(_local(child) == "Date1904" for part in _children(workbook, "ExcelWorkbook") for child in part)
    book = _Book(_styles(workbook), epoch_1904)
    grids = tuple(_grid(sheet, book) for sheet in _children(workbook, "Worksheet"))
    if not grids:
        raise UnreadableFileError(*NO_SHEET)
    return grids


def _local(element: Element) -> str:
    return _NAMESPACE.sub("", element.tag)


def _children(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if _local(child) == name)


def _get(element: Element, name: str) -> str | None:
    """An attribute, with the prefix it should have or, as some programs write it, without."""
    return element.get(_SPREADSHEET + name, element.get(name))


def _number(element: Element, name: str, otherwise: int) -> int:
    return max(0, int(_get(element, name) or otherwise))


def _styles(workbook: Element) -> dict[str, _Style]:
    written = {
        _get(style, "ID") or "": style for group in _children(workbook, "Styles") for style in _children(group, "Style")
    }
    return {name: _style(name, written) for name in written}


def _style(name: str, written: dict[str, Element]) -> _Style:
    """A style with what it leaves to its parents and at last to the style named Default."""
    font, number_format = None, None
    for _ in range(_LONGEST_DESCENT):
        style = written.get(name)
        if style is None:
            break
        for part in style:
            kind = _local(part)
            if kind == "Font" and font is None:
                font = _get(part, "FontName")
            elif kind == "NumberFormat" and number_format is None:
                number_format = _get(part, "Format") or "General"
        parent = _get(style, "Parent") or "Default"
        if parent == name:
            break
        name = parent
    number_format = number_format or "General"
    return _Style(font or "", NAMED_FORMATS.get(number_format.lower(), number_format))


def _grid(worksheet: Element, book: _Book) -> Grid:
    sheet = _Sheet()
    for table in _children(worksheet, "Table"):
        _read_columns(table, sheet)
        _read_rows(table, sheet, book)
    return make_grid(
        _get(worksheet, "Name") or "",
        sheet.cells,
        tuple(sheet.merged),
        hidden=any(
            _local(option) == "Visible" and (option.text or "").strip() in ("SheetHidden", "SheetVeryHidden")
            for options in _children(worksheet, "WorksheetOptions")
            for option in options
        ),
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(column for column in {cell.column for cell in sheet.cells} if sheet.column(column)[1]),
        epoch_1904=book.epoch_1904,
    )


def _read_columns(table: Element, sheet: _Sheet) -> None:
    after = 1
    for column in _children(table, "Column"):
        first = _number(column, "Index", after)
        after = first + _number(column, "Span", 0) + 1
        sheet.starts.append(first)
        sheet.columns.append((range(first, after), _get(column, "StyleID") or "", _get(column, "Hidden") == "1"))


def _read_rows(table: Element, sheet: _Sheet, book: _Book) -> None:
    after = 1
    table_style = _get(table, "StyleID") or ""
    for row in _children(table, "Row"):
        number = _number(row, "Index", after)
        # Further rows of a span are blank: they have the row's height and style only.
        after = number + _number(row, "Span", 0) + 1
        if _get(row, "Hidden") == "1":
            sheet.hidden_rows.add(number)
        _read_cells(row, number, _get(row, "StyleID") or "", table_style, sheet, book)


def _read_cells(row: Element, number: int, row_style: str, table_style: str, sheet: _Sheet, book: _Book) -> None:
    after = 1
    for element in _children(row, "Cell"):
        column = _number(element, "Index", after)
        across, down = _number(element, "MergeAcross", 0), _number(element, "MergeDown", 0)
        after = column + across + 1
        if across or down:
            book.merged += (across + 1) * (down + 1)
            sheet.merged.append((number, column, number + down, column + across))
        own = _get(element, "StyleID") or row_style or sheet.column(column)[0] or table_style or "Default"
        cell = _cell(element, number, column, book.styles.get(own, _Style("", "General")), book)
        if cell is not None:
            sheet.cells.append(cell)
            book.cells += 1
        if book.cells > MOST_CELLS or book.merged > MOST_MERGED_CELLS:
            raise UnreadableFileError(*TOO_MANY_CELLS)
        if cell is not None and (number > _LAST_ROW or column > _LAST_COLUMN):
            raise UnreadableFileError(*TOO_MANY_CELLS)


def _cell(element: Element, row: int, column: int, style: _Style, book: _Book) -> Cell | None:
    formula = _get(element, "Formula") or ""
    data = next(_children(element, "Data"), None)
    runs = [] if data is None else list(_runs(data, "", False))
    written = "".join(run.text for run in runs).strip()
    if data is None or not written:
        return value_cell(row, column, None, style.number_format, formula) if formula else None
    kind = _get(data, "Type") or "String"
    if kind == "Number":
        return _number_cell(row, column, written, style, formula, book)
    if kind == "Boolean":
        return value_cell(row, column, written == "1", style.number_format, formula)
    if kind == "DateTime" and (day := _day(written)) is not None:
        return value_cell(row, column, day, style.number_format, formula)
    return text_cell(row, column, runs, style.font, formula)


def _number_cell(row: int, column: int, written: str, style: _Style, formula: str, book: _Book) -> Cell:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError("a number that is none")
    if is_date_format(style.number_format) and (day := serial_date(number, book.epoch_1904)) is not None:
        return value_cell(row, column, day, style.number_format, formula)
    whole = number.is_integer() and "." not in written and "E" not in written.upper()
    return value_cell(row, column, int(number) if whole else number, style.number_format, formula)


def _day(written: str) -> date | None:
    """The day of a date; None for a time of day, which Excel writes as one of 1899."""
    try:
        day = date.fromisoformat(written[:_DAY_ONLY])
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None


def _runs(element: Element, font: str, raised: bool) -> Iterator[Run]:
    """Stretches of a cell's text: HTML's tags for fonts and superscript within the Data."""
    if element.text:
        yield Run(element.text, font, raised)
    for part in element:
        kind = _local(part)
        face = part.get(_HTML + "Face", part.get("Face")) if kind == "Font" else None
        yield from _runs(part, face or font, raised or kind == "Sup")
        if part.tail:
            yield Run(part.tail, font, raised)
