"""Digits on a page that no figure, no quotation and no text of the catalogue accounts for."""

import re
from functools import cache
from html.parser import HTMLParser

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import LANGUAGES, texts

_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
# `n`: a figure; `quoted`: words of the province; `tick`: a mark on an axis.
_ACCOUNTED_CLASSES = frozenset({"n", "quoted", "tick"})
# The rows in which figures and their cells are listed are what the others lead to.
_ACCOUNTED_TAGS = frozenset({"style", "time"})
_LISTS = frozenset({"sources"})
_PIECE = re.compile(r"\{[^}]*\}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WINDOW = 40


class _Words(HTMLParser):
    """Text of a page outside of what is accounted for; a mark stands where something was left out."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        classes = set(named.get("class", "").split())
        away = bool(tag in _ACCOUNTED_TAGS or classes & _ACCOUNTED_CLASSES or (tag == "table" and classes & _LISTS))
        if tag not in _VOID:
            self._open.append((tag, away))
        if away:
            self.pieces.append("\N{OBJECT REPLACEMENT CHARACTER}")
        for name in ("alt", "title", "aria-label"):
            if name in named:
                self.pieces.append(f" {named[name]} ")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if not any(away for _, away in self._open):
            self.pieces.append(data)


@cache
def _catalogue() -> re.Pattern[str]:
    """Every stretch of catalogue text with a digit and a word in it, the longest first."""
    known = {entry[language] for entry in texts().values() for language in LANGUAGES}
    for language in LANGUAGES:
        known |= {line_label(name, language) for name in lines()}
        known |= {own.short(language) for own in indicators().values()}
        known |= {part.short(language) for own in indicators().values() for part in (*own.parts, *own.alternatives)}
        known |= {province.title(language) for province in provinces().values()}
    pieces = {" ".join(piece.split()) for said in known for piece in _PIECE.split(said)}
    telling = {piece for piece in pieces if re.search(r"\d", piece) and _LETTERS.search(piece)}
    return re.compile("|".join(re.escape(piece) for piece in sorted(telling, key=len, reverse=True)))


def untraced_digits(page: str, accounted: tuple[str, ...] = ()) -> list[str]:
    """Every digit left on a page, with the words around it; `accounted` are patterns that are no figures."""
    words = _Words()
    words.feed(page)
    said = " ".join("".join(words.pieces).split())
    said = _catalogue().sub(" ", said)
    for pattern in accounted:
        said = re.sub(pattern, " ", said)
    return [said[max(0, m.start() - _WINDOW) : m.end() + _WINDOW] for m in re.finditer(r"\d+([.,]\d+)*", said)]
