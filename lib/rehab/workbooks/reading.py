"""Workbooks read: observations and problems by province, whether it sent one file, several, or shares one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
from openpyxl.utils import get_column_letter

from rehab.catalog.provinces import province_of_file_name, provinces
from rehab.catalog.tables import conform
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.blocks.finding import continued_block, find_blocks
from rehab.workbooks.clerk.checks import check_figures
from rehab.workbooks.clerk.repeats import settle_repeats
from rehab.workbooks.facts.entries import read_entries, read_questions
from rehab.workbooks.facts.ledger import Ledger, Row
from rehab.workbooks.facts.leftovers import report_unread
from rehab.workbooks.facts.statements import (
    province_named,
    read_assessment,
    read_narrative,
    read_title,
)
from rehab.workbooks.facts.yearly import read_yearly
from rehab.workbooks.files.failures import UnreadableFileError
from rehab.workbooks.files.opening import file_kind, read_grids
from rehab.workbooks.grids.corrections import Correction, apply_corrections
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.headings.people import lists_people

APPENDICES = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Reading:
    """What was read: file names, province code (empty if unknown), tidy observations, problems.

    `readable` is false where no file could be opened as a workbook.
    """

    file: str
    province: str
    observations: pd.DataFrame
    problems: pd.DataFrame
    readable: bool

    @property
    def has_errors(self) -> bool:
        """True when a problem is an error: a value that cannot be used."""
        return bool((self.problems["severity"] == "error").any())


@dataclass(frozen=True)
class Part:
    """What one file says of one province, before it is joined with what other files say of it."""

    path: Path
    ledger: Ledger
    appendices: frozenset[str] = frozenset()
    assessed: bool = False
    readable: bool = True
    collection: str = field(default="", kw_only=True)

    @property
    def province(self) -> str:
        """The province's code; empty if unknown."""
        return self.ledger.province


def read_workbook(path: Path, collection: str = "", corrections: tuple[Correction, ...] = ()) -> Reading:
    """Read one workbook, its collection's corrections applied.

    Returns observations (columns of the `observations` table, in reading order) and problems (columns of
    `problems`), of every province in it. A file that is no workbook gives one problem, not an exception.
    Raises FileNotFoundError when there is no such file.
    """
    readings = read_workbooks([path], collection, corrections)
    return Reading(
        file=path.name,
        province=readings[0].province,
        observations=pd.concat([r.observations for r in readings], ignore_index=True)
        if len(readings) > 1
        else readings[0].observations,
        problems=pd.concat([r.problems for r in readings], ignore_index=True)
        if len(readings) > 1
        else readings[0].problems,
        readable=all(reading.readable for reading in readings),
    )


def read_workbooks(
    paths: Iterable[Path], collection: str = "", corrections: tuple[Correction, ...] = ()
) -> list[Reading]:
    """Read workbooks and join them by province: one reading each, in the order provinces are first met.

    Files of no known province, or that cannot be opened, stay on their own.
    """
    groups: dict[str, list[Part]] = {}
    for path in paths:
        for number, part in enumerate(read_parts(path, collection, corrections)):
            groups.setdefault(part.province or f"{path}#{number}", []).append(part)
    return [_joined(parts, corrections) for parts in groups.values()]


def read_parts(
    path: Path, collection: str, corrections: tuple[Correction, ...], report_date: date | None = None
) -> list[Part]:
    """What a file says, by province; `report_date` is used where the file gives none."""
    ledger = Ledger(collection, path.name)
    try:
        grids = read_grids(path)
    except UnreadableFileError as error:
        ledger.report("file_unreadable", cause=error.cause)
        return [Part(path, ledger, readable=False, collection=collection)]
    if file_kind(path) == "xlsb":
        ledger.report("formats_unknown")
    grids, corrected = apply_corrections(_without_people(grids, ledger), corrections, path.name)
    ledger.report_all(corrected)
    blocks = {grid.name: find_blocks(grid) for grid in grids}
    parts: list[Part] = []
    for own in _by_province(grids, blocks):
        part_ledger = Ledger(collection, path.name)
        if not parts:
            part_ledger.problems += ledger.problems
        parts.append(_read_part(path, own, blocks, part_ledger, report_date))
    return parts


def _by_province(grids: tuple[Grid, ...], blocks: dict[str, list[Block]]) -> list[tuple[Grid, ...]]:
    """The sheets of each province, where a file holds the same appendix of several.

    A sheet without a province in its title belongs to the one before. A lone sheet whose title names another
    province, for an appendix that is nowhere else, is no second province but a title to ask about.
    """
    groups: dict[str, list[Grid]] = {}
    appendices: dict[str, set[str]] = {}
    code = ""
    unnamed: list[Grid] = []
    for grid in grids:
        named = province_named(grid)
        code = named.code if named else code
        if not code:
            unnamed.append(grid)
            continue
        groups.setdefault(code, unnamed if not groups else []).append(grid)
        appendices.setdefault(code, set()).update(block.appendix or block.kind for block in blocks[grid.name])
    seen: set[str] = set()
    shared = False
    for found in appendices.values():
        shared = shared or bool(seen & found)
        seen |= found
    return [tuple(own) for own in groups.values()] if shared else [grids]


def _read_part(
    path: Path, grids: tuple[Grid, ...], blocks: dict[str, list[Block]], ledger: Ledger, report_date: date | None
) -> Part:
    read_title(grids, ledger)
    ledger.report_date = ledger.report_date or report_date
    _check_file_name(path, ledger)
    found = _placed_blocks(grids, blocks, ledger)
    questions = read_questions(grids, ledger)
    lists: dict[tuple[str, str], list[Block]] = {}
    for block in found:
        if block.kind == "yearly":
            read_yearly(block, ledger)
        elif block.kind == "list":
            lists.setdefault((block.appendix, block.table), []).append(block)
        elif block.kind == "assessment":
            read_assessment(block, ledger)
        else:
            read_narrative(block, ledger)
    for own in lists.values():
        read_entries(own, questions, ledger)
    for row in (*ledger.observations, *ledger.problems):
        row["province"] = ledger.province
    return Part(
        path,
        ledger,
        frozenset(block.appendix for block in found if block.appendix) | ({"3"} if questions.box else set()),
        any(block.kind == "assessment" for block in found),
        collection=ledger.collection,
    )


def _placed_blocks(grids: tuple[Grid, ...], blocks: dict[str, list[Block]], ledger: Ledger) -> list[Block]:
    """Blocks whose place is known, tables that go on from the sheet before among them; hidden things reported."""
    placed: list[Block] = []
    for grid in grids:
        own = blocks[grid.name]
        before = next((block for block in reversed(placed) if block.kind == "yearly"), None)
        if not own and before is not None and (rest := continued_block(grid, before)) is not None:
            ledger.report("table_continued", grid, other=before.grid.name)
            own = [rest]
        if grid.hidden and own:
            ledger.report("sheet_hidden", grid)
        report_unread(grid, own, ledger)
        for block in own:
            if block.kind == "yearly" and not block.appendix:
                ledger.report("table_unknown", grid, _first_figure(block))
                continue
            placed.append(block)
            _report_hidden(block, ledger)
    return placed


def _first_figure(block: Block) -> Cell | None:
    return next((cell for number in block.rows for cell in block.grid.row(number)), None)


def _report_hidden(block: Block, ledger: Ledger) -> None:
    grid = block.grid
    rows, columns = ("column_hidden", "row_hidden") if grid.turned else ("row_hidden", "column_hidden")
    body = set(block.rows)
    for row in sorted(grid.hidden_rows & body):
        first = grid.row(row)[0]
        named = {"column": get_column_letter(row)} if grid.turned else {"row": row}
        ledger.report(rows, grid, first, **named)
    for column in sorted(grid.hidden_columns):
        cells = [cell for row in body if (cell := grid.at(row, column)) is not None]
        if cells:
            named = {"row": column} if grid.turned else {"column": get_column_letter(column)}
            ledger.report(columns, grid, cells[0], **named)


def _without_people(grids: tuple[Grid, ...], ledger: Ledger) -> tuple[Grid, ...]:
    listed = {grid.name for grid in grids if lists_people(grid)}
    for grid in grids:
        if grid.name in listed:
            ledger.report("people_listed", grid)
    return tuple(grid for grid in grids if grid.name not in listed)


def _check_file_name(path: Path, ledger: Ledger) -> None:
    named = province_of_file_name(path.stem)
    if named is not None and ledger.province and named.code != ledger.province:
        title = provinces()[ledger.province].name
        ledger.report("province_mismatch", title=title, named=f"{named.code} ({named.name})")


def _joined(parts: list[Part], corrections: tuple[Correction, ...]) -> Reading:
    """One province's parts as one: what is complete, repeated or out of line can be told only of all of them."""
    first = parts[0]
    dated = next((part.ledger.report_date for part in parts if part.ledger.report_date), None)
    if len(parts) > 1 and dated is not None:
        parts = [part if part.ledger.report_date else _dated(part, dated, corrections) for part in parts]
    ledger = Ledger(first.collection, first.path.name)
    ledger.province, ledger.report_date = first.province, dated
    for part in parts:
        ledger.observations += part.ledger.observations
        ledger.problems += part.ledger.problems
    readable = any(part.readable for part in parts)
    if readable:
        _check_complete(parts, ledger)
        settle_repeats(ledger)
        check_figures(ledger)
    ledger.settle()
    return Reading(
        file=", ".join(dict.fromkeys(part.path.name for part in parts)),
        province=first.province,
        observations=conform(ledger.observations, "observations"),
        problems=conform(_without_doubles(ledger.problems), "problems"),
        readable=readable,
    )


def _dated(part: Part, report_date: date, corrections: tuple[Correction, ...]) -> Part:
    """The part read again with the day of the report that another file of its province gives."""
    again = read_parts(part.path, part.collection, corrections, report_date)
    return next((other for other in again if other.province == part.province), part)


def _without_doubles(problems: list[Row]) -> list[Row]:
    unique = {tuple(str(row[key]) for key in ("file", "sheet", "cell", "code", "message_vi")): row for row in problems}
    return list(unique.values())


def _check_complete(parts: list[Part], ledger: Ledger) -> None:
    seen = {appendix for part in parts for appendix in part.appendices}
    if ledger.report_date is None and not any(row["code"] == "date_unreadable" for row in ledger.problems):
        ledger.report("report_date_missing")
    for appendix in APPENDICES:
        if appendix not in seen:
            ledger.report("appendix_missing", appendix=appendix)
    if not any(part.assessed for part in parts):
        ledger.report("assessment_missing")
