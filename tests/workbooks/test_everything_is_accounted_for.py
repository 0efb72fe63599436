"""A number or an answer may be put anywhere on a sheet: it is read, or named in a problem; nothing else changes."""

import random
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from books import book_of
from rehab.catalog.tables import records
from rehab.workbooks.reading import Reading, read_workbook

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT / "data" / "raw" / "sample"
# The form with one sheet an appendix; years down; districts; a list on a sheet each.
WORKBOOKS = (
    PROJECT / "data" / "raw" / "reported" / "67-dak-nong.xlsx",
    *(SAMPLE / name for name in ("01-ha-noi.xlsx", "02-ha-giang.xlsx", "08-tuyen-quang.xlsx", "48-da-nang.xlsx")),
)
WRITTEN: tuple[object, ...] = (7531, 47, "Có", "Không đạt", "12,5%", "7.531 người")
_CELL = r"[A-Z]{1,3}\d+"
_SPAN = re.compile(rf"\b({_CELL})(?: to |-)({_CELL})\b")
Place = tuple[str, int, int]


@dataclass(frozen=True)
class Named:
    """What problems speak of: cells, ranges, whole sheets."""

    cells: frozenset[tuple[str, str]]
    ranges: tuple[tuple[str, int, int, int, int], ...]
    sheets: frozenset[str]

    def covers(self, sheet: str, row: int, column: int) -> bool:
        return (
            sheet in self.sheets
            or (sheet, f"{get_column_letter(column)}{row}") in self.cells
            or any(own == sheet and r1 <= row <= r2 and c1 <= column <= c2 for own, r1, r2, c1, c2 in self.ranges)
        )


def named(reading: Reading) -> Named:
    cells, ranges, sheets = set(), [], set()
    for problem in records(reading.problems):
        sheet, told = str(problem["sheet"]), str(problem["message_en"])
        cells |= {(sheet, cell) for cell in str(problem["cell"]).split("+") if cell}
        if sheet and (not problem["cell"] or problem["code"] == "table_unknown"):
            sheets.add(sheet)
        for first, last in _SPAN.findall(told):
            (r1, c1), (r2, c2) = coordinate_to_tuple(first), coordinate_to_tuple(last)
            # Figures that are part of no table are named by their rows.
            whole = problem["code"] == "figures_unread"
            ranges.append((sheet, min(r1, r2), max(r1, r2), 0 if whole else min(c1, c2), 999 if whole else max(c1, c2)))
    return Named(frozenset(cells), tuple(ranges), frozenset(sheets))


def facts(reading: Reading) -> dict[tuple[str, ...], tuple[str, str]]:
    keys = ("line", "entry", "area", "period", "value", "text")
    return {tuple(str(row[key]) for key in keys): (row["sheet"], row["cell"]) for row in records(reading.observations)}


@pytest.mark.part(2)
@pytest.mark.parametrize("seed", range(60))
@pytest.mark.slow
def test_a_number_put_anywhere_is_read_or_named(seed: int, tmp_path: Path):
    drawn = random.Random(seed)
    source = WORKBOOKS[seed % len(WORKBOOKS)]
    book = book_of(source)
    put: list[Place] = []
    for sheet in book.worksheets:
        merged = {cell for block in sheet.merged_cells.ranges for row in block.rows for cell in row}
        places = [
            (row, column)
            for row in range(1, sheet.max_row + 5)
            for column in range(1, sheet.max_column + 4)
            if sheet.cell(row, column).value is None and (row, column) not in merged
        ]
        row, column = drawn.choice(places)
        sheet.cell(row, column, drawn.choice(WRITTEN)).number_format = "General"
        put.append((sheet.title, row, column))
    path = tmp_path / source.name
    book.save(path)
    before, after = read_workbook(source), read_workbook(path)
    told, known = named(after), facts(after)
    read = {(sheet, cell) for sheet, cells in known.values() for cell in str(cells).split("+")}
    for sheet, row, column in put:
        address = f"{get_column_letter(column)}{row}"
        assert (sheet, address) in read or told.covers(sheet, row, column), f"{source.name} {sheet}!{address} is lost"
    strange = {(sheet, f"{get_column_letter(column)}{row}") for sheet, row, column in put}
    for fact, (sheet, cells) in known.items():
        is_new = fact not in facts(before) and not {(sheet, cell) for cell in str(cells).split("+")} & strange
        first = coordinate_to_tuple(str(cells).split("+")[0])
        assert not is_new or told.covers(str(sheet), *first), f"{source.name} {put}: {fact} at {sheet}!{cells} is new"
