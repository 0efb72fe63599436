"""What a picture of years shows, in the few words of a title: up, down, a turn; nothing where that cannot be said."""

from collections.abc import Sequence
from itertools import pairwise

from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.periods import period_label
from rehab.charts.points import OfPeriod

_FEWEST = 2
_ONE_TURN = 2


def message(rows: Sequence[OfPeriod], language: str) -> str:
    """The course of the years that can be compared, as a clause; `rows` are in the order of their periods.

    Half a year is compared with no year. Nothing is said of fewer than two years, nor where a figure is withheld or
    a lower bound; over a gap the ends are named, and that years are missing between them.
    """
    years = [row for row in rows if row.period != calendar().half_year]
    known = [row for row in years if row.value is not None]
    if len(known) < _FEWEST or any(row.lower_bound or (row.shown and row.value is None) for row in years):
        return ""
    turns = _turns(known)
    if _has_gap(known):
        return _said("gap", known[0], known[-1], known[-1], language)
    if not turns:
        return _said("same", known[0], known[-1], known[-1], language)
    if len(turns) == 1:
        return _said(turns[0], known[0], known[-1], known[-1], language)
    if len(turns) == _ONE_TURN:
        end = max if turns[0] == "up" else min
        turn = end(known, key=lambda row: row.value or 0.0)
        return _said(f"{turns[0]}_{turns[1]}", known[0], turn, known[-1], language)
    return _said("uneven", known[0], known[-1], known[-1], language)


def _turns(known: Sequence[OfPeriod]) -> list[str]:
    """Ways that the line goes, one after the other, without repeating; figures that print alike are level."""
    found: list[str] = []
    for before, after in pairwise(known):
        if before.shown == after.shown or before.value is None or after.value is None:
            continue
        way = "up" if after.value > before.value else "down"
        if found[-1:] != [way]:
            found.append(way)
    return found


def _has_gap(known: Sequence[OfPeriod]) -> bool:
    columns = calendar().columns
    return any(columns.index(after.period) - columns.index(before.period) > 1 for before, after in pairwise(known))


def _said(key: str, first: OfPeriod, turn: OfPeriod, last: OfPeriod, language: str) -> str:
    return text(
        f"chart.message_{key}",
        language,
        first=first.shown,
        first_period=period_label(first.period, language),
        turn=turn.shown,
        turn_period=period_label(turn.period, language),
        last=last.shown,
        last_period=period_label(last.period, language),
    )
