"""Workbooks disturbed the way people disturb them, so that reading can be held against the truth."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from habits import HABITS

from rehab.catalog.lines import lines
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.workbooks.samples import mess
from rehab.workbooks.samples.composition import LAYOUTS, plain
from rehab.workbooks.samples.draft import FONT, Draft, DraftSheet
from rehab.workbooks.samples.figures import make_figures
from rehab.workbooks.samples.generator import REAL_PROVINCE
from strangers import STRANGE, Disturbance

# The title block says whose report it is and of what day: everything else may be disturbed.
TITLE_ROWS = 7


def disturbed(seed: int, among: tuple[Disturbance, ...] = ()) -> tuple[Draft, list[str]]:
    """A made-up workbook with a few disturbances, of those named or of all; the same seed gives the same one."""
    drawn = random.Random(seed)
    made = [province for province in provinces().values() if province.code != REAL_PROVINCE]
    figures = make_figures(drawn.choice(made), seed)
    draft = drawn.choice((*LAYOUTS, plain, plain, plain))(figures)
    chosen = [drawn.choice(among or DISTURBANCES) for _ in range(drawn.randint(1, 4))]
    # What is lost before a sheet is copied is lost in the copy as well.
    chosen.sort(key=lambda disturb: disturb is a_sheet_doubled)
    for disturb in chosen:
        disturb(draft, drawn)
    _renumber_entries(draft)
    _add_up_again(draft)
    return draft, [disturb.__name__ for disturb in chosen]


def _renumber_entries(draft: Draft) -> None:
    """Entries are numbered as they are met, so the truth is too."""
    numbers: dict[tuple[str, str], dict[str, str]] = {}
    for sheet in draft.sheets:
        for place, cell in sorted(sheet.cells.items()):
            fact = cell.fact
            if fact is None or not fact.entry or fact.line not in lines():
                continue
            line = lines()[fact.line]
            own = numbers.setdefault((line.appendix, line.table), {})
            number = own.setdefault(fact.entry, str(len(own) + 1))
            sheet.change(place, fact=replace(fact, entry=number))


def _add_up_again(draft: Draft) -> None:
    """A total to be made is the sum of the districts that are still there."""
    left: dict[tuple[str, str], float] = {}
    for sheet in draft.sheets:
        for cell in sheet.cells.values():
            if cell.fact is not None and cell.fact.area and cell.fact.value is not None:
                key = (cell.fact.line, cell.fact.period)
                left[key] = left.get(key, 0.0) + cell.fact.value
    draft.sums = [
        replace(fact, value=left[fact.line, fact.period]) for fact in draft.sums if (fact.line, fact.period) in left
    ]


def _sheet(draft: Draft, drawn: random.Random) -> DraftSheet:
    return drawn.choice(draft.sheets)


def a_row_inserted(draft: Draft, drawn: random.Random) -> None:
    sheet = _sheet(draft, drawn)
    sheet.insert_rows(drawn.randint(TITLE_ROWS, max(TITLE_ROWS, sheet.last_row)), drawn.randint(1, 3))


def a_column_inserted(draft: Draft, drawn: random.Random) -> None:
    sheet = _sheet(draft, drawn)
    sheet.insert_columns(drawn.randint(1, sheet.last_column + 1))


def a_row_deleted(draft: Draft, drawn: random.Random) -> None:
    sheet = _sheet(draft, drawn)
    row = drawn.randint(TITLE_ROWS, max(TITLE_ROWS, sheet.last_row))
    own = [cell for (number, _), cell in sheet.cells.items() if number == row]
    if any(cell.role == "area" and cell.value == text("sample.total", "vi") for cell in own):
        # Nobody can see in the file that a total stood below its districts: it is now a sum to be made of them.
        draft.sums += [cell.fact for cell in own if cell.fact is not None]
    sheet.delete_row(row)


def a_column_deleted(draft: Draft, drawn: random.Random) -> None:
    sheet = _sheet(draft, drawn)
    column = drawn.randint(1, max(1, sheet.last_column))
    sheet.cells = {p: c for p, c in sheet.cells.items() if p[1] != column or p[0] < TITLE_ROWS}
    sheet.merged = [block for block in sheet.merged if not block[1] <= column <= block[3] or block[0] < TITLE_ROWS]


def a_sheet_deleted(draft: Draft, drawn: random.Random) -> None:
    if len(draft.sheets) > 1:
        draft.sheets.remove(_sheet(draft, drawn))


def sheets_reordered(draft: Draft, drawn: random.Random) -> None:
    drawn.shuffle(draft.sheets)


def sheets_renamed(draft: Draft, drawn: random.Random) -> None:
    for number, sheet in enumerate(draft.sheets, start=1):
        sheet.name = f"Sheet{number}"


def two_rows_swapped(draft: Draft, drawn: random.Random) -> None:
    """Two lines change places, with all that stands in their rows; a line with parts below keeps its place."""
    sheet = _sheet(draft, drawn)
    labels = {row: str(cell.value) for (row, _), cell in sheet.cells.items() if cell.role == "label"}
    columns = {row: sum(1 for (r, _), c in sheet.cells.items() if r == row and c.role == "label") for row in labels}
    free = [
        row
        for row, label in labels.items()
        if columns[row] == 1
        and not label.startswith("Trong đó")
        and not labels.get(row + 1, "").startswith("Trong đó")
        and not any(block[0] <= row <= block[2] for block in sheet.merged)
    ]
    roles = {(r, c.role) for (r, _), c in sheet.cells.items()}
    # Districts below a line belong to it.
    pairs = [(a, b) for a, b in pairwise(sorted(free)) if b == a + 1 and (b + 1, "area") not in roles]
    if pairs:
        one, other = drawn.choice(pairs)
        swap = {one: other, other: one}
        sheet.cells = {(swap.get(row, row), column): cell for (row, column), cell in sheet.cells.items()}


def two_years_swapped(draft: Draft, drawn: random.Random) -> None:
    """Two year columns change places, headings and all."""
    sheet = _sheet(draft, drawn)
    headings = [place for place, cell in sheet.cells.items() if cell.role == "period" and place[0] >= TITLE_ROWS]
    rows = [row for row, _ in headings]
    merged = {column for block in sheet.merged for column in range(block[1], block[3] + 1) if block[0] >= TITLE_ROWS}
    columns = [column for row, column in headings if rows.count(row) >= 3 and column not in merged]
    if len(set(columns)) >= 2:
        one, other = drawn.sample(sorted(set(columns)), 2)
        swap = {one: other, other: one}
        sheet.cells = {
            (row, swap.get(column, column) if row >= TITLE_ROWS else column): cell
            for (row, column), cell in sheet.cells.items()
        }


def blanks_merged(draft: Draft, drawn: random.Random) -> None:
    """A label's cell grows over the blank one beside it or below it."""
    sheet = _sheet(draft, drawn)
    free = [
        (row, column)
        for (row, column), cell in sheet.cells.items()
        if row >= TITLE_ROWS
        and isinstance(cell.value, str)
        and (row, column + 1) not in sheet.cells
        and not any(b[0] <= row <= b[2] and b[1] <= column + 1 and column <= b[3] for b in sheet.merged)
    ]
    if free:
        row, column = drawn.choice(free)
        sheet.merge(row, column, row, column + 1)


def other_number_formats(draft: Draft, drawn: random.Random) -> None:
    for sheet in draft.sheets:
        for place, cell in list(sheet.cells.items()):
            if cell.role == "value":
                sheet.change(place, number_format=drawn.choice(("General", "0", "#,##0.00", '#,##0;-#,##0;"-"', "@")))


def numbers_of_another_locale(draft: Draft, drawn: random.Random) -> None:
    """Numbers typed as text with commas between thousands, as an English Excel shows them."""
    sheet = _sheet(draft, drawn)
    for place, cell in list(sheet.cells.items()):
        if cell.role == "value" and isinstance(cell.value, int | float):
            sheet.change(place, value=f"{cell.value:,}", number_format="@")


def composed_otherwise(draft: Draft, drawn: random.Random) -> None:
    form = drawn.choice(("NFD", "NFKC", "NFKD"))
    for sheet in draft.sheets:
        for place, cell in list(sheet.cells.items()):
            if isinstance(cell.value, str) and cell.role != "value" and not cell.runs and cell.font == FONT:
                sheet.change(place, value=unicodedata.normalize(form, cell.value))


def labels_in_capitals(draft: Draft, drawn: random.Random) -> None:
    for sheet in draft.sheets:
        for place, cell in list(sheet.cells.items()):
            if cell.role in ("label", "heading", "goal") and isinstance(cell.value, str):
                sheet.change(place, value=cell.value.upper())


def a_letter_lost(draft: Draft, drawn: random.Random) -> None:
    """One letter of one label is missing."""
    sheet = _sheet(draft, drawn)
    labels = [p for p, c in sheet.cells.items() if c.role == "label" and isinstance(c.value, str) and len(c.value) > 8]
    if labels:
        place = drawn.choice(labels)
        written = str(sheet.cells[place].value)
        cut = drawn.randrange(len(written))
        sheet.change(place, value=written[:cut] + written[cut + 1 :])


def words_swapped(draft: Draft, drawn: random.Random) -> None:
    """A label says something else: one word of it is another's."""
    sheet = _sheet(draft, drawn)
    labels = [p for p, c in sheet.cells.items() if c.role == "label" and isinstance(c.value, str)]
    if len(labels) > 1:
        one, other = drawn.sample(labels, 2)
        words, donor = str(sheet.cells[one].value).split(), str(sheet.cells[other].value).split()
        words[drawn.randrange(len(words))] = drawn.choice(donor)
        # What the row now states is unknown: its facts may be read by nobody.
        sheet.change(one, value=" ".join(words), role="garbled")


def numbering_added(draft: Draft, drawn: random.Random) -> None:
    for sheet in draft.sheets:
        number = 0
        for place, cell in sorted(sheet.cells.items()):
            if cell.role == "label" and isinstance(cell.value, str) and not cell.value.startswith("Trong đó"):
                number += 1
                sheet.change(
                    place, value=f"{drawn.choice((f'{number}.', f'{number})', '-', f'1.{number}'))} {cell.value}"
                )


def stray_numbers(draft: Draft, drawn: random.Random) -> None:
    """Somebody's sums beside and below the table."""
    sheet = _sheet(draft, drawn)
    for _ in range(3):
        place = (drawn.randint(TITLE_ROWS, sheet.last_row + 4), sheet.last_column + drawn.randint(1, 3))
        if place not in sheet.cells:
            sheet.put(*place, drawn.randint(1, 5000), "stray")


def a_sheet_doubled(draft: Draft, drawn: random.Random) -> None:
    """The same sheet twice, a few figures of the copy changed: both copies are reported."""
    sheet = _sheet(draft, drawn)
    taken = {other.name.lower() for other in draft.sheets}
    name = next(name for n in range(2, 99) if (name := f"{sheet.name[:20]} ({n})").lower() not in taken)
    copy = draft.sheet(name)
    copy.merged = list(sheet.merged)
    for place, cell in sheet.cells.items():
        bare = replace(cell, fact=None)
        if cell.role == "value" and isinstance(cell.value, int) and drawn.random() < 0.05:
            bare = replace(bare, value=cell.value + 11)
        copy.cells[place] = bare


DISTURBANCES: tuple[Callable[[Draft, random.Random], None], ...] = (
    a_row_inserted,
    a_column_inserted,
    a_row_deleted,
    a_column_deleted,
    a_sheet_deleted,
    sheets_reordered,
    sheets_renamed,
    two_rows_swapped,
    two_years_swapped,
    blanks_merged,
    other_number_formats,
    numbers_of_another_locale,
    composed_otherwise,
    labels_in_capitals,
    a_letter_lost,
    words_swapped,
    numbering_added,
    stray_numbers,
    a_sheet_doubled,
    mess.numbers_as_text,
    mess.marks_for_nothing,
    mess.zeros_as_dashes,
    mess.dates_as_text,
    mess.spelling_habits,
    mess.old_font("tcvn3", ".VnTime"),
    mess.old_font("vni", "VNI-Times"),
    mess.footnotes,
    mess.formulas,
    *STRANGE,
    *HABITS,
)
