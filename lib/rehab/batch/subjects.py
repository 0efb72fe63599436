"""What a page is about: one province of a collection, or the collection itself."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from rehab.catalog.kinds import Kind, Link
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text


@dataclass(frozen=True, order=True)
class Subject:
    """A province of a collection by its code; without one, the collection itself."""

    collection: str
    province: str = ""

    @property
    def slug(self) -> str:
        """How files name it: of a province its slug, of a collection nothing.

        >>> Subject("reported", "67").slug, Subject("reported").slug
        ('67-dak-nong', '')
        """
        return provinces()[self.province].slug if self.province else ""

    def title(self, language: str) -> str:
        """How readers call it.

        >>> Subject("reported", "67").title("vi"), Subject("reported").title("en")
        ('Tỉnh Đắk Nông', 'Collection “reported”')
        """
        if self.province:
            return provinces()[self.province].title(language)
        return text("subject.collection", language, collection=self.collection)

    @property
    def label(self) -> str:
        """How the lines of a run call it: code and name, or the collection's name."""
        return f"{self.province} {provinces()[self.province].name}" if self.province else self.collection


@dataclass(frozen=True)
class Address:
    """Which page: its kind, its subject, its language."""

    kind: Kind
    subject: Subject
    language: str

    @property
    def key(self) -> str:
        """Its file without ending, below the collection's pages; also its name in the record.

        >>> from rehab.catalog.kinds import kinds
        >>> Address(kinds().get("brief"), Subject("reported", "67"), "en").key
        '67-dak-nong.en'
        """
        return self.kind.stem(self.subject.slug, self.language)


class Shelf:
    """The pages that there are or will be, by province: a page is asked for its links with few of them in view."""

    def __init__(self, pages: Iterable[Address]) -> None:
        self._pages: dict[str, list[Address]] = {}
        for page in dict.fromkeys(pages):
            self._pages.setdefault(page.subject.province, []).append(page)

    def around(self, subject: Subject) -> Iterable[Address]:
        """Pages on a province and on its collection; around the collection, all."""
        if not subject.province:
            return (page for own in self._pages.values() for page in own)
        return (*self._pages.get(subject.province, ()), *self._pages.get("", ()))


def links_from(page: Address, shelf: Shelf) -> tuple[Link, ...]:
    """Where a page may lead: to what else there is on its subject, and in its language to what belongs to it.

    A province's page leads to the collection's, the collection's to each province's. Pages of anybody's notebook
    lead to those of the catalogue and to each other; nothing leads to them but lists: a notebook that is tried
    makes no other page stale.
    """
    found = (other for other in shelf.around(page.subject) if other != page and _leads(page, other))
    return tuple(_link(page, other) for other in sorted(found, key=lambda other: other.key))


def _leads(page: Address, other: Address) -> bool:
    if other.kind.folder and other.kind.name != page.kind.name:
        return False
    if other.subject == page.subject:
        return other.kind.name == page.kind.name or other.language == page.language
    return other.language == page.language and "" in (page.subject.province, other.subject.province)


def _link(page: Address, other: Address) -> Link:
    start = PurePosixPath(page.key).parent
    file = PurePosixPath(os.path.relpath(f"{other.key}.html", start)).as_posix()
    return Link(other.kind.name, other.kind.title(other.language), other.subject.province, other.language, file)
