"""How a line went, in words: from the first to the last period, with the highest and lowest between."""

import pandas as pd

from rehab.catalog.periods import HALF_YEAR
from rehab.catalog.tables import Row, records
from rehab.catalog.texts import text
from rehab.charts.periods import period_label


def course(rows: pd.DataFrame, name: str, language: str, with_lowest: bool = False) -> str:
    """One clause on the rows that have a value, in the order given.

    `rows`: period, value, shown, partial (True where half a year is no year: a flow), lower_bound. Half a year of a
    flow is told apart and never compared with a year; lower bounds are not compared at all.
    """
    known = rows[rows["value"].notna()]
    if known.empty:
        return text("chart.course_withheld", language, name=name)
    apart = known[known["partial"] & (known["period"] == HALF_YEAR)]
    compared = records(known[~known.index.isin(apart.index)])
    if not compared:
        return _one(records(apart)[0], name, language)
    said = _compared(compared, name, language, with_lowest)
    for row in records(apart):
        said += text("chart.course_half", language, period=period_label(row["period"], language), value=row["shown"])
    return said


def _one(row: Row, name: str, language: str) -> str:
    period = period_label(row["period"], language)
    return text("chart.course_one", language, name=name, first=row["shown"], first_period=period)


def _compared(rows: list[Row], name: str, language: str, with_lowest: bool) -> str:
    first, last = rows[0], rows[-1]
    if len(rows) == 1:
        return _one(first, name, language)
    bounds = any(row["lower_bound"] for row in rows)
    change = "up" if last["value"] > first["value"] else "down" if last["value"] < first["value"] else "same"
    said = text(
        f"chart.course_{'bounds' if bounds else change}",
        language,
        name=name,
        first=first["shown"],
        first_period=period_label(first["period"], language),
        last=last["shown"],
        last_period=period_label(last["period"], language),
    )
    if bounds:
        return said
    ends = {"highest": max(row["value"] for row in rows)}
    if with_lowest:
        ends["lowest"] = min(row["value"] for row in rows)
    for end, value in ends.items():
        row = next(row for row in rows if row["value"] == value)
        if value not in (first["value"], last["value"]):
            period = period_label(row["period"], language)
            said += text(f"chart.course_{end}", language, value=row["shown"], period=period)
    return said
