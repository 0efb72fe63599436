"""What every kind of file makes its cells with: old fonts decoded, raised signs kept apart, dates from serials."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rehab.workbooks.grids.grid import Cell, CellValue, shown
from rehab.workbooks.grids.legacy_text import decode

_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
# Day 60 of the 1900 epoch is 29/2/1900, which never was: Excel counts it, so later days are one ahead.
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_SERIAL, _LAST_SERIAL = 1, 2_958_465


@dataclass(frozen=True)
class Run:
    """A stretch of a cell's text in one font (empty: the cell's own); `raised` for superscript."""

    text: str
    font: str = ""
    raised: bool = False


def text_cell(row: int, column: int, runs: Iterable[Run], font: str, formula: str = "") -> Cell | None:
    """A cell of text as typed (`raw`) and as a reader sees it (`value`); None where there is nothing but spaces.

    A raised digit is a footnote's mark and must not run into the number before it: it is kept as ¹ ² ³.

    >>> text_cell(1, 1, [Run("97"), Run("1", raised=True)], "Arial").value
    '97¹'
    """
    typed, seen = "", ""
    for run in runs:
        typed += run.text.translate(_RAISED) if run.raised else run.text
        known = decode(run.text, run.font or font)
        seen += known.translate(_RAISED) if run.raised else known
    if not typed.strip():
        return None
    return Cell(row, column, seen, typed, "@", formula)


def value_cell(row: int, column: int, value: CellValue, number_format: str, formula: str = "") -> Cell:
    """A cell of a number, a date or a truth value; a formula without a saved result has value None.

    `number_format` is empty where the kind of file does not tell it.
    """
    raw = formula if formula and value is None else shown(value)
    return Cell(row, column, value, raw, number_format, formula)


def serial_date(serial: float, epoch_1904: bool) -> date | None:
    """The day of an Excel serial number; None where it means none.

    >>> serial_date(42930, False), serial_date(41468, True)
    (datetime.date(2017, 7, 14), datetime.date(2017, 7, 14))
    """
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        return None
    return (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(days=int(serial))


def is_date_format(number_format: str) -> bool:
    """True for a number format that shows a day, a month or a year.

    >>> is_date_format("dd/mm/yyyy"), is_date_format('#,##0 "ngày"'), is_date_format("[$-42A]d mmmm")
    (True, False, True)
    """
    bare, quoted, bracketed, skip = "", False, False, False
    for sign in number_format.split(";")[0]:
        if skip:
            skip = False
        elif sign == '"':
            quoted = not quoted
        elif sign in "\\_*" and not quoted:
            skip = True
        elif sign in "[]":
            bracketed = sign == "["
        elif not quoted and not bracketed:
            bare += sign.lower()
    return any(sign in bare for sign in "ymd") and "general" not in bare and "standard" not in bare
