"""The mess of real workbooks, put into made-up ones: how numbers, dates, texts and tables are really written."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from rehab.catalog.files import read_rows
from rehab.catalog.lines import NONE_STATED, lines
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.workbooks.grids.units import MONEY
from rehab.workbooks.samples.draft import FONT, Draft, DraftCell, DraftSheet

Place = tuple[int, int]
Mess = Callable[[Draft, random.Random], None]


def _cells(draft: Draft, *roles: str) -> Iterator[tuple[DraftSheet, Place, DraftCell]]:
    for sheet in draft.sheets:
        for place, cell in sorted(sheet.cells.items()):
            if cell.role in roles:
                yield sheet, place, cell


def _numbers(draft: Draft) -> Iterator[tuple[DraftSheet, Place, DraftCell, float]]:
    for sheet, place, cell in _cells(draft, "value"):
        if cell.fact is not None and isinstance(cell.value, int | float):
            yield sheet, place, cell, float(cell.value)


def vietnamese(number: float, decimals: int = 0) -> str:
    """A number with dots between thousands and a comma before decimals.

    >>> vietnamese(1234567), vietnamese(1234.5, 1)
    ('1.234.567', '1.234,5')
    """
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def numbers_as_text(draft: Draft, drawn: random.Random) -> None:
    """`1.234`, some with a no-break space, a space, full-width digits or the unit behind."""
    for sheet, place, cell, number in _numbers(draft):
        assert cell.fact is not None
        unit = lines()[cell.fact.line].unit
        written = vietnamese(number)
        habit = drawn.randrange(8)
        if habit == 0:
            written = written.replace(".", "\u00a0")
        elif habit == 1:
            written = written.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
        elif habit == 2:
            written = f"{written}{drawn.choice((' ', '', chr(0xA0)))}{unit}"
        elif habit == 3:
            written = f" {written} "
        sheet.change(place, value=written, number_format="@")


def marks_for_nothing(draft: Draft, drawn: random.Random) -> None:
    """Blanks as `-`, `…`, `/`, `x`, KĐG; zeros as words."""
    for sheet, place, cell, number in _numbers(draft):
        if number == 0 and drawn.random() < 0.5 and cell.fact is not None:
            none = replace(cell.fact, text=NONE_STATED)
            sheet.change(place, value=drawn.choice(("Không", "không có", "chưa có")), fact=none)
    for sheet in draft.sheets:
        columns = {column for (_, column), cell in sheet.cells.items() if cell.role == "value"}
        for row in {row for (row, _), cell in sheet.cells.items() if cell.role == "value" and cell.fact}:
            for column in columns:
                if (row, column) not in sheet.cells and drawn.random() < 0.6:
                    sheet.put(row, column, drawn.choice(("-", "–", "…", "/", "x", "KĐG", "...")), "nothing")


def zeros_as_dashes(draft: Draft, drawn: random.Random) -> None:
    """Zero shown as a dash by the number format: still a zero."""
    for sheet, place, _, _ in _numbers(draft):
        sheet.change(place, number_format='#,##0;-#,##0;"-"')


def percent_formats(draft: Draft, drawn: random.Random) -> None:
    """0,361 shown as 36,1 %, and percentages as text."""
    for sheet, place, cell in list(_cells(draft, "percent")):
        if not isinstance(cell.value, float):
            continue
        if drawn.random() < 0.5:
            sheet.change(place, value=round(cell.value / 100, 6), number_format="0.0%")
        else:
            sheet.change(place, value=f"{vietnamese(cell.value, 1)}%", number_format="@")


def dates_as_text(draft: Draft, drawn: random.Random) -> None:
    """Days as text, or as bare serial numbers."""
    for sheet, place, cell in list(_cells(draft, "day")):
        day = cell.value
        if not isinstance(day, date):
            continue
        if drawn.random() < 0.5:
            sheet.change(place, value=f"ngày {day.day} tháng {day.month} năm {day.year}", number_format="@")
        else:
            serial = (day - date(1899, 12, 30)).days
            sheet.change(place, value=serial, number_format="General")
        _retell_window(sheet, place)


def epoch_1904(draft: Draft, drawn: random.Random) -> None:
    """The whole workbook counts its days from 1904."""
    draft.epoch_1904 = True


def _retell_window(sheet: DraftSheet, place: Place) -> None:
    """A window's dates are kept as written, so the truth of its value changes with them."""
    row = place[0]
    days = [sheet.cells[spot] for spot in sorted(sheet.cells) if spot[0] == row and sheet.cells[spot].role == "day"]
    words = "-".join(
        f"{d.value.day}/{d.value.month}/{d.value.year}" if isinstance(d.value, date) else str(d.value) for d in days
    )
    for spot, cell in list(sheet.cells.items()):
        if spot[0] == row and cell.fact is not None and "/" in cell.fact.period:
            sheet.change(spot, fact=replace(cell.fact, text=words))


def decomposed(draft: Draft, drawn: random.Random) -> None:
    """NFD: every mark a sign of its own."""
    for sheet, place, cell in list(_cells(draft, "label", "heading", "goal", "section", "area", "text", "caption")):
        if isinstance(cell.value, str):
            sheet.change(place, value=unicodedata.normalize("NFD", cell.value))


def spelling_habits(draft: Draft, drawn: random.Random) -> None:
    """Ð for Đ, tone marks placed the other way, double and no-break spaces, capitals."""
    for sheet, place, cell in list(_cells(draft, "label", "goal", "area")):
        if cell.font != FONT:
            continue
        written = str(cell.value).replace("Đ", "\u00d0").replace("hòa", "hoà").replace("khóa", "khoá")
        habit = drawn.randrange(4)
        if habit == 0:
            written = written.replace(" ", "  ", 1)
        elif habit == 1:
            written = written.replace(" ", "\u00a0", 2)
        elif habit == 2 and cell.role == "label":
            written = written.upper()
        sheet.change(place, value=written)


@cache
def _legacy(encoding: str) -> dict[str, str]:
    return {row["unicode"]: row[f"{encoding}_as_latin1"] for row in read_rows("legacy_encodings.csv")}


def in_old_letters(written: str, encoding: str) -> str | None:
    """A text as an old font's letters; None where the font has no letter for one of its signs.

    >>> in_old_letters("Đắk Nông", "tcvn3")
    '§¾k N«ng'
    """
    letters = _legacy(encoding)
    found = [letters.get(sign, sign) for sign in unicodedata.normalize("NFC", written)]
    return "".join(found) if all(ord(sign) < 0x100 for part in found for sign in part) else None


def old_font(encoding: str, font: str) -> Mess:
    """Labels, districts and words typed in a font of before Unicode."""

    def mess(draft: Draft, drawn: random.Random) -> None:
        roles = ("label", "goal", "area", "heading", "words", "section", "text", "caption")
        for sheet, place, cell in list(_cells(draft, *roles)):
            old = in_old_letters(str(cell.value), encoding) if cell.font == FONT else None
            if old is not None and isinstance(cell.value, str):
                sheet.change(place, value=old, font=font)

    return mess


def money_in(unit: str, million_dong: float) -> Mess:
    """Appendix 5 in another unit of money."""

    def mess(draft: Draft, drawn: random.Random) -> None:
        for sheet in draft.sheets:
            rows = {
                row
                for (row, _), cell in sheet.cells.items()
                if cell.role == "value" and cell.fact and lines()[cell.fact.line].unit == MONEY
            }
            for place, cell in list(sheet.cells.items()):
                if place[0] in rows and cell.role == "unit":
                    sheet.change(place, value=unit)
                elif place[0] in rows and cell.role in ("value", "total") and isinstance(cell.value, int | float):
                    amount = round(cell.value / million_dong, 6)
                    whole = int(amount) if float(amount).is_integer() else amount
                    sheet.change(place, value=whole, number_format="#,##0.###")
                elif cell.role == "declared_unit":
                    sheet.change(place, value=text("sample.unit_declared", "vi", unit=unit))

    return mess


def money_as_text(draft: Draft, drawn: random.Random) -> None:
    """Amounts with dots and commas, in milliards with three decimals here and there."""
    for sheet, place, cell, number in _numbers(draft):
        assert cell.fact is not None
        if lines()[cell.fact.line].unit == MONEY:
            sheet.change(place, value=vietnamese(number, 0 if number == int(number) else 1), number_format="@")


def formulas(draft: Draft, drawn: random.Random) -> None:
    """Values that are formulas with a saved result, and a few that were never calculated."""
    for sheet, place, _, number in _numbers(draft):
        habit = drawn.random()
        if habit < 0.1 and number >= 2:
            sheet.change(place, formula=f"={int(number) - 1}+1")
        elif habit < 0.11:
            sheet.change(place, formula="=SUM(A1:A2)", unsaved=True)


def footnotes(draft: Draft, drawn: random.Random) -> None:
    """Marks behind values, raised or in brackets, with their notes below the table."""
    for sheet in draft.sheets:
        values = [place for place, cell in sorted(sheet.cells.items()) if cell.role == "value" and cell.fact]
        values = [place for place in values if isinstance(sheet.cells[place].value, int | float)]
        if len(values) < 3:
            continue
        below = sheet.last_row + 1
        for number, place in enumerate(drawn.sample(values, 2), start=1):
            written = str(sheet.cells[place].value)
            if number == 1:
                sheet.change(place, value=f"{written} (1)", number_format="@")
            else:
                sheet.change(
                    place, value=f"{written}2", runs=((written, "", False), ("2", "", True)), number_format="@"
                )
            sheet.put(below, 1, f"({number}) Số liệu giả định của ngành.", "note")
            below += 1


def misspelled_labels(draft: Draft, drawn: random.Random) -> None:
    """A letter doubled in a long word, a small word left out."""
    for sheet, place, cell in list(_cells(draft, "label")):
        words = str(cell.value).split(" ")
        long = [index for index, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
        if drawn.random() < 0.5 and long:
            index = drawn.choice(long)
            words[index] += words[index][-1]
        elif "các" in words:
            words.remove("các")
        sheet.change(place, value=" ".join(words))


def footnoted_labels(draft: Draft, drawn: random.Random) -> None:
    """Marks behind labels, the note at the foot of the sheet."""
    for sheet in draft.sheets:
        labels = [place for place, cell in sorted(sheet.cells.items()) if cell.role == "label"]
        values = {row for (row, _), cell in sheet.cells.items() if cell.role == "value"}
        labels = [place for place in labels if place[0] in values]
        if labels:
            place = drawn.choice(labels)
            sheet.change(place, value=f"{sheet.cells[place].value} (*)")
            sheet.put(sheet.last_row + 1, 1, "(*) Theo báo cáo của ngành (giả định).", "note")


def old_copy(draft: Draft, drawn: random.Random) -> None:
    """An old copy of appendix 4 beside the new, in a hidden sheet, some figures of it other ones."""
    sheet = next(s for s in draft.sheets if s.name.endswith("4"))
    copy = draft.sheet("PL4 (cu)")
    copy.hidden = True
    copy.merged = list(sheet.merged)
    for place, cell in sheet.cells.items():
        bare = replace(cell, fact=None)
        if cell.role == "value" and isinstance(cell.value, int) and drawn.random() < 0.03:
            bare = replace(bare, value=cell.value + 7)
        copy.cells[place] = bare


def own_half_year(draft: Draft, drawn: random.Random) -> None:
    """Half-years that run from 16/12 to 15/6."""
    year = calendar().last_year
    for sheet, place, cell in list(_cells(draft, "period")):
        if cell.value == text("form.half_year", "vi"):
            sheet.change(place, value=f"16/12/{year - 1}-15/6/{year}")


def wrong_sums(draft: Draft, drawn: random.Random) -> None:
    """Totals that their parts do not make."""
    for sheet, place, cell in list(_cells(draft, "total")):
        if drawn.random() < 0.3 and isinstance(cell.value, int | float):
            sheet.change(place, value=cell.value + 3)


def wrong_units(draft: Draft, drawn: random.Random) -> None:
    """Attendances where persons are counted."""
    for sheet, place, cell in list(_cells(draft, "unit")):
        if cell.value == "người" and drawn.random() < 0.05:
            sheet.change(place, value="lượt người")
