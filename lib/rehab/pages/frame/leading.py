"""Links inside a page lead only to what the page holds: a notebook may take some sections and leave others out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from html.parser import HTMLParser

from rehab.catalog.kinds import kinds

Attributes = list[tuple[str, str | None]]

# Sections by the places in them that are not named after them; any other place is its section's, or is named
# `<section>-…`.
_BY_BEGINNING = {"about": "details", "calc": "details", "indicator": "nine"}
_BY_NAME = {"calc-occupancy": "centres", "calc-funding": "funding", "calc-balance": "movement"}
# Links that only say where to read on: without their section they would say nothing.
_POINTERS = frozenset({"words"})
_CONTENTS = "contents"
# Where a link may lead inside its page; words may look the same.
_LEADS = re.compile(r"""href\s*=\s*(?:["']\s*)?#([^"'\s>]+)""", re.IGNORECASE)
_HOLDS = re.compile(r'id="([^"]*)"')
# Elements of the contents that go with the last link in them.
_ONLY_LINKS = frozenset({"nav", "details", "ul", "li"})


def section_of(place: str) -> str:
    """The section that a place of a page stands in, by the ids of both.

    >>> [section_of(place) for place in ("calc-2a", "calc-funding", "words-3", "nine", "indicator-1")]
    ['details', 'funding', 'words', 'nine', 'nine']
    """
    if place in known_sections():
        return place
    return _BY_NAME.get(place) or _BY_BEGINNING.get(place.partition("-")[0]) or place.partition("-")[0]


@cache
def known_sections() -> frozenset[str]:
    """Ids of all that the pages of any kind hold, but for the rows of the nine: what a page may leave out."""
    own = (name for kind in map(kinds().get, kinds().names()) for name in kind.holds if "{" not in name)
    return frozenset(own)


def led_to_what_is_held(page: str) -> str:
    """A page of sections whose links to sections that it leaves out are plain words, and not among its contents.

    A link to a place that is missing from a section which is there stays as it is: that is a fault of the page.

    >>> led_to_what_is_held('<h2 id="nine"></h2><a href="#calc-2a">2a</a> <a href="#nine">*</a>')
    '<h2 id="nine"></h2><span>2a</span> <a href="#nine">*</a>'
    """
    held = set(_HOLDS.findall(page))
    left_out = known_sections() - held

    def is_dead(place: str) -> bool:
        # A place may stand outside its section, as the calculations do in a review.
        return section_of(place) in left_out and place not in held

    if not any(map(is_dead, set(_LEADS.findall(page)))):
        # Writing a page again takes as long as making it.
        return page
    return _unlinked(page, is_dead, lambda place: section_of(place) in _POINTERS)


def without_dead_links(page: str) -> str:
    """A page whose links to places that are not on it are plain words.

    >>> without_dead_links('<a href="#x">x</a> <a href="#y">y</a><p id="y"></p>')
    '<span>x</span> <a href="#y">y</a><p id="y"></p>'
    """
    found = _Places()
    found.feed(page)
    found.close()
    dead = found.wanted - found.ids
    return _unlinked(page, dead.__contains__) if dead else page


def _unlinked(page: str, is_dead: Callable[[str], bool], is_pointer: Callable[[str], bool] = lambda _: False) -> str:
    copy = _Unlinked(is_dead, is_pointer)
    copy.feed(page)
    copy.close()
    return "".join(copy.written)


def _place(attrs: Attributes) -> str:
    """The place of the page that a link leads to; empty for other links, and for the page's beginning."""
    address = dict(attrs).get("href") or ""
    return address[1:] if address.startswith("#") else ""


class _Places(HTMLParser):
    """Ids of a page, and the places that its links want."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.wanted: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.ids.add(dict(attrs).get("id") or "")
        self.wanted.add(_place(attrs))
        self.wanted.discard("")


@dataclass
class _Open:
    """An element of the contents that is open: where it began in what is written, and the links in it so far."""

    tag: str
    began: int
    links: int = 0


class _Unlinked(HTMLParser):
    """Writes again what it reads; a dead link as plain words, a pointer or one of the contents not at all."""

    def __init__(self, is_dead: Callable[[str], bool], is_pointer: Callable[[str], bool]) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._is_dead, self._is_pointer = is_dead, is_pointer
        self._open: list[_Open] = []
        self._is_plain = False
        self._pointer_from: int | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        starts_contents = tag == "nav" and _CONTENTS in (dict(attrs).get("class") or "").split()
        if starts_contents or (self._open and tag in _ONLY_LINKS):
            self._open.append(_Open(tag, len(self.written)))
        place = _place(attrs)
        is_dead = bool(place) and self._is_dead(place)
        self.written.append(_without_link(tag, attrs) if is_dead else self.get_starttag_text() or "")
        if tag == "a":
            self._is_plain = is_dead
            self._pointer_from = len(self.written) - 1 if is_dead and self._is_pointer(place) else None
            if self._open and not is_dead:
                self._open[-1].links += 1

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        place = _place(attrs)
        is_dead = bool(place) and self._is_dead(place)
        self.written.append(_without_link(tag, attrs) if is_dead else self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        is_plain = self._is_plain and tag == "a"
        self.written.append("</span>" if is_plain else f"</{tag}>")
        if is_plain:
            self._is_plain = False
            if self._pointer_from is not None:
                del self.written[self._pointer_from :]
                self._pointer_from = None
        if self._open and tag == self._open[-1].tag:
            self._end_contents(self._open.pop())

    def _end_contents(self, ended: _Open) -> None:
        if not ended.links:
            del self.written[ended.began :]
        elif self._open:
            self._open[-1].links += ended.links

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.written.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.written.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.written.append(f"<?{data}>")


def _without_link(tag: str, attrs: Attributes) -> str:
    """A tag that leads nowhere any more: of a link the words alone, with the place's id and the look."""
    kept = [(name, value) for name, value in attrs if name in ("id", "class") or (tag != "a" and name != "href")]
    said = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in kept)
    return f"<{'span' if tag == 'a' else tag}{said}>"
