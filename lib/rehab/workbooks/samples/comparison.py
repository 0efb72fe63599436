"""What was read of a made-up workbook against the truth it was made from: right, reported, or silently wrong."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl.utils.cell import coordinate_to_tuple

from rehab.catalog.folding import clean
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.workbooks.samples.generator import TRUTH_SUFFIX

_TOLERANCE = 1e-6
# What a workbook says besides figures and answers: the truth does not list it.
_BESIDE = ("note", "province", "stated_goal", "stated_explanation", "facilities_as_of")
# Problems that speak of many cells and stand on the first.
_OF_A_RANGE = ("figures_unread", "table_unknown")
_TITLE = ("issuer", "report_number", "report_date", "plan_number", "plan_date", "awareness_source")


@dataclass(frozen=True)
class Comparison:
    """Facts read right, facts not read but reported (on their cell, or on its heading, label or sheet), and
    silent errors: facts lost or changed, and observations that no fact stands behind.
    """

    right: int
    on_cell: int
    nearby: int
    silent: tuple[str, ...]

    @property
    def facts(self) -> int:
        """All facts of the workbook."""
        return self.right + self.on_cell + self.nearby + len(self.silent)


def load_truth(workbook: Path) -> list[Row]:
    """The truth beside a made-up workbook."""
    with workbook.with_name(workbook.name + TRUTH_SUFFIX).open(encoding="utf-8", newline="") as file:
        return [{**row, "value": float(row["value"]) if row["value"] else None} for row in csv.DictReader(file)]


def compare(truth: Iterable[Row], observations: pd.DataFrame, problems: pd.DataFrame) -> Comparison:
    """Hold what was read against the truth, fact by fact."""
    reports = _Reports(records(problems))
    read: dict[tuple[str, ...], list[Row]] = {}
    for row in records(observations):
        if row["line"] not in _BESIDE:
            read.setdefault(_fact(row), []).append(row)
    right = on_cell = nearby = 0
    silent: list[str] = []
    for fact in truth:
        found = read.pop(_fact(fact), [])
        wrong = [row for row in found if not _equal(row, fact)]
        if found and not wrong:
            right += 1
        elif (found and all(reports.on(str(row["sheet"]), str(row["cell"])) for row in wrong)) or (
            not found and reports.on(str(fact["sheet"]), str(fact["cell"]))
        ):
            on_cell += 1
        elif reports.near(fact) and fact["sheet"] not in {row["sheet"] for row in found}:
            nearby += 1
        else:
            seen = [(row["value"], row["text"], row["sheet"], row["cell"]) for row in found]
            silent.append(
                f"{_fact(fact)} {fact['sheet']}!{fact['cell']} is {fact['value']} {fact['text']}, read {seen}"
            )
    for rows in read.values():
        for row in rows:
            if row["line"] not in _TITLE and not reports.on(str(row["sheet"]), str(row["cell"])):
                said = (row["value"], row["text"])
                silent.append(f"{_fact(row)} {row['sheet']}!{row['cell']} read {said}, no fact behind it")
    return Comparison(right, on_cell, nearby, tuple(silent))


def _fact(row: Row) -> tuple[str, ...]:
    return tuple(clean(str(row[key])) for key in ("line", "entry", "area", "period"))


def _equal(row: Row, fact: Row) -> bool:
    value, other = row["value"], fact["value"]
    if other is None:
        return clean(str(row["text"])) == clean(str(fact["text"]))
    if value is None or value != value:
        return False
    return abs(float(value) - float(other)) <= _TOLERANCE * max(1.0, abs(float(other))) and (
        not fact["text"] or clean(str(row["text"])) == clean(str(fact["text"]))
    )


class _Reports:
    """Where problems were reported."""

    def __init__(self, problems: list[Row]) -> None:
        self.cells: set[tuple[str, str]] = set()
        self.rows: set[tuple[str, int]] = set()
        self.columns: set[tuple[str, int]] = set()
        self.sheets: set[str] = set()
        self.file = self.unassessed = False
        for problem in problems:
            sheet, cell = str(problem["sheet"]), str(problem["cell"])
            self.unassessed = self.unassessed or problem["code"] == "assessment_missing"
            if not sheet:
                self.file = self.file or problem["code"] in ("file_unreadable", "appendix_missing")
            elif not cell or problem["code"] in _OF_A_RANGE:
                self.sheets.add(sheet)
            else:
                for one in cell.split("+"):
                    row, column = coordinate_to_tuple(one)
                    self.cells.add((sheet, one))
                    self.rows.add((sheet, row))
                    self.columns.add((sheet, column))

    def on(self, sheet: str, cells: str) -> bool:
        """True where a problem stands on the cell, or on one of several."""
        return any((sheet, cell) in self.cells for cell in cells.split("+"))

    def near(self, fact: Row) -> bool:
        """True where a problem stands in the fact's row or column, on its sheet or on the file."""
        sheet, cell = str(fact["sheet"]), str(fact["cell"])
        if self.file or (self.unassessed and str(fact["line"]).startswith("stated_")):
            return True
        if not cell:
            return bool(self.cells or self.sheets)
        row, column = coordinate_to_tuple(cell)
        return sheet in self.sheets or (sheet, row) in self.rows or (sheet, column) in self.columns
