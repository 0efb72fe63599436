"""Corrections: which cell, the value read, the value to use, why, who asked; applied while the cell holds it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from rehab.catalog.settings import SettingsError, read_settings
from rehab.workbooks.grids.grid import Cell, CellValue, Grid, shown
from rehab.workbooks.grids.problems import Problem, problem

AGREED, PROPOSED, CLEARED = "agreed", "proposed", "cleared"
_TEXT = {"type": "string", "minLength": 1}
_VALUE = {"type": ["string", "number"]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "correction": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["file", "sheet", "cell", "read", "reason", "asked_by", "status"],
                "properties": {
                    "file": _TEXT,
                    "sheet": _TEXT,
                    "cell": {"type": "string", "pattern": "^[A-Z]{1,3}[1-9][0-9]*$"},
                    "read": _VALUE,
                    "use": _VALUE,
                    "reason": _TEXT,
                    "asked_by": _TEXT,
                    "status": {"enum": [AGREED, PROPOSED, CLEARED]},
                },
                "if": {"properties": {"status": {"const": CLEARED}}},
                "else": {"required": ["use"]},
            },
        }
    },
}


class CorrectionsError(SettingsError):
    """A corrections file says something that cannot be; the message names file, place and remedy."""


@dataclass(frozen=True)
class Correction:
    """One entry of corrections.toml; `read` is what the cell held, as shown, `use` what it should say."""

    file: str
    sheet: str
    cell: str
    read: str
    use: CellValue
    reason: str
    asked_by: str
    status: str


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """Corrections of a collection from its `corrections.toml`; none where there is no such file.

    Raises CorrectionsError naming file, place and what to do.
    """
    tree = read_settings(path, SCHEMA, CorrectionsError)
    entries = tuple(
        Correction(**{"use": None, **entry, "read": shown(entry["read"])}) for entry in tree.get("correction", ())
    )
    places = [(entry.file, entry.sheet, entry.cell) for entry in entries]
    for index, cell in enumerate(places):
        if cell in places[:index]:
            raise CorrectionsError(path, f"correction.{index}", "ghi hai lần; xóa một", "given twice; delete one")
    return entries


def apply_corrections(
    grids: tuple[Grid, ...], corrections: tuple[Correction, ...], file: str
) -> tuple[tuple[Grid, ...], list[Problem]]:
    """The grids with every agreed correction of this file in place; each is reported where it stands.

    A correction whose cell no longer holds the value read is not applied and is an error.
    """
    own = [entry for entry in corrections if entry.file == file]
    names = {grid.name for grid in grids}
    problems = [problem("correction_misplaced", named=entry.sheet) for entry in own if entry.sheet not in names]
    corrected = []
    for grid in grids:
        mended, found = _corrected(grid, [entry for entry in own if entry.sheet == grid.name])
        corrected.append(mended)
        problems += found
    return tuple(corrected), problems


def _corrected(grid: Grid, entries: list[Correction]) -> tuple[Grid, list[Problem]]:
    if not entries:
        return grid, []
    cells, problems = dict(grid.cells), []
    for entry in entries:
        row, column = coordinate_to_tuple(entry.cell)
        found = cells.get((row, column), Cell(row, column, None, ""))
        if found.raw != entry.read:
            problems.append(problem("correction_outdated", grid, found, expected=entry.read))
            continue
        if entry.status == CLEARED:
            cells[row, column] = replace(found, cleared=True)
            continue
        values = {"use": shown(entry.use), "reason": entry.reason, "asked_by": entry.asked_by}
        if entry.status == AGREED:
            cells[row, column] = replace(found, value=entry.use, formula="", corrected=True)
        code = "correction_applied" if entry.status == AGREED else "correction_open"
        problems.append(problem(code, grid, found, **values))
    return grid.with_cells(list(cells.values())), problems
