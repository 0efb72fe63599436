"""`rehab.open`: the first call at the bench."""

import json
import warnings
from pathlib import Path

from rehab.catalog.collections import CollectionError
from rehab.catalog.texts import LANGUAGES, text
from rehab.catalog.two_languages import of_both
from rehab.disclosure.asking import default_audience
from rehab.disclosure.protection import UnknownAudienceError
from rehab.explore.collection import OpenedCollection
from rehab.explore.errors import BenchError
from rehab.pages.numbers.country import load_country
from rehab.pages.numbers.material import MaterialError, find_data_folder
from rehab.store.digests import files_digest
from rehab.store.project import RAW, REPORTED, reading_record_in, workbooks_in
from rehab.workbooks.files.contents import Contents


class StaleTablesWarning(UserWarning):
    """Workbooks have changed since the tables were made; the message says which, and what to type."""


def open(collection: str = "", data: str | Path = "", audience: str = "", language: str = "vi") -> OpenedCollection:
    """A collection to explore: the project's around here, or of the data folder named.

    Without a name it is the only one there is, or `reported` among several.

    `audience`: `internal` (every figure) or `public`; by default internal, and in a run what that run is for, beyond
    which asking is an error. `language` is that of labels and sentences. Warns with StaleTablesWarning where workbooks
    have changed since they were read. Raises BenchError: which collections there are, or what to run first.

    `rehab.open("reported").province("Đắk Nông").indicator(6).why()`; docs/bench.md has more, and is run by the tests.
    """
    folder = data_folder(data, language)
    name = named_collection(folder, collection, language)
    if not (folder / "processed" / name / "parts").is_dir():
        raise BenchError(text("explore.not_read_yet", language, collection=name))
    try:
        country = load_country(name, language, str(folder), audience or default_audience())
    except (MaterialError, CollectionError, UnknownAudienceError) as error:
        raise BenchError(of_both(error, language)) from None
    changed = _changed(folder, name)
    if changed:
        warnings.warn(
            text("explore.stale", language, files=", ".join(changed), collection=name),
            StaleTablesWarning,
            stacklevel=2,
        )
    return OpenedCollection(country, folder)


def data_folder(data: str | Path, language: str) -> Path:
    """The data folder named, or that of the project around here. Raises BenchError where there is none."""
    if language not in LANGUAGES:
        # In none of the languages that were asked for: in that of a bench opened without asking.
        raise BenchError(text("explore.no_language", LANGUAGES[0], given=language, known=", ".join(LANGUAGES)))
    try:
        folder = find_data_folder(str(data))
    except MaterialError as error:
        raise BenchError(of_both(error, language)) from None
    if not folder.is_dir():
        raise BenchError(text("explore.no_data", language, folder=folder))
    return folder


def named_collection(data: Path, collection: str, language: str) -> str:
    """The collection named, else the only one, else `reported`. Raises BenchError with those that there are."""
    name = str(collection) if collection else _meant(data, language)
    if not (data / RAW / name).is_dir() and not (data / "processed" / name).is_dir():
        raise _no_collection(data, name, language)
    return name


def _collections(data: Path) -> list[str]:
    """Collections that have tables, or workbooks."""
    raw = [path for path in (data / RAW).glob("*") if path.is_dir() and workbooks_in(path)]
    return sorted({path.name for path in (*raw, *(data / "processed").glob("*")) if path.is_dir()})


def _meant(data: Path, language: str) -> str:
    known = _collections(data)
    if not known:
        raise BenchError(text("explore.nothing_yet", language, folder=data / RAW))
    if len(known) == 1:
        return known[0]
    if REPORTED not in known:
        raise BenchError(text("explore.which_collection", language, known=", ".join(known)))
    # What provinces have sent; the others (made up, of another year) are asked for by name.
    return REPORTED


def _no_collection(data: Path, name: str, language: str) -> BenchError:
    known = _collections(data)
    said = [text("explore.no_collection", language, given=name)]
    if known:
        said.append(text("explore.known", language, known=", ".join(known)))
    said.append(text("explore.no_sample" if known else "explore.nothing_yet", language, folder=data / RAW))
    return BenchError(" ".join(said))


def _changed(data: Path, collection: str) -> list[str]:
    """Workbooks that are not those the tables were made of: changed, or new."""
    record = reading_record_in(data, collection)
    raw = data / RAW / collection
    if not record.is_file() or not raw.is_dir():
        return []
    try:
        read = {
            tuple(entry["key"].split("|")): entry["fingerprint"]["workbooks"]
            for entry in json.loads(record.read_text("utf-8"))["entries"]
        }
    except (ValueError, KeyError, TypeError):
        # A broken record says nothing; the next run makes it anew, in words.
        return []
    there = {path.name: path for path in workbooks_in(raw)}
    known = {name for names in read for name in names}
    changed = [name for name in there if name not in known]
    for names, digest in read.items():
        paths = [there[name] for name in names if name in there]
        if len(paths) == len(names) and files_digest(paths, Contents()) != digest:
            changed += names
    return sorted(changed)
