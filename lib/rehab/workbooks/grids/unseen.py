"""What a reader of the sheet does not see, or sees otherwise than the file holds it: said on its cells."""

import re
from collections.abc import Iterable

from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.problems import Problem, problem

# More addresses than this do not fit into one message.
_MOST_CELLS = 100
_LONGEST_QUOTE = 40
# Words, but for units: they may name a person.
_LETTERS = re.compile(r"[^\W\d_]{8,}|[^\W\d_]\s+[^\W\d_]")


def unseen_problems(grids: Iterable[Grid]) -> list[Problem]:
    """Problems of cells that were not read, or read in part, because of how they are set; one a sheet and cause.

    >>> from rehab.workbooks.grids.grid import make_grid
    >>> grid = make_grid("a", [Cell(5, row, None, "7", note="value_struck") for row in (4, 5)])
    >>> [(found.code, found.cell.address, len(found.cells)) for found in unseen_problems([grid])]
    [('value_struck', 'D5', 2)]
    """
    found = []
    for grid in grids:
        causes: dict[str, list[Cell]] = {}
        for cell in (*grid.unseen, *(cell for cell in grid.cells.values() if cell.note)):
            causes.setdefault(cell.note, []).append(cell)
        for code, cells in sorted(causes.items()):
            for start in range(0, len(cells), _MOST_CELLS):
                own = cells[start : start + _MOST_CELLS]
                first = own[0]
                values = {"first": first.address, "left": _spoken(first.raw), "told": _spoken(first.told)}
                found.append(problem(code, grid, own, **values))
    return found


def _spoken(written: str) -> str:
    """A text for a message; of words that somebody left out only that there were some."""
    return written if len(written) <= _LONGEST_QUOTE and not _LETTERS.search(written) else "…"
