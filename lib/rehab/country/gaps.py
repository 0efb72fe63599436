"""How many more people would meet the target, by rule 24: where it can be said at all, never netted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

import pandas as pd

from rehab.attainment.flows import DAYS_OF_ONE_WINDOW
from rehab.catalog.tables import records
from rehab.country.summed import Summed, compared, counts_people, may_be_summed


@dataclass(frozen=True)
class Gap:
    """The people who are missing to the targets of one ratio, by province; `met` reach theirs.

    `left_out` are the provinces that sent a workbook and of whose gap nothing can be said. `windows` are the first and
    last days that the windows of the provinces summed begin and end on.
    """

    ratio: Summed
    by_province: Mapping[str, int]
    met: tuple[str, ...]
    left_out: tuple[str, ...]
    windows: tuple[tuple[str, str], tuple[str, str]]

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(self.by_province.values())


def gaps(verdicts: pd.DataFrame, rates: pd.DataFrame, codes: tuple[str, ...]) -> list[Gap]:
    """The gaps of every ratio that counts people once, over the provinces of `codes`.

    Only values with all terms, under one definition, of windows that begin and end within the days by which rule 3
    lets figures of one ratio differ; no estimates, none of a value that counts people twice.
    """
    return [
        _gap(one, verdicts, rates, codes)
        for one in compared()
        if counts_people(one) and may_be_summed(one) and not one.alternative
    ]


def _gap(one: Summed, verdicts: pd.DataFrame, rates: pd.DataFrame, codes: tuple[str, ...]) -> Gap:
    own = verdicts[
        (verdicts["part"] == one.part)
        & (verdicts["definition"] == one.definition)
        & verdicts["value"].notna()
        & verdicts["margin"].notna()
        & (verdicts["terms_missing"] == "")
        & (verdicts["withheld"] == "")
    ]
    windows = _windows(rates, one)
    own = own[own["province"].isin(windows)]
    chosen = alike({code: windows[code] for code in own["province"]})
    rows = [row for row in records(own) if row["province"] in chosen]
    missing = {str(row["province"]): -round(row["margin"]) for row in rows if row["margin"] < 0}
    met = tuple(str(row["province"]) for row in rows if row["margin"] >= 0)
    known = {*missing, *met}
    starts, ends = ([chosen[code][side] for code in known] for side in (0, 1))
    bounds = ((min(starts), max(starts)), (min(ends), max(ends))) if known else (("", ""), ("", ""))
    return Gap(one, missing, met, tuple(code for code in codes if code not in known), bounds)


def _windows(rates: pd.DataFrame, one: Summed) -> dict[str, tuple[str, str]]:
    own = rates[(rates["part"] == one.part) & (rates["alternative"] == "") & rates["period"].str.contains("/")]
    pairs = zip(own["province"], own["period"].str.split("/"), strict=True)
    return {str(code): (start, end) for code, (start, end) in pairs}


def alike(windows: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """The largest set of provinces whose windows all begin within the same days, and all end within the same.

    Among sets of one size, that of the earliest windows.

    >>> windows = {"01": ("2016-01-01", "2020-06-15"), "04": ("2016-01-01", "2020-06-30")}
    >>> sorted(alike({**windows, "67": ("2017-01-01", "2020-06-15")}))
    ['01', '04']
    """
    starts, ends = (sorted({days[side] for days in windows.values()}) for side in (0, 1))
    best: dict[str, tuple[str, str]] = {}
    for start, end in product(starts, ends):
        own = {code: days for code, days in windows.items() if _within(days[0], start) and _within(days[1], end)}
        if len(own) > len(best):
            best = own
    return best


def _within(day: str, first: str) -> bool:
    return 0 <= (date.fromisoformat(day) - date.fromisoformat(first)).days <= DAYS_OF_ONE_WINDOW
