"""What is known to be harmless in a sentence: administrative words, bodies, codes of documents, names of places.

A single word stands here only where it is no name, surname or word for kin; what is part of a name as well ("thành",
"mai", "lan") stands only within longer units ("hoàn thành"), so that alone it is not known.
"""

import re
from dataclasses import dataclass
from functools import cache

from rehab.catalog.districts import districts
from rehab.catalog.files import read_rows
from rehab.catalog.provinces import provinces
from rehab.catalog.reviews import per_review

# All words of a body may bear capitals ("Sở Lao Động"), of an office the first; of others where they open a clause.
BODY, OFFICE, ABBREVIATION, CODE, ENGLISH = "body", "office", "abbreviation", "code", "english"
WORD, COMPOUND, NUMERAL, BEFORE_NUMBER, COUNTED = "word", "compound", "numeral", "before_number", "counted"


@dataclass(frozen=True)
class Unit:
    """Words that are known together; `kind` as in `disclosure_vocabulary.csv`."""

    words: tuple[str, ...]
    kind: str


@cache
def units() -> dict[str, tuple[Unit, ...]]:
    """Vietnamese units by their first word, in small letters.

    >>> Unit(("hoàn", "thành"), "compound") in units()["hoàn"], "thành" in {unit.words[0] for unit in units()["hoàn"]}
    (True, False)
    """
    found: dict[str, list[Unit]] = {}
    for row in read_rows("disclosure_vocabulary.csv"):
        if row["kind"] in (WORD, COMPOUND, BODY, OFFICE, NUMERAL, BEFORE_NUMBER):
            words = tuple(row["words"].split())
            found.setdefault(words[0], []).append(Unit(words, row["kind"]))
    return {first: tuple(own) for first, own in found.items()}


@cache
def listed(kind: str) -> frozenset[str]:
    """The entries of one kind.

    >>> "QĐ" in listed("code")
    True
    """
    return frozenset(row["words"] for row in read_rows("disclosure_vocabulary.csv") if row["kind"] == kind)


@per_review()
def province_names() -> frozenset[str]:
    """Short names of the provinces, as written and in capitals."""
    names = {province.name_short for province in provinces().values()}
    return frozenset(names | {name.upper() for name in names})


@per_review()
def place_names() -> re.Pattern[str]:
    """Names of provinces and of their districts, without the word for their level; as written, or in capitals."""
    own = {found.name for code in provinces() for found in districts(code).values()}
    own |= {name.replace("Đăk", "Đắk") for name in own} | {name.replace("Đắk", "Đăk") for name in own}
    names = province_names() | {name for name in own | {name.upper() for name in own} if not name.isdecimal()}
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))})(?!\w)")
