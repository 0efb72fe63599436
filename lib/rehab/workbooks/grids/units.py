"""Units as written beside tables, in their rows and behind their labels."""

import re
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import Line
from rehab.workbooks.grids.grid import Cell

MONEY = "triệu đồng"
_DECLARED = re.compile(r"^\s*\(?\s*(?:đơn vị tính|đơn vị|đvt|đv)\s*[:：]\s*(.+?)\s*\)?\s*$", re.IGNORECASE)


@cache
def _factors() -> dict[str, float]:
    return {fold(row["unit"]): float(row["million_dong"]) for row in read_rows("money_units.csv")}


def money_factor(written: str) -> float | None:
    """What turns an amount in a written unit into triệu đồng; None for no unit of money.

    >>> money_factor("tỷ đồng"), money_factor("1.000 đồng"), money_factor("người")
    (1000.0, 0.001, None)
    """
    return _factors().get(fold(written))


@cache
def _known_units() -> frozenset[str]:
    return frozenset(fold(row["unit"]) for row in read_rows("units.csv"))


def is_unit(written: str) -> bool:
    """True for a unit of any line, or of money.

    >>> is_unit("Lượt người"), is_unit("Huyện Cư Jút")
    (True, False)
    """
    return fold(written) in _known_units() or fold(written) in _factors()


def declared_unit(cell: Cell) -> str:
    """The unit a cell beside a table declares for it ("Đơn vị tính: triệu đồng"); empty for any other cell.

    >>> declared_unit(Cell(1, 1, "(ĐVT: tỷ đồng)", ""))
    'tỷ đồng'
    """
    match = _DECLARED.match(clean(cell.said)) if isinstance(cell.value, str) else None
    return match[1] if match and is_unit(match[1]) else ""


def differs(line: Line, written: str) -> bool:
    """True where a written unit is another than the line's; units of money differ in size only.

    >>> from rehab.catalog.lines import lines
    >>> differs(lines()["counselled"], "người"), differs(lines()["loan_amount"], "tỷ đồng")
    (True, False)
    """
    if line.unit == MONEY:
        return money_factor(written) is None
    return fold(written) != fold(line.unit)
