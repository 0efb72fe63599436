"""Words of a workbook as the public may read them, sentence by sentence; what waits for release is listed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from rehab.catalog.files import read_rows
from rehab.catalog.lines import NONE_STATED, choices, line_label, lines, statements, units
from rehab.catalog.reviews import per_review
from rehab.catalog.texts import LANGUAGES, text, texts
from rehab.disclosure.permission import may_be_quoted
from rehab.disclosure.settings import Release
from rehab.workbooks.grids.legacy_text import legacy_readings

# A run of spaces is looked at from its beginning only: from each of its places it would take the square of its length.
_BREAK = re.compile(r"((?<=[.;!?])\s+|(?<!\s)\s*\n\s*)")
# How long the name of a line is in which a slip of the pen is told as one.
_LEAST_LABEL = 12
TO_RELEASE_COLUMNS = ("province", "file", "sheet", "cell", "text")


class Waiting(NamedTuple):
    """A sentence that a person must release before the public may read it, with its cell."""

    file: str
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True)
class Quoter:
    """Says words of one province as the public may read them.

    `known`: the figures that are published, where any is withheld; else None, and any but a small one may be
    quoted. `releases`: what people have released. What is kept back is noted in `waiting`.
    """

    releases: frozenset[Release]
    known: frozenset[float] | None
    waiting: dict[Waiting, None]
    # What a cell says stands in several columns and messages.
    _asked: dict[str, bool] = field(default_factory=dict)

    def say(self, words: str, file: str, sheet: str, cell: str) -> str:
        """The words with every sentence replaced by a mark that may hold a small count and is not released."""
        whole = exact(words)
        if not whole or whole in _own_words() or Release(file, sheet, cell, whole) in self.releases:
            return words
        pieces = _BREAK.split(words)
        return "".join(
            piece if place % 2 else self._sentence(piece, file, sheet, cell) for place, piece in enumerate(pieces)
        )

    def _sentence(self, sentence: str, file: str, sheet: str, cell: str) -> str:
        found = exact(sentence)
        if not found or Release(file, sheet, cell, found) in self.releases or self.may_say(found):
            return sentence
        self.waiting[Waiting(file, sheet, cell, found)] = None
        return text("disclosure.quoted_mark", "vi")

    def may_say(self, words: str) -> bool:
        """True where the words need no release."""
        if words not in self._asked:
            readings = (words, *legacy_readings(words))
            self._asked[words] = any(may_be_quoted(own, self.known) for own in readings) or _is_nearly_ours(words)
        return self._asked[words]


def exact(words: str) -> str:
    """Words as they are compared with what was released: in NFC, with single spaces.

    >>> exact(" một \\n số ")
    'một số'
    """
    return " ".join(unicodedata.normalize("NFC", words).split())


def to_release(waiting: Iterable[Waiting], province: str) -> pd.DataFrame:
    """The sentences of a province that wait for release, with their cells; see `TO_RELEASE_COLUMNS`."""
    rows = [(province, *own) for own in sorted(waiting)]
    return pd.DataFrame(rows, columns=list(TO_RELEASE_COLUMNS)).astype("string")


@per_review()
def _own_words() -> frozenset[str]:
    """What the suite itself says: names of lines and verdicts, answers that it codes, units."""
    labels = {line_label(name, own) for name in (*lines(), *statements()) for own in LANGUAGES}
    plain = {line.label(own) for line in lines().values() for own in LANGUAGES}
    verdicts = {entry[own] for key, entry in texts().items() if key.startswith("verdict.") for own in LANGUAGES}
    asked = (line.name for line in lines().values() if line.measure == "choice")
    codes = {own.choice for name in ("flag", "stated_verdict", *asked) for own in choices(name)}
    money = {row["unit"] for row in read_rows("money_units.csv")}
    return frozenset(exact(words) for words in labels | plain | verdicts | codes | money | {NONE_STATED, *units()})


def _is_nearly_ours(words: str) -> bool:
    """True for the name of a line with a slip of the pen: one letter too many, too few or another."""
    return len(words) >= _LEAST_LABEL and any(_is_a_slip(words, own) for own in _own_words())


def _is_a_slip(words: str, meant: str) -> bool:
    if abs(len(words) - len(meant)) > 1:
        return False
    same = min(len(words), len(meant))
    start = next((n for n in range(same) if words[n] != meant[n]), same)
    rest, other = words[start:], meant[start:]
    slips = [
        (rest[:1], other[:1], rest[1:], other[1:]),
        (rest[:1], "", rest[1:], other),
        ("", other[:1], rest, other[1:]),
    ]
    return any(one == two and (written + left).isalpha() for written, left, one, two in slips)
