"""What becomes of a figure that a problem is about: lost, set against another, converted, left out."""

from functools import cache

from rehab.catalog.files import read_rows

OUTCOMES = (
    "lost", "verdict", "disagrees", "missing", "personal", "converted", "corrected", "taught", "left", "noted"
)  # fmt: skip
"""The gravest first: what costs figures, what costs trust in them, what was settled, what is worth knowing."""


@cache
def outcome_of() -> dict[str, str]:
    """The outcome of every kind of problem, by its code.

    >>> outcome_of()["number_unreadable"], outcome_of()["unit_converted"]
    ('lost', 'converted')
    """
    return {row["code"]: row["outcome"] for row in read_rows("problem_outcomes.csv")}
