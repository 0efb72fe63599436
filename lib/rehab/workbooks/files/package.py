"""The archive that a workbook of today is: its parts by name, whatever slashes and case the names are written in.

A part is read within bounds that no library sets: what an archive says of its own sizes is not to be trusted, and a
tree of tags takes many times the memory of the tags.
"""

import io
import re
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError
from xml.etree.ElementTree import fromstring as plain_fromstring
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from rehab.workbooks.files.failures import (
    DAMAGED,
    ENCODING,
    ENTITIES,
    PROTECTED,
    TOO_LARGE,
    TOO_MANY_CELLS,
    UnreadableFileError,
    damaged_part,
)
from rehab.workbooks.files.safety import (
    MOST_ENTRIES,
    MOST_MARKS,
    MOST_RELATIONS_BYTES,
    MOST_TAGS,
    MOST_TEXT_BYTES,
    MOST_UNPACKED_BYTES,
)

_ENCRYPTED_FLAG = 0x1
_HEAD_BYTES = 256
_ENCODING = re.compile(rb"encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']")
_LIKE_ASCII = re.compile(rb"utf-?8|us-ascii|iso-8859-\d{1,2}|windows-125\d", re.IGNORECASE)
_TEXTS = (".xml", ".rels", ".vml", ".bin")


@dataclass
class Bounds:
    """What is left of the tags and of the marks that trees may be built of."""

    tags: int = MOST_TAGS
    marks: int = MOST_MARKS


def parse_bounded(written: bytes, bounds: Bounds | None = None, damaged: tuple[str, str] = DAMAGED) -> Element:
    """The tree of some XML, if it is not beyond all measure. No entity is ever declared.

    Raises UnreadableFileError, with the cause given where it is damaged.
    """
    bounds = bounds or Bounds()
    # Each of these signs costs a parser an object of its own; the zero is that of UTF-16.
    bounds.tags -= written.count(b"<") - written.count(b"</") - written.count(b"<\0/")
    bounds.marks -= max(written.count(sign) for sign in (b"=", b"\n", b"&"))
    if bounds.tags < 0 or bounds.marks < 0:
        raise UnreadableFileError(*TOO_MANY_CELLS)
    try:
        # The guarded parser is written in Python and takes five times as long.
        if _declares_nothing(written):
            return plain_fromstring(written)
        return fromstring(written, forbid_dtd=True)
    except ParseError as error:
        raise UnreadableFileError(*damaged) from error
    except DefusedXmlException as error:
        raise UnreadableFileError(*ENTITIES) from error
    except (LookupError, ValueError) as error:
        # Python knows encodings in which its own parser of XML cannot read.
        raise UnreadableFileError(*ENCODING) from error


def _declares_nothing(written: bytes) -> bool:
    """True for XML in an encoding that writes signs as ASCII does and in which no document type is declared.

    Without one there is no entity. In any other encoding the declaration could be written so that it is not seen.

    >>> _declares_nothing(b"<a/>"), _declares_nothing(b'<?xml version="1.0" encoding="cp037"?>')
    (True, False)
    """
    head = written[:_HEAD_BYTES]
    named = _ENCODING.search(head)
    known = named is None or _LIKE_ASCII.fullmatch(named[1]) is not None
    # Without a declaration or in UTF-16, zeros or marks of the order of bytes stand first.
    plain = head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"\0" not in head
    whole = not head.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml") or b"?>" in head
    return known and plain and whole and b"<!DOCTYPE" not in written


class Package:
    """Parts of an archive, each read when it is asked for; all together within the bounds of `safety`.

    Raises UnreadableFileError, which names the part that is damaged, too large, or missing.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = ZipFile(io.BytesIO(content))
        except (BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise UnreadableFileError(*DAMAGED) from error
        entries = self._archive.infolist()
        texts = sum(entry.file_size for entry in entries if _key(entry.filename).endswith(_TEXTS))
        # No reader of archives, ours or openpyxl's, unpacks more of a part than the archive says that it has.
        if len(entries) > MOST_ENTRIES or texts > MOST_TEXT_BYTES:
            raise UnreadableFileError(*TOO_LARGE)
        self._entries: dict[str, ZipInfo] = {}
        for entry in entries:
            self._entries.setdefault(_key(entry.filename), entry)
        self._left = MOST_UNPACKED_BYTES
        self._bounds = Bounds()

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._entries

    def read(self, part: str) -> bytes:
        """All of a part."""
        entry = self._entries.get(_key(part))
        if entry is None:
            raise UnreadableFileError(*damaged_part(part))
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableFileError(*PROTECTED)
        if entry.file_size > self._left:
            raise UnreadableFileError(*TOO_LARGE)
        try:
            with self._archive.open(entry) as content:
                unpacked = content.read(self._left + 1)
        except (BadZipFile, EOFError, ValueError, NotImplementedError, zlib.error, OSError) as error:
            raise UnreadableFileError(*damaged_part(part)) from error
        self._left -= len(unpacked)
        if self._left < 0:
            raise UnreadableFileError(*TOO_LARGE)
        return unpacked

    def parse(self, part: str, written: bytes | None = None) -> Element:
        """The tree of a part's XML; `written` replaces what the archive holds. No entity is ever declared."""
        written = self.read(part) if written is None else written
        return parse_bounded(written, self._bounds, damaged_part(part))

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and target of each relationship of a part (of the package: empty), by its id; those outside left out."""
        where = PurePosixPath(part)
        name = str(where.parent / "_rels" / f"{where.name}.rels") if part else "_rels/.rels"
        found = {}
        if name not in self:
            return {}
        # Read twice, first to tell what kind of file it is; a workbook has a line for each sheet and not much more.
        if self._entries[_key(name)].file_size > MOST_RELATIONS_BYTES:
            raise UnreadableFileError(*TOO_LARGE)
        for entry in self.parse(name):
            target = entry.get("Target", "").replace("\\", "/")
            if entry.get("TargetMode") == "External" or not target:
                continue
            whole = target.lstrip("/") if target.startswith("/") else str(where.parent / target)
            found[entry.get("Id", "")] = (entry.get("Type", "").rpartition("/")[2], whole)
        return found


def _key(part: str) -> str:
    """The form in which names of parts are compared.

    >>> _key("xl\\\\Worksheets/../sharedStrings.XML")
    'xl/sharedstrings.xml'
    """
    steps: list[str] = []
    for step in part.replace("\\", "/").casefold().split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
