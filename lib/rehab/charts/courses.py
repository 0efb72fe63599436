"""How a line went, in words: from the first to the last period, with the highest and lowest between."""

from collections.abc import Sequence

from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.periods import period_label
from rehab.charts.points import OfPeriod


def course(rows: Sequence[OfPeriod], name: str, language: str, with_lowest: bool = False) -> str:
    """One clause on the rows that have a value, in the order given.

    Half a year of a flow is told apart and never compared with a year; lower bounds are not compared at all, and where
    a figure is withheld no other is called the highest or lowest.
    """
    known = [row for row in rows if row.value is not None]
    if not known:
        return text("chart.course_withheld", language, name=name)
    apart = [row for row in known if row.partial and row.period == calendar().half_year]
    compared = [row for row in known if row not in apart]
    withheld = any(row.shown and row.value is None for row in rows)
    gaps = text("chart.course_gaps", language) if withheld else ""
    if not compared:
        return _one(apart[0], name, language, withheld) + gaps
    ends = () if withheld else ("highest", "lowest") if with_lowest else ("highest",)
    said = _compared(compared, name, language, ends, withheld or bool(apart))
    for row in apart:
        said += text("chart.course_half", language, period=period_label(row.period, language), value=row.shown)
    return said + gaps


def _one(row: OfPeriod, name: str, language: str, others: bool = False) -> str:
    period = period_label(row.period, language)
    return text(
        f"chart.course_{'some' if others else 'one'}", language, name=name, first=row.shown, first_period=period
    )


def _compared(rows: list[OfPeriod], name: str, language: str, ends: tuple[str, ...], others: bool) -> str:
    first, last = rows[0], rows[-1]
    if len(rows) == 1:
        return _one(first, name, language, others)
    values = [row.value for row in rows if row.value is not None]
    start, end_value = values[0], values[-1]
    bounds = any(row.lower_bound for row in rows)
    change = "up" if end_value > start else "down" if end_value < start else "same"
    said = text(
        f"chart.course_{'bounds' if bounds else change}",
        language,
        name=name,
        first=first.shown,
        first_period=period_label(first.period, language),
        last=last.shown,
        last_period=period_label(last.period, language),
    )
    if bounds:
        return said
    for end in ends:
        value = (max if end == "highest" else min)(values)
        row = next(row for row in rows if row.value == value)
        if value not in (start, end_value):
            period = period_label(row.period, language)
            said += text(f"chart.course_{end}", language, value=row.shown, period=period)
    return said
