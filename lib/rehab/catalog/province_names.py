"""A province's name as an office writes it, taken apart: the bare name, the level said, the list meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold

LIST_2020, LIST_2025 = "2016-2020", "2025"
# "Văn phòng UBND thành phố … City, Việt Nam" has five; a text of more, or longer, is no name.
_MOST_AFFIXES = 6
_LONGEST_NAME = 200


@dataclass(frozen=True)
class NameReading:
    """One way to read a written name: folded and without spaces; `level` and `listed` empty where not said."""

    bare: str
    level: str = ""
    listed: str = ""


@dataclass(frozen=True)
class _Affix:
    pattern: re.Pattern[str]
    level: str


def squash(text: str) -> str:
    """Text folded and without spaces: the key under which names are equal.

    >>> squash("Bà Rịa – Vũng Tàu") == squash("BÀ RỊA-VŨNG TÀU") == squash("BaRiaVungTau")
    True
    """
    return fold(text).replace(" ", "")


@lru_cache(maxsize=4096)
def name_readings(written: str) -> tuple[NameReading, ...]:
    """All ways to read a written name, as it stands first, then without list marks, offices and levels.

    >>> name_readings("UBND TP. Huế (mới)")[-1]
    NameReading(bare='hue', level='thành phố trực thuộc trung ương', listed='2025')
    """
    folded = fold(written)
    whole = NameReading(folded.replace(" ", ""))
    if len(folded) > _LONGEST_NAME:
        return (whole,)
    unmarked, meant = _without_marks(_without_zeros(folded))
    readings = dict.fromkeys([whole, *_without_affixes(unmarked if meant else folded, "", meant, _MOST_AFFIXES)])
    return tuple(reading for reading in readings if reading.bare)


def _without_affixes(folded: str, level: str, meant: str, most: int) -> Iterator[NameReading]:
    yield NameReading(folded.replace(" ", ""), level, meant)
    for affix in _affixes() if most else ():
        if level and affix.level not in ("", level):
            continue
        match = affix.pattern.match(folded)
        if match:
            yield from _without_affixes(match["rest"], level or affix.level, meant, most - 1)


@cache
def _affixes() -> tuple[_Affix, ...]:
    affixes = []
    for row in read_rows("province_affixes.csv"):
        words = fold(row["affix"]).split()
        pattern = " ?".join(words)
        # "T" and "CA" begin names too: short ones stand apart, but for T.P, which is written TPHCM.
        gap = " " if len(words) == 1 and len(words[0]) < 3 else " ?"
        whole = rf"{pattern}{gap}(?P<rest>.+)" if row["place"] == "before" else rf"(?P<rest>.+?){gap}{pattern}"
        affixes.append(_Affix(re.compile(rf"^{whole}$"), row["level"]))
    return tuple(affixes)


def _without_marks(folded: str) -> tuple[str, str]:
    """The name without "(mới)", "sau sáp nhập", and the list they mean; no list if they contradict each other."""
    meant = set()
    rest = folded
    for listed, pattern in _marks():
        rest, found = pattern.subn(" ", rest)
        if found:
            meant.add(listed)
    return (" ".join(rest.split()), meant.pop()) if len(meant) == 1 else (folded, "")


@cache
def _marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Longer phrases first: "mới sáp nhập" is looked for before "mới"."""
    marks = []
    for row in sorted(read_rows("province_list_marks.csv"), key=lambda row: (-len(row["phrase"]), row["phrase"])):
        words = _without_zeros(fold(row["phrase"])).replace(" ", " ?")
        # Apart from the name, or at the end of one written without spaces.
        marks.append((row["list"], re.compile(rf"\b{words}\b|{words}$")))
    return tuple(marks)


def _without_zeros(folded: str) -> str:
    """Days as 1/7/2025 and 01/07/2025 made equal."""
    return re.sub(r"(?<!\d)0(?=\d)", "", folded)
