"""Office Open XML workbooks (.xlsx, .xlsm): cells as they are set, formulas and their results.

Read straight from the XML, in one pass: openpyxl needs two (formulas, results), builds every styled blank cell
of the form and takes four times as long. Macros and links are parts that are never opened. Namespaces are not looked
at: strict files have others than transitional ones.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element

from rehab.workbooks.files.cells import Look, Run, serial_date, text_cell, value_cell, written_number
from rehab.workbooks.files.failures import NO_SHEET, TOO_MANY_SHEETS, UnreadableFileError, damaged_part
from rehab.workbooks.files.formulas import settled
from rehab.workbooks.files.office import Area, Book, Parts, Sheet
from rehab.workbooks.files.package import Package
from rehab.workbooks.files.safety import MOST_SHEETS
from rehab.workbooks.files.xlsx_styles import Style, Styles, child, local_name, read_runs, read_styles, unescaped
from rehab.workbooks.grids.grid import Cell, Grid

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
# Cells that hold nothing, and one that does not say where it is: without their places blank ones cannot be left out.
_BLANK_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*/>|<((?:\w+:)?c)\s[^<>]*></\1>")
_UNPLACED_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?![^<>]*\sr\s*=)")
_MANY_BYTES = 2**18
_TRUE = ("1", "true", "on")
_DAY_ONLY = 10
_WORKBOOK = "xl/workbook.xml"


@dataclass
class _Book(Book):
    strings: list[Element] = field(default_factory=list)
    styles: Styles = field(default_factory=Styles)
    texts: dict[tuple[str, Look], Cell | None] = field(default_factory=dict)


def read_xlsx(content: bytes) -> tuple[Grid, ...]:
    """Every worksheet of an .xlsx or .xlsm file, in the order of its tabs.

    Raises UnreadableFileError without a sheet, beyond all measure, or where a part is damaged.
    """
    parts = Parts.of(content, _WORKBOOK)
    package, targets = parts.package, parts.targets
    workbook = package.parse(parts.main)
    properties, calculation = child(workbook, "workbookPr"), child(workbook, "calcPr")
    strings = parts.named("sharedStrings")
    book = _Book(
        properties is not None and properties.get("date1904") in _TRUE,
        strings=list(package.parse(strings)) if strings else [],
        styles=_styles(parts),
    )
    sheets = child(workbook, "sheets")
    if sheets is not None and len(sheets) > MOST_SHEETS:
        raise UnreadableFileError(*TOO_MANY_SHEETS)
    grids = []
    for sheet in sheets if sheets is not None else ():
        name = sheet.get("name", "")
        identity = next((value for key, value in sheet.items() if local_name(key) == "id" and key != "id"), "")
        if identity not in targets:
            raise UnreadableFileError(*damaged_part(name))
        kind, target = targets[identity]
        if kind == "worksheet":
            grids.append(_grid(package, target, name, sheet.get("state", "visible") != "visible", book))
    if not grids:
        raise UnreadableFileError(*NO_SHEET)
    return settled(tuple(grids), calculation is not None and calculation.get("fullCalcOnLoad") in _TRUE)


def _styles(parts: Parts) -> Styles:
    sheet, colours = parts.named("styles"), parts.colours()
    return read_styles(parts.package.parse(sheet), colours) if sheet else Styles(theme=colours)


def _grid(package: Package, part: str, name: str, hidden: bool, book: _Book) -> Grid:
    written = package.read(part)
    if len(written) > _MANY_BYTES and not _UNPLACED_CELL.search(written):
        written = _BLANK_CELL.sub(b"", written)
    sheet = Sheet()
    data = None
    for element in package.parse(part, written):
        kind = local_name(element.tag)
        if kind == "cols":
            sheet.hidden_columns += [
                range(_whole(columns.get("min"), 1), _whole(columns.get("max"), 0) + 1)
                for columns in element
                if columns.get("hidden") in _TRUE
            ]
        elif kind == "sheetViews":
            sheet.hides_zeros = any(view.get("showZeros") in ("0", "false") for view in element)
        elif kind == "mergeCells":
            sheet.merged = [area for block in element if (area := _area(block.get("ref", "")))]
        elif kind == "conditionalFormatting" and _fills(element, book.styles):
            sheet.painted += [area for block in element.get("sqref", "").split() if (area := _area(block))]
        elif kind == "sheetData":
            data = element
    if any(style.look.invisible for style in book.styles.cells):
        for kind, target in package.relationships(part).values():
            if kind == "table" and target in package and (area := _area(package.parse(target).get("ref", ""))):
                sheet.painted.append(area)
    book.count_merged(sheet.merged)
    if data is not None:
        _read_rows(data, book, sheet)
    return sheet.grid(name, hidden, book)


def _fills(rules: Element, styles: Styles) -> bool:
    """True for rules that may fill a background: letters that are white by themselves may then be seen."""
    return any(
        rule.get("type") in ("colorScale", "dataBar") or _whole(rule.get("dxfId"), -1) in styles.filling_rules
        for rule in rules
    )


def _read_rows(data: Element, book: _Book, sheet: Sheet) -> None:
    row_number = 0
    for row in data:
        row_number = _whole(row.get("r"), row_number + 1)
        if row.get("hidden") in _TRUE:
            sheet.hidden_rows.add(row_number)
        column = 0
        for element in row:
            place = _REFERENCE.fullmatch(element.get("r", ""))
            column = _column(place[1]) if place else column + 1
            if not len(element):
                continue
            cell = _cell(element, row_number, column, book, sheet)
            if cell is not None:
                sheet.cells.append(cell)
                book.count(row_number, column)


def _cell(element: Element, row: int, column: int, book: _Book, sheet: Sheet) -> Cell | None:
    formula, written, inline = "", None, None
    for part in element:
        kind = local_name(part.tag)
        if kind == "v":
            written = part.text
        elif kind == "f":
            # A shared formula is spelled out in its first cell only.
            formula = f"={part.text or ''}"
        elif kind == "is":
            inline = part
    style = book.styles.style(element.get("s"))
    look = _look(style, row, column, sheet)
    kind = element.get("t", "n")
    if inline is not None:
        return text_cell(row, column, read_runs(inline, look, book.styles.theme), look, formula)
    if written is None or not written.strip():
        return value_cell(row, column, None, look, formula) if formula else None
    if kind == "s":
        return _shared_cell(row, column, written, look, book)
    if kind == "b":
        return value_cell(row, column, written.strip() in _TRUE, look, formula)
    if kind == "d" and (day := _day(written)) is not None:
        return value_cell(row, column, day, look, formula)
    number = None if kind in ("str", "e", "d") else written_number(written)
    if number is None:
        return text_cell(row, column, [Run(unescaped(written))], look, formula)
    if style.is_date and (day := serial_date(number, book.epoch_1904)) is not None:
        return value_cell(row, column, day, look, formula)
    return value_cell(row, column, number, look, formula)


def _look(style: Style, row: int, column: int, sheet: Sheet) -> Look:
    look = style.look
    if look.invisible and any(r1 <= row <= r2 and c1 <= column <= c2 for r1, c1, r2, c2 in sheet.painted):
        look = style.painted
    return look._replace(hides_zero=True) if sheet.hides_zeros else look


def _shared_cell(row: int, column: int, written: str, look: Look, book: _Book) -> Cell | None:
    """A cell with a shared string; what it says in a look is worked out once, for most stand in many cells."""
    if (written, look) not in book.texts:
        book.texts[written, look] = text_cell(0, 0, _shared(written, look, book), look)
    own = book.texts[written, look]
    return None if own is None else Cell(row, column, own.value, own.raw, own.number_format, note=own.note)


def _shared(written: str, look: Look, book: _Book) -> list[Run]:
    """Runs of a shared string; a sign for a lost letter where the file has no string of that number."""
    place = _whole(written.strip(), -1)
    if not 0 <= place < len(book.strings):
        return [Run("\ufffd")]
    return read_runs(book.strings[place], look, book.styles.theme)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip()[:_DAY_ONLY])
    except ValueError:
        return None


def _whole(written: str | None, otherwise: int) -> int:
    """A whole number as attributes write it; another where it is none or has more digits than any place."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) <= 10 else otherwise


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if start is None or end is None:
        return None
    return int(start[2]), _column(start[1]), int(end[2]), _column(end[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
