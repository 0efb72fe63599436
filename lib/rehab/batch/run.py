"""A whole run: workbooks → tables → briefs, province by province."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from rehab.attainment.assessment import assess
from rehab.attainment.targets import Targets, load_targets
from rehab.batch.notebooks import BriefFailedError, build_brief
from rehab.batch.project import Project, workbooks_in
from rehab.batch.tables import write_tables
from rehab.briefs.material import MADE_UP_COLLECTIONS
from rehab.catalog.provinces import provinces
from rehab.catalog.tables import conform
from rehab.workbooks.corrections import Correction, load_corrections
from rehab.workbooks.reading import Reading, read_workbook, read_workbooks


@dataclass(frozen=True)
class Outcome:
    """What became of one brief: its page, or why there is none."""

    collection: str
    province: str
    language: str
    page: Path | None
    error: str = ""


@dataclass(frozen=True)
class Tables:
    """The processed tables of a collection, and how many workbooks could not be used."""

    frames: dict[str, pd.DataFrame]
    readings: tuple[Reading, ...]

    @property
    def province_codes(self) -> tuple[str, ...]:
        """Provinces with observations, sorted."""
        return tuple(sorted(set(self.frames["observations"]["province"]) - {""}))

    @property
    def unusable(self) -> tuple[Reading, ...]:
        """Workbooks of no known province: unreadable, or without a usable name."""
        return tuple(reading for reading in self.readings if not reading.province)


@dataclass(frozen=True)
class Settings:
    """What people have set for a collection beside its workbooks."""

    corrections: tuple[Correction, ...]
    targets: Targets


def load_settings(folder: Path) -> Settings:
    """Corrections and targets of the collection in `folder`, if it has any.

    Raises CorrectionsError or TargetsError where one of the files cannot be used.
    """
    return Settings(load_corrections(folder / "corrections.toml"), load_targets(folder / "targets.toml"))


def read_path(path: Path, collection: str, settings: Settings) -> tuple[Reading, dict[str, pd.DataFrame]]:
    """One workbook read and assessed with its collection's settings: the reading, and its four tables."""
    reading = read_workbook(path, collection, settings.corrections)
    return reading, assessed(reading, settings)


def assessed(reading: Reading, settings: Settings) -> dict[str, pd.DataFrame]:
    """The four tables of a reading, each province in it assessed on its own."""
    own = [frame for _, frame in reading.observations.groupby("province", sort=False)] or [reading.observations]
    assessments = [assess(observations, settings.targets) for observations in own]
    problems = pd.concat([reading.problems, *(a.problems for a in assessments)], ignore_index=True)
    return {
        "observations": reading.observations,
        "verdicts": conform(pd.concat([a.verdicts for a in assessments], ignore_index=True), "verdicts"),
        "rates": conform(pd.concat([a.rates for a in assessments], ignore_index=True), "rates"),
        "problems": conform(problems.drop_duplicates(["file", "sheet", "cell", "code", "message_vi"]), "problems"),
    }


def build_tables(project: Project, collection: str) -> Tables:
    """Read and assess every workbook of a collection and write its tables."""
    folder = project.raw(collection)
    settings = load_settings(folder)
    readings = read_workbooks(workbooks_in(folder), collection, settings.corrections)
    done = [assessed(reading, settings) for reading in readings]
    frames = {
        name: conform(pd.concat([frames[name] for frames in done], ignore_index=True), name)
        for name in ("observations", "verdicts", "rates", "problems")
    }
    made_up = collection in MADE_UP_COLLECTIONS
    write_tables(project.processed(collection), collection, frames, made_up)
    return Tables(frames, tuple(readings))


def run(
    project: Project,
    collections: Iterable[str],
    wanted: frozenset[str],
    languages: tuple[str, ...],
    report: Callable[[str], None],
) -> list[Outcome]:
    """Build tables and briefs of the collections, of all provinces or those wanted.

    One bad province costs one province: the others finish. `report` is told each step as a line.
    """
    outcomes: list[Outcome] = []
    for collection in collections:
        tables = build_tables(project, collection)
        for reading in tables.unusable:
            messages = " ".join(reading.problems["message_vi"])
            report(f"{collection}/{reading.file}: {messages}")
            outcomes.append(Outcome(collection, "", "", None, f"{reading.file}: {messages}"))
        for code in tables.province_codes:
            if wanted and code not in wanted:
                continue
            for language in languages:
                outcomes.append(_build(project, collection, code, language, report))
    return outcomes


def _build(project: Project, collection: str, code: str, language: str, report: Callable[[str], None]) -> Outcome:
    province = provinces()[code]
    try:
        built = build_brief(project, collection, province, language)
    except BriefFailedError as error:
        report(f"{collection}/{province.slug}: {error} -> {error.executed}")
        return Outcome(collection, code, language, None, str(error))
    report(f"{built.page}")
    return Outcome(collection, code, language, built.page)
