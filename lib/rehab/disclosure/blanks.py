"""Cells that a province left blank: what can be worked out through them, from one sum to the next."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from rehab.disclosure.cells import Cell
from rehab.disclosure.constraints import Constraint, Id, Term, at_least_zero, equal

_DUST = 1e-6
# Stories told of blanks that hang together, each beginning with sums that those before left out.
_MOST_STORIES = 12
# Where a blank would be more than this, no swing of a few people comes near to its being below 0.
_NEAR_NONE = 100.0
Weights = dict["Blank", float]
Given = dict[Id, float]
_Name = TypeVar("_Name", bound=Hashable)


class Blank(NamedTuple):
    """A cell of the form in which nothing stands: of no workbook's cells, yet every reader knows it is there."""

    line: str
    period: str
    area: str


@dataclass(frozen=True)
class OpenSum:
    """Given figures and blanks that add up to 0; `reading` says which of the terms that readings differ on count."""

    terms: tuple[tuple[Id | Blank, float], ...]
    reading: frozenset[str] = frozenset()

    @cached_property
    def blanks(self) -> Weights:
        """The blanks' weights."""
        return {name: weight for name, weight in self.terms if isinstance(name, Blank)}

    @cached_property
    def given(self) -> list[Term]:
        """The given figures' weights."""
        return [(name, weight) for name, weight in self.terms if not isinstance(name, Blank)]


def chained(sums: Iterable[OpenSum], cells: Mapping[Id, Cell], never_given: Collection[str]) -> Iterator[Constraint]:
    """Everything that a reader can follow through blanks: the sums without them, and that no blank is below 0.

    A blank is unknown, but the same in every sum; a line that is blank everywhere (`never_given`) is none, as far as
    the sums allow. Where they contradict each other, by a slip or because readings differ, there are several stories of
    what the blanks are; what holds in any binds.
    """
    written: set[tuple[bool, frozenset[Term]]] = set()
    for linked in _components(_telling(list(sums))):
        for story in _stories(linked, cells, never_given):
            for is_sum, given in story.told():
                terms = _alike(given)
                if terms and (is_sum, frozenset(terms)) not in written:
                    written.add((is_sum, frozenset(terms)))
                    made = equal(terms, cells) if is_sum else at_least_zero(given.items(), cells)
                    if made is not None:
                        yield made


def _alike(given: Given) -> list[Term]:
    """Terms of a sum, the same however it was come by."""
    terms = sorted(given.items())
    return [(name, round(weight / abs(terms[0][1]), 6)) for name, weight in terms]


def _stories(linked: list[OpenSum], cells: Mapping[Id, Cell], never_given: Collection[str]) -> Iterator["_Story"]:
    waiting = sorted(linked, key=lambda own: (len(own.reading), sorted(own.reading), len(own.terms)))
    for _ in range(_MOST_STORIES):
        if not waiting:
            return
        story = _Story(cells)
        # A province reads a sum alike in all years.
        others = [own for own in linked if own not in waiting]
        order = [
            waiting[0],
            *sorted([*waiting[1:], *others], key=lambda o: (o.reading != waiting[0].reading, len(o.terms))),
        ]
        held = {own.terms for own in order if story.add(own)}
        left = [own for own in waiting if own.terms not in held]
        # A sum that holds with nothing else, and not even alone, is no sum of this province.
        waiting = left if len(left) < len(waiting) else waiting[1:]
        story.let_be_none(never_given)
        yield story


def _telling(sums: list[OpenSum]) -> list[OpenSum]:
    """Sums without those in which blanks that stand nowhere else can make up for anything."""
    while True:
        uses: dict[Blank, int] = {}
        for own in sums:
            for blank in own.blanks:
                uses[blank] = uses.get(blank, 0) + 1
        kept = [own for own in sums if len({w > 0 for name, w in own.blanks.items() if uses[name] == 1}) < 2]
        if len(kept) == len(sums):
            return kept
        sums = kept


def _components(sums: list[OpenSum]) -> Iterator[list[OpenSum]]:
    """Sums that share blanks, directly or through others."""
    touching: dict[Blank, list[int]] = {}
    for number, own in enumerate(sums):
        for blank in own.blanks:
            touching.setdefault(blank, []).append(number)
    seen: set[int] = set()
    for first in range(len(sums)):
        if first in seen:
            continue
        group, reached = {first}, [first]
        while reached:
            near = {number for blank in sums[reached.pop()].blanks for number in touching[blank]} - group
            group |= near
            reached += near
        seen |= group
        yield [sums[number] for number in sorted(group)]


class _Solved(NamedTuple):
    """What a blank is: given figures with their weights (which make `number`), less other blanks with theirs."""

    number: float
    given: Given
    others: Weights


class _Story:
    """Blanks as sums that hold together would have them, and the sums of given figures that follow."""

    def __init__(self, cells: Mapping[Id, Cell]) -> None:
        self._cells = cells
        self._solved: dict[Blank, _Solved] = {}
        self._sums: list[Given] = []

    def add(self, own: OpenSum) -> bool:
        """Take in a sum; False, and nothing is taken in, where it contradicts those before, or a blank is below 0."""
        return self._add(own.blanks, {name: -weight for name, weight in own.given})

    def let_be_none(self, never_given: Collection[str]) -> None:
        """Let blanks be none: those that can be nothing else, and of lines never given all that still can."""
        named = {name: None for blank, own in self._solved.items() for name in (blank, *own.others)}
        for blank in named:
            own = self._solved.get(blank)
            if blank.line in never_given or (own and not own.others and abs(own.number) < _DUST):
                self._add({blank: 1.0}, {})

    def told(self) -> Iterator[tuple[bool, Given]]:
        """Sums that make 0 (True), and those that are at least 0."""
        yield from ((True, given) for given in self._sums)
        for own in self._solved.values():
            if own.given and own.number <= _NEAR_NONE and all(weight > 0 for weight in own.others.values()):
                yield False, own.given

    def _add(self, weights: Weights, total: Given) -> bool:
        """Blanks with weights make given figures with weights."""
        rest: Weights = {}
        left = dict(total)
        for blank, weight in weights.items():
            own = self._solved.get(blank)
            if own is None:
                _plus(rest, blank, weight)
                continue
            for name, share in own.given.items():
                _plus(left, name, -weight * share)
            for other, share in own.others.items():
                _plus(rest, other, -weight * share)
        number = sum(weight * self._cells[name].value for name, weight in left.items())
        if not rest:
            holds = abs(number) < _DUST
            if holds and left:
                self._sums.append(left)
            return holds
        pivot = next(iter(rest))
        scale = rest.pop(pivot)
        made = _Solved(
            number / scale,
            {name: weight / scale for name, weight in left.items()},
            {name: weight / scale for name, weight in rest.items()},
        )
        changed = {pivot: made}
        for blank, own in self._solved.items():
            if pivot in own.others:
                changed[blank] = _put_in(own, pivot, made)
        if any(own.number < -_DUST and all(w > 0 for w in own.others.values()) for own in changed.values()):
            return False
        self._solved.update(changed)
        return True


def _put_in(own: _Solved, pivot: Blank, made: _Solved) -> _Solved:
    share = own.others[pivot]
    given = dict(own.given)
    for name, weight in made.given.items():
        _plus(given, name, -share * weight)
    others = {name: weight for name, weight in own.others.items() if name != pivot}
    for blank, weight in made.others.items():
        _plus(others, blank, -share * weight)
    return _Solved(own.number - share * made.number, given, others)


def _plus(weights: dict[_Name, float], name: _Name, weight: float) -> None:
    total = weights.get(name, 0.0) + weight
    if abs(total) < _DUST:
        weights.pop(name, None)
    else:
        weights[name] = total
