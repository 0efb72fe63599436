"""Tables of made-up workbooks, in the ways offices lay them out: lines down or years down."""

from dataclasses import dataclass

from rehab.catalog.lines import Line, section_titles, table_lines
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.workbooks.samples.draft import Draft, DraftSheet, Fact
from rehab.workbooks.samples.province import Series

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True)
class Habits:
    """How a table of lines down is written.

    `numbering` is `arabic`, `letters` or `dashes`; `total_column` adds the sum of the review's years;
    `index_row` the row A, B, 1, 2; `extra_columns` columns that no form asks for; `blank_rows` a blank row
    after every section.
    """

    numbering: str = "arabic"
    unit_column: bool = True
    index_row: bool = True
    windows: bool = True
    total_column: bool = False
    extra_columns: bool = False
    blank_rows: bool = False
    deep_header: bool = True
    long_years: bool = False


def yearly_lines(appendix: str, table: str) -> list[Line]:
    """Lines of numbers of a yearly table."""
    return [line for line in table_lines(appendix, table) if line.is_number]


def value_fact(line: str, period: str, values: Series, area: str = "") -> Fact | None:
    """The fact of one value; None for a blank."""
    return Fact(line, period, values[period], area=area) if period in values else None


def put_value(sheet: DraftSheet, row: int, column: int, fact: Fact | None) -> None:
    """Write a value with its fact; a blank writes nothing."""
    if fact is not None and fact.value is not None:
        whole = int(fact.value) if float(fact.value).is_integer() else fact.value
        sheet.put(row, column, whole, "value", fact=fact, number_format="#,##0")


def heading_of(period: str, long: bool = False) -> str | int:
    """A period as a column's heading."""
    if period == calendar().half_year:
        return text("sample.half_year_long" if long else "form.half_year", "vi")
    return text("sample.year", "vi", year=period) if long else int(period)


def lines_down(sheet: DraftSheet, draft: Draft, row: int, own: list[Line], habits: Habits, header: bool = True) -> int:
    """A table with its lines down and years across; the next free row."""
    figures = draft.figures
    first = 4 if habits.unit_column else 3
    windows = habits.windows and any(line.name in figures.windows for line in own)
    total = first + len(calendar().columns) if habits.total_column else 0
    window = first + len(calendar().columns) + bool(total)
    extra = window + 3 * windows
    if header:
        row = _lines_down_header(sheet, row, habits, first, total, window if windows else 0, extra)
    section, sections, count = "", 0, 0
    for line in own:
        if line.section and line.section != section:
            if section and habits.blank_rows:
                row += 1
            section, sections, count = line.section, sections + 1, 0
            sheet.put(row, 1, _ROMAN[sections - 1], "number", bold=True)
            title = section_titles()[line.appendix, line.table, line.section][0]
            sheet.put(row, 2, title, "section", bold=True)
            row += 1
        count += not line.is_part
        sheet.put(row, 1, _number(habits, count, line.is_part), "number")
        sheet.put(row, 2, line.label_vi, "label")
        if habits.unit_column:
            sheet.put(row, 3, line.unit, "unit")
        values = figures.yearly.get(line.name, {})
        for offset, period in enumerate(calendar().columns):
            put_value(sheet, row, first + offset, value_fact(line.name, period, values))
        if total and line.measure == "flow" and len(values) == len(calendar().columns):
            sheet.put(row, total, sum(values[p] for p in calendar().columns[1:]), "total", number_format="#,##0")
        if windows and line.name in figures.windows:
            _put_window(sheet, draft, row, window, line.name)
        if habits.extra_columns and line.is_number:
            sheet.put(row, extra, "Báo cáo của ngành (giả định)", "extra")
        row += 1
    return row + 1


def _lines_down_header(
    sheet: DraftSheet, row: int, habits: Habits, first: int, total: int, window: int, extra: int
) -> int:
    depth = 1 if habits.deep_header else 0
    heads = [(1, text("form.number", "vi")), (2, text("form.label", "vi"))]
    heads += [(3, text("form.unit", "vi"))] if habits.unit_column else []
    heads += [(total, text("sample.total", "vi"))] if total else []
    if habits.extra_columns:
        heads.append((extra, text("sample.source", "vi")))
    for column, written in heads:
        sheet.put(row, column, written, "heading", bold=True)
        sheet.merge(row, column, row + depth, column)
    if depth:
        sheet.put(row, first, text("form.group_years", "vi"), "heading", bold=True)
        sheet.merge(row, first, row, first + len(calendar().columns) - 1)
        if window:
            sheet.put(row, window, text("form.group_window", "vi"), "heading", bold=True)
            sheet.merge(row, window, row, window + 2)
    for offset, period in enumerate(calendar().columns):
        sheet.put(row + depth, first + offset, heading_of(period, habits.long_years), "period", bold=True)
    if window:
        for offset, key in enumerate(("window_value", "window_from", "window_to")):
            sheet.put(row + depth, window + offset, text(f"form.{key}", "vi"), "heading", bold=True)
    row += depth + 1
    if habits.index_row:
        for column in range(1, first + len(calendar().columns)):
            written = "ABC"[column - 1] if column < first else str(column - first + 1)
            sheet.put(row, column, written, "index")
        row += 1
    return row


def _number(habits: Habits, count: int, is_part: bool) -> str | int:
    if is_part:
        return "-"
    if habits.numbering == "letters":
        return f"{chr(96 + min(count, 26))})"
    return count if habits.numbering == "arabic" else "-"


def _put_window(sheet: DraftSheet, draft: Draft, row: int, column: int, line: str) -> None:
    window = draft.figures.windows[line]
    start, end = window.start, window.end
    written = f"{start.day}/{start.month}/{start.year}-{end.day}/{end.month}/{end.year}"
    fact = Fact(line, f"{start.isoformat()}/{end.isoformat()}", window.value, text=written)
    put_value(sheet, row, column, fact)
    sheet.put(row, column + 1, start, "day", number_format="dd/mm/yyyy")
    sheet.put(row, column + 2, end, "day", number_format="dd/mm/yyyy")


def years_down(sheet: DraftSheet, draft: Draft, row: int, own: list[Line]) -> int:
    """A table with years down and lines across."""
    sheet.put(row, 1, text("form.number", "vi"), "heading", bold=True)
    sheet.put(row, 2, text("sample.year_heading", "vi"), "heading", bold=True)
    for offset, line in enumerate(own):
        sheet.put(row, 3 + offset, line.label_vi, "label", bold=True)
        sheet.put(row + 1, 3 + offset, line.unit, "unit")
    row += 2
    for number, period in enumerate(calendar().columns, start=1):
        sheet.put(row, 1, number, "number")
        sheet.put(row, 2, heading_of(period), "period")
        for offset, line in enumerate(own):
            values = draft.figures.yearly.get(line.name, {})
            put_value(sheet, row, 3 + offset, value_fact(line.name, period, values))
        row += 1
    return row + 1
