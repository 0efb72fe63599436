"""One workbook read: its observations and its problems."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from rehab.catalog.provinces import provinces
from rehab.catalog.tables import conform
from rehab.workbooks.checks import check_figures
from rehab.workbooks.corrections import Correction, apply_corrections
from rehab.workbooks.entries import read_entries
from rehab.workbooks.grid import Grid, UnreadableFileError, read_grids
from rehab.workbooks.ledger import Ledger
from rehab.workbooks.people import lists_people
from rehab.workbooks.recognition import Block, find_blocks
from rehab.workbooks.statements import province_of_file_name, read_assessment, read_narrative, read_title
from rehab.workbooks.yearly import read_yearly

APPENDICES = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Reading:
    """What one file says: province code (empty if unknown), tidy observations, problems, openable or not."""

    file: str
    province: str
    observations: pd.DataFrame
    problems: pd.DataFrame
    readable: bool

    @property
    def has_errors(self) -> bool:
        """True when a problem is an error: a value that cannot be used."""
        return bool((self.problems["severity"] == "error").any())


def read_workbook(path: Path, collection: str = "", corrections: tuple[Correction, ...] = ()) -> Reading:
    """Read one province's workbook, its collection's corrections applied.

    Returns observations (columns of the `observations` table, in reading order) and problems (columns of
    `problems`). A file that is no workbook gives one problem, not an exception. Raises FileNotFoundError
    when there is no such file.
    """
    ledger = Ledger(collection, path.name)
    try:
        grids = read_grids(path)
    except UnreadableFileError as error:
        ledger.report("file_unreadable", cause=error.cause)
        return _reading(ledger, readable=False)
    grids = apply_corrections(_without_people(grids, ledger), corrections, ledger)
    read_title(grids, ledger)
    _check_file_name(path, ledger)
    _read_blocks(grids, ledger)
    check_figures(ledger)
    return _reading(ledger, readable=True)


def _without_people(grids: tuple[Grid, ...], ledger: Ledger) -> tuple[Grid, ...]:
    for grid in grids:
        if lists_people(grid):
            ledger.report("people_listed", grid)
    return tuple(grid for grid in grids if not lists_people(grid))


def _reading(ledger: Ledger, readable: bool) -> Reading:
    ledger.settle()
    return Reading(
        file=ledger.file,
        province=ledger.province,
        observations=conform(ledger.observations, "observations"),
        problems=conform(ledger.problems, "problems"),
        readable=readable,
    )


def _check_file_name(path: Path, ledger: Ledger) -> None:
    named = province_of_file_name(path.stem)
    if named is not None and ledger.province and named.code != ledger.province:
        title = provinces()[ledger.province].name
        ledger.report("province_mismatch", title=title, named=f"{named.code} ({named.name})")


def _read_blocks(grids: tuple[Grid, ...], ledger: Ledger) -> None:
    found: dict[tuple[str, str, str], Block] = {}
    for grid in grids:
        blocks = find_blocks(grid)
        if grid.hidden and blocks:
            ledger.report("sheet_hidden", grid)
        for block in blocks:
            if block.kind == "yearly" and not block.appendix:
                ledger.report("table_unknown", grid)
                continue
            place = (block.kind, block.appendix, block.table)
            if place in found:
                other = found[place].grid.name
                ledger.report("appendix_repeated", grid, table=block.table, appendix=block.appendix, other=other)
            found.setdefault(place, block)
            _READERS[block.kind](block, ledger)
    seen = {block.appendix for block in found.values()}
    for appendix in APPENDICES:
        if appendix not in seen:
            ledger.report("appendix_missing", appendix=appendix)
    if ("assessment", "", "") not in found:
        ledger.report("assessment_missing")


_READERS = {
    "yearly": read_yearly,
    "list": read_entries,
    "assessment": read_assessment,
    "narrative": read_narrative,
}
