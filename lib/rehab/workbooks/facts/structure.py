"""Cells of a table that are no figures of it: headings, numbering, index rows, labels, units, notes, dates."""

import re
from collections.abc import Iterator

from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.windows import WINDOW_ROLES
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import looks_like_number
from rehab.workbooks.grids.units import declared_unit, is_spelled_unit

# Columns that hold their own kind of figures: averages and changes, days.
_WORDED = ("number", "label", "area", "unit", "note", "goal")
_OWN_FIGURES = ("derived", *WINDOW_ROLES[1:])
_NUMBERED = re.compile(r"^\(?(\d{1,3})(?:[.,]\d{1,2}){0,3}[a-zđ]?\s?[.):/-]?\)?$")
# Rows are deleted and numbers skipped: so far may a row's number run ahead of its place.
_SKIPPED = 3


def looks_countable(cell: Cell) -> bool:
    """True for a number, or a text that is one.

    >>> looks_countable(Cell(1, 1, 5, "5")), looks_countable(Cell(1, 1, "12,5%", "12,5%")), looks_countable(
    ...     Cell(1, 1, "Có", "Có"))
    (True, True, False)
    """
    if isinstance(cell.value, str):
        return looks_like_number(cell.value)
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def table_rows(block: Block) -> range:
    """Numbers of the rows from a table's first heading to its last row; of a turned one, its columns."""
    first = min(block.grid.rows) if block.grid.turned else block.top
    return range(first or block.header, block.last + 1)


def worded_cells(block: Block) -> Iterator[Cell]:
    """Cells of a table's rows in columns where it has numbering, names, units and notes."""
    columns = {block.roles[role] for role in _WORDED if role in block.roles}
    yield from (cell for number in block.rows for cell in block.grid.row(number) if cell.column in columns)


def structure(block: Block) -> Iterator[Cell]:
    """Cells of a table that are accounted for without being read as figures."""
    body = set(block.rows)
    last = block.last_column
    filled = {cell.column for number in body for cell in block.grid.row(number)}
    for column, own in block.lanes.items():
        yield from own.headings if own.has_meaning or own.roles or (own.kinds and column in filled) else ()
    roles = {block.roles[role] for role in _OWN_FIGURES if role in block.roles}
    units = block.roles.get("unit")
    for number in table_rows(block):
        cells = block.grid.row(number)
        if number <= block.header:
            continue
        if number not in body:
            # Index rows, and headings written again, are none of the table's rows.
            yield from (cell for cell in cells if cell.column <= last)
        else:
            yield from (cell for cell in cells if cell.column in roles or (cell.column == units and _is_unit(cell)))


def _is_unit(cell: Cell) -> bool:
    return is_spelled_unit(cell.said) or bool(declared_unit(cell))


def numbering_cells(grid: Grid) -> Iterator[Cell]:
    """Numbers that count rows: before words, or alone, one after the other down their column.

    >>> from rehab.workbooks.grids.grid import make_grid
    >>> rows = [Cell(row, 1, value, str(value)) for row, value in ((1, 1), (2, 2), (3, 930), (4, 3))]
    >>> words = [Cell(row, 2, "Người", "Người") for row in (1, 2, 3, 4)]
    >>> [cell.address for cell in numbering_cells(make_grid("a", rows + words))]
    ['A1', 'A2', 'A4']
    """
    columns: dict[int, list[tuple[Cell, int, bool]]] = {}
    for _, cells in grid.numbered_rows():
        for index, cell in enumerate(cells):
            after = cells[index + 1] if index + 1 < len(cells) else None
            is_before_words = after is not None and isinstance(after.value, str) and not looks_countable(after)
            # Tables stand side by side, each with its numbering.
            if (not index or is_before_words) and (number := _number_of(cell)) is not None:
                columns.setdefault(cell.column, []).append((cell, number, is_before_words and not index))
    for own in columns.values():
        yield from _in_order(own)


def _in_order(own: list[tuple[Cell, int, bool]]) -> Iterator[Cell]:
    """Those that count on; before words also with gaps, and from wherever a table that goes on begins."""
    before = 0
    for index, (cell, number, is_before_words) in enumerate(own):
        after = own[index + 1][1] if index + 1 < len(own) else None
        reach = max(before, index) + _SKIPPED if is_before_words else before + 1
        if number <= reach or (is_before_words and after == number + 1):
            before = number
            yield cell


def _number_of(cell: Cell) -> int | None:
    """The number that a row begins with: 3, 3.1, "3)", 3a."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float | str):
        return None
    match = _NUMBERED.match(cell.said.strip())
    return int(match[1]) if match else None
