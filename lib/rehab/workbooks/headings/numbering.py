"""How rows are numbered: I, 1, 1.1, a), -; what stands below what."""

import re

from rehab.workbooks.grids.grid import Cell

_LEVELS = (
    (1, re.compile(r"^[ABDEGH]$|^C$")),
    (2, re.compile(r"^[IVX]{1,5}$")),
    (3, re.compile(r"^\d{1,2}$")),
    (4, re.compile(r"^\d{1,2}\.\d{1,2}$")),
    (5, re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,2}$|^[a-zđ]$")),
    (6, re.compile(r"^[-+*•–]$")),
)
_BEFORE = re.compile(
    r"^\s*([A-Z]|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ])\s*[.)/:-]\s+(?=\S)|^\s*([-+*•–])\s*(?=\S)"
)


def level_of(number: str, label: str) -> int:
    """The level of a row, 1 the highest, by its number or by what its label begins with; 0 where it has neither.

    >>> level_of("II", "Vốn"), level_of("", "1. Trung ương"), level_of("", "- Địa phương"), level_of("", "Địa phương")
    (2, 3, 6, 0)
    """
    sign = number.strip(" .()/")
    if not sign and (match := _BEFORE.match(label)):
        sign = match[1] or match[2]
    return next((level for level, pattern in _LEVELS if pattern.match(sign)), 0)


_FEWEST = 3
_INDEX = re.compile(r"^\(?(?:([A-Za-z])|(\d{1,2}))\)?(?:\s*=[\d+\-()\s]+)?$")


def is_index_row(cells: tuple[Cell, ...], is_first: bool = False) -> bool:
    """True for the row A, B, 1, 2, 3=1+2 under a header; right below one (`is_first`) also for 1, 2, 3, 4.

    >>> row = tuple(Cell(9, column, column, str(column)) for column in (1, 2, 3))
    >>> is_index_row(row), is_index_row(row, is_first=True)
    (False, True)
    """
    if len(cells) < _FEWEST or not all(isinstance(cell.value, str | int) for cell in cells):
        return False
    signs = [match for cell in cells if (match := _INDEX.match(cell.said.strip()))]
    numbers = [int(match[2]) for match in signs if match[2]]
    # Letters over the words, numbers over the figures, one after the other: nothing else counts like that.
    if len(signs) < len(cells) or numbers != list(range(1, len(numbers) + 1)):
        return False
    columns = [cell.column for cell in cells]
    return len(numbers) < len(cells) or (is_first and columns == list(range(columns[0], columns[0] + len(columns))))
