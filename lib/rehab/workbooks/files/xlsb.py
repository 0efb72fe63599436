"""Binary workbooks of Excel (.xlsb): values by python-calamine, which tells neither number formats nor fonts.

What a sheet hides and merges, and how far it reaches, is taken from its records before: the library sets aside
memory for every place between a sheet's first cell and its last.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from rehab.workbooks.files.cells import Run, text_cell, value_cell
from rehab.workbooks.files.failures import DAMAGED, NO_SHEET, PROTECTED, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.safety import MOST_CELLS, MOST_MERGED_CELLS
from rehab.workbooks.grids.grid import Cell, Grid, make_grid

_WORKBOOK, _RELATIONSHIPS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_ALWAYS = ("[Content_Types].xml", "_rels/.rels", _WORKBOOK, _RELATIONSHIPS, "xl/styles.bin", "xl/sharedStrings.bin")
# Kinds of records, by the numbers of MS-XLSB.
_ROW, _ERRORS, _LAST_KIND_OF_CELL = 0, (3, 11), 11
_COLUMNS, _PROPERTIES, _SHEET, _MERGED = 60, 153, 156, 176
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01
_ERROR_TEXTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
# Places between first and last cell, blank ones too, on all sheets together.
_MOST_SLOTS = 10 * MOST_CELLS
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_SECONDS_OF_DAY = 86_400


@dataclass
class _Outline:
    """What a sheet's records tell beside its values."""

    cells: int = 0
    rows: list[int] = field(default_factory=list)
    columns: set[int] = field(default_factory=set)
    errors: list[Cell] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)

    @property
    def slots(self) -> int:
        """Places between the first cell and the last."""
        if not self.rows:
            return 0
        return (max(self.rows) - min(self.rows) + 1) * (max(self.columns) - min(self.columns) + 1)


def read_xlsb(path: Path) -> tuple[Grid, ...]:
    """Every worksheet of an .xlsb file, in the order of its tabs.

    Raises UnreadableFileError where it is locked, damaged, too large or without a sheet; KeyError, ValueError or
    struct.error where it is damaged.
    """
    with ZipFile(path) as archive:
        epoch_1904, parts = _parts(archive)
        outlines = {part: _outline(archive.read(part)) for part in dict.fromkeys(parts) if part}
        told = [outlines[part] for part in parts if part]
        if sum(outline.cells for outline in told) > MOST_CELLS or sum(outline.slots for outline in told) > _MOST_SLOTS:
            raise UnreadableFileError(*TOO_MANY_CELLS)
        if sum(_area(block) for outline in told for block in outline.merged) > MOST_MERGED_CELLS:
            raise UnreadableFileError(*TOO_MANY_CELLS)
        copy = _copy(archive, [*_ALWAYS, *outlines])
    try:
        grids = _grids(copy, [outlines.get(part, _Outline()) for part in parts], epoch_1904)
    except PasswordError as error:
        raise UnreadableFileError(*PROTECTED) from error
    except (CalamineError, OSError) as error:
        raise UnreadableFileError(*DAMAGED) from error
    except BaseException as error:
        # What a library in Rust raises when it gives up is no Exception, and has no name to import.
        if type(error).__name__ == "PanicException":
            raise UnreadableFileError(*DAMAGED) from error
        raise
    if not grids:
        raise UnreadableFileError(*NO_SHEET)
    return grids


def _copy(archive: ZipFile, parts: list[str]) -> io.BytesIO:
    """The parts to read in an archive of our own: the library would trust the sizes that a stranger's tells."""
    copy = io.BytesIO()
    names = set(archive.namelist())
    with ZipFile(copy, "w") as target:
        for part in parts:
            if part in names:
                target.writestr(part, archive.read(part))
    copy.seek(0)
    return copy


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record of a part."""
    place, end = 0, len(content)
    while place < end:
        kind, place = _variable(content, place, 2)
        size, place = _variable(content, place, 4)
        yield kind, content[place : place + size]
        place += size


def _variable(content: bytes, place: int, longest: int) -> tuple[int, int]:
    """A number of seven bits a byte and the place after it."""
    number = 0
    for position in range(longest):
        byte = content[place + position]
        number |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:
            return number, place + position + 1
    return number, place + longest


def _parts(archive: ZipFile) -> tuple[bool, list[str]]:
    """Whether days count from 1904, and the part of each sheet (empty where it is no worksheet)."""
    targets = {}
    for entry in fromstring(archive.read(_RELATIONSHIPS), forbid_dtd=True):
        if entry.get("TargetMode") != "External" and entry.attrib["Type"].endswith("/worksheet"):
            target = entry.attrib["Target"]
            targets[entry.attrib["Id"]] = target[1:] if target.startswith("/") else f"xl/{target}"
    epoch_1904, parts = False, []
    for kind, content in _records(archive.read(_WORKBOOK)):
        if kind == _PROPERTIES:
            epoch_1904 = bool(content[0] & 1)
        elif kind == _SHEET:
            (length,) = struct.unpack_from("<I", content, 8)
            parts.append(targets.get(content[12 : 12 + 2 * length].decode("utf-16-le"), ""))
    return epoch_1904, parts


def _outline(content: bytes) -> _Outline:
    outline = _Outline()
    row = 0
    for kind, record in _records(content):
        if kind == _ROW:
            row = int.from_bytes(record[:4], "little") + 1
            if record[11] & _HIDDEN_ROW:
                outline.hidden_rows.add(row)
        elif 1 < kind <= _LAST_KIND_OF_CELL:
            _note_cell(outline, kind, record, row)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", record)
            if record[16] & _HIDDEN_COLUMN:
                outline.hidden_columns.append(range(first + 1, last + 2))
        elif kind == _MERGED:
            first_row, last_row, first_column, last_column = struct.unpack("<4I", record[:16])
            outline.merged.append((first_row + 1, first_column + 1, last_row + 1, last_column + 1))
    return outline


def _note_cell(outline: _Outline, kind: int, record: bytes, row: int) -> None:
    column = int.from_bytes(record[:4], "little") + 1
    outline.cells += 1
    if row > _LAST_ROW or column > _LAST_COLUMN or outline.cells > MOST_CELLS:
        raise UnreadableFileError(*TOO_MANY_CELLS)
    if not outline.rows or outline.rows[-1] != row:
        outline.rows.append(row)
    outline.columns.add(column)
    if kind in _ERRORS:
        # The library tells an error as it tells a blank.
        error = text_cell(row, column, [Run(_ERROR_TEXTS.get(record[8], "#N/A"))], "")
        outline.errors += [error] if error else []


def _area(block: tuple[int, int, int, int]) -> int:
    return (abs(block[2] - block[0]) + 1) * (abs(block[3] - block[1]) + 1)


def _grids(file: io.BytesIO, outlines: list[_Outline], epoch_1904: bool) -> tuple[Grid, ...]:
    grids = []
    with CalamineWorkbook.from_filelike(file) as book:
        if len(book.sheets_metadata) != len(outlines):
            raise UnreadableFileError(*DAMAGED)
        for number, (told, outline) in enumerate(zip(book.sheets_metadata, outlines, strict=True)):
            if told.typ != SheetTypeEnum.WorkSheet:
                continue
            used = sorted(outline.columns)
            grids.append(
                make_grid(
                    told.name,
                    _cells(book, number, outline) if outline.cells else [],
                    tuple(outline.merged),
                    hidden=told.visible != SheetVisibleEnum.Visible,
                    hidden_rows=frozenset(outline.hidden_rows),
                    hidden_columns=frozenset(c for c in used if any(c in part for part in outline.hidden_columns)),
                    epoch_1904=epoch_1904,
                )
            )
    return tuple(grids)


def _cells(book: CalamineWorkbook, number: int, outline: _Outline) -> list[Cell]:
    sheet = book.get_sheet_by_index(number)
    errors = {(cell.row, cell.column): cell for cell in outline.errors}
    start_row, start_column = min(outline.rows), min(outline.columns)
    if sheet.start != (start_row - 1, start_column - 1):
        raise UnreadableFileError(*DAMAGED)
    found = dict(errors)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=start_row):
        for column, value in enumerate(values, start=start_column):
            cell = None if (row, column) in errors else _cell(row, column, value)
            if cell is not None:
                found[row, column] = cell
    return list(found.values())


def _cell(row: int, column: int, value: object) -> Cell | None:
    if isinstance(value, str):
        return text_cell(row, column, [Run(value)], "")
    if isinstance(value, bool):
        return value_cell(row, column, value, "")
    if isinstance(value, datetime):
        return value_cell(row, column, value.date(), "")
    if isinstance(value, date):
        return value_cell(row, column, value, "")
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, timedelta):
        return value_cell(row, column, value.total_seconds() / _SECONDS_OF_DAY, "")
    if isinstance(value, int | float):
        whole = isinstance(value, float) and value.is_integer()
        return value_cell(row, column, int(value) if whole else value, "")
    return None
