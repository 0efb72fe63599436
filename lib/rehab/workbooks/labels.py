"""Which line a label means."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold
from rehab.catalog.lines import Line, lines, parent_of, table_lines

_NUMBERING = re.compile(r"^(?:[ivx]+|[a-z]|\d{1,2}(?: \d{1,2})*) (?=\S{2})")
_ADDED = re.compile(r" bo sung$")


@dataclass(frozen=True)
class LabelMatch:
    """The line a label means, or None with the labels that come nearest."""

    line: Line | None
    nearest: tuple[str, ...] = ()


@cache
def _lines_by_key(appendix: str, table: str) -> dict[str, tuple[Line, ...]]:
    own = table_lines(appendix, table)
    keyed: dict[str, tuple[Line, ...]] = {}
    spellings = [(fold(line.label_vi), line) for line in own]
    spellings += [
        (fold(row["spelling"]), lines()[row["line"]])
        for row in read_rows("line_spellings.csv")
        if lines()[row["line"]] in own
    ]
    for key, line in spellings:
        keyed[key] = (*keyed.get(key, ()), line)
    return keyed


def match_label(written: str, appendix: str, table: str, parent: str = "") -> LabelMatch:
    """The line of a table that a label means; `parent` tells "Trong đó" lines of equal wording apart.

    >>> match_label("3. Số người tái nghiện", "2", "A").line.name
    'relapsed'
    """
    key = _ADDED.sub("", fold(written))
    keyed = _lines_by_key(appendix, table)
    found = keyed.get(key) or keyed.get(_NUMBERING.sub("", key)) or ()
    if len(found) > 1:
        found = tuple(line for line in found if parent_of(line) == parent)
    if len(found) == 1:
        return LabelMatch(found[0])
    close = get_close_matches(key, list(keyed), n=2, cutoff=0.7)
    return LabelMatch(None, tuple(keyed[name][0].label_vi for name in close))
