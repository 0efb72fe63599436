"""Workbooks in the XML of Excel 2003 (often named .xls): cells, fonts run by run, number formats, formulas."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from xml.etree.ElementTree import Element

from rehab.workbooks.files.cells import (
    Look,
    Run,
    is_invisible,
    serial_date,
    size_in_points,
    text_cell,
    value_cell,
    written_number,
)
from rehab.workbooks.files.colours import rgb
from rehab.workbooks.files.failures import DAMAGED, NO_SHEET, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.formulas import settled
from rehab.workbooks.files.number_formats import is_date_format
from rehab.workbooks.files.package import parse_bounded
from rehab.workbooks.files.safety import LAST_COLUMN, LAST_ROW, MOST_CELLS, MOST_MERGED_CELLS
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
_NAMESPACE = _LOCAL = re.compile(r"\{[^{}]*\}")
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_LONGEST_DESCENT = 20
_DAY_ONLY = 10
_FIRST_DAY = date(1900, 1, 1)


@dataclass
class _Book:
    """Styles by their ids, and how many cells there have been."""

    styles: dict[str, Look]
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
    hides_zeros: bool = False

    def column(self, number: int) -> tuple[str, bool]:
        """Style of a column's cells, and whether the column is hidden."""
        place = bisect_right(self.starts, number) - 1
        if place < 0 or number not in self.columns[place][0]:
            return "", False
        return self.columns[place][1:]


def read_spreadsheetml(written: bytes) -> tuple[Grid, ...]:
    """Every worksheet of an Excel 2003 XML file, in the order of its tabs.

    Raises UnreadableFileError where it is too large or without a sheet; KeyError, ValueError or ParseError where it
    is damaged.
    """
    workbook = parse_bounded(written)
    epoch_1904 = any(_local(child) == "Date1904" for part in _children(workbook, "ExcelWorkbook") for child in part)
    book = _Book(_styles(workbook), epoch_1904)
    grids = tuple(_grid(sheet, book) for sheet in _children(workbook, "Worksheet"))
    if not grids:
        raise UnreadableFileError(*NO_SHEET)
    return settled(grids, computed_when_opened=False)


def _local(element: Element) -> str:
    return _NAMESPACE.sub("", element.tag)


def _children(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if _local(child) == name)


def _get(element: Element, name: str) -> str | None:
    """An attribute, with the prefix it should have or, as some programs write it, without."""
    return element.get(_SPREADSHEET + name, element.get(name))


def _number(element: Element, name: str, otherwise: int) -> int:
    return max(0, int(_get(element, name) or otherwise))


def _place(element: Element, otherwise: int) -> int:
    """The row or column that an element says it stands in; there is none before the first, for Excel neither."""
    place = int(_get(element, "Index") or otherwise)
    if place < 1:
        raise UnreadableFileError(*DAMAGED)
    return place


def _styles(workbook: Element) -> dict[str, Look]:
    written = {
        _get(style, "ID") or "": style for group in _children(workbook, "Styles") for style in _children(group, "Style")
    }
    return {name: _style(name, written) for name in written}


def _style(name: str, written: dict[str, Element]) -> Look:
    """A style with what it leaves to its parents and at last to the style named Default."""
    font: dict[str, str] = {}
    number_format, fill = None, None
    for _ in range(_LONGEST_DESCENT):
        style = written.get(name)
        if style is None:
            break
        for part in style:
            kind = _local(part)
            if kind == "Font":
                font = {_LOCAL.sub("", key): value for key, value in part.items()} | font
            elif kind == "NumberFormat" and number_format is None:
                number_format = _get(part, "Format") or "General"
            elif kind == "Interior" and fill is None and _get(part, "Pattern") is not None:
                fill = (rgb(_get(part, "Color")) or "FFFFFF") if _get(part, "Pattern") == "Solid" else ""
        parent = _get(style, "Parent") or "Default"
        if parent == name:
            break
        name = parent
    number_format = number_format or "General"
    background = "FFFFFF" if fill is None else fill
    return Look(
        font.get("FontName", ""),
        NAMED_FORMATS.get(number_format.lower(), number_format),
        font.get("StrikeThrough") == "1",
        is_invisible(rgb(font.get("Color")), background, size_in_points(font.get("Size"))),
        background,
    )


def _grid(worksheet: Element, book: _Book) -> Grid:
    options = [option for options in _children(worksheet, "WorksheetOptions") for option in options]
    sheet = _Sheet(hides_zeros=any(_local(option) == "DoNotDisplayZeros" for option in options))
    for table in _children(worksheet, "Table"):
        _read_columns(table, sheet)
        _read_rows(table, sheet, book)
    return make_grid(
        _get(worksheet, "Name") or "",
        sheet.cells,
        tuple(sheet.merged),
        hidden=any(
            _local(option) == "Visible" and (option.text or "").strip() in ("SheetHidden", "SheetVeryHidden")
            for option in options
        ),
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=frozenset(column for column in {cell.column for cell in sheet.cells} if sheet.column(column)[1]),
        epoch_1904=book.epoch_1904,
    )


def _read_columns(table: Element, sheet: _Sheet) -> None:
    after = 1
    for column in _children(table, "Column"):
        first = _place(column, after)
        after = first + _number(column, "Span", 0) + 1
        sheet.starts.append(first)
        sheet.columns.append((range(first, after), _get(column, "StyleID") or "", _get(column, "Hidden") == "1"))


def _read_rows(table: Element, sheet: _Sheet, book: _Book) -> None:
    after = 1
    table_style = _get(table, "StyleID") or ""
    for row in _children(table, "Row"):
        number = _place(row, after)
        # Further rows of a span are blank: they have the row's height and style only.
        after = number + _number(row, "Span", 0) + 1
        if _get(row, "Hidden") == "1":
            sheet.hidden_rows.add(number)
        _read_cells(row, number, _get(row, "StyleID") or "", table_style, sheet, book)


def _read_cells(row: Element, number: int, row_style: str, table_style: str, sheet: _Sheet, book: _Book) -> None:
    after = 1
    for element in _children(row, "Cell"):
        column = _place(element, after)
        across, down = _number(element, "MergeAcross", 0), _number(element, "MergeDown", 0)
        after = column + across + 1
        if across or down:
            book.merged += (across + 1) * (down + 1)
            sheet.merged.append((number, column, number + down, column + across))
        own = _get(element, "StyleID") or row_style or sheet.column(column)[0] or table_style or "Default"
        look = book.styles.get(own, Look())._replace(hides_zero=sheet.hides_zeros)
        cell = _cell(element, number, column, look, book)
        if cell is not None:
            sheet.cells.append(cell)
            book.cells += 1
        if book.cells > MOST_CELLS or book.merged > MOST_MERGED_CELLS:
            raise UnreadableFileError(*TOO_MANY_CELLS)
        if cell is not None and (number > LAST_ROW or column > LAST_COLUMN):
            raise UnreadableFileError(*TOO_MANY_CELLS)


def _cell(element: Element, row: int, column: int, look: Look, book: _Book) -> Cell | None:
    formula = _get(element, "Formula") or ""
    data = next(_children(element, "Data"), None)
    runs = [] if data is None else list(_runs(data, Run(""), look.fill))
    written = "".join(run.text for run in runs).strip()
    if data is None or not written:
        return value_cell(row, column, None, look, formula) if formula else None
    kind = _get(data, "Type") or "String"
    if kind == "Number" and (number := written_number(written)) is not None:
        return _number_cell(row, column, number, look, formula, book)
    if kind == "Boolean":
        return value_cell(row, column, written == "1", look, formula)
    if kind == "DateTime" and (day := _day(written)) is not None:
        return value_cell(row, column, day, look, formula)
    return text_cell(row, column, runs, look, formula)


def _number_cell(row: int, column: int, number: int | float, look: Look, formula: str, book: _Book) -> Cell:
    if is_date_format(look.number_format) and (day := serial_date(number, book.epoch_1904)) is not None:
        return value_cell(row, column, day, look, formula)
    return value_cell(row, column, number, look, formula)


def _day(written: str) -> date | None:
    """The day of a date; None for a time of day, which Excel writes as one of 1899."""
    try:
        day = date.fromisoformat(written[:_DAY_ONLY])
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None


def _runs(element: Element, set_as: Run, fill: str) -> Iterator[Run]:
    """Stretches of a cell's text: HTML's tags for fonts, colours, lines through and superscript within the Data."""
    if element.text:
        yield replace(set_as, text=element.text)
    for part in element:
        kind = _local(part).lower()
        own = set_as
        if kind == "font":
            given = {_NAMESPACE.sub("", key).lower(): value for key, value in part.items()}
            own = replace(own, font=given.get("face") or own.font)
            if "color" in given or "size" in given:
                own = replace(
                    own, invisible=is_invisible(rgb(given.get("color")), fill, size_in_points(given.get("size")))
                )
        elif kind == "sup":
            own = replace(own, raised=True)
        elif kind in ("s", "strike", "del"):
            own = replace(own, struck=True)
        yield from _runs(part, own, fill)
        if part.tail:
            yield replace(set_as, text=part.tail)
