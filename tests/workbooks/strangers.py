"""Workbooks disturbed the way strangers' are: columns, rows, units and totals that the form does not have.

What is put in states no fact; what a change makes unreadable loses its fact, and must not be read.
"""

import random
from collections.abc import Callable
from dataclasses import replace

from rehab.workbooks.samples.draft import Draft, DraftSheet

TITLE_ROWS = 7
Disturbance = Callable[[Draft, random.Random], None]
Place = tuple[int, int]


def _sheet(draft: Draft, drawn: random.Random) -> DraftSheet:
    return drawn.choice(draft.sheets)


def _years(sheet: DraftSheet) -> list[tuple[Place, int]]:
    """Headings of whole years, from right to left, of sheets whose years stand across and are not merged."""
    found = [
        (place, int(str(cell.value)[-4:]))
        for place, cell in sheet.cells.items()
        if cell.role == "period" and place[0] >= TITLE_ROWS and str(cell.value)[-4:].isdecimal()
    ]
    rows = [place[0] for place, _ in found]
    merged = {column for block in sheet.merged for column in range(block[1], block[3] + 1) if block[0] >= TITLE_ROWS}
    across = [own for own in found if rows.count(own[0][0]) >= 3 and own[0][1] not in merged]
    return sorted(across, key=lambda own: -own[0][1])


def _below(sheet: DraftSheet, heading: Place) -> list[Place]:
    return [p for p, cell in sheet.cells.items() if p[1] == heading[1] and p[0] > heading[0] and cell.role == "value"]


def a_column_of(words: str) -> Disturbance:
    """Beside each year another column of it that is not the year's actual figure."""

    def disturb(draft: Draft, drawn: random.Random) -> None:
        sheet = _sheet(draft, drawn)
        if len({row for (row, _), _ in _years(sheet)}) != 1:
            return
        for (row, column), year in _years(sheet):
            values = [place for place in _below(sheet, (row, column)) if isinstance(sheet.cells[place].value, int)]
            numbers = {place[0]: int(sheet.cells[place].value or 0) + drawn.randint(1, 9) for place in values}
            sheet.insert_columns(column + 1)
            sheet.put(row, column + 1, f"{words} {year}", "heading")
            for number, value in numbers.items():
                sheet.put(number, column + 1, value, "stray")

    return _named(disturb, f"a_column_of {words}")


def a_row_of(words: str) -> Disturbance:
    """Below one line a row of a part of it, or of what was planned."""

    def disturb(draft: Draft, drawn: random.Random) -> None:
        sheet = _sheet(draft, drawn)
        labels = [
            place for place, cell in sheet.cells.items()
            if cell.role == "label" and sum(c.fact is not None for p, c in sheet.cells.items() if p[0] == place[0]) >= 3
            and not any(block[0] <= place[0] <= block[2] for block in sheet.merged)
        ]  # fmt: skip
        if not labels or not _years(sheet):
            return
        row, column = drawn.choice(labels)
        facts = [(p[1], c.value) for p, c in sheet.cells.items() if p[0] == row and c.role == "value"]
        sheet.insert_rows(row + 1, 1)
        sheet.put(row + 1, column, words, "garbled")
        for own, value in facts:
            if isinstance(value, int):
                sheet.put(row + 1, own, max(0, value - 1), "stray")

    return _named(disturb, f"a_row_of {words}")


def a_heading_with(words: str, known: bool) -> Disturbance:
    """One year's heading says more; unless that is known, its column states nothing that is understood."""

    def disturb(draft: Draft, drawn: random.Random) -> None:
        sheet = _sheet(draft, drawn)
        years = _years(sheet)
        if len({row for (row, _), _ in years}) != 1:
            return
        (place, year) = drawn.choice(years)
        sheet.change(place, value=words.format(year=year))
        for own in _below(sheet, place) if not known else ():
            sheet.change(own, fact=None)

    return _named(disturb, f"a_heading_with {words}")


def two_years_in_one_cell(draft: Draft, drawn: random.Random) -> None:
    """A figure merged over two years states neither of them."""
    sheet = _sheet(draft, drawn)
    columns = {place[1] for place, _ in _years(sheet)}
    pairs = [
        (row, column) for (row, column), cell in sheet.cells.items()
        if cell.fact and cell.role == "value" and {column, column + 1} <= columns and (row, column + 1) in sheet.cells
        and isinstance(cell.value, int) and not cell.fact.area
    ]  # fmt: skip
    if pairs:
        row, column = drawn.choice(pairs)
        del sheet.cells[row, column + 1]
        sheet.change((row, column), fact=None)
        sheet.merge(row, column, row, column + 1)


def a_label_in_percent(draft: Draft, drawn: random.Random) -> None:
    """A label says that its figures are shares: none of them is a count."""
    sheet = _sheet(draft, drawn)
    labels = [p for p, c in sheet.cells.items() if c.role == "label" and isinstance(c.value, str) and _years(sheet)]
    if labels:
        place = drawn.choice(labels)
        sheet.change(place, value=f"{sheet.cells[place].value} (%)", role="garbled")
        for own, cell in list(sheet.cells.items()):
            if own[0] == place[0] and cell.fact is not None:
                sheet.change(own, fact=None)


def in_thousands(draft: Draft, drawn: random.Random) -> None:
    """Rows of persons are counted in thousands: what is read is a thousand times what stands there."""
    sheet = _sheet(draft, drawn)
    units = [p for p, c in sheet.cells.items() if c.value == "người" and p[0] >= TITLE_ROWS]
    if not units or not _years(sheet):
        return
    place = drawn.choice(units)
    sheet.change(place, value=drawn.choice(("nghìn người", "1.000 người", "ngàn người")))
    for own, cell in list(sheet.cells.items()):
        if own[0] == place[0] and cell.fact is not None and cell.fact.value is not None:
            sheet.change(own, fact=replace(cell.fact, value=cell.fact.value * 1000))


def an_index_row_of_numbers(draft: Draft, drawn: random.Random) -> None:
    sheet = _sheet(draft, drawn)
    years = _years(sheet)
    if years and len({place[0] for place, _ in years}) == 1:
        row = years[0][0][0]
        if not any(p[0] == row + 1 and c.role in ("period", "heading") for p, c in sheet.cells.items()):
            sheet.insert_rows(row + 1, 1)
            for column in range(1, sheet.last_column + 1):
                sheet.put(row + 1, column, column, "heading")


def a_number_far_below(draft: Draft, drawn: random.Random) -> None:
    sheet = _sheet(draft, drawn)
    sheet.put(
        sheet.last_row + drawn.randint(2, 9), drawn.randint(1, sheet.last_column + 1), drawn.randint(1, 999), "stray"
    )


def another_word_for_the_total(draft: Draft, drawn: random.Random) -> None:
    words = drawn.choice(("T.Cộng", "TC", "Tổng toàn tỉnh", "Grand Total", "Cộng:", "Tổng cộng toàn tỉnh"))
    for sheet in draft.sheets:
        for place, cell in list(sheet.cells.items()):
            if (
                place[0] >= TITLE_ROWS
                and isinstance(cell.value, str)
                and cell.value.casefold() in ("tổng cộng", "toàn tỉnh")
            ):
                sheet.change(place, value=words)


def goals_renumbered(draft: Draft, drawn: random.Random) -> None:
    """The province numbers the goals in an order of its own: their words tell which they are."""
    for sheet in draft.sheets:
        rows = [place[0] for place, cell in sheet.cells.items() if cell.role == "goal"]
        numbers = [sheet.cells[row, 1].value for row in rows if (row, 1) in sheet.cells]
        if len(numbers) == len(rows):
            drawn.shuffle(numbers)
            for row, number in zip(rows, numbers, strict=True):
                sheet.change((row, 1), value=number)


def _named(disturb: Disturbance, name: str) -> Disturbance:
    disturb.__name__ = name
    return disturb


STRANGE: tuple[Disturbance, ...] = (
    *map(a_column_of, ("KH", "Kế hoạch năm", "Ước TH", "Nữ", "Nam", "Tỷ lệ (%)", "Lũy kế đến", "6 tháng", "So cùng kỳ",
                       "Đã hủy", "Dự toán", "Quý I", "Vùng sâu, vùng xa", "Số cũ")),
    *map(a_row_of, ("Trong đó: nữ", "Kế hoạch", "- Nam", "Cùng kỳ năm trước", "Tỷ lệ (%)", "Ước thực hiện cả năm")),
    a_heading_with("TH {year}", known=True),
    a_heading_with("Kết quả thực hiện năm {year}", known=True),
    a_heading_with("{year} (vùng biên giới)", known=False),
    a_heading_with("{year} - dự kiến", known=False),
    two_years_in_one_cell,
    a_label_in_percent,
    in_thousands,
    an_index_row_of_numbers,
    a_number_far_below,
    another_word_for_the_total,
    goals_renumbered,
)  # fmt: skip
