"""Any file → grids: what kind it is, by its content alone, and the reader of that kind."""

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from defusedxml.common import DefusedXmlException

from rehab.catalog.registry import Registry
from rehab.catalog.texts import decodable
from rehab.workbooks.files.contents import content_of
from rehab.workbooks.files.delimited import decoded, delimiter_of, read_delimited
from rehab.workbooks.files.failures import (
    ARCHIVE,
    DAMAGED,
    EMPTY,
    ENTITIES,
    NO_WORKBOOK,
    OFFICE_FILE,
    PDF,
    PICTURE,
    PROTECTED,
    TEXT_DOCUMENT,
    UnreadableFileError,
)
from rehab.workbooks.files.html import read_html
from rehab.workbooks.files.ods import read_ods
from rehab.workbooks.files.package import Package
from rehab.workbooks.files.spreadsheetml import read_spreadsheetml
from rehab.workbooks.files.xls import read_xls
from rehab.workbooks.files.xlsb import read_xlsb
from rehab.workbooks.files.xlsx import read_xlsx
from rehab.workbooks.grids.grid import Grid

_OLE, _ZIP = bytes.fromhex("d0cf11e0a1b11ae1"), b"PK"
# Workbooks of before 1994 begin with their first record.
_OLD_BEGINNINGS = tuple(b"\x09" + version for version in (b"\x00", b"\x02", b"\x04", b"\x08"))
_HEAD_BYTES = 4096
_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"
_HTML_SIGNS = ("<html", "<table", "<!doctype html", "<meta", "<body")
# How a directory of OLE spells names of what it holds: the locked content, workbooks, Word's text.
_ROOT, _ENCRYPTED, _BOOKS, _WORD = (
    "Root Entry".encode("utf-16-le"),
    "EncryptedPackage".encode("utf-16-le"),
    tuple(name.encode("utf-16-le") + b"\0\0" for name in ("Workbook", "Book", "WORKBOOK", "BOOK")),
    "WordDocument".encode("utf-16-le"),
)
_OTHER_BEGINNINGS = (
    (b"%PDF", PDF),
    (b"{\\rtf", TEXT_DOCUMENT),
    (b"\xff\xd8\xff", PICTURE),
    (b"\x89PNG", PICTURE),
    (b"GIF8", PICTURE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")

# The sheets of a file: from its content, and from its name, which is the sheet's where the file names none.
ReadSheets = Callable[[bytes, str], tuple[Grid, ...]]


@dataclass(frozen=True)
class Reader:
    """How a kind of file is read; `tells` says of a content that it is of this kind.

    What kinds the suite's own readers are for, `kind_of` tells; those of others are asked first.
    """

    read: ReadSheets
    tells: Callable[[bytes], bool] | None = None


def _unnamed(read: Callable[[bytes], tuple[Grid, ...]]) -> Reader:
    return Reader(lambda content, _: read(content))


@cache
def readers() -> Registry[Reader]:
    """Readers by the kind of file; others are entry points of the group `rehab.readers`.

    >>> readers().names()[:3]
    ('xlsx', 'xlsb', 'ods')
    """
    own = {"xlsx": read_xlsx, "xlsb": read_xlsb, "ods": read_ods, "xls": read_xls, "spreadsheetml": read_spreadsheetml}
    # A page and a plain table have no sheets with names: the file's is theirs.
    named = {"html": Reader(read_html), "csv": Reader(read_delimited)}
    return Registry("rehab.readers", lambda: {kind: _unnamed(read) for kind, read in own.items()} | named)


def read_grids(path: Path, content: bytes | None = None) -> tuple[Grid, ...]:
    """Every sheet of a workbook file; formulas are never computed, links and macros never followed.

    `content` is what was in it when it was taken, where it has been taken. Raises UnreadableFileError when the file is
    no workbook, FileNotFoundError when there is none.
    """
    content = content_of(path) if content is None else content
    kind = kind_of(content)
    try:
        return _told_apart(readers().get(kind).read(content, decodable(path.stem)))
    except DefusedXmlException as error:
        raise UnreadableFileError(*ENTITIES) from error
    except (
        ValueError,
        TypeError,
        AssertionError,
        AttributeError,
        RuntimeError,
        ArithmeticError,
        LookupError,
        EOFError,
        # The content is in memory: a place in it that cannot be gone to is the file's own fault, and no disk's.
        OSError,
        struct.error,
        zlib.error,
    ) as e:
        if isinstance(e, UnreadableFileError):
            raise
        raise UnreadableFileError(*DAMAGED) from e


def _told_apart(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """The sheets of a file, each by a name of its own: no program lets two be called alike, but some writers do."""
    taken = {grid.name for grid in grids}
    seen: set[str] = set()
    found = []
    for grid in grids:
        name, number = grid.name, 2
        while name in seen or (name != grid.name and name in taken):
            name, number = f"{grid.name} ({number})", number + 1
        seen.add(name)
        found.append(grid if name == grid.name else replace(grid, name=name))
    return tuple(found)


def file_kind(path: Path) -> str:
    """`xlsx` (.xlsm too), `xlsb`, `ods`, `xls` (.et too), `spreadsheetml`, `html` or `csv`, by content;
    or the name of a reader of others.

    Raises UnreadableFileError for anything else, for a file that is empty, too large or locked by a password.
    """
    return kind_of(content_of(path))


def kind_of(content: bytes) -> str:
    """What `file_kind` says of a file of this content."""
    if not content.strip(b"\0 \r\n\t"):
        raise UnreadableFileError(*EMPTY)
    for kind in readers().names():
        tells = readers().get(kind).tells
        if tells and tells(content):
            return kind
    if content.startswith(_OLE):
        return _ole_kind(content)
    if content.startswith(_ZIP):
        return _archive_kind(content)
    if content.startswith(_OLD_BEGINNINGS):
        return "xls"
    for beginning, cause in _OTHER_BEGINNINGS:
        if content.startswith(beginning):
            raise UnreadableFileError(*cause)
    return _text_kind(content)


def _ole_kind(content: bytes) -> str:
    if _ENCRYPTED in content:
        raise UnreadableFileError(*PROTECTED)
    if not any(name in content for name in _BOOKS):
        whole = _ROOT in content
        raise UnreadableFileError(*(TEXT_DOCUMENT if _WORD in content else OFFICE_FILE if whole else DAMAGED))
    return "xls"


def _archive_kind(content: bytes) -> str:
    package = Package(content)
    if "xl/workbook.bin" in package:
        return "xlsb"
    if "mimetype" in package or ("content.xml" in package and "META-INF/manifest.xml" in package):
        said = package.read("mimetype") if "mimetype" in package else b"spreadsheet"
        if b"spreadsheet" in said and "content.xml" in package:
            return "ods"
        if b"spreadsheet" in said or b"encrypted" in said:
            raise UnreadableFileError(*PROTECTED)
        raise UnreadableFileError(*(TEXT_DOCUMENT if b"opendocument.text" in said else NO_WORKBOOK))
    mains = dict(package.relationships("").values())
    main = mains.get("officeDocument", "xl/workbook.xml")
    if "word/" in main.casefold() or "word/document.xml" in package:
        raise UnreadableFileError(*TEXT_DOCUMENT)
    if "ppt/" in main.casefold():
        raise UnreadableFileError(*OFFICE_FILE)
    if main in package:
        return "xlsb" if main.casefold().endswith(".bin") else "xlsx"
    raise UnreadableFileError(*(DAMAGED if mains or "[Content_Types].xml" in package else ARCHIVE))


def _text_kind(content: bytes) -> str:
    start = decoded(content[:_HEAD_BYTES]).lstrip("\ufeff \t\r\n")
    lowered = start.lower()
    if start.startswith("<"):
        if _SPREADSHEETML in start:
            return "spreadsheetml"
        if any(sign in lowered for sign in _HTML_SIGNS):
            return "html"
        raise UnreadableFileError(*NO_WORKBOOK)
    if not _CONTROLS.search(start) and delimiter_of(decoded(content)):
        return "csv"
    raise UnreadableFileError(*NO_WORKBOOK)
