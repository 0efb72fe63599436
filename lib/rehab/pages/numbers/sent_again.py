"""What changed between two workbooks of a province, in words."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from rehab.catalog.lines import line_label
from rehab.catalog.tables import records
from rehab.catalog.texts import text, texts
from rehab.charts.periods import period_label
from rehab.pages.citing.formats import format_day, format_days, format_number, shorten
from rehab.pages.citing.marks import mark, quoted
from rehab.pages.citing.phrases import Phrase, fill
from rehab.store.changes import BASIS, VERDICT

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def change_words(changes: pd.DataFrame, language: str) -> list[Phrase]:
    """A sentence for each change, in the order of the new workbook; what is gone comes last."""
    return [_sentence(row, language) for row in records(changes)]


def _sentence(row: Mapping[str, Any], language: str) -> Phrase:
    if row["sort"] == VERDICT:
        before, after = (_verdict(str(row[side]), language) for side in ("before", "after"))
        template = text("changes.verdict", language)
        return fill(template, part=mark(row["line"]), before=before, after=after)
    if row["sort"] == BASIS:
        before, after = (text(f"basis.{row[side]}", language) for side in ("before", "after"))
        verdict = _verdict(str(row["verdict"]), language)
        return fill(
            text("changes.basis", language), part=mark(row["line"]), verdict=verdict, before=before, after=after
        )
    return fill(
        text("changes.figure", language),
        place=quoted(_place(row)),
        what=quoted(_what(row, language)),
        before=_side(row, "before", language),
        after=_side(row, "after", language),
    )


def _verdict(name: str, language: str) -> str:
    return text(f"verdict.{name}", language) if name else text("changes.nothing", language)


def _place(row: Mapping[str, Any]) -> str:
    """Where it stands now; of what is gone, where it stood."""
    side = "" if row["sheet"] else "_before"
    return f"{row[f'sheet{side}']} ! {row[f'cell{side}']}"


def _what(row: Mapping[str, Any], language: str) -> str:
    period = _period(str(row["period"]), language)
    beside = [str(part) for part in (row["area"], row["entry"], period) if part]
    name = line_label(str(row["line"]), language)
    return f"{name} ({', '.join(beside)})" if beside else name


def _period(period: str, language: str) -> str:
    start, _, end = period.partition("/")
    return format_days("", start, end, language) if end else period_label(period, language) if period else ""


def _side(row: Mapping[str, Any], side: str, language: str) -> Phrase:
    """What the cell said before or says now: nothing, or something that was not read."""
    if not row[side] and row["unread"]:
        return fill(text("changes.unread", language), raw=quoted(shorten(str(row["unread"]))))
    return _said(str(row[side]), language)


def _said(said: str, language: str) -> Phrase:
    if not said:
        return fill(text("changes.nothing", language))
    if _DAY.fullmatch(said):
        return mark(format_day(said, language))
    try:
        return mark(format_number(float(said), language))
    except ValueError:
        key = f"verdict.{said}"
        return quoted(text(key, language) if key in texts() else shorten(said))
