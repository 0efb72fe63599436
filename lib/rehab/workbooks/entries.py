"""List tables: one document, centre or pilot model a row."""

from rehab.catalog.lines import Line, table_lines
from rehab.catalog.periods import Period, span
from rehab.workbooks.answers import allowed, read_choice
from rehab.workbooks.dates import read_days
from rehab.workbooks.grid import Cell, Grid
from rehab.workbooks.ledger import Ledger
from rehab.workbooks.quantities import read_quantity
from rehab.workbooks.recognition import Block, heading_roles
from rehab.workbooks.statements import answer_beside

_NO_FACILITY = "no_facility"
_YES, _NO = "yes", "no"


def read_entries(block: Block, ledger: Ledger) -> None:
    """Put every entry of a list table into the ledger, with the questions above a list of centres."""
    period = None
    if block.appendix == "3":
        _read_box(block.grid, ledger)
        period = _snapshot(block.grid, ledger)
    _report_missing_columns(block, ledger)
    columns = dict(block.columns)
    _report_unknown_headings(block, ledger)
    entries: list[tuple[str, dict[int, Cell]]] = []
    for number in block.rows():
        cells = {cell.column: cell for cell in block.grid.row(number) if cell.column in columns}
        totals = [cell for cell in block.grid.row(number) if "total" in heading_roles(cell.said)]
        if cells and not totals:
            entries.append((str(len(entries) + 1), cells))
    for entry, cells in entries:
        for column, cell in sorted(cells.items()):
            _read_cell(block.grid, columns[column], cell, entry, period, ledger)
    _fill_flags(block, entries, period, ledger)
    _check_box(block, entries, ledger)


def _read_box(grid: Grid, ledger: Ledger) -> None:
    cell = answer_beside(grid, _NO_FACILITY)
    if cell is None:
        return
    answer = read_choice(cell.said, "flag")
    if not answer:
        line = next(item for item in table_lines("3", "") if item.name == _NO_FACILITY)
        options = allowed("flag")
        ledger.report("choice_unreadable", grid, cell, line=(line.label_vi, line.label_en), allowed=options)
        return
    ledger.observe(_NO_FACILITY, grid, cell, text=answer)


def _snapshot(grid: Grid, ledger: Ledger) -> Period | None:
    """The day of the centres' figures: as the sheet says, else the report's."""
    cell = answer_beside(grid, "facilities_as_of")
    if cell is not None:
        days = read_days(cell.value, ledger.report_date)
        if days is not None:
            ledger.observe("facilities_as_of", grid, cell, text=days.end.isoformat())
            return days
        ledger.report("date_unreadable", grid, cell)
    return span(ledger.report_date, ledger.report_date) if ledger.report_date else None


def _report_missing_columns(block: Block, ledger: Ledger) -> None:
    present = {line.name for _, line in block.columns}
    header = block.grid.row(block.header)
    for line in table_lines(block.appendix, block.table):
        if line.name not in present and line.name != _NO_FACILITY:
            cell = header[0] if header else None
            label = (line.label_vi, line.label_en)
            ledger.report("column_missing", block.grid, cell, appendix=block.appendix, line=label)


def _report_unknown_headings(block: Block, ledger: Ledger) -> None:
    """A column with entries under a heading that means nothing known must not be lost in silence."""
    known = {column for column, _ in block.columns} | set(block.roles.values())
    filled: dict[int, Cell] = {}
    for number in block.rows():
        for cell in block.grid.row(number):
            filled.setdefault(cell.column, cell)
    for column, first in sorted(filled.items()):
        if column not in known and first.column > min(known):
            heading = block.grid.covering(block.header, column)
            code = "value_unplaced" if heading is None else "heading_unknown"
            ledger.report(code, block.grid, heading or first, appendix=block.appendix)


def _read_cell(grid: Grid, line: Line, cell: Cell, entry: str, period: Period | None, ledger: Ledger) -> None:
    if line.is_number:
        found = read_quantity(cell, line.unit)
        label = (line.label_vi, line.label_en)
        if found.code:
            ledger.report(found.code, grid, cell, line=label, **dict(found.values))
        if found.value is not None:
            ledger.observe(line.name, grid, cell, value=found.value, text=found.text, period=period, entry=entry)
        return
    if line.measure == "text":
        ledger.observe(line.name, grid, cell, text=cell.said, period=period, entry=entry)
        return
    choice_line = "flag" if line.measure == "flag" else line.name
    answer = read_choice(cell.said, choice_line)
    if answer:
        ledger.observe(line.name, grid, cell, text=answer, period=period, entry=entry)
    else:
        label, options = (line.label_vi, line.label_en), allowed(choice_line)
        ledger.report("choice_unreadable", grid, cell, line=label, allowed=options)


def _fill_flags(
    block: Block, entries: list[tuple[str, dict[int, Cell]]], period: Period | None, ledger: Ledger
) -> None:
    """Method, rule 8: beside marked cells of the same column a blank is no; an unmarked column is unanswered."""
    for column, line in block.columns:
        marked = [cells for _, cells in entries if column in cells]
        if line.measure != "flag" or not marked:
            continue
        for entry, cells in entries:
            if column not in cells:
                row = next(iter(cells.values())).row
                blank = Cell(row, column, None, "")
                ledger.observe(line.name, block.grid, blank, text=_NO, period=period, entry=entry)
                ledger.report("flag_blank", block.grid, blank, line=(line.label_vi, line.label_en))


def _check_box(block: Block, entries: list[tuple[str, dict[int, Cell]]], ledger: Ledger) -> None:
    if block.appendix != "3" or not entries:
        return
    cell = answer_beside(block.grid, _NO_FACILITY)
    if cell is not None and read_choice(cell.said, "flag") == _YES:
        ledger.report("facility_contradiction", block.grid, cell, count=len(entries))
