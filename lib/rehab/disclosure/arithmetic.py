"""Whether the numbers of a sentence, none of them small, give a small count of people when put together."""

import re
from bisect import bisect_left
from collections.abc import Callable

from rehab.catalog.small import largest_small

# From its first digit on, so that no text takes longer than its length.
_NUMBER = r"(?<![\d.,])\d+(?:[.,]\d+)*"
_SHARE = re.compile(rf"({_NUMBER})\s*%")
_COUNT = re.compile(rf"({_NUMBER})(?![\d.,]*\s*%)(?![\d.,]*\d)")
_QUOTIENT = re.compile(rf"({_NUMBER})\s*[/:÷]\s*({_NUMBER})")
_DIFFERENCE = rf"({_NUMBER})\s*[-−–]\s*({_NUMBER})\s*(?:{{people}})(?!\w)"
_BELOW = (
    r"(?:<|≤|ít hơn|nhỏ hơn|thấp hơn|dưới|chưa đến|chưa tới|chưa đầy|không đến|không quá|tối đa|"
    rf"less than|fewer than|under|below|at most|up to)\s*({_NUMBER})"
)


def gives_few(words: str, people: str, value_of: Callable[[str], float | None]) -> bool:
    """True where a share of a count, a quotient, a difference of people or a limit leaves a small count of them.

    `words`: a sentence in small letters without dates and numbers of papers. `people`: the words that people are
    called by, as alternatives of a pattern. `value_of`: what a number as written is worth, None where that is unknown.

    >>> worth = lambda number: float(number.replace(",", "."))
    >>> gives_few("tử vong 10,0% của 20 người", "người", worth), gives_few("đạt 80% của 900 người", "người", worth)
    (True, False)
    >>> gives_few("có 12/6 người", "người", worth), gives_few("giai đoạn 2016-2020", "người", worth)
    (True, False)
    """

    def values(found: tuple[str, ...]) -> list[float]:
        return [value for number in found if (value := value_of(number)) is not None]

    shares, counts = values(tuple(_SHARE.findall(words))), sorted(values(tuple(_COUNT.findall(words))))
    if any(_has_few(share, counts) for share in shares):
        return True
    quotients = (values(pair) for pair in _QUOTIENT.findall(words))
    if any(len(pair) == 2 and pair[1] and _is_few(pair[0] / pair[1]) for pair in quotients):
        return True
    differences = (values(pair) for pair in re.findall(_DIFFERENCE.format(people=people), words))
    if any(len(pair) == 2 and _is_few(abs(pair[0] - pair[1])) for pair in differences):
        return True
    return any(limit <= largest_small() + 1 for limit in values(tuple(re.findall(_BELOW, words))))


def _has_few(share: float, counts: list[float]) -> bool:
    """True where a percentage of one of some counts, the lowest first, is a small count once it is rounded.

    Looked up, not gone through: a text of many shares and many counts would take the time of all their pairs.
    """
    first = bisect_left(counts, 0.5, key=lambda of: share * of / 100)
    return first < len(counts) and _is_few(share * counts[first] / 100, 0.5)


def _is_few(value: float, dust: float = 0.0) -> bool:
    return 1 - dust <= value < largest_small() + 1 - dust
