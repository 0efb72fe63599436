"""What changed between two workbooks of one province, cell by cell: figures, answers, verdicts."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from rehab.catalog.lines import lines
from rehab.catalog.tables import records

FIGURE, VERDICT, BASIS = "figure", "verdict", "basis"
COLUMNS = (
    "province", "sort", "line", "entry", "area", "period", "before", "after", "file", "sheet", "cell", "file_before",
    "sheet_before", "cell_before", "unread", "verdict",
)  # fmt: skip
"""`sort` is `figure` (any cell), `verdict` or, where only that changed, `basis` of a `verdict` (`line` is then the
indicator's part, or its number for the whole). `unread` is what a cell holds that one of the two could not use."""
_PLACES = ("file", "sheet", "cell")


def changes(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A row for each fact that another workbook of the province gives otherwise, newly, or no more.

    `before` and `after` hold `observations`, `verdicts` and `problems`. What is missing on one side is empty there.
    """
    rows = [*_figures(before, after), *_verdicts(before["verdicts"], after["verdicts"])]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("string").fillna("")


def _figures(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    old, new = _facts(before["observations"]), _facts(after["observations"])
    unread = [_unread(own["problems"]) for own in (before, after)]
    for key in dict.fromkeys((*new, *old)):
        one, other = old.get(key), new.get(key)
        was, now = (_said(row) for row in (one, other))
        if was == now:
            continue
        province, line, entry, area, period = key
        places = {name: str(other[name]) if other else "" for name in _PLACES}
        places |= {f"{name}_before": str(one[name]) if one else "" for name in _PLACES}
        yield {
            "province": province, "sort": FIGURE, "line": line, "entry": entry, "area": area, "period": period,
            "before": was, "after": now, "unread": _left_there(one, other, unread), "verdict": "", **places,
        }  # fmt: skip


def _unread(problems: pd.DataFrame) -> dict[tuple[str, str], str]:
    """What cells hold that a problem is about, by sheet and cell."""
    return {
        (str(row["sheet"]), cell): str(row["raw"])
        for row in records(problems)
        for cell in str(row["cell"]).split("+")
        if row["raw"]
    }


def _left_there(
    one: Mapping[str, Any] | None, other: Mapping[str, Any] | None, unread: list[dict[tuple[str, str], str]]
) -> str:
    """What stands, unused, in the cell of a fact that the other workbook has not; empty where nothing does."""
    there, seen = (one, unread[1]) if other is None else (other, unread[0])
    if (one is not None and other is not None) or there is None:
        return ""
    return seen.get((str(there["sheet"]), str(there["cell"])), "")


def _facts(rows: pd.DataFrame) -> dict[tuple[str, ...], dict[str, Any]]:
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in records(rows):
        found.setdefault(_key(row), row)
    return found


def _key(row: Mapping[str, Any]) -> tuple[str, ...]:
    period = str(row["period"])
    line = lines().get(str(row["line"]))
    # A count of one day is the same fact on another day: what differs is the day, or the figure.
    if line is not None and line.measure != "flow" and "/" in period:
        period = ""
    return (*(str(row[name]) for name in ("province", "line", "entry", "area")), period)


def _said(row: Mapping[str, Any] | None) -> str:
    """What a cell says: its figure as it is stored, else its words; empty where there is none."""
    if row is None:
        return ""
    value = row["value"]
    return str(row["text"] or "") if value is None or pd.isna(value) else f"{value:.15g}"


def _verdicts(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[dict[str, Any]]:
    old, new = (
        {(row["province"], row["indicator"], row["part"]): row for row in records(own)} for own in (before, after)
    )
    for key in dict.fromkeys((*new, *old)):
        province, number, part = key
        if part == str(number):
            # An indicator of one part: the whole says the same.
            continue
        said = {**dict.fromkeys(COLUMNS, ""), "province": province, "line": str(part or number)}
        was, now = (str(row["verdict"]) if row else "" for row in (old.get(key), new.get(key)))
        bases = [str(row["basis"] or "none") if row else "" for row in (old.get(key), new.get(key))]
        if was != now:
            yield {**said, "sort": VERDICT, "before": was, "after": now}
        elif bases[0] != bases[1]:
            yield {**said, "sort": BASIS, "verdict": now, "before": bases[0], "after": bases[1]}
