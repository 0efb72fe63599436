"""What every kind of file makes its cells with: what a reader sees of them, in letters and numbers of today.

Old fonts are decoded, raised signs kept apart, number formats applied; what is struck out or invisible is kept apart.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from rehab.workbooks.files.colours import NAMED, alike
from rehab.workbooks.files.number_formats import is_plain_format, shown_number, shown_text
from rehab.workbooks.grids.grid import MOST_PLAIN, Cell, CellValue, shown
from rehab.workbooks.grids.legacy_text import decode
from rehab.workbooks.grids.spellings import per_teaching
from rehab.workbooks.grids.units import is_unit

_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
# Day 60 of the 1900 epoch is 29/2/1900, which never was: Excel counts it, so later days are one ahead.
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_SERIAL, _LAST_SERIAL = 1, 2_958_465
# What a cell can hold in Excel.
MOST_LETTERS = 32_767
# Letters so small that nobody sees them, in points.
_SMALLEST_SIZE = 2.0
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�")
_SIZE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,6})?")
_HALF_LETTER = re.compile("[\ud800-\udfff]")
# Excel and LibreOffice write the sign of the đồng in formats of currency.
_CURRENCY_SIGNS = str.maketrans({"₫": "đ"})
# Shown and stored number may differ by as little as this, as a share.
_SAME = 1e-9


class Look(NamedTuple):
    """How a cell is set: its font and number format (empty: not told), whether struck out, whether to be seen at all.

    `fill` is the background, as six digits of hexadecimal (empty: a pattern); `hides_zero` where the sheet shows no
    zeros.
    """

    font: str = ""
    number_format: str = "General"
    struck: bool = False
    invisible: bool = False
    fill: str = "FFFFFF"
    hides_zero: bool = False


@dataclass(frozen=True)
class Run:
    """A stretch of a cell's text in one font (empty: the cell's own); `raised` for superscript.

    `struck` and `invisible` are None where the cell's own look decides.
    """

    text: str
    font: str = ""
    raised: bool = False
    struck: bool | None = None
    invisible: bool | None = None


def is_invisible(colour: str | None, fill: str, size: float | None) -> bool:
    """True for letters of the background's colour (None: black) or of no size.

    >>> is_invisible("FFFFFF", "FFFFFF", 11), is_invisible("FFFFFF", "1F4E78", 11), is_invisible(None, "FFFFFF", 1)
    (True, False, True)
    """
    return (bool(fill) and alike(colour or "000000", fill)) or (size is not None and size <= _SMALLEST_SIZE)


def size_in_points(written: str | None) -> float | None:
    """A size of letters as files write it; None where it is none.

    >>> size_in_points("11"), size_in_points("12.5"), size_in_points("x")
    (11.0, 12.5, None)
    """
    return float(written) if written and _SIZE.fullmatch(written) else None


def clean_letters(written: str) -> str:
    """Text without what is no letter: halves of letters and control signs, each replaced by the sign for that.

    >>> clean_letters("a" + chr(0x1B)) == clean_letters("a" + chr(0xDC05)) == "a" + chr(0xFFFD)
    True
    """
    if written.isprintable():
        return written
    if _HALF_LETTER.search(written):
        written = written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return written.translate(_CONTROLS)


def text_cell(row: int, column: int, runs: Iterable[Run], look: Look, formula: str = "") -> Cell | None:
    """A cell of text as typed (`raw`) and as a reader sees it (`value`); None where there is nothing but spaces.

    A raised digit is a footnote's mark and must not run into the number before it: it is kept as ¹ ² ³. Runs that are
    struck out or invisible are left out, with a note that says so.

    >>> text_cell(1, 1, [Run("97"), Run("1", raised=True)], Look()).value
    '97¹'
    >>> text_cell(1, 1, [Run("150", struck=True), Run(" 160")], Look()).value
    ' 160'
    """
    typed, seen, struck, invisible = "", "", "", ""
    left = MOST_LETTERS
    whole, clean = True, True
    for run in runs:
        text = clean_letters(run.text[:left])
        clean = clean and text == run.text[:left]
        whole = whole and len(run.text) <= left
        left -= len(text)
        known = decode(text, run.font or look.font)
        if look.invisible if run.invisible is None else run.invisible:
            invisible += known
        elif look.struck if run.struck is None else run.struck:
            struck += known
        else:
            typed += text.translate(_RAISED) if run.raised else text
            seen += known.translate(_RAISED) if run.raised else known
    if not seen.strip():
        if not struck.strip() and not invisible.strip():
            return None
        note = "value_struck" if struck.strip() else "value_invisible"
        return Cell(row, column, None, (struck or invisible).strip(), "@", formula, note=note)
    shown_in_format = shown_text(seen, look.number_format)
    if not shown_in_format.strip():
        return Cell(row, column, None, typed, "@", formula, note="value_not_shown")
    if shown_in_format != seen:
        seen = typed = shown_in_format
    note = ""
    if struck.strip() or invisible.strip():
        note = "value_part_left_out"
    elif not whole or not clean:
        note = "text_cut" if clean else "letters_lost"
    return Cell(row, column, seen, typed, "@", formula, note=note)


def value_cell(row: int, column: int, value: CellValue, look: Look, formula: str = "") -> Cell:
    """A cell of a number, a date or a truth value as it is shown; a formula without a saved result has value None.

    A number that its format scales is the number shown; the words that the format writes around it are the cell's
    `words` where they are a unit, and make the cell a text where they are anything else. Look's `number_format` is
    empty where the kind of file does not tell it.

    >>> value_cell(1, 1, 12.5, Look(number_format='0.0" tỷ"')).words
    'tỷ'
    >>> value_cell(1, 1, 150, Look(number_format='"khoảng "0')).value
    'khoảng 150'
    """
    number_format = look.number_format
    if value is None:
        return Cell(row, column, None, formula, number_format, formula)
    if look.invisible or look.struck:
        note = "value_invisible" if look.invisible else "value_struck"
        return Cell(row, column, None, shown(value), number_format, formula, note=note)
    if isinstance(value, bool | date) or not isinstance(value, int | float):
        return Cell(row, column, value, shown(value), number_format, formula)
    if not math.isfinite(value):
        # No spreadsheet shows such a number; what is written is kept, and is none.
        return Cell(row, column, str(value), str(value), "@", formula)
    if value == 0 and look.hides_zero:
        return Cell(row, column, None, "0", number_format, formula, note="value_not_shown")
    if is_plain_format(number_format):
        return Cell(row, column, value, shown(value), number_format, formula)
    return _formatted(row, column, value, look, formula)


def _formatted(row: int, column: int, value: int | float, look: Look, formula: str) -> Cell:
    told = shown_number(value, look.number_format)
    if told.kind == "nothing" or (told.colour in NAMED and alike(NAMED[told.colour], look.fill)):
        return Cell(row, column, None, shown(value), look.number_format, formula, note="value_not_shown")
    words = told.words.translate(_CURRENCY_SIGNS)
    if told.kind in ("words", "clock") or (words and not _is_unit(words)):
        return Cell(row, column, told.text, told.text, "@", formula)
    if told.value == value and not words:
        return Cell(row, column, value, shown(value), look.number_format, formula)
    whole = float(told.value).is_integer() and isinstance(value, int)
    number = int(told.value) if whole else told.value
    note = ""
    if _differ(told.exact, told.value):
        note = "value_rounded"
    elif words not in ("", "%") and _differ(told.rounded, told.value):
        note = "value_exact"
    return Cell(row, column, number, told.text, "General", formula, words=words, note=note, told=shown(value))


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > _SAME * max(1.0, abs(one))


def written_number(written: str) -> int | float | None:
    """The number that a file writes; None where it is none, or none that a spreadsheet can hold.

    >>> written_number("930"), written_number("12.50"), written_number("9" * 400), written_number("nhiều")
    (930, 12.5, None, None)
    """
    try:
        number = float(written)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    is_plain = number.is_integer() and abs(number) < MOST_PLAIN
    return int(number) if is_plain and "." not in written and "E" not in written.upper() else number


@per_teaching(maxsize=1024)
def _is_unit(words: str) -> bool:
    return words.strip() == "%" or is_unit(words)


def serial_date(serial: float, epoch_1904: bool) -> date | None:
    """The day of an Excel serial number; None where it means none.

    >>> serial_date(42930, False), serial_date(41468, True)
    (datetime.date(2017, 7, 14), datetime.date(2017, 7, 14))
    """
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        return None
    return (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(days=int(serial))
