"""RowsByLine against what else the workbook says of them: other appendices, window totals, what is due, 100 %."""

from collections.abc import Iterator

from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.workbooks.clerk.balance import balance
from rehab.workbooks.clerk.figures import Finding, RowsByLine, amount, rounding, total
from rehab.workbooks.clerk.words import added, cited, dated, label_of, number, place
from rehab.workbooks.facts.rows import Row

_CELLS_NAMED = 8


def _latest() -> tuple[str, str, str]:
    """The whole province in the last period."""
    return (calendar().columns[-1], "", "")


def unlisted_models(figures: RowsByLine) -> Iterator[Finding]:
    """More pilot models running in the last period than the list of all years names."""
    running = figures.of("pilot_models").get(_latest())
    entries = figures.entries("2", "B")
    if running is None or not entries or len(entries) >= amount(running):
        return
    values: dict[str, object] = {
        "running": cited(running, running),
        "listed": len(entries),
        "first": place(entries[0], running),
        "last": place(entries[-1], running),
    }
    yield Finding("appendices_differ", running, values)


def differing_people_present(figures: RowsByLine) -> Iterator[Finding]:
    """The people in all centres listed against those in rehabilitation at the end of the last half-year."""
    held = list(figures.of("current_people").values())
    lines_present = balance().present
    present = figures.all_of(lines_present, _latest()) if lines_present else None
    if not held or present is None or len(held) < len(figures.entries("3", "")):
        return
    if abs(total(held) - total(present)) < 1e-6:
        return
    home = held[0]
    values: dict[str, object] = {"held": added(held, home), "present": added(present, home)}
    yield Finding("people_present_differ", home, values)


def percentages_over_100(figures: RowsByLine) -> Iterator[Finding]:
    """Percentages above 100."""
    for rows in figures.by_line.values():
        for row in rows.values():
            if row["unit"] == "%" and amount(row) > 100:
                yield Finding("percent_over_100", row, {"value": number(amount(row))})


def filled_though_not_due(figures: RowsByLine) -> Iterator[Finding]:
    """RowsByLine for the half-year in lines that are due once a year, told once a sheet."""
    sheets: dict[tuple[str, str], list[Row]] = {}
    for name, rows in figures.by_line.items():
        line = lines().get(name)
        if line is None or line.due != "year":
            continue
        for (period, _, _), row in rows.items():
            if period == calendar().half_year:
                sheets.setdefault((str(row["file"]), str(row["sheet"])), []).append(row)
    for found in sheets.values():
        cells = [str(row["cell"]) for row in found]
        more = ", …" if len(cells) > _CELLS_NAMED else ""
        values: dict[str, object] = {
            "line": label_of([str(found[0]["line"])]),
            "count": len(found),
            "cells": ", ".join(cells[:_CELLS_NAMED]) + more,
        }
        yield Finding("not_due_filled", found[0], values)


def windows_below_a_year(figures: RowsByLine) -> Iterator[Finding]:
    """Totals of a flow over a window that are less than a single period which lies inside it."""
    for name, rows in figures.by_line.items():
        line = lines().get(name)
        if line is None or line.measure != "flow":
            continue
        for (window, area, entry), whole in rows.items():
            if "/" not in window:
                continue
            given = [row for p in calendar().columns if (row := rows.get((p, area, entry))) is not None]
            years = [row for row in given if _is_within(row, whole)]
            if not years:
                continue
            largest = max(years, key=amount)
            if amount(whole) < amount(largest) - rounding([whole, largest]):
                values: dict[str, object] = {
                    "line": label_of([name]),
                    "window": dated(whole, whole),
                    "year": dated(largest, whole),
                }
                yield Finding("window_below_year", whole, values)


def _is_within(row: Row, whole: Row) -> bool:
    return str(whole["period_start"]) <= str(row["period_start"]) and str(row["period_end"]) <= str(whole["period_end"])
