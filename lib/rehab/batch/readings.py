"""The workbooks of a collection read: what is on record of them, and the bringing up to date of it."""

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rehab.batch.groups import Group, plan_groups
from rehab.batch.limits import BrokeOffError, OutOfTimeError
from rehab.batch.outputs import remove_part
from rehab.batch.pool import Executor, NotSharedError, WorkerDiedError
from rehab.batch.progress import Progress
from rehab.batch.record import Entry, Record, has_shape, is_below
from rehab.batch.tasks import BrokenOff, ReadDone, ReadTask
from rehab.batch.warm.nursery import NurseryError
from rehab.catalog.settings import SettingsError
from rehab.store.digests import are_sealed, json_digest, seals_of
from rehab.store.project import Project, table_files

_PART = {
    "province": str, "stem": str, "files": str, "digest": str, "problems": dict, "verdicts": dict, "named": str,
    "messages": list, "public": dict, "withheld": int, "waiting": int, "seal": str,
    "made_up": dict,
}  # fmt: skip
_LOOKS_AGAIN = (0, 0.05, 0.5)
_PUBLIC = {"problems": dict, "verdicts": dict, "files": str, "messages": list}


def is_reading(entry: Entry) -> bool:
    """True for an entry of the record as readings make it, of parts in the collection's own folder."""
    if not has_shape(entry, {"key": str, "fingerprint": dict, "parts": list}):
        return False
    return all(
        has_shape(part, _PART) and has_shape(part["public"], _PUBLIC) and is_below(part["stem"])
        for part in entry["parts"]
    )


def looks_new(project: Project, collection: str) -> bool:
    """True where something beside the workbooks is younger than what was read last: there will be something to do.

    It only looks at times, so that it takes none; the plan decides.
    """
    folder, record = project.raw(collection), project.reading_record(collection)
    try:
        read = record.stat().st_mtime_ns
        return any(path.lstat().st_mtime_ns > read for path in (folder, *folder.iterdir()))
    except FileNotFoundError:
        # Nothing has been read yet, or somebody is at work in the folder.
        return True


class Readings:
    """What was read from each group of workbooks; `force` reads all again."""

    def __init__(self, project: Project, collection: str, force: bool) -> None:
        self._project, self._collection, self._force = project, collection, force
        self._record = Record.load(project.reading_record(collection), is_reading)

    @property
    def is_open(self) -> bool:
        """True where something was read since tables and index were put together."""
        return self._record.is_open

    def set_aside(self) -> tuple[Path, ...]:
        """Move away records that cannot be used, and say where to."""
        return self._record.set_aside()

    @property
    def digest(self) -> str:
        """The hash of all that was read, as it is written down."""
        return json_digest([[part["stem"], part["seal"], part["messages"]] for part in self.parts()])

    def has_tables(self) -> bool:
        """True where the collection's tables are as they were put together."""
        return are_sealed(self._project.processed(self._collection), self._record.seals)

    def close(self) -> None:
        """Tables and index have been put together."""
        folder = self._project.processed(self._collection)
        self._record.seals = seals_of(folder, table_files(folder))
        self._record.write({"collection": self._collection})

    def parts(self) -> list[dict[str, Any]]:
        """A part for each province read and each workbook of none, in the order of files."""
        return [part for entry in sorted(self._record, key=lambda e: str(e["key"])) for part in entry["parts"]]

    def made_up(self) -> dict[str, bool]:
        """Of each workbook that could be opened, whether it says that its figures are made up."""
        return {name: told for part in self.parts() for name, told in part["made_up"].items()}

    def held_back(self) -> tuple[int, int]:
        """How many figures the public edition withholds, and how many sentences wait for release."""
        parts = self.parts()
        return sum(part["withheld"] for part in parts), sum(part["waiting"] for part in parts)

    def stems(self) -> list[str]:
        """Folders of the parts, in order."""
        return list(dict.fromkeys(part["stem"] for part in self.parts()))

    def files_of(self, province: str) -> set[str]:
        """Workbooks known to hold a province; without one, all."""
        return {
            name
            for entry in self._record
            for part in entry["parts"]
            if not province or province in (part["province"], part["named"])
            for name in entry["key"].split("|")
        }

    def groups(self, together: Iterable[frozenset[str]] = ()) -> list[Group]:
        """Every workbook, in groups that are read together."""
        return plan_groups(self._project, self._collection, self._record, self._force, together)

    def bring_up_to_date(self, executor: Callable[[], Executor], progress: Progress, seconds: int = 0) -> None:
        """Read what has changed, forget what is gone; files found to be of one province are then read together.

        A group of workbooks may take so many `seconds`; one whose reading breaks off costs nobody else's.

        Raises SettingsError or OSError.
        """
        groups = self.groups()
        self._forget_gone(groups)
        together: list[frozenset[str]] = []
        while stale := [group for group in groups if group.reasons]:
            self._read(stale, executor(), progress, seconds)
            shared = self._shared()
            if not shared or shared == together:
                return
            together = shared
            groups = self.groups(together)
            self._forget_gone(groups)

    def _forget_gone(self, groups: list[Group]) -> None:
        """Drop from the record what is no longer grouped so, and parts that no workbook speaks for."""
        keys = {group.key for group in groups}
        gone = [entry for entry in self._record if entry["key"] not in keys]
        kept = {part["stem"] for entry in self._record if entry["key"] in keys for part in entry["parts"]}
        for entry in gone:
            for stem in {part["stem"] for part in entry["parts"]} - kept:
                remove_part(self._project.parts(self._collection), stem)
            self._record.remove(entry["key"])

    def _read(self, stale: list[Group], executor: Executor, progress: Progress, seconds: int) -> None:
        progress.begin("reading", len(stale))
        planned = {group.files: group for group in stale}
        tasks = [ReadTask(self._project, self._collection, group.files, seconds) for group in stale]
        broken: list[ReadTask] = []
        for task, answer in executor.run(tasks):
            if isinstance(answer, BaseException):
                broken.append(replace(task, broken=_why(answer)))
            else:
                self._take(planned[task.files], answer, progress)
        # What there is to say of these goes where the others' tables are.
        for task, answer in executor.run(broken) if broken else ():
            if isinstance(answer, BaseException):
                raise answer
            self._take(planned[task.files], answer, progress, broke_off=True)

    def _take(self, group: Group, done: ReadDone, progress: Progress, broke_off: bool = False) -> None:
        """Put on record what was read of a group: the hash is that of the bytes that were read, not those planned."""
        parts = done.parts
        for part in parts:
            place = self._project.parts(self._collection) / part.stem
            if not _is_seen(place):
                raise NotSharedError(place)
        fingerprint = group.fingerprint if broke_off else {**group.fingerprint, "workbooks": done.digest}
        entry = {"key": group.key, "fingerprint": fingerprint, "parts": [asdict(part) for part in parts]}
        # What broke off for want of time or memory may come to its end next time.
        self._record.add({**entry, "retry": True} if broke_off else entry)
        errors = [part.messages[0][0] for part in parts if not part.province and part.messages]
        progress.done(group.key, "", done.seconds, " ".join(errors))

    def _shared(self) -> list[frozenset[str]]:
        """Sets of files that turned out to hold the same province."""
        by_province: dict[str, set[str]] = {}
        groups: dict[str, set[str]] = {}
        for entry in self._record:
            for part in entry["parts"]:
                if part["province"]:
                    by_province.setdefault(part["province"], set()).update(entry["key"].split("|"))
                    groups.setdefault(part["province"], set()).add(entry["key"])
        return [frozenset(by_province[code]) for code in sorted(groups) if len(groups[code]) > 1]


def _is_seen(place: Path) -> bool:
    """True where a folder that a worker says it has written is seen from here.

    It may be gone for a moment while another worker puts the tables of the same province in its place.
    """
    for wait in _LOOKS_AGAIN:
        time.sleep(wait)
        if place.is_dir():
            return True
    return False


def _why(error: BaseException) -> BrokenOff:
    """Which problem a workbook has whose reading raised this.

    Raises it where it is not the workbook's: settings that cannot be used, a disk that takes nothing more.
    """
    if isinstance(error, SettingsError | OSError | NurseryError):
        raise error
    if isinstance(error, OutOfTimeError):
        return BrokenOff("reading_out_of_time")
    if isinstance(error, MemoryError):
        return BrokenOff("reading_out_of_memory")
    if isinstance(error, WorkerDiedError):
        return BrokenOff("reading_died")
    return BrokenOff("reading_broke_off", str(error) if isinstance(error, BrokeOffError) else type(error).__name__)
