"""Numbers as Vietnamese offices write them: `1.234`, `12,5`, `36,1%`, `161 người`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import NONE_STATED
from rehab.workbooks.grid import Cell

_NUMBER = re.compile(r"^([+-]?)([0-9][0-9.,  ]*)\s*(.*)$")
_GROUPED_DOT = re.compile(r"^[0-9]{1,3}(\.[0-9]{3})+$")
_GROUPED_COMMA = re.compile(r"^[0-9]{1,3}(,[0-9]{3})+$")
_CONTINUOUS_UNITS = ("triệu đồng", "m2", "%")


@dataclass(frozen=True)
class Quantity:
    """What a cell says of a number.

    `value` is None for a blank; `text` is `none` where the cell says in words that there is none;
    `code` names a problem kind (empty when all is well), `values` its placeholders.
    """

    value: float | None = None
    text: str = ""
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()


@cache
def _nothing_written() -> dict[str, str]:
    return {_key(row["spelling"]): row["meaning"] for row in read_rows("nothing_written.csv")}


def _key(written: str) -> str:
    return fold(written) or clean(written)


def nothing_written(written: str) -> str:
    """`blank` for a mark that means no figure, `none` for words that mean none, else empty.

    >>> nothing_written("…"), nothing_written("Chưa tổ chức"), nothing_written("12")
    ('blank', 'none', '')
    """
    return _nothing_written().get(_key(written), "")


def read_quantity(cell: Cell, unit: str) -> Quantity:
    """The number in a cell, in the line's unit; percentages are 0-100.

    >>> read_quantity(Cell(1, 1, "1.234,5", "1.234,5"), "triệu đồng").value
    1234.5
    >>> read_quantity(Cell(1, 1, "nhiều", "nhiều"), "người").code
    'number_unreadable'
    """
    if cell.formula and cell.value is None:
        return Quantity(code="formula_without_value")
    if cell.is_error:
        return Quantity(code="cell_error")
    if isinstance(cell.value, bool) or cell.value is None:
        return Quantity(code="number_unreadable")
    if isinstance(cell.value, int | float):
        value = float(cell.value)
        if unit == "%" and "%" in cell.number_format:
            value = round(value * 100, 10)
        return _checked(value, unit)
    if isinstance(cell.value, str):
        return _from_text(cell.value, unit)
    return Quantity(code="number_unreadable")


def _from_text(written: str, unit: str) -> Quantity:
    meaning = nothing_written(written)
    if meaning == "blank":
        return Quantity()
    if meaning == "none":
        return Quantity(value=0.0, text=NONE_STATED, code="none_stated")
    match = _NUMBER.match(clean(unicodedata.normalize("NFKC", written)))
    if match is None:
        return Quantity(code="number_unreadable")
    sign, digits, rest = match[1], match[2].strip().replace(" ", ""), fold(match[3])
    if rest and rest not in (fold(unit), "%"):
        return Quantity(code="number_unreadable")
    whole = unit not in _CONTINUOUS_UNITS
    plain = _plain_digits(digits, whole)
    if plain is None:
        return Quantity(code="number_unreadable")
    if isinstance(plain, tuple):
        return Quantity(code="number_ambiguous", values=(("one", plain[0]), ("other", plain[1])))
    found = _checked(float(sign + plain), unit)
    if found.code or not rest or rest == "%" == unit:
        return found
    return Quantity(value=found.value, code="unit_stripped", values=(("value", f"{found.value:g}"),))


def _plain_digits(digits: str, whole: bool) -> str | tuple[str, str] | None:
    """Digits with a decimal point at most; a pair of readings if undecided; None if they are no number."""
    dots, commas = digits.count("."), digits.count(",")
    if not dots and not commas:
        return digits
    if dots and commas:
        decimal = "." if digits.rfind(".") > digits.rfind(",") else ","
        grouping = "," if decimal == "." else "."
        head, _, tail = digits.rpartition(decimal)
        grouped = _GROUPED_DOT if grouping == "." else _GROUPED_COMMA
        if digits.count(decimal) > 1 or not grouped.match(head) or not tail.isdigit():
            return None
        return head.replace(grouping, "") + "." + tail
    mark, grouped = (".", _GROUPED_DOT) if dots else (",", _GROUPED_COMMA)
    if grouped.match(digits):
        # Three digits after one mark: thousands where things are counted, undecided where they are measured.
        if whole or max(dots, commas) > 1:
            return digits.replace(mark, "")
        return digits.replace(mark, ""), digits.replace(mark, ",")
    if max(dots, commas) > 1 or digits.endswith(mark):
        return None
    return digits.replace(mark, ".")


def _checked(value: float, unit: str) -> Quantity:
    if value < 0:
        return Quantity(code="number_negative")
    if unit not in _CONTINUOUS_UNITS and unit and not value.is_integer():
        return Quantity(value=value, code="number_fraction", values=(("unit", unit),))
    return Quantity(value=value)
