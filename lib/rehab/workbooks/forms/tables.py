"""The tables of the form: yearly tables (lines down, periods across) and list tables (one entry a row)."""

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rehab.catalog.files import read_rows
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import Line, Table, choices, section_titles, table_lines
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import review_rows
from rehab.catalog.texts import text
from rehab.workbooks.forms.style import (
    CLOSED_FILL,
    HEADER_FILL,
    INPUT_FILL,
    SECTION_FILL,
    drop_down,
    fit_row,
    merge,
    note,
    numbers_only,
    write,
)

LIST_ROWS = {"1A": 30, "2B": 10, "3": 12}
# A list that shares its sheet with a yearly table borrows that table's columns, merged to fit its texts.
LIST_SPANS = {"1A": (1, 1, 2, 2, 1, 5), "2B": (1, 3, 1, 1, 6)}
_LIST_ROWS = 12
_FIRST_YEAR_COLUMN = 4
_HEADER_LOOK: dict[str, object] = {
    "bold": True,
    "horizontal": "center",
    "fill": HEADER_FILL,
    "bordered": True,
}


def _window_column() -> int:
    """Where the window's value stands, after the review's periods; its two dates follow, then the note."""
    return _FIRST_YEAR_COLUMN + len(calendar().columns)


def _half_year_column() -> tuple[int, ...]:
    return (_window_column() - 1,) if calendar().half_year else ()


def _note_column() -> int:
    return _window_column() + 3


def yearly_widths() -> tuple[float, ...]:
    """Widths of the columns of a yearly table: number, label, unit, periods, window, note."""
    return (6, 46, 11, *([10] * len(calendar().columns)), 12, 12, 14, 24)


def form_label(line: Line) -> str:
    """A line's label as the form prints it, additions of the project marked."""
    return f"{line.label_vi} {text('form.added', 'vi')}" if line.origin == "project" else line.label_vi


def line_definition(line: Line) -> str:
    """What a line counts, when it is due, where it comes from and which indicators use it.

    >>> from rehab.catalog.lines import lines
    >>> "Dùng cho chỉ tiêu: 7" in line_definition(lines()["admitted_compulsory"])
    True
    """
    parts = [line.label_vi + (f" ({line.unit})." if line.unit else ".")]
    notes = {row["line"]: row["note_vi"] for row in review_rows("line_notes.csv")}
    if line.name in notes:
        parts.append(notes[line.name])
    if line.is_number:
        parts.append(text(f"form.{line.measure}", "vi"))
        parts.append(text(f"form.due_{line.due}", "vi"))
    used = [
        part.id
        for indicator in indicators().values()
        for part in (*indicator.parts, *indicator.alternatives)
        if line.name in (*part.numerator.lines, *part.denominator.lines)
    ]
    if used:
        parts.append(text("form.used_in", "vi", parts=", ".join(used)))
    parts.append(text(f"form.origin_{line.origin}", "vi"))
    return "\n".join(parts)


def write_yearly_table(sheet: Worksheet, table: Table, row: int) -> int:
    """Write one yearly table from `row` down; return the row after it."""
    merge(sheet, row, 1, row, _note_column(), _table_title(table), bold=True, size=12)
    header = row + 1
    _write_yearly_header(sheet, header)
    row = header + 3
    section, section_count = "", 0
    number = 0
    for line in table_lines(table.appendix, table.table):
        if line.section and line.section != section:
            section, section_count = line.section, section_count + 1
            title = section_titles()[(line.appendix, line.table, line.section)][0]
            look: dict[str, object] = {"bold": True, "fill": SECTION_FILL, "bordered": True}
            write(sheet.cell(row, 1), _roman(section_count), horizontal="center", **look)  # type: ignore[arg-type]
            merge(sheet, row, 2, row, _note_column(), title, **look)
            row, number = row + 1, 0
        if not line.is_part:
            number += 1
        _write_yearly_line(sheet, line, row, "-" if line.is_part else str(number))
        row += 1
    return row


def _table_title(table: Table) -> str:
    return f"{table.table}. {table.title_vi}" if table.table else table.title_vi


def _write_yearly_header(sheet: Worksheet, row: int) -> None:
    for column, key in ((1, "number"), (2, "label"), (3, "unit"), (_note_column(), "note")):
        merge(sheet, row, column, row + 1, column, text(f"form.{key}", "vi"), **_HEADER_LOOK)
    merge(sheet, row, _FIRST_YEAR_COLUMN, row, _window_column() - 1, text("form.group_years", "vi"), **_HEADER_LOOK)
    merge(sheet, row, _window_column(), row, _note_column() - 1, text("form.group_window", "vi"), **_HEADER_LOOK)
    half = calendar().half_year
    for offset, period in enumerate(calendar().columns):
        said = text("form.half_year", "vi") if period == half else int(period)
        write(sheet.cell(row + 1, _FIRST_YEAR_COLUMN + offset), said, **_HEADER_LOOK)  # type: ignore[arg-type]
    seconds = (
        (_window_column(), "window_value"),
        (_window_column() + 1, "window_from"),
        (_window_column() + 2, "window_to"),
    )
    for column, key in seconds:
        write(sheet.cell(row + 1, column), text(f"form.{key}", "vi"), **_HEADER_LOOK)  # type: ignore[arg-type]
    write_index_row(sheet, row + 2, _note_column(), 3)


def write_index_row(sheet: Worksheet, row: int, width: int, lettered: int) -> None:
    """The row A, B, C, 1, 2 … under a header."""
    for column in range(1, width + 1):
        label = get_column_letter(column) if column <= lettered else f"({column - lettered})"
        write(sheet.cell(row, column), label, italic=True, size=9, horizontal="center", bordered=True)


def _write_yearly_line(sheet: Worksheet, line: Line, row: int, number: str) -> None:
    write(sheet.cell(row, 1), number, horizontal="center", bordered=True)
    label = write(sheet.cell(row, 2), form_label(line), italic=line.origin == "project", bordered=True)
    note(label, line_definition(line))
    fit_row(sheet, row, [(form_label(line), yearly_widths()[1])])
    write(sheet.cell(row, 3), line.unit or None, horizontal="center", bordered=True)
    closed: set[int] = set()
    if line.due == "year" and line.measure != "text":
        closed.update(_half_year_column())
    if line.measure != "flow":
        closed.add(_window_column() + 1)
    if line.measure == "text":
        closed.update((_window_column(), _window_column() + 2))
    for column in range(_FIRST_YEAR_COLUMN, _note_column()):
        cell = write(sheet.cell(row, column), None, horizontal="right", bordered=True)
        if column in closed:
            cell.fill = CLOSED_FILL
        elif line.is_number and column not in (_window_column() + 1, _window_column() + 2):
            cell.number_format = "#,##0.##" if line.unit in ("triệu đồng", "m2") else "#,##0"
    if line.is_number:
        last = get_column_letter(_window_column())
        numbers_only(sheet, f"{get_column_letter(_FIRST_YEAR_COLUMN)}{row}:{last}{row}")
    write(sheet.cell(row, _note_column()), None, bordered=True)


def write_list_table(sheet: Worksheet, table: Table, row: int) -> int:
    """Write one list table from `row` down; return the row after it."""
    lines = [line for line in table_lines(table.appendix, table.table) if line.name != "no_facility"]
    spans = LIST_SPANS.get(table.appendix + table.table, (1,) * len(lines))
    starts = [2 + sum(spans[:index]) for index in range(len(lines))]
    width = 1 + sum(spans)
    merge(sheet, row, 1, row, max(width, 6), _table_title(table), bold=True, size=12)
    header = row + 1
    _write_list_header(sheet, lines, list(zip(starts, spans, strict=True)), header)
    sheet.row_dimensions[header + 1].height = 62 if table.appendix == "3" else 18
    write_index_row(sheet, header + 2, width, 2)
    first_row = header + 3
    last_row = first_row + LIST_ROWS.get(table.appendix + table.table, _LIST_ROWS) - 1
    for entry_row in range(first_row, last_row + 1):
        write(sheet.cell(entry_row, 1), None, bordered=True)
        for start, span in zip(starts, spans, strict=True):
            merge(sheet, entry_row, start, entry_row, start + span - 1, None, bordered=True)
    for start, line in zip(starts, lines, strict=True):
        letter = get_column_letter(start)
        _restrict(sheet, f"{letter}{first_row}:{letter}{last_row}", line)
    return last_row + 1


def _write_list_header(sheet: Worksheet, lines: list[Line], places: list[tuple[int, int]], row: int) -> None:
    merge(sheet, row, 1, row + 1, 1, text("form.number", "vi"), **_HEADER_LOOK)
    for line, (start, span) in zip(lines, places, strict=True):
        first_row = row + 1 if line.section else row
        merge(sheet, first_row, start, row + 1, start + span - 1, form_label(line), **_HEADER_LOOK)
        note(sheet.cell(first_row, start), line_definition(line))
    for section in dict.fromkeys(line.section for line in lines if line.section):
        own = [place for line, place in zip(lines, places, strict=True) if line.section == section]
        title = section_titles()[(lines[0].appendix, lines[0].table, section)][0]
        merge(sheet, row, own[0][0], row, own[-1][0] + own[-1][1] - 1, title, **_HEADER_LOOK)


def _restrict(sheet: Worksheet, cells: str, line: Line) -> None:
    if line.measure in ("flag", "choice"):
        offered = choices("flag" if line.measure == "flag" else line.name)
        drop_down(sheet, cells, [choice.label_vi for choice in offered])
    elif line.is_number:
        numbers_only(sheet, cells)


def write_facility_box(sheet: Worksheet, row: int) -> int:
    """Write the two questions above the list of centres; return the row after them."""
    box = table_lines("3", "")[0]
    merge(sheet, row, 1, row, 4, form_label(box), bold=True)
    answer = write(sheet.cell(row, 5), None, fill=INPUT_FILL, bordered=True, horizontal="center")
    note(sheet.cell(row, 1), line_definition(box))
    drop_down(sheet, answer.coordinate, [choice.label_vi for choice in choices("flag")])
    labels = {r["line"]: r["label_vi"] for r in read_rows("statements.csv")}
    merge(sheet, row + 1, 1, row + 1, 4, labels["facilities_as_of"], bold=True)
    write(sheet.cell(row + 1, 5), None, fill=INPUT_FILL, bordered=True, horizontal="center")
    return row + 3


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1]
