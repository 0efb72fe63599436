"""The rows above a header that hold its caption and nothing else."""

from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.headings.roles import places_of

CAPTION_DEPTH = 4
_MOST_TITLES = 2


def caption_top(grid: Grid, top: int) -> int:
    """First of the rows right above a header that hold nothing but a text or two: its caption."""
    first = top
    for row in range(top - 1, max(0, top - CAPTION_DEPTH), -1):
        cells = grid.row(row)
        strays = sum(not isinstance(cell.value, str) for cell in cells)
        if (strays and not _is_stray_beside(grid, row, cells)) or len(cells) - strays > _MOST_TITLES:
            break
        if cells:
            first = row
    return first


def _is_stray_beside(grid: Grid, row: int, cells: tuple[Cell, ...]) -> bool:
    """True for a title, apart from the table above, beside which somebody wrote one number."""
    numbers = [cell for cell in cells if not isinstance(cell.value, str)]
    is_apart = row - 1 not in grid.rows and isinstance(cells[0].value, str)
    return is_apart and len(numbers) == 1 and not places_of(cells[0].said, "yearly")
