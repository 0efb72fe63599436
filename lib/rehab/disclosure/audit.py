"""What was chosen to be withheld is gone through again: is every small count still open, by figures that show it?"""

from collections.abc import Iterable, Iterator, Mapping

from rehab.catalog.small import largest_small
from rehab.disclosure.cells import SMALL, Cell
from rehab.disclosure.constraints import Constraint, Id, Move


def not_shown_open(
    cells: Mapping[Id, Cell],
    constraints: Iterable[Constraint],
    withheld: Mapping[Id, str],
    swings: Mapping[Id, Move],
    moves: Iterable[Move],
) -> list[tuple[Id, int]]:
    """Small counts and the end of their range that no other figures show to be possible.

    Shown it is by a move that changes only what is withheld, keeps every constraint, leaves nothing negative, and what
    is printed as small small: `swings` by one more of a small count, `moves` as they are. Nothing of how they were
    found is believed.
    """
    touching: dict[Id, list[Constraint]] = {}
    for constraint in constraints:
        for name, _ in constraint.terms:
            touching.setdefault(name, []).append(constraint)
    small = [name for name, cell in cells.items() if cell.is_small]
    ends = {(name, end) for name in small for end in (1, largest_small())}
    open_ends = {(name, end) for name, end in ends if cells[name].value == end}
    for move in (*_at_ends(cells, swings), *moves):
        reached = {(name, round(cells[name].value) + step) for name, step in move.items()} & (ends - open_ends)
        if reached and _keeps_all(move, cells, touching, withheld):
            open_ends |= reached
    return sorted(ends - open_ends)


def _at_ends(cells: Mapping[Id, Cell], swings: Mapping[Id, Move]) -> Iterator[Move]:
    for small, swing in swings.items():
        for end in (1, largest_small()):
            run = end - round(cells[small].value)
            yield {name: step * run for name, step in swing.items()}


def _keeps_all(
    move: Move, cells: Mapping[Id, Cell], touching: Mapping[Id, list[Constraint]], withheld: Mapping[Id, str]
) -> bool:
    for name, step in move.items():
        value = cells[name].value + step
        is_told = name not in withheld or (withheld[name] == SMALL and not 1 <= value <= largest_small())
        if step and (is_told or value < 0):
            return False
    touched = {id(own): own for name, step in move.items() if step for own in touching.get(name, ())}
    return not any(own.excess(sum(w * move.get(name, 0) for name, w in own.terms)) for own in touched.values())
