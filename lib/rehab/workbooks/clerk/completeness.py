"""What a province's workbooks lack: the report's day, an appendix, the self-assessment."""

from collections.abc import Iterable

from rehab.catalog.lines import appendices
from rehab.workbooks.grids.problems import Problem, problem


def missing_parts(seen: Iterable[str], assessed: bool, dated: bool) -> list[Problem]:
    """A problem for each thing that is nowhere in what a province sent; `seen` are the appendices found.

    >>> [found.code for found in missing_parts(("1", "2", "3", "4", "5"), assessed=False, dated=True)]
    ['assessment_missing']
    """
    problems = [] if dated else [problem("report_date_missing")]
    problems += [problem("appendix_missing", appendix=appendix) for appendix in appendices() if appendix not in seen]
    return problems if assessed else [*problems, problem("assessment_missing")]
