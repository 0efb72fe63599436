"""Which rows of a list are entries: no totals, no headings of groups, no units."""

from dataclasses import dataclass, field

from rehab.catalog.lines import Line
from rehab.catalog.problem_kinds import quoted
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.facts.total_rows import is_sum
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.quantities import read_quantity
from rehab.workbooks.grids.units import is_unit
from rehab.workbooks.headings.areas import is_subtotal, is_total
from rehab.workbooks.headings.numbering import level_of

Entry = dict[int, Cell]
# Levels of numbering above that of entries: A, B, I, II.
_GROUP_LEVELS = (1, 2)
_FEWEST_OTHERS = 2
_ROUNDING = 1e-6


@dataclass
class ListRows:
    """The rows of one list: its entries, and what was told from them."""

    entries: list[Entry] = field(default_factory=list)
    totals: list[Entry] = field(default_factory=list)
    groups: list[Cell] = field(default_factory=list)
    subtotals: list[Entry] = field(default_factory=list)


def list_rows(block: Block, columns: dict[int, Line], province: str, findings: Findings) -> list[Entry]:
    """The entries of a list, by column; the other rows are told apart, checked and named."""
    rows = ListRows()
    first = min(columns, default=0)
    richest = max((len(_cells(block, number, columns)) for number in block.rows), default=0)
    for number in block.rows:
        cells = _cells(block, number, columns)
        texts = [cell.said for cell in block.grid.row(number) if isinstance(cell.value, str)]
        if not cells or all(is_unit(cell.said) for cell in cells.values()):
            # A column of units beside the lines of a centre's block is no centre.
            findings.set_aside(block.grid, block.grid.row(number) if cells else ())
        elif any(is_total(text, province) for text in texts):
            rows.totals.append(cells)
        elif any(is_subtotal(text, province) for column, text in _worded(cells) if column <= first):
            rows.subtotals.append(cells)
        elif richest > 1 and _is_group(block, number, cells, first):
            rows.groups.append(cells[first])
        else:
            rows.entries.append(cells)
    _tell_sums(rows, columns, first)
    _report(block, rows, columns, findings)
    return rows.entries


def _worded(cells: Entry) -> list[tuple[int, str]]:
    return [(column, cell.said) for column, cell in cells.items() if isinstance(cell.value, str)]


def _cells(block: Block, number: int, columns: dict[int, Line]) -> Entry:
    return {cell.column: cell for cell in block.grid.row(number) if cell.column in columns}


def _is_group(block: Block, number: int, cells: Entry, first: int) -> bool:
    """True for a row of nothing but a name that is numbered as a group is, or not numbered at all."""
    if list(cells) != [first] or not isinstance(cells[first].value, str):
        return False
    beside = [cell for cell in block.grid.row(number) if cell.column < first]
    sign = beside[0].said if len(beside) == 1 else ""
    others = [cell for cell in block.grid.row(number) if cell.column > first]
    return not others and (not beside or level_of(sign, "") in _GROUP_LEVELS) and level_of("", cells[first].said) < 3


def _tell_sums(rows: ListRows, columns: dict[int, Line], first: int) -> None:
    """Take out an entry of nothing but a name and numbers that are the sums of all others'."""
    numeric = [column for column, line in columns.items() if line.is_number]
    vectors = {index: _vector(entry, columns, numeric) for index, entry in enumerate(rows.entries)}
    for index, entry in enumerate(list(rows.entries)):
        is_bare = all(column in numeric or column == first for column in entry)
        others = [vector for other, vector in vectors.items() if other != index]
        if is_bare and len(others) >= _FEWEST_OTHERS and len(vectors[index]) > 1 and is_sum(vectors[index], others):
            rows.entries.remove(entry)
            rows.totals.append(entry)
            return


def _vector(entry: Entry, columns: dict[int, Line], numeric: list[int]) -> dict[int, float]:
    return {
        column: value
        for column in numeric
        if column in entry and (value := read_quantity(entry[column], columns[column].unit).value) is not None
    }


def _report(block: Block, rows: ListRows, columns: dict[int, Line], findings: Findings) -> None:
    if rows.groups:
        named = "; ".join(quoted(cell.said.strip()) for cell in rows.groups)
        findings.report("groups_left_out", block.grid, rows.groups, labels=named)
    if rows.subtotals:
        labels = [next(iter(cells.values())) for cells in rows.subtotals]
        named = "; ".join(quoted(cell.said.strip()) for cell in labels)
        findings.report("subtotals_left_out", block.grid, labels, labels=named)
    for cells in (*rows.subtotals, *rows.totals):
        findings.set_aside(block.grid, cells.values())
    if len(rows.totals) == 1:
        _check(block, rows, columns, findings)


def _check(block: Block, rows: ListRows, columns: dict[int, Line], findings: Findings) -> None:
    """Hold a list's total against its entries, where every entry has a figure."""
    for column, cell in rows.totals[0].items():
        line = columns[column]
        stated = read_quantity(cell, line.unit).value if line.is_number else None
        given = [read_quantity(entry[column], line.unit).value for entry in rows.entries if column in entry]
        if stated is None or len(given) < len(rows.entries) or any(value is None for value in given):
            continue
        summed = sum(value or 0.0 for value in given)
        if abs(summed - stated) > _ROUNDING:
            label = (line.label_vi, line.label_en)
            findings.report("sum_differs", block.grid, cell, line=label, total=f"{stated:g}", sum=f"{summed:g}")
