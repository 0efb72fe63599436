"""What the headings over each column of a table say: its period, line, district or role."""

from dataclasses import dataclass, replace

from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import Line, parent_of
from rehab.catalog.periods import Period
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import looks_like_number, nothing_written
from rehab.workbooks.grids.units import declared_unit
from rehab.workbooks.headings.meanings import heading_period, meaning_of
from rehab.workbooks.headings.numbering import is_index_row
from rehab.workbooks.headings.qualifiers import is_qualifier
from rehab.workbooks.headings.roles import Place, heading_roles, places_of

_HEADER_DEPTH = 3
_SUB_HEADER_DEPTH = 2
_LONGEST_HEADING = 80
# Columns that stand beside the figures and have their heading once.
_BESIDE_FIGURES = frozenset({"number", "label", "area"})
_ASIDE = _BESIDE_FIGURES | {"unit", "note"}


@dataclass(frozen=True)
class Lane:
    """What the headings of one column say, all of them together; `heading` is the lowest cell of them.

    `area` is empty for the whole province and None where the headings name no district. `kinds` are the qualifiers,
    `unknown` the words not understood: with any, the column is not read. `is_half`: half of the year is meant.
    """

    heading: Cell
    line: Line | None = None
    period: Period | None = None
    area: str | None = None
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    unknown: str = ""
    unit: str = ""
    is_half: bool = False
    headings: tuple[Cell, ...] = ()

    @property
    def has_meaning(self) -> bool:
        """True when the headings name a period, a line or a district."""
        return self.line is not None or self.period is not None or self.area is not None

    @property
    def said(self) -> str:
        """The headings as a reader says them, from the top."""
        return " ".join(clean(cell.said) for cell in self.headings)


def header_rows(grid: Grid, main: int) -> tuple[int, int]:
    """First and last row of a header, given the row it was recognised by.

    Rows above belong to it while they hold a known heading, rows below while they hold nothing else.
    """
    top = main
    while top > 1 and main - top < _HEADER_DEPTH and _is_upper(grid, top - 1, main):
        top -= 1
    lowest = main
    while lowest - main < _HEADER_DEPTH and _is_lower(grid, grid.next_row(lowest), top, lowest):
        lowest = grid.next_row(lowest)
    return top, lowest


def _is_upper(grid: Grid, row: int, main: int) -> bool:
    cells = grid.row(row)
    figures = sum(isinstance(cell.value, int | float) for cell in cells)
    roles = sum(bool(heading_roles(cell.said)) for cell in cells)
    # Lines over the years of a table by districts; a caption, alone in its row, is none.
    labels = sum(bool(places_of(cell.said, "yearly")) for cell in cells) if len(cells) > 1 else 0
    # A row of the table above has one label and its figures; a stray number makes a header no such row.
    return roles + labels > (figures + 1 if figures else 0) or _stands_over_some(grid, row, main)


def _stands_over_some(grid: Grid, row: int, main: int) -> bool:
    """True for a row of texts, each over some of the columns headed by a period, or saying how they are meant."""
    periods = [cell.column for cell in grid.row(main) if heading_period(cell)]
    cells = grid.row(row)
    if not periods or any(not isinstance(cell.value, str) for cell in cells):
        return False
    spans = [grid.span(cell) for cell in cells]
    over = [
        (cell, {column for column in periods if first <= column <= last})
        for cell, (first, last) in zip(cells, spans, strict=True)
    ]
    if any(not columns for _, columns in over) or any(declared_unit(cell) for cell in cells):
        return False
    if any(first <= column <= last for first, last in spans for column in _beside_figures(grid, main, min(periods))):
        # What stands over the labels too is a title, however far the table's columns reach beyond it.
        return False
    partial = [cell for cell, columns in over if len(columns) < len(periods)]
    return bool(over) and (
        all(is_qualifier(cell.said) for cell in cells)
        or (len(partial) == len(cells) and (len(cells) > 1 or grid.span(cells[0])[0] < grid.span(cells[0])[1]))
    )


def _beside_figures(grid: Grid, row: int, before: int) -> list[int]:
    """Columns before the first period that hold numbering, labels or districts."""
    cells = ((column, grid.covering(row, column)) for column in range(1, before))
    return [column for column, cell in cells if cell and set(heading_roles(cell.said)) & _BESIDE_FIGURES]


def _is_lower(grid: Grid, row: int, top: int, lowest: int) -> bool:
    cells = grid.row(row)
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    if row <= lowest or len(texts) < len(cells) or is_index_row(cells, is_first=True):
        return False
    known = sum(bool(places_of(cell.said, "yearly")) for cell in texts)
    if known >= _SUB_HEADER_DEPTH:
        return True
    # Words below the years, none of them beside a label or a number of its own: the headings go on.
    above = [cell for number in range(top, lowest + 1) for cell in grid.row(number)]
    asides = {cell.column for cell in above if set(heading_roles(cell.said)) & _BESIDE_FIGURES}
    if any(cell.column in asides for cell in cells) or any(_says_nothing(cell) for cell in cells):
        return False
    periods = [cell for cell in grid.row(lowest) if heading_period(cell)]
    return bool(periods) and (len(cells) >= _SUB_HEADER_DEPTH or any(is_qualifier(cell.said) for cell in cells))


def _says_nothing(cell: Cell) -> bool:
    if is_qualifier(cell.said) or heading_period(cell):
        return False
    return bool(nothing_written(cell.said)) or looks_like_number(cell.said) or len(cell.said) > _LONGEST_HEADING


def find_lanes(grid: Grid, top: int, lowest: int, place: Place) -> dict[int, Lane]:
    """The lane of every column with a heading that is more than a role of the table's own columns."""
    columns = sorted({cell.column for row in range(top, lowest + 1) for cell in grid.row(row)} | _merged(grid, lowest))
    rows = [row for row in range(top, lowest + 1) if not (grid.turned and _counts(grid.row(row)))]
    lanes: dict[int, Lane] = {}
    parent = ""
    spread = {row: spread_over(grid, row, lowest) for row in rows if row < lowest}
    doubted = {column for own in spread.values() for column, cell in own.items() if cell is None}
    for column in columns:
        headings: list[Cell] = []
        for row in rows:
            cell = grid.covering(row, column) or (spread[row].get(column) if row < lowest else None)
            if cell is not None and cell not in headings:
                headings.append(cell)
        lane = _lane(headings, place, parent)
        if lane is not None:
            lanes[column] = replace(lane, unknown=lane.unknown or lane.said) if column in doubted else lane
            parent = parent_of(lane.line) if lane.line else parent
    by_area = any(lane.area for lane in lanes.values())
    return {
        column: lane if by_area or lane.area is None else replace(lane, area=None, roles=("total",))
        for column, lane in lanes.items()
    }


def spread_over(grid: Grid, row: int, lowest: int) -> dict[int, Cell | None]:
    """Which upper heading, where none was merged, speaks for each of the lowest row's: None where it cannot be told.

    Groups of equal headings belong one by one to the headings over them, wherever over its group each stands; else a
    heading speaks for the blank places after it.
    """
    lower = [cell for cell in grid.row(lowest) if not _is_merged_over(grid, row, cell.column)]
    uppers = [cell for cell in grid.row(row) if not set(heading_roles(cell.said)) & _ASIDE]
    uppers = [cell for cell in uppers if grid.span(cell)[0] == grid.span(cell)[1]]
    if not uppers or not lower:
        return {}
    by_group = _group_by_group(uppers, lower)
    if by_group:
        return dict(by_group)
    found: dict[int, Cell | None] = {}
    for cell in lower:
        before = [upper for upper in grid.row(row) if upper.column <= cell.column]
        if before and before[-1] in uppers:
            found[cell.column] = before[-1]
    first = min(cell.column for cell in uppers)
    if any(cell.column < first and is_qualifier(cell.said) for cell in lower):
        # The headings stand over the middle of something, and nothing says over what.
        return dict.fromkeys((cell.column for cell in lower), None)
    return found


def _is_merged_over(grid: Grid, row: int, column: int) -> bool:
    cell = grid.covering(row, column)
    return cell is not None and grid.span(cell)[0] < grid.span(cell)[1]


def _group_by_group(uppers: list[Cell], lower: list[Cell]) -> dict[int, Cell]:
    size, rest = divmod(len(lower), len(uppers))
    if rest or size < _SUB_HEADER_DEPTH:
        return {}
    groups = [lower[at : at + size] for at in range(0, len(lower), size)]
    alike = {tuple(fold(cell.said) for cell in group) for group in groups}
    over = all(group[0].column <= upper.column <= group[-1].column for upper, group in zip(uppers, groups, strict=True))
    if len(alike) > 1 or not over:
        return {}
    return {cell.column: upper for upper, group in zip(uppers, groups, strict=True) for cell in group}


def _counts(cells: tuple[Cell, ...]) -> bool:
    """True for the numbering of what stands across: STT, 1, 2, 3."""
    if any("number" in heading_roles(cell.said) for cell in cells):
        return True
    numbers = [cell.value for cell in cells if isinstance(cell.value, int)]
    return len(numbers) == len(cells) > 1 and numbers == list(range(1, len(numbers) + 1))


def _merged(grid: Grid, row: int) -> set[int]:
    return {column for (merged_row, column) in grid.anchors if merged_row == row}


def _lane(headings: list[Cell], place: Place, parent: str) -> Lane | None:
    """What a column's headings say together; a lower one may say more closely, never something else."""
    if not headings:
        return None
    line: Line | None = None
    period: Period | None = None
    area: str | None = None
    roles: tuple[str, ...] = ()
    kinds: list[str] = []
    unknown: list[str] = []
    unit, is_half = "", False
    for cell in headings:
        meaning = meaning_of(cell, place, line.name if line else parent)
        if meaning.period and period and meaning.period.label != period.label:
            unknown.append(cell.said)
        line, period = meaning.line or line, meaning.period or period
        area = meaning.area if meaning.area is not None else area
        roles = tuple(role for role in meaning.roles if role != "group") or roles
        kinds += meaning.kinds
        unknown += [meaning.unknown] if meaning.unknown else []
        unit = meaning.unit or unit
        is_half = is_half or meaning.is_half
    return Lane(
        headings[-1], line, period, area, roles, tuple(dict.fromkeys(kinds)), " ".join(unknown), unit, is_half,
        tuple(headings),
    )  # fmt: skip
