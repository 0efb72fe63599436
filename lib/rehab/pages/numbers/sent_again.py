"""What changed between two workbooks of a province, in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from rehab.catalog.lines import line_label
from rehab.catalog.tables import records
from rehab.catalog.texts import text, texts
from rehab.charts.periods import period_label
from rehab.pages.citing.formats import format_number, shorten
from rehab.pages.citing.marks import mark, quoted
from rehab.pages.citing.phrases import Phrase, fill
from rehab.store.changes import VERDICT


def change_words(changes: pd.DataFrame, language: str) -> list[Phrase]:
    """A sentence for each change, in the order of the new workbook; what is gone comes last."""
    return [_sentence(row, language) for row in records(changes)]


def _sentence(row: Mapping[str, Any], language: str) -> Phrase:
    if row["sort"] == VERDICT:
        before, after = (_verdict(str(row[side]), language) for side in ("before", "after"))
        template = text("changes.verdict", language)
        return fill(template, part=mark(row["line"]), before=before, after=after)
    return fill(
        text("changes.figure", language),
        place=quoted(_place(row)),
        what=quoted(_what(row, language)),
        before=_said(str(row["before"]), language),
        after=_said(str(row["after"]), language),
    )


def _verdict(name: str, language: str) -> str:
    return text(f"verdict.{name}", language) if name else text("changes.nothing", language)


def _place(row: Mapping[str, Any]) -> str:
    """Where it stands now; of what is gone, where it stood."""
    side = "" if row["sheet"] else "_before"
    return f"{row[f'sheet{side}']} ! {row[f'cell{side}']}"


def _what(row: Mapping[str, Any], language: str) -> str:
    period = period_label(str(row["period"]), language) if row["period"] else ""
    beside = [str(part) for part in (row["area"], row["entry"], period) if part]
    name = line_label(str(row["line"]), language)
    return f"{name} ({', '.join(beside)})" if beside else name


def _said(said: str, language: str) -> Phrase:
    if not said:
        return fill(text("changes.nothing", language))
    try:
        return mark(format_number(float(said), language))
    except ValueError:
        key = f"verdict.{said}"
        return quoted(text(key, language) if key in texts() else shorten(said))
