"""What each row of a yearly table is about: its line, its district, its qualifiers and units."""

from dataclasses import replace

from rehab.catalog.lines import Line, parent_of
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.columns import Columns
from rehab.workbooks.facts.row_columns import beside_columns, unit_column, unit_of_row
from rehab.workbooks.facts.row_lines import is_part, may_be_part, qualified_line
from rehab.workbooks.facts.row_problems import RowProblems
from rehab.workbooks.facts.section_rows import SectionRows
from rehab.workbooks.facts.table_row import TableRow
from rehab.workbooks.facts.total_rows import rows_that_are_totals
from rehab.workbooks.facts.units import Written
from rehab.workbooks.facts.windows import WINDOW_ROLES
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.grids.units import declared_unit
from rehab.workbooks.headings.areas import area_in, area_level, area_name, is_subtotal, is_total
from rehab.workbooks.headings.labels import find_label, match_label, unit_in_label
from rehab.workbooks.headings.numbering import level_of
from rehab.workbooks.headings.qualifiers import is_qualifier, take_apart
from rehab.workbooks.headings.roles import heading_roles
from rehab.workbooks.headings.sections import restricts

_HEADER_DEPTH = 3
_ASIDE = ("number", "label", "area", "unit", "note")


class RowReader:
    """Goes down a table once; `rows` are those with figures, `is_whole` false where one of them was not understood."""

    def __init__(self, block: Block, columns: Columns, province: str) -> None:
        self.block, self.grid, self.columns, self.province = block, block.grid, columns, province
        self.place = (block.appendix, block.table)
        self.said = RowProblems(block)
        self.findings = self.said.findings
        self.rows: list[TableRow] = []
        self.is_whole = True
        self.total_rows: list[tuple[Cell, list[Cell]]] = []
        self.has_areas = "area" in block.roles or any(lane.area for lane in block.lanes.values())
        self.declared = next((unit for cell in self._around() if (unit := declared_unit(cell))), "")
        self.unit_column = unit_column(block)
        # Where districts stand below their lines, a row that is their sum is a line's, known or not.
        apart = "area" in block.roles and block.roles["area"] != block.roles.get("label")
        self._totals = rows_that_are_totals(block, province) if apart else {}
        self._beside = beside_columns(block, self.unit_column)
        self._labels: dict[int, Cell] = {}
        self.sections = SectionRows(block, province, self.findings)
        self._line: Line | None = block.line
        self._area: str | None = None
        self._whole: Line | None = None

    # ── What the table as a whole says ──────────────────────────────────────────────────────────────────

    def _around(self) -> list[Cell]:
        rows = range(max(1, self.block.header - _HEADER_DEPTH), self.block.header + 1)
        header = [cell for row in rows for cell in self.grid.row(row)]
        return [*reversed(self.block.caption), *header]

    # ── Down the rows ───────────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Understand every row, from the top."""
        seen: dict[tuple[str, str, tuple[str, ...]], Cell] = {}
        for number in self.block.rows:
            label = self._label(number) or self._label_above(number)
            valued = self._valued(number)
            if label is not None and "number" in heading_roles(label.said):
                self.findings.set_aside(self.grid, self.grid.row(number))
                continue
            row = self._row(number, label, valued)
            if row is None:
                self.is_whole = self.is_whole and (not valued or self.said.is_skipped(valued))
                continue
            if row.line is not None and valued:
                key = (row.line.name, row.area or "", row.kinds)
                if key in seen:
                    self.findings.report("label_repeated", self.grid, (row.label, *valued), other=seen[key].address)
                seen.setdefault(key, row.label)
            if valued:
                self.rows.append(row)
                self.sections.note(row, valued)
        self.sections.report()
        self.said.report_skipped()

    def _label(self, number: int) -> Cell | None:
        for role in ("label", "area"):
            column = self.block.roles.get(role)
            cell = self.grid.covering(number, column) if column else None
            if cell is not None and (cell.row == number or role == "area" or self.grid.turned or self._beside):
                return cell
        return None

    def _label_above(self, number: int) -> Cell | None:
        """The label right above a row that has but a qualifier beside it: "Kế hoạch" and "Thực hiện", not merged."""
        kinds, unknown = self._said_beside(number)
        above = self._label(number - 1) or (self._labels.get(number - 1))
        if not kinds or unknown is not None or above is None or not self._said_beside(number - 1)[0]:
            return None
        self._labels[number] = above
        return above

    def _valued(self, number: int) -> list[Cell]:
        columns = {column for column, lane in self.block.lanes.items() if lane.has_meaning or lane.unknown}
        columns -= {self.block.roles[role] for role in _ASIDE if role in self.block.roles}
        columns |= {self.block.roles[role] for role in WINDOW_ROLES if role in self.block.roles}
        return [cell for cell in self.grid.row(number) if cell.column in columns]

    def _row(self, number: int, label: Cell | None, valued: list[Cell]) -> TableRow | None:
        """What a row is about; None for a heading, and for a row that is not understood, which is reported."""
        if label is None:
            self.sections.reach(self._level(number, None))
            self.said.unlabelled(valued)
            return None
        beside, unknown = self._said_beside(number)
        level = self._level(number, label)
        self.sections.reach(level)
        if unknown is not None and valued:
            self.said.not_understood("qualifier", label, unknown, valued, self._above)
            return None
        unit = unit_of_row(self.block, number, self.unit_column) if self.unit_column else None
        area_column, label_column = self.block.roles.get("area"), self.block.roles.get("label")
        if area_column and area_column != label_column:
            return self._of_area(number, label, valued, unit, beside)
        words = label.said
        if is_qualifier(words) and not is_total(words) and (self._line is not None or not valued):
            if valued:
                return self._made(number, label, self._line, self._area, (*beside, *take_apart(words).kinds), unit)
            self.sections.qualify(level, take_apart(words).kinds)
            return None
        line, kinds = self._line_of(label, valued, report=False)
        if line is None and self.has_areas and (named := self._area_named(number, label, valued)) is not None:
            return named if isinstance(named, TableRow) else None
        line, kinds = self._line_of(label, valued, report=bool(valued))
        return self._of_line(number, label, line, (*beside, *kinds), valued, unit, level)

    def _of_line(
        self,
        number: int,
        label: Cell,
        line: Line | None,
        kinds: tuple[str, ...],
        valued: list[Cell],
        unit: Cell | None,
        level: int,
    ) -> TableRow | None:
        if not valued:
            if line is None and (not is_part(label.said) or (level and restricts(label.said, self.province))):
                self._open_heading(label, level)
            elif line is not None and not line.is_part:
                self._line, self._whole, self._area = line, line, None
            return None
        if line is None:
            self._line = None
            if not is_part(label.said):
                self._whole = None
                self._open_heading(label, level) if level else self.sections.close()
            return None
        if is_part(label.said) or line.is_part:
            if not may_be_part(line, self._whole, self.place):
                self.said.misplaced(label, line, self._whole, valued, self._above)
                return None
        else:
            self._whole = line
        self._line, self._area = line, None
        return self._made(number, label, line, None, kinds, unit)

    def _made(
        self, number: int, label: Cell, line: Line | None, area: str | None, kinds: tuple[str, ...], unit: Cell | None
    ) -> TableRow:
        in_label = unit_in_label(without_footnote(label.said)[0])[1]
        written = Written(
            unit.said if unit else "", in_label if area is None else "", "", self.sections.current.unit, self.declared
        )
        return TableRow(number, label, line, area, (*self.sections.current.kinds, *kinds), written, unit)

    # ── Headings among the rows ─────────────────────────────────────────────────────────────────────────

    def _level(self, number: int, label: Cell | None) -> int:
        column = self.block.roles.get("number")
        written = self.grid.at(number, column) if column and (label is None or column != label.column) else None
        return level_of(written.said if written else "", label.said if label else "")

    def _open_heading(self, label: Cell, level: int) -> None:
        self.sections.open(label, level)
        self._line, self._whole, self._area = self.block.line, None, None

    # ── Lines ───────────────────────────────────────────────────────────────────────────────────────────

    def _line_of(self, label: Cell, valued: list[Cell], report: bool) -> tuple[Line | None, tuple[str, ...]]:
        """The line that a label means, with its qualifiers; reported where it means none and has figures."""
        parent = self._whole.name if self._whole else (parent_of(self._line) if self._line else "")
        words = without_footnote(label.said)[0]
        line = match_label(words, *self.place, parent)
        if line is None and self.sections.current.words:
            line = match_label(f"{self.sections.current.words}: {unit_in_label(words)[0]}", *self.place, parent)
        if line is not None:
            return line, ()
        line, kinds = qualified_line(words, self.place, parent)
        if line is not None:
            return line, kinds
        match = find_label(words, *self.place, parent)
        if match.line is not None:
            if report and not match.exact:
                self.said.similar(label, match.line)
            return match.line, ()
        if report:
            if not match.rivals and is_total(label.said, self.province) and self._adds_money():
                self.total_rows.append((label, valued))
                self.findings.set_aside(self.grid, valued)
            else:
                self.said.unknown_label(label, match, valued, self._above)
        return None, ()

    # ── Districts ───────────────────────────────────────────────────────────────────────────────────────

    def _of_area(
        self, number: int, label: Cell, valued: list[Cell], unit: Cell | None, beside: tuple[str, ...]
    ) -> TableRow | None:
        """A row of a table whose districts have a column of their own."""
        cell = self.grid.covering(number, self.block.roles["area"])
        if cell is None:
            # A row of no district is nobody's, and no total.
            self.said.unlabelled(valued)
            return None
        if not self.block.roles.get("label"):
            named = self._area_named(number, cell, valued, unit)
            return named if isinstance(named, TableRow) else None
        line, kinds = self._line_of(label, valued, report=bool(valued))
        if line is None:
            return None
        self._line = line
        named = self._area_named(number, cell, valued, unit)
        return replace(named, kinds=(*named.kinds, *beside, *kinds)) if isinstance(named, TableRow) else None

    def _area_named(
        self, number: int, cell: Cell, valued: list[Cell], unit: Cell | None = None
    ) -> TableRow | bool | None:
        """A district's row, or the total's; True for a row that is left out, None where the label names neither."""
        words, is_column = cell.said, self.block.roles.get("area") == cell.column
        told = self._totals.get(number, "")
        if is_qualifier(words) and not is_total(words, self.province) and valued and not told:
            kinds = take_apart(words).kinds
            if is_column and kinds == ("part",) and not is_part(words):
                # "Ngoài tỉnh" among the districts is no part of one of them: who it adds to is not known.
                return self._unknown_area(cell, valued)
            return self._made(number, cell, self._line, self._area, kinds, unit)
        if is_total(words, self.province) or told == "total":
            if any(lane.area for lane in self.block.lanes.values()):
                return None
            if told == "total" and not is_total(words, self.province):
                self.findings.report("area_is_total", self.grid, cell)
            self._area = ""
            return self._made(number, cell, self._line, "", (), unit)
        if is_subtotal(words, self.province) or told == "subtotal":
            self.said.skip("subtotals_left_out", cell, valued)
            return True
        name = area_in(words, self.province)
        mixed = is_column and self.block.roles.get("label") == cell.column
        if not name and is_column and not mixed:
            if self.province and not area_level(words) and valued:
                return self._unknown_area(cell, valued)
            name = area_name(words)
        if not name:
            return None
        self._area = name
        return self._made(number, cell, self._line, name, (), unit)

    def _unknown_area(self, cell: Cell, valued: list[Cell]) -> bool:
        """Say that a row among districts is none of them; no total is made without it."""
        self.said.not_understood("area", cell, cell.said, valued, self._above)
        self.is_whole = False
        return True

    # ── What is to be said ──────────────────────────────────────────────────────────────────────────────

    def _said_beside(self, number: int) -> tuple[tuple[str, ...], str | None]:
        """Qualifiers that stand beside a row's label; words among them that are none."""
        kinds: list[str] = []
        for column in self._beside:
            cell = self.grid.covering(number, column)
            if cell is None or not isinstance(cell.value, str):
                continue
            apart = take_apart(cell.said)
            if apart.rest or not apart.kinds:
                return (), cell.said
            kinds += apart.kinds
        return tuple(kinds), None

    @property
    def _above(self) -> str:
        """What stands over a row: a heading's words, else the line it may be a part of."""
        return self.sections.current.words or (self._whole.name if self._whole else "")

    def _adds_money(self) -> bool:
        read = [row.line for row in self.rows if row.line]
        return bool(read) and all(line.unit == "triệu đồng" for line in read)
