"""Reviews: what is counted, over which years, against which goals; each a folder of data files.

The catalogue's own lie in `reviews/`, a project's beside its workbooks in `data/reviews/`. What is asked of the
catalogue (`lines()`, `indicators()`, `periods()` …) is answered for the review that is being worked on: whoever opens
a collection, a workbook or a page says which with `using_review`; otherwise it is that of 2016-2020.
"""

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from rehab.catalog.files import CatalogError

DEFAULT_REVIEW = "2016-2020"
REVIEW_FILE = "review.toml"
_SUFFIXES = (".csv", ".toml")
_NEEDED = (REVIEW_FILE, "appendix_lines.csv", "tables.csv", "indicators.toml")
_DIGEST_BYTES = 12

P = ParamSpec("P")
T = TypeVar("T")
C = TypeVar("C")


@dataclass(frozen=True, eq=False)
class Review:
    """One review: its name (the folder's), the text of its files by name, and a hash of them all.

    Two reviews are one only if they are the same object: `load_review` gives one object for one content.
    """

    name: str
    digest: str
    files: Mapping[str, str]

    def rows(self, name: str) -> list[dict[str, str]]:
        """Rows of one of its CSV files, every value a string; none where the review has no such file."""
        return list(csv.DictReader(StringIO(self.files.get(name, ""))))

    def tree(self, name: str) -> dict[str, Any]:
        """Content of one of its TOML files. Raises CatalogError where it is no TOML."""
        try:
            return tomllib.loads(self.files[name])
        except (ValueError, RecursionError) as error:
            raise CatalogError(f"{self.name}/{name}", "-", f"is no TOML; mend: {error}") from error


def load_review(folder: Traversable) -> Review:
    """The review in a folder.

    Raises CatalogError where there is no such folder or it lacks a file that every review needs.
    """
    if not folder.is_dir():
        raise CatalogError(
            folder.name,
            "-",
            "không có kỳ tổng kết này; lập thư mục tên này (docs/review.md). / "
            "there is no such review; make a folder of this name (docs/review.md).",
        )
    found = sorted(
        (item.name, item.read_text(encoding="utf-8")) for item in folder.iterdir() if item.name.endswith(_SUFFIXES)
    )
    for name in _NEEDED:
        if name not in dict(found):
            raise CatalogError(folder.name, name, "the review lacks this file; copy it from another and change it.")
    return _kept(folder.name, tuple(found))


@cache
def _kept(name: str, found: tuple[tuple[str, str], ...]) -> Review:
    told = blake2b(repr(found).encode(), digest_size=_DIGEST_BYTES).hexdigest()
    return Review(name, told, dict(found))


@cache
def review(name: str) -> Review:
    """One of the catalogue's own reviews.

    >>> review("2016-2020").tree("review.toml")["target_year"]
    2020
    """
    return load_review(_own_reviews().joinpath(name))


def review_names() -> tuple[str, ...]:
    """Names of the catalogue's own reviews, in order.

    >>> review_names()
    ('2016-2020',)
    """
    return tuple(sorted(item.name for item in _own_reviews().iterdir() if item.is_dir()))


def find_review(name: str, own: Path) -> Review:
    """The review of a name: from the project's folder of reviews, `own`, or else one of the catalogue's.

    Raises CatalogError where neither has it, or a file of it cannot be.
    """
    if (own / name).is_dir():
        return load_review(own / name)
    if name not in review_names():
        known = ", ".join(sorted({*review_names(), *_folders(own)}))
        raise CatalogError(
            f"{own.name}/{name}",
            "-",
            f"không có kỳ tổng kết này; chọn một trong {known}, hoặc lập thư mục ấy (docs/review.md). / "
            f"there is no such review; choose one of {known}, or make that folder (docs/review.md).",
        )
    return review(name)


def _folders(own: Path) -> list[str]:
    return [item.name for item in own.iterdir() if item.is_dir()] if own.is_dir() else []


def _own_reviews() -> Traversable:
    return files("rehab.catalog").joinpath("reviews")


_current: ContextVar[Review | None] = ContextVar("review", default=None)


def current_review() -> Review:
    """The review that is being worked on."""
    return _current.get() or review(DEFAULT_REVIEW)


@contextmanager
def using_review(own: Review) -> Iterator[Review]:
    """Work on a review: inside, the catalogue answers for it.

    >>> with using_review(review("2016-2020")) as own:
    ...     current_review() is own
    True
    """
    token = _current.set(own)
    try:
        yield own
    finally:
        _current.reset(token)


def in_its_review(kind: type[C]) -> type[C]:
    """Class decorator: the public methods of an object work on the review it has as `review`.

    Notebooks call them from cells, one after another, and may have pages of two reviews open at once.
    """
    for name, method in list(vars(kind).items()):
        if callable(method) and not name.startswith("_"):
            setattr(kind, name, _in_its_review(method))
    return kind


def _in_its_review(method: Callable[..., T]) -> Callable[..., T]:
    @wraps(method)
    def called(self: Any, *args: Any, **kwargs: Any) -> T:
        with using_review(self.review):
            return method(self, *args, **kwargs)

    return called


def per_review(maxsize: int | None = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """`functools.lru_cache` for what depends on the review: an answer is kept for each."""

    def kept(function: Callable[P, T]) -> Callable[P, T]:
        answered: Callable[..., T] = lru_cache(maxsize=maxsize)(lambda _, *args, **kwargs: function(*args, **kwargs))
        current = _current.get

        @wraps(function)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            return answered(current() or review(DEFAULT_REVIEW), *args, **kwargs)

        return answer

    return kept


def review_rows(name: str) -> list[dict[str, str]]:
    """Rows of one CSV file of the review that is being worked on.

    >>> review_rows("tables.csv")[0]["kind"]
    'list'
    """
    return current_review().rows(name)


def review_tree(name: str) -> dict[str, Any]:
    """Content of one TOML file of the review that is being worked on.

    >>> len(review_tree("indicators.toml")["indicator"])
    9
    """
    return current_review().tree(name)
