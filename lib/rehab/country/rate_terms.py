"""From every ratio to its cells: the terms of each numerator and denominator, as an audience may see them."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from rehab.catalog.files import read_rows
from rehab.country.collected import read_together
from rehab.disclosure.audiences import PUBLIC


def rate_terms_columns() -> tuple[Mapping[str, str], ...]:
    """The columns of the table, each with its type and what it holds in both languages."""
    return tuple(read_rows("rate_terms_columns.csv"))


def rate_terms_table(parts: Path, audience: str) -> pd.DataFrame:
    """A row for each cell that goes into a ratio of `rates`, and for each term that has none.

    A sum of `sums` leads by its `codes` to the ratios of provinces, a ratio by its key (province, part, alternative,
    period) to the cells here. A cell that the public may not see has its place and no value; `withheld` is a column of
    the public table alone.
    """
    found = read_together(parts, "workings", [column["column"] for column in rate_terms_columns()], audience)
    return found if audience == PUBLIC else found.drop(columns="withheld")
