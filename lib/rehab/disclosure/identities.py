"""Sums and bounds between the figures of the appendices, as far as they hold in a province's own figures."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise, product

from rehab.catalog.lines import lines, parent_of
from rehab.catalog.periods import COLUMNS, HALF_YEAR
from rehab.catalog.reviews import per_review, review_rows
from rehab.disclosure.cells import Cell
from rehab.disclosure.constraints import Constraint, Id, Term, at_least_zero, equal

_LIST_APPENDIX = "3"
_TERM = re.compile(r"([+-]?)([@?]?)([a-z_]+)")
# Sign, "@" for the period before or "?" for a term that readings differ on, line.
_Parsed = tuple[float, str, str]


class Places:
    """The cells of one province by line, period, area and entry; a fact stated twice has two cells."""

    def __init__(self, cells: dict[Id, Cell]) -> None:
        self.cells = cells
        self.at: dict[tuple[str, str, str, str], list[Id]] = {}
        self.of_line: dict[str, list[Id]] = {}
        for name, cell in cells.items():
            if cell.line:
                self.at.setdefault((cell.line, cell.period, cell.area, cell.entry), []).append(name)
                self.of_line.setdefault(cell.line, []).append(name)

    def first(self, line: str, period: str, area: str = "", entry: str = "") -> Id | None:
        """The first cell of a line at a place."""
        found = self.at.get((line, period, area, entry))
        return found[0] if found else None


def appendix_constraints(cells: dict[Id, Cell]) -> list[Constraint]:
    """Everything the form lets a reader add up or compare, where the province's figures keep to it."""
    places = Places(cells)
    found = [
        *_copies(places),
        *_districts(places),
        *_windows(places),
        *_parts(places),
        *_relations(places),
        *_identities(places),
    ]
    return [constraint for constraint in found if constraint is not None]


def _copies(places: Places) -> Iterator[Constraint | None]:
    """One fact in two cells: the same place twice, or a stock's column and the day in it."""
    for names in places.at.values():
        for one, other in pairwise(names):
            yield equal([(one, 1.0), (other, -1.0)], places.cells)
    for line, names in places.of_line.items():
        if lines()[line].measure != "stock":
            continue
        own = [(name, places.cells[name]) for name in names]
        days = [item for item in own if "/" in item[1].period]
        for (one, day), (other, column) in product(days, own):
            inside = column.period in COLUMNS and column.start <= day.start and day.end <= column.end
            if inside and (day.area, day.entry) == (column.area, column.entry):
                yield equal([(one, 1.0), (other, -1.0)], places.cells)


def _districts(places: Places) -> Iterator[Constraint | None]:
    totals: dict[tuple[str, str, str], list[Id]] = {}
    for (line, period, area, entry), names in places.at.items():
        if area:
            totals.setdefault((line, period, entry), []).append(names[0])
    for (line, period, entry), names in totals.items():
        whole = places.first(line, period, "", entry)
        if whole is not None:
            yield _sums_to([(whole, 1.0)], names, places)


def _sums_to(whole: list[Term], parts: Iterable[Id], places: Places) -> Constraint | None:
    """Parts that make a whole, or at most a whole."""
    terms = [*whole, *((name, -1.0) for name in parts)]
    return equal(terms, places.cells) or at_least_zero(terms, places.cells)


def _windows(places: Places) -> Iterator[Constraint | None]:
    """A flow's window holds the years inside it, and no more than the years it touches."""
    for (line, period, area, entry), names in places.at.items():
        if "/" not in period or lines()[line].measure != "flow":
            continue
        whole = places.cells[names[0]]
        columns = [(p, places.first(line, p, area, entry)) for p in COLUMNS]
        given = [(p, name, places.cells[name]) for p, name in columns if name is not None]
        inside = [name for _, name, year in given if whole.start <= year.start and year.end <= whole.end]
        touched = [name for _, name, year in given if year.start <= whole.end and whole.start <= year.end]
        if inside:
            yield _sums_to([(names[0], 1.0)], inside, places)
        if touched and touched != inside and len(touched) == _columns_touched(whole):
            terms = [*((name, 1.0) for name in touched), (names[0], -1.0)]
            yield at_least_zero(terms, places.cells)


def _columns_touched(whole: Cell) -> int:
    first, last = int(whole.start[:4]), int(whole.end[:4])
    return sum(first <= int(period[:4]) <= last for period in COLUMNS)


def _parts(places: Places) -> Iterator[Constraint | None]:
    for (line, period, area, entry), names in places.at.items():
        whole = places.first(parent_of(lines()[line]), period, area, entry) if lines()[line].is_part else None
        if whole is not None:
            yield at_least_zero([(whole, 1.0), (names[0], -1.0)], places.cells)


def _relations(places: Places) -> Iterator[Constraint | None]:
    """The relations that the clerk checks: a lesser side that is at most the greater one."""
    for row in review_rows("relations.csv"):
        if row["kind"] not in ("at_most", "equal"):
            continue
        lesser, greater = row["lesser"].split("+"), row["greater"].split("+")
        keys = {key[1:] for key in places.at if key[0] in greater}
        for key in sorted(keys):
            above = [name for line in greater if (name := places.first(line, *key)) is not None]
            below = [name for line in lesser if (name := places.first(line, *key)) is not None]
            if below and len(above) == len(greater):
                yield at_least_zero([*((n, 1.0) for n in above), *((n, -1.0) for n in below)], places.cells)


def _identities(places: Places) -> Iterator[Constraint | None]:
    for sides in _parsed_identities():
        names = [line for side in sides for _, _, line in side]
        in_list = [lines()[line].appendix == _LIST_APPENDIX for line in names]
        if all(in_list):
            keys = {key[1:] for line in names for key in places.at if key[0] == line}
            for key in sorted(keys):
                yield _identity(sides, places, *key)
        elif any(in_list):
            yield _identity(sides, places, HALF_YEAR, "", "")
        else:
            for period in COLUMNS:
                yield _identity(sides, places, period, "", "")


def _identity(
    sides: tuple[list[_Parsed], list[_Parsed]], places: Places, period: str, area: str, entry: str
) -> Constraint | None:
    """The plainest reading of an identity that holds; a blank counts as nothing, as a reader would guess."""
    fixed: list[Term] = []
    optional: list[list[Term]] = []
    filled = [0, 0]
    for side, sign in ((0, 1.0), (1, -1.0)):
        for weight, mark, line in sides[side]:
            terms = [(name, sign * weight) for name in _named(places, mark, line, period, area, entry)]
            filled[side] += len(terms)
            if mark == "?" and terms:
                optional.append(terms)
            else:
                fixed += terms
    if not all(filled):
        return None
    for size in range(len(optional) + 1):
        for chosen in combinations(optional, size):
            found = equal([*fixed, *(term for terms in chosen for term in terms)], places.cells)
            if found is not None:
                return found
    return None


def _named(places: Places, mark: str, line: str, period: str, area: str, entry: str) -> list[Id]:
    if lines()[line].appendix == _LIST_APPENDIX and not entry:
        return places.of_line.get(line, [])
    if mark == "@":
        index = COLUMNS.index(period)
        if not index:
            return []
        period = COLUMNS[index - 1]
    name = places.first(line, period, area, entry)
    return [] if name is None else [name]


@per_review()
def _parsed_identities() -> tuple[tuple[list[_Parsed], list[_Parsed]], ...]:
    rows = review_rows("disclosure_identities.csv")
    return tuple((_parsed(row["left"]), _parsed(row["right"])) for row in rows)


def _parsed(side: str) -> list[_Parsed]:
    return [(-1.0 if sign == "-" else 1.0, mark, line) for sign, mark, line in _TERM.findall(side)]
