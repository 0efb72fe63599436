"""The cells that figures of a Word document came from, as briefly as they can be told: ranges, sheet by sheet."""

import re
from collections.abc import Iterable

from openpyxl.utils import column_index_from_string, get_column_letter

from rehab.catalog.texts import text
from rehab.pages.citing.phrases import Citation

_CELL = re.compile(r"([A-Z]+)(\d+)$")


def source_words(citations: Iterable[Citation], language: str) -> str:
    """File, sheets and cells of some figures; empty where they came from none."""
    by_sheet: dict[tuple[str, str], list[str]] = {}
    for citation in citations:
        by_sheet.setdefault((citation.file, citation.sheet), []).append(citation.cell)
    pieces = [f"{sheet} ! {', '.join(cell_ranges(cells))}" for (_, sheet), cells in by_sheet.items()]
    if not pieces:
        return ""
    files = ", ".join(dict.fromkeys(file for file, _ in by_sheet))
    return text("word.source", language, file=files, cells="; ".join(pieces))


def cell_ranges(cells: Iterable[str]) -> list[str]:
    """Cells with neighbours told together, as a sheet names a range; what is no single cell is kept as it is.

    >>> cell_ranges(["D9", "E9", "D10", "E10", "J41", "D9"])
    ['D9:E10', 'J41']
    """
    rows: dict[int, set[int]] = {}
    others: list[str] = []
    for cell in dict.fromkeys(cells):
        found = _CELL.match(cell)
        if found:
            rows.setdefault(int(found.group(2)), set()).add(column_index_from_string(found.group(1)))
        else:
            others.append(cell)
    blocks: list[list[int]] = []
    for row in sorted(rows):
        for first, last in _stretches(sorted(rows[row])):
            above = next((block for block in blocks if block[:2] == [first, last] and block[3] == row - 1), None)
            if above:
                above[3] = row
            else:
                blocks.append([first, last, row, row])
    return [_range(*block) for block in blocks] + others


def _stretches(columns: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for column in columns:
        if found and found[-1][1] == column - 1:
            found[-1] = (found[-1][0], column)
        else:
            found.append((column, column))
    return found


def _range(first: int, last: int, top: int, bottom: int) -> str:
    start, end = f"{get_column_letter(first)}{top}", f"{get_column_letter(last)}{bottom}"
    return start if start == end else f"{start}:{end}"
