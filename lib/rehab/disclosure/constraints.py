"""What a reader may know of figures without seeing them: sums and bounds that hold between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rehab.disclosure.cells import Cell

Id = int
Move = dict[Id, int]
Term = tuple[Id, float]
_DUST = 1e-6


@dataclass(frozen=True)
class Constraint:
    """A weighted sum of cells that stays within bounds: its change lies between `down` and `up`.

    An identity allows no change at all (both are 0).
    """

    terms: tuple[Term, ...]
    down: float
    up: float

    @property
    def is_identity(self) -> bool:
        """True for a sum that cannot change."""
        return self.down == self.up

    def excess(self, change: float) -> float:
        """What would have to be added to the sum, once it has changed so, to bring it back; 0 where it is in bounds."""
        if change > self.up + _DUST:
            return self.up - change
        return self.down - change if change < self.down - _DUST else 0.0


def equal(left: Iterable[Term], cells: Mapping[Id, Cell], constant: float = 0.0) -> Constraint | None:
    """The identity that a weighted sum is `constant`; None where it does not hold in fact."""
    terms = tuple(left)
    return Constraint(terms, 0.0, 0.0) if terms and abs(_sum(terms, cells) - constant) < _DUST else None


def at_least_zero(terms: Iterable[Term], cells: Mapping[Id, Cell]) -> Constraint | None:
    """The bound that a weighted sum is not negative; None where it is."""
    known = tuple(terms)
    total = _sum(known, cells)
    return Constraint(known, -total, float("inf")) if known and total > -_DUST else None


def _sum(terms: Iterable[Term], cells: Mapping[Id, Cell]) -> float:
    return round(sum(weight * cells[name].value for name, weight in terms), 6)
