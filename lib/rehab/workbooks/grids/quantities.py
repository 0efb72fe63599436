"""Numbers as Vietnamese offices write them: `1.234`, `12,5`, `36,1%`, `161 người`."""

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from statistics import median

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import NONE_STATED, largest
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.marks import without_marks
from rehab.workbooks.grids.units import money_factor

_NUMBER = re.compile(r"^([+-]?)([0-9][0-9.,  ]*)\s*(.*)$")
_DOUBT = re.compile(r"[?~+<>≈±≥≤≠^]")
_BETWEEN_NUMBERS = re.compile(r"[\r\n\t\u2028\u2029]|(?<=\S)  +(?=\S)")
_GROUPED = {mark: re.compile(rf"^[1-9][0-9]{{0,2}}(\{mark}[0-9]{{3}})+$") for mark in ".,"}
_SPACED = re.compile(r"^[1-9][0-9]{0,2}( [0-9]{3})+([.,][0-9]+)?$")
_CONTINUOUS_UNITS = ("triệu đồng", "m2", "%")
_MONEY = "triệu đồng"
_MANY_GROUPED = 8
# No number, with its unit and its marks, is longer.
_LONGEST_NUMBER = 200
# Of two readings a thousand times apart, the one this near to the line's other years is meant.
_NEAR_FACTOR = 10.0
# One đồng in million đồng: no unit has a smaller part.
_SMALLEST = 1e-6


@dataclass(frozen=True)
class Quantity:
    """What a cell says of a number.

    `value` is None for a blank; `text` is `none` where the cell says in words that there is none;
    `code` names a problem kind (empty when all is well), `values` its placeholders; `footnote` is the mark of
    a note behind the number.
    """

    value: float | None = None
    text: str = ""
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()
    footnote: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What is known around a cell: the table's decimal mark (empty if undecided), the line's other values.

    `factor` turns the declared unit of money into triệu đồng.
    """

    decimal: str = ""
    near: tuple[float, ...] = ()
    factor: float = 1.0


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


def read_quantity(cell: Cell, unit: str, around: Surroundings | None = None) -> Quantity:
    """The number in a cell, in the line's unit; percentages are 0-100, money is triệu đồng.

    >>> read_quantity(Cell(1, 1, "1.234,5", "1.234,5"), "triệu đồng").value
    1234.5
    >>> read_quantity(Cell(1, 1, "nhiều", "nhiều"), "người").code
    'number_unreadable'
    """
    around = around or Surroundings()
    if cell.formula and cell.value is None:
        return Quantity(code="formula_without_value")
    if cell.is_error:
        return Quantity(code="cell_error")
    if isinstance(cell.value, bool) or cell.value is None:
        return Quantity(code="number_unreadable")
    if isinstance(cell.value, int | float):
        return _from_number(cell, unit, around)
    if isinstance(cell.value, str):
        return _from_text(cell.value, unit, around)
    return Quantity(code="number_unreadable")


def _from_number(cell: Cell, unit: str, around: Surroundings) -> Quantity:
    """A number as its cell shows it, in the unit that its format writes behind it or else the table's."""
    value = _as_float(cell.value)
    if math.isnan(value):
        return Quantity(code="number_unreadable")
    if unit == "%":
        return _percentage(value, cell) if cell.words in ("", "%") else Quantity(code="number_unreadable")
    if unit == _MONEY and cell.words:
        own = money_factor(cell.words)
        if own is None:
            return Quantity(code="number_unreadable")
        found = _checked(_scaled(value, own), unit)
        stripped = (("value", f"{found.value:g}"),)
        return found if own == around.factor else replace(found, code="unit_stripped", values=stripped)
    if cell.words and fold(cell.words) != fold(unit):
        return Quantity(code="number_unreadable")
    return _checked(_scaled(value, around.factor), unit)


def _as_float(value: object) -> float:
    """A cell's number; infinite where it is too large for one, not a number where it is none."""
    if not isinstance(value, int | float):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _percentage(value: float, cell: Cell) -> Quantity:
    if cell.words == "%":
        return _checked(round(value, 10), "%")
    if not cell.number_format and 0 < value <= 1:
        # The kind of file does not tell whether it shows 0,361 or 36,1 %.
        return Quantity(code="percent_ambiguous")
    found = _checked(value, "%")
    return replace(found, code="percent_small") if 0 < value < 1 and not found.code else found


def states_money(cell: Cell) -> bool:
    """True for an amount that says its own unit of money.

    >>> states_money(Cell(1, 1, "12,5 tỷ", "12,5 tỷ")), states_money(Cell(1, 1, "12,5", "12,5"))
    (True, False)
    """
    if not isinstance(cell.value, str):
        return bool(cell.words) and money_factor(cell.words) is not None
    match = _NUMBER.match(clean(cell.value[:_LONGEST_NUMBER]))
    return match is not None and money_factor(match[3]) is not None


def _scaled(value: float, factor: float) -> float:
    return value if factor == 1.0 else round(value * factor, 9)


def decimal_mark(cells: Iterable[Cell]) -> str:
    """The decimal mark that the numbers written as text in a table agree on; empty where none tells or two differ.

    "1.234.567" and "1.234,5" tell that the comma is decimal, "12,5" does too; "1.234" alone tells nothing.

    Without such a number, many whole ones with dots between threes and none with a comma tell it as well.

    >>> decimal_mark([Cell(1, 1, "12,5", "12,5"), Cell(2, 1, "1.234", "1.234")])
    ','
    """
    numbers = [digits for cell in cells if isinstance(cell.value, str) and (digits := _digits_of(cell.value))]
    told = {_told(digits) for digits in numbers} - {""}
    if told:
        return told.pop() if len(told) == 1 else ""
    # Not one fraction among many numbers, each dot before three digits: the dots part thousands.
    dotted = sum(bool(_GROUPED["."].match(digits)) for digits in numbers)
    return "," if dotted >= _MANY_GROUPED and not any("," in digits for digits in numbers) else ""


def _digits_of(written: str) -> str:
    match = _NUMBER.match(clean(unicodedata.normalize("NFKC", without_marks(written[:_LONGEST_NUMBER])[0])))
    return match[2].strip() if match else ""


@lru_cache(maxsize=8192)
def looks_like_number(written: str) -> bool:
    """True for a text that is a number, with or without a unit of one word behind it; not for a date.

    >>> looks_like_number("1.234 người"), looks_like_number("22/6/2020"), looks_like_number("12 tháng 6")
    (True, False, False)
    """
    match = _NUMBER.match(clean(unicodedata.normalize("NFKC", without_marks(written[:_LONGEST_NUMBER])[0])))
    return match is not None and " " not in match[3].strip() and "/" not in match[3] and not match[3].startswith(")")


def _told(digits: str) -> str:
    marks = [sign for sign in digits if sign in ".,"]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    return "" if _GROUPED[marks[0]].match(digits) or digits.endswith((".", ",")) else marks[0]


def _from_text(written: str, unit: str, around: Surroundings) -> Quantity:
    meaning = nothing_written(written)
    if meaning == "blank":
        return Quantity()
    if meaning == "none":
        return Quantity(value=0.0, text=NONE_STATED, code="none_stated")
    if len(written) > _LONGEST_NUMBER:
        return Quantity(code="number_out_of_range" if written.strip().isdecimal() else "number_unreadable")
    if _has_several(written):
        return Quantity(code="number_several")
    bare, mark = without_marks(written)
    match = _NUMBER.match(clean(unicodedata.normalize("NFKC", bare)))
    # A sign of doubt, of "more than" or "about" makes it another number, or none.
    if match is None or (match[3] and (_DOUBT.search(match[3]) or not fold(match[3]))):
        return Quantity(code="number_unreadable")
    sign, digits, rest = match[1], match[2].strip(), fold(match[3])
    factor = around.factor
    if unit == _MONEY and rest:
        own = money_factor(match[3])
        if own is None:
            return Quantity(code="number_unreadable")
        factor, rest = own, "" if own == 1.0 else rest
    elif rest and rest != fold(unit):
        return Quantity(code="number_unreadable")
    plain = _plain_digits(digits, unit not in _CONTINUOUS_UNITS, around)
    if plain is None:
        return Quantity(code="number_unreadable")
    if isinstance(plain, tuple):
        return Quantity(code="number_ambiguous", values=(("one", plain[0]), ("other", plain[1])))
    found = replace(_checked(_scaled(float(sign + plain), factor), unit), footnote=mark)
    if found.code or not rest or rest == "%":
        return found
    return replace(found, code="unit_stripped", values=(("value", f"{found.value:g}"),))


def _has_several(written: str) -> bool:
    """True for a text with numbers on several lines, or apart by more than a space."""
    return sum(any(sign.isdigit() for sign in line) for line in _BETWEEN_NUMBERS.split(written)) > 1


def _plain_digits(digits: str, whole: bool, around: Surroundings) -> str | tuple[str, str] | None:
    """Digits with a decimal point at most; a pair of readings if undecided; None if they are no number."""
    if " " in digits:
        if not _SPACED.match(digits):
            return None
        return digits.replace(" ", "").replace(",", ".")
    marks = [sign for sign in digits if sign in ".,"]
    if not marks:
        return digits
    if len(set(marks)) == 2:
        decimal, grouping = marks[-1], marks[0]
        head, _, tail = digits.rpartition(decimal)
        if marks.count(decimal) > 1 or not _GROUPED[grouping].match(head) or not tail.isdigit():
            return None
        return head.replace(grouping, "") + "." + tail
    mark = marks[0]
    if _GROUPED[mark].match(digits):
        grouped, decimal_reading = digits.replace(mark, ""), digits.replace(mark, ".")
        if len(marks) > 1:
            return grouped
        return _decided(mark, grouped, decimal_reading, whole, around)
    if len(marks) > 1 or digits.endswith(mark):
        return None
    return digits.replace(mark, ".")


def _decided(mark: str, grouped: str, decimal_reading: str, whole: bool, around: Surroundings) -> str | tuple[str, str]:
    """Three digits after one mark: thousands or a fraction, as the table's other numbers tell."""
    undecided = (grouped, decimal_reading.replace(".", ","))
    if whole:
        # People are counted whole; only a table that writes fractions with this very mark casts doubt on it.
        return undecided if around.decimal == mark else grouped
    if around.decimal:
        return decimal_reading if around.decimal == mark else grouped
    middle = median(around.near) if around.near else 0.0
    if middle <= 0:
        return undecided
    near = [
        reading
        for reading in (grouped, decimal_reading)
        if middle / _NEAR_FACTOR <= float(reading) * around.factor <= middle * _NEAR_FACTOR
    ]
    return near[0] if len(near) == 1 else undecided


def _checked(value: float, unit: str) -> Quantity:
    if abs(value) > largest(unit) or 0 < abs(value) < _SMALLEST:
        return Quantity(code="number_out_of_range")
    if value < 0:
        return Quantity(code="number_negative")
    if unit not in _CONTINUOUS_UNITS and unit and not value.is_integer():
        return Quantity(code="number_fraction", values=(("unit", unit),))
    # A negative zero is a zero.
    return Quantity(value=value + 0.0)
