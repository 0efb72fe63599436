"""Districts of 2016-2020 by province: every province's list is whole (General Statistics Office, February 2020)."""

from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold


@dataclass(frozen=True)
class District:
    """One district: its province's code, its own, its name without the type; `until` the year it was merged."""

    province: str
    code: str
    name: str
    type: str
    other_names: str
    until: str


@cache
def districts(province: str) -> dict[str, District]:
    """Districts of a province by each of their names, folded; those merged after 2016 among them.

    >>> districts("67")["cu jut"].type
    'huyện'
    >>> len({found.code for found in districts("01").values()})
    30
    """
    found: dict[str, District] = {}
    for row in read_rows("districts.csv"):
        if row["province"] == province:
            own = District(**row)
            for name in (own.name, *filter(None, own.other_names.split("|"))):
                found[fold(name)] = own
    return found
