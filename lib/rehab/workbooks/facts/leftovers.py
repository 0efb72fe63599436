"""Everything is accounted for: each figure on a sheet is read, or named in a problem with its range."""

from collections.abc import Iterable

from rehab.catalog.folding import fold
from rehab.catalog.lines import known, line_label, statements
from rehab.catalog.reviews import per_review
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.facts.windows import WINDOW_ROLES
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import looks_like_number
from rehab.workbooks.headings.roles import heading_roles

_GAP = 2
_FEWEST_HEADINGS = 3
# Columns of a table that hold no figures of their own.
_ASIDE = ("number", "label", "area", "unit", "note", "derived", "target", *WINDOW_ROLES[1:])


@per_review()
def _questions() -> frozenset[str]:
    return frozenset(fold(line_label(name, "vi")) for name in (*statements(), *known("no_facility")))


def unread_figures(grids: Iterable[Grid], blocks: Iterable[Block], findings: Findings) -> Findings:
    """A problem for each run of rows with figures that were neither read nor named; `findings` is what was found."""
    accounted = set(findings.aside)
    accounted |= {(fact.grid.name, cell.address) for fact in findings.facts for cell in fact.cells}
    accounted |= {(own.grid.name, cell.address) for own in findings.problems if own.grid for cell in own.cells}
    for block in blocks:
        accounted |= {(block.grid.name, cell.address) for cell in _structure(block)}
    left = Findings()
    for grid in grids:
        run: list[Cell] = []
        before = 0
        for number, cells in grid.numbered_rows():
            figures = [cell for cell in _figures(cells) if (grid.name, cell.address) not in accounted]
            if run and number > before + _GAP:
                _report(grid, run, left)
                run = []
            if figures:
                run += figures
                before = number
        _report(grid, run, left)
        _report_lists(grid, accounted, left)
    return left


def _report_lists(grid: Grid, accounted: set[tuple[str, str]], findings: Findings) -> None:
    """A table of words is named too where none of its headings was understood: STT, words, and a numbered row below."""
    for number, cells in grid.numbered_rows():
        below = grid.row(grid.next_row(number))
        is_header = len(cells) > _FEWEST_HEADINGS and "number" in heading_roles(cells[0].said)
        is_numbered = len(below) > 1 and below[0].column == cells[0].column and fold(below[0].said).isdecimal()
        own = {(grid.name, cell.address) for cell in (*cells, *below)}
        if is_header and is_numbered and not own & accounted:
            findings.report("table_unknown", grid, cells[0])


def _structure(block: Block) -> list[Cell]:
    """Cells of a table that are no figures: its headings, numbering, index row, units, notes, dates of a window."""
    columns = {block.roles[role] for role in _ASIDE if role in block.roles}
    heads = {cell for own in block.lanes.values() for cell in own.headings} | {own.heading for own in block.columns}
    first = min(block.grid.rows) if block.grid.turned else block.top
    rows = range(first or block.header, block.last + 1)
    # Index rows, and headings written again, are none of the table's rows.
    body = set(block.rows)
    cells = list(heads)
    for number in rows:
        cells += [cell for cell in block.grid.row(number) if number not in body or cell.column in columns]
    return cells


def _figures(cells: tuple[Cell, ...]) -> list[Cell]:
    found = []
    # A number before words counts rows, it is no figure.
    numbered = len(cells) > 1 and isinstance(cells[1].value, str) and not looks_like_number(cells[1].value)
    for index, cell in enumerate(cells[numbered:], start=int(numbered)):
        is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        if not is_number and not (isinstance(cell.value, str) and looks_like_number(cell.value)):
            continue
        if not (index > 0 and fold(cells[index - 1].said).removesuffix(" bo sung") in _questions()):
            found.append(cell)
    return found


def _report(grid: Grid, run: list[Cell], findings: Findings) -> None:
    if run:
        findings.report("figures_unread", grid, run[0], count=len(run), last=run[-1].address)
