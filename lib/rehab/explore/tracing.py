"""From a figure as a page prints it back to the cells it came from."""

from math import isfinite
from numbers import Real

import pandas as pd

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label
from rehab.catalog.reviews import in_its_review
from rehab.catalog.small import small_text
from rehab.catalog.texts import text
from rehab.disclosure.audiences import PUBLIC
from rehab.explore.errors import BenchError
from rehab.explore.showing import Shown, Table
from rehab.pages.citing.figures import counted_on
from rehab.pages.citing.formats import format_billions, format_number, format_percent
from rehab.pages.numbers.calculations import is_bound
from rehab.pages.numbers.material import Material
from rehab.store.facts import Fact, Rate

_WITHHELD = ("small", "other")
_AT_LEAST, _BELOW = "≥", "<"
_COLUMNS = ("printed", "what", "period", "line", "label", "value", "file", "sheet", "cell", "raw")


@in_its_review
class Trace(Shown):
    """Where a printed figure can have come from: a row for each cell."""

    def __init__(self, material: Material, printed: str) -> None:
        self._material = material
        self.review = material.review
        self.printed = printed

    def cells(self) -> pd.DataFrame:
        """Columns: `printed, what, period, line, label, value, file, sheet, cell, raw`.

        `what` is the part or definition whose percentage it is, and empty for a figure that a cell holds itself.
        """
        rows = [_row(fact, self._material, rate) for fact, rate in self._found()]
        found = Table(rows, columns=list(_COLUMNS)).drop_duplicates(ignore_index=True)
        return found.assign(printed=self.printed)

    def _found(self) -> list[tuple[Fact, Rate | None]]:
        """Figures that are printed so, and terms of the percentages that are."""
        material = self._material
        if mark := _mark(self.printed, material.language):
            return [(fact, None) for fact in material.facts.all if fact.withheld == mark]
        wanted, is_bounded = _bare(self.printed), self.printed.strip().startswith(_AT_LEAST)
        if not wanted or self.printed.strip().startswith(_BELOW):
            return []
        facts: list[tuple[Fact, Rate | None]] = [(f, None) for f in material.facts.all if wanted in _shown(f, material)]
        terms = [
            (working, rate)
            for rate in material.facts.rates
            if wanted in _shown_rate(rate, material) and (is_bound(rate) or not is_bounded)
            for working in material.facts.workings_of(rate.part, rate.alternative)
            if working.period == rate.period and working.source.cell
        ]
        # Only a percentage is printed as a lower bound.
        return [*(() if is_bounded else facts), *terms]

    def _heading(self) -> str:
        return text("explore.trace", self._material.language, printed=self.printed)

    def _frame(self) -> pd.DataFrame:
        language, figures = self._material.language, self._material.figures
        rows = [
            (
                _what(rate),
                line_label(fact.line, language),
                counted_on(fact, language),
                figures.shown(fact).plain,
                f"{fact.source.sheet}!{fact.source.cell}",
                fact.source.raw,
            )
            for fact, rate in self._found()
        ]
        heads = ("indicator", "line", "period", "value", "cell", "raw")
        named = [text(f"explore.{name}", language) for name in heads]
        return pd.DataFrame(rows, columns=named).drop_duplicates(ignore_index=True)


def trace(material: Material, printed: str | float) -> Trace:
    """Where `printed`, or a number as it would be printed, can have come from.

    A mark of withheld figures (`"<5"`) leads to their cells. Raises BenchError where nothing of the province prints so.
    """
    language = material.language
    if isinstance(printed, Real) and not isinstance(printed, bool) and isfinite(printed):
        printed = format_number(float(printed), language)
    if not isinstance(printed, str):
        raise BenchError(text("explore.trace_text", language, given=printed))
    found = Trace(material, printed)
    if found.cells().empty and _mark(printed, language):
        said = small_text("traced", language)
        raise BenchError(said if material.audience == PUBLIC else f"{said} {text('explore.see_public', language)}")
    if found.cells().empty:
        raise BenchError(text("explore.no_trace", language, printed=printed))
    return found


def _mark(printed: str, language: str) -> str:
    """Why a figure is withheld in whose place that is printed; empty where it is the mark of none."""
    said = "".join(printed.split()).casefold()
    return next((key for key in _WITHHELD if "".join(small_text(key, language).split()).casefold() == said), "")


def _bare(printed: str) -> str:
    """A figure without what stands around it on a page: spaces, "≥", units."""
    return "".join(character for character in printed if character.isdigit() or character in ".,%-").strip(".,")


def _shown(fact: Fact, material: Material) -> set[str]:
    if fact.value is None:
        return {_bare(fact.source.raw)} - {""} if fact.source.raw[:1].isdigit() else set()
    language = material.language
    told = {format_number(fact.value, language), fact.source.raw, format_percent(fact.value, language)}
    if "đồng" in fact.unit:
        told.add(format_billions(fact.value, language))
    return {_bare(one) for one in told} - {""}


def _shown_rate(rate: Rate, material: Material) -> set[str]:
    if rate.value is None:
        return set()
    parts = {part.id: part for indicator in indicators().values() for part in indicator.parts}
    target = parts[rate.part].target if rate.part in parts else None
    language = material.language
    told = {format_percent(rate.value, language), format_percent(rate.value, language, target)}
    return told | {one.removesuffix("%") for one in told}


def _what(rate: Rate | None) -> str:
    return (rate.alternative or rate.part) if rate else ""


def _row(fact: Fact, material: Material, rate: Rate | None = None) -> dict[str, object]:
    return {
        "what": _what(rate),
        "period": rate.period if rate else counted_on(fact, material.language),
        "line": fact.line,
        "label": line_label(fact.line, material.language),
        "value": fact.value,
        "file": fact.source.file,
        "sheet": fact.source.sheet,
        "cell": fact.source.cell,
        "raw": fact.source.raw,
    }
