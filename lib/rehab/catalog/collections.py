"""Collections: which review one belongs to, and whether its figures are made up."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehab.catalog.files import CatalogError
from rehab.catalog.reviews import DEFAULT_REVIEW, Review, find_review
from rehab.catalog.settings import SettingsError, read_settings

COLLECTION_FILE = "collection.toml"
REVIEWS_FOLDER = "reviews"
# What `rehab sample` writes is made up, also where somebody has deleted the file that says so or writes it "Sample".
_SAMPLE = "sample"
# Beside the tables of a collection whose workbooks say that they are made up; their folder cannot take it away.
_PROCESSED, _MARK = "processed", "made-up.txt"

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"review": {"type": "string", "minLength": 1}, "made_up": {"type": "boolean"}},
}


class CollectionError(SettingsError):
    """A collection's file says something that cannot be; the message names file, place and remedy."""


@dataclass(frozen=True)
class Collection:
    """A set of workbooks that belong together; figures that are made up say so wherever they show.

    `made_up` where its file or its folder's name says so (`declared`), or any workbook that was read.
    """

    name: str
    review: Review
    made_up: bool
    declared: bool = False


def open_collection(folder: Path) -> Collection:
    """The collection in a folder below `raw`, as its `collection.toml` tells: of 2016-2020 and real if it has none.

    Its review lies in `reviews/<name>` beside `raw`, or else in the catalogue. Raises CollectionError.

    >>> open_collection(Path("data/raw/sample")).made_up, open_collection(Path("data/raw/reported")).review.name
    (True, '2016-2020')
    """
    path = folder / COLLECTION_FILE
    told = read_settings(path, _SCHEMA, CollectionError)
    try:
        found = find_review(told.get("review", DEFAULT_REVIEW), folder.absolute().parent.parent / REVIEWS_FOLDER)
    except CatalogError as error:
        raise CollectionError(path, "review", f"sửa kỳ tổng kết: {error}", f"mend the review: {error}") from error
    declared = told.get("made_up", folder.name.casefold() == _SAMPLE)
    return Collection(folder.name, found, declared or made_up_mark(folder).exists(), declared)


def made_up_mark(folder: Path) -> Path:
    """The file that is there where the workbooks of the collection in `folder` were found to say that they are made up.

    >>> made_up_mark(Path("/a/raw/trial")).as_posix()
    '/a/processed/trial/made-up.txt'
    """
    return folder.absolute().parent.parent / _PROCESSED / folder.name / _MARK
