"""Units as written beside tables, in their rows and behind their labels."""

import re
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import units
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.spellings import UNIT, per_teaching, taught

MONEY = "triệu đồng"
_TOGETHER = re.compile(r"[,;/]|\bvà\b")
_DECLARED = re.compile(r"^\s*\(?\s*(đơn vị tính|đơn vị|đvt|đv)\s*[:：]\s*(.+?)\s*\)?\s*$", re.IGNORECASE)


@cache
def _factors() -> dict[str, float]:
    return {fold(row["unit"]): float(row["million_dong"]) for row in read_rows("money_units.csv")}


def money_factor(written: str) -> float | None:
    """What turns an amount in a written unit into triệu đồng; None for no unit of money.

    >>> money_factor("tỷ đồng"), money_factor("1.000 đồng"), money_factor("người")
    (1000.0, 0.001, None)
    """
    return _factors().get(fold(written))


@per_teaching()
def _bases() -> dict[str, frozenset[str]]:
    """Units of lines by each way they are written; "đơn vị" may mean communes or organisations."""
    found: dict[str, set[str]] = {}
    for row in read_rows("unit_spellings.csv"):
        found.setdefault(fold(row["spelling"]), set()).add(row["unit"])
    for unit in units():
        found.setdefault(fold(unit) or unit, set()).add(unit)
    for spelling in taught(UNIT):
        if spelling.means in units():
            found.setdefault(fold(spelling.written), set()).add(spelling.means)
    return {spelling: frozenset(units) for spelling, units in found.items()}


@cache
def _multipliers() -> tuple[tuple[str, float], ...]:
    rows = [(fold(row["word"]), float(row["factor"])) for row in read_rows("unit_multipliers.csv")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@per_teaching(maxsize=4096)
def count_factor(written: str, unit: str) -> float | None:
    """What turns a count in a written unit into a line's unit; None where it is no such unit.

    >>> count_factor("1.000 người", "người"), count_factor("Nghìn lượt", "lượt người"), count_factor("%", "người")
    (1000.0, 1000.0, None)
    """
    key = fold(written)
    if unit in _bases().get(key, ()):
        return 1.0
    for word, factor in _multipliers():
        if key.startswith(f"{word} ") and unit in _bases().get(key[len(word) + 1 :], ()):
            return factor
    return None


@per_teaching(maxsize=4096)
def is_unit(written: str) -> bool:
    """True for a unit of any line, as the catalogue writes it, or so many of it, or of money.

    >>> is_unit("Lượt người"), is_unit("1.000 người"), is_unit("Huyện Cư Jút")
    (True, True, False)
    """
    return fold(written) in _factors() or any(count_factor(written, unit) for unit in units())


def is_spelled_unit(written: str) -> bool:
    """True for a unit, also where a cell of its own spells it in another way ("xã, phường", "học viên").

    >>> is_spelled_unit("Học viên"), is_spelled_unit("Kế hoạch")
    (True, False)
    """
    return is_unit(written) or fold(written) in _bases()


def declared_unit(cell: Cell) -> str:
    """The unit a cell beside a table declares for it ("Đơn vị tính: triệu đồng"); empty for any other cell.

    >>> declared_unit(Cell(1, 1, "(ĐVT: tỷ đồng)", "")), declared_unit(Cell(1, 1, "Đơn vị: Sở Y tế", ""))
    ('tỷ đồng', '')
    """
    match = _DECLARED.match(clean(cell.said)) if isinstance(cell.value, str) else None
    if match is None:
        return ""
    of_units = all(is_spelled_unit(part) for part in declared_parts(match[2]))
    return match[2] if of_units or fold(match[1]) not in ("don vi", "dv") else ""


def declared_parts(written: str) -> tuple[str, ...]:
    """The units that a table declares together.

    >>> declared_parts("người, triệu đồng")
    ('người', 'triệu đồng')
    """
    return (written,) if is_spelled_unit(written) else tuple(part.strip() for part in _TOGETHER.split(written))
