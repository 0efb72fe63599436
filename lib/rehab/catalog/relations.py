"""What holds between lines of the form: sums, balances and bounds, for the clerk's checks and for disclosure alike."""

import re
from dataclasses import dataclass

from rehab.catalog.reviews import per_review, review_rows

BEFORE, AT_START, OPTIONAL = "@", "^", "?"
AT_MOST, EQUAL, IDENTITY, UNEVEN = "at_most", "equal", "identity", "uneven"
_TERM = re.compile(r"([+-]?)([@?^]?)([a-z_]+)")


@dataclass(frozen=True)
class SignedTerm:
    """One addend of a side: `sign` is 1 or -1.

    `mark` says which figure of the line: empty, that of the period (of a stock: at its end); `@`, of the period before;
    `^`, of a stock at the period's start; `?`, readings differ on whether it is counted at all.
    """

    line: str
    sign: int
    mark: str

    @property
    def is_optional(self) -> bool:
        """True where readings differ on whether it is counted."""
        return self.mark == OPTIONAL


@dataclass(frozen=True)
class LineRelation:
    """The terms of `lesser` add up to those of `greater`, or (`at_most`) to no more.

    `equal` and `at_most` are checked by the clerk, who reports `code`; an `identity` holds where a province counts
    so, and only tells what a reader may add up; `uneven` lines (in `lesser`) may leap from year to year.
    """

    name: str
    kind: str
    lesser: tuple[SignedTerm, ...]
    greater: tuple[SignedTerm, ...]
    code: str
    reason: tuple[str, str]

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line named, in order."""
        return tuple(term.line for term in (*self.lesser, *self.greater))


@per_review()
def line_relations() -> dict[str, LineRelation]:
    """All relations of `relations.csv`, by name.

    >>> [term.line for term in line_relations()["centre_staff"].lesser]
    ['staff_permanent', 'staff_contract']
    """
    return {
        row["name"]: LineRelation(
            row["name"],
            row["kind"],
            _terms(row["lesser"]),
            _terms(row["greater"]),
            row["code"],
            (row["reason_vi"], row["reason_en"]),
        )
        for row in review_rows("relations.csv")
    }


def relations_of(*kinds: str) -> tuple[LineRelation, ...]:
    """The relations of some kinds, in the file's order.

    >>> sorted({relation.kind for relation in relations_of(EQUAL, AT_MOST)})
    ['at_most', 'equal']
    """
    return tuple(relation for relation in line_relations().values() if relation.kind in kinds)


def _terms(side: str) -> tuple[SignedTerm, ...]:
    found = _TERM.findall(side)
    return tuple(SignedTerm(line, -1 if sign == "-" else 1, mark) for sign, mark, line in found)
