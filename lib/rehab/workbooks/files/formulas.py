"""Whether a formula's saved result can be believed: nothing is ever computed to be used, but sums are held against it.

Report generators save formulas with the result 0 and leave the computing to the program that opens the file. Such a
zero is no figure. A zero is believed where the formula's own cells make zero; where they make something else, none of
the workbook's zeros is believed; where that cannot be told, the file decides: one that asks to be computed when it is
opened was not computed when it was saved. Of such a file no result is believed that its cells do not make.
"""

import re
from dataclasses import replace

from openpyxl.utils import column_index_from_string

from rehab.workbooks.grids.grid import Cell, Grid

_TOKEN = re.compile(
    r"(?:(?P<number>\d{1,15}(?:\.\d{1,15})?)|(?P<name>SUM)\s?\(|\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})"
    r"|(?P<sign>[-+*()=:,;]))",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\[\.|\]")
_LONGEST = 1_000
_MOST_PLACES = 20_000
_SAME = 1e-6


def settled(grids: tuple[Grid, ...], computed_when_opened: bool) -> tuple[Grid, ...]:
    """The grids, formulas whose saved zero is no result having none.

    `computed_when_opened`: the file asks the program that opens it to compute everything.
    """
    formulas = [
        (grid, cell)
        for grid in grids
        for cell in grid.cells.values()
        if cell.formula and (_is_zero(cell) or (computed_when_opened and _is_number(cell)))
    ]
    if not formulas:
        return grids
    made = {(grid.name, cell.row, cell.column): made_by(cell.formula, grid) for grid, cell in formulas}
    proven = any(_is_zero(cell) and made[grid.name, cell.row, cell.column] for grid, cell in formulas)
    doubted = {
        (grid.name, cell.row, cell.column)
        for grid, cell in formulas
        if not _believed(cell, made[grid.name, cell.row, cell.column], computed_when_opened or proven)
    }
    return tuple(_without_results(grid, doubted) for grid in grids) if doubted else grids


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _is_zero(cell: Cell) -> bool:
    return bool(cell.formula) and _is_number(cell) and cell.value == 0


def _believed(cell: Cell, made: float | None, zeros_doubted: bool) -> bool:
    if made is None or cell.told:
        return not (zeros_doubted and cell.value == 0)
    if not isinstance(cell.value, int | float):
        return True
    return abs(made - cell.value) <= _SAME * max(1.0, abs(made))


def _without_results(grid: Grid, doubted: set[tuple[str, int, int]]) -> Grid:
    cells = [
        replace(cell, value=None, raw=cell.formula, words="", note="", told="")
        if (grid.name, cell.row, cell.column) in doubted
        else cell
        for cell in grid.cells.values()
    ]
    return grid.with_cells(cells)


def made_by(formula: str, grid: Grid) -> float | None:
    """What a formula of sums, differences and products of its own sheet's cells makes; None for any other formula.

    None too where it takes a formula's result, or a cell that holds no number.

    >>> from rehab.workbooks.grids.grid import make_grid
    >>> made_by("=SUM(A1:B1)-2*A1", make_grid("a", [Cell(1, 1, 5, "5"), Cell(1, 2, 7, "7")]))
    2.0
    """
    tokens = _tokens(formula)
    if tokens is None:
        return None
    try:
        value, rest = _terms(tokens, grid)
    except _UnknownError:
        return None
    return value if not rest else None


class _UnknownError(Exception):
    """The formula holds something that is not computed here."""


_Token = tuple[str, str]


def _tokens(formula: str) -> list[_Token] | None:
    # OpenDocument writes places as [.A1].
    written = _BRACKETS.sub("", formula.removeprefix("=")).replace(":.", ":")
    if not written or len(written) > _LONGEST:
        return None
    tokens: list[_Token] = []
    place = 0
    while place < len(written):
        if written[place].isspace():
            place += 1
            continue
        found = _TOKEN.match(written, place)
        if found is None:
            return None
        if found["column"]:
            tokens.append(("cell", f"{found['column'].upper()} {found['row']}"))
        else:
            kind = found.lastgroup or ""
            tokens.append((kind, found[kind].upper()))
        place = found.end()
    return tokens


def _terms(tokens: list[_Token], grid: Grid) -> tuple[float, list[_Token]]:
    """A sum of products, and the tokens behind it."""
    total, sign = 0.0, 1.0
    while tokens and tokens[0] in (("sign", "+"), ("sign", "-")):
        sign = -sign if tokens[0][1] == "-" else sign
        tokens = tokens[1:]
    value, tokens = _product(tokens, grid)
    total = sign * value
    while tokens and tokens[0] in (("sign", "+"), ("sign", "-")):
        value, rest = _product(tokens[1:], grid)
        total += value if tokens[0][1] == "+" else -value
        tokens = rest
    return total, tokens


def _product(tokens: list[_Token], grid: Grid) -> tuple[float, list[_Token]]:
    value, tokens = _factor(tokens, grid)
    while tokens and tokens[0] == ("sign", "*"):
        other, tokens = _factor(tokens[1:], grid)
        value *= other
    return value, tokens


def _factor(tokens: list[_Token], grid: Grid) -> tuple[float, list[_Token]]:
    if not tokens:
        raise _UnknownError
    kind, written = tokens[0]
    if kind == "number":
        return float(written), tokens[1:]
    if kind == "cell":
        return _value(grid, *_place(written)), tokens[1:]
    if kind == "name":
        return _sum(tokens[1:], grid)
    if (kind, written) == ("sign", "("):
        value, rest = _terms(tokens[1:], grid)
        if rest[:1] == [("sign", ")")]:
            return value, rest[1:]
    raise _UnknownError


def _sum(tokens: list[_Token], grid: Grid) -> tuple[float, list[_Token]]:
    """The sum of cells, areas and terms between brackets, and the tokens behind the closing one."""
    total = 0.0
    while True:
        if len(tokens) > 2 and tokens[0][0] == tokens[2][0] == "cell" and tokens[1] == ("sign", ":"):
            total += _area(grid, _place(tokens[0][1]), _place(tokens[2][1]))
            tokens = tokens[3:]
        else:
            value, tokens = _terms(tokens, grid)
            total += value
        if tokens[:1] == [("sign", ")")]:
            return total, tokens[1:]
        if tokens[:1] not in ([("sign", ",")], [("sign", ";")]):
            raise _UnknownError
        tokens = tokens[1:]


def _place(written: str) -> tuple[int, int]:
    letters, row = written.split()
    try:
        return int(row), column_index_from_string(letters)
    except ValueError as error:
        raise _UnknownError from error


def _area(grid: Grid, start: tuple[int, int], end: tuple[int, int]) -> float:
    rows, columns = range(start[0], end[0] + 1), range(start[1], end[1] + 1)
    if len(rows) * len(columns) > _MOST_PLACES:
        raise _UnknownError
    if any(cell.row in rows and cell.column in columns for cell in grid.unseen):
        raise _UnknownError
    cells = [grid.at(row, column) for row in rows for column in columns]
    # SUM passes over texts.
    return sum(_number(cell) for cell in cells if cell is not None and not _is_text(cell))


def _value(grid: Grid, row: int, column: int) -> float:
    return (
        _area(grid, (row, column), (row, column)) if grid.at(row, column) is None else _number(grid.cells[row, column])
    )


def _is_text(cell: Cell) -> bool:
    return isinstance(cell.value, str) and not cell.formula


def _number(cell: Cell) -> float:
    # A formula's own result is what is in doubt; a number shown in another unit is not what a formula adds.
    if cell.formula or cell.told or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        raise _UnknownError
    return float(cell.value)
