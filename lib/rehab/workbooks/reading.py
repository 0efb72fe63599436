"""Workbooks read: observations and problems by province, whether it sent one file, several, or shares one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from rehab.catalog.provinces import province_of_file_name, provinces
from rehab.catalog.tables import conform
from rehab.catalog.texts import decodable
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.blocks.finding import continued_block, find_blocks
from rehab.workbooks.clerk.checks import check_figures
from rehab.workbooks.clerk.completeness import missing_parts
from rehab.workbooks.clerk.repeats import settle_repeats
from rehab.workbooks.clerk.versions import Version, ordered
from rehab.workbooks.facts.entries import read_entries, read_questions
from rehab.workbooks.facts.findings import Findings
from rehab.workbooks.facts.hidden import hidden_places
from rehab.workbooks.facts.leftovers import unread_figures
from rehab.workbooks.facts.rows import Row, Source, problem_rows, rows_of, says_anything
from rehab.workbooks.facts.statements import Title, province_named, read_assessment, read_narrative, read_title
from rehab.workbooks.facts.titled_areas import TitledAreas
from rehab.workbooks.facts.yearly import read_yearly
from rehab.workbooks.files.contents import Contents, content_of
from rehab.workbooks.files.failures import UnreadableFileError
from rehab.workbooks.files.made_up import is_made_up
from rehab.workbooks.files.opening import read_grids
from rehab.workbooks.files.safety import without_collector
from rehab.workbooks.grids.corrections import Correction, apply_corrections
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.problems import Problem, problem
from rehab.workbooks.grids.unseen import unseen_problems
from rehab.workbooks.headings.people import lists_people
from rehab.workbooks.headings.unknown import Unknown

_Blocks = dict[str, list[Block]]


@dataclass(frozen=True)
class Reading:
    """What was read: file names, province code (empty if unknown), tidy observations, problems.

    `readable` is false where no file could be opened as a workbook; `sheets` are the names of all sheets of each file,
    in their order; `unknown` are the words not understood, by file; `made_up` tells of each file that says anything
    whether its figures are made up; `earlier` is what files say that a later report of the province replaces.
    """

    file: str
    province: str
    observations: pd.DataFrame
    problems: pd.DataFrame
    readable: bool
    unknown: tuple[tuple[str, Unknown], ...] = ()
    made_up: tuple[tuple[str, bool], ...] = ()
    earlier: "Reading | None" = None
    sheets: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def has_errors(self) -> bool:
        """True when a problem is an error: a value that cannot be used."""
        return bool((self.problems["severity"] == "error").any())


@dataclass(frozen=True)
class FileReading:
    """What one file says of one province, before it is joined with what other files say of it."""

    path: Path
    source: Source
    findings: Findings
    report_date: date | None = None
    appendices: frozenset[str] = frozenset()
    assessed: bool = False
    misdated: bool = False
    readable: bool = True
    made_up: bool = False
    sheets: tuple[str, ...] = ()


def read_workbook(path: Path, collection: str = "", corrections: tuple[Correction, ...] = ()) -> Reading:
    """Read one workbook, its collection's corrections applied.

    Returns observations (columns of the `observations` table, in reading order) and problems (columns of
    `problems`), of every province in it. A file that is no workbook gives one problem, not an exception.
    Raises FileNotFoundError when there is no such file.
    """
    readings = read_workbooks([path], collection, corrections)
    return Reading(
        file=decodable(path.name),
        province=readings[0].province,
        observations=_together([reading.observations for reading in readings]),
        problems=_together([reading.problems for reading in readings]),
        readable=all(reading.readable for reading in readings),
        unknown=tuple(own for reading in readings for own in reading.unknown),
        made_up=tuple(dict.fromkeys(own for reading in readings for own in reading.made_up)),
        sheets=tuple(dict.fromkeys(own for reading in readings for own in reading.sheets)),
    )


def _together(frames: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]


def read_workbooks(
    paths: Iterable[Path],
    collection: str = "",
    corrections: tuple[Correction, ...] = (),
    contents: Contents | None = None,
) -> list[Reading]:
    """Read workbooks and join them by province: one reading each, in the order provinces are first met.

    Files of no known province, or that cannot be opened, stay on their own. `contents` are the files as they were
    taken: then one that is gone is a problem, too.
    """
    groups: dict[str, list[FileReading]] = {}
    with without_collector():
        for path in paths:
            for number, part in enumerate(read_file(path, collection, corrections, contents=contents)):
                groups.setdefault(part.source.province or f"{path}#{number}", []).append(part)
        return [_joined(parts, corrections, contents) for parts in groups.values()]


def read_file(
    path: Path,
    collection: str,
    corrections: tuple[Correction, ...],
    report_date: date | None = None,
    contents: Contents | None = None,
) -> list[FileReading]:
    """What a file says, by province; `report_date` is used where the file gives none."""
    try:
        content = contents.of(path) if contents else content_of(path)
        grids = read_grids(path, content)
    except UnreadableFileError as error:
        return [_refused(path, collection, problem("file_unreadable", cause=error.cause))]
    made_up, sheets = is_made_up(grids, content), tuple(grid.name for grid in grids)
    of_file = [problem("people_listed", grid) for grid in grids if lists_people(grid)]
    grids = tuple(grid for grid in grids if not lists_people(grid))
    of_file += unseen_problems(grids)
    grids, corrected = apply_corrections(grids, corrections, decodable(path.name))
    blocks = {grid.name: find_blocks(grid) for grid in grids}
    parts: list[FileReading] = []
    for own in _by_province(grids, blocks):
        begun = Findings(problems=[] if parts else [*of_file, *corrected])
        part = _read_province(path, collection, own, blocks, begun, report_date)
        parts.append(replace(part, made_up=made_up, sheets=sheets))
    return parts


def unread(file: str, collection: str, cause: Problem) -> Reading:
    """What is left of a workbook whose reading broke off: one problem that says why."""
    return _joined([_refused(Path(file), collection, cause)], (), None)


def _refused(path: Path, collection: str, cause: Problem) -> FileReading:
    return FileReading(path, Source(collection, decodable(path.name)), Findings(problems=[cause]), readable=False)


def _by_province(grids: tuple[Grid, ...], blocks: _Blocks) -> list[tuple[Grid, ...]]:
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
    is_shared = len(set[str]().union(*appendices.values())) < sum(map(len, appendices.values()))
    return [tuple(own) for own in groups.values()] if is_shared else [grids]


def _read_province(
    path: Path, collection: str, grids: tuple[Grid, ...], blocks: _Blocks, findings: Findings, day: date | None
) -> FileReading:
    title = read_title(grids)
    report_date = title.report_date or day
    findings.add(title.findings)
    findings.problems += _differing_names(path, title)
    placed, of_blocks = _placed_blocks(grids, blocks)
    findings.add(of_blocks)
    questions, asked = read_questions(grids, report_date)
    findings.add(asked)
    lists: dict[tuple[str, str], list[Block]] = {}
    placed_in = TitledAreas(title.province)
    for block in placed:
        if block.kind == "list":
            lists.setdefault((block.appendix, block.table), []).append(block)
        elif block.kind == "yearly":
            findings.add(read_yearly(placed_in.of(block), report_date, title.province))
        else:
            findings.add(read_assessment(block) if block.kind == "assessment" else read_narrative(block))
    findings.add(placed_in.findings)
    for own in lists.values():
        findings.add(read_entries(own, questions, title.province))
    findings.add(unread_figures(grids, (block for own in grids for block in blocks[own.name]), findings))
    return FileReading(
        path,
        Source(collection, decodable(path.name), title.province),
        findings,
        report_date,
        frozenset(block.appendix for block in placed if block.appendix) | ({"3"} if questions.box else set()),
        any(block.kind == "assessment" for block in placed),
        title.misdated,
    )


def _placed_blocks(grids: tuple[Grid, ...], blocks: _Blocks) -> tuple[list[Block], Findings]:
    """Blocks whose place is known, tables that go on from the sheet before among them; hidden things reported."""
    placed: list[Block] = []
    findings = Findings()
    for grid in grids:
        own = blocks[grid.name]
        before = next((block for block in reversed(placed) if block.kind == "yearly"), None)
        if not own and before is not None and (rest := continued_block(grid, before)) is not None:
            findings.report("table_continued", grid, other=before.grid.name)
            own = [rest]
        if grid.hidden and own:
            findings.report("sheet_hidden", grid)
        for block in own:
            if block.kind == "yearly" and not block.appendix:
                findings.report("table_unknown", grid, _first_figure(block))
                findings.set_aside(grid, [cell for number in block.rows for cell in block.grid.row(number)])
                continue
            placed.append(block)
            findings.add(hidden_places(block))
    return placed, findings


def _first_figure(block: Block) -> Cell | None:
    return next((cell for number in block.rows for cell in block.grid.row(number)), None)


def _differing_names(path: Path, title: Title) -> list[Problem]:
    named = province_of_file_name(path.stem)
    if named is None or not title.province or named.code == title.province:
        return []
    stated = provinces()[title.province].name
    return [problem("province_mismatch", title=stated, named=f"{named.code} ({named.name})")]


def _joined(parts: list[FileReading], corrections: tuple[Correction, ...], contents: Contents | None) -> Reading:
    """One province's parts as one: what is complete, repeated or out of line can be told only of all of them."""
    versions = ordered([Version(decodable(part.path.name), part.appendices, part.report_date) for part in parts])
    replaced = [parts[place] for place in versions.replaced]
    parts = [part for part in parts if part not in replaced]
    dated = next((part.report_date for part in parts if part.report_date), None)
    if len(parts) > 1 and dated is not None:
        parts = [part if part.report_date else _dated(part, dated, corrections, contents) for part in parts]
    observations: list[Row] = []
    problems: list[Row] = []
    made_up: list[tuple[str, bool]] = []
    for part in parts:
        stated, reported = rows_of(part.findings, part.source)
        if part.readable and (part.made_up or says_anything(stated, reported)):
            made_up.append((decodable(part.path.name), part.made_up))
        observations += stated
        problems += reported
    readable = any(part.readable for part in parts)
    if readable:
        is_dated = any(part.report_date or part.misdated for part in parts)
        seen = {appendix for part in parts for appendix in part.appendices}
        missing = [*versions.problems, *missing_parts(seen, any(part.assessed for part in parts), is_dated)]
        observations, repeated = settle_repeats(observations)
        problems += problem_rows(missing, parts[0].source) + repeated + check_figures(observations)
    return Reading(
        file=", ".join(dict.fromkeys(decodable(part.path.name) for part in parts)),
        province=parts[0].source.province,
        observations=conform(observations, "observations"),
        problems=conform(_without_doubles(problems), "problems"),
        readable=readable,
        unknown=tuple((decodable(part.path.name), own) for part in parts for own in part.findings.unknown),
        made_up=tuple(made_up),
        earlier=_joined(replaced, corrections, contents) if replaced else None,
        sheets=tuple((decodable(part.path.name), part.sheets) for part in [*parts, *replaced]),
    )


def _dated(
    part: FileReading, report_date: date, corrections: tuple[Correction, ...], contents: Contents | None
) -> FileReading:
    """The part read again with the day of the report that another file of its province gives."""
    again = read_file(part.path, part.source.collection, corrections, report_date, contents)
    return next((other for other in again if other.source.province == part.source.province), part)


def _without_doubles(problems: list[Row]) -> list[Row]:
    unique = {tuple(str(row[key]) for key in ("file", "sheet", "cell", "code", "message_vi")): row for row in problems}
    return list(unique.values())
