"""Districts that a title or a sheet's name says all of its tables are about: "Kết quả … huyện Phú Bình"."""

import re
from collections.abc import Iterable
from functools import cache

from rehab.catalog.districts import districts
from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold
from rehab.catalog.provinces import provinces
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.headings.areas import area_name, district_of

_LONGEST_TITLE = 150
_MOST_WORDS = 4
# Where somebody lives, signs or was sent what: the place is no district that is reported on.
_IN_PASSING = re.compile(r"\b(?:dia chi|duong|phuong|so nha|kem theo|ngay \d|thang \d|theo huyen|cac huyen|noi nhan)\b")
_OFFICE = re.compile(r"^(?:uy ban nhan dan|ubnd) (?=(?:huyen|quan|thi xa) \S)")


@cache
def _kinds() -> re.Pattern[str]:
    kinds = sorted((fold(row["prefix"]) for row in read_rows("area_prefixes.csv") if row["level"] == "district"),
                   key=len, reverse=True)  # fmt: skip
    return re.compile(rf"\b({'|'.join(kinds)}) (?=(\w+(?: \w+){{0,{_MOST_WORDS - 1}}}))")


def titled_area(titles: Iterable[Cell], province: str) -> tuple[str, Cell | None]:
    """The one district that the titles above a table name, with its title; nothing where they name none or several.

    >>> title = Cell(4, 1, "Kết quả cai nghiện huyện Phú Bình", "Kết quả cai nghiện huyện Phú Bình")
    >>> titled_area([title], "19")[0], titled_area([title], "01")[0]
    ('Huyện Phú Bình', '')
    """
    named: dict[str, Cell] = {}
    for cell in titles:
        if isinstance(cell.value, str) and len(cell.value) <= _LONGEST_TITLE:
            for name in _named_in(cell.value, province):
                named.setdefault(name, cell)
    return next(iter(named.items())) if len(named) == 1 else ("", None)


def in_passing(written: str) -> bool:
    """True for a line that names a place in passing: where it was signed, an address, what it is attached to.

    >>> in_passing("TP. Thái Nguyên, ngày 22 tháng 6 năm 2020"), in_passing("Huyện Phú Bình")
    (True, False)
    """
    return bool(_IN_PASSING.search(fold(written)))


def _named_in(written: str, province: str) -> list[str]:
    folded = fold(written)
    if in_passing(written):
        return []
    if (office := _OFFICE.match(folded)) and not province:
        return [clean(written).split(maxsplit=len(office[0].split()))[-1]]
    known, found = districts(province), []
    for match in _kinds().finditer(folded):
        words = match[2].split()
        own = next((known[name] for n in range(len(words), 0, -1) if (name := " ".join(words[:n])) in known), None)
        if own is not None:
            found.append(f"{own.type.capitalize()} {own.name}")
    return found


def sheet_area(name: str, province: str) -> str:
    """The district that a sheet is named after; empty for the province's own name, which its city may bear.

    >>> sheet_area("Phú Bình", "19"), sheet_area("19-thai-nguyen", "19"), sheet_area("PL2", "19")
    ('Phú Bình', '', '')
    """
    own = provinces().get(province)
    if own is None or fold(area_name(name)) == fold(own.name_short):
        return ""
    return area_name(name) if district_of(name, province) else ""
