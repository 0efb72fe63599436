"""The 63 provinces of 2016-2020 and the units they became on 1 July 2025."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold, slug

_PREFIXES = ("thanh pho ", "tinh ", "tp ")


@dataclass(frozen=True)
class Province:
    """One first-level unit of 2016-2020, known by its two-character GSO code of that list."""

    code: str
    name: str
    name_short: str
    name_en: str
    type: str
    iso3166_2: str
    region: str
    region_en: str
    merged_2025_code: str
    merged_2025_into: str
    population_2019: int

    @property
    def slug(self) -> str:
        """File name stem, `67-dak-nong`."""
        return f"{self.code}-{slug(self.name_short)}"

    def title(self, language: str) -> str:
        """Name as a page of that language prints it."""
        return self.name if language == "vi" else self.name_en


class UnknownProvinceError(ValueError):
    """No province goes by that name or code; `nearest` lists the closest official names."""

    def __init__(self, given: str, nearest: tuple[str, ...]) -> None:
        hint = f"; gần nhất / nearest: {', '.join(nearest)}" if nearest else ""
        super().__init__(
            f"«{given}» không phải tên hoặc mã tỉnh năm 2016-2020 / is no province of 2016-2020{hint}. "
            "Dùng `rehab province TÊN` để tra mã / look the code up with `rehab province NAME`."
        )
        self.given = given
        self.nearest = nearest


@cache
def provinces() -> dict[str, Province]:
    """All 63 provinces by code, in the order of the GSO list.

    >>> provinces()["67"].name
    'Tỉnh Đắk Nông'
    """
    return {
        row["code"]: Province(**{**row, "population_2019": int(row["population_2019"])})  # type: ignore[arg-type]
        for row in read_rows("provinces.csv")
    }


@cache
def _by_spelling() -> dict[str, Province]:
    spellings: dict[str, Province] = {}
    for province in provinces().values():
        for name in (province.name, province.name_short, province.name_en):
            bare = _without_prefix(fold(name))
            spellings[bare] = province
            spellings[bare.replace(" ", "")] = province
    for row in read_rows("province_spellings.csv"):
        spellings[_without_prefix(fold(row["spelling"]))] = provinces()[row["code"]]
    return spellings


def _without_prefix(folded: str) -> str:
    for prefix in _PREFIXES:
        if folded.startswith(prefix):
            return folded.removeprefix(prefix)
    return folded


def find_province(given: str | int) -> Province:
    """The province meant by a code, a number or a name in any common spelling.

    A number is a code that lost its zero (papermill reads `-p province 01` as 1).

    Raises UnknownProvinceError, with the nearest names.

    >>> find_province(1).name_short, find_province("TP. Ðà Nẵng").code, find_province("dak nong").code
    ('Hà Nội', '48', '67')
    """
    text = str(given).strip()
    if text.isdecimal() and text.isascii():
        found = provinces().get(text.zfill(2)) if len(text) <= 2 else None
        if found is None:
            raise UnknownProvinceError(text, ())
        return found
    folded = _without_prefix(fold(text))
    for key in (folded, folded.replace(" ", "")):
        if key in _by_spelling():
            return _by_spelling()[key]
    close = get_close_matches(folded, list(_by_spelling()), n=6, cutoff=0.6)
    nearest = dict.fromkeys(_by_spelling()[key].name for key in close)
    raise UnknownProvinceError(text, tuple(nearest)[:3])
