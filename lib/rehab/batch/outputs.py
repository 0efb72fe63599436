"""Files of a collection that no province's own work writes: the index, and the removal of what has no workbook."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rehab.batch.record import Record
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import LANGUAGES
from rehab.pages.frame.index import IndexRow, index_page
from rehab.store.whole import write_whole

_SUFFIXES = (".html", ".ipynb", ".failed.ipynb")


def remove_part(parts: Path, stem: str) -> None:
    """Remove the tables of a province that no workbook speaks for any more."""
    if (parts / stem).is_dir():
        shutil.rmtree(parts / stem)


def remove_pages(folder: Path, stem: str) -> None:
    """Remove a page that no workbook speaks for any more, with what lies beside it."""
    for suffix in _SUFFIXES:
        (folder / f"{stem}{suffix}").unlink(missing_ok=True)
    remove_downloads(folder, stem)


def remove_downloads(folder: Path, stem: str) -> None:
    """Remove the Excel file of a page; one of made-up figures bears that in its name."""
    slug, _, language = stem.partition(".")
    for path in folder.glob(f"{slug}*.xlsx"):
        if path.stem.partition(".")[2] == language:
            path.unlink()


def write_index(folder: Path, collection: str, record: Record, parts: Iterable[Mapping[str, Any]]) -> None:
    """Write the list of provinces in every language that has a page; Vietnamese is `index.html`."""
    pages: dict[str, dict[str, Any]] = {}
    for entry in record:
        pages.setdefault(entry["province"], {})[entry["language"]] = entry
    languages = [name for name in LANGUAGES if any(name in own for own in pages.values())] or [LANGUAGES[0]]
    unusable = [part for part in parts if not part["province"] and not part["named"]]
    for language in languages:
        rows = [_row(code, own, language) for code, own in sorted(pages.items())]
        place = LANGUAGES.index(language)
        rows += [
            IndexRow("", part["files"], {}, problems=part["problems"], error=_joined(part["messages"], place))
            for part in unusable
        ]
        html = index_page(collection, language, rows)
        name = "index.html" if language == LANGUAGES[0] else f"index.{language}.html"
        write_whole(folder / name, lambda path, content=html: path.write_text(content, encoding="utf-8"))  # type: ignore[misc]


def _joined(messages: Iterable[Iterable[str]], place: int) -> str:
    return " ".join(list(message)[place] for message in messages)


def _row(code: str, own: Mapping[str, Any], language: str) -> IndexRow:
    entry = own.get(language) or next(iter(own.values()))
    return IndexRow(
        code=code,
        name=provinces()[code].title(language),
        pages={name: own[name]["page"] for name in LANGUAGES if name in own},
        verdicts=entry["verdicts"],
        problems=entry["problems"],
        error=entry["error"],
    )
