"""One group of workbooks read and assessed, and written down province by province."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from rehab.attainment.assessment import assess
from rehab.attainment.proposals import with_proposals
from rehab.attainment.targets import Targets, load_targets
from rehab.catalog.collections import open_collection
from rehab.catalog.folding import slug
from rehab.catalog.problem_kinds import SEVERITIES
from rehab.catalog.provinces import province_of_file_name, provinces
from rehab.catalog.reviews import Review, using_review
from rehab.catalog.texts import decodable
from rehab.disclosure.names import SHEET_COLUMNS, stray_file_name
from rehab.disclosure.problems import said_of_files
from rehab.disclosure.settings import DisclosureSettings, load_disclosure
from rehab.store.changes import changes
from rehab.store.digests import digest, files_digest
from rehab.store.following import Follow, unfollowed
from rehab.store.parts import CHANGES, SHEETS, WORKINGS, write_part
from rehab.store.project import Project, earlier_of, spelling_files, workbook_named
from rehab.store.stored import PublicStanding, StoredProvince
from rehab.workbooks.files.contents import Contents
from rehab.workbooks.grids.corrections import AGREED, Correction, load_corrections
from rehab.workbooks.grids.problems import problem
from rehab.workbooks.grids.spellings import Spelling, load_spellings, using_spellings
from rehab.workbooks.reading import Reading, read_workbook, read_workbooks, unread

_LONGEST_STEM = 60


@dataclass(frozen=True)
class Settings:
    """What people have set for a collection beside its workbooks."""

    corrections: tuple[Correction, ...]
    targets: Targets
    review: Review
    spellings: tuple[Spelling, ...] = ()


def load_settings(folder: Path) -> Settings:
    """Review, corrections, targets and spellings of the collection in `folder`.

    Raises CollectionError, CorrectionsError, TargetsError or SpellingsError where one of the files cannot be used.
    """
    with using_review(open_collection(folder).review) as review:
        return Settings(
            load_corrections(folder / "corrections.toml"),
            load_targets(folder / "targets.toml"),
            review,
            load_spellings(*spelling_files(folder)),
        )


def read_path(path: Path, collection: str, settings: Settings) -> tuple[Reading, dict[str, pd.DataFrame]]:
    """One workbook read and assessed with its collection's settings: the reading, and its tables."""
    with using_review(settings.review):
        with using_spellings(settings.spellings):
            reading = read_workbook(path, collection, settings.corrections)
        return reading, _with_proposals((path,), reading, assessed(reading, settings), settings)


def read_paths(
    paths: tuple[Path, ...],
    collection: str,
    settings: Settings,
    contents: Contents | None = None,
    follow: Follow = unfollowed,
) -> list[tuple[Reading, dict[str, pd.DataFrame]]]:
    """Workbooks read, a province's files taken together, and assessed: each reading with its tables."""
    readings = readings_of(paths, collection, settings, contents, follow)
    with using_review(settings.review):
        return [
            (own, _with_proposals(paths, own, assessed(own, settings), settings, contents))
            for own in follow("assessing", readings, lambda own: own.file)
        ]


def readings_of(
    paths: tuple[Path, ...],
    collection: str,
    settings: Settings,
    contents: Contents | None = None,
    follow: Follow = unfollowed,
) -> list[Reading]:
    """Workbooks read with their collection's settings, a province's files taken together, and not assessed."""
    with using_review(settings.review), using_spellings(settings.spellings):
        followed = follow("reading", paths, lambda path: decodable(path.name))
        return read_workbooks(followed, collection, settings.corrections, contents)


def assessed(reading: Reading, settings: Settings) -> dict[str, pd.DataFrame]:
    """The four tables of a reading and the workings behind its rates, each province in it assessed on its own."""
    own = [frame for _, frame in reading.observations.groupby("province", sort=False)] or [reading.observations]
    assessments = [assess(observations, settings.targets) for observations in own]
    problems = pd.concat([reading.problems, *(a.problems for a in assessments)], ignore_index=True)
    return {
        "observations": reading.observations,
        "verdicts": _joined([a.verdicts for a in assessments]),
        "rates": _joined([a.rates for a in assessments]),
        "problems": problems.drop_duplicates(["file", "sheet", "cell", "code", "message_vi"], ignore_index=True),
        WORKINGS: _joined([a.workings for a in assessments]),
    }


def _with_proposals(
    paths: tuple[Path, ...],
    reading: Reading,
    tables: dict[str, pd.DataFrame],
    settings: Settings,
    contents: Contents | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables, with what one of the corrections proposed for these workbooks would flip marked borderline."""
    open_problems = reading.problems[reading.problems["code"] == "correction_open"]
    places = set(open_problems[["file", "sheet", "cell"]].itertuples(index=False, name=None))
    proposed = []
    for entry in settings.corrections:
        if (entry.file, entry.sheet, entry.cell) not in places:
            continue
        agreed = tuple(replace(own, status=AGREED) if own is entry else own for own in settings.corrections)
        others = readings_of(
            paths, tables["observations"]["collection"].iloc[0], replace(settings, corrections=agreed), contents
        )
        proposed += [assessed(other, settings)["verdicts"] for other in others if other.file == reading.file]
    return tables | {"verdicts": with_proposals(tables["verdicts"], proposed)}


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


@dataclass(frozen=True)
class GroupRead:
    """A group of workbooks, read: each reading with its tables, and the hash of the very bytes that were read."""

    readings: tuple[tuple[Reading, dict[str, pd.DataFrame]], ...]
    digest: str


def read_group(project: Project, collection: str, files: tuple[str, ...], settings: Settings) -> GroupRead:
    """Read a group of workbooks, each file taken once; one that is gone is a problem like one that is damaged."""
    contents = Contents()
    paths = tuple(workbook_named(project.raw(collection), name) for name in files)
    read = [
        (
            reading,
            tables
            | _changed(project.raw(collection), collection, reading, tables, settings)
            | {SHEETS: _order(reading)},
        )
        for reading, tables in read_paths(paths, collection, settings, contents)
    ]
    return GroupRead(tuple(read), files_digest(paths, contents))


def _order(reading: Reading) -> pd.DataFrame:
    """The sheets of each file, numbered in their order."""
    rows = [(file, name, number) for file, names in reading.sheets for number, name in enumerate(names, 1)]
    return pd.DataFrame(rows, columns=list(SHEET_COLUMNS)).astype(
        {"file": "string", "sheet": "string", "number": "int64"}
    )


def _changed(
    folder: Path, collection: str, reading: Reading, tables: Mapping[str, pd.DataFrame], settings: Settings
) -> dict[str, pd.DataFrame]:
    """What changed since the province's last workbook before this one: the table `changes`, where there is one."""
    if not reading.province:
        return {}
    with using_review(settings.review):
        earlier = [] if reading.earlier is None else [(reading.earlier, assessed(reading.earlier, settings))]
    for path in earlier_of(folder, [reading.province]):
        found = read_paths((path,), collection, settings)
        earlier += [(own, frames) for own, frames in found if own.province == reading.province]
    if not earlier:
        return {}
    _, last = max(earlier, key=lambda own: (_report_day(own[1]["observations"]), own[0].file))
    with using_review(settings.review):
        return {CHANGES: changes(last, tables)}


def _report_day(observations: pd.DataFrame) -> str:
    return max((str(said) for said in observations[observations["line"] == "report_date"]["text"]), default="")


def write_group(project: Project, collection: str, read: GroupRead, settings: Settings) -> tuple[StoredProvince, ...]:
    """Write each province's part; what could not be read is a part without province.

    Raises OSError where a part cannot be written.
    """
    with using_review(settings.review):
        disclosure = load_disclosure(project.raw(collection))
        return tuple(_written(project.parts(collection), *own, disclosure) for own in read.readings)


def write_unread(
    project: Project, collection: str, files: tuple[str, ...], why: tuple[str, str], settings: Settings
) -> tuple[StoredProvince, ...]:
    """Write the parts of workbooks whose reading broke off: of each file one that says why.

    `why` is a kind of problem, and what the machine said.
    """
    code, cause = why
    with using_review(settings.review):
        readings = [unread(name, collection, problem(code, cause=cause)) for name in files]
        read = GroupRead(tuple((reading, assessed(reading, settings)) for reading in readings), "")
    return write_group(project, collection, read, settings)


def _written(
    parts: Path, reading: Reading, tables: Mapping[str, pd.DataFrame], disclosure: DisclosureSettings
) -> StoredProvince:
    known = provinces().get(reading.province)
    stem = known.slug if known else _stem_of(reading.file)
    written = write_part(parts / stem, tables, disclosure)
    named = None if known else province_of_file_name(Path(reading.file).stem)
    return StoredProvince(
        province=reading.province,
        stem=stem,
        files=reading.file,
        digest=written.digest,
        **_counts(tables, known is not None),
        named=named.code if named else "",
        messages=() if known else said_of_files(tables["problems"], is_public=False),
        public=PublicStanding(
            **_counts(written.public.frames, known is not None),
            files="" if known else stray_file_name(reading.file),
            messages=() if known else said_of_files(tables["problems"]),
        ),
        withheld=written.public.withheld,
        waiting=len(written.public.to_release),
        seal=written.seal,
        made_up=dict(reading.made_up),
    )


def _stem_of(file: str) -> str:
    """The folder of a file of no known province: its own, whatever the name; a system's names end at 255 bytes.

    >>> _stem_of("báo cáo.xlsx") == _stem_of("bao cao.xlsx"), len(_stem_of("a" * 250 + ".xlsx"))
    (False, 86)
    """
    return f"_{slug(file)[:_LONGEST_STEM]}-{digest(file.encode('utf-8', 'surrogateescape'))}"


def _counts(tables: Mapping[str, pd.DataFrame], is_known: bool) -> dict[str, dict[str, int]]:
    """Problems by severity and the nine by verdict; those only of a known province."""
    severities = tables["problems"]["severity"].value_counts()
    verdicts = tables["verdicts"]
    wholes = verdicts[verdicts["part"] == ""]["verdict"].value_counts()
    return {
        "problems": {name: int(severities.get(name, 0)) for name in SEVERITIES},
        "verdicts": {str(name): int(count) for name, count in sorted(wholes.items())} if is_known else {},
    }
