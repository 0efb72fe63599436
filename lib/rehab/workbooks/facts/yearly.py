"""Yearly tables: lines, periods and districts on two axes, whichever way they lie."""

from datetime import date

from rehab.catalog.folding import clean
from rehab.catalog.lines import NONE_STATED, Line
from rehab.catalog.periods import Period, calendar
from rehab.catalog.problem_kinds import quoted
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.areas import AreaValue, settle_areas
from rehab.workbooks.facts.columns import Columns, is_worded, kind_words
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.facts.footnotes import find_note
from rehab.workbooks.facts.table_row import TableRow
from rehab.workbooks.facts.table_rows import RowReader
from rehab.workbooks.facts.totals import PeriodTotals
from rehab.workbooks.facts.unit_problems import UnitProblems
from rehab.workbooks.facts.units import Factor, factor_of
from rehab.workbooks.facts.windows import WINDOW_ROLES, read_window_dates
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.grids.quantities import (
    Surroundings,
    decimal_mark,
    nothing_written,
    read_quantity,
    states_money,
)
from rehab.workbooks.grids.units import MONEY
from rehab.workbooks.headings.lanes import Lane
from rehab.workbooks.headings.qualifiers import fits

# Roles of columns that hold no figures of the table.
_ASIDE = ("number", "label", "area", "unit", "note", "derived")


def read_yearly(block: Block, report_date: date | None, province: str) -> Findings:
    """Every value of a yearly table, and a problem for every figure that is none."""
    columns = Columns(block, report_date)
    rows = RowReader(block, columns, province)
    rows.read()
    return _YearlyReader(block, columns, rows, report_date, province).read()


class _YearlyReader:
    """Reads the figures of one table; remembers what has been read, for districts' sums and totals over the years."""

    def __init__(
        self, block: Block, columns: Columns, rows: RowReader, report_date: date | None, province: str
    ) -> None:
        self.block, self.grid = block, block.grid
        self.columns, self.rows = columns, rows
        self.report_date, self.province = report_date, province
        self.findings = Findings()
        self.areas: list[AreaValue] = []
        self.totals = PeriodTotals()
        self.units = UnitProblems(block)
        self.left_out: list[tuple[TableRow, list[Cell]]] = []
        self.decimal = decimal_mark(
            cell
            for number in block.rows
            for cell in self.grid.row(number)
            if cell.column in block.lanes or cell.column == block.roles.get("window_value")
        )

    def read(self) -> Findings:
        """Read the table from the top."""
        for row in self.rows.rows:
            self._report_unplaced(row.number)
            self._read_row(row)
        for label, valued in self.rows.total_rows:
            self.totals.note_total_row(label, valued, self.block.lanes)
        if self.rows.has_areas and self.rows.is_whole:
            settle_areas(self.grid, self.areas, self._areas_named(), self.province, self.findings)
        self.totals.check(self.grid, self.findings)
        self.findings.add(self.rows.findings)
        self.columns.report(self.findings)
        self.units.report(self.findings)
        self._report_left_out()
        return self.findings

    def _areas_named(self) -> dict[str, Cell]:
        """Every district that a row or a column of the table names, whatever became of its figures."""
        named = {lane.area: lane.heading for lane in self.block.lanes.values() if lane.area}
        return named | {row.area: row.label for row in self.rows.rows if row.area}

    def _report_unplaced(self, number: int) -> None:
        """A number in a column without a known heading belongs to nothing, and must not be lost in silence."""
        roles = self.block.roles
        known = set(self.block.lanes) | {roles[role] for role in (*_ASIDE, *WINDOW_ROLES) if role in roles}
        left = min(self.block.lanes, default=0)
        for cell in self.grid.row(number):
            is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
            if is_number and cell.column > min(left, roles.get("label", left)) and cell.column not in known:
                self.findings.report("value_unplaced", self.grid, cell)

    # ── Values ──────────────────────────────────────────────────────────────────────────────────────────

    def _read_row(self, row: TableRow) -> None:
        line = row.line or self.block.line
        lanes = self.columns.of(line)
        if "half" in row.kinds:
            # "6 tháng đầu năm" below a line says nothing of whole years.
            lanes = {column: lane for column, lane in lanes.items() if self._is_half(lane)}
        if line is not None and (not fits(row.kinds, line) or ("half" in row.kinds and not lanes)):
            cells = [cell for cell in self.grid.row(row.number) if cell.column in self.block.lanes]
            self.left_out.append((row, cells))
            return
        factors = {column: self._factor(row, lane, column) for column, lane in lanes.items()}
        around = self._surroundings(row, lanes, factors)
        for column, lane in lanes.items():
            self._read_cell(row, column, lane, factors[column], around[column])
        if row.line is not None and not row.area:
            self._read_whole(row, row.line)

    def _is_half(self, lane: Lane) -> bool:
        period = lane.period or self.block.period
        return period is not None and (period.label == calendar().half_year or period.is_window)

    def _factor(self, row: TableRow, lane: Lane, column: int) -> Factor:
        line = lane.line or row.line or self.block.line
        if line is None:
            return Factor()
        factor = factor_of(line, row.written_under(lane))
        cell = self.grid.at(row.number, column)
        if factor.code == "unit_missing" and cell is not None and states_money(cell):
            # "12,5 tỷ": the cell says itself what nothing around it does.
            return Factor()
        if cell is not None and not nothing_written(cell.said):
            self.units.note(line, row, lane, factor, cell)
        return factor

    def _surroundings(
        self, row: TableRow, lanes: dict[int, Lane], factors: dict[int, Factor]
    ) -> dict[int, Surroundings]:
        """What is known around each of a row's cells: the figures beside it, in the line's unit."""
        near = []
        for column in lanes:
            cell, factor = self.grid.at(row.number, column), factors[column].value
            if cell is not None and isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                near += [float(cell.value) * (factor or 1.0)] if cell.value > 0 else []
        return {column: Surroundings(self.decimal, tuple(near), factors[column].value or 1.0) for column in lanes}

    def _read_cell(self, row: TableRow, column: int, lane: Lane, factor: Factor, around: Surroundings) -> None:
        line, period = lane.line or row.line or self.block.line, lane.period or self.block.period
        area = row.area if row.area is not None else lane.area
        area = area if area is not None else self.block.area or None
        cell = self.grid.at(row.number, column)
        if line is None or period is None:
            if cell is not None and not nothing_written(cell.said):
                self.findings.report("value_unplaced", self.grid, cell)
            return
        value = None
        if cell is not None and factor.value is not None and not self._spans(cell, row, line):
            value = self._observe(line, cell, period, around, area=area or "")
        if self.rows.has_areas and line.is_number:
            place = cell or self.grid.covering(row.number, column) or self.grid.blank(row.number, column)
            self.areas.append(AreaValue(line, period, area or "", place, value))
        if value is not None and area is None:
            self.totals.add(line, lane, period, value)
        if line.unit == MONEY and factor.value is not None:
            self.totals.factor = factor.value

    def _spans(self, cell: Cell, row: TableRow, line: Line) -> bool:
        """True for a figure merged over several years or lines, which states none of them; it is reported."""
        block = self.grid.merges.get((cell.row, cell.column))
        if block is None or is_worded(cell):
            return False
        first_row, first_column, last_row, last_column = block
        columns = [c for c in self.block.lanes if first_column <= c <= last_column]
        rows = [own.number for own in self.rows.rows if first_row <= own.number <= last_row]
        if len(columns) < 2 and len(rows) < 2:
            return False
        last = self.grid.blank(last_row, last_column).address
        label = (line.label_vi, line.label_en)
        self.findings.report("value_spans", self.grid, cell, line=label, first=cell.address, last=last)
        return True

    def _read_whole(self, row: TableRow, line: Line) -> None:
        """What stands beside the years of a line: the window's value with its dates, the note, a sum's check."""
        factor = factor_of(line, row.written)
        around = Surroundings(self.decimal, (), factor.value or 1.0)
        if not line.is_number:
            self._read_text(row.number, line)
        elif factor.value is not None and fits(self.block.kinds, line):
            window = read_window_dates(self.block, line, row.number, self.report_date, self.findings)
            if window is not None:
                self._observe(line, window.value, window.period, around, self.block.area, window.words)
        column = next((c for c, lane in self.block.lanes.items() if "total" in lane.roles), 0)
        cell = self.grid.at(row.number, column) if column else None
        if cell is not None and line.is_number:
            self.totals.note_total_cell(line, cell, read_quantity(cell, line.unit, around).value)
            self.findings.set_aside(self.grid, [cell])
        note_column = self.block.roles.get("note")
        written = self.grid.at(row.number, note_column) if note_column else None
        if written is not None:
            self.findings.observe("note", self.grid, written, text=written.said, entry=line.name)
        self._read_footnote(line, row.label, without_footnote(row.label.said)[1])

    def _read_text(self, number: int, line: Line) -> None:
        """A text line of a yearly table may be answered in the window's column; an answer elsewhere is named."""
        column = self.block.roles.get("window_value")
        known = {
            *self.columns.of(line),
            *(self.block.roles.get(role, 0) for role in ("number", "label", "area", "note")),
        }
        stray = []
        for cell in self.grid.row(number):
            if cell.column == column:
                self.findings.observe(line.name, self.grid, cell, text=cell.said)
            elif cell.column not in known and nothing_written(cell.said) != "blank":
                stray.append(cell)
        if stray:
            said = "; ".join(quoted(clean(cell.said)) for cell in stray)
            self.findings.report("cell_unplaced", self.grid, stray, values=said)

    def _observe(
        self, line: Line, cell: Cell, period: Period, around: Surroundings, area: str = "", words: str = ""
    ) -> float | None:
        if not line.is_number:
            self.findings.observe(line.name, self.grid, cell, text=cell.said, period=period, area=area)
            return None
        found = read_quantity(cell, line.unit, around)
        if found.code:
            values: dict[str, object] = {"line": (line.label_vi, line.label_en), **dict(found.values)}
            self.findings.report(found.code, self.grid, cell, **values)
        if found.value is not None:
            said = NONE_STATED if found.text == NONE_STATED else words
            self.findings.observe(line.name, self.grid, cell, value=found.value, text=said, period=period, area=area)
        self._read_footnote(line, cell, found.footnote)
        return found.value

    def _read_footnote(self, line: Line, cell: Cell, mark: str) -> None:
        if not mark:
            return
        note = find_note(self.grid, self.block.header, mark)
        if note is None:
            self.findings.report("footnote_missing", self.grid, cell, mark=mark)
            return
        self.findings.report("footnote_mark", self.grid, cell, mark=mark, note=note[1], note_cell=note[0].address)
        self.findings.observe("note", self.grid, note[0], text=note[1], entry=line.name)

    def _report_left_out(self) -> None:
        """One remark for all rows that were understood and are not wanted: plans, women only, shares."""
        if not self.left_out:
            return
        kinds = tuple(dict.fromkeys(kind for row, _ in self.left_out for kind in row.kinds))
        excluding = tuple(kind for kind in kinds if kind not in ("actual", "total", "count")) or kinds
        labels = tuple(row.label for row, _ in self.left_out)
        figures = [[cell for cell in cells if cell.column > row.label.column] for row, cells in self.left_out]
        spans = "; ".join(f"{own[0].address}-{own[-1].address}" for own in figures if own)
        self.findings.report(
            "rows_left_out", self.grid, labels, why=kind_words(excluding), count=len(labels), spans=spans
        )
        self.findings.set_aside(self.grid, [cell for _, cells in self.left_out for cell in cells])
