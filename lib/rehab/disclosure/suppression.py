"""Which figures are held back: the small counts, and as few others as keep the small ones from being worked out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rehab.catalog.lines import lines
from rehab.catalog.small import count_of_amount, largest_small
from rehab.disclosure.audit import not_shown_open
from rehab.disclosure.cells import OTHER, SMALL, Cell, lot
from rehab.disclosure.constraints import Constraint, Id, Move
from rehab.disclosure.swings import Swings
from rehab.disclosure.worlds import Worlds

Withheld = dict[Id, str]
TableId = tuple[str, str]
# Where the figures are too entangled to find the cheapest move, one that costs more but is found sooner will do.
_THRIFT = (1.0, 0.3, 0.1, 0.03, 0.01, 0.0)


@dataclass
class Suppression:
    """What is held back, by cell: `small` ("<5") or `other` (withheld, nothing said of its size).

    `tables`: appendix and table of those held back whole, because no other figures were found that look alike.
    `swings`: by how much others change for one more in a small count; `entangled`: small counts without a swing, and
    `moves`: figures alike in which those are another number; `lost`: those with nothing left to be worked out from.
    """

    withheld: Withheld
    tables: list[TableId] = field(default_factory=list)
    swings: dict[Id, Move] = field(default_factory=dict)
    entangled: list[Id] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    lost: set[Id] = field(default_factory=set)


def suppress(
    cells: Mapping[Id, Cell], constraints: Iterable[Constraint], key: bytes = b"", complements: bool = True
) -> Suppression:
    """Find what must not be printed; of ways that cost a reader alike, `key` decides by lot.

    For every small count there are then other figures, alike in print, in which it is 1 and in which it is the
    largest small one; and for every other cell held back some in which it is something else. Small counts that have no
    swing (see `Swings`) or none of their own, and what moves with them, are `other`. Without `complements` only the
    small ones are given, which protects nothing.
    """
    found = Suppression({name: SMALL for name, cell in cells.items() if cell.is_small})
    if not complements:
        return found
    known = list(constraints)
    worlds = Worlds(cells, known)
    withheld = found.withheld
    _swing(sorted(withheld, key=lambda name: (_drawn(key, cells[name]), name)), Swings(cells, known), found)
    open_ends = {(name, end) for name in found.entangled for end in (1, largest_small()) if cells[name].value != end}
    for name, end in sorted(open_ends, key=lambda item: (_drawn(key, cells[item[0]]), item)):
        if (name, end) in open_ends:
            move = _open(name, end - round(cells[name].value), worlds, found)
            open_ends -= {(moved, round(cells[moved].value) + change) for moved, change in move.items()}
    # Chosen once, and gone through again: what cannot be shown to be open takes more with it, or its whole table.
    for name, end in not_shown_open(cells, known, withheld, found.swings, found.moves):
        if name not in found.lost:
            _open(name, end - round(cells[name].value), worlds, found)
    _hold_back_amounts(cells, worlds, withheld)
    _say_no_size_of_what_is_tied(worlds, found)
    return found


def _say_no_size_of_what_is_tied(worlds: Worlds, found: Suppression) -> None:
    """Small counts that swing together, or have no swing, are `other`, and with them those that share a sum or bound.

    Which of two such is "<5" would tell how they stand to each other: 4 and 1 of its part looked like no other pair,
    two that are equal like no others.
    """
    small = {name for name, cell in worlds.cells.items() if cell.is_small}
    tied = set(found.entangled)
    for move in found.swings.values():
        together = small & move.keys()
        tied |= together if len(together) > 1 else set()
    reached = tied
    while reached:
        reached = {near for name in reached for near in worlds.neighbours(name) & small} - tied
        tied |= reached
    found.withheld.update(dict.fromkeys(sorted(tied), OTHER))


def _swing(names: list[Id], swings: Swings, found: Suppression) -> None:
    """Hold back what swings with each small count; note those for which nothing is found that could."""
    for name in names:
        if swings.is_swung(name):
            continue
        move = swings.find(name, found.withheld)
        if move is None:
            found.entangled.append(name)
            continue
        swings.take(name, move)
        found.swings[name] = move
        for other in move:
            found.withheld.setdefault(other, OTHER)


def _drawn(key: bytes, cell: Cell) -> float:
    return lot(key, "order", cell.line, cell.period, cell.area, cell.entry)


def _open(name: Id, change: int, worlds: Worlds, found: Suppression) -> Move:
    """Hold back what it takes for a cell to be possibly another number; the move that shows it."""
    withheld = found.withheld
    while True:
        for thrift in _THRIFT:
            move = worlds.find(name, change, withheld, thrift)
            if move is not None:
                _hold_back(move, withheld)
                found.moves.append(move)
                return move
        wider = _next_table(name, worlds, found)
        if wider is None:
            # Everything that it could be worked out from is held back: nothing is left to learn it from.
            withheld[name] = OTHER
            found.lost.add(name)
            return {}
        found.tables.append(wider)
        _hold_back_table(wider, worlds, withheld)


def _next_table(name: Id, worlds: Worlds, found: Suppression) -> TableId | None:
    """The table of a cell, and then those of the cells that share sums with what is held back whole."""
    own = _table(worlds.cells[name])
    if own not in found.tables:
        return own
    gone = {other for other, cell in worlds.cells.items() if _table(cell) in found.tables}
    near = {_table(worlds.cells[other]) for inside in gone for other in worlds.neighbours(inside)}
    return min((table for table in near if table[0] and table not in found.tables), default=None)


def _table(cell: Cell) -> TableId:
    return (lines()[cell.line].appendix, lines()[cell.line].table) if cell.line else ("", "")


def _hold_back_table(table: TableId, worlds: Worlds, withheld: Withheld) -> None:
    """Every figure of a table, zeros too, with the published sums over them; none says any more that it is small."""
    own = {name for name, cell in worlds.cells.items() if _table(cell) == table}
    sums = {near for name in own for near in worlds.neighbours(name) if not worlds.cells[near].line}
    withheld.update(dict.fromkeys(sorted(own | sums), OTHER))


def _hold_back(move: Move, withheld: Withheld) -> None:
    """Nothing is said of the size of figures that are so entangled."""
    withheld.update(dict.fromkeys(move, OTHER))


def _hold_back_amounts(cells: Mapping[Id, Cell], worlds: Worlds, withheld: Withheld) -> None:
    """Money given person by person goes with the count of the people, and with it the sums that would tell it."""
    counted = count_of_amount()
    gone = {_place(cells[name], cells[name].line) for name in withheld if cells[name].line}
    amounts = [name for name, cell in cells.items() if cell.line in counted]
    lost = {name for name in amounts if _place(cells[name], counted[cells[name].line]) in gone}
    reached: set[Id] = set()
    while lost:
        reached |= lost
        lost = {n for name in lost for n in worlds.neighbours(name) if _is_whole_of(cells[n], cells[name])} - reached
    withheld.update(dict.fromkeys(sorted(reached), OTHER))


def _is_whole_of(cell: Cell, part: Cell) -> bool:
    """True for an amount over a window, or of a whole province, beside one of a year or a district; and for a copy."""
    if cell.line != part.line:
        return False
    return ("/" in cell.period and "/" not in part.period) or bool(part.area and not cell.area) or cell == part


def _place(cell: Cell, line: str) -> tuple[str, str, str, str]:
    return line, cell.period, cell.area, cell.entry
