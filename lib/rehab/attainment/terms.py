"""The value of one term of a formula: what it amounts to, and the cells that say so."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rehab.attainment.evidence import Observation
from rehab.catalog.formulas import Term
from rehab.catalog.lines import NONE_STATED, lines

USED, NONE, MISSING, NOT_DUE, STALE, CONFLICT, INCOMPLETE = (
    "used",
    "none_stated",
    "missing",
    "not_due",
    "stale",
    "conflict",
    "incomplete",
)


@dataclass(frozen=True)
class TermValue:
    """What one term amounts to, and the cells that say so.

    `status` is used, none_stated, missing, not_due, stale, conflict or incomplete (entries of a list that cannot
    be told); `value` is None unless used or none_stated. `partial`: some entries of a list are blank, the value is
    a lower bound. `doubt`: another value the workbook also supports (years that add up to another total than the
    stated one).
    """

    term: Term
    status: str
    value: Fraction | None = None
    sources: tuple[Observation, ...] = ()
    partial: bool = False
    doubt: Fraction | None = None

    @property
    def is_known(self) -> bool:
        """True when there is a value to use."""
        return self.value is not None

    @property
    def measure(self) -> str:
        """`flow` or `stock`, of the term's line."""
        return lines()[self.term.line].measure

    @property
    def window(self) -> tuple[date, date] | None:
        """First and last day that the cells speak of."""
        spans = [(row.start, row.end) for row in self.sources if row.start and row.end]
        if not spans:
            return None
        return min(start for start, _ in spans), max(end for _, end in spans)


def exact(value: float) -> Fraction:
    """A number as the workbook wrote it, without binary rounding.

    >>> exact(0.1) * 3 == Fraction(3, 10)
    True
    """
    return Fraction(str(value))


def used(term: Term, rows: tuple[Observation, ...], doubt: Fraction | None = None) -> TermValue:
    """The sum of the rows' values, as the value of the term."""
    total = sum((exact(row.value) for row in rows if row.value is not None), Fraction())
    stated_none = all(row.text == NONE_STATED for row in rows)
    return TermValue(term, NONE if stated_none else USED, total, rows, doubt=doubt)


def clash(rows: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Two rows that give one fact two values; none where all agree (rule 6)."""
    first: dict[str, Observation] = {}
    for row in rows:
        seen = first.setdefault(row.period, row)
        if seen.value != row.value:
            return seen, row
    return ()


def last_day(row: Observation) -> date:
    """The day a row ends, for finding the latest."""
    return row.end or date.min
