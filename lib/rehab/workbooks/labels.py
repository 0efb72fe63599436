"""Which line a label means."""

import re
from difflib import get_close_matches
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold
from rehab.catalog.lines import Line, lines, parent_of, table_lines

_NUMBERING = re.compile(r"^(?:[ivx]+|[a-z]|\d{1,2}(?: \d{1,2})*) (?=\S{2})")
# Similarity (difflib) from which a label is worth naming as the nearest one.
_NEAR = 0.7
_ADDED = re.compile(r" bo sung$")


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


def match_label(written: str, appendix: str, table: str, parent: str = "") -> Line | None:
    """The line of a table that a label means; `parent` tells "Trong đó" lines of equal wording apart.

    >>> match_label("3. Số người tái nghiện", "2", "A").name
    'relapsed'
    """
    key = _ADDED.sub("", fold(written))
    keyed = _lines_by_key(appendix, table)
    found = keyed.get(key) or keyed.get(_NUMBERING.sub("", key)) or ()
    if len(found) > 1:
        found = tuple(line for line in found if parent_of(line) == parent)
    return found[0] if len(found) == 1 else None


def nearest_labels(written: str, appendix: str, table: str) -> tuple[str, ...]:
    """Labels of a table that come nearest to one it has not, at most two, for a message.

    >>> nearest_labels("Số người bị tái nghiện", "2", "A")
    ('Số người tái nghiện',)
    """
    keyed = _lines_by_key(appendix, table)
    close = get_close_matches(_ADDED.sub("", fold(written)), list(keyed), n=2, cutoff=_NEAR)
    return tuple(keyed[name][0].label_vi for name in close)
