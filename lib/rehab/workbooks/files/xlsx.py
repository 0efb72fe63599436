"""Office Open XML workbooks (.xlsx, .xlsm): cells, fonts run by run, number formats, formulas and their results.

Read straight from the XML, in one pass: openpyxl needs two (formulas, results), builds every styled blank cell
of the form and takes four times as long. Macros and links are parts that are never opened.
"""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS

from rehab.workbooks.files.cells import Run, is_date_format, serial_date, text_cell, value_cell
from rehab.workbooks.files.failures import NO_SHEET, UnreadableFileError
from rehab.workbooks.grids.grid import Cell, Grid, make_grid

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NAMESPACE = re.compile(r"\{[^}]*\}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DAY_ONLY = 10


class _Style(NamedTuple):
    font: str
    number_format: str
    is_date: bool


@dataclass(frozen=True)
class _Book:
    strings: list[list[Run]]
    styles: list[_Style]
    epoch_1904: bool


def read_xlsx(path: Path) -> tuple[Grid, ...]:
    """Every worksheet of an .xlsx or .xlsm file, in the order of its tabs.

    Raises UnreadableFileError without a sheet; KeyError, ValueError or ParseError where the file is damaged.
    """
    with ZipFile(path) as archive:
        main = _main_part(archive)
        workbook = _parse(archive, main)
        targets = _relationships(archive, main)
        properties = _child(workbook, "workbookPr")
        names = set(archive.namelist())
        styles = next((target for kind, target in targets.values() if kind == "styles"), "")
        strings = next((target for kind, target in targets.values() if kind == "sharedStrings"), "")
        book = _Book(
            strings=[_runs(item) for item in _parse(archive, strings)] if strings in names else [],
            styles=_styles(_parse(archive, styles)) if styles in names else [],
            epoch_1904=properties is not None and properties.get("date1904") in ("1", "true"),
        )
        grids = []
        for sheet in _child(workbook, "sheets") or ():
            kind, target = targets[sheet.attrib[_RELATIONSHIP]]
            if kind == "worksheet":
                hidden = sheet.get("state", "visible") != "visible"
                grids.append(_grid(_parse(archive, target), sheet.attrib["name"], hidden, book))
    if not grids:
        raise UnreadableFileError(*NO_SHEET)
    return tuple(grids)


def _parse(archive: ZipFile, part: str) -> Element:
    return fromstring(archive.read(part), forbid_dtd=True)


def _local(tag: str) -> str:
    return _NAMESPACE.sub("", tag)


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _local(child.tag) == name), None)


def _main_part(archive: ZipFile) -> str:
    for kind, target in _relationships(archive, "").values():
        if kind == "officeDocument":
            return target
    return "xl/workbook.xml"


def _relationships(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relationship of a part, by its id; targets outside the archive are left out."""
    where = PurePosixPath(part)
    name = str(where.parent / "_rels" / f"{where.name}.rels") if part else "_rels/.rels"
    found = {}
    for entry in _parse(archive, name):
        if entry.get("TargetMode") == "External":
            continue
        target = entry.attrib["Target"]
        whole = target.lstrip("/") if target.startswith("/") else str(where.parent / target)
        found[entry.attrib["Id"]] = (entry.attrib["Type"].rpartition("/")[2], whole.removeprefix("./"))
    return found


def _styles(sheet: Element) -> list[_Style]:
    fonts = [_font(font) for font in _child(sheet, "fonts") or ()]
    formats = {int(f.attrib["numFmtId"]): f.attrib["formatCode"] for f in _child(sheet, "numFmts") or ()}
    styles = []
    for entry in _child(sheet, "cellXfs") or ():
        number = int(entry.get("numFmtId", "0"))
        number_format = formats.get(number) or BUILTIN_FORMATS.get(number, "General")
        font = int(entry.get("fontId", "0"))
        name = fonts[font] if font < len(fonts) else ""
        styles.append(_Style(name, number_format, is_date_format(number_format)))
    return styles


def _font(font: Element) -> str:
    name = _child(font, "name")
    return name.get("val", "") if name is not None else ""


def _runs(item: Element) -> list[Run]:
    """Runs of a string: a plain text, or stretches with fonts of their own; readings aloud (rPh) are no text."""
    runs = []
    for child in item:
        kind = _local(child.tag)
        if kind == "t":
            runs.append(Run(_unescaped(child.text or "")))
        elif kind == "r":
            words, look = _child(child, "t"), _child(child, "rPr")
            font, raised = "", False
            for part in look if look is not None else ():
                name = _local(part.tag)
                if name == "rFont":
                    font = part.get("val", "")
                elif name == "vertAlign":
                    raised = part.get("val") == "superscript"
            runs.append(Run(_unescaped((words.text or "") if words is not None else ""), font, raised))
    return runs


def _unescaped(written: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), written) if "_x" in written else written


def _grid(sheet: Element, name: str, hidden: bool, book: _Book) -> Grid:
    cells: list[Cell] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    for part in sheet:
        kind = _local(part.tag)
        if kind == "cols":
            for columns in part:
                if columns.get("hidden") in ("1", "true"):
                    hidden_columns.update(range(int(columns.attrib["min"]), int(columns.attrib["max"]) + 1))
        elif kind == "mergeCells":
            merged = tuple(area for block in part if (area := _area(block.attrib["ref"])))
        elif kind == "sheetData":
            _read_rows(part, book, cells, hidden_rows)
    return make_grid(
        name, cells, merged, hidden, frozenset(hidden_rows), frozenset(hidden_columns), epoch_1904=book.epoch_1904
    )


def _read_rows(data: Element, book: _Book, cells: list[Cell], hidden_rows: set[int]) -> None:
    row_number = 0
    for row in data:
        row_number = int(row.get("r", row_number + 1))
        if row.get("hidden") in ("1", "true"):
            hidden_rows.add(row_number)
        column = 0
        for element in row:
            place = _REFERENCE.fullmatch(element.get("r", ""))
            column = _column(place[1]) if place else column + 1
            if len(element):
                cell = _cell(element, row_number, column, book)
                if cell is not None:
                    cells.append(cell)


def _cell(element: Element, row: int, column: int, book: _Book) -> Cell | None:
    formula, written, inline = "", None, None
    for part in element:
        kind = _local(part.tag)
        if kind == "v":
            written = part.text
        elif kind == "f":
            # A shared formula is spelled out in its first cell only.
            formula = f"={part.text or ''}"
        elif kind == "is":
            inline = part
    style = book.styles[int(element.get("s", "0"))] if book.styles else _Style("", "General", False)
    kind = element.get("t", "n")
    if inline is not None:
        return text_cell(row, column, _runs(inline), style.font, formula)
    if written is None or (kind == "str" and not written):
        return value_cell(row, column, None, style.number_format, formula) if formula else None
    if kind == "s":
        return text_cell(row, column, book.strings[int(written)], style.font)
    if kind in ("str", "e"):
        return text_cell(row, column, [Run(_unescaped(written))], style.font, formula)
    if kind == "b":
        return value_cell(row, column, written == "1", style.number_format, formula)
    if kind == "d":
        return text_cell(row, column, [Run(written[:_DAY_ONLY])], style.font, formula)
    number = float(written)
    if style.is_date and (day := serial_date(number, book.epoch_1904)) is not None:
        return value_cell(row, column, day, style.number_format, formula)
    whole = number.is_integer() and "." not in written and "E" not in written.upper()
    return value_cell(row, column, int(number) if whole else number, style.number_format, formula)


def _area(reference: str) -> tuple[int, int, int, int] | None:
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if start is None or end is None:
        return None
    return int(start[2]), _column(start[1]), int(end[2]), _column(end[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
