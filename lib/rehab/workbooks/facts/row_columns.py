"""Columns that say something of every row of a yearly table: its unit, how its figures are meant."""

import re

from rehab.catalog.folding import fold
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.quantities import nothing_written
from rehab.workbooks.grids.units import is_spelled_unit
from rehab.workbooks.headings.qualifiers import is_qualifier

# How a clerk writes "the same as above": quotes, or "nt" (như trên).
_QUOTES = re.compile(r"^[\s,-]{0,4}[\"“”″'’‘]{1,2}[\s,-]{0,4}$")
_SAME = frozenset({"nt", "nhu tren"})
_UNITS_ALONE = frozenset({"dvt", "don vi tinh"})


def unit_of_row(block: Block, number: int, column: int) -> Cell | None:
    """The cell with a row's unit, the one above where it says "the same"; None where it says nothing."""
    rows = [own for own in block.rows if own <= number]
    for own in reversed(rows):
        cell = block.grid.at(own, column)
        if cell is None or nothing_written(cell.said):
            return None
        if not (_QUOTES.match(cell.said) or fold(cell.said) in _SAME):
            return cell
    return None


def unit_column(block: Block) -> int:
    """The column in which rows have their units; 0 where there is none."""
    column = block.roles.get("unit", 0)
    heads = (block.grid.at(row, column) for row in range(block.top or block.header, block.header + 1))
    if column and any(head is not None and fold(head.said) in _UNITS_ALONE for head in heads):
        # "Đơn vị" may head districts or offices; this heads units, whether they are known or not.
        return column
    if column and any((c := block.grid.at(n, column)) and is_spelled_unit(c.said) for n in block.rows):
        return column
    for candidate in {cell.column for number in block.rows for cell in block.grid.row(number)}:
        texts = [c for number in block.rows if (c := block.grid.at(number, candidate)) is not None]
        is_lane = candidate in block.lanes and block.lanes[candidate].has_meaning
        if not is_lane and len(texts) > 1 and all(is_spelled_unit(cell.said) for cell in texts):
            return candidate
    return 0


def beside_columns(block: Block, units: int) -> list[int]:
    """Columns of words that qualify their rows: "Kế hoạch", "Thực hiện" beside the label."""
    roles = {block.roles[role] for role in block.roles if role != "total"}
    lanes = {column for column, lane in block.lanes.items() if lane.has_meaning}
    found: dict[int, int] = {}
    for number in block.rows:
        for cell in block.grid.row(number):
            if cell.column not in roles | lanes | {units} and isinstance(cell.value, str):
                found[cell.column] = found.get(cell.column, 0) + is_qualifier(cell.said)
    return sorted(column for column, count in found.items() if count)
