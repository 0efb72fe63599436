"""The first-level units that report in the review that is worked on: the 63 of 2016-2020, or the 34 since July 2025."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rehab.catalog.province_names import LIST_2020, LIST_2025
from rehab.catalog.provinces_2020 import (
    Province,
    UnknownProvinceError,
    explained,
    find_province_2020,
    former_provinces,
    provinces_2020,
)
from rehab.catalog.provinces_2025 import Unit2025, find_unit_2025, units_2025
from rehab.catalog.reviews import REVIEW_FILE, per_review, review_tree

__all__ = [
    "Province",
    "UnknownProvinceError",
    "explained",
    "find_province",
    "former_provinces",
    "province_of_file_name",
    "provinces",
]


@dataclass(frozen=True)
class _List:
    """A list of first-level units: all of them by code, and the one meant by a name or code."""

    all: Callable[[], dict[str, Province]]
    find: Callable[[str | int], Province]


def _of_2025() -> dict[str, Province]:
    return {code: _as_province(unit) for code, unit in units_2025().items()}


def _as_province(unit: Unit2025) -> Province:
    """A unit of 2025 as a review speaks of it; its region is that of the first province it was formed from."""
    formed = [provinces_2020()[code] for code in unit.formed_from]
    return Province(
        code=unit.code,
        name=unit.name,
        name_short=unit.name_short,
        name_en=unit.name_en,
        type=unit.type,
        iso3166_2="",
        region=formed[0].region,
        region_en=formed[0].region_en,
        merged_2025_code=unit.code,
        merged_2025_into=unit.name,
        population_2019=sum(province.population_2019 for province in formed),
    )


_LISTS = {
    LIST_2020: _List(provinces_2020, find_province_2020),
    LIST_2025: _List(_of_2025, lambda given: _as_province(find_unit_2025(given))),
}


@per_review()
def _list_name() -> str:
    return str(review_tree(REVIEW_FILE)["provinces"])


@per_review()
def provinces() -> dict[str, Province]:
    """All provinces of the review by code, in the order of their list.

    >>> provinces()["67"].name
    'Tỉnh Đắk Nông'
    """
    return _LISTS[_list_name()].all()


def find_province(given: str | int) -> Province:
    """The province of the review meant by a code, a number or a name in any common spelling.

    Raises UnknownProvinceError, with the nearest names and, where more is known, an explanation.

    >>> find_province(1).name_short, find_province("TP. Ðà Nẵng").code, find_province("dak nong").code
    ('Hà Nội', '48', '67')
    """
    return _LISTS[_list_name()].find(given)


def province_of_file_name(stem: str) -> Province | None:
    """The province a file name tells: by its leading code, else by its whole name; None if it tells none.

    >>> province_of_file_name("67-dak-nong").code, province_of_file_name("so lieu 2020")
    ('67', None)
    """
    code = re.match(r"^(\d{2})(?=[-_ ])", stem)
    for name in (code[1] if code else "", stem):
        try:
            return find_province(name)
        except UnknownProvinceError:
            continue
    return None
