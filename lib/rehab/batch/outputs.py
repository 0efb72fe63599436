"""The removal of what is out of date: parts, pages, and what lies beside them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from rehab.batch.record import Entry
from rehab.pages.files.edited import WORD_SUFFIX, is_edited

_SUFFIXES = (".html", ".ipynb", ".failed.ipynb")


def remove_part(parts: Path, stem: str) -> None:
    """Remove the tables of a province that no workbook speaks for any more."""
    if (parts / stem).is_dir():
        shutil.rmtree(parts / stem)


def remove_pages(folder: Path, entry: Entry) -> None:
    """Remove a page that no workbook or notebook speaks for any more, with what lies beside it."""
    remove_files(folder, (*(f"{entry['key']}{suffix}" for suffix in _SUFFIXES), *entry["beside"]))


def remove_topic(folder: Path) -> None:
    """Remove the lists of a notebook of one's own that has no page any more, and its folder if it is empty then."""
    for path in folder.glob("index*.html"):
        path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def remove_files(folder: Path, names: Iterable[str]) -> None:
    """Remove files of a folder that are there; a Word document that somebody has edited is theirs and stays."""
    for name in names:
        path = folder / name
        if path.suffix == WORD_SUFFIX and path.is_file() and is_edited(path):
            continue
        path.unlink(missing_ok=True)
