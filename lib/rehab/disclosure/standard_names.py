"""Which names of sheets and files say no more than which table they hold: "PL4", "Sheet1", "67-dak-nong-bo-sung"."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.provinces import Province, province_of_file_name

_NUMBERED, _BEHIND = "numbered", "behind"
_PIECE = re.compile(r"\d+(?:[.-]\d+)?|[^\W\d_]+")
_PLAIN = re.compile(r"[\w .\-–()]+")
_NUMBER = re.compile(r"\d{1,2}(?:[.-]\d{1,2})?[a-e]?")
_ROMAN = frozenset(("i", "ii", "iii", "iv", "v"))
_YEAR = re.compile(r"20[0-3]\d(?:-20[0-3]\d)?")
# A copy that Excel or Windows has made.
_COPY = re.compile(r" ?\(\d{1,2}\)$")


def is_standard_sheet(name: str) -> bool:
    """True for the names that the form gives its sheets, and for the usual ways of writing them.

    >>> [is_standard_sheet(name) for name in ("Phụ lục 4", "PL4 (2)", "Sheet1", "Biểu 3a cũ", "PL4 3 người", "Mai")]
    [True, True, True, True, False, False]
    """
    return _is_standard(name, ())


def is_standard_file(name: str, province: Province | None = None) -> bool:
    """True for a file called by its province's code and name, with no more than which table or version it is.

    `province`: whose figures it holds; where nobody knows, the one that the name begins with.

    >>> [is_standard_file(name) for name in ("67-dak-nong.xlsx", "67-dak-nong-bo-sung.xlsx", "67-dak-nong-lan.xlsx")]
    [True, True, False]
    """
    stem = name.rpartition(".")[0] or name
    told = province or (province_of_file_name(stem) if re.match(r"\d\d[-_ ]", stem) else None)
    return _is_standard(stem, _province_words(told) if told else ())


def _is_standard(name: str, also: Sequence[tuple[str, ...]]) -> bool:
    said = _COPY.sub("", unicodedata.normalize("NFC", name).strip().lower())
    if not _PLAIN.fullmatch(said):
        return False
    pieces = _PIECE.findall(said)
    place = 0
    may_number = is_behind = False
    while place < len(pieces):
        found = _longest(pieces, place, also)
        if found:
            kind, size = found
            if kind == _BEHIND and not is_behind:
                return False
            may_number, is_behind = kind == _NUMBERED, True
            place += size
        elif _YEAR.fullmatch(pieces[place]):
            may_number, place = False, place + 1
        elif may_number and (_NUMBER.fullmatch(pieces[place]) or pieces[place] in _ROMAN):
            may_number, place = False, place + 1
            # "3a", "4 b": a letter behind the number of a table.
            place += place < len(pieces) and pieces[place] in tuple("abcde")
        else:
            return False
    return bool(pieces)


def _longest(pieces: list[str], place: int, also: Sequence[tuple[str, ...]]) -> tuple[str, int] | None:
    own = [(_NUMBERED, words) for words in also] + list(_listed().get(pieces[place], ()))
    fitting = [(kind, len(words)) for kind, words in own if tuple(pieces[place : place + len(words)]) == words]
    return max(fitting, key=lambda found: found[1], default=None)


@cache
def _listed() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in read_rows("standard_names.csv"):
        words = tuple(row["words"].split())
        found.setdefault(words[0], []).append((row["kind"], words))
    return {first: tuple(own) for first, own in found.items()}


def _province_words(province: Province) -> tuple[tuple[str, ...], ...]:
    names = (province.code, province.slug, province.slug.partition("-")[2], province.name, province.name_short)
    return tuple(tuple(_PIECE.findall(name.lower())) for name in names)
