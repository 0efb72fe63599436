"""Money for rehabilitation, by source and year."""

import math
from dataclasses import dataclass

from rehab.catalog.lines import is_share, lines
from rehab.catalog.periods import calendar
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.phrases import NOTHING, Phrase, fill
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import YearTable, brief_lines, whole_province, year_table
from rehab.store.facts import Fact


@dataclass(frozen=True)
class Funding:
    """Sources by year, and their sum by year (empty where there is none); "≥" where a source has no figure."""

    table: YearTable
    totals: tuple[Phrase, ...]
    is_partial: bool


def funding(material: Material) -> Funding:
    """Funding by source and year; a line counted in another of the table is not added again."""
    names = brief_lines("funding")
    rows = whole_province(material, *names)
    added = tuple(name for name in names if not is_share(lines()[name]))
    given = {row.period for row in rows}
    own = [row for row in rows if row.line in added]
    totals = [
        _total([row for row in own if row.period == period], len(added), material.figures)
        for period in calendar().columns
        if period in given
    ]
    partial = any(total.plain.startswith("≥") for total in totals)
    return Funding(year_table(material, names), tuple(totals), partial)


def _total(rows: list[Fact], sources: int, figures: Figures) -> Phrase:
    """The sum of one year's sources; none where a source has two figures or one that may not be shown."""
    values = {(row.line, row.value) for row in rows}
    if not rows or len(values) > len({line for line, _ in values}) or any(row.withheld for row in rows):
        return NOTHING
    shown = figures.computed(math.fsum(value for _, value in values if value is not None), "funding")
    return fill("≥ {}", shown) if len(values) < sources else shown
