"""Notes below a table that a mark in it refers to: `97¹`, `161 (*)`."""

import re
import unicodedata

from rehab.catalog.folding import clean
from rehab.workbooks.grids.grid import Cell, Grid

_INTRODUCED = re.compile(r"^(?:ghi chú|chú thích)\s*[:.]?\s*", re.IGNORECASE)
_NOTE = re.compile(r"^[(\[]?\s*(\*{1,3}|\d{1,2})\s*(?:[)\]:]|(?<=\*))\s*[:.-]?\s*(\S.*)$", re.DOTALL)
_RAISED_NOTE = re.compile(r"^([¹²³⁴⁵⁶⁷⁸⁹])\s*(\S.*)$", re.DOTALL)


def _sign(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark).strip("()[] ")


def find_note(grid: Grid, below: int, mark: str) -> tuple[Cell, str] | None:
    """The note that a mark refers to, with its cell; None where the sheet has none.

    >>> from rehab.workbooks.grids.grid import make_grid
    >>> grid = make_grid("a", [Cell(9, 1, "Ghi chú: (1) Số của Công an tỉnh.", "")])
    >>> find_note(grid, 5, "¹")[1]
    'Số của Công an tỉnh.'
    """
    for cell in sorted(grid.cells.values(), key=lambda found: (found.row, found.column)):
        if not isinstance(cell.value, str) or (cell.row <= below and not grid.turned):
            continue
        written = _INTRODUCED.sub("", clean(cell.said))
        match = _NOTE.match(written) or _RAISED_NOTE.match(written)
        if match is not None and _sign(match[1]) == _sign(mark):
            return cell, match[2].strip()
    return None
