"""Words of a workbook as the public may read them, sentence by sentence; what waits for release is listed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from rehab.catalog.lines import line_label, lines, statements
from rehab.catalog.reviews import per_review
from rehab.catalog.texts import LANGUAGES, text, texts
from rehab.disclosure.permission import may_be_quoted
from rehab.disclosure.settings import Release

# A run of spaces is looked at from its beginning only: from each of its places it would take the square of its length.
_BREAK = re.compile(r"((?<=[.;!?])\s+|(?<!\s)\s*\n\s*)")
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
            self._asked[words] = may_be_quoted(words, self.known)
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
    """What the suite itself says, when a message names a line or a verdict as if it quoted it."""
    labels = {line_label(name, own) for name in (*lines(), *statements()) for own in LANGUAGES}
    plain = {line.label(own) for line in lines().values() for own in LANGUAGES}
    verdicts = {entry[own] for key, entry in texts().items() if key.startswith("verdict.") for own in LANGUAGES}
    return frozenset(exact(words) for words in labels | plain | verdicts)
