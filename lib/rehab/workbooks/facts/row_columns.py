"""Columns that say something of every row of a yearly table: its unit, how its figures are meant."""

from rehab.workbooks.blocks.block import Block
from rehab.workbooks.grids.units import is_spelled_unit
from rehab.workbooks.headings.qualifiers import is_qualifier


def unit_column(block: Block) -> int:
    """The column in which rows have their units; 0 where there is none."""
    column = block.roles.get("unit", 0)
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
