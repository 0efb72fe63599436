"""Checks a careful clerk would make on the figures of one workbook."""

from rehab.workbooks.ledger import Ledger

_MOVEMENTS = ("centre_opening", "left_escaped", "left_died", "left_transferred", "left_suspended")


def check_figures(ledger: Ledger) -> None:
    """Run every check over the observations in the ledger; what does not fit becomes a problem."""
    _check_compulsory_cohort(ledger)


def _window_value(ledger: Ledger, line: str) -> dict[str, object] | None:
    found = [row for row in ledger.observations if row["line"] == line and "/" in str(row["period"])]
    return found[0] if len(found) == 1 else None


def _check_compulsory_cohort(ledger: Ledger) -> None:
    """People admitted, less those who completed, should be those present, once the others are known.

    Where the opening number and the other leavers are not given the difference cannot be judged: a remark.
    """
    admitted, completed, present = (
        _window_value(ledger, line) for line in ("admitted_compulsory", "completed_compulsory", "in_compulsory")
    )
    if admitted is None or completed is None or present is None:
        return
    given = {str(row["line"]) for row in ledger.observations}
    if not any(line not in given for line in _MOVEMENTS):
        return
    explained = _number(completed) + _number(present)
    difference = abs(_number(admitted) - explained)
    if not difference:
        return
    ends = {str(row["period_end"]) for row in (admitted, present)}
    differ = (", và ngày chốt số khác nhau", ", and the days differ") if len(ends) > 1 else ("", "")
    ledger.report_at(
        "balance_unexplained",
        admitted,
        admitted=f"{_number(admitted):g}",
        admitted_cell=admitted["cell"],
        completed=f"{_number(completed):g}",
        completed_cell=completed["cell"],
        present=f"{_number(present):g}",
        present_cell=present["cell"],
        sum=f"{explained:g}",
        difference=f"{difference:g}",
        unknown=("số có mặt đầu kỳ và số giảm khác", "the opening number and the other leavers are"),
        days=differ,
    )


def _number(row: dict[str, object]) -> float:
    value = row["value"]
    assert isinstance(value, float)
    return value
