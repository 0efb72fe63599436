"""The tables of a collection as a data package for the public."""

import pandas as pd

from rehab.attainment.assessment import assess
from rehab.attainment.targets import Targets
from rehab.catalog.tables import columns, conform, table_names
from rehab.disclosure.protection import PUBLIC, ProvinceTables, tables_for


def protected_tables(tables: dict[str, pd.DataFrame], targets: Targets | None = None) -> dict[str, pd.DataFrame]:
    """The four tables of a collection (`observations`, `verdicts`, `rates`, `problems`) for the public.

    Columns and types are those of the tables, with `withheld` (empty, `small` or `other`) as the last; every
    province is protected from its own rows alone. Rows of no known province are left out: nobody has checked
    whose figures they hold.
    """
    known = tables["observations"]
    codes = sorted(set(known["province"]) - {""})
    done = [_protected_province(tables, code, targets) for code in codes]
    found = {}
    for name in table_names():
        frames = [getattr(own, name) for own in done]
        whole = pd.concat(frames, ignore_index=True) if frames else tables[name].iloc[:0].assign(withheld="")
        plain = conform(whole[[column.column for column in columns(name)]], name)
        found[name] = plain.assign(withheld=whole["withheld"].astype("string"))
    return found


def _protected_province(tables: dict[str, pd.DataFrame], code: str, targets: Targets | None) -> ProvinceTables:
    own = {name: frame[frame["province"] == code].reset_index(drop=True) for name, frame in tables.items()}
    workings = assess(own["observations"], targets).workings
    return tables_for(ProvinceTables(**own, workings=workings), PUBLIC)
