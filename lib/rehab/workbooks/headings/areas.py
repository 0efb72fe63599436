"""Districts and communes: which labels name one."""

import re
from functools import cache, lru_cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.headings.roles import heading_roles

_NUMBERING = re.compile(r"^\s*(?:[IVX]+|\d{1,3}|[a-zđ])\s*[.)/-]\s*|^\s*[-+]\s*")


@cache
def _kinds_of_area() -> re.Pattern[str]:
    kinds = sorted((fold(row["prefix"]) for row in read_rows("area_prefixes.csv")), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(kinds)}) (\S.*)$")


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


def is_total(written: str) -> bool:
    """True for a label of a total: "Tổng cộng", "Toàn tỉnh".

    >>> is_total("TỔNG CỘNG:"), is_total("Huyện Cư Jút")
    (True, False)
    """
    return "total" in heading_roles(written)
