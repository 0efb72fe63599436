"""What a stranger's file must not do: fill the memory, run for hours, or pull in anything else.

Checked on the archive before any library opens it; limits are far above what a province could send.
"""

import re
from pathlib import Path
from zipfile import ZipFile

from openpyxl.utils.cell import range_boundaries

from rehab.workbooks.files.failures import ENTITIES, TOO_LARGE, TOO_MANY_CELLS, UnreadableFileError

MOST_FILE_BYTES = 32 * 2**20
MOST_UNPACKED_BYTES = 64 * 2**20
MOST_ENTRIES = 2_000
MOST_CELLS = 400_000
MOST_MERGED_CELLS = 1_000_000

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row|table-cell|table-row)[\s/>]")
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_CHUNK_BYTES = 2**17
_OVERLAP_BYTES = 256


def check_archive(path: Path) -> None:
    """Refuse a workbook that is no archive of sane size and content.

    Raises UnreadableFileError; BadZipFile where the archive is damaged.
    """
    with ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
            raise UnreadableFileError(*TOO_LARGE)
        cells = merged = unpacked = 0
        for entry in entries:
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            in_sheet = entry.filename.startswith("xl/worksheets/") or entry.filename == "content.xml"
            tail = b""
            with archive.open(entry) as content:
                while chunk := content.read(_CHUNK_BYTES):
                    # The size an archive states of itself is not to be trusted.
                    unpacked += len(chunk)
                    if unpacked > MOST_UNPACKED_BYTES:
                        raise UnreadableFileError(*TOO_LARGE)
                    window = tail + chunk
                    if _DOCTYPE.search(window):
                        raise UnreadableFileError(*ENTITIES)
                    if in_sheet:
                        cells += len(_CELL.findall(chunk))
                        merged += sum(
                            _area(found.group(1)) for found in _MERGE.finditer(window) if found.end() > len(tail)
                        )
                        if cells > MOST_CELLS or merged > MOST_MERGED_CELLS:
                            raise UnreadableFileError(*TOO_MANY_CELLS)
                    tail = window[-_OVERLAP_BYTES:]


def _area(reference: bytes) -> int:
    first_column, first_row, last_column, last_row = range_boundaries(reference.decode("ascii"))
    if None in (first_column, first_row, last_column, last_row):
        return MOST_MERGED_CELLS + 1
    return (abs(int(last_column) - int(first_column)) + 1) * (abs(int(last_row) - int(first_row)) + 1)  # type: ignore[arg-type]
