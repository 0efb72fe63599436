"""Figures outside every table that was recognised: none may be lost in silence."""

from rehab.catalog.folding import fold
from rehab.catalog.lines import known, line_label, statements
from rehab.catalog.reviews import per_review
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import looks_like_number

_FEWEST = 2


@per_review()
def _questions() -> frozenset[str]:
    return frozenset(fold(line_label(name, "vi")) for name in (*statements(), *known("no_facility")))


def unread_figures(grid: Grid, blocks: list[Block]) -> Findings:
    """A problem for each run of rows with figures that no table of the sheet is answerable for.

    A single figure in a row of words (a number of pages, an answer on the title sheet) is no table's.
    """
    findings = Findings()
    claimed = {row for block in blocks for row in range(block.claimed[0], block.claimed[1] + 1)}
    run: list[Cell] = []
    before = 0
    for number, cells in grid.numbered_rows():
        figures = [] if number in claimed else _figures(cells)
        if run and (number in claimed or number > before + _FEWEST):
            _report(grid, run, findings)
            run = []
        if figures:
            run += figures
            before = number
    _report(grid, run, findings)
    return findings


def _figures(cells: tuple[Cell, ...]) -> list[Cell]:
    found = []
    # A number before words counts rows, it is no figure.
    numbered = len(cells) > 1 and isinstance(cells[1].value, str) and not looks_like_number(cells[1].value)
    for index, cell in enumerate(cells[numbered:], start=int(numbered)):
        answered = index > 0 and fold(cells[index - 1].said).removesuffix(" bo sung") in _questions()
        is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        if not answered and (is_number or (isinstance(cell.value, str) and looks_like_number(cell.value))):
            found.append(cell)
    return found


def _report(grid: Grid, run: list[Cell], findings: Findings) -> None:
    if len(run) >= _FEWEST:
        findings.report("figures_unread", grid, run[0], count=len(run), last=run[-1].address)
