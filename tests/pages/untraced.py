"""Digits on a page that no figure, no quotation and no text of the catalogue accounts for."""

import re
from functools import cache
from html import unescape
from html.parser import HTMLParser

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.catalog.small import largest_small
from rehab.catalog.texts import LANGUAGES, text, texts
from rehab.charts.periods import period_label
from rehab.country.summed import compared
from rehab.pages.frame.typeset import dashed
from rehab.pages.sections.overview_names import ratio_name

_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
# `n`: a figure; `quoted`: words of the province; `tick`: a mark on an axis; `label`: a name or a link to a place on
# the page; `alt`: what a picture states, which `unstated_numbers` holds against the figures of the table below it.
_ACCOUNTED_CLASSES = frozenset({"n", "quoted", "tick", "label", "alt"})
_ACCOUNTED_TAGS = frozenset({"style", "time", "desc"})
# The list of sources is what figures lead to.
_LISTS = frozenset({"sources"})
_PIECE = re.compile(r"\{[^}]*\}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WINDOW = 40
_FIGURE = re.compile(r'<figure class="chart.*?</figure>', re.DOTALL)
_TICKS = re.compile(r'<g class="tick".*?</g>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class _Words(HTMLParser):
    """Text of a page outside of what is accounted for; a mark stands where something was left out."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def said(self) -> str:
        return " ".join("".join(self.pieces).split())

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
        if any(away for _, away in self._open):
            return
        is_name = self._open and self._open[-1][0] == "th" and data.strip() in _names_of_rows()
        self.pieces.append(" " if is_name else data)


@cache
def _names_of_rows() -> frozenset[str]:
    """Periods, indicators and parts: what a row or a column of a table may be named, and no figure of its own."""
    names = {period_label(period, language) for period in calendar().columns for language in LANGUAGES}
    for number, own in indicators().items():
        names |= {str(number), *(part.id for part in own.parts)}
    return frozenset(names)


@cache
def _catalogue() -> re.Pattern[str]:
    """Every stretch of catalogue text with a digit and a word in it, the longest first."""
    known = {entry[language] for entry in texts().values() for language in LANGUAGES}
    limits = {"{largest}": str(largest_small()), "{above}": str(largest_small() + 1)}
    for placeholder, number in limits.items():
        known = {said.replace(placeholder, number) for said in known}
    for language in LANGUAGES:
        known |= {line_label(name, language) for name in lines()}
        known |= {own.short(language) for own in indicators().values()}
        known |= {part.short(language) for own in indicators().values() for part in (*own.parts, *own.alternatives)}
        known |= {province.title(language) for province in provinces().values()}
        known |= {chart_title(number, language) for number in indicators()}
        known |= {
            text("country.course_title", language, part=one.label, name=ratio_name(one, language)) for one in compared()
        }
    pieces = {" ".join(piece.split()) for said in known for piece in _PIECE.split(said)}
    # In the middle of a sentence a text begins small.
    pieces |= {f"{piece[:1].lower()}{piece[1:]}" for piece in pieces}
    # A finished page has dashes between years.
    pieces |= {dashed(piece) for piece in pieces}
    telling = {piece for piece in pieces if re.search(r"\d", piece) and _LETTERS.search(piece)}
    return re.compile("|".join(re.escape(piece) for piece in sorted(telling, key=len, reverse=True)))


def chart_title(number: int, language: str) -> str:
    """What a picture of an indicator's course is called."""
    return text("chart.trend_title", language, part=number, name=indicators()[number].short(language))


def unstated_numbers(page: str) -> list[str]:
    """Numbers that a picture or its text alternative states and the table below it does not."""
    found = []
    for figure in _FIGURE.findall(page):
        picture, table = figure.split("<details>")
        alternative = table[: table.index("<table")]
        drawn = _TICKS.sub("", picture[picture.index("</figcaption>") :])
        in_table = _numbers(table[table.index("<table") :])
        found += sorted((_numbers(drawn) | _numbers(alternative)) - in_table)
    return found


def _numbers(markup: str) -> set[str]:
    return set(_NUMBER.findall(unescape(_TAG.sub(" ", markup))))


def untraced_digits(page: str, accounted: tuple[str, ...] = ()) -> list[str]:
    """Every digit left on a page, with the words around it; `accounted` are patterns that are no figures."""
    words = _Words()
    words.feed(page)
    said = _catalogue().sub(" ", words.said)
    for pattern in accounted:
        said = re.sub(pattern, " ", said)
    return [said[max(0, m.start() - _WINDOW) : m.end() + _WINDOW] for m in _NUMBER.finditer(said)]
