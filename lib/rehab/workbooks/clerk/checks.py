"""Checks a careful clerk would make on the figures of one province."""

from collections.abc import Callable, Iterator

from rehab.workbooks.clerk.balance import differing_openings, unbalanced_periods, unexplained_cohort
from rehab.workbooks.clerk.figures import Figures, Finding
from rehab.workbooks.clerk.jumps import jumps
from rehab.workbooks.clerk.relations import broken_relations
from rehab.workbooks.clerk.totals import (
    differing_people_present,
    filled_though_not_due,
    percentages_over_100,
    unlisted_models,
    windows_below_a_year,
)
from rehab.workbooks.facts.ledger import Ledger

_CHECKS: tuple[Callable[[Figures], Iterator[Finding]], ...] = (
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


def check_figures(ledger: Ledger) -> None:
    """Run every check over the observations in the ledger; what does not fit becomes a problem."""
    figures = Figures(ledger.observations)
    for check in _CHECKS:
        for finding in check(figures):
            ledger.report_at(finding.code, finding.row, **finding.values)
