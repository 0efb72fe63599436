"""Tables of made-up workbooks with figures of districts, in the ways offices lay them out."""

from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.workbooks.samples.draft import Draft, DraftSheet, Fact
from rehab.workbooks.samples.tables import heading_of, put_value, value_fact


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
