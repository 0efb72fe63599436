"""Sums and bounds between the figures of the appendices, as far as they hold in a province's own figures."""

from collections.abc import Iterable, Iterator
from itertools import pairwise, product

from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.disclosure.balances import balances, open_sums
from rehab.disclosure.blanks import Blank, OpenSum, chained
from rehab.disclosure.bounds import bounds
from rehab.disclosure.cells import Cell
from rehab.disclosure.constraints import Constraint, Id, Term, at_least_zero, equal
from rehab.disclosure.places import Places


def appendix_constraints(cells: dict[Id, Cell]) -> list[Constraint]:
    """Everything the form lets a reader add up or compare, where the province's figures keep to it."""
    places = Places(cells)
    found = [
        *_copies(places),
        *_districts(places),
        *_windows(places),
        *bounds(places),
        *_identities(places),
        *chained(open_sums(places), cells, frozenset(lines()) - set(places.of_line)),
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
            inside = column.period in calendar().columns and column.start <= day.start and day.end <= column.end
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


def _less(whole: list[Term], parts: Iterable[Id]) -> list[Term]:
    return [*whole, *((name, -1.0) for name in parts)]


def _sums_to(whole: list[Term], parts: Iterable[Id], places: Places) -> Constraint | None:
    """Parts that make a whole, or at most a whole."""
    terms = _less(whole, parts)
    return equal(terms, places.cells) or at_least_zero(terms, places.cells)


def _windows(places: Places) -> Iterator[Constraint | None]:
    """A flow's window holds the years inside it, and no more than the years it touches."""
    for (line, period, area, entry), names in places.at.items():
        if "/" not in period or lines()[line].measure != "flow":
            continue
        whole = places.cells[names[0]]
        columns = [(p, places.first(line, p, area, entry)) for p in calendar().columns]
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
    return sum(first <= int(period[:4]) <= last for period in calendar().columns)


def _identities(places: Places) -> Iterator[Constraint | None]:
    """Every reading of an identity that holds; a blank counts as nothing, as a reader would guess.

    Where several hold by chance, a reader may know from other years which one the province means: all are kept.
    """
    for balance in balances(places):
        fixed = [weight for name, weight in balance.fixed if not isinstance(name, Blank)]
        # Who came and who left may balance where nobody is said to be there at the end.
        if len({weight > 0 for weight in fixed}) == 2:
            told = {tuple(own.given): None for own in map(OpenSum, (tuple(terms) for _, terms in balance.readings()))}
            for terms in told:
                yield equal(terms, places.cells)
