"""Where things are on a sheet: tables found by their headings and labels, not by position."""

import re
from dataclasses import dataclass
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold
from rehab.catalog.lines import Line, Table, tables
from rehab.workbooks.dates import read_column_period
from rehab.workbooks.grid import Cell, Grid
from rehab.workbooks.labels import match_label

_FEWEST_HEADINGS = 3
_HEADER_DEPTH = 3
_INDEX = re.compile(r"^\(?(?:[A-Za-z]|\d{1,2})\)?(?:\s*=\s*[\d+\-() ]+)?$")


@dataclass(frozen=True)
class Block:
    """One table on a sheet.

    `kind` is `yearly`, `list`, `assessment` or `narrative`; `header` the row of its lowest headings;
    the rows after it up to `last` hold the table. `roles` gives the column of each heading role
    (label, unit, window_value …); `columns` the list table's line by column.
    """

    grid: Grid
    kind: str
    header: int
    last: int
    roles: dict[str, int]
    appendix: str = ""
    table: str = ""
    columns: tuple[tuple[int, Line], ...] = ()

    def rows(self) -> list[int]:
        """Numbers of the rows that hold the table's content."""
        return [
            number
            for number, cells in self.grid.numbered_rows()
            if self.header < number <= self.last and not is_index_row(cells)
        ]


@cache
def _role_spellings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows("headings.csv"):
        key = fold(row["spelling"])
        found[key] = (*found.get(key, ()), row["role"])
    return found


def heading_roles(written: str) -> tuple[str, ...]:
    """Roles a heading can have; empty for one that is not known.

    >>> heading_roles("ĐVT")
    ('unit',)
    """
    return _role_spellings().get(fold(written), ())


def is_index_row(cells: tuple[Cell, ...]) -> bool:
    """True for the row A, B, 1, 2, 3=1+2 under a header."""
    return (
        len(cells) >= _FEWEST_HEADINGS
        and all(isinstance(cell.value, str | int) and _INDEX.match(cell.said.strip()) for cell in cells)
        and any(cell.said.strip("()").isalpha() for cell in cells)
    )


def find_blocks(grid: Grid) -> list[Block]:
    """All tables on a sheet, from the top; each ends where the next one, or the signatures, begin."""
    starts: list[tuple[int, str]] = []
    for number, cells in grid.numbered_rows():
        kind = _header_kind(grid, number, cells)
        below_its_own = starts and kind == "list" and starts[-1] == (number - 1, "list")
        if kind and not below_its_own:
            starts.append((number, kind))
    blocks = []
    for index, (header, kind) in enumerate(starts):
        limit = _top(grid, starts[index + 1][0]) - 1 if index + 1 < len(starts) else max(grid.rows)
        last = _before_signatures(grid, header, limit)
        block = _make_block(grid, kind, header, last)
        if block is not None:
            blocks.append(block)
    return blocks


def _header_kind(grid: Grid, number: int, cells: tuple[Cell, ...]) -> str:
    periods = {period.label for cell in cells if (period := read_column_period(cell.value))}
    if len(periods) >= _FEWEST_HEADINGS:
        return "yearly"
    roles = {role for cell in cells if isinstance(cell.value, str) for role in heading_roles(cell.value)}
    if "goal" in roles and roles & {"stated_verdict", "stated_reason"}:
        return "assessment"
    if {"heading", "narrative"} <= roles:
        return "narrative"
    return "list" if _list_table(cells) else ""


def _list_table(cells: tuple[Cell, ...]) -> Table | None:
    best, most = None, _FEWEST_HEADINGS - 1
    for table in tables():
        if table.kind != "list":
            continue
        known = [c for c in cells if isinstance(c.value, str) and _list_line(c.value, table)]
        if len(known) > most:
            best, most = table, len(known)
    return best


def _list_line(written: str, table: Table) -> Line | None:
    line = match_label(written, table.appendix, table.table)
    return line if line and line.name != "no_facility" else None


def _before_signatures(grid: Grid, header: int, limit: int) -> int:
    for number, cells in grid.numbered_rows():
        if header < number <= limit and any("end" in heading_roles(cell.said) for cell in cells):
            # The line "…, ngày … tháng … năm …" stands alone above the signatures.
            return number - 2 if len(grid.row(number - 1)) == 1 else number - 1
    return limit


def _make_block(grid: Grid, kind: str, header: int, last: int) -> Block | None:
    if kind == "list":
        return _list_block(grid, header, last)
    roles = _columns_of_roles(grid, header)
    if kind != "yearly":
        return Block(grid, kind, header, last, roles)
    block = Block(grid, kind, header, last, roles)
    if "label" not in roles:
        block = Block(grid, kind, header, last, {**roles, "label": _wordiest_column(block)})
    table = _yearly_table(block)
    return Block(
        grid,
        kind,
        header,
        last,
        block.roles,
        appendix=table.appendix if table else "",
        table=table.table if table else "",
    )


def _top(grid: Grid, header: int) -> int:
    """First row of a header: rows above its lowest one belong to it while they hold a known heading."""
    top = header
    while top > 1 and header - top < _HEADER_DEPTH and any(heading_roles(c.said) for c in grid.row(top - 1)):
        top -= 1
    return top


def _columns_of_roles(grid: Grid, header: int) -> dict[str, int]:
    roles: dict[str, int] = {}
    for row in range(header, _top(grid, header) - 1, -1):
        for cell in grid.row(row):
            for role in heading_roles(cell.said):
                roles.setdefault(role, cell.column)
    return roles


def _wordiest_column(block: Block) -> int:
    words: dict[int, int] = {}
    for row in block.rows():
        for cell in block.grid.row(row):
            if isinstance(cell.value, str):
                words[cell.column] = words.get(cell.column, 0) + len(cell.value)
    return max(words, key=lambda column: words[column], default=1)


def _yearly_table(block: Block) -> Table | None:
    written = [cell.said for row in block.rows() if (cell := block.grid.at(row, block.roles["label"])) is not None]
    best, most = None, 0
    for table in tables():
        if table.kind != "yearly":
            continue
        hits = sum(match_label(label, table.appendix, table.table) is not None for label in written)
        if hits > most:
            best, most = table, hits
    return best


def _list_block(grid: Grid, header: int, last: int) -> Block | None:
    table = _list_table(grid.row(header))
    if table is None:
        return None
    below = [cell for cell in grid.row(header + 1) if isinstance(cell.value, str)]
    sub_headed = any(_list_line(cell.said, table) for cell in below)
    lowest = header + 1 if sub_headed else header
    columns: dict[int, Line] = {}
    for row in range(header, lowest + 1):
        for cell in grid.row(row):
            line = _list_line(cell.said, table)
            if line is not None:
                columns[cell.column] = line
    roles = {role: cell.column for cell in grid.row(header) for role in heading_roles(cell.said)}
    return Block(
        grid,
        "list",
        lowest,
        last,
        roles,
        table.appendix,
        table.table,
        tuple(sorted(columns.items(), key=lambda item: item[0])),
    )
