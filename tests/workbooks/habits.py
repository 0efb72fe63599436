"""Workbooks disturbed by the habits of offices: pages, titles, marks at figures, letters, rows between.

As in `strangers`: what is put in states no fact, and what a change makes unreadable must be reported, not read wrong.
"""

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from rehab.catalog.lines import lines
from rehab.workbooks.headings.qualifiers import caption_qualifiers, counts_up
from rehab.workbooks.samples.draft import FONT, Draft, DraftSheet
from strangers import TITLE_ROWS, Disturbance, Place, _below, _named, _sheet, _years

_FIRST_ROWS = 5
_WORDED = ("label", "heading", "goal", "section", "caption", "period")


def _one_header(sheet: DraftSheet) -> int:
    """The row of the years of a sheet with one table of years across; 0 for any other."""
    rows = {place[0] for place, _ in _years(sheet)}
    others = [place for place, cell in sheet.cells.items() if cell.role == "period" and place[0] not in rows]
    return rows.pop() if len(rows) == 1 and not [p for p in others if p[0] >= TITLE_ROWS] else 0


def _body(sheet: DraftSheet, header: int) -> list[int]:
    return sorted({row for (row, _), cell in sheet.cells.items() if row > header and cell.role == "value"})


def _label_column(sheet: DraftSheet, row: int) -> int:
    return next((c for (r, c), cell in sorted(sheet.cells.items()) if r == row and cell.role in ("label", "area")), 0)


def _yearly_facts(sheet: DraftSheet) -> list[Place]:
    own = [(place, cell) for place, cell in sheet.cells.items() if cell.fact is not None and cell.role == "value"]
    return [place for place, cell in own if cell.fact is not None and not cell.fact.entry]


def a_heading_repeated(draft: Draft, drawn: random.Random) -> None:
    """The header once more where a page begins."""
    sheet = _sheet(draft, drawn)
    header = _one_header(sheet)
    rows = _body(sheet, header) if header else []
    tops = [block[0] for block in sheet.merged if block[2] == header and block[0] >= TITLE_ROWS]
    top = min([header, *tops])
    # "Trong đó" goes with the line above it, whatever page it is on; a district block merged over rows is not cut.
    cuts = [
        row for row in rows[2:]
        if not any(block[0] < row <= block[2] for block in sheet.merged)
    ]  # fmt: skip
    if not cuts:
        return
    at = drawn.choice(cuts)
    head = {(row, column): cell for (row, column), cell in sheet.cells.items() if top <= row <= header}
    blocks = [block for block in sheet.merged if top <= block[0] and block[2] <= header]
    depth = header - top + 1
    sheet.insert_rows(at, depth)
    for (row, column), cell in head.items():
        sheet.cells[at + row - top, column] = replace(cell, fact=None)
    sheet.merged += [(a + at - top, b, c + at - top, d) for a, b, c, d in blocks]


def headings_not_merged(draft: Draft, drawn: random.Random) -> None:
    """Upper headings stand over the first of their columns, as after a copy of values."""
    sheet = _sheet(draft, drawn)
    heads = {place for place, cell in sheet.cells.items() if cell.role in ("heading", "label", "period")}
    sheet.merged = [
        block for block in sheet.merged if block[0] < TITLE_ROWS or block[1] == block[3] or block[:2] not in heads
    ]


def a_title_that_says(words: str) -> Disturbance:
    """Above all of a sheet's tables it says that their figures are of some only."""
    kind = caption_qualifiers(words)

    def disturb(draft: Draft, drawn: random.Random) -> None:
        sheet = _sheet(draft, drawn)
        roles = {place[0]: cell.role for place, cell in sorted(sheet.cells.items(), reverse=True)}
        first = next((row for row in sorted(roles) if roles[row] in ("number", "heading", "caption")), 0)
        of_areas = any(cell.fact and cell.fact.area for cell in sheet.cells.values())
        if first < _FIRST_ROWS or not _one_header(sheet) or of_areas:
            return
        sheet.insert_rows(first, 2)
        sheet.put(first, 1, words, "title")
        for place in _yearly_facts(sheet):
            fact = sheet.cells[place].fact
            # Of a line that counts from the beginning, cumulative figures are the figures.
            if fact is None or not (kind == ("cumulative",) and counts_up(lines()[fact.line])):
                sheet.change(place, fact=None, role="stray")

    return _named(disturb, f"a_title_that_says {words}")


def figures_written(as_written: Callable[[int, random.Random], str], name: str) -> Disturbance:
    """A tenth of the figures of a sheet is text, with something at the number."""

    def disturb(draft: Draft, drawn: random.Random) -> None:
        sheet = _sheet(draft, drawn)
        for place, cell in list(sheet.cells.items()):
            if cell.role == "value" and isinstance(cell.value, int) and drawn.random() < 0.1:
                sheet.change(place, value=as_written(cell.value, drawn), number_format="@")

    return _named(disturb, f"figures_written {name}")


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))


def words_written(as_written: Callable[[str, random.Random], str], name: str) -> Disturbance:
    """All labels, headings and titles are written in a way of the office's own."""

    def disturb(draft: Draft, drawn: random.Random) -> None:
        for sheet in draft.sheets:
            for place, cell in list(sheet.cells.items()):
                if cell.role in _WORDED and isinstance(cell.value, str) and not cell.runs and cell.font == FONT:
                    sheet.change(place, value=as_written(cell.value, drawn))

    return _named(disturb, f"words_written {name}")


def _unmarked(written: str) -> str:
    letters = unicodedata.normalize("NFD", written.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def years_as_days(draft: Draft, drawn: random.Random) -> None:
    """Years are days of Excel, shown as their year."""
    sheet = _sheet(draft, drawn)
    for place, year in _years(sheet):
        sheet.change(place, value=date(year, 12, 31), number_format="yyyy")


def years_as_words(words: str) -> Disturbance:
    def disturb(draft: Draft, drawn: random.Random) -> None:
        sheet = _sheet(draft, drawn)
        for place, year in _years(sheet):
            sheet.change(place, value=words.format(year=year))

    return _named(disturb, f"years_as_words {words}")


def an_error_in_a_cell(draft: Draft, drawn: random.Random) -> None:
    facts = [(sheet, place) for sheet in draft.sheets for place in _yearly_facts(sheet)]
    for sheet, place in drawn.sample(facts, min(3, len(facts))):
        sheet.change(place, value=drawn.choice(("#REF!", "#N/A", "#DIV/0!", "#VALUE!")))


def a_row_between(words: str, numbers: bool) -> Disturbance:
    """A row that is no line's: a note, a share, a sum carried over."""

    def disturb(draft: Draft, drawn: random.Random) -> None:
        sheet = _sheet(draft, drawn)
        header = _one_header(sheet)
        rows = [row for row in _body(sheet, header)[1:] if header] if header else []
        rows = [row for row in rows if not any(block[0] < row <= block[2] for block in sheet.merged)]
        if not rows:
            return
        at = drawn.choice(rows)
        column = _label_column(sheet, at)
        columns = [c for (row, c), cell in sheet.cells.items() if row == at and cell.role == "value"]
        if not column:
            return
        sheet.insert_rows(at)
        sheet.put(at, column, words, "stray")
        for own in columns if numbers else ():
            sheet.put(at, own, drawn.randint(3, 97), "stray")

    return _named(disturb, f"a_row_between {words}")


def a_stranger_among_districts(draft: Draft, drawn: random.Random) -> None:
    """A row with figures that is no district of the province: what there is of a sum is another's."""
    words = drawn.choice(("Công an tỉnh", "Trại tạm giam", "Ngoài tỉnh", "Đối tượng vãng lai"))
    for sheet in draft.sheets:
        areas = [place for place, cell in sheet.cells.items() if cell.role == "area"]
        last = max(areas, default=None)
        if last is None or any(block[0] <= last[0] <= block[2] for block in sheet.merged if block[0] >= TITLE_ROWS):
            continue
        columns = [c for (row, c), cell in sheet.cells.items() if row == last[0] and cell.role == "value"]
        if len(areas) < 3 or not _one_header(sheet) or not columns or sheet.cells[last].value == "Tổng cộng":
            continue
        sheet.put(last[0] + 1, last[1], words, "garbled")
        for column in columns:
            sheet.put(last[0] + 1, column, drawn.randint(1, 30), "stray")
        draft.sums = []


def all_on_one_sheet(draft: Draft, drawn: random.Random) -> None:
    """All appendices below each other on one sheet."""
    first = draft.sheets[0]
    if first.hidden or any(sheet.hidden or sheet.hidden_rows or sheet.hidden_columns for sheet in draft.sheets):
        return
    row = first.last_row + 3
    for sheet in draft.sheets[1:]:
        for (r, column), cell in sheet.cells.items():
            first.cells[row + r, column] = cell
        first.merged += [(a + row, b, c + row, d) for a, b, c, d in sheet.merged]
        row += sheet.last_row + 3
    first.name = "Sheet1"
    draft.sheets[1:] = []


def columns_of_blanks(draft: Draft, drawn: random.Random) -> None:
    """A narrow blank column between all columns of a sheet."""
    sheet = _sheet(draft, drawn)
    for column in range(sheet.last_column, 1, -1):
        sheet.insert_columns(column)


def rows_of_blanks(draft: Draft, drawn: random.Random) -> None:
    sheet = _sheet(draft, drawn)
    for row in range(sheet.last_row, TITLE_ROWS + 3, -2):
        if not any(block[0] < row <= block[2] for block in sheet.merged):
            sheet.insert_rows(row)


def a_column_of_sums(draft: Draft, drawn: random.Random) -> None:
    """Before the years stands their sum."""
    sheet = _sheet(draft, drawn)
    header = _one_header(sheet)
    if not header:
        return
    first = min(place[1] for place, _ in _years(sheet))
    rows = dict.fromkeys(_body(sheet, header), 0)
    for (row, _), cell in sheet.cells.items():
        if row in rows and cell.role == "value" and isinstance(cell.value, int):
            rows[row] += cell.value
    sheet.insert_columns(first)
    sheet.put(
        header, first, drawn.choice(("Tổng", "Cộng", "Tổng 5 năm", "Giai đoạn 2016-2020", "Bình quân/năm")), "heading"
    )
    for row, total in rows.items():
        sheet.put(row, first, total, "stray")


def a_year_struck_by_a_stranger(draft: Draft, drawn: random.Random) -> None:
    """A year's heading is a year that the review does not have: its column states nothing of it."""
    sheet = _sheet(draft, drawn)
    if not _one_header(sheet):
        return
    place, _ = drawn.choice(_years(sheet))
    sheet.change(place, value=drawn.choice((2013, 2021, "Năm 2014", "2022")))
    for own in _below(sheet, place):
        # A list further down has columns of its own.
        fact = sheet.cells[own].fact
        if fact is None or not fact.entry:
            sheet.change(own, fact=None)


def a_place_and_a_day(draft: Draft, drawn: random.Random) -> None:
    sheet = _sheet(draft, drawn)
    if (3, 7) not in sheet.cells:
        sheet.put(6, 4, "TP. Mẫu, ngày 22 tháng 6 năm 2020", "text")


HABITS: tuple[Disturbance, ...] = (
    a_heading_repeated,
    a_heading_repeated,
    headings_not_merged,
    *map(a_title_that_says, ("Số liệu người nghiện là nữ", "Ước thực hiện", "Dự toán giao các năm", "SỐ LIỆU LŨY KẾ",
                             "Tỷ lệ phần trăm so với năm trước", "Bản nháp", "Số liệu 6 tháng cuối năm")),
    figures_written(lambda n, _: f"{n} (1)", "(1)"),
    figures_written(lambda n, _: f"{n}*", "*"),
    figures_written(lambda n, _: f"{n}¹", "¹"),
    figures_written(lambda n, _: f"{n:,}".replace(",", " "), "1 234"),
    figures_written(lambda n, _: f"{n:,}".replace(",", "\u00a0"), "NBSP"),
    figures_written(lambda n, _: f"'{n}", "'"),
    figures_written(lambda n, _: _full_width(n), "full width"),
    figures_written(lambda n, _: f"~{n}", "~"),
    figures_written(lambda n, drawn: f"{n}\n{n + drawn.randint(1, 9)}", "two lines"),
    figures_written(lambda n, drawn: f"{n} ({drawn.randint(1, 9)} nữ)", "women beside"),
    figures_written(lambda n, drawn: f"{n}/{n + drawn.randint(1, 9)}", "of"),
    figures_written(lambda n, _: f"{n},0", ",0"),
    figures_written(lambda n, _: f"({n})", "in brackets"),
    words_written(lambda said, _: _unmarked(said), "without marks"),
    words_written(lambda said, _: f"  {said.replace(' ', '  ')} ", "with spaces"),
    words_written(lambda said, drawn: f"{said}{drawn.choice(('', ':', ' ', '.'))}", "with stops"),
    words_written(lambda said, drawn: said + drawn.choice(("", "", "", "¹", " (1)", " (*)")), "with marks of notes"),
    words_written(lambda said, _: re.sub(" ", "\n", said, count=1), "on two lines"),
    years_as_days,
    *map(years_as_words, ("Năm {year}", "NĂM {year}", "nam {year}", "{year} ", "31/12/{year}", "Đến 31/12/{year}")),
    an_error_in_a_cell,
    *(a_row_between(words, numbers=True) for words in ("Tỷ lệ so với năm trước (%)", "Cộng mang sang", "Tăng, giảm",
                                                      "Trong đó: dưới 18 tuổi", "Số liệu khác")),
    a_row_between("Ghi chú: số liệu do Công an tỉnh cung cấp", numbers=False),
    a_stranger_among_districts,
    all_on_one_sheet,
    columns_of_blanks,
    rows_of_blanks,
    a_column_of_sums,
    a_year_struck_by_a_stranger,
    a_place_and_a_day,
)  # fmt: skip
