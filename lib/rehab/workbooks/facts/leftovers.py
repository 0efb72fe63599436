"""Everything is accounted for: each figure and answer on a sheet is read, or named in a problem with its range."""

from collections.abc import Iterable

from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import choices, known, line_label, statements
from rehab.catalog.problem_kinds import quoted
from rehab.catalog.reviews import per_review
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Fact, Findings
from rehab.workbooks.facts.structure import looks_countable, numbering_cells, structure, worded_cells
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import nothing_written
from rehab.workbooks.headings.roles import heading_roles

_GAP = 2
_FEWEST_HEADINGS = 3
_NOTE = "note"
# What the form writes behind a question that the outline does not ask.
_ADDED = " bo sung"
# Answers of one letter (x, v) are as often numbering or a mark for nothing.
_SHORTEST_ANSWER, _LONGEST_ANSWER = 2, 40
# More addresses than this do not fit into one message.
_MOST_CELLS = 100


@per_review()
def _questions() -> frozenset[str]:
    asked = (own.line for own in statements().values() if own.place == "title")
    return frozenset(fold(line_label(name, "vi")) for name in (*asked, *known("no_facility")))


@per_review()
def _answers() -> frozenset[str]:
    spelled = {
        said for line in ("flag", "stated_verdict") for own in choices(line) for said in (own.label_vi, *own.spellings)
    }
    return frozenset(key for said in spelled if len(key := fold(said) or said) >= _SHORTEST_ANSWER or not key.isalpha())


def unread_figures(grids: Iterable[Grid], blocks: Iterable[Block], findings: Findings) -> Findings:
    """A problem for each run of rows with figures or answers that were neither read nor named.

    `findings` is what was found. What stands in a table where it holds no figure (numbering, units, notes) is named
    cell by cell; figures that are part of no table with their range.
    """
    accounted = set(findings.aside)
    accounted |= {(fact.grid.name, cell.address) for fact in findings.facts for cell in fact.cells if _speaks(fact)}
    accounted |= {(own.grid.name, cell.address) for own in findings.problems if own.grid for cell in own.cells}
    inside: dict[str, set[str]] = {}
    for block in blocks:
        own = inside.setdefault(block.grid.name, set())
        accounted |= {(block.grid.name, cell.address) for cell in structure(block)}
        own |= {cell.address for cell in worded_cells(block)}
    left = Findings()
    for grid in grids:
        unread = _unread(grid, accounted, inside.get(grid.name, set()))
        _report_runs(grid, [cell for cell, is_inside in unread if not is_inside and looks_countable(cell)], left)
        _report_cells(grid, [cell for cell, is_inside in unread if is_inside or not looks_countable(cell)], left)
        _report_lists(grid, accounted, left)
    return left


def _speaks(fact: Fact) -> bool:
    """False for a note that is a bare number: a figure in the wrong column, which nobody would look for in a note."""
    return fact.line != _NOTE or not all(looks_countable(cell) for cell in fact.cells)


def _unread(grid: Grid, accounted: set[tuple[str, str]], inside: set[str]) -> list[tuple[Cell, bool]]:
    """Figures and answers that nothing accounts for, each with whether it stands in a column of words."""
    found = []
    for _, cells in grid.numbered_rows():
        for index, cell in enumerate(cells):
            if (grid.name, cell.address) in accounted or not (looks_countable(cell) or _is_answer(cell)):
                continue
            beside = cells[index - 1] if index else None
            if not (beside and fold(beside.said).removesuffix(_ADDED) in _questions()):
                found.append((cell, cell.address in inside))
    numbering = {cell.address for cell in numbering_cells(grid)} if found else set()
    return [(cell, is_inside) for cell, is_inside in found if cell.address not in numbering]


def _is_answer(cell: Cell) -> bool:
    if not isinstance(cell.value, str) or len(cell.value) > _LONGEST_ANSWER:
        return False
    return (fold(cell.value) or cell.value.strip()) in _answers() and nothing_written(cell.value) != "blank"


def _report_runs(grid: Grid, figures: list[Cell], findings: Findings) -> None:
    """One problem for figures that stand near each other."""
    run: list[Cell] = []
    for cell in figures:
        if run and cell.row > run[-1].row + _GAP:
            _report(grid, run, findings)
            run = []
        run.append(cell)
    _report(grid, run, findings)


def _report(grid: Grid, run: list[Cell], findings: Findings) -> None:
    if run:
        findings.report("figures_unread", grid, run[0], count=len(run), last=run[-1].address)


def _report_cells(grid: Grid, cells: list[Cell], findings: Findings) -> None:
    """One problem a sheet, with every cell."""
    for start in range(0, len(cells), _MOST_CELLS):
        own = cells[start : start + _MOST_CELLS]
        said = "; ".join(dict.fromkeys(quoted(clean(cell.said)) for cell in own))
        findings.report("cell_unplaced", grid, own, values=said)


def _report_lists(grid: Grid, accounted: set[tuple[str, str]], findings: Findings) -> None:
    """A table of words is named too where none of its headings was understood: STT, words, and a numbered row below."""
    for number, cells in grid.numbered_rows():
        below = grid.row(grid.next_row(number))
        is_header = len(cells) > _FEWEST_HEADINGS and "number" in heading_roles(cells[0].said)
        is_numbered = len(below) > 1 and below[0].column == cells[0].column and fold(below[0].said).isdecimal()
        own = {(grid.name, cell.address) for cell in (*cells, *below)}
        if is_header and is_numbered and not own & accounted:
            findings.report("table_unknown", grid, cells[0])
