"""The way from a page to others: those that a run says are there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rehab.catalog.texts import text

# A link as a notebook is given it: kind, title, province, language, file (catalog.kinds.Link).
GivenLink = Mapping[str, str]


@dataclass(frozen=True)
class OtherPage:
    """A page that one leads to: its language, what the link says, its file; the same page if `is_same`."""

    language: str
    name: str
    file: str
    is_same: bool


def other_pages(links: Iterable[GivenLink], kind: str, language: str) -> tuple[OtherPage, ...]:
    """What a page of a kind leads to: first itself in other languages, then other pages in its own.

    >>> vi = {"kind": "brief", "title": "Brief", "province": "67", "language": "en", "file": "67-dak-nong.en.html"}
    >>> other_pages([vi], "brief", "vi")
    (OtherPage(language='en', name='English', file='67-dak-nong.en.html', is_same=True),)
    >>> other_pages([], "brief", "vi")
    ()
    """
    found = [_other(link, kind) for link in links if (link["kind"] == kind) == (link["language"] != language)]
    return tuple(sorted(found, key=lambda other: not other.is_same))


def _other(link: GivenLink, kind: str) -> OtherPage:
    is_same = link["kind"] == kind
    name = text("brief.language_name", link["language"]) if is_same else link["title"]
    return OtherPage(link["language"], name, link["file"], is_same)
