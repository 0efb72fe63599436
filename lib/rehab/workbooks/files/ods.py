"""OpenDocument spreadsheets (.ods): cells, fonts run by run, formulas and their saved results.

Read from the XML of content.xml; styles.xml holds the styles that those of content.xml go back to.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from xml.etree.ElementTree import Element

from rehab.workbooks.files.cells import Look, Run, text_cell, value_cell, written_number
from rehab.workbooks.files.failures import NO_SHEET, PROTECTED, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.formulas import settled
from rehab.workbooks.files.ods_styles import OdsStyles, local_name, read_styles
from rehab.workbooks.files.package import Package
from rehab.workbooks.files.safety import LAST_COLUMN, LAST_ROW, MOST_CELLS, MOST_MERGED_CELLS
from rehab.workbooks.grids.grid import Cell, Grid, make_grid

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE, _TABLE, _TEXT = (_OASIS + name + ":1.0}" for name in ("office", "style", "table", "text"))
_CONFIG = _OASIS + "config:1.0}"
_SPACES = re.compile(r"[ \t\r\n]+")
_FORMULA_LANGUAGE = re.compile(r"^\w+:(?==)")
_ROW_NESTS = {"table-row-group", "table-header-rows", "table-rows"}
_COLUMN_NESTS = {"table-column-group", "table-header-columns", "table-columns"}
_MOST_SPACES = 1_000
_DAY_FORMAT, _DAY_ONLY = "dd/mm/yyyy", 10


@dataclass
class _Columns:
    """Stretches of columns, by the number of their first."""

    starts: list[int] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)

    def style(self, column: int) -> str:
        """Style of the cells of a column that name none."""
        return self._said(column, f"{_TABLE}default-cell-style-name", "")

    def hidden(self, column: int) -> bool:
        """True for a column that does not show."""
        return self._said(column, f"{_TABLE}visibility", "visible") != "visible"

    def _said(self, column: int, attribute: str, otherwise: str) -> str:
        place = bisect_right(self.starts, column) - 1
        return self.elements[place].get(attribute, otherwise) if place >= 0 else otherwise


def read_ods(content: bytes) -> tuple[Grid, ...]:
    """Every sheet of an .ods file, in the order of its tabs.

    Raises UnreadableFileError where it is locked, too large or without a sheet; KeyError, ValueError or ParseError
    where it is damaged.
    """
    package = Package(content)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnreadableFileError(*PROTECTED)
    tree = package.parse("content.xml")
    book = OdsStyles(hides_zeros=_sheets_without_zeros(package))
    for part in (package.parse("styles.xml"), tree) if "styles.xml" in package else (tree,):
        read_styles(part, book)
    sheets = tree.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if sheets is None:
        raise UnreadableFileError(*NO_SHEET)
    epoch = sheets.find(f"{_TABLE}calculation-settings/{_TABLE}null-date")
    epoch_1904 = epoch is not None and epoch.get(f"{_TABLE}date-value", "").startswith("1904")
    grids = tuple(_grid(table, book, epoch_1904) for table in sheets.findall(f"{_TABLE}table"))
    if not grids:
        raise UnreadableFileError(*NO_SHEET)
    return settled(grids, computed_when_opened=False)


def _sheets_without_zeros(package: Package) -> frozenset[str]:
    """Names of sheets that are set not to show zeros."""
    if "settings.xml" not in package:
        return frozenset()
    return frozenset(
        entry.get(f"{_CONFIG}name", "")
        for entry in package.parse("settings.xml").iter(f"{_CONFIG}config-item-map-entry")
        for item in entry
        if item.get(f"{_CONFIG}name") == "ShowZeroValues" and item.text == "false"
    )


def _grid(table: Element, book: OdsStyles, epoch_1904: bool) -> Grid:
    columns = _columns(table)
    cells: list[Cell] = []
    merged: list[tuple[int, int, int, int]] = []
    hidden_rows: set[int] = set()
    hides_zero = table.get(f"{_TABLE}name", "") in book.hides_zeros
    number = 1
    for row in _nested(table, "table-row", _ROW_NESTS):
        times = _count(row, f"{_TABLE}number-rows-repeated")
        found, blocks = _row(row, number, columns, book, hides_zero)
        # Repeated blank rows fill a sheet to its end: they are counted and never spelled out.
        copies = times if found else 1
        if found and number + copies - 1 > LAST_ROW:
            raise UnreadableFileError(*TOO_MANY_CELLS)
        _tally(book, len(found) * copies, sum((r2 - r1 + 1) * (c2 - c1 + 1) for r1, c1, r2, c2 in blocks) * copies)
        for down in range(copies):
            cells += [replace(cell, row=number + down) for cell in found]
            merged += [(r1 + down, c1, r2 + down, c2) for r1, c1, r2, c2 in blocks]
        if found and row.get(f"{_TABLE}visibility", "visible") != "visible":
            hidden_rows.update(range(number, number + times))
        number += times
    return make_grid(
        table.get(f"{_TABLE}name", ""),
        cells,
        tuple(merged),
        hidden=not book.displayed(table.get(f"{_TABLE}style-name", "")),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(column for column in {cell.column for cell in cells} if columns.hidden(column)),
        epoch_1904=epoch_1904,
    )


def _nested(parent: Element, wanted: str, nests: set[str]) -> Iterator[Element]:
    """Rows (or columns) of a table in their order, those in groups and headers among them."""
    for child in parent:
        kind = local_name(child)
        if kind == wanted:
            yield child
        elif kind in nests:
            yield from _nested(child, wanted, nests)


def _count(element: Element, attribute: str) -> int:
    return max(1, int(element.get(attribute, "1")))


def _tally(book: OdsStyles, cells: int, merged: int = 0) -> None:
    book.cells += cells
    book.merged += merged
    if book.cells > MOST_CELLS or book.merged > MOST_MERGED_CELLS:
        raise UnreadableFileError(*TOO_MANY_CELLS)


def _columns(table: Element) -> _Columns:
    columns = _Columns()
    first = 1
    for column in _nested(table, "table-column", _COLUMN_NESTS):
        columns.starts.append(first)
        columns.elements.append(column)
        first += _count(column, f"{_TABLE}number-columns-repeated")
    return columns


def _row(
    row: Element, number: int, columns: _Columns, book: OdsStyles, hides_zero: bool
) -> tuple[list[Cell], list[tuple[int, int, int, int]]]:
    """Cells and merged blocks of one row."""
    cells: list[Cell] = []
    blocks: list[tuple[int, int, int, int]] = []
    row_style = row.get(f"{_TABLE}default-cell-style-name", "")
    column = 1
    for element in row:
        if local_name(element) not in ("table-cell", "covered-table-cell"):
            continue
        times = _count(element, f"{_TABLE}number-columns-repeated")
        if len(element) or f"{_OFFICE}value-type" in element.attrib or f"{_TABLE}formula" in element.attrib:
            style = element.get(f"{_TABLE}style-name") or row_style or columns.style(column)
            look = book.look(style)
            cell = _cell(element, number, column, look._replace(hides_zero=True) if hides_zero else look, book)
            if cell is not None:
                if column + times - 1 > LAST_COLUMN or len(cells) + times > MOST_CELLS:
                    raise UnreadableFileError(*TOO_MANY_CELLS)
                cells += [replace(cell, column=column + along) for along in range(times)]
        down = _count(element, f"{_TABLE}number-rows-spanned")
        across = _count(element, f"{_TABLE}number-columns-spanned")
        if down * across > 1:
            blocks.append((number, column, number + down - 1, column + across - 1))
        column += times
    return cells, blocks


def _cell(element: Element, row: int, column: int, look: Look, book: OdsStyles) -> Cell | None:
    formula = _FORMULA_LANGUAGE.sub("", element.get(f"{_TABLE}formula", ""))
    kind = element.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "currency", "percentage") and (written := element.get(f"{_OFFICE}value")) is not None:
        if kind == "percentage" and "%" not in look.number_format:
            look = look._replace(number_format="0%")
        number = written_number(written)
        if number is None:
            return text_cell(row, column, [Run(written)], look, formula)
        return value_cell(row, column, number, look, formula)
    if kind == "boolean" and (written := element.get(f"{_OFFICE}boolean-value")) is not None:
        return value_cell(row, column, written == "true", look._replace(number_format="General"), formula)
    if kind == "date" and (day := _day(element.get(f"{_OFFICE}date-value", ""))) is not None:
        return value_cell(row, column, day, look._replace(number_format=_DAY_FORMAT), formula)
    runs = _text(element, book, look) or [Run(element.get(f"{_OFFICE}string-value", ""))]
    cell = text_cell(row, column, runs, look, formula)
    return value_cell(row, column, None, look, formula) if cell is None and formula else cell


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:_DAY_ONLY])
    except ValueError:
        return None


def _text(cell: Element, book: OdsStyles, look: Look) -> list[Run]:
    """Paragraphs of a cell; its comment and its drawings are no text of its own."""
    runs: list[Run] = []
    for number, paragraph in enumerate(part for part in cell if part.tag in (f"{_TEXT}p", f"{_TEXT}h")):
        if number:
            runs.append(Run("\n"))
        _read_words(paragraph, Run(""), look.fill, book, runs)
    return runs


def _read_words(element: Element, set_as: Run, fill: str, book: OdsStyles, runs: list[Run]) -> None:
    _add(element.text, set_as, runs)
    for part in element:
        kind = local_name(part)
        if kind == "s":
            runs.append(replace(set_as, text=" " * min(_count(part, f"{_TEXT}c"), _MOST_SPACES)))
        elif kind in ("tab", "line-break"):
            runs.append(replace(set_as, text="\t" if kind == "tab" else "\n"))
        elif kind == "span":
            own = book.run(part.get(f"{_TEXT}style-name", ""), set_as, fill)
            _read_words(part, own, fill, book, runs)
        elif part.tag.startswith(_TEXT):
            _read_words(part, set_as, fill, book, runs)
        _add(part.tail, set_as, runs)


def _add(written: str | None, set_as: Run, runs: list[Run]) -> None:
    """Add a text in which spaces and line ends count as one space, and as none where a paragraph begins."""
    if written:
        text = _SPACES.sub(" ", written)
        if not runs or runs[-1].text.endswith("\n"):
            text = text.removeprefix(" ")
        runs.append(replace(set_as, text=text))
