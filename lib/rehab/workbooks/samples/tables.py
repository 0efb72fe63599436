"""Tables of made-up workbooks, in the ways offices lay them out: lines down or across, by year, by district."""

from dataclasses import dataclass

from rehab.catalog.lines import Line, lines, section_titles, table_lines
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.workbooks.samples.draft import Draft, DraftSheet, Fact
from rehab.workbooks.samples.province import Series

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True)
class Look:
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


def lines_down(sheet: DraftSheet, draft: Draft, row: int, own: list[Line], look: Look, header: bool = True) -> int:
    """A table with its lines down and years across; the next free row."""
    figures = draft.figures
    first = 4 if look.unit_column else 3
    windows = look.windows and any(line.name in figures.windows for line in own)
    total = first + len(calendar().columns) if look.total_column else 0
    window = first + len(calendar().columns) + bool(total)
    extra = window + 3 * windows
    if header:
        row = _lines_down_header(sheet, row, look, first, total, window if windows else 0, extra)
    section, sections, count = "", 0, 0
    for line in own:
        if line.section and line.section != section:
            if section and look.blank_rows:
                row += 1
            section, sections, count = line.section, sections + 1, 0
            sheet.put(row, 1, _ROMAN[sections - 1], "number", bold=True)
            title = section_titles()[line.appendix, line.table, line.section][0]
            sheet.put(row, 2, title, "section", bold=True)
            row += 1
        count += not line.is_part
        sheet.put(row, 1, _number(look, count, line.is_part), "number")
        sheet.put(row, 2, line.label_vi, "label")
        if look.unit_column:
            sheet.put(row, 3, line.unit, "unit")
        values = figures.yearly.get(line.name, {})
        for offset, period in enumerate(calendar().columns):
            put_value(sheet, row, first + offset, value_fact(line.name, period, values))
        if total and line.measure == "flow" and len(values) == len(calendar().columns):
            sheet.put(row, total, sum(values[p] for p in calendar().columns[1:]), "total", number_format="#,##0")
        if windows and line.name in figures.windows:
            _put_window(sheet, draft, row, window, line.name)
        if look.extra_columns and line.is_number:
            sheet.put(row, extra, "Báo cáo của ngành (giả định)", "extra")
        row += 1
    return row + 1


def _lines_down_header(sheet: DraftSheet, row: int, look: Look, first: int, total: int, window: int, extra: int) -> int:
    depth = 1 if look.deep_header else 0
    heads = [(1, text("form.number", "vi")), (2, text("form.label", "vi"))]
    heads += [(3, text("form.unit", "vi"))] if look.unit_column else []
    heads += [(total, text("sample.total", "vi"))] if total else []
    if look.extra_columns:
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
        sheet.put(row + depth, first + offset, heading_of(period, look.long_years), "period", bold=True)
    if window:
        for offset, key in enumerate(("window_value", "window_from", "window_to")):
            sheet.put(row + depth, window + offset, text(f"form.{key}", "vi"), "heading", bold=True)
    row += depth + 1
    if look.index_row:
        for column in range(1, first + len(calendar().columns)):
            written = "ABC"[column - 1] if column < first else str(column - first + 1)
            sheet.put(row, column, written, "index")
        row += 1
    return row


def _number(look: Look, count: int, is_part: bool) -> str | int:
    if is_part:
        return "-"
    if look.numbering == "letters":
        return f"{chr(96 + min(count, 26))})"
    return count if look.numbering == "arabic" else "-"


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


def split(total: float, parts: int, turn: int) -> list[float]:
    """A whole number as a sum of whole parts, unequal in a way that depends on `turn`.

    >>> sum(split(931, 4, 2))
    931.0
    """
    weights = [1 + (7 * (index + turn)) % 5 for index in range(parts)]
    shares = [int(total * weight / sum(weights)) for weight in weights]
    shares[turn % parts] += int(total) - sum(shares)
    return [float(share) for share in shares]


def district_values(draft: Draft, line: str) -> dict[str, dict[str, float]]:
    """A line's values of each district, adding up to the province's."""
    values = draft.figures.yearly.get(line, {})
    found: dict[str, dict[str, float]] = {district: {} for district in draft.figures.districts}
    for turn, period in enumerate(values):
        for district, share in zip(found, split(values[period], len(found), turn), strict=True):
            found[district][period] = share
    return found


def districts_of_line(sheet: DraftSheet, draft: Draft, row: int, line: str, number: int, total: str) -> int:
    """One line by districts down and years across, named by its caption; `total` is `top`, `bottom` or `none`."""
    caption = text("sample.by_district", "vi", number=number, line=lines()[line].label_vi)
    sheet.put(row, 1, caption, "caption", bold=True)
    row += 1
    sheet.put(row, 1, text("form.number", "vi"), "heading")
    sheet.put(row, 2, text("sample.area_heading", "vi"), "heading")
    for offset, period in enumerate(calendar().columns):
        sheet.put(row, 3 + offset, heading_of(period), "period")
    row += 1
    rows = [(district, values) for district, values in district_values(draft, line).items()]
    whole = ("", draft.figures.yearly.get(line, {}))
    ordered = [whole, *rows] if total == "top" else [*rows, whole] if total == "bottom" else rows
    for count, (area, values) in enumerate(ordered, start=1):
        sheet.put(row, 1, count if area else None, "number")
        sheet.put(row, 2, area or text("sample.total", "vi"), "area")
        for offset, period in enumerate(calendar().columns):
            put_value(sheet, row, 3 + offset, value_fact(line, period, values, area))
        row += 1
    if total == "none":
        _note_sums(draft, line)
    return row + 1


def _note_sums(draft: Draft, line: str) -> None:
    values = draft.figures.yearly.get(line, {})
    draft.sums += [Fact(line, period, value) for period, value in values.items()]


def districts_both_ways(sheet: DraftSheet, draft: Draft, row: int, own: list[str], lines_above: bool) -> int:
    """Districts down; across, lines over years (`lines_above`) or years over lines."""
    sheet.put(row, 1, text("form.number", "vi"), "heading")
    sheet.merge(row, 1, row + 1, 1)
    sheet.put(row, 2, text("sample.area_heading", "vi"), "heading")
    sheet.merge(row, 2, row + 1, 2)
    periods = calendar().columns
    pairs = (
        [(line, p) for line in own for p in periods] if lines_above else [(line, p) for p in periods for line in own]
    )
    group = len(periods) if lines_above else len(own)
    for offset, (line, period) in enumerate(pairs):
        column, label = 3 + offset, lines()[line].label_vi
        upper, lower = (label, heading_of(period)) if lines_above else (heading_of(period), label)
        if offset % group == 0:
            sheet.put(row, column, upper, "label" if lines_above else "period")
            sheet.merge(row, column, row, column + group - 1)
        sheet.put(row + 1, column, lower, "period" if lines_above else "label")
    row += 2
    for number, district in enumerate(draft.figures.districts, start=1):
        sheet.put(row, 1, number, "number")
        sheet.put(row, 2, district, "area")
        for offset, (line, period) in enumerate(pairs):
            values = district_values(draft, line)[district]
            put_value(sheet, row, 3 + offset, value_fact(line, period, values, district))
        row += 1
    sheet.put(row, 2, text("sample.total", "vi"), "area")
    for offset, (line, period) in enumerate(pairs):
        put_value(sheet, row, 3 + offset, value_fact(line, period, draft.figures.yearly.get(line, {})))
    return row + 2


def districts_below_lines(sheet: DraftSheet, draft: Draft, row: int, own: list[str]) -> int:
    """Each line with the province's figures, its districts in the rows below it; years across."""
    row = _plain_header(sheet, row, text("form.label", "vi"))
    for number, line in enumerate(own, start=1):
        sheet.put(row, 1, number, "number")
        sheet.put(row, 2, lines()[line].label_vi, "label", bold=True)
        values = draft.figures.yearly.get(line, {})
        for offset, period in enumerate(calendar().columns):
            put_value(sheet, row, 3 + offset, value_fact(line, period, values))
        row += 1
        for district, shares in district_values(draft, line).items():
            sheet.put(row, 2, f"- {district}", "area")
            for offset, period in enumerate(calendar().columns):
                put_value(sheet, row, 3 + offset, value_fact(line, period, shares, district))
            row += 1
    return row + 1


def _plain_header(sheet: DraftSheet, row: int, label: str) -> int:
    sheet.put(row, 1, text("form.number", "vi"), "heading")
    sheet.put(row, 2, label, "heading")
    for offset, period in enumerate(calendar().columns):
        sheet.put(row, 3 + offset, heading_of(period), "period")
    return row + 1


def lines_below_districts(sheet: DraftSheet, draft: Draft, row: int, own: list[str]) -> int:
    """A merged column of districts, each with its lines; years across; no total, so the sums must be made."""
    for column, key in ((1, "sample.area_heading"), (2, "form.label")):
        sheet.put(row, column, text(key, "vi"), "heading")
    for offset, period in enumerate(calendar().columns):
        sheet.put(row, 3 + offset, heading_of(period), "period")
    row += 1
    for district in draft.figures.districts:
        sheet.put(row, 1, district, "area")
        sheet.merge(row, 1, row + len(own) - 1, 1)
        for line in own:
            sheet.put(row, 2, lines()[line].label_vi, "label")
            shares = district_values(draft, line)[district]
            for offset, period in enumerate(calendar().columns):
                put_value(sheet, row, 3 + offset, value_fact(line, period, shares, district))
            row += 1
    for line in own:
        _note_sums(draft, line)
    return row + 1


def districts_by_year(sheet: DraftSheet, draft: Draft, row: int, own: list[str]) -> int:
    """One table a year: districts down, lines across."""
    for period in calendar().columns:
        written = heading_of(period, long=True)
        sheet.put(row, 1, written, "caption", bold=True)
        row += 1
        sheet.put(row, 1, text("form.number", "vi"), "heading")
        sheet.put(row, 2, text("sample.area_heading", "vi"), "heading")
        for offset, line in enumerate(own):
            sheet.put(row, 3 + offset, lines()[line].label_vi, "label")
        row += 1
        for number, district in enumerate(draft.figures.districts, start=1):
            sheet.put(row, 1, number, "number")
            sheet.put(row, 2, district, "area")
            for offset, line in enumerate(own):
                shares = district_values(draft, line)[district]
                put_value(sheet, row, 3 + offset, value_fact(line, period, shares, district))
            row += 1
        row += 1
    for line in own:
        _note_sums(draft, line)
    return row
