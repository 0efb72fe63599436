"""Rehabilitation centres over provinces: places, people present, staff, as the list of centres has them (rule 25)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.tables import records
from rehab.country.panels import Panel

KINDS = frozenset({"multi_function", "compulsory", "voluntary"})
"""Kinds of centres that rehabilitate: not those for aftercare, nor social ones (rule 20)."""
CAPACITY, PRESENT, STAFF = "capacity", "current_people", "staff_total"
_KIND, _NAME, _NONE = "facility_type", "facility_name", "no_facility"
_HUNDRED = 100


@dataclass(frozen=True)
class ProvinceCentres:
    """The rehabilitation centres of one province: how many, and what they add up to."""

    count: int
    capacity: float
    present: float
    staff: float


@dataclass(frozen=True)
class CentreSums:
    """The sums over the provinces of a panel; `without` state that they have no centre, and are in no panel."""

    centres: int
    capacity: float
    present: float
    staff: float
    panel: Panel
    without: tuple[str, ...]

    @property
    def occupancy(self) -> float | None:
        """People present for a hundred places."""
        return _HUNDRED * self.present / self.capacity if self.capacity else None

    @property
    def per_staff(self) -> float | None:
        """People present for one of the staff."""
        return self.present / self.staff if self.staff else None


def centres_of(observations: pd.DataFrame) -> dict[str, ProvinceCentres | None]:
    """By province what its rehabilitation centres add up to; None where a kind or a figure of one is not given.

    Provinces that list no centre are not in it. A figure that is withheld is not given.
    """
    rows = observations[(observations["appendix"] == "3") & (observations["entry"] != "")]
    entries: dict[str, dict[str, dict[str, object]]] = {}
    for row in records(rows):
        own = entries.setdefault(str(row["province"]), {}).setdefault(str(row["entry"]), {})
        if not row["withheld"]:
            own[str(row["line"])] = row["text"] if row["line"] in (_KIND, _NAME) else row["value"]
    return {code: _added(list(own.values())) for code, own in entries.items()}


def _added(entries: list[dict[str, object]]) -> ProvinceCentres | None:
    if any(not entry.get(_KIND) for entry in entries):
        return None
    own = [entry for entry in entries if entry[_KIND] in KINDS]
    figures = [[entry.get(line) for entry in own] for line in (CAPACITY, PRESENT, STAFF)]
    if any(value is None or pd.isna(value) for values in figures for value in values):  # type: ignore[call-overload]
        return None
    return ProvinceCentres(len(own), *(float(sum(float(str(value)) for value in values)) for values in figures))


def without_centre(observations: pd.DataFrame) -> frozenset[str]:
    """The provinces that tick the box which says that they have no centre."""
    rows = observations[(observations["line"] == _NONE) & (observations["text"] == "yes")]
    return frozenset(str(code) for code in rows["province"])


def sum_centres(
    found: Mapping[str, ProvinceCentres | None], without: frozenset[str], codes: Iterable[str]
) -> CentreSums:
    """The sums over those of `codes` of which every centre has all figures.

    >>> own = ProvinceCentres(2, 300.0, 270.0, 90.0)
    >>> sums = sum_centres({"01": own, "04": None}, frozenset({"67"}), ["01", "04", "67"])
    >>> sums.occupancy, sums.panel.codes, sums.panel.left_out, sums.without
    (90.0, ('01',), ('04',), ('67',))
    """
    asked = list(codes)
    own = {code: centres for code in asked if (centres := found.get(code)) and code not in without}
    none = tuple(code for code in asked if code in without)
    left = tuple(code for code in asked if code not in own and code not in without)
    return CentreSums(
        centres=sum(one.count for one in own.values()),
        capacity=sum(one.capacity for one in own.values()),
        present=sum(one.present for one in own.values()),
        staff=sum(one.staff for one in own.values()),
        panel=Panel(tuple(own), left),
        without=none,
    )
