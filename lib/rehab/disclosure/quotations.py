"""Words quoted from a workbook: numbers of people in them that the public must not read, replaced by a mark."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.texts import text

_WORDS = ("một", "hai", "ba", "bốn", "one", "two", "three", "four")
# A number after one of these is a name or a date ("số 1", "điều 3"), unless people follow it at once.
_NAMING = ("số", "điều", "khoản", "mục", "điểm", "tháng", "quý", "năm", "lục", "tiêu", "cấp", "loại", "nhóm", "lớp")
_CLAUSE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]*)*")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*%")
_DIGITS = r"(?<![\w.,/-])0?[1-4](?![\w%/-]|[.,]\d|\s*%)"


def masked(words: str, withheld: Iterable[int], percentages: bool = False) -> str:
    """Quoted words with the numbers taken out that a reader must not learn.

    Taken out are 1 to 4 people, in digits or words; any of the figures in `withheld` in a clause that speaks of
    people; and with `percentages` every percentage. Names, dates and document numbers stay.

    >>> masked("Có 2 người tử vong; theo Quyết định số 3 ngày 2/3/2019.", [])
    'Có [không công bố] người tử vong; theo Quyết định số 3 ngày 2/3/2019.'
    """
    if not words:
        return words
    mark = text("disclosure.quoted_mark", "vi")
    numbers = frozenset(withheld)
    found = _CLAUSE.sub(lambda clause: _masked_clause(clause[0], numbers, mark), words)
    return _PERCENT.sub(mark, found) if percentages else found


def _masked_clause(clause: str, numbers: frozenset[int], mark: str) -> str:
    people = _people_words().search(clause) is not None
    if not people:
        return clause
    clause = _people_after().sub(_unless_named(mark), clause)
    clause = _people_before().sub(lambda found: found[1] + mark, clause)
    return re.sub(
        r"(?<![\w.,/-])\d{1,3}(?:[.,]\d{3})+(?![\w/-]|[.,]\d)|(?<![\w.,/-])\d+(?![\w%/-]|[.,]\d|\s*%)",
        lambda found: mark if int(re.sub(r"\D", "", found[0])) in numbers else found[0],
        clause,
    )


def _unless_named(mark: str) -> Callable[[re.Match[str]], str]:
    def replaced(found: re.Match[str]) -> str:
        before = (found.string[: found.start()].split() or [""])[-1].lower()
        is_name = before in _NAMING and found["between"]
        return found[0] if is_name else mark + (found["rest"] or found["after"])

    return replaced


@cache
def _terms(kind: str) -> str:
    words = {row["word"] for row in read_rows("disclosure_words.csv") if row["kind"] == kind}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _people_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_terms('after')}|{_terms('before')})\b", re.IGNORECASE)


@cache
def _people_after() -> re.Pattern[str]:
    people = rf"(?:{_terms('after')})\b"
    digits = rf"{_DIGITS}(?P<rest>\s+(?P<between>(?:(?!\d)\w+\s+)?){people})"
    # "một số người" is no number: a number in words is followed by people at once.
    words = rf"(?<!\w)(?:{'|'.join(_WORDS)})(?P<after>\s+{people})"
    return re.compile(f"{digits}|{words}", re.IGNORECASE)


@cache
def _people_before() -> re.Pattern[str]:
    link = r"\s*(?:[:=(]|\blà\b|\bcó\b|\bis\b|\bwas\b)?\s*"
    return re.compile(
        rf"(\b(?:{_terms('before')})\b(?:\s+(?!\d)\w+){{0,5}}?{link})0?[1-4](?=\s*(?:[,)]|$))", re.IGNORECASE
    )
