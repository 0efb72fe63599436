"""Which figures are held back: the small counts, and as few others as keep the small ones from being worked out."""

from collections.abc import Iterable

from rehab.disclosure.cells import LARGEST_SMALL, OTHER, SMALL, Cell
from rehab.disclosure.constraints import Constraint, Id, Move
from rehab.disclosure.worlds import Worlds, keeps_its_mark

Withheld = dict[Id, str]
# Where the figures are too entangled to find the cheapest move, one that costs more but is found sooner will do.
_THRIFT = (1.0, 0.3, 0.1, 0.03, 0.01, 0.0)


def withheld_cells(cells: dict[Id, Cell], constraints: Iterable[Constraint], complements: bool = True) -> Withheld:
    """Cells that must not be printed, with how: `small` ("<5") or `other` (withheld, nothing said of its size).

    For every count of people from 1 to 4 there are then other figures, alike in print, in which it is 1 and in
    which it is 4; and for every other cell held back some in which it is something else. Small counts that sums
    would narrow further if printed as "<5" are `other` too. Without `complements` only the small ones are given,
    which protects nothing.
    """
    withheld = {name: SMALL for name, cell in cells.items() if cell.is_small}
    if not complements:
        return withheld
    worlds = Worlds(cells, constraints)
    open_ends = {(name, end) for name in withheld for end in (1, LARGEST_SMALL) if cells[name].value != end}
    for name, end in sorted(open_ends):
        if (name, end) in open_ends:
            move = _open(name, end - round(cells[name].value), worlds, withheld)
            open_ends -= {(moved, round(cells[moved].value) + change) for moved, change in move.items()}
    return withheld


def _open(name: Id, change: int, worlds: Worlds, withheld: Withheld) -> Move:
    """Hold back what it takes for a cell to be possibly another number; the move that shows it, if there is one."""
    for thrift in _THRIFT:
        move = worlds.find(name, change, withheld, thrift)
        if move is not None:
            _hold_back(move, worlds, withheld)
            return move
    # No other figures look alike: then at least nothing is said of its size.
    withheld[name] = OTHER
    return {}


def _hold_back(move: Move, worlds: Worlds, withheld: Withheld) -> None:
    for name, change in move.items():
        if name not in withheld or not keeps_its_mark(worlds.cells[name], change):
            withheld[name] = OTHER
