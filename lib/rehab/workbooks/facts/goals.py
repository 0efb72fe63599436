"""Which indicator a row of the self-assessment is about: its number held against its words."""

import math
from collections import Counter

from rehab.catalog.folding import fold
from rehab.catalog.indicators import indicators
from rehab.catalog.reviews import per_review

# A word that every goal has ("nghiện") tells nothing; this keeps a goal of such words alone from telling.
_LEAST = 0.12


def indicator_of(number: str, goal: str) -> int | None:
    """The indicator that a row's number and its words agree on; None where they do not, or neither tells.

    A province numbers in its own order: the words must come nearest to the indicator of that number. The exact title
    needs no number, a number without words is believed.

    >>> indicator_of("7", "Tăng tỷ lệ người nghiện được dạy nghề lên 50%"), indicator_of("1", "Tỷ lệ được dạy nghề")
    (7, None)
    """
    titles = {fold(words): n for n, own in indicators().items() for words in (own.title_vi, own.short_vi)}
    if fold(goal) in titles:
        return titles[fold(goal)]
    written = number.strip(" .)")
    own = int(written) if written.isdecimal() and int(written) in indicators() else None
    if not goal.strip():
        return own
    nearest = nearest_indicators(goal)
    return own if own is not None and nearest[:1] == (own,) else None


def nearest_indicators(goal: str) -> tuple[int, ...]:
    """Indicators by how much of their words a goal shares, the nearest first; none that share too little.

    >>> nearest_indicators("Người nghiện hòa nhập cộng đồng có việc làm")[0]
    8
    """
    words, weights = set(fold(goal).split()), _weights()
    scores: dict[int, float] = {}
    for number, own in indicators().items():
        title = set(fold(own.title_vi).split()) | set(fold(own.short_vi).split())
        shared = sum(weights[word] for word in words & title)
        length = math.sqrt(sum(weights[word] for word in title) * sum(weights[word] for word in words))
        scores[number] = shared / length if length else 0.0
    return tuple(sorted((n for n, score in scores.items() if score >= _LEAST), key=lambda n: (-scores[n], n)))


@per_review()
def _weights() -> Counter[str]:
    """How much a word tells: the fewer indicators have it, the more; a word of none is as rare as one of one."""
    found: Counter[str] = Counter()
    for own in indicators().values():
        found.update(set(fold(own.title_vi).split()) | set(fold(own.short_vi).split()))
    return _Weights({word: math.log((len(indicators()) + 1) / count) for word, count in found.items()})


class _Weights(Counter[str]):
    """Weights by word, with that of a rare word for words that no indicator has."""

    def __missing__(self, word: str) -> float:  # type: ignore[override]
        return math.log(len(indicators()) + 1)
