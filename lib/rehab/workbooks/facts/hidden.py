"""Hidden rows and columns of a table: read, and said."""

from openpyxl.utils import get_column_letter

from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings


def hidden_places(block: Block) -> Findings:
    """A remark for each hidden row and column of a table that holds something."""
    findings, grid = Findings(), block.grid
    rows, columns = ("column_hidden", "row_hidden") if grid.turned else ("row_hidden", "column_hidden")
    body = set(block.rows)
    for row in sorted(grid.hidden_rows & body):
        named = {"column": get_column_letter(row)} if grid.turned else {"row": row}
        findings.report(rows, grid, grid.row(row), **named)
    for column in sorted(grid.hidden_columns):
        cells = [cell for row in body if (cell := grid.at(row, column)) is not None]
        if cells:
            named = {"row": column} if grid.turned else {"column": get_column_letter(column)}
            findings.report(columns, grid, cells, **named)
    return findings
