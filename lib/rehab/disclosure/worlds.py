"""Other figures that would look the same in print: the cheapest way to move one cell and keep every sum."""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from rehab.catalog.small import largest_small
from rehab.disclosure.cells import SMALL, Cell
from rehab.disclosure.constraints import Constraint, Id, Move

# Beyond this many tries the figures are too entangled; more is held back instead.
_TRIES = 1500
_STEP_COST = 0.01
# A small count printed as "withheld" instead of "<5" loses little, but something.
_UNMARKED_COST = 1.0
# Steps that leave less to mend are tried first among those of about one price.
_REMAINDER_COST = 0.2


@dataclass(frozen=True)
class _State:
    """A move, by how much it changes the sums that it touches (in the order in which it came to them), and the broken.

    Sums go by their numbers.
    """

    move: Move
    changes: dict[int, float]
    broken: frozenset[int]


_STILL = _State({}, {}, frozenset())


class Worlds:
    """The figures of one province and everything that holds between them; finds moves that keep it all."""

    def __init__(self, cells: Mapping[Id, Cell], constraints: Iterable[Constraint]) -> None:
        self.cells = cells
        self._constraints = tuple(constraints)
        self._touching: dict[Id, dict[int, float]] = {}
        for number, constraint in enumerate(self._constraints):
            for name, weight in constraint.terms:
                weights = self._touching.setdefault(name, {})
                weights[number] = weights.get(number, 0.0) + weight

    def neighbours(self, name: Id) -> set[Id]:
        """Cells that share a sum or bound with one."""
        near = (self._constraints[number] for number in self._touching.get(name, ()))
        return {other for constraint in near for other, _ in constraint.terms} - {name}

    def find(self, start: Id, change: int, withheld: Mapping[Id, str], thrift: float = 1.0) -> Move | None:
        """The cheapest move that changes `start` by `change`: what is withheld moves freely, the rest at its cost.

        A cell printed as small that stays so costs a little less; none
        becomes negative. Less `thrift` weighs costs less: found sooner, not cheapest. None where no move is found.
        """
        order = count()
        # What a move would change is worked out only once its turn has come.
        queue: list[tuple[float, int, float, _State, Id, int]] = [(0.0, next(order), 0.0, _STILL, start, change)]
        seen: set[frozenset[tuple[Id, int]]] = set()
        for _ in range(_TRIES):
            if not queue:
                return None
            _, _, cost, before, moved, by = heapq.heappop(queue)
            move = {**before.move, moved: by}
            told = frozenset(move.items())
            if told in seen:
                continue
            seen.add(told)
            state = self._after(before, move, moved)
            if not state.broken:
                return move
            broken, excess = self._tightest(state)
            for name, weight in broken.terms:
                if name in move:
                    continue
                for step, price in self._steps(name, excess / weight, broken.is_identity, withheld):
                    paid = cost + thrift * price
                    priority = paid + _REMAINDER_COST * min(abs(excess - weight * step), 10.0)
                    heapq.heappush(queue, (priority, next(order), paid, state, name, step))
        return None

    def _after(self, before: _State, move: Move, moved: Id) -> _State:
        """What one more cell moved makes of a state: only the sums over it are added up again."""
        changes = dict(before.changes)
        weights = self._touching.get(moved, {})
        for number, weight in weights.items():
            changes[number] = changes.get(number, 0.0) + weight * move[moved]
        broken = {number for number in weights if self._constraints[number].excess(changes[number])}
        return _State(move, changes, before.broken.difference(weights) | broken)

    def _tightest(self, state: _State) -> tuple[Constraint, float]:
        """The broken sum that leaves least choice, so that dead ends show early, and what it lacks."""
        inside = (number for number in state.changes if number in state.broken)
        tightest = min(inside, key=lambda number: len(self._constraints[number].terms))
        constraint = self._constraints[tightest]
        return constraint, constraint.excess(state.changes[tightest])

    def _steps(self, name: Id, wanted: float, is_identity: bool, withheld: Mapping[Id, str]) -> list[tuple[int, float]]:
        """Whole changes of a cell towards `wanted`, with what each costs."""
        cell, mark = self.cells[name], withheld.get(name)
        whole = round(wanted) if is_identity else _away_from_zero(wanted)
        if not whole or not float(cell.value).is_integer():
            return []
        value = int(cell.value)
        full = max(value + whole, 0) - value
        # A zero costs what any figure does: else from the choice of what goes one could tell that a figure is none.
        price = _STEP_COST + (0.0 if mark else cell.cost)
        if mark != SMALL:
            return [(full, price)] if full else []
        steps = []
        inside = min(max(value + whole, 1), largest_small()) - value
        if inside:
            steps.append((inside, price))
        if full != inside and full:
            steps.append((full, price + _UNMARKED_COST))
        return steps


def _away_from_zero(number: float) -> int:
    whole = int(number)
    return whole if whole == number else whole + (1 if number > 0 else -1)
