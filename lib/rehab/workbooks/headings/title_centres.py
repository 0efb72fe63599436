"""One centre that a title or a sheet's name says a table is about: "Kết quả … tại Cơ sở cai nghiện ma túy số 1"."""

import re
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold

_LONGEST_TITLE = 150
_NUMBER = re.compile(r"^số (?:\d+|[ivx]+)\b", re.IGNORECASE)
_NAME = re.compile(r"^(?:(?:tỉnh|thành phố|tp\.?) )?([^\W\d_]+) ([^\W\d_]+)", re.IGNORECASE)
_WORD = re.compile(r"[\w.]+")
_SEVERAL = frozenset({"cac", "nhung", "moi"})


@cache
def _prefixes() -> dict[tuple[str, ...], str]:
    return {tuple(fold(row["prefix"]).split()): row["followed_by"] for row in read_rows("centre_prefixes.csv")}


@cache
def _begins() -> frozenset[str]:
    return frozenset(" ".join(words[:2]) for words in _prefixes())


def titled_centre(written: str) -> str:
    """The centre that a title names by its number or its name; empty where it names none, or all of them.

    >>> titled_centre("Kết quả tại Cơ sở cai nghiện ma túy số 1, 2016-2020")
    'Cơ sở cai nghiện ma túy số 1'
    >>> titled_centre("Số người tại cơ sở cai nghiện Năm 2018"), titled_centre("Các cơ sở cai nghiện tỉnh Lào Cai")
    ('', '')
    """
    if len(written) > _LONGEST_TITLE or not any(begin in fold(written) for begin in _begins()):
        return ""
    said = clean(written)
    words = list(_WORD.finditer(said))
    keys = [fold(word[0]) for word in words]
    for at in range(len(words)):
        length = max((len(own) for own in _prefixes() if tuple(keys[at : at + len(own)]) == own), default=0)
        after = at + length
        if not length or after >= len(words) or (at and (keys[at - 1] in _SEVERAL or keys[at - 1].isdecimal())):
            continue
        rest = said[words[after].start() :]
        named = _NUMBER.match(rest)
        if named is None and _prefixes()[tuple(keys[at:after])] == "name" and not said.isupper():
            named = _name(rest)
        if named is not None:
            return said[words[at].start() : words[after].start() + named.end()].strip()
    return ""


def _name(rest: str) -> re.Match[str] | None:
    """Two words with capitals, after the kind of place or without it: "Hồng Hà", "tỉnh Lào Cai"; not "Năm 2018"."""
    named = _NAME.match(rest)
    return named if named and named[1][0].isupper() and named[2][0].isupper() else None
