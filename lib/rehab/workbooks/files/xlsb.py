"""Binary workbooks of Excel (.xlsb): cells as they are set, formulas' results, from the records of [MS-XLSB]."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rehab.workbooks.files.cells import Look, Run, serial_date, text_cell, value_cell
from rehab.workbooks.files.failures import NO_SHEET, TOO_MANY_CELLS, TOO_MANY_SHEETS, UnreadableFileError, damaged_part
from rehab.workbooks.files.formulas import settled
from rehab.workbooks.files.office import Book, Parts, Sheet
from rehab.workbooks.files.safety import MOST_CELLS, MOST_SHEETS
from rehab.workbooks.files.xlsb_records import records, wide
from rehab.workbooks.files.xlsb_styles import BinaryStyles, read_styles, split_runs
from rehab.workbooks.grids.grid import Cell, Grid

_WORKBOOK = "xl/workbook.bin"
_ROW, _COLUMNS, _VIEW, _MERGED, _STRING = 0, 60, 137, 176, 19
_PROPERTIES, _SHEET, _CALCULATION = 153, 156, 157
_RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED, _RICH = 2, 3, 4, 5, 6, 7, 62
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR = 8, 9, 10, 11
_CELLS = frozenset((*range(_RK, _FORMULA_ERROR + 1), _RICH))
_FORMULAS = frozenset((_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR))
_HIDDEN_ROW, _HIDDEN_COLUMN, _SHOWS_ZEROS, _EPOCH_1904, _COMPUTE_WHEN_OPENED = 0x10, 0x01, 0x10, 0x01, 0x01
_ERROR_TEXTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
# What a formula is called whose text is not read.
_FORMULA = "=…"
_STYLE_MASK = 0xFFFFFF


class _Entry(NamedTuple):
    name: str
    part: str
    hidden: bool


@dataclass
class _Book(Book):
    strings: list[tuple[str, list[tuple[int, int]]]] = field(default_factory=list)
    styles: BinaryStyles = field(default_factory=BinaryStyles)


def read_xlsb(content: bytes) -> tuple[Grid, ...]:
    """Every worksheet of an .xlsb file, in the order of its tabs.

    Raises UnreadableFileError where it is damaged, too large or without a sheet; struct.error or IndexError where a
    record is cut short.
    """
    parts = Parts.of(content, _WORKBOOK)
    package, targets, colours = parts.package, parts.targets, parts.colours()
    styles, strings = parts.named("styles"), parts.named("sharedStrings")
    epoch_1904 = computed_when_opened = False
    entries: list[_Entry] = []
    for kind, record in records(package.read(parts.main)):
        if kind == _PROPERTIES:
            epoch_1904 = bool(record[0] & _EPOCH_1904)
        elif kind == _CALCULATION:
            computed_when_opened = bool(record[28] & _COMPUTE_WHEN_OPENED) if len(record) > 28 else False
        elif kind == _SHEET:
            identity, after = wide(record, 8)
            name, _ = wide(record, after)
            if identity not in targets:
                raise UnreadableFileError(*damaged_part(name))
            if targets[identity][0] == "worksheet":
                entries.append(_Entry(name, targets[identity][1], record[0] != 0))
    if len(entries) > MOST_SHEETS:
        raise UnreadableFileError(*TOO_MANY_SHEETS)
    if not entries:
        raise UnreadableFileError(*NO_SHEET)
    book = _Book(
        epoch_1904,
        strings=_strings(package.read(strings)) if strings else [],
        styles=read_styles(package.read(styles), colours) if styles else BinaryStyles(theme=colours),
    )
    return settled(tuple(_grid(package.read(entry.part), entry, book) for entry in entries), computed_when_opened)


def _strings(content: bytes) -> list[tuple[str, list[tuple[int, int]]]]:
    found = []
    for kind, record in records(content):
        if kind == _STRING:
            found.append(split_runs(record, 0))
            if len(found) > MOST_CELLS:
                raise UnreadableFileError(*TOO_MANY_CELLS)
    return found


def _grid(content: bytes, entry: _Entry, book: _Book) -> Grid:
    sheet = Sheet()
    row = 0
    for kind, record in records(content):
        if kind == _ROW:
            row = int.from_bytes(record[:4], "little") + 1
            if record[11] & _HIDDEN_ROW:
                sheet.hidden_rows.add(row)
        elif kind in _CELLS:
            _read_cell(kind, record, row, sheet, book)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", record)
            if record[16] & _HIDDEN_COLUMN:
                sheet.hidden_columns.append(range(first + 1, last + 2))
        elif kind == _VIEW:
            sheet.hides_zeros = not record[0] & _SHOWS_ZEROS
        elif kind == _MERGED:
            first_row, last_row, first_column, last_column = struct.unpack("<4I", record[:16])
            sheet.merged.append((first_row + 1, first_column + 1, last_row + 1, last_column + 1))
            book.count_merged(sheet.merged[-1:])
    return sheet.grid(entry.name, entry.hidden, book)


def _read_cell(kind: int, record: bytes, row: int, sheet: Sheet, book: _Book) -> None:
    column, style = struct.unpack_from("<II", record)
    look = book.styles.look(style & _STYLE_MASK)
    if sheet.hides_zeros:
        look = look._replace(hides_zero=True)
    cell = _cell(kind, record, row, column + 1, look, book, book.styles.is_date(style & _STYLE_MASK))
    if cell is None:
        return
    book.count(row, column + 1)
    sheet.cells.append(cell)


def _cell(kind: int, record: bytes, row: int, column: int, look: Look, book: _Book, is_date: bool) -> Cell | None:
    formula = _FORMULA if kind in _FORMULAS else ""
    if kind in (_ERROR, _FORMULA_ERROR):
        return text_cell(row, column, [Run(_ERROR_TEXTS.get(record[8], "#N/A"))], look, formula)
    if kind in (_BOOL, _FORMULA_BOOL):
        return value_cell(row, column, record[8] != 0, look, formula)
    if kind in (_TEXT, _FORMULA_TEXT):
        return text_cell(row, column, [Run(wide(record, 8)[0])], look, formula)
    if kind == _RICH:
        return text_cell(row, column, _runs(split_runs(record, 8), look, book), look)
    if kind == _SHARED:
        place = int.from_bytes(record[8:12], "little")
        # A string that there is not is a letter that is lost.
        runs = _runs(book.strings[place], look, book) if place < len(book.strings) else [Run("\ufffd")]
        return text_cell(row, column, runs, look)
    number = _short_number(record) if kind == _RK else struct.unpack_from("<d", record, 8)[0]
    if is_date and (day := serial_date(number, book.epoch_1904)) is not None:
        return value_cell(row, column, day, look, formula)
    return value_cell(row, column, int(number) if float(number).is_integer() else number, look, formula)


def _short_number(record: bytes) -> float:
    """A number of four bytes: a whole one, or the upper half of a long one; either may be in hundredths."""
    (written,) = struct.unpack_from("<I", record, 8)
    number: float
    if written & 2:
        (signed,) = struct.unpack("<i", struct.pack("<I", written))
        number = signed >> 2
    else:
        (number,) = struct.unpack("<d", struct.pack("<II", 0, written & 0xFFFFFFFC))
    return number / 100 if written & 1 else number


def _runs(written: tuple[str, list[tuple[int, int]]], look: Look, book: _Book) -> list[Run]:
    """Stretches of a text; each change tells where a further font begins, up to there it is the cell's own."""
    text, changes = written
    if not changes:
        return [Run(text)]
    return [run for run in _stretches(text, changes, look, book) if run.text]


def _stretches(text: str, changes: list[tuple[int, int]], look: Look, book: _Book) -> Iterator[Run]:
    yield Run(text[: changes[0][0]])
    ends = [place for place, _ in changes[1:]] + [len(text)]
    for (place, font), end in zip(changes, ends, strict=True):
        yield book.styles.run(text[place:end], font, look.fill)
