"""RowsByLine of one period that bound each other: parts and wholes, and what can be no larger than something else."""

from collections.abc import Iterator
from dataclasses import dataclass

from rehab.catalog.lines import lines, parent_of
from rehab.catalog.relations import AT_MOST, EQUAL, relations_of
from rehab.catalog.reviews import per_review, review_rows
from rehab.workbooks.clerk.figures import Finding, RowsByLine, rounding, total
from rehab.workbooks.clerk.words import added, heading, label_of

_PART = "part_exceeds_whole"


@dataclass(frozen=True)
class Relation:
    """The sum of `lesser` is at most (or, where `is_equal`, exactly) the sum of `greater`; else `code`."""

    lesser: tuple[str, ...]
    greater: tuple[str, ...]
    is_equal: bool
    code: str
    reason: tuple[str, str]


@per_review()
def relations() -> tuple[Relation, ...]:
    """Every "Trong đó" line with its whole, and the relations of `relations.csv`.

    >>> [r.greater for r in relations() if r.lesser == ("counsellors_certified",)]
    [('counsellors_total',)]
    """
    # The whole of these is a section, not a line: relations.csv says which lines make it.
    of_section = {row["line"] for row in review_rows("part_parents.csv") if row["section"]}
    parts = [line for line in lines().values() if line.is_number and line.is_part and line.name not in of_section]
    found = [Relation((line.name,), (parent_of(line),), False, _PART, ("", "")) for line in parts]
    for own in relations_of(AT_MOST, EQUAL):
        lesser, greater = (tuple(term.line for term in side) for side in (own.lesser, own.greater))
        found.append(Relation(lesser, greater, own.kind == EQUAL, own.code, own.reason))
    return tuple(found)


def broken_relations(figures: RowsByLine) -> Iterator[Finding]:
    """Every relation that the figures of one period, district or centre do not keep.

    The greater side must be given in full; of the lesser what is given suffices, as what is blank only adds.
    """
    for relation in relations():
        for key in figures.of(relation.greater[0]):
            greater = figures.all_of(relation.greater, key)
            lesser = figures.given(relation.lesser, key)
            if greater is None or not lesser:
                continue
            excess = total(lesser) - total(greater)
            tolerance = rounding([*lesser, *greater]) + 1e-6
            is_whole = len(lesser) == len(relation.lesser)
            differs = relation.is_equal and is_whole and abs(excess) > tolerance
            if excess <= tolerance and not differs:
                continue
            home = lesser[0]
            values: dict[str, object] = {
                "period": heading(key[0]),
                "lesser": label_of(str(row["line"]) for row in lesser),
                "lesser_value": added(lesser, home),
                "greater": label_of(relation.greater),
                "greater_value": added(greater, home),
                "reason": relation.reason,
            }
            yield Finding(relation.code if is_whole or not relation.is_equal else _PART, home, values)
