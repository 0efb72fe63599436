"""Money for rehabilitation, by source and year."""

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from rehab.briefs.figures import Figures
from rehab.briefs.material import Material
from rehab.briefs.yearly import YearTable, brief_lines, whole_province, year_table
from rehab.catalog.lines import is_share, lines
from rehab.catalog.periods import COLUMNS


@dataclass(frozen=True)
class Funding:
    """Sources by year, and their sum by year (empty where there is none); "≥" where a source has no figure."""

    table: YearTable
    totals: tuple[Markup, ...]
    is_partial: bool


def funding(material: Material, figures: Figures) -> Funding:
    """Funding by source and year; a line counted in another of the table is not added again."""
    names = brief_lines("funding")
    rows = whole_province(material, names)
    added = tuple(name for name in names if not is_share(lines()[name]))
    own = rows[rows["line"].isin(added)].drop_duplicates(["line", "period", "value"])
    totals = [_total(own[own["period"] == p], len(added), figures) for p in COLUMNS if p in set(rows["period"])]
    partial = any(total.startswith("≥") for total in totals)
    return Funding(year_table(material, figures, names), tuple(totals), partial)


def _total(rows: pd.DataFrame, sources: int, figures: Figures) -> Markup:
    """The sum of one year's sources; none where a source has two figures or one that may not be shown."""
    if rows.empty or rows["line"].duplicated().any() or rows["value"].isna().any():
        return Markup("")
    shown = figures.computed(float(rows["value"].sum()), "funding")
    return Markup("≥ {}").format(shown) if len(rows) < sources else shown
