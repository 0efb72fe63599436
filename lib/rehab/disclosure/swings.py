"""Figures that swing with a small count: it runs from 1 to the largest small one, and others make up for it."""

import heapq
from collections.abc import Iterable, Mapping
from itertools import count
from typing import NamedTuple

from rehab.catalog.small import largest_small
from rehab.disclosure.cells import SMALL, Cell
from rehab.disclosure.constraints import Constraint, Id, Move

# Beyond this many tries the figures are too entangled for a swing.
_TRIES = 1000
# Where the cheapest is not found, one that costs more but is found sooner will do.
_THRIFT = (1.0, 0.1, 0.0)
_STEP_COST = 0.01
# Steps that leave less to mend are tried first among those of about one price.
_REMAINDER_COST = 0.2

Reach = tuple[float, float]


class _State(NamedTuple):
    """A move, and of the sums that it touches, by number: how it changes them, and what the broken ones lack."""

    move: Move
    changes: dict[int, float]
    broken: dict[int, float]


_STILL = _State({}, {}, {})


class Swings:
    """Swings of one province's small counts, each independent of the others.

    All small counts may swing at once, each to any number from 1 to the largest small one: every sum still holds,
    what is printed as small is small, no other count of people becomes so and none is negative. Whether a swing is
    possible therefore does not depend on where in its swing a small count is: other figures that look the same in
    print give the same swings, and with them the same choice of what is withheld.
    """

    def __init__(self, cells: Mapping[Id, Cell], constraints: Iterable[Constraint]) -> None:
        self._cells = cells
        # The fewer its terms, the less choice a broken sum leaves: those come first.
        self._constraints = sorted(constraints, key=lambda own: len(own.terms))
        self._touching: dict[Id, dict[int, float]] = {}
        for number, constraint in enumerate(self._constraints):
            for name, weight in constraint.terms:
                weights = self._touching.setdefault(name, {})
                weights[number] = weights.get(number, 0.0) + weight
        self._reach: dict[Id, Reach] = {}
        self._change: dict[int, tuple[float, float]] = {}

    def is_swung(self, name: Id) -> bool:
        """True for a cell that swings already, on its own or with another."""
        return name in self._reach

    def find(self, start: Id, withheld: Mapping[Id, str]) -> Move | None:
        """By how much others change for one more in `start`, at the least cost; what is withheld costs nothing.

        Other small counts swing along only where it cannot be done without them: else where they are in their own
        swings would play a part. None where no swing is found.
        """
        for with_small in (False, True):
            for thrift in _THRIFT:
                move, is_exhausted = self._search(start, withheld, thrift, with_small)
                if move is not None:
                    return move
                if is_exhausted:
                    # Whatever the thrift, the same moves would be gone through.
                    break
        return None

    def _search(
        self, start: Id, withheld: Mapping[Id, str], thrift: float, with_small: bool
    ) -> tuple[Move | None, bool]:
        """The move found, if any; and whether there is none, rather than too many to go through."""
        run = self._run(start)
        order = count()
        # What a move would change is worked out only once its turn has come.
        queue: list[tuple[float, int, float, _State, Id, int]] = [(0.0, next(order), 0.0, _STILL, start, 1)]
        seen: set[frozenset[tuple[Id, int]]] = set()
        for _ in range(_TRIES):
            if not queue:
                return None, True
            _, _, cost, before, moved, by = heapq.heappop(queue)
            move = {**before.move, moved: by}
            told = frozenset(move.items())
            if told in seen:
                continue
            seen.add(told)
            state = self._after(before, move, moved, run)
            if not state.broken:
                return move, False
            tightest = min(state.broken)
            excess = state.broken[tightest]
            for name, weight in self._constraints[tightest].terms:
                step = _away_from_zero(excess / weight)
                if name in move or not self._may_swing(name, step, run, withheld, with_small):
                    continue
                paid = cost + thrift * (_STEP_COST + (0.0 if name in withheld else self._cells[name].cost))
                remainder = min(abs(excess - weight * step), 10.0)
                heapq.heappush(queue, (paid + _REMAINDER_COST * remainder, next(order), paid, state, name, step))
        return None, False

    def take(self, start: Id, move: Move) -> None:
        """Let a small count swing so from now on."""
        run = self._run(start)
        for name, step in move.items():
            self._reach[name] = _added(self._reach.get(name, (0, 0)), step, run)
        changes: dict[int, float] = {}
        for name, step in move.items():
            for number, weight in self._touching.get(name, {}).items():
                changes[number] = changes.get(number, 0.0) + weight * step
        for number, change in changes.items():
            if not self._constraints[number].is_identity:
                self._change[number] = _added(self._change.get(number, (0.0, 0.0)), change, run)

    def _run(self, start: Id) -> Reach:
        """How far a small count is from the ends of its swing."""
        value = round(self._cells[start].value)
        return 1 - value, largest_small() - value

    def _may_swing(self, name: Id, step: int, run: Reach, withheld: Mapping[Id, str], with_small: bool) -> bool:
        cell = self._cells[name]
        if not step or not float(cell.value).is_integer():
            return False
        low, high = _added(self._reach.get(name, (0, 0)), step, run)
        least, most = cell.value + low, cell.value + high
        if withheld.get(name) == SMALL:
            return with_small and least >= 1 and most <= largest_small()
        return least > largest_small() if cell.counts_people else least >= 0

    def _after(self, before: _State, move: Move, moved: Id, run: Reach) -> _State:
        """What one more cell moved makes of a state: only the sums over it are added up again."""
        changes, broken = dict(before.changes), dict(before.broken)
        for number, weight in self._touching.get(moved, {}).items():
            change = changes[number] = changes.get(number, 0.0) + weight * move[moved]
            excess = self._excess(number, change, run)
            if excess:
                broken[number] = excess
            else:
                broken.pop(number, None)
        return _State(move, changes, broken)

    def _excess(self, number: int, change: float, run: Reach) -> float:
        """By how much the change of a sum must change."""
        constraint = self._constraints[number]
        if constraint.is_identity or not change:
            return -change
        known = self._change.get(number, (0.0, 0.0))
        upwards = max(0.0, constraint.up - known[1])
        downwards = min(0.0, constraint.down - known[0])
        low, high = run if change > 0 else (-run[1], -run[0])
        most = min(upwards / high if high else abs(change), downwards / low if low else abs(change))
        return 0.0 if abs(change) <= most + 1e-6 else (most - abs(change)) * (1 if change > 0 else -1)


def _added(known: tuple[float, float], step: float, run: Reach) -> tuple[float, float]:
    """A reach with that of one more swing added to it."""
    ends = sorted((step * run[0], step * run[1]))
    return known[0] + ends[0], known[1] + ends[1]


def _away_from_zero(number: float) -> int:
    whole = int(number)
    return whole if abs(whole - number) < 1e-6 else whole + (1 if number > 0 else -1)
