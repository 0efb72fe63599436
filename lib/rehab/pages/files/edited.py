"""Whether somebody has changed a Word document since the suite wrote it: it bears the hash of its own content."""

import hashlib
import zipfile
from pathlib import Path

WORD_SUFFIX = ".docx"
_NEW = f".new{WORD_SUFFIX}"
_BODY = "word/document.xml"
_PROPERTIES = "docProps/core.xml"


def new_beside(path: Path) -> Path:
    """Where a new document goes beside one that was edited by hand."""
    return path.with_suffix(_NEW)


def edited_of(name: str) -> str:
    """The name of the edited document that such a new one lies beside; empty for any other file.

    >>> edited_of("67-dak-nong.review.new.docx"), edited_of("67-dak-nong.review.docx")
    ('67-dak-nong.review.docx', '')
    """
    return f"{name.removesuffix(_NEW)}{WORD_SUFFIX}" if name.endswith(_NEW) else ""


def content_mark(parts: zipfile.ZipFile) -> str:
    """The hash of what a document says."""
    return hashlib.blake2b(parts.read(_BODY), digest_size=12).hexdigest()


def is_edited(path: Path) -> bool:
    """True for a document that is not as the suite wrote it, or that it did not write; a folder is somebody's too.

    Raises OSError where it cannot be read.
    """
    if path.is_dir():
        return True
    try:
        with zipfile.ZipFile(path) as parts:
            return content_mark(parts) not in parts.read(_PROPERTIES).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError):
        return True
