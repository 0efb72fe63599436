"""Yearly tables: lines, periods and districts on two axes, whichever way they lie."""

from dataclasses import dataclass
from datetime import date

from rehab.catalog.lines import NONE_STATED, Line, parent_of
from rehab.catalog.periods import Period
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.areas import AreaValue, settle_areas
from rehab.workbooks.facts.columns import usable_lanes
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.facts.footnotes import find_note
from rehab.workbooks.facts.totals import PeriodTotals
from rehab.workbooks.facts.windows import WINDOW_ROLES, read_window_dates
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.grids.quantities import Surroundings, decimal_mark, nothing_written, read_quantity
from rehab.workbooks.grids.units import MONEY, declared_unit, differs, is_unit, money_factor
from rehab.workbooks.headings.areas import area_name, area_of, is_total
from rehab.workbooks.headings.labels import find_label, match_label, nearest_labels, unit_in_label
from rehab.workbooks.headings.roles import heading_roles
from rehab.workbooks.headings.spellings import is_taught_none

# Roles of columns that hold no figures of the table.
_HEADER_DEPTH = 3
_ASIDE = ("number", "label", "area", "unit", "note", "derived")


@dataclass(frozen=True)
class _Row:
    """One row of a table: its line (None where the columns or the caption name it), district and unit."""

    number: int
    label: Cell
    line: Line | None
    area: str | None
    unit: Cell | None = None


def read_yearly(block: Block, report_date: date | None) -> Findings:
    """Every value of a yearly table, and a problem for every cell that is none."""
    reader = _YearlyReader(block, report_date)
    reader.read()
    return reader.findings


class _YearlyReader:
    """Reads one table; remembers what has been read of it, for districts' sums and totals over the years."""

    def __init__(self, block: Block, report_date: date | None) -> None:
        self.block = block
        self.grid = block.grid
        self.findings = Findings()
        self.report_date = report_date
        self.place = (block.appendix, block.table)
        self.lanes = usable_lanes(block, report_date, self.findings)
        self.areas: list[AreaValue] = []
        # A row that could not be read may be a district's: then no total can be made or checked.
        self.is_whole = True
        self.totals = PeriodTotals()
        self.decimal = decimal_mark(
            cell
            for number in block.rows
            for cell in self.grid.row(number)
            if cell.column in self.lanes or cell.column == block.roles.get("window_value")
        )
        self.declared = next((unit for cell in self._around() if (unit := declared_unit(cell))), "")
        self.has_areas = "area" in block.roles or any(lane.area for lane in self.lanes.values())

    def _around(self) -> list[Cell]:
        rows = range(max(1, self.block.header - _HEADER_DEPTH), self.block.header + 1)
        header = [cell for row in rows for cell in self.grid.row(row)]
        return [*self.block.caption, *header]

    def _unit_column(self) -> int:
        column = self.block.roles.get("unit", 0)
        if column and any((c := self.grid.at(n, column)) and is_unit(c.said) for n in self.block.rows):
            return column
        for candidate in {cell.column for number in self.block.rows for cell in self.grid.row(number)}:
            texts = [c for number in self.block.rows if (c := self.grid.at(number, candidate)) is not None]
            if candidate not in self.lanes and len(texts) > 1 and all(is_unit(cell.said) for cell in texts):
                return candidate
        return 0

    # ── Rows ────────────────────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Read the table from the top."""
        unit_column = self._unit_column()
        seen: dict[tuple[str, str], Cell] = {}
        line, heading = self.block.line, ""
        for number in self.block.rows:
            valued = [c for c in self.grid.row(number) if c.column in self.lanes or self._in_window(c)]
            label = self._label(number)
            if label is not None and "number" in heading_roles(label.said):
                continue
            if label is None:
                self._report_unlabelled(valued)
                continue
            row = self._row(number, label, line, heading, valued, unit_column)
            self.is_whole = self.is_whole and (row is not None or not valued)
            if row is None or (row.area is None and row.line is None):
                # Districts or parts below a label that means nothing known are nobody's.
                line = None
                heading = heading if valued else without_footnote(label.said)[0]
                continue
            line = row.line
            if not valued:
                heading = without_footnote(label.said)[0]
                continue
            if row.line is not None:
                key = (row.line.name, row.area or "")
                if key in seen:
                    self.findings.report("label_repeated", self.grid, label, other=seen[key].address)
                seen.setdefault(key, label)
            self._report_unplaced(number)
            self._read_row(row)
        if self.has_areas and self.is_whole:
            settle_areas(self.grid, self.areas, self._areas_named(), self.findings)
        self.totals.check(self.grid, self.findings)

    def _areas_named(self) -> dict[str, Cell]:
        """Every district that a row or a column of the table names, whatever became of its figures."""
        named = {lane.area: lane.heading for lane in self.lanes.values() if lane.area}
        column = self.block.roles.get("area")
        mixed = column == self.block.roles.get("label")
        for number in self.block.rows:
            cell = self.grid.covering(number, column) if column else None
            if cell is not None and not is_total(cell.said) and (area_of(cell.said) or not mixed):
                named.setdefault(area_name(cell.said), cell)
        return named

    def _label(self, number: int) -> Cell | None:
        for role in ("label", "area"):
            column = self.block.roles.get(role)
            cell = self.grid.covering(number, column) if column else None
            if cell is not None and (cell.row == number or role == "area" or self.grid.turned):
                return cell
        return None

    def _row(
        self, number: int, label: Cell, line: Line | None, heading: str, valued: list[Cell], unit_column: int
    ) -> _Row | None:
        """What a row is about; None where its label means nothing known, which is reported if it has figures."""
        unit = self.grid.at(number, unit_column) if unit_column else None
        area: str | None = None
        area_column, label_column = self.block.roles.get("area"), self.block.roles.get("label")
        if area_column and area_column != label_column:
            cell = self.grid.covering(number, area_column)
            if cell is None:
                # A row of no district is nobody's, and no total.
                self._report_unlabelled(valued)
                return None
            area = "" if is_total(cell.said) else area_name(cell.said)
            if not label_column:
                return _Row(number, label, line, area, unit)
        parent = parent_of(line) if line else ""
        match = find_label(label.said, *self.place, parent)
        if match.line is None and heading:
            composed = match_label(f"{heading}: {label.said}", *self.place, parent)
            match = match if composed is None else type(match)(composed)
        if match.line is not None:
            if not match.exact and valued:
                meant = (match.line.label_vi, match.line.label_en)
                self.findings.report("label_similar", self.grid, label, line=meant)
            return _Row(number, label, match.line, area, unit)
        if self.has_areas and (is_total(label.said) or area_of(label.said)):
            name = "" if is_total(label.said) else area_name(label.said)
            return _Row(number, label, line, name, unit)
        if any(lane.area for lane in self.lanes.values()) and is_total(label.said):
            return None
        if not valued:
            return _Row(number, label, None, None)
        if is_taught_none(label.said, *self.place):
            self.findings.report("label_set_aside", self.grid, label)
        elif match.rivals:
            rivals = "; ".join(f"«{rival.label_vi}»" for rival in match.rivals)
            self.findings.report("label_ambiguous", self.grid, label, rivals=rivals)
        elif is_total(label.said) and self.totals.note_total_row(label, valued, self.lanes):
            return None
        else:
            nearest = _nearest(nearest_labels(label.said, *self.place))
            self.findings.report("label_unknown", self.grid, label, appendix=self.block.appendix, nearest=nearest)
        return None

    def _report_unlabelled(self, valued: list[Cell]) -> None:
        for cell in valued:
            self.findings.report("label_unknown", self.grid, cell, appendix=self.block.appendix, nearest="")

    def _report_unplaced(self, number: int) -> None:
        """A number in a column without a known heading belongs to nothing, and must not be lost in silence."""
        roles = self.block.roles
        known = set(self.block.lanes) | {roles[role] for role in (*_ASIDE, *WINDOW_ROLES) if role in roles}
        left = min(self.lanes, default=0)
        for cell in self.grid.row(number):
            is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
            if is_number and cell.column > min(left, roles.get("label", left)) and cell.column not in known:
                self.findings.report("value_unplaced", self.grid, cell)

    def _in_window(self, cell: Cell) -> bool:
        return any(self.block.roles.get(role) == cell.column for role in WINDOW_ROLES)

    # ── Values ──────────────────────────────────────────────────────────────────────────────────────────

    def _read_row(self, row: _Row) -> None:
        factor = self._factor(row)
        self.totals.factor = (
            factor if factor is not None and row.line and row.line.unit == MONEY else self.totals.factor
        )
        numbers = [self._plain_number(row, column) for column in self.lanes]
        near = tuple(number * (factor or 1.0) for number in numbers if number is not None and number > 0)
        around = Surroundings(self.decimal, near, factor or 1.0)
        for column, lane in self.lanes.items():
            line, period = lane.line or row.line, lane.period or self.block.period
            area = row.area if row.area is not None else lane.area
            cell = self.grid.at(row.number, column)
            if line is None or period is None:
                if cell is not None and not nothing_written(cell.said):
                    self.findings.report("value_unplaced", self.grid, cell)
                continue
            value = None
            if cell is not None and (factor is not None or line.unit != MONEY):
                value = self._observe(line, cell, period, around, area=area or "")
            if self.has_areas and line.is_number:
                place = cell or self.grid.blank(row.number, column)
                self.areas.append(AreaValue(line, period, area or "", place, value))
            if value is not None and area is None:
                self.totals.add(line, lane, period, value)
        if row.line is not None and not row.area:
            self._read_whole(row, row.line, around, factor)

    def _plain_number(self, row: _Row, column: int) -> float | None:
        cell = self.grid.at(row.number, column)
        if cell is None or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
            return None
        return float(cell.value)

    def _read_whole(self, row: _Row, line: Line, around: Surroundings, factor: float | None) -> None:
        """What stands beside the years of a line: the window's value with its dates, the note, a sum's check."""
        if not line.is_number:
            self._read_text(row.number, line)
        elif factor is not None or line.unit != MONEY:
            window = read_window_dates(self.block, line, row.number, self.report_date, self.findings)
            if window is not None:
                self._observe(line, window.value, window.period, around, words=window.words)
        column = next((c for c, lane in self.block.lanes.items() if "total" in lane.roles), 0)
        cell = self.grid.at(row.number, column) if column else None
        if cell is not None and line.is_number:
            self.totals.note_total_cell(line, cell, read_quantity(cell, line.unit, around).value)
        note_column = self.block.roles.get("note")
        written = self.grid.at(row.number, note_column) if note_column else None
        if written is not None:
            self.findings.observe("note", self.grid, written, text=written.said, entry=line.name)
        self._read_footnote(line, row.label, without_footnote(row.label.said)[1])

    def _read_text(self, number: int, line: Line) -> None:
        """A text line of a yearly table may be answered in the window's column."""
        column = self.block.roles.get("window_value")
        cell = self.grid.at(number, column) if column else None
        if cell is not None:
            self.findings.observe(line.name, self.grid, cell, text=cell.said)

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

    def _factor(self, row: _Row) -> float | None:
        """What the row's unit of money is worth; other units are held against the line's."""
        line = row.line or self.block.line
        if line is None or line.unit == "":
            return 1.0
        if line.unit != MONEY:
            if row.unit is not None and is_unit(row.unit.said) and differs(line, row.unit.said):
                self.findings.report("unit_differs", self.grid, row.unit, unit=line.unit)
            return 1.0
        in_label = unit_in_label(without_footnote(row.label.said)[0])[1]
        written = [unit for unit in (row.unit.said if row.unit else "", in_label, self.declared) if unit]
        factors = {factor for unit in written if (factor := money_factor(unit)) is not None}
        if len(factors) == 1:
            factor = factors.pop()
            if factor != 1.0:
                unit = next(unit for unit in written if money_factor(unit) is not None)
                self.findings.report("unit_converted", self.grid, row.label, unit=unit)
            return factor
        code = "unit_conflict" if factors else "unit_missing"
        self.findings.report(code, self.grid, row.label, units="; ".join(dict.fromkeys(written)))
        return None


def _nearest(labels: tuple[str, ...]) -> tuple[str, str]:
    if not labels:
        return ("", "")
    joined = "; ".join(f"«{label}»" for label in labels)
    return (f" Gần nhất: {joined}.", f" Nearest: {joined}.")
