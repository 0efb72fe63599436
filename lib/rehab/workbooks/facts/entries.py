"""List tables: one document, centre or pilot model a row, a column (a block) or a sheet."""

from dataclasses import dataclass
from datetime import date

from rehab.catalog.lines import Line, line_label, table_lines
from rehab.catalog.periods import Period, span
from rehab.catalog.problem_kinds import quoted
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.answers import allowed, read_choice
from rehab.workbooks.facts.columns import kind_words
from rehab.workbooks.facts.findings import Findings, range_words
from rehab.workbooks.facts.footnotes import find_note
from rehab.workbooks.facts.list_rows import list_rows
from rehab.workbooks.facts.statements import answer_beside
from rehab.workbooks.facts.windows import is_in_reach
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import Surroundings, decimal_mark, nothing_written, read_quantity
from rehab.workbooks.headings.dates import cell_days
from rehab.workbooks.headings.unknown import Unknown

_NO_FACILITY = "no_facility"
_FACILITIES = ("3", "")
# Reports are sent, and centres counted, in the years after.
_YEARS_AFTER = 3
_YES, _NO = "yes", "no"
_Columns = dict[int, Cell]


@dataclass(frozen=True)
class FacilityQuestions:
    """What is asked above the list of centres: the box "no centre" with its sheet, the day of the figures."""

    grid: Grid | None = None
    box: Cell | None = None
    day: Period | None = None


def read_questions(grids: tuple[Grid, ...], report_date: date | None) -> tuple[FacilityQuestions, Findings]:
    """Read the two questions, on whatever sheet they stand; the centres' day is the report's if none is given."""
    findings = Findings()
    asked, box = _find(grids, _NO_FACILITY)
    if asked is not None and box is not None:
        answer = read_choice(box.said, "flag")
        if answer:
            findings.observe(_NO_FACILITY, asked, box, text=answer)
        else:
            label = (line_label(_NO_FACILITY, "vi"), line_label(_NO_FACILITY, "en"))
            findings.report("choice_unreadable", asked, box, line=label, allowed=allowed("flag"))
    day = span(report_date, report_date) if report_date else None
    dated, cell = _find(grids, "facilities_as_of")
    if dated is not None and cell is not None:
        days = cell_days(cell, report_date, dated.epoch_1904)
        if days is None:
            findings.report("date_unreadable", dated, cell)
        elif not is_in_reach(days, _YEARS_AFTER):
            findings.report("date_out_of_range", dated, cell)
        else:
            findings.observe("facilities_as_of", dated, cell, text=days.end.isoformat())
            day = days
    return FacilityQuestions(asked, box, day), findings


def _find(grids: tuple[Grid, ...], question: str) -> tuple[Grid | None, Cell | None]:
    for grid in grids:
        cell = answer_beside(grid, question)
        if cell is not None:
            return grid, cell
    return None, None


def read_entries(blocks: list[Block], questions: FacilityQuestions, province: str) -> Findings:
    """Every entry of one list, which may go on over several blocks and sheets."""
    findings = Findings()
    appendix, table = blocks[0].appendix, blocks[0].table
    period = questions.day if (appendix, table) == _FACILITIES else None
    _report_missing_columns(blocks, findings)
    count = 0
    known: dict[str, tuple[Block, _Columns]] = {}
    for block in blocks:
        columns = _columns(block, findings)
        _report_unknown_headings(block, columns, findings)
        entries: list[tuple[str, _Columns]] = []
        for cells in list_rows(block, columns, province, findings):
            if _is_repeated(block, columns, cells, known, findings):
                continue
            count += 1
            entries.append((str(count), _with_merged(block, columns, cells, findings)))
        around = Surroundings(decimal_mark(cell for _, cells in entries for cell in cells.values()))
        for entry, cells in entries:
            for column, cell in sorted(cells.items()):
                _read_cell(block, columns[column], cell, entry, period, around, findings)
        _fill_flags(block, columns, entries, period, findings)
    box = questions.box
    if (appendix, table) == _FACILITIES and count and box and read_choice(box.said, "flag") == _YES:
        findings.report("facility_contradiction", questions.grid, box, count=count)
    return findings


def _columns(block: Block, findings: Findings) -> dict[int, Line]:
    columns: dict[int, Line] = {}
    first: dict[str, int] = {}
    for own in block.columns:
        if own.line is None or not own.is_read:
            continue
        if own.line.name in first:
            other = block.grid.covering(block.header, first[own.line.name])
            findings.report("heading_repeated", block.grid, own.heading, other=other.address if other else "")
            continue
        if not own.exact:
            findings.report("label_similar", block.grid, own.heading, line=(own.line.label_vi, own.line.label_en))
        first[own.line.name] = own.column
        columns[own.column] = own.line
    return columns


def _with_merged(block: Block, columns: dict[int, Line], cells: _Columns, findings: Findings) -> _Columns:
    """An entry's cells with what is merged over it and others: an answer is every one's, a number is nobody's."""
    number = next(iter(cells.values())).row
    first = min(columns)
    found: _Columns = {}
    for column, line in columns.items():
        cell = block.grid.covering(number, column) if column != first else cells.get(column)
        if cell is None or cell.column != column:
            continue
        span = block.grid.merges.get((cell.row, cell.column))
        if span is None or span[2] == span[0] or not line.is_number:
            found[column] = cell
        elif cell.row == number:
            last = block.grid.blank(span[2], column).address
            label = (line.label_vi, line.label_en)
            findings.report("value_spans", block.grid, cell, line=label, first=cell.address, last=last)
    return found


def _is_repeated(
    block: Block,
    columns: dict[int, Line],
    cells: _Columns,
    known: dict[str, tuple[Block, _Columns]],
    findings: Findings,
) -> bool:
    """True for an entry of a name that was read before, and for a lone cell; what is amiss is reported."""
    name = cells.get(min(columns))
    if name is None:
        first = next(iter(cells.values()))
        line = columns[min(columns)]
        label = (line.label_vi, line.label_en)
        findings.report("entry_unnamed", block.grid, first, appendix=block.appendix, line=label)
        # One figure beside a list is somebody's note, and must not move the entries after it by one.
        return len(cells) == 1
    key = name.said
    if block.appendix == "1":
        # Two documents may share a number; only one that is the same word for word is a copy.
        key = "\n".join(cell.said for cell in cells.values())
    if key not in known:
        known[key] = (block, cells)
        return False
    other_block, other = known[key]
    same = [cell.said for cell in cells.values()] == [cell.said for cell in other.values()]
    where = {"other_sheet": other_block.grid.name, "other": next(iter(other.values())).address}
    if same:
        findings.report("table_copied", block.grid, name, count=len(cells), **where)
    else:
        findings.report("entry_repeated", block.grid, name, appendix=block.appendix, **where)
    return True


def _report_missing_columns(blocks: list[Block], findings: Findings) -> None:
    block = blocks[0]
    present = {own.line.name for each in blocks for own in each.columns if own.line is not None}
    header = block.grid.row(block.header)
    missing = [
        line
        for line in table_lines(block.appendix, block.table)
        if line.name not in present and line.name != _NO_FACILITY
    ]
    if missing:
        cell = header[0] if header else None
        names = tuple("; ".join(f"“{line.label(language)}”" for line in missing) for language in ("vi", "en"))
        findings.report("column_missing", block.grid, cell, appendix=block.appendix, lines=names)


def _report_unknown_headings(block: Block, columns: dict[int, Line], findings: Findings) -> None:
    """A column with entries that states no line must not be lost in silence, understood or not."""
    known = set(columns) | set(block.roles.values())
    headings = {own.column: own for own in block.columns}
    filled: dict[int, list[Cell]] = {}
    for number in block.rows:
        for cell in block.grid.row(number):
            filled.setdefault(cell.column, []).append(cell)
    left_out = [own for own in block.columns if own.kinds and own.column in filled]
    if left_out:
        kinds = tuple(dict.fromkeys(kind for own in left_out for kind in own.kinds))
        said = "; ".join(quoted(own.heading.said.strip()) for own in left_out)
        read = "; ".join(f"“{line.label_vi}”" for line in columns.values() if line.is_number)
        findings.report(
            "columns_left_out", block.grid, [own.heading for own in left_out], why=kind_words(kinds), headings=said,
            read=read,
        )  # fmt: skip
    unread: dict[tuple[Cell, str], list[Cell]] = {}
    for column, cells in sorted(filled.items()):
        own = headings.get(column)
        counts = [cell.value for cell in cells] == list(range(1, len(cells) + 1))
        if (own is not None and own.kinds) or (own is not None and own.is_read):
            findings.set_aside(block.grid, cells if own.kinds else ())
        elif column not in known and not counts and nothing_written(cells[0].said) != "blank":
            heading = own.heading if own else block.grid.covering(block.header, column)
            words = (own.unknown if own else "") or (heading.said if heading else "")
            unread.setdefault((heading or cells[0], words), []).extend(cells)
    # A heading merged over several columns is one cause.
    for (heading, words), cells in unread.items():
        code = "value_unplaced" if heading in cells else "heading_unknown"
        span = range_words(cells[0].address, cells[-1].address)
        firsts = tuple({cell.column: cell for cell in reversed(cells)}.values()) if heading not in cells else ()
        findings.report(
            code, block.grid, (heading, *reversed(firsts[:-1])), appendix=block.appendix, words=words, **span
        )
        findings.set_aside(block.grid, cells)
        place, figures = (block.appendix, block.table), tuple(cells)
        findings.unknown.append(Unknown("heading", block.grid, heading, words, *place, figures=figures))


def _read_cell(
    block: Block, line: Line, cell: Cell, entry: str, period: Period | None, around: Surroundings, findings: Findings
) -> None:
    grid, label = block.grid, (line.label_vi, line.label_en)
    if line.is_number:
        found = read_quantity(cell, line.unit, around)
        if found.code:
            findings.report(found.code, grid, cell, line=label, **dict(found.values))
        if found.value is not None:
            findings.observe(line.name, grid, cell, value=found.value, text=found.text, period=period, entry=entry)
        if found.footnote:
            _report_footnote(block, cell, found.footnote, findings)
        return
    if line.measure == "text":
        findings.observe(line.name, grid, cell, text=cell.said, period=period, entry=entry)
        return
    choice_line = "flag" if line.measure == "flag" else line.name
    answer = read_choice(cell.said, choice_line)
    if answer:
        findings.observe(line.name, grid, cell, text=answer, period=period, entry=entry)
    else:
        findings.report("choice_unreadable", grid, cell, line=label, allowed=allowed(choice_line))


def _report_footnote(block: Block, cell: Cell, mark: str, findings: Findings) -> None:
    note = find_note(block.grid, block.header, mark)
    if note is None:
        findings.report("footnote_missing", block.grid, cell, mark=mark)
    else:
        findings.report("footnote_mark", block.grid, cell, mark=mark, note=note[1], note_cell=note[0].address)


def _is_spelled(said: str) -> bool:
    """Whether a flag is answered in words (có, không) and not by a mark (x, ✓).

    >>> _is_spelled("Có"), _is_spelled("x"), _is_spelled("✓")
    (True, False, False)
    """
    return sum(letter.isalpha() for letter in said) > 1


def _fill_flags(
    block: Block,
    columns: dict[int, Line],
    entries: list[tuple[str, _Columns]],
    period: Period | None,
    findings: Findings,
) -> None:
    """Method, rule 8: beside x or ✓ in the same column a blank is no; a column that answers có or không, or has no
    mark at all, leaves it unanswered.
    """
    for column, line in columns.items():
        marked = [cells[column].said for _, cells in entries if column in cells]
        if line.measure != "flag" or not marked or any(_is_spelled(said) for said in marked):
            continue
        for entry, cells in entries:
            if column not in cells:
                blank = block.grid.blank(next(iter(cells.values())).row, column)
                findings.observe(line.name, block.grid, blank, text=_NO, period=period, entry=entry)
                findings.report("flag_blank", block.grid, blank, line=(line.label_vi, line.label_en))
