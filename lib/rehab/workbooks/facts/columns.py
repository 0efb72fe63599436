"""Which columns of a yearly table state a line's figures, and what is to be said of the others."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.folding import clean
from rehab.catalog.lines import Line
from rehab.catalog.periods import Period, calendar
from rehab.catalog.problem_kinds import quoted
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.facts.findings import Findings, range_words
from rehab.workbooks.facts.footnotes import find_note
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.headings.lanes import Lane
from rehab.workbooks.headings.qualifiers import counts_up, fits, is_planned, take_apart
from rehab.workbooks.headings.unknown import Kind, Unknown

_ASIDE = ("number", "label", "area", "unit", "note", "derived")
_YEAR_LIKE = re.compile(r"^\D{0,16}\d{2}\S{0,6}$")
# A report of long after the half-year tells of the whole year where it says the year alone.
_LATE = timedelta(days=62)
_WHOLE_YEAR = re.compile(r"31\s*[/.-]\s*12\s*[/.-]\s*(\d{4})")


@cache
def _kind_labels() -> dict[str, tuple[str, str]]:
    return {row["kind"]: (row["label_vi"], row["label_en"]) for row in read_rows("qualifier_kinds.csv")}


def kind_words(kinds: tuple[str, ...]) -> tuple[str, str]:
    """Qualifiers in words, in Vietnamese and English.

    >>> kind_words(("plan",))
    ('kế hoạch', 'a plan')
    """
    labels = [_kind_labels()[kind] for kind in kinds]
    return ", ".join(vi for vi, _ in labels), ", ".join(en for _, en in labels)


@dataclass
class Columns:
    """The columns of one table: which of them are a line's, which were never read."""

    block: Block
    report_date: date | None
    _filled: dict[int, list[Cell]] = field(default_factory=dict)
    _by_demand: dict[tuple[bool, str, bool], dict[int, Lane]] = field(default_factory=dict)
    _rivals: dict[int, Lane] = field(default_factory=dict)
    _hidden: dict[int, Lane] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number in self.block.rows:
            for cell in self.block.grid.row(number):
                self._filled.setdefault(cell.column, []).append(cell)

    def of(self, line: Line | None) -> dict[int, Lane]:
        """The columns that state a line's figures; those that would do for any line where none is named yet."""
        lines = [line] if line else [lane.line for lane in self.block.lanes.values() if lane.line]
        planned = bool(lines) and all(own is not None and is_planned(own) for own in lines)
        key = (planned, line.measure if line else "", line is not None and counts_up(line))
        if key not in self._by_demand:
            self._by_demand[key] = self._chosen(line or self.block.line)
        return self._by_demand[key]

    def all(self) -> dict[int, Lane]:
        """Every column whose headings mean something, read or not."""
        return {column: lane for column, lane in self.block.lanes.items() if lane.has_meaning or lane.kinds}

    def _chosen(self, line: Line | None) -> dict[int, Lane]:
        usable: dict[tuple[str, str, str], list[int]] = {}
        for column, lane in self.block.lanes.items():
            if lane.has_meaning and self._fits(lane, lane.line or line):
                meaning = (
                    lane.line.name if lane.line else "",
                    lane.period.label if lane.period else "",
                    lane.area or "",
                )
                usable.setdefault(meaning, []).append(column)
        chosen: dict[int, Lane] = {}
        for columns in usable.values():
            own = self._one_of([column for column in columns if column in self._filled] or columns[:1])
            if own:
                chosen[own] = _with_report_date(self.block.lanes[own], self.report_date)
        return dict(sorted(chosen.items()))

    def _one_of(self, columns: list[int]) -> int:
        """The one column of several that say the same; 0 where none stands out: then neither is read."""
        hidden = self.block.grid.hidden_columns
        visible = [column for column in columns if column not in hidden]
        if len(columns) > 1 and len(visible) == 1:
            self._hidden |= {column: self.block.lanes[column] for column in columns if column not in visible}
            return visible[0]
        if len(columns) > 1:
            self._rivals |= {column: self.block.lanes[column] for column in columns}
            return 0
        return columns[0]

    def _fits(self, lane: Lane, line: Line | None) -> bool:
        period = lane.period or self.block.period
        if lane.unknown or not fits((*self.block.kinds, *lane.kinds), line) or self._is_whole_year(lane, period):
            return False
        is_year = period is not None and period.label != calendar().half_year
        is_half = lane.is_half or "half" in self.block.kinds
        return not (is_half and is_year and period is not None and not period.is_window)

    def _is_whole_year(self, lane: Lane, period: Period | None) -> bool:
        """True for a column of the last year as a whole, of which only the first half is reviewed."""
        if period is None or period.label != calendar().half_year or lane.is_half:
            return False
        late = self.report_date is not None and self.report_date > calendar().last_day + _LATE
        captioned = any(
            int(match[1]) == calendar().last_year
            for cell in self.block.caption
            if (match := _WHOLE_YEAR.search(clean(cell.said)))
        )
        return "year" in lane.kinds or late or captioned

    # ── What is to be said ──────────────────────────────────────────────────────────────────────────────

    def report(self, findings: Findings) -> None:
        """Say of every column with figures that no line was read from it, and why."""
        read = {column for own in self._by_demand.values() for column in own}
        asides = {column for role, column in self.block.roles.items() if role in _ASIDE}
        self._report_rivals(findings)
        self._report_notes(findings, read)
        unread: dict[tuple[str, ...], list[tuple[int, Lane]]] = {}
        for column, lane in self.block.lanes.items():
            if column in self._filled and "derived" in lane.roles and self._is_worked_out(column, lane):
                kinds = take_apart(lane.said).kinds
                unread.setdefault(("left",), []).append((column, replace(lane, kinds=kinds)))
                continue
            if column in read or column in self._rivals or column in asides:
                continue
            if column not in self._filled and not (lane.unknown and _is_year_like(lane)):
                continue
            if column in self._hidden:
                findings.report("column_hidden_unread", self.block.grid, lane.heading)
                self._set_aside(findings, [column])
            elif lane.unknown:
                unread.setdefault(("", lane.unknown), []).append((column, lane))
            elif (lane.has_meaning or lane.kinds) and (read or not self._would_do(lane)):
                unread.setdefault(("left",), []).append((column, lane))
        for key, own in unread.items():
            if key[0] == "left":
                self._report_left_out(findings, own, read)
            else:
                self._report_unknown(findings, own, key[1])

    def _is_worked_out(self, column: int, lane: Lane) -> bool:
        """True for figures made of the others, averages or changes; not for codes of lines and sources."""
        figures = any(not is_worded(cell) for cell in self._filled[column])
        return figures and not fits(take_apart(lane.said).kinds, None)

    def _would_do(self, lane: Lane) -> bool:
        """True for a column of which nothing was read because no row was: the rows are what is to be told of."""
        return self._fits(lane, lane.line)

    def _report_rivals(self, findings: Findings) -> None:
        meanings: dict[tuple[str, str, str], list[int]] = {}
        for column, lane in self._rivals.items():
            key = (lane.line.name if lane.line else "", lane.period.label if lane.period else "", lane.area or "")
            meanings.setdefault(key, []).append(column)
        for columns in meanings.values():
            first, *others = [self._rivals[column].heading for column in columns]
            findings.report("year_repeated", self.block.grid, (first, *others), other=others[0].address)
            self._set_aside(findings, columns)

    def _report_notes(self, findings: Findings, read: set[int]) -> None:
        """Say what a mark behind a year refers to; "2019 (6)" without a note may mean anything."""
        grid = self.block.grid
        for heading in dict.fromkeys(self.block.lanes[column].heading for column in sorted(read)):
            mark = without_footnote(heading.said)[1]
            note = find_note(grid, self.block.header, mark) if mark else None
            if note is not None:
                findings.report("footnote_mark", grid, heading, mark=mark, note=note[1], note_cell=note[0].address)
            elif mark:
                findings.report("footnote_missing", grid, heading, mark=mark)

    def _report_unknown(self, findings: Findings, own: list[tuple[int, Lane]], words: str) -> None:
        block, (_, lane) = self.block, own[0]
        values = [cell for column, _ in own for cell in self._filled.get(column, [lane.heading])]
        if any(not is_worded(cell) for cell in values):
            headings = tuple(dict.fromkeys(lane.heading for _, lane in own))
            code = "year_unreadable" if _is_year_like(lane) else "heading_unknown"
            findings.report(
                code, block.grid, headings, appendix=block.appendix, words=words,
                **range_words(values[0].address, values[-1].address),
            )  # fmt: skip
            kind: Kind = "qualifier" if lane.has_meaning else "heading"
            findings.unknown.append(
                Unknown(kind, block.grid, lane.heading, words, block.appendix, block.table, figures=tuple(values))
            )
        self._set_aside(findings, [column for column, _ in own])

    def _report_left_out(self, findings: Findings, own: list[tuple[int, Lane]], read: set[int]) -> None:
        block = self.block
        own_kinds = (kind for _, lane in own for kind in (*block.kinds, *lane.kinds))
        kinds = tuple(dict.fromkeys(own_kinds)) or ("year",)
        excluding = tuple(kind for kind in kinds if kind not in ("actual", "total", "count")) or kinds
        values = [cell for column, _ in own for cell in self._filled[column]]
        chosen = [block.lanes[column].said for column in sorted(read)]
        findings.report(
            "columns_left_out" if chosen else "columns_unread", block.grid,
            tuple(dict.fromkeys(lane.heading for _, lane in own)), why=kind_words(excluding),
            headings="; ".join(dict.fromkeys(quoted(lane.said) for _, lane in own)),
            read="; ".join(dict.fromkeys(quoted(said) for said in chosen)), count=len(values),
        )  # fmt: skip
        self._set_aside(findings, [column for column, _ in own])

    def _set_aside(self, findings: Findings, columns: list[int]) -> None:
        findings.set_aside(self.block.grid, [cell for column in columns for cell in self._filled.get(column, [])])


def _is_year_like(lane: Lane) -> bool:
    return bool(_YEAR_LIKE.match(lane.heading.said)) and lane.period is None


def is_worded(cell: Cell) -> bool:
    """True for a cell of words without a digit, which states no figure."""
    return isinstance(cell.value, str) and not any(sign.isdigit() for sign in cell.value)


def _with_report_date(lane: Lane, day: date | None) -> Lane:
    """The review's last period ends on the report's day, which the heading does not know."""
    own = calendar()
    if lane.period is None or lane.period.label != own.columns[-1] or day is None or day.year != own.last_year:
        return lane
    end = min(lane.period.end, day)
    period = Period(lane.period.label, lane.period.start, end) if end > lane.period.start else lane.period
    return replace(lane, period=period)
