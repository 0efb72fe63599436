"""What each row of a yearly table is about: its line, its district, its qualifiers and units."""

import re
from dataclasses import dataclass, field, replace

from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import Line, parent_of, table_lines
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.columns import Columns
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.facts.total_rows import rows_that_are_totals
from rehab.workbooks.facts.units import Written
from rehab.workbooks.facts.windows import WINDOW_ROLES
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.grids.spellings import is_taught_none
from rehab.workbooks.grids.units import declared_unit, is_spelled_unit
from rehab.workbooks.headings.areas import area_in, area_level, area_name, is_subtotal, is_total
from rehab.workbooks.headings.labels import Match, find_label, match_label, nearest_labels, unit_in_label
from rehab.workbooks.headings.lanes import Lane
from rehab.workbooks.headings.numbering import level_of
from rehab.workbooks.headings.qualifiers import is_qualifier, take_apart
from rehab.workbooks.headings.roles import heading_roles
from rehab.workbooks.headings.unknown import Kind, Unknown

_HEADER_DEPTH = 3
_ASIDE = ("number", "label", "area", "unit", "note")
_APART = re.compile(r"[():;\n]|\s[-–—]\s|,\s")
_PART = re.compile(r"^(?:trong (?:do|so do)|bao gom|gom)\b")


@dataclass(frozen=True)
class TableRow:
    """One row with figures of a line: `area` is its district, empty for the whole province, None where none is named.

    `line` is None where the columns or the caption name it. `level` is the district's: `district`, `commune`.
    """

    number: int
    label: Cell
    line: Line | None
    area: str | None = None
    kinds: tuple[str, ...] = ()
    written: Written = field(default_factory=Written)
    unit: Cell | None = None

    def written_under(self, lane: Lane) -> Written:
        """The units written of a figure of this row in a column."""
        return replace(self.written, column=lane.unit)


@dataclass(frozen=True)
class _Heading:
    """A row that stands over others: its words, its level, the unit and the qualifiers of what stands below."""

    words: str = ""
    level: int = 0
    unit: str = ""
    kinds: tuple[str, ...] = ()


class RowReader:
    """Goes down a table once; `rows` are those with figures, `is_whole` false where one of them was not understood."""

    def __init__(self, block: Block, columns: Columns, province: str) -> None:
        self.block, self.grid, self.columns, self.province = block, block.grid, columns, province
        self.place = (block.appendix, block.table)
        self.findings = Findings()
        self.rows: list[TableRow] = []
        self.is_whole = True
        self.total_rows: list[tuple[Cell, list[Cell]]] = []
        self.has_areas = "area" in block.roles or any(lane.area for lane in block.lanes.values())
        self.declared = next((unit for cell in self._around() if (unit := declared_unit(cell))), "")
        self.unit_column = self._unit_column()
        self._totals = rows_that_are_totals(block, province) if "area" in block.roles else {}
        self._beside = self._beside_columns()
        self._heading = _Heading()
        self._line: Line | None = block.line
        self._area: str | None = None
        self._whole: Line | None = None
        self._skipped: dict[str, list[tuple[Cell, list[Cell]]]] = {}

    # ── What the table as a whole says ──────────────────────────────────────────────────────────────────

    def _around(self) -> list[Cell]:
        rows = range(max(1, self.block.header - _HEADER_DEPTH), self.block.header + 1)
        header = [cell for row in rows for cell in self.grid.row(row)]
        return [*reversed(self.block.caption), *header]

    def _unit_column(self) -> int:
        column = self.block.roles.get("unit", 0)
        if column and any((c := self.grid.at(n, column)) and is_spelled_unit(c.said) for n in self.block.rows):
            return column
        for candidate in {cell.column for number in self.block.rows for cell in self.grid.row(number)}:
            texts = [c for number in self.block.rows if (c := self.grid.at(number, candidate)) is not None]
            is_lane = candidate in self.block.lanes and self.block.lanes[candidate].has_meaning
            if not is_lane and len(texts) > 1 and all(is_spelled_unit(cell.said) for cell in texts):
                return candidate
        return 0

    def _beside_columns(self) -> list[int]:
        """Columns of words that qualify their rows: "Kế hoạch", "Thực hiện" beside the label."""
        roles = {self.block.roles[role] for role in self.block.roles if role != "total"}
        lanes = {column for column, lane in self.block.lanes.items() if lane.has_meaning}
        found: dict[int, int] = {}
        for number in self.block.rows:
            for cell in self.grid.row(number):
                if cell.column not in roles | lanes | {self.unit_column} and isinstance(cell.value, str):
                    found[cell.column] = found.get(cell.column, 0) + is_qualifier(cell.said)
        return sorted(column for column, count in found.items() if count)

    # ── Down the rows ───────────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Understand every row, from the top."""
        seen: dict[tuple[str, str, tuple[str, ...]], Cell] = {}
        for number in self.block.rows:
            label = self._label(number)
            valued = self._valued(number)
            if label is not None and "number" in heading_roles(label.said):
                self.findings.set_aside(self.grid, self.grid.row(number))
                continue
            row = self._row(number, label, valued)
            if row is None:
                is_left_out = any(valued == own for rows in self._skipped.values() for _, own in rows)
                self.is_whole = self.is_whole and (not valued or is_left_out)
                continue
            if row.line is not None and valued:
                key = (row.line.name, row.area or "", row.kinds)
                if key in seen:
                    self.findings.report("label_repeated", self.grid, row.label, other=seen[key].address)
                seen.setdefault(key, row.label)
            if valued:
                self.rows.append(row)
        self._report_skipped()

    def _label(self, number: int) -> Cell | None:
        for role in ("label", "area"):
            column = self.block.roles.get(role)
            cell = self.grid.covering(number, column) if column else None
            if cell is not None and (cell.row == number or role == "area" or self.grid.turned or self._beside):
                return cell
        return None

    def _valued(self, number: int) -> list[Cell]:
        columns = {column for column, lane in self.block.lanes.items() if lane.has_meaning or lane.unknown}
        columns -= {self.block.roles[role] for role in _ASIDE if role in self.block.roles}
        columns |= {self.block.roles[role] for role in WINDOW_ROLES if role in self.block.roles}
        return [cell for cell in self.grid.row(number) if cell.column in columns]

    def _row(self, number: int, label: Cell | None, valued: list[Cell]) -> TableRow | None:
        """What a row is about; None for a heading, and for a row that is not understood, which is reported."""
        if label is None:
            self._report_unlabelled(valued)
            return None
        beside, unknown = self._said_beside(number)
        level = self._level(number, label)
        if level and self._heading.level and level <= self._heading.level:
            self._heading = _Heading()
        if unknown is not None and valued:
            self._not_understood("qualifier", label, unknown, valued)
            return None
        unit = self.grid.at(number, self.unit_column) if self.unit_column else None
        area_column, label_column = self.block.roles.get("area"), self.block.roles.get("label")
        if area_column and area_column != label_column:
            return self._of_area(number, label, valued, unit, beside)
        words = label.said
        if is_qualifier(words) and not is_total(words) and (self._line is not None or not valued):
            if valued:
                return self._made(number, label, self._line, self._area, (*beside, *take_apart(words).kinds), unit)
            self._heading = _Heading(self._heading.words, level, self._heading.unit, take_apart(words).kinds)
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
            if line is None and not self._is_part(label):
                self._open_heading(label, level)
            elif line is not None and not line.is_part:
                self._line, self._whole, self._area = line, line, None
            return None
        if line is None:
            self._line = None
            if not self._is_part(label):
                self._whole = None
                self._open_heading(label, level) if level else self._close_heading()
            return None
        if self._is_part(label) or line.is_part:
            if not self._may_be_part(line):
                self._report_misplaced(label, line, valued)
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
            unit.said if unit else "", in_label if area is None else "", "", self._heading.unit, self.declared
        )
        return TableRow(number, label, line, area, (*self._heading.kinds, *kinds), written, unit)

    # ── Headings among the rows ─────────────────────────────────────────────────────────────────────────

    def _level(self, number: int, label: Cell) -> int:
        column = self.block.roles.get("number")
        written = self.grid.at(number, column) if column and column != label.column else None
        return level_of(written.said if written else "", label.said)

    def _open_heading(self, label: Cell, level: int) -> None:
        bare, unit = unit_in_label(without_footnote(label.said)[0])
        outer = self._heading if level and self._heading.level and level > self._heading.level else _Heading()
        unit = unit or declared_unit(label) or outer.unit
        self._heading = _Heading(bare, level or outer.level, unit, outer.kinds)
        self._line, self._whole, self._area = self.block.line, None, None

    def _close_heading(self) -> None:
        self._heading = _Heading("", 0, self._heading.unit, self._heading.kinds)

    # ── Lines ───────────────────────────────────────────────────────────────────────────────────────────

    def _line_of(self, label: Cell, valued: list[Cell], report: bool) -> tuple[Line | None, tuple[str, ...]]:
        """The line that a label means, with its qualifiers; reported where it means none and has figures."""
        parent = self._whole.name if self._whole else (parent_of(self._line) if self._line else "")
        words = without_footnote(label.said)[0]
        line = match_label(words, *self.place, parent)
        if line is None and self._heading.words:
            line = match_label(f"{self._heading.words}: {unit_in_label(words)[0]}", *self.place, parent)
        if line is not None:
            return line, ()
        line, kinds = self._qualified(words, parent)
        if line is not None:
            return line, kinds
        match = find_label(words, *self.place, parent)
        if match.line is not None:
            if report and not match.exact:
                meant = (match.line.label_vi, match.line.label_en)
                self.findings.report("label_similar", self.grid, label, line=meant)
            return match.line, ()
        if report:
            self._report_unknown(label, match, valued)
        return None, ()

    def _qualified(self, words: str, parent: str) -> tuple[Line | None, tuple[str, ...]]:
        """A line's label with qualifiers set apart from it: "Số người tái nghiện (nữ)", "Kế hoạch: …"."""
        parts = [part for part in _APART.split(words) if clean(part)]
        said = [part for part in parts if is_qualifier(part)]
        if not said or len(said) == len(parts):
            return None, ()
        rest = words
        for part in said:
            rest = rest.replace(part, " ")
        rest = re.sub(r"\(\s*\)|^[\s:;,–-]+|[\s:;,–-]+$", "", clean(rest))
        kinds = tuple(kind for part in said for kind in take_apart(part).kinds)
        return match_label(rest, *self.place, parent), kinds

    @staticmethod
    def _is_part(label: Cell) -> bool:
        return bool(_PART.match(fold(area_name(label.said))))

    def _may_be_part(self, line: Line) -> bool:
        """True where the line above that is no "Trong đó" is the one this is a part of, or stands between the two."""
        if not line.is_part:
            return True
        if self._whole is None:
            return False
        order = list(table_lines(*self.place))
        whole = parent_of(line)
        if whole == line.name or not any(own.name == whole for own in order):
            return self._whole.section == line.section
        first = next(index for index, own in enumerate(order) if own.name == whole)
        return self._whole in order[first : order.index(line)]

    # ── Districts ───────────────────────────────────────────────────────────────────────────────────────

    def _of_area(
        self, number: int, label: Cell, valued: list[Cell], unit: Cell | None, beside: tuple[str, ...]
    ) -> TableRow | None:
        """A row of a table whose districts have a column of their own."""
        cell = self.grid.covering(number, self.block.roles["area"])
        if cell is None:
            # A row of no district is nobody's, and no total.
            self._report_unlabelled(valued)
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
        if is_qualifier(words) and not is_total(words, self.province) and valued:
            return self._made(number, cell, self._line, self._area, take_apart(words).kinds, unit)
        told = self._totals.get(number, "")
        if is_total(words, self.province) or told == "total":
            if any(lane.area for lane in self.block.lanes.values()):
                return None
            if told == "total" and not is_total(words, self.province):
                self.findings.report("area_is_total", self.grid, cell)
            self._area = ""
            return self._made(number, cell, self._line, "", (), unit)
        if is_subtotal(words, self.province) or told == "subtotal":
            self._skip("subtotals_left_out", cell, valued)
            return True
        name = area_in(words, self.province)
        mixed = is_column and self.block.roles.get("label") == cell.column
        if not name and is_column and not mixed:
            if self.province and not area_level(words) and valued:
                self._not_understood("area", cell, words, valued)
                self.is_whole = False
                return True
            name = area_name(words)
        if not name:
            return None
        self._area = name
        return self._made(number, cell, self._line, name, (), unit)

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

    def _skip(self, code: str, label: Cell, valued: list[Cell]) -> None:
        if valued:
            self._skipped.setdefault(code, []).append((label, valued))

    def _report_skipped(self) -> None:
        for code, rows in self._skipped.items():
            labels = tuple(label for label, _ in rows)
            named = "; ".join(f"“{clean(label.said)}”" for label in labels)
            self.findings.report(code, self.grid, labels, labels=named)
            self.findings.set_aside(self.grid, [cell for _, valued in rows for cell in valued])

    def _not_understood(self, kind: Kind, label: Cell, words: str, valued: list[Cell]) -> None:
        code = "area_unknown" if kind == "area" else "words_unknown"
        self.findings.report(
            code, self.grid, (label, *valued), words=words, first=valued[0].address, last=valued[-1].address
        )
        self._note(kind, label, words, valued)

    def _note(self, kind: Kind, label: Cell, words: str, valued: list[Cell]) -> None:
        above = self._heading.words or (self._whole.name if self._whole else "")
        self.findings.unknown.append(
            Unknown(kind, self.grid, label, words, *self.place, above=above, figures=tuple(valued))
        )
        self.findings.set_aside(self.grid, valued)

    def _report_misplaced(self, label: Cell, line: Line, valued: list[Cell]) -> None:
        whole = self._whole
        under = (whole.label_vi, whole.label_en) if whole else ("…", "…")
        self.findings.report(
            "part_misplaced", self.grid, (label, *valued), line=(line.label_vi, line.label_en), under=under
        )
        self._note("label", label, label.said, valued)

    def _report_unknown(self, label: Cell, match: Match, valued: list[Cell]) -> None:
        if is_taught_none(label.said, *self.place):
            self.findings.report("label_set_aside", self.grid, label)
            self.findings.set_aside(self.grid, valued)
            return
        if match.rivals:
            rivals = "; ".join(f"“{rival.label_vi}”" for rival in match.rivals)
            self.findings.report("label_ambiguous", self.grid, label, rivals=rivals)
        elif is_total(label.said, self.province) and self._adds_money():
            self.total_rows.append((label, valued))
            self.findings.set_aside(self.grid, valued)
            return
        else:
            nearest = _nearest(nearest_labels(label.said, *self.place))
            self.findings.report("label_unknown", self.grid, label, appendix=self.block.appendix, nearest=nearest)
        self._note("total" if is_total(label.said) else "label", label, label.said, valued)

    def _adds_money(self) -> bool:
        read = [row.line for row in self.rows if row.line]
        return bool(read) and all(line.unit == "triệu đồng" for line in read)

    def _report_unlabelled(self, valued: list[Cell]) -> None:
        if valued:
            self.findings.report("label_unknown", self.grid, tuple(valued), appendix=self.block.appendix, nearest="")
            self.findings.set_aside(self.grid, valued)


def _nearest(labels: tuple[str, ...]) -> tuple[str, str]:
    if not labels:
        return ("", "")
    joined = "; ".join(f"“{label}”" for label in labels)
    return (f" Gần nhất: {joined}.", f" Nearest: {joined}.")
