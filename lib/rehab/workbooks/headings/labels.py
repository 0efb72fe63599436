"""Which line a label means: the same words when spelling is set aside, else words so alike that it can be no other."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold
from rehab.catalog.lines import Line, lines, parent_of, table_lines, tables
from rehab.catalog.reviews import per_review, review_rows
from rehab.workbooks.grids.keys import label_key
from rehab.workbooks.grids.spellings import per_teaching, taught_lines
from rehab.workbooks.grids.units import is_spelled_unit, is_unit

# A word of a label may be misspelled this much (difflib ratio of its letters); shorter words not at all.
WORD_SIMILARITY = 0.75
SHORTEST_MISSPELLED_WORD = 4
_FILLER_SIMILARITY = 0.85
# All the letters of a label together may differ this much, once small words are set aside.
LABEL_SIMILARITY = 0.88
# Similarity (difflib) from which a label is worth naming as the nearest one in a message.
_NEAR = 0.7

_NUMBERING = re.compile(r"^(?:[ivx]+|[a-z]|\d{1,2}(?: \d{1,2})*) (?=\S{2})")
# Within bounds: an endless run of spaces between parts that may all be nothing takes the cube of its length.
_UNIT_NOTE = re.compile(
    r"[(,]\s{0,4}(?:đơn vị tính|đơn vị|đvt)?\s{0,4}:?\s{0,4}([^(),\s][^(),]{0,60}?)\s{0,4}\)?\s{0,4}$", re.IGNORECASE
)


@dataclass(frozen=True)
class Match:
    """What a label was taken for: `line`, or None; `rivals` are lines it is alike to when no one stands out.

    `exact` is false where only similarity speaks for the line.
    """

    line: Line | None = None
    exact: bool = True
    rivals: tuple[Line, ...] = ()


@per_teaching(maxsize=4096)
def unit_in_label(written: str) -> tuple[str, str]:
    """A label without the unit it ends with, and that unit; unchanged where it ends with none.

    >>> unit_in_label("Số tiền cho vay (tỷ đồng)"), unit_in_label("Quy mô thiết kế (cuối kỳ)")
    (('Số tiền cho vay', 'tỷ đồng'), ('Quy mô thiết kế (cuối kỳ)', ''))
    """
    match = _UNIT_NOTE.search(written)
    known = is_spelled_unit if match and match[0].startswith("(") else is_unit
    if match is None or not known(match[1]) or not written[: match.start()].strip():
        return written, ""
    return written[: match.start()].rstrip(), match[1]


@per_review()
def _lines_by_key(appendix: str, table: str) -> dict[str, tuple[Line, ...]]:
    own = table_lines(appendix, table)
    keyed: dict[str, tuple[Line, ...]] = {}
    spellings = [(fold(line.label_vi), line) for line in own]
    spellings += [
        (fold(row["spelling"]), lines()[row["line"]])
        for row in review_rows("line_spellings.csv")
        if row["line"] in lines() and lines()[row["line"]] in own
    ]
    for key, line in spellings:
        keyed[key] = (*keyed.get(key, ()), line)
    return keyed


def lines_of_label(written: str, appendix: str, table: str) -> tuple[Line, ...]:
    """Lines of a table with this label; more than one for "Trong đó" lines of equal wording.

    >>> [line.name for line in lines_of_label("3. Số người tái nghiện", "2", "A")]
    ['relapsed']
    """
    keyed = _lines_by_key(appendix, table)
    for text in dict.fromkeys((written, unit_in_label(written)[0])):
        key = label_key(text)
        for own in dict.fromkeys((key, _NUMBERING.sub("", key))):
            found = taught_lines(own, appendix, table) or keyed.get(own, ())
            if found:
                return found
    return ()


def match_label(written: str, appendix: str, table: str, parent: str = "") -> Line | None:
    """The line of a table whose label, or a known spelling of it, is the same when spelling is set aside.

    `parent` tells "Trong đó" lines of equal wording apart.

    >>> match_label("3. Số người tái nghiện", "2", "A").name
    'relapsed'
    """
    found = lines_of_label(written, appendix, table)
    if len(found) > 1:
        found = tuple(line for line in found if parent_of(line) == parent)
    return found[0] if len(found) == 1 else None


def find_label(written: str, appendix: str, table: str, parent: str = "") -> Match:
    """What a label means: by its words, else by similarity, in its own table, else by its words in another.

    Similarity never guesses: all words but small ones (filler_words.csv) must pair up in order, and two lines
    that are both alike make it a problem.

    >>> find_label("Số người bị tái nghện", "2", "A").line.name
    'relapsed'
    >>> find_label("Số người chưa tái nghiện", "2", "A").line is None
    True
    """
    own = match_label(written, appendix, table, parent)
    if own is not None:
        return Match(own)
    key = label_key(unit_in_label(written)[0])
    alike = _alike(_NUMBERING.sub("", key), appendix, table)
    if len(alike) > 1:
        alike = tuple(line for line in alike if not line.is_part or parent_of(line) == parent)
    if len(alike) == 1:
        return Match(alike[0], exact=False)
    if alike:
        return Match(rivals=alike)
    others = [
        line
        for other in tables()
        if other.kind == "yearly" and (other.appendix, other.table) != (appendix, table)
        if (line := match_label(written, other.appendix, other.table, parent)) and not line.is_part
    ]
    return Match(others[0]) if len(others) == 1 else Match()


def match_heading(written: str, appendix: str, table: str) -> Match:
    """The line of a list table that a heading means, by its words or by similarity; none where none stands out.

    >>> match_heading("Quy mô thiếtt kế (người)", "3", "").line.name
    'capacity'
    """
    own = match_label(written, appendix, table)
    if own is not None:
        return Match(own)
    for text in dict.fromkeys((written, unit_in_label(written)[0])):
        alike = _alike(_NUMBERING.sub("", label_key(text)), appendix, table)
        if len(alike) == 1:
            return Match(alike[0], exact=False)
    return Match()


@per_review(maxsize=4096)
def _alike(key: str, appendix: str, table: str) -> tuple[Line, ...]:
    words = _content_words(key)
    found = {
        line.name: line
        for known, named in _lines_by_key(appendix, table).items()
        if are_alike(words, _content_words(known))
        for line in named
    }
    return tuple(found.values())


@cache
def _fillers() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_rows("filler_words.csv"))


@per_review(maxsize=4096)
def _content_words(key: str) -> tuple[str, ...]:
    return tuple(word for word in key.split() if not _is_filler(word))


@per_review()
def _vocabulary() -> frozenset[str]:
    return frozenset(word for line in lines().values() for word in fold(line.label_vi).split())


@per_review(maxsize=4096)
def _is_filler(word: str) -> bool:
    """True for a small word, misspelled or not; a word of the labels is always itself."""
    if word in _fillers():
        return True
    return (
        len(word) > SHORTEST_MISSPELLED_WORD
        and word not in _vocabulary()
        and any(SequenceMatcher(None, word, filler).ratio() >= _FILLER_SIMILARITY for filler in _fillers())
    )


def are_alike(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """True when two labels' words pair up one by one, each the same or misspelled a little.

    >>> are_alike(("tai", "nghien"), ("tai", "nghein")), are_alike(("gia", "dinh"), ("cong", "dong"))
    (True, False)
    """
    if len(words) != len(others) or not words:
        return False
    for word, other in zip(words, others, strict=True):
        if word == other:
            continue
        if min(len(word), len(other)) < SHORTEST_MISSPELLED_WORD:
            return False
        if SequenceMatcher(None, word, other, autojunk=False).ratio() < WORD_SIMILARITY:
            return False
    return SequenceMatcher(None, " ".join(words), " ".join(others), autojunk=False).ratio() >= LABEL_SIMILARITY


@per_review(maxsize=1024)
def nearest_labels(written: str, appendix: str, table: str) -> tuple[str, ...]:
    """Labels of a table that come nearest to one it has not, at most two, for a message.

    >>> nearest_labels("Số người chưa tái nghiện", "2", "A")
    ('Số người tái nghiện',)
    """
    keyed = _lines_by_key(appendix, table)
    close = get_close_matches(label_key(written), list(keyed), n=2, cutoff=_NEAR)
    return tuple(keyed[name][0].label_vi for name in close)
