"""Kinds of pages: what a notebook makes, of what, in which files, and what a whole page of it holds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from rehab.catalog.files import CatalogError, read_tree
from rehab.catalog.indicators import indicators
from rehab.catalog.registry import Registry
from rehab.catalog.texts import LANGUAGES, text

PROVINCE, COLLECTION = "province", "collection"
_PLACE = "{province}"
_INDICATOR = "{indicator}"
_BRIEF = "brief"
# Pages lie in the collection's own folder, those of a province under its name.
_FILES = {PROVINCE: re.compile(r"\{province\}(\.[a-z]+)?"), COLLECTION: re.compile("[a-z]+")}


@dataclass(frozen=True)
class Kind:
    """One kind of page, as `kinds.toml` describes it.

    `notebook` is a file of the project's `notebooks/`; of anybody's notebook it is the whole path, and `file` begins
    with the folder of its own in which its pages lie.
    """

    name: str
    title_vi: str
    title_en: str
    notebook: str
    scope: str
    file: str
    default: bool
    audiences: tuple[str, ...]
    beside: tuple[str, ...]
    holds: tuple[str, ...]
    charts: int

    def title(self, language: str) -> str:
        """What a page of this kind is called."""
        return self.title_vi if language == "vi" else self.title_en

    @property
    def is_of_province(self) -> bool:
        """True where each province has a page of it, false where the collection has one."""
        return self.scope == PROVINCE

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids that a whole page has: those it `holds`, with one for each indicator of the review."""
        return tuple(one for name in self.holds for one in _each(name))

    @property
    def folder(self) -> str:
        """The folder below a collection's pages that is for this kind alone; empty for kinds of the catalogue."""
        return self.file.rpartition("/")[0]

    def stem(self, slug: str, language: str) -> str:
        """Name of a page's files, without ending; `slug` is the province's, for a collection's page it is not used.

        >>> [kinds().get("brief").stem("67-dak-nong", language) for language in ("vi", "en")]
        ['67-dak-nong', '67-dak-nong.en']
        """
        stem = self.file.replace(_PLACE, slug)
        return stem if language == LANGUAGES[0] else f"{stem}.{language}"


@dataclass(frozen=True)
class Link:
    """A page that another may lead to: its kind and title, its province (none: the collection's), and its file.

    `file` is relative to the folder of the page that leads there.
    """

    kind: str
    title: str
    province: str
    language: str
    file: str


def kind_from_row(row: dict[str, Any]) -> Kind:
    """A row of `kinds.toml` as a Kind. Raises CatalogError where it has not just the entries of one.

    >>> kind_from_row(read_tree("kinds.toml")["kind"][0]).ids[3:5]
    ('indicator-1', 'indicator-2')
    """
    if differing := sorted({field.name for field in fields(Kind)} ^ set(row)):
        raise CatalogError("kinds.toml", str(row.get("name", "-")), _said("fields", names=", ".join(differing)))
    lists = {name: tuple(row[name]) for name in ("holds", "audiences", "beside")}
    return Kind(**{**row, **lists})


def fault_of(kind: object, known: Iterable[Kind]) -> str:
    """What is wrong with a kind beside those that are known, in both languages; empty for one that can be used.

    >>> fault_of(kinds().get("brief"), ())
    ''
    """
    if not isinstance(kind, Kind):
        return _said("no_kind", found=type(kind).__name__)
    if kind.scope not in (PROVINCE, COLLECTION):
        return _said("scope", scope=kind.scope)
    if not _FILES[kind.scope].fullmatch(kind.file):
        return _said("file", file=kind.file, province=_PLACE)
    taken = [other.name for other in known if kind.name == other.name or kind.file == other.file]
    return _said("taken", other=taken[0]) if taken else ""


def _said(key: str, **values: str) -> str:
    return " / ".join(text(f"kind_fault.{key}", language, **values) for language in LANGUAGES)


def _each(name: str) -> list[str]:
    return [name.replace(_INDICATOR, str(number)) for number in indicators()] if _INDICATOR in name else [name]


@cache
def kinds() -> Registry[Kind]:
    """All kinds by name: those of `kinds.toml`, then entry points of the group `rehab.kinds`.

    >>> "brief" in kinds().names()
    True
    """
    return Registry("rehab.kinds", lambda: checked_kinds(read_tree("kinds.toml")["kind"]), fault_of)


def checked_kinds(rows: Iterable[dict[str, Any]]) -> dict[str, Kind]:
    """Rows of `kinds.toml` as kinds, by name. Raises CatalogError for one that cannot be used beside those before."""
    found: dict[str, Kind] = {}
    for kind in map(kind_from_row, rows):
        if why := fault_of(kind, found.values()):
            raise CatalogError("kinds.toml", kind.name, why)
        found[kind.name] = kind
    return found


def are_briefs_alone(asked: Iterable[Kind]) -> bool:
    """True where a run builds briefs and nothing else, so that it may count them as such.

    >>> are_briefs_alone([kinds().get("brief")]), are_briefs_alone(default_kinds())
    (True, False)
    """
    return [kind.name for kind in asked] == [_BRIEF]


def default_kinds(audience: str = "") -> tuple[Kind, ...]:
    """The kinds that a run builds unless told otherwise; with an audience, those that may be built for it.

    >>> [kind.name for kind in default_kinds("public")]
    ['brief', 'overview', 'quality']
    """
    own = (kind for kind in map(kinds().get, kinds().names()) if kind.default)
    return tuple(kind for kind in own if not audience or audience in kind.audiences)
