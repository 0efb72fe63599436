"""What is at most something else: parts and wholes, and what the clerk checks; through blanks between them, too."""

from collections.abc import Iterator
from itertools import product

from rehab.catalog.lines import lines, parent_of
from rehab.catalog.relations import AT_MOST, EQUAL, LineRelation, relations_of
from rehab.catalog.reviews import per_review
from rehab.disclosure.constraints import Constraint, Term, at_least_zero, equal
from rehab.disclosure.places import Places

Key = tuple[str, str, str]


def bounds(places: Places) -> Iterator[Constraint]:
    """Parts that are at most their whole, and lesser sides at most the greater, or equal to it, as far as they are."""
    for found in (*_parts(places), *_relations(places)):
        if found is not None:
            yield found


def _parts(places: Places) -> Iterator[Constraint | None]:
    for (line, period, area, entry), names in places.at.items():
        whole = places.first(parent_of(lines()[line]), period, area, entry) if lines()[line].is_part else None
        if whole is not None:
            yield at_least_zero([(whole, 1.0), (names[0], -1.0)], places.cells)


def _relations(places: Places) -> Iterator[Constraint | None]:
    for relation in relations_of(AT_MOST, EQUAL):
        for key in places.keys(relation.lines):
            lesser, greater = ([term.line for term in side] for side in (relation.lesser, relation.greater))
            below = [name for line in lesser if (name := places.first(line, *key)) is not None]
            above = [name for line in greater if (name := places.first(line, *key)) is not None]
            if relation.kind == EQUAL and len(above) == len(greater) and len(below) == len(lesser):
                terms = [*((name, 1.0) for name in above), *((name, -1.0) for name in below)]
                yield equal(terms, places.cells) or at_least_zero(terms, places.cells)
                continue
            for most in product(*(_at_most(line, key, places, relation) for line in greater)):
                for least in product(*(_at_least(line, key, places, relation) for line in lesser)):
                    taken = [(name, -weight) for terms in least for name, weight in terms]
                    if taken:
                        yield at_least_zero([*(term for terms in most for term in terms), *taken], places.cells)


def _at_most(line: str, key: Key, places: Places, but: LineRelation) -> list[list[Term]]:
    """What a line is at most, in the relations but one: itself, or for a blank what is known to be no less."""
    own = places.first(line, *key)
    if own is not None:
        return [[(own, 1.0)]]
    found: list[list[Term]] = []
    for relation in _with_line(line):
        if relation == but:
            continue
        is_whole = relation.kind == EQUAL and [term.line for term in relation.greater] == [line]
        above = [places.first(term.line, *key) for term in (relation.lesser if is_whole else relation.greater)]
        given = [(name, 1.0) for name in above if name is not None]
        if len(given) < len(above) or not (is_whole or line in {term.line for term in relation.lesser}):
            continue
        others = () if is_whole else (term.line for term in relation.lesser if term.line != line)
        taken = [(name, -1.0) for other in others if (name := places.first(other, *key)) is not None]
        found.append([*given, *taken])
    return found


def _at_least(line: str, key: Key, places: Places, but: LineRelation) -> list[list[Term]]:
    """What a line is at least, in the relations but one: itself, or for a blank none, or what is no more than it."""
    own = places.first(line, *key)
    if own is not None:
        return [[(own, 1.0)]]
    found: list[list[Term]] = [[]]
    for relation in _with_line(line):
        if relation != but and [term.line for term in relation.greater] == [line]:
            below = [places.first(term.line, *key) for term in relation.lesser]
            given = [(name, 1.0) for name in below if name is not None]
            if given:
                found.append(given)
    return found


@per_review()
def _with_line(line: str) -> tuple[LineRelation, ...]:
    return tuple(relation for relation in relations_of(AT_MOST, EQUAL) if line in relation.lines)
