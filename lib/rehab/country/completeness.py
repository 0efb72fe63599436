"""How much of the form is filled: by province and appendix, by line and period."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.lines import Line, lines, tables
from rehab.catalog.periods import calendar

ANY = ""
"""Stands for a period where a line is asked for once, not year by year."""
_YEARLY = "yearly"


def given(observations: pd.DataFrame) -> pd.DataFrame:
    """The cells that say something: a figure, be it one that is withheld, or words."""
    has_words = observations["text"].fillna("") != ""
    return observations[observations["value"].notna() | has_words | (observations["withheld"] != "")]


def filled_lines(observations: pd.DataFrame) -> dict[str, dict[str, int]]:
    """By province and appendix how many of its lines have anything in them.

    >>> rows = [{"province": "67", "line": "people_on_file", "value": 930.0, "text": "", "withheld": ""}]
    >>> filled_lines(pd.DataFrame(rows))["67"]["2"]
    1
    """
    known = set(lines())
    own = given(observations)
    pairs = own[own["line"].isin(list(known))][["province", "line"]].drop_duplicates()
    found: dict[str, dict[str, int]] = {}
    for code, name in pairs.itertuples(index=False, name=None):
        counts = found.setdefault(code, dict.fromkeys(lines_of_appendices(), 0))
        counts[lines()[name].appendix] += 1
    return found


def lines_of_appendices() -> dict[str, int]:
    """How many lines each appendix asks for, in the order of the form."""
    found: dict[str, int] = {}
    for line in lines().values():
        found[line.appendix] = found.get(line.appendix, 0) + 1
    return found


@dataclass(frozen=True)
class LineFilled:
    """In how many provinces a line is filled: in each period of the form, or at all (`ANY`); None: not asked for."""

    line: Line
    provinces: Mapping[str, int | None]


def filled_by_line(observations: pd.DataFrame) -> list[LineFilled]:
    """Every line of the form, in its order; districts and single entries do not count again."""
    own = given(observations)
    pairs = own[own["area"] == ""][["province", "line", "period"]].drop_duplicates()
    at_all = {str(name): int(count) for name, count in pairs.groupby("line")["province"].nunique().items()}
    by_period = {key: int(count) for key, count in pairs.groupby(["line", "period"])["province"].nunique().items()}
    found = []
    for name, line in lines().items():
        counts = {period: by_period.get((name, period), 0) if _asked(line, period) else None for period in periods()}
        found.append(LineFilled(line, {ANY: at_all.get(name, 0), **counts}))
    return found


def periods() -> tuple[str, ...]:
    """The whole years inside the window, and the half-year."""
    half = calendar().half_year
    return (*calendar().window_years, *([half] if half else []))


def _asked(line: Line, period: str) -> bool:
    kind = next(one.kind for one in tables() if (one.appendix, one.table) == (line.appendix, line.table))
    if kind != _YEARLY or not line.is_number:
        return False
    # Staff and money are due once a year.
    return period in calendar().window_years or line.due == "half_year"
