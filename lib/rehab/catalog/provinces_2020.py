"""The 63 provinces of 2016-2020 and the units they became on 1 July 2025."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold, slug
from rehab.catalog.province_names import LIST_2020, LIST_2025, NameReading, name_readings, squash
from rehab.catalog.reviews import per_review
from rehab.catalog.texts import LANGUAGES, text

_CITY = "thành phố trực thuộc trung ương"
_NEAREST = 3
_POPULATION = "population_"


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


@dataclass(frozen=True)
class FormerProvince:
    """A first-level unit since 1976 whose name no province of 2016-2020 bears; `year` its end was decided."""

    name: str
    became: tuple[str, ...]
    year: int


class UnknownProvinceError(ValueError):
    """No province goes by that name or code.

    `nearest` lists the official names nearest to it; `explanation`, by language, says more where more is known
    (a unit of 2025, a province that is no more, a city inside a province), and is empty otherwise.
    """

    def __init__(self, given: str, nearest: tuple[str, ...], explanation: dict[str, str] | None = None) -> None:
        super().__init__(given, nearest, explanation)
        self.given = given
        self.nearest = nearest
        self.explanation = explanation or {}

    def in_language(self, language: str) -> str:
        """What it says, in one language."""
        vi = language == "vi"
        said = self.explanation.get(language, "")
        if not said:
            said = (
                f"“{self.given}” không phải tên hoặc mã tỉnh năm {LIST_2020}."
                if vi
                else (f"“{self.given}” is no name or code of a province of {LIST_2020}.")
            )
        near = ", ".join(self.nearest)
        if any(name not in said for name in self.nearest):
            said += f" Gần nhất: {near}." if vi else f" Nearest: {near}."
        return said + (" Tra mã: rehab province TÊN." if vi else " To look up a code: rehab province NAME.")

    def __str__(self) -> str:
        said, nearest = " / ".join(self.explanation.values()), self.nearest
        hint = f"gần nhất / nearest: {', '.join(nearest)}" if any(name not in said for name in nearest) else ""
        if said:
            what = f"{said} {hint}." if hint else said
        else:
            what = f"“{self.given}” không phải tên hoặc mã tỉnh năm {LIST_2020} / is no province of {LIST_2020}"
            what += f"; {hint}." if hint else "."
        return f"{what} Dùng `rehab province TÊN` để tra mã / look the code up with `rehab province NAME`."


@cache
def provinces_2020() -> dict[str, Province]:
    """All 63 provinces by code, in the order of the GSO list.

    >>> provinces_2020()["67"].name
    'Tỉnh Đắk Nông'
    """
    return {
        row["code"]: Province(**{**row, "population_2019": int(row["population_2019"])})  # type: ignore[arg-type]
        for row in read_rows("provinces.csv")
    }


@cache
def census_year() -> int:
    """The year of the census that the provinces' populations are from, as the list's column names it.

    >>> census_year() == int("population_2019"[-4:])
    True
    """
    (column,) = (name for name in read_rows("provinces.csv")[0] if name.startswith(_POPULATION))
    return int(column.removeprefix(_POPULATION))


@cache
def formed_in_2025() -> dict[str, tuple[Province, ...]]:
    """The provinces each unit of 1 July 2025 was formed from, by the unit's code of the 2025 list.

    >>> [province.name_short for province in formed_in_2025()["24"]]
    ['Bắc Giang', 'Bắc Ninh']
    """
    formed: dict[str, list[Province]] = defaultdict(list)
    for province in provinces_2020().values():
        formed[province.merged_2025_code].append(province)
    return {code: tuple(formed[code]) for code in sorted(formed)}


@cache
def former_provinces() -> dict[str, FormerProvince]:
    """Provinces that were no more in 2016, by their folded name without spaces.

    >>> former_provinces()["hatay"].became
    ('01',)
    """
    return {
        squash(row["name"]): FormerProvince(row["name"], tuple(row["became"].split("|")), int(row["year"]))
        for row in read_rows("former_provinces.csv")
    }


@cache
def _by_spelling() -> dict[str, Province]:
    spellings = {squash(row["spelling"]): provinces_2020()[row["code"]] for row in read_rows("province_spellings.csv")}
    for province in provinces_2020().values():
        for name in (province.name, province.name_short, province.name_en):
            spellings[squash(name)] = province
    return spellings


@cache
def _by_initials() -> dict[str, tuple[Province, ...]]:
    initials: dict[str, list[Province]] = defaultdict(list)
    for province in provinces_2020().values():
        initials["".join(word[0] for word in fold(province.name_short).split())].append(province)
    return {letters: tuple(found) for letters, found in initials.items()}


@cache
def _types_in_2025() -> dict[str, str]:
    return {row["code"]: row["type"] for row in read_rows("provinces_2025.csv")}


def spelled_province(reading: NameReading) -> Province | None:
    """The province that bears the bare name of a reading, whatever level and list the reading says.

    >>> spelled_province(NameReading("daklak", level="tỉnh", listed="2025")).code
    '66'
    """
    return _by_spelling().get(reading.bare)


def fits_level(province: Province, level: str) -> bool:
    """False where a text says "thành phố" of what is a tỉnh: a city inside it bears its name.

    A unit that 2025 left whole goes by its level of 2025 too: "Thành phố Huế" is Thừa Thiên Huế's area.

    >>> fits_level(provinces_2020()["17"], "thành phố trực thuộc trung ương")
    False
    """
    if level in ("", province.type) or province.type == _CITY:
        return True
    whole = len(formed_in_2025()[province.merged_2025_code]) == 1
    return whole and _types_in_2025()[province.merged_2025_code] == level


def near_provinces(readings: tuple[NameReading, ...]) -> tuple[Province, ...]:
    """Provinces a text may have meant: those of these initials, else those of the most similar names.

    >>> [province.name_short for province in near_provinces((NameReading("dn"),))]
    ['Đà Nẵng', 'Đắk Nông', 'Đồng Nai']
    >>> near_provinces((NameReading("han"),))[0].name_short
    'Hà Nội'
    """
    for reading in readings:
        if reading.bare in _by_initials():
            return _by_initials()[reading.bare]
    shortest = min((reading.bare for reading in readings), key=len, default="")
    close = get_close_matches(shortest, list(_by_spelling()), n=2 * _NEAREST, cutoff=0.6)
    # Of a name that was only begun none is alike.
    close = close or [key for key in _by_spelling() if len(shortest) > 1 and key.startswith(shortest)]
    return tuple(dict.fromkeys(_by_spelling()[key] for key in close))[:_NEAREST]


def find_province_2020(given: str | int) -> Province:
    """The province meant by a code, a number or a name in any common spelling.

    A number is a code that lost its zero (papermill reads `-p province 01` as 1). "Thành phố Huế" is
    Thừa Thiên Huế (46), the same area. A name marked as the 2025 list's is a province only where that
    unit was formed from one.

    Raises UnknownProvinceError, with the nearest names and, where more is known, an explanation.

    >>> find_province_2020(1).name_short, find_province_2020("TP. Ðà Nẵng").code, find_province_2020("dak nong").code
    ('Hà Nội', '48', '67')
    """
    written = str(given).strip()
    found = _found(written)
    if found is None:
        nearest, explanation = _refusal(written)
        raise UnknownProvinceError(written, nearest, explanation)
    return found


@lru_cache(maxsize=4096)
def _found(written: str) -> Province | None:
    if written.isdecimal() and written.isascii():
        return provinces_2020().get(written.zfill(2)) if len(written) <= 2 else None
    for reading in name_readings(written):
        if reading.listed == LIST_2025:
            formed = _formed(reading)
            if len(formed) == 1:
                return formed[0]
            continue
        province = spelled_province(reading)
        if province is not None and fits_level(province, reading.level):
            return province
    return None


def _formed(reading: NameReading) -> tuple[Province, ...]:
    """The provinces that formed the unit of 2025 a reading names by its code or name; none if it names none."""
    if reading.bare.isdecimal():
        return formed_in_2025().get(reading.bare.zfill(2), ())
    province = spelled_province(reading)
    if province is None or not fits_level(province, reading.level):
        return ()
    formed = formed_in_2025()[province.merged_2025_code]
    named = squash(province.merged_2025_into).endswith(squash(province.name_short))
    return formed if named or len(formed) == 1 else ()


@per_review(maxsize=4096)
def _refusal(written: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The nearest names to one that is refused, and what is known of it."""
    if written.isdecimal():
        return (), {}
    readings = name_readings(written)
    for reading in readings:
        if reading.listed == LIST_2025 and _formed(reading):
            names = tuple(province.name for province in _formed(reading))
            return names, explained("unit_of_2025", given=written, names=", ".join(names))
    for reading in readings:
        former = former_provinces().get(reading.bare)
        if former is not None:
            names = tuple(provinces_2020()[code].name for code in former.became)
            return names, explained("former", given=written, names=", ".join(names), year=former.year)
        province = spelled_province(reading)
        if province is not None and reading.listed == LIST_2025:
            return (province.name,), explained(
                "no_unit_of_2025", given=written, name=province.name, unit=province.merged_2025_into
            )
        if province is not None:
            return (province.name,), explained("other_level", given=written, name=province.name)
    return tuple(province.name for province in near_provinces(readings)), {}


def explained(key: str, **values: object) -> dict[str, str]:
    """One text of the section `provinces` in every language.

    >>> explained("no_list", year=1999)["en"]
    'There is no list of provinces of 1999 here; ask for 2016-2020 or 2025.'
    """
    return {language: text(f"provinces.{key}", language, **values) for language in LANGUAGES}
