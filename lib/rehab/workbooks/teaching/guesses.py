"""The likeliest lines of a label that is not understood, best first: from its words, unit, place and the rows around.

A guess is a proposal for a person to confirm. Nothing here is applied unasked.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold
from rehab.catalog.lines import Line, lines, parent_of, section_titles, tables
from rehab.catalog.reviews import per_review
from rehab.workbooks.grids.units import MONEY, count_factor, is_spelled_unit, money_factor

# How much each kind of evidence counts beside the words' own similarity (0 to 1).
_CONTRAST, _OTHER_UNIT, _SAME_UNIT = 0.55, 0.55, 1.08
_PART_AS_PART, _PART_OF_ABOVE, _PART_AS_WHOLE = 1.1, 1.25, 0.85
_IN_ORDER, _TAKEN, _ELSEWHERE = 0.12, 0.75, 0.6
# A word of no label anywhere tells little: it counts this much of the rarest known word.
_UNKNOWN_WORD = 0.25
_SECTION_WORD = 0.5
# Below this a guess is no better than none.
_LEAST = 0.25
# From here a guess is an anchor for the order of the rows around it.
_ANCHOR = 0.45
# A label that is understood is no more than so sure, where rows are weighed against each other.
_MOST_FOR_ONE = 2.0
_PART_MARK = re.compile(r"^\s*(?:trong đó|trong do|[-–+•])", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:[ivx]+|[a-z]|\d{1,2}(?: \d{1,2})*) (?=\S{2})")


@dataclass(frozen=True)
class AskedRow:
    """A row of a yearly table: its label, unit, the heading it stands under; `line` where its label is understood."""

    label: str
    unit: str = ""
    heading: str = ""
    line: str = ""

    @property
    def is_part(self) -> bool:
        """True where the label says that it counts some of the row above."""
        return bool(_PART_MARK.match(self.label))


@dataclass(frozen=True)
class Guess:
    """What words may mean (a label: a line), and how much speaks for it (0 to about 1.5)."""

    means: str
    score: float


def guesses(rows: Sequence[AskedRow], appendix: str, table: str = "") -> tuple[tuple[Guess, ...], ...]:
    """For each row of a table the lines that its label may mean, best first; one that is understood has that alone.

    `appendix` may be empty where it is not known; then lines of every appendix are compared.

    >>> rows = [AskedRow("Số bệnh nhân đang điều trị Methadone", "người")]
    >>> guesses(rows, "2")[0][0].means
    'methadone_patients'
    """
    scored = [_scores(row, appendix, table) for row in rows]
    _weigh_parts(rows, scored)
    _weigh_order(rows, scored)
    _weigh_taken(rows, scored)
    return tuple(
        (Guess(row.line, math.inf),) if row.line else _ranked(own) for row, own in zip(rows, scored, strict=True)
    )


def _ranked(scores: dict[str, float]) -> tuple[Guess, ...]:
    found = [Guess(name, round(score, 4)) for name, score in scores.items() if score >= _LEAST]
    return tuple(sorted(found, key=lambda guess: (-guess.score, guess.means)))


# ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    means = {fold(row["written"]): fold(row["means"]) for row in read_rows("label_synonyms.csv")}
    longest_first = sorted(means, key=lambda written: (-len(written), written))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), means


@lru_cache(maxsize=8192)
def meant_words(written: str) -> str:
    """A label in the field's own words: folded, without numbering, synonyms and abbreviations replaced.

    >>> meant_words("2. Hồ sơ CNBB tại CĐ")
    'ho so cai nghien bat buoc tai cong dong'
    """
    pattern, means = _synonyms()
    return pattern.sub(lambda found: means[found[0]], _NUMBERING.sub("", fold(written)))


@cache
def _contrasts() -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for row in read_rows("label_contrasts.csv"):
        groups.setdefault(row["group"], []).append(fold(row["words"]))
    return {group: tuple(words) for group, words in groups.items()}


@lru_cache(maxsize=8192)
def _contrasted(said: str, group: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words for words in group if re.search(rf"\b{words}\b", said))


@per_review()
def _vocabulary() -> dict[str, float]:
    """How telling each word of the catalogue's labels is: the fewer lines have it, the more."""
    counted = Counter(word for line in _numbers() for word in set(meant_words(line.label_vi).split()))
    return {word: math.log(1 + len(_numbers()) / count) for word, count in counted.items()}


@per_review()
def _numbers() -> tuple[Line, ...]:
    yearly = {(table.appendix, table.table) for table in tables() if table.kind == "yearly"}
    return tuple(line for line in lines().values() if (line.appendix, line.table) in yearly)


@per_review(maxsize=8192)
def _weights(said: str) -> dict[str, float]:
    known = _vocabulary()
    rarest = max(known.values(), default=1.0)
    return {word: known.get(word, _UNKNOWN_WORD * rarest) for word in said.split()}


def _alike(said: str, line: Line, heading: str) -> float:
    """How alike a label's words are to a line's: twice what they share over what both say, each word by its weight."""
    section = section_titles().get((line.appendix, line.table, line.section), ("", ""))[0]
    whole = lines()[parent_of(line)].label_vi if line.is_part else ""
    own, asked = _weights(meant_words(line.label_vi)), _weights(said)
    around = {*meant_words(f"{section} {whole} {line.section}").split()}
    aside = {word: weight * _SECTION_WORD for word, weight in _weights(meant_words(heading)).items()}
    shared = sum(own[word] for word in asked if word in own)
    shared += sum(_SECTION_WORD * asked[word] / 2 for word in asked if word not in own and word in around)
    shared += sum(weight / 2 for word, weight in aside.items() if word in own and word not in asked)
    total = sum(own.values()) + sum(asked.values())
    score = 2 * shared / total if total else 0.0
    line_said = meant_words(line.label_vi)
    for group in _contrasts().values():
        here, there = _contrasted(said, group), _contrasted(line_said, group)
        if here and there and not here & there:
            score *= _CONTRAST
    return score


# ── Evidence ────────────────────────────────────────────────────────────────────────────────────────────────


def _scores(row: AskedRow, appendix: str, table: str) -> dict[str, float]:
    if row.line:
        return {row.line: math.inf}
    said = meant_words(row.label)
    found = {}
    for line in _numbers():
        score = _alike(said, line, row.heading) * _unit_factor(row.unit, line)
        if appendix and (line.appendix != appendix or (table and line.table != table)):
            score *= _ELSEWHERE
        if line.is_part:
            score *= _PART_AS_PART if row.is_part else _PART_AS_WHOLE
        found[line.name] = score
    return found


def _unit_factor(written: str, line: Line) -> float:
    if not written or not is_spelled_unit(written):
        return 1.0
    if line.unit == MONEY or money_factor(written) is not None:
        return _SAME_UNIT if (line.unit == MONEY) == (money_factor(written) is not None) else _OTHER_UNIT**2
    return _OTHER_UNIT if count_factor(written, line.unit) is None else _SAME_UNIT


def _weigh_parts(rows: Sequence[AskedRow], scored: list[dict[str, float]]) -> None:
    """A row that says it is part of the one above more likely means a part of what that one means."""
    above = ""
    for row, scores in zip(rows, scored, strict=True):
        if not row.is_part:
            above = max(scores, key=lambda name: scores[name], default="")
            continue
        for name in scores:
            if lines()[name].is_part and parent_of(lines()[name]) == above:
                scores[name] *= _PART_OF_ABOVE


def _weigh_order(rows: Sequence[AskedRow], scored: list[dict[str, float]]) -> None:
    """Lines that come in the catalogue's order between those of the rows around are likelier."""
    order = {line.name: number for number, line in enumerate(_numbers())}
    best = [max(scores.items(), key=lambda item: item[1], default=("", 0.0)) for scores in scored]
    chain = _longest_in_order([(order[name], score) if score >= _ANCHOR else None for name, score in best])
    for index, scores in enumerate(scored):
        before = max((order[best[i][0]] for i in chain if i < index), default=-1)
        after = min((order[best[i][0]] for i in chain if i > index), default=len(order))
        for name in scores:
            if before < order[name] < after:
                scores[name] += _IN_ORDER * min(1.0, scores[name] / _ANCHOR)


def _longest_in_order(places: list[tuple[int, float] | None]) -> set[int]:
    """Indices of the rows whose best lines follow the catalogue's order, with most to speak for them together."""
    reached: dict[int, tuple[float, int | None]] = {}
    for index, place in enumerate(places):
        if place is None:
            continue
        order, weight = place
        before = [
            (total, other)
            for other, (total, _) in reached.items()
            if (earlier := places[other]) is not None and earlier[0] < order
        ]
        total, last = max(before, default=(0.0, None), key=lambda item: item[0])
        reached[index] = (total + min(weight, _MOST_FOR_ONE), last)
    chosen: set[int] = set()
    at = max(reached, key=lambda index: reached[index][0], default=None)
    while at is not None:
        chosen.add(at)
        at = reached[at][1]
    return chosen


def _weigh_taken(rows: Sequence[AskedRow], scored: list[dict[str, float]]) -> None:
    """Two rows do not mean one line: it is less likely for all but the row for which most speaks."""
    holders: dict[str, tuple[float, int]] = {}
    for index, scores in enumerate(scored):
        for name, score in scores.items():
            if score > holders.get(name, (0.0, -1))[0]:
                holders[name] = (score, index)
    for index, scores in enumerate(scored):
        for name in scores:
            held, holder = holders.get(name, (0.0, -1))
            if holder not in (-1, index) and max(scored[holder].values()) == held:
                scores[name] *= _TAKEN
