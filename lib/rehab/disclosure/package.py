"""The tables of a collection as a data package for the public."""

from collections.abc import Mapping

import pandas as pd

from rehab.catalog.tables import columns, conform, table_names
from rehab.disclosure.protection import PUBLIC, ProvinceTables, tables_for


def public_tables(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """One province's tables and workings for the public: as they are, with `withheld` as the last column.

    `frames` are exact: `observations`, `verdicts`, `rates`, `problems`, `workings`. `withheld` is empty, `small` or
    `other`. Rows of no known province are left out: nobody has checked whose figures they hold.
    """
    if not (frames["observations"]["province"] != "").any():
        return {name: conform([], name).assign(withheld="") for name in table_names()} | {
            "workings": frames["workings"].iloc[:0].assign(withheld="")
        }
    shown = tables_for(ProvinceTables(**frames), PUBLIC)
    found = {}
    for name in table_names():
        frame = getattr(shown, name)
        plain = conform(frame[[column.column for column in columns(name)]], name)
        found[name] = plain.assign(withheld=frame["withheld"].astype("string"))
    return found | {"workings": shown.workings}
