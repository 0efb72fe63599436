"""A filled workbook from a reviewable file of figures, each with its sentence of origin.

`python -m rehab.workbooks.forms.filling data/raw/reported/67-dak-nong.figures.toml` writes
`data/raw/reported/67-dak-nong.xlsx`.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rehab.catalog.folding import fold
from rehab.catalog.lines import line_label, lines, parent_of, statements
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.blocks.finding import find_blocks
from rehab.workbooks.forms.blank import ASSESSMENT_WIDTHS, blank_workbook
from rehab.workbooks.forms.style import fit_row
from rehab.workbooks.forms.tables import form_label
from rehab.workbooks.grids.grid import Cell, Grid, make_grid, plain_value, shown
from rehab.workbooks.headings.dates import read_column_period
from rehab.workbooks.headings.labels import match_label

_ENTRIES = frozenset({"province", "statement", "figure", "assessment"})
_ASSESSMENT_FIELDS = {
    "goal": "goal",
    "verdict": "stated_verdict",
    "value": "stated_value",
    "explanation": "stated_explanation",
    "reason": "stated_reason",
}


class FillingError(ValueError):
    """A figure has no place on the form; the message names the figure and what to do."""


def fill_workbook(figures: dict[str, Any]) -> Workbook:
    """The blank form with the given figures and nothing else in it.

    `figures` is the tree of a figures file: `province`, `statement`, `figure` and `assessment` entries.
    Raises FillingError for a line, period or question that the form has not, and for entries of another name.
    """
    for name in figures.keys() - _ENTRIES:
        raise FillingError(f"“{name}”: a file of figures has no such entries; it has {', '.join(sorted(_ENTRIES))}.")
    workbook = blank_workbook(provinces()[figures["province"]])
    form = _Form(workbook)
    for statement in figures.get("statement", ()):
        form.answer(statement["line"], statement["text"])
    for figure in figures.get("figure", ()):
        form.enter(figure)
    for assessment in figures.get("assessment", ()):
        form.assess(assessment)
    form.cite_report()
    return workbook


class _Form:
    """The blank form with its places found the way the reader finds them."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheets = {sheet.title: sheet for sheet in workbook.worksheets}
        self._grids = [_grid(sheet) for sheet in workbook.worksheets]
        self._blocks = [block for grid in self._grids for block in find_blocks(grid)]
        self._stated: dict[str, str] = {}

    def _put(self, grid: Grid, row: int, column: int, value: str | int | float) -> None:
        cell = self._sheets[grid.name].cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    def answer(self, line: str, answer: str) -> None:
        """Answer a question of the title sheet, or the box above the list of centres."""
        keys = {fold(line_label(line, "vi"))} if line in (*lines(), *statements()) else set()
        keys |= {fold(form_label(lines()[line]))} if line in lines() else set()
        for grid in self._grids:
            for cell in grid.cells.values():
                if isinstance(cell.value, str) and fold(cell.said) in keys:
                    last = max([b[3] for b in grid.merged if b[:2] == (cell.row, cell.column)], default=cell.column)
                    self._put(grid, cell.row, last + 1, answer)
                    self._stated[line] = answer
                    return
        raise FillingError(f"statement “{line}”: the form asks no such question; see statements.csv.")

    def enter(self, figure: dict[str, Any]) -> None:
        """Enter one figure: a year's, or the window's with its dates."""
        name = figure["line"]
        block, row = self._row(name)
        if "period" in figure:
            columns = {
                period.label: cell.column
                for cell in block.grid.row(block.header)
                if (period := read_column_period(cell.value))
            }
            if figure["period"] not in columns:
                raise FillingError(f"figure “{name}”: the form has no column {figure['period']}.")
            self._put(block.grid, row, columns[figure["period"]], figure["value"])
            return
        self._put(block.grid, row, block.roles["window_value"], figure["value"])
        if "from" in figure:
            self._put(block.grid, row, block.roles["window_from"], figure["from"])
        self._put(block.grid, row, block.roles["window_to"], figure.get("to") or figure["day"])

    def _row(self, name: str) -> tuple[Block, int]:
        line = lines().get(name)
        for block in self._blocks:
            if line is None or (block.kind, block.appendix, block.table) != ("yearly", line.appendix, line.table):
                continue
            parent = ""
            for row in block.rows:
                label = block.grid.at(row, block.roles["label"])
                found = match_label(label.said, line.appendix, line.table, parent) if label else None
                if found is not None and block.grid.at(row, block.roles["unit"]) is not None:
                    if found.name == name:
                        return block, row
                    parent = parent_of(found)
        raise FillingError(f"figure “{name}”: the form has no such line in a yearly table; see appendix_lines.csv.")

    def assess(self, assessment: dict[str, Any]) -> None:
        """Write one row of the self-assessment."""
        block = next(block for block in self._blocks if block.kind == "assessment")
        number = assessment["indicator"]
        row = next(r for r in block.rows if (c := block.grid.at(r, block.roles["number"])) and c.value == number)
        for field, role in _ASSESSMENT_FIELDS.items():
            if field in assessment:
                self._put(block.grid, row, block.roles[role], assessment[field])
        sheet = self._sheets[block.grid.name]
        written = zip(sheet[row], ASSESSMENT_WIDTHS, strict=False)
        fit_row(sheet, row, [(str(cell.value), width) for cell, width in written if cell.value])

    def cite_report(self) -> None:
        """Name the report under every sheet's title, once its number and day are known."""
        if not {"report_number", "report_date"} <= self._stated.keys():
            return
        blank = text("form.attached", "vi")
        cited = text("form.attached_to", "vi", number=self._stated["report_number"], day=self._stated["report_date"])
        for grid in self._grids:
            for cell in grid.cells.values():
                if cell.value == blank:
                    self._put(grid, cell.row, cell.column, cited)


def _grid(sheet: Worksheet) -> Grid:
    cells = [
        Cell(cell.row, cell.column, plain_value(cell.value), shown(plain_value(cell.value)))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    merged = tuple((b.min_row, b.min_col, b.max_row, b.max_col) for b in sheet.merged_cells.ranges)
    return make_grid(sheet.title, cells, merged)


def main(arguments: list[str]) -> int:
    """Write the workbook beside each file of figures named."""
    for name in arguments:
        source = Path(name)
        target = source.with_name(source.name.removesuffix(".figures.toml") + ".xlsx")
        fill_workbook(tomllib.loads(source.read_text(encoding="utf-8"))).save(target)
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
