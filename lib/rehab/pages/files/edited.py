"""Whether somebody has changed a Word document since the suite wrote it: it bears the hash of its own content."""

import hashlib
import itertools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from rehab.catalog.texts import LANGUAGES

WORD_SUFFIX = ".docx"
_NEW = re.compile(r"\.new(-[0-9]{1,6})?\.docx$")
_BODY = "word/document.xml"
_PROPERTIES = "docProps/core.xml"


def document_name(slug: str, what: str, language: str) -> str:
    """The name of a province's Word document: `review` or `evaluation`.

    >>> document_name("67-dak-nong", "review", "en")
    '67-dak-nong.review.en.docx'
    """
    mark = "" if language == LANGUAGES[0] else f".{language}"
    return f"{slug}.{what}{mark}{WORD_SUFFIX}"


def new_beside(path: Path) -> Path:
    """Where a new document goes beside one that was edited by hand: over none that was edited itself."""
    names = (path.with_suffix(f".new{mark}{WORD_SUFFIX}") for mark in _marks())
    return next(found for found in names if not found.exists() or not is_edited(found))


def _marks() -> Iterator[str]:
    return itertools.chain([""], (f"-{number}" for number in itertools.count(2)))


def edited_of(name: str) -> str:
    """The name of the edited document that such a new one lies beside; empty for any other file.

    >>> edited_of("67-dak-nong.review.new.docx"), edited_of("67-dak-nong.review.docx")
    ('67-dak-nong.review.docx', '')
    >>> edited_of("67-dak-nong.review.new-2.docx")
    '67-dak-nong.review.docx'
    """
    return _NEW.sub(WORD_SUFFIX, name) if _NEW.search(name) else ""


def content_mark(parts: zipfile.ZipFile) -> str:
    """The hash of what a document says."""
    return hashlib.blake2b(parts.read(_BODY), digest_size=12).hexdigest()


def is_edited(path: Path) -> bool:
    """True for a document that is not as the suite wrote it, or that it did not write; a folder is somebody's too.

    So is one that cannot be read: somebody may be at work in it.
    """
    if path.is_dir():
        return True
    try:
        with zipfile.ZipFile(path) as parts:
            return content_mark(parts) not in parts.read(_PROPERTIES).decode("utf-8", "replace")
    except (OSError, zipfile.BadZipFile, KeyError):
        return True
