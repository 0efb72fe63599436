"""The 34 first-level units since 1 July 2025 (Nghị quyết 202/2025/QH15), told apart from the 63 before them."""

from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.province_names import LIST_2020, LIST_2025, NameReading, name_readings
from rehab.catalog.provinces_2020 import (
    Province,
    UnknownProvinceError,
    explained,
    fits_level,
    formed_in_2025,
    former_provinces,
    near_provinces,
    provinces_2020,
    spelled_province,
)


@dataclass(frozen=True)
class Unit2025:
    """One first-level unit since 1 July 2025; `formed_from`: the codes, in the 2016-2020 list, of what became it."""

    code: str
    name: str
    name_short: str
    name_en: str
    type: str
    formed_from: tuple[str, ...]


@cache
def units_2025() -> dict[str, Unit2025]:
    """All 34 units by their code of the 2025 list, which may be another unit's code in the list of 2016-2020.

    >>> units_2025()["68"].formed_from
    ('60', '67', '68')
    """
    return {
        row["code"]: Unit2025(**row, formed_from=tuple(province.code for province in formed_in_2025()[row["code"]]))
        for row in read_rows("provinces_2025.csv")
    }


def find_unit_2025(given: str | int) -> Unit2025:
    """The unit of 2025 meant by a code of the 2025 list or a name in any spelling `find_province_2020` knows.

    "Thừa Thiên Huế" is Thành phố Huế, the same area. The name of a province that became part of another is refused.

    Raises UnknownProvinceError, with the unit it became part of or the nearest names.

    >>> find_unit_2025(24).name, find_unit_2025("Lâm Đồng (mới)").code
    ('Tỉnh Bắc Ninh', '68')
    """
    written = str(given).strip()
    if written.isdecimal() and written.isascii():
        code = written.zfill(2)
        if code in units_2025():
            return units_2025()[code]
        if code in provinces_2020():
            raise _part_of_another(written, provinces_2020()[code])
        raise UnknownProvinceError(written, (), explained("unknown_in_2025", given=written))
    readings = name_readings(written)
    for reading in readings:
        unit = _unit(reading)
        if unit is not None:
            return unit
    raise _refused(written, readings)


def unit_of_2025(written: str) -> Unit2025 | None:
    """The unit of 2025 if a text says that it means one, and not the province of 2016-2020; else None.

    It says so by a mark (`province_list_marks.csv`: "mới", "sau sáp nhập" …), or by a name that only the
    2025 list has: "Thành phố Huế". That one is still Thừa Thiên Huế for `find_province_2020`: the area is the same.

    >>> unit_of_2025("Tỉnh Gia Lai (mới)").code, unit_of_2025("TP. Huế").code, unit_of_2025("Tỉnh Gia Lai")
    ('52', '46', None)
    """
    for reading in name_readings(written):
        unit = _unit(reading)
        if unit is not None and (reading.listed == LIST_2025 or _said_only_of_2025(reading, unit)):
            return unit
    return None


def _unit(reading: NameReading) -> Unit2025 | None:
    if reading.listed == LIST_2025 and reading.bare.isdecimal():
        return units_2025().get(reading.bare.zfill(2))
    province = spelled_province(reading)
    if province is None or not fits_level(province, reading.level):
        return None
    unit = units_2025()[province.merged_2025_code]
    if unit.formed_from == (province.code,):
        return unit
    return unit if reading.listed != LIST_2020 and unit.name_short == province.name_short else None


def _said_only_of_2025(reading: NameReading, unit: Unit2025) -> bool:
    province = spelled_province(reading)
    if province is None or reading.listed == LIST_2020 or province.type == unit.type:
        return False
    return reading.level == unit.type


def _part_of_another(written: str, province: Province) -> UnknownProvinceError:
    unit = province.merged_2025_into
    return UnknownProvinceError(
        written, (unit,), explained("not_in_2025", given=written, name=province.name, unit=unit)
    )


def _refused(written: str, readings: tuple[NameReading, ...]) -> UnknownProvinceError:
    for reading in readings:
        province = spelled_province(reading)
        if province is not None and not fits_level(province, reading.level):
            why = explained("other_level", given=written, name=province.name)
            return UnknownProvinceError(written, (province.merged_2025_into,), why)
        if province is not None:
            return _part_of_another(written, province)
        former = former_provinces().get(reading.bare)
        if former is not None:
            names = dict.fromkeys(provinces_2020()[code].merged_2025_into for code in former.became)
            return UnknownProvinceError(written, tuple(names), explained("unknown_in_2025", given=written))
    names = dict.fromkeys(units_2025()[near.merged_2025_code].name for near in near_provinces(readings))
    return UnknownProvinceError(written, tuple(names), explained("unknown_in_2025", given=written))
