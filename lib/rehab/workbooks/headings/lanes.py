"""What the headings over each column of a table say: its period, line, district or role."""

from dataclasses import dataclass

from rehab.catalog.lines import Line, parent_of
from rehab.catalog.periods import Period
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.headings.areas import area_name, area_of, is_total
from rehab.workbooks.headings.dates import read_column_period
from rehab.workbooks.headings.labels import match_label
from rehab.workbooks.headings.roles import Place, heading_roles, places_of

_HEADER_DEPTH = 3
_SUB_HEADER_DEPTH = 2


@dataclass(frozen=True)
class Lane:
    """What the headings of one column say; `heading` is the lowest cell of them.

    `area` is empty for the whole province and None where the headings name no district.
    """

    heading: Cell
    line: Line | None = None
    period: Period | None = None
    area: str | None = None
    roles: tuple[str, ...] = ()

    @property
    def has_meaning(self) -> bool:
        """True when the headings name a period, a line or a district."""
        return self.line is not None or self.period is not None or self.area is not None


def header_rows(grid: Grid, main: int) -> tuple[int, int]:
    """First and last row of a header, given the row it was recognised by.

    Rows above belong to it while they hold a known heading, rows below while they hold nothing else.
    """
    top = main
    while top > 1 and main - top < _HEADER_DEPTH and _is_upper(grid, top - 1):
        top -= 1
    lowest = main
    while lowest - main < _HEADER_DEPTH and _is_lower(grid, grid.next_row(lowest)):
        lowest = grid.next_row(lowest)
    return top, lowest


def _is_upper(grid: Grid, row: int) -> bool:
    cells = grid.row(row)
    figures = sum(isinstance(cell.value, int | float) for cell in cells)
    roles = sum(bool(heading_roles(cell.said)) for cell in cells)
    # Lines over the years of a table by districts; a caption, alone in its row, is none.
    labels = sum(bool(places_of(cell.said, "yearly")) for cell in cells) if len(cells) > 1 else 0
    # A row of the table above has one label and its figures; a stray number makes a header no such row.
    return roles + labels > (figures + 1 if figures else 0)


def _is_lower(grid: Grid, row: int) -> bool:
    cells = grid.row(row)
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    if len(texts) < len(cells) or len(cells) < _SUB_HEADER_DEPTH:
        return False
    return sum(bool(places_of(cell.said, "yearly")) for cell in texts) >= _SUB_HEADER_DEPTH


def find_lanes(grid: Grid, top: int, lowest: int, place: Place) -> dict[int, Lane]:
    """The lane of every column with a heading that is more than a role of the table's own columns."""
    columns = sorted({cell.column for row in range(top, lowest + 1) for cell in grid.row(row)} | _merged(grid, lowest))
    lanes: dict[int, Lane] = {}
    parent = ""
    above: dict[int, Cell] = {}
    for column in columns:
        headings: list[Cell] = []
        for row in range(top, lowest + 1):
            cell = grid.covering(row, column)
            if cell is None and row < lowest and grid.at(lowest, column) is not None:
                # An upper heading that was not merged speaks for the blank places after it.
                cell = above.get(row)
            if cell is not None:
                above[row] = cell
                if cell not in headings:
                    headings.append(cell)
        lane = _lane(headings, place, parent)
        if lane is not None:
            lanes[column] = lane
            parent = parent_of(lane.line) if lane.line else parent
    by_area = any(lane.area for lane in lanes.values())
    return {
        column: lane if by_area or lane.area is None else Lane(lane.heading, lane.line, lane.period, None, ("total",))
        for column, lane in lanes.items()
    }


def _merged(grid: Grid, row: int) -> set[int]:
    return {column for (merged_row, column) in grid.anchors if merged_row == row}


def _lane(headings: list[Cell], place: Place, parent: str) -> Lane | None:
    line: Line | None = None
    period: Period | None = None
    area: str | None = None
    roles: tuple[str, ...] = ()
    for cell in headings:
        found = heading_roles(cell.said) if isinstance(cell.value, str) else ()
        roles = tuple(role for role in found if role != "group") or roles
        named = read_column_period(cell.value, None, cell.number_format)
        if named is not None:
            period = named
        elif isinstance(cell.value, str) and place in places_of(cell.said, "yearly"):
            line = match_label(cell.said, *place, line.name if line else parent) or line
        elif isinstance(cell.value, str) and is_total(cell.said):
            area = ""
        elif isinstance(cell.value, str) and not found and area_of(cell.said):
            area = area_name(cell.said)
    if not headings:
        return None
    return Lane(headings[-1], line, period, area, roles)
