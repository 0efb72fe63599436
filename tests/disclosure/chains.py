"""Someone who takes what a province left blank for unknown, and follows sums through it from year to year.

A cell that is in no table can still be worked out of one sum and put into the next: what was there at the end of a
year is what the next one opens with. Each story says which of the terms that provinces read differently are counted;
in it, as many sums hold as can hold together, whatever the blanks are (none of them below 0).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack, identity

# What a reader does not see: a line, where and when.
Blank = tuple[str, str, str]
Row = dict[int | Blank, float]
_CLOSE = 1e-6
# Stories told of one reading, each beginning with sums that the ones before left out.
_STORIES = 4


@dataclass(frozen=True)
class Story:
    """Sums that hold together (each adds up to 0), and the blanks in them that are none."""

    rows: tuple[Row, ...]
    none: frozenset[Blank]


def subsets(names: Sequence[str]) -> Iterator[frozenset[str]]:
    """Every choice of names, the smallest first."""
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def stories(rows: Iterable[Row], true: dict[int, float], never_given: frozenset[str]) -> list[Story]:
    """The stories in which sums over given figures (`true`) and blanks can hold.

    A line that is blank everywhere may count for nothing (`never_given`), as far as that contradicts no sum.
    """
    open_rows = [row for row in _linked(rows) if any(not isinstance(name, int) for name in row)]
    told: list[Story] = []
    waiting = set(range(len(open_rows)))
    for _ in range(_STORIES):
        if not waiting:
            break
        held = _held(open_rows, true, waiting)
        if not waiting & held:
            break
        waiting -= held
        kept = [open_rows[place] for place in sorted(held)]
        told.append(Story(tuple(kept), _none(kept, true, never_given)))
    return told


def holding_together(rows: Sequence[tuple[Row, bool]], true: dict[int, float]) -> list[tuple[Row, bool]]:
    """Of sums (True: each is 0) and bounds (each is at most 0) as many as can hold at once, whatever the blanks are."""
    spare = [({**row, ("spare", str(place), ""): 1.0}, is_sum) for place, (row, is_sum) in enumerate(rows)]
    held = _held([row if is_sum else more for (row, is_sum), (more, _) in zip(rows, spare, strict=True)], true, set())
    return [own for place, own in enumerate(rows) if place in held]


def _linked(rows: Iterable[Row]) -> list[Row]:
    """Rows without those that say nothing: with blanks of both signs that stand in no other row."""
    kept = list(rows)
    while True:
        uses: dict[int | Blank, int] = {}
        for row in kept:
            for name in row:
                uses[name] = uses.get(name, 0) + 1
        loose = [{w > 0 for name, w in row.items() if not isinstance(name, int) and uses[name] == 1} for row in kept]
        left = [row for row, signs in zip(kept, loose, strict=True) if len(signs) < 2]
        if len(left) == len(kept):
            return kept
        kept = left


def _matrix(rows: Sequence[Row], true: dict[int, float]) -> tuple[csr_matrix, np.ndarray, list[Blank]]:
    """The blanks' weights in each row, what they must add up to, and the blanks."""
    blanks = sorted({name for row in rows for name in row if not isinstance(name, int)})
    column = {name: place for place, name in enumerate(blanks)}
    places, weights, sums = [], [], np.zeros(len(rows))
    for number, row in enumerate(rows):
        for name, weight in row.items():
            if isinstance(name, int):
                sums[number] -= weight * true[name]
            else:
                places.append((number, column[name]))
                weights.append(weight)
    across = tuple(zip(*places, strict=True)) if places else ((), ())
    return csr_matrix((weights, across), shape=(len(rows), len(blanks))), sums, blanks


def _held(rows: Sequence[Row], true: dict[int, float], waiting: set[int]) -> set[int]:
    """The rows that hold together, most of those that wait first: as little as can be is put right elsewhere."""
    matrix, sums, blanks = _matrix(rows, true)
    spare = identity(len(rows), format="csr")
    price = np.array([10.0 if place in waiting else 1.0 for place in range(len(rows))])
    aim = np.concatenate([np.zeros(len(blanks)), price, price])
    solved = linprog(aim, A_eq=hstack([matrix, spare, -spare]), b_eq=sums, bounds=(0, None), method="highs")
    assert solved.status == 0, solved.message
    amiss = solved.x[len(blanks) : len(blanks) + len(rows)] + solved.x[len(blanks) + len(rows) :]
    return set(np.flatnonzero(amiss < _CLOSE).tolist())


def _none(rows: Sequence[Row], true: dict[int, float], never_given: frozenset[str]) -> frozenset[Blank]:
    """Blanks that are none: those that can be nothing else, and then those of lines never given, all that can be."""
    matrix, sums, blanks = _matrix(rows, true)
    found = set(range(len(blanks)))
    while found:
        # As many as can be above 0 at once; those that are not may yet be so in turn.
        aim = np.array([-1.0 if place in found else 0.0 for place in range(len(blanks))])
        some = hstack([matrix, csr_matrix((len(rows), len(blanks)))])
        below = hstack([-identity(len(blanks)), identity(len(blanks))])
        bounds = [(0, None)] * len(blanks) + [(0, 1)] * len(blanks)
        solved = linprog(np.concatenate([np.zeros(len(blanks)), aim]), A_eq=some, b_eq=sums, A_ub=below,
                         b_ub=np.zeros(len(blanks)), bounds=bounds, method="highs")  # fmt: skip
        assert solved.status == 0, solved.message
        more = {place for place in found if solved.x[len(blanks) + place] > _CLOSE}
        if not more:
            break
        found -= more
    never = [place for place, blank in enumerate(blanks) if blank[0] in never_given]
    if never:
        aim = np.zeros(len(blanks))
        aim[never] = 1.0
        solved = linprog(aim, A_eq=matrix, b_eq=sums, bounds=(0, None), method="highs")
        assert solved.status == 0, solved.message
        found |= {place for place in never if solved.x[place] < _CLOSE}
    return frozenset(blanks[place] for place in found)
