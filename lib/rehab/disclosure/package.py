"""The tables of a collection as a data package for the public."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.tables import columns, conform, table_names
from rehab.disclosure.protection import NO_ORDER, NO_SETTINGS, ProvinceTables, public_edition
from rehab.disclosure.quotations import to_release
from rehab.disclosure.settings import DisclosureSettings


@dataclass(frozen=True)
class PublicTables:
    """One province for the public: its tables by name, and the sentences that wait for release (for the house)."""

    frames: dict[str, pd.DataFrame]
    to_release: pd.DataFrame

    @property
    def withheld(self) -> int:
        """How many figures of the workbook are withheld."""
        return int((self.frames["observations"]["withheld"] != "").sum())


def public_tables(
    frames: Mapping[str, pd.DataFrame], settings: DisclosureSettings = NO_SETTINGS, order: pd.DataFrame = NO_ORDER
) -> PublicTables:
    """One province's tables and workings for the public: as they are, with `withheld` as the last column.

    `frames` are exact: `observations`, `verdicts`, `rates`, `problems`, `workings`; `order` as in `tables_for`.
    `withheld` is empty, `small` or `other`. Rows of no known province are left out: nobody has checked whose figures
    they hold.
    """
    if not (frames["observations"]["province"] != "").any():
        empty = {name: conform([], name).assign(withheld="") for name in table_names()}
        return PublicTables(empty | {"workings": frames["workings"].iloc[:0].assign(withheld="")}, to_release((), ""))
    edition = public_edition(ProvinceTables(**frames), settings, order)
    found = {}
    for name in table_names():
        frame = getattr(edition.tables, name)
        plain = conform(frame[[column.column for column in columns(name)]], name)
        found[name] = plain.assign(withheld=frame["withheld"].astype("string"))
    codes = frames["observations"]["province"]
    waiting = to_release(edition.waiting, str(codes[codes != ""].iloc[0]))
    return PublicTables(found | {"workings": edition.tables.workings}, waiting)
