"""The removal of what is out of date: parts, pages, and what lies beside them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from rehab.batch.record import Entry
from rehab.batch.tasks import FAILED_SUFFIX
from rehab.pages.files.edited import WORD_SUFFIX, edited_of, is_edited

_SUFFIXES = (".html", ".ipynb", FAILED_SUFFIX)


def remove_part(parts: Path, stem: str) -> None:
    """Remove the tables of a province that no workbook speaks for any more."""
    if (parts / stem).is_dir():
        shutil.rmtree(parts / stem)


def remove_pages(folder: Path, failed: Path, entry: Entry) -> None:
    """Remove a page that no workbook or notebook speaks for any more, with what lies beside it, or in `failed`."""
    remove_files(folder, (*(f"{entry['key']}{suffix}" for suffix in _SUFFIXES), *entry["beside"]))
    remove_files(failed, (f"{entry['key']}{FAILED_SUFFIX}",))


def remove_topic(folder: Path) -> None:
    """Remove the lists of a notebook of one's own that has no page any more, and its folder if it is empty then."""
    for path in folder.glob("index*.html"):
        path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def remove_files(folder: Path, names: Iterable[str]) -> None:
    """Remove files of a folder that are there; folders stay, and Word documents that somebody has edited."""
    for name in names:
        path = folder / name
        if path.is_dir() or (path.suffix == WORD_SUFFIX and path.exists() and is_edited(path)):
            continue
        path.unlink(missing_ok=True)


def forget(folder: Path, known: Entry | None, beside: tuple[str, ...]) -> tuple[str, ...]:
    """Remove what lay beside a page and does not any more; all that lies there now.

    That is `beside`, and every Word document that somebody has edited: it is theirs, and stays.
    """
    before = set(known["beside"]) if known else set()
    remove_files(folder, before - set(beside))
    edited = {edited_of(name) for name in beside}
    return (*beside, *sorted(name for name in (before | edited) - set(beside) if name and (folder / name).is_file()))
