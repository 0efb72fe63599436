"""Checks a careful clerk would make on the figures of one province."""

from collections.abc import Callable, Iterator

from rehab.workbooks.clerk.balance import differing_openings, unbalanced_periods, unexplained_cohort
from rehab.workbooks.clerk.figures import Finding, RowsByLine
from rehab.workbooks.clerk.jumps import jumps
from rehab.workbooks.clerk.relations import broken_relations
from rehab.workbooks.clerk.totals import (
    differing_people_present,
    filled_though_not_due,
    percentages_over_100,
    unlisted_models,
    windows_below_a_year,
)
from rehab.workbooks.facts.rows import Row, problem_at

_CHECKS: tuple[Callable[[RowsByLine], Iterator[Finding]], ...] = (
    unexplained_cohort,
    broken_relations,
    unbalanced_periods,
    differing_openings,
    unlisted_models,
    differing_people_present,
    jumps,
    percentages_over_100,
    filled_though_not_due,
    windows_below_a_year,
)


def check_figures(observations: list[Row]) -> list[Row]:
    """Rows of `problems` for what does not fit among observations."""
    figures = RowsByLine(observations)
    return [problem_at(found.code, found.row, **found.values) for check in _CHECKS for found in check(figures)]
