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

_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"review": {"type": "string", "minLength": 1}, "made_up": {"type": "boolean"}},
}


class CollectionError(SettingsError):
    """A collection's file says something that cannot be; the message names file, place and remedy."""


@dataclass(frozen=True)
class Collection:
    """A set of workbooks that belong together; figures that are made up say so wherever they show."""

    name: str
    review: Review
    made_up: bool


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
    return Collection(folder.name, found, told.get("made_up", folder.name.casefold() == _SAMPLE))
