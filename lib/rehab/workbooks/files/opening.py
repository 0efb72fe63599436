"""Any file → grids: what kind it is, by its first bytes and its parts, and the reader of that kind."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException

from rehab.workbooks.files.failures import (
    DAMAGED,
    EMPTY,
    ENTITIES,
    NO_WORKBOOK,
    PROTECTED,
    TOO_LARGE,
    UnreadableFileError,
)
from rehab.workbooks.files.html import read_html
from rehab.workbooks.files.ods import read_ods
from rehab.workbooks.files.safety import MOST_FILE_BYTES, check_archive
from rehab.workbooks.files.spreadsheetml import read_spreadsheetml
from rehab.workbooks.files.xls import read_xls
from rehab.workbooks.files.xlsb import read_xlsb
from rehab.workbooks.files.xlsx import read_xlsx
from rehab.workbooks.grids.grid import Grid

_OLE, _ZIP = bytes.fromhex("d0cf11e0a1b11ae1"), b"PK"
_HEAD_BYTES = 4096
# The name of the stream in which Office keeps a workbook locked by a password, as its directory spells it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"
_HTML_SIGNS = ("<html", "<table", "<!doctype html", "<meta", "<body")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}

_READERS: dict[str, Callable[[Path], tuple[Grid, ...]]] = {
    "xlsx": read_xlsx,
    "xlsb": read_xlsb,
    "ods": read_ods,
    "xls": read_xls,
    "spreadsheetml": read_spreadsheetml,
    "html": read_html,
}


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Every sheet of a workbook file; formulas are never computed, links and macros never followed.

    Raises UnreadableFileError when the file is no workbook, FileNotFoundError when there is none.
    """
    try:
        return _READERS[file_kind(path)](path)
    except DefusedXmlException as error:
        raise UnreadableFileError(*ENTITIES) from error
    except RecursionError as error:
        raise UnreadableFileError(*DAMAGED) from error
    except (BadZipFile, KeyError, IndexError, EOFError, ParseError, zlib.error, struct.error) as error:
        raise UnreadableFileError(*DAMAGED) from error
    except (ValueError, TypeError, AssertionError, RuntimeError, OverflowError, LookupError, OSError) as error:
        # An error of the machine has a number and is its own; a library that stumbles over bytes gives none.
        if isinstance(error, UnreadableFileError) or getattr(error, "errno", None) is not None:
            raise
        locked = isinstance(error, RuntimeError) and "encrypted" in str(error)
        raise UnreadableFileError(*(PROTECTED if locked else DAMAGED)) from error


def file_kind(path: Path) -> str:
    """`xlsx` (.xlsm too), `xlsb`, `ods`, `xls`, `spreadsheetml` or `html`, by content.

    Raises UnreadableFileError for anything else, for a file that is empty, too large or locked by a password.
    """
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError(*EMPTY)
    if size > MOST_FILE_BYTES:
        raise UnreadableFileError(*TOO_LARGE)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(_OLE):
        if _ENCRYPTED in path.read_bytes():
            raise UnreadableFileError(*PROTECTED)
        return "xls"
    if head.startswith(_ZIP):
        return _archive_kind(path)
    return _text_kind(head)


def _archive_kind(path: Path) -> str:
    check_archive(path)
    with ZipFile(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.bin" in names:
            return "xlsb"
        if "content.xml" in names and b"opendocument" in archive.read(
            "mimetype" if "mimetype" in names else "content.xml"
        ):
            return "ods"
        if {"mimetype", "META-INF/manifest.xml"} <= names and b"encrypt" in archive.read("META-INF/manifest.xml"):
            raise UnreadableFileError(*PROTECTED)
        if "_rels/.rels" in names:
            return "xlsx"
    raise UnreadableFileError(*NO_WORKBOOK)


def _text_kind(head: bytes) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if head.startswith(mark)), "latin-1")
    start = head[: len(head) // 2 * 2].decode(encoding, errors="replace").lstrip()
    if start.startswith("<") and _SPREADSHEETML in start:
        return "spreadsheetml"
    lowered = start.lower()
    if start.startswith("<") and any(
        sign in lowered for sign in ("<html", "<table", "<!doctype html", "<meta", "<body")
    ):
        return "html"
    raise UnreadableFileError(*NO_WORKBOOK)
