"""Numbers of a message that tell what words withheld from it say: a reading of a cell waits with the cell."""

import re
import unicodedata
from collections.abc import Iterable

from rehab.catalog.problem_kinds import problem_kinds
from rehab.catalog.reviews import per_review
from rehab.catalog.texts import text

# Kinds that say what the cell holds as the suite reads it: none of their numbers is said without the cell.
RETELLING = frozenset({"number_ambiguous", "unit_stripped", "value_rounded", "value_exact"})
# A number, also as a message writes it (1.5e+06), or a day; in an address of a cell (D7) it is none.
_NUMBER = re.compile(r"(?<![A-Z0-9])\d+(?:[.,/]\d+)*(?:e[+-]?\d+)?")
_QUOTED = re.compile("(“[^“”]*”)")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# A number of fewer digits than this is no other one rounded.
_LEAST_ROUNDED = 2


def without_retelling(message: str, code: str, language: str, held: Iterable[str]) -> str:
    """A message of a kind with a mark for every number that tells `held`, words that are withheld from it.

    What a number of the form is (of an indicator, an appendix) stays, and what the kind always says.

    >>> without_retelling("“…” có thể đọc là 23000 hoặc 23,000.", "number_ambiguous", "vi", ["23.000"])
    '“…” có thể đọc là [không công bố] hoặc [không công bố].'
    >>> without_retelling("Chỉ tiêu 2: tỉnh nêu 76,6%, tính được 87,1%.", "stated_value_differs", "vi", ["76,6 % (A)"])
    'Chỉ tiêu 2: tỉnh nêu [không công bố]%, tính được 87,1%.'
    """
    numbers = {digits for words in held for digits in numbers_of(words)}
    if not numbers and code not in RETELLING:
        return message
    mark = text("disclosure.quoted_mark", "vi")
    kept = _kept(code, language)
    pieces = []
    for place, piece in enumerate(_QUOTED.split(message)):
        # What is quoted has been asked for by itself: of that only what is held tells it.
        is_told = code in RETELLING and place % 2 == 0
        stays = [found.span() for found in kept.finditer(piece)] if place % 2 == 0 else []
        pieces.append(
            _NUMBER.sub(
                lambda found, stays=stays, is_told=is_told: (
                    found[0]
                    if any(start <= found.start() < end for start, end in stays)
                    or not (is_told or _tells(found[0], numbers))
                    else mark
                ),
                piece,
            )
        )
    return "".join(pieces)


def numbers_of(words: str) -> set[str]:
    """The numbers in words, and the parts of days, by their digits alone: as 23.000 and 23,000 are 23000 and 23.

    >>> sorted(numbers_of("23.000 người, 0,50 tỷ ngày 1/7/2019"))
    ['1', '2019', '23', '5', '7']
    """
    plain = unicodedata.normalize("NFKC", words)
    return {_digits(part) for found in re.findall(r"\d+(?:[.,/ ]\d+)*", plain) for part in found.split("/")}


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number.partition("e")[0]).strip("0")


def _tells(number: str, held: set[str]) -> bool:
    parts = {_digits(part) for part in number.split("/")}
    return bool(parts & held) or any(_is_rounded(part, own) for part in parts for own in held)


def _is_rounded(digits: str, exact: str) -> bool:
    if not _LEAST_ROUNDED <= len(digits) < len(exact):
        return False
    return f"{float('0.' + exact):.{len(digits)}f}" == f"0.{digits}"


@per_review()
def _kept(code: str, language: str) -> re.Pattern[str]:
    """Where a message holds numbers of the form, of the kind's own words, and how many cells are alike."""
    kind = problem_kinds()[code]
    own = (getattr(kind, f"{name}_{language}") for name in ("what", "do", "item"))
    literals = [part for said in own for part in _PLACEHOLDER.split(said) if _NUMBER.search(part)]
    before, _, after = text("problems.likewise", language, count="0", items="\N{PILCROW SIGN}").partition("0")
    likewise = re.escape(before) + r"\d+" + re.escape(after.partition("\N{PILCROW SIGN}")[0])
    numbered = r"(?i:phụ lục|appendix|chỉ tiêu|indicator|trang tính) \d+"
    return re.compile("|".join([*map(re.escape, sorted(literals, key=len, reverse=True)), likewise, numbered]))
