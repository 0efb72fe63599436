"""Districts and communes: which labels name one."""

import re
from functools import cache, lru_cache

from rehab.catalog.districts import District, districts
from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold
from rehab.catalog.provinces import provinces
from rehab.catalog.reviews import per_review
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.headings.roles import heading_roles

_COUNTED = re.compile(r"(?<!\s)\s*\([^()]*\)\s*$")
# "Công an tỉnh" without its marks begins like "Cộng …", and is no total of anything.
_SUBTOTAL = re.compile(
    r"^(?:tong cong|tong so|tong(?! cuc| cong ty)|cong(?! (?:an|ty|doan|nhan|dong|chuc)\b)|t cong|tc|khu vuc|vung|cum)"
    r" \S"
)
_PROVINCE_KINDS = ("tinh", "thanh pho", "tp", "t")
_NUMBERING = re.compile(r"^\s*(?:[IVX]+|\d{1,3}|[a-zđ])\s*[.)/-]\s*|^\s*[-+]\s*")


@cache
def _kinds_of_area() -> re.Pattern[str]:
    kinds = sorted((fold(row["prefix"]) for row in read_rows("area_prefixes.csv")), key=len, reverse=True)
    return re.compile(rf"^({'|'.join(kinds)}) (\S.*)$")


@lru_cache(maxsize=4096)
def area_of(written: str) -> str:
    """The district or commune a label names, as written but for numbering; empty where it names none.

    >>> area_of("2. Huyện  Cư Jút"), area_of("TP. Gia Nghĩa"), area_of("Số xã có người nghiện")
    ('Huyện Cư Jút', 'TP. Gia Nghĩa', '')
    """
    name = _NUMBERING.sub("", clean(without_footnote(written)[0]))
    return name if _kinds_of_area().match(fold(name)) else ""


def area_name(written: str) -> str:
    """A label of a column of districts as a name: without numbering and footnote marks.

    >>> area_name("3. Cư Jút (*)")
    'Cư Jút'
    """
    return _NUMBERING.sub("", clean(without_footnote(written)[0]))


def area_level(written: str) -> str:
    """`district` or `commune` where a label says which it names; else empty.

    >>> area_level("1. Xã Hóa Thượng"), area_level("H. Phú Bình"), area_level("Phú Bình")
    ('commune', 'district', '')
    """
    match = _kinds_of_area().match(fold(area_name(written)))
    return _levels()[match[1]] if match else ""


@cache
def _levels() -> dict[str, str]:
    return {fold(row["prefix"]): row["level"] for row in read_rows("area_prefixes.csv")}


@lru_cache(maxsize=4096)
def district_of(written: str, province: str) -> District | None:
    """The district of a province that a label names, with its kind or without; None where it names none of them.

    >>> district_of("H. Cư Jút", "67").name, district_of("Cư Jút", "01"), district_of("Quận 1", "79").code
    ('Cư Jút', None, '760')
    """
    name = fold(area_name(written))
    match = _kinds_of_area().match(name)
    own = districts(province)
    return own.get(name) or (own.get(match[2]) if match and _levels()[match[1]] == "district" else None)


def area_in(written: str, province: str) -> str:
    """The district or commune a label names: by its kind, or as one of the province's districts; else empty.

    >>> area_in("Cư Jút", "67"), area_in("Cư Jút", ""), area_in("Tỉnh Đắk Nông", "67")
    ('Cư Jút', '', '')
    """
    if is_total(written, province):
        return ""
    return area_of(written) or (area_name(written) if district_of(written, province) else "")


@per_review(maxsize=4096)
def is_total(written: str, province: str = "") -> bool:
    """True for a label of a total: "Tổng cộng", "T.Cộng (3 cơ sở)", "Toàn tỉnh", the province's own name.

    >>> is_total("TỔNG CỘNG:"), is_total("Huyện Cư Jút"), is_total("Tổng cộng (3 cơ sở)")
    (True, False, True)
    >>> is_total("Tỉnh Thái Nguyên", "19"), is_total("TP Thái Nguyên", "19"), is_total("Cộng khu vực đô thị", "19")
    (True, False, False)
    """
    bare = _COUNTED.sub("", area_name(written))
    if "total" in heading_roles(written) or "total" in heading_roles(bare):
        return True
    own = provinces().get(province)
    if own is None:
        return False
    words = fold(bare)
    names = {fold(own.name), fold(own.name_short)} | {f"{kind} {fold(own.name_short)}" for kind in _PROVINCE_KINDS}
    if words in names:
        return words not in districts(province) and not _names_city(words, province)
    end = next((name for name in sorted(names, key=len, reverse=True) if words.endswith(f" {name}")), "")
    rest = words.removesuffix(f" {end}") if end else ""
    return bool(rest) and any(f"{rest}{kind}" in _total_keys() for kind in ("", " tinh", " toan tinh", " thanh pho"))


def _names_city(words: str, province: str) -> bool:
    """True where a province's city bears its name: "TP Thái Nguyên"."""
    match = _kinds_of_area().match(words)
    return match is not None and match[2] in districts(province)


@cache
def _total_keys() -> frozenset[str]:
    return frozenset(fold(row["spelling"]) for row in read_rows("headings.csv") if row["role"] == "total")


def is_subtotal(written: str, province: str = "") -> bool:
    """True for a label of a total of some: "Cộng khu vực đô thị", "Tổng các huyện miền núi".

    >>> is_subtotal("Cộng khu vực đô thị"), is_subtotal("Tổng cộng"), is_subtotal("Công an tỉnh")
    (True, False, False)
    """
    if is_total(written, province) or district_of(written, province):
        return False
    return bool(_SUBTOTAL.match(fold(area_name(written))))
