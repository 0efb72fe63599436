"""A whole run of one collection: plan, read, put tables together, build pages, keep the record."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rehab.batch.outputs import remove_pages, remove_part, write_index
from rehab.batch.plan import Group, Options, Page, plan_groups, plan_pages
from rehab.batch.pool import Executor, WorkerDiedError
from rehab.batch.progress import Progress
from rehab.batch.record import Record
from rehab.batch.tasks import AssembleTask, PageDone, PageTask, ReadTask, Task
from rehab.batch.warm.nursery import NurseryError
from rehab.catalog.provinces import province_of_file_name, provinces
from rehab.catalog.settings import SettingsError
from rehab.catalog.texts import LANGUAGES, text
from rehab.pages.frame.languages import page_stem
from rehab.store.parts import Part
from rehab.store.project import Project
from rehab.store.whole import sweep

RECORD, READING_RECORD = "run.json", "reading.json"
PUBLIC = "public"


@dataclass(frozen=True)
class Outcome:
    """What became of one page: its file, whether it was built now, or why there is no brief.

    A workbook of no known province has an outcome without province or page.
    """

    collection: str
    province: str
    language: str
    page: str
    built: bool
    error: str = ""


@dataclass(frozen=True)
class Limits:
    """What one notebook may take, and how many run side by side (for the record)."""

    timeout_seconds: int
    memory_mb: int
    jobs: int


class Run:
    """One run of one collection; `executor` is asked for only when there is something to do."""

    def __init__(
        self,
        project: Project,
        collection: str,
        options: Options,
        limits: Limits,
        executor: Callable[[], Executor],
        progress: Progress,
    ) -> None:
        self._project, self._collection = project, collection
        self._options, self._limits = options, limits
        self._executor, self._progress = executor, progress
        self._reading = Record.load(project.processed(collection) / READING_RECORD)
        self._record = Record.load(project.briefs(collection) / RECORD)

    def groups(self, together: Iterable[frozenset[str]] = ()) -> list[Group]:
        """Every workbook, in groups that are read together."""
        return plan_groups(self._project, self._collection, self._reading, self._options.force, together)

    def pages(self, wanted: frozenset[str]) -> list[Page]:
        """The pages of the provinces that have been read, of all or of those wanted."""
        found = plan_pages(self._project, self._collection, self._parts(), self._record, self._options)
        return [page for page in found if not wanted or page.province in wanted]

    @property
    def audiences(self) -> set[str]:
        """For whom the pages are that are there."""
        return {entry["audience"] for entry in self._record}

    def files_of(self, province: str) -> set[str]:
        """Workbooks known to hold a province."""
        return {
            name
            for entry in self._reading
            for part in entry["parts"]
            if province in (part["province"], part["named"])
            for name in entry["key"].split("|")
        }

    def told(self, groups: Iterable[Group]) -> set[str]:
        """Provinces that names of files tell."""
        named = (province_of_file_name(Path(name).stem) for group in groups for name in group.files)
        return {found.code for found in named if found}

    def page_names(self, province: str) -> list[str]:
        """Names of the pages of a province, without suffix."""
        return [page_stem(provinces()[province], language) for language in self._options.languages]

    def _parts(self) -> list[dict[str, Any]]:
        return [part for entry in sorted(self._reading, key=lambda e: str(e["key"])) for part in entry["parts"]]

    def perform(self, wanted: frozenset[str]) -> list[Outcome]:
        """Do what has to be done; each thing done is on record at once.

        Raises SettingsError or OSError where nothing more can be done; what was finished stays.
        """
        start = time.perf_counter()
        project, collection = self._project, self._collection
        # A record still open is of a run that was cut short: its last steps are done again.
        was_cut_short = self._reading.is_open or self._record.is_open
        groups = self.groups()
        self._forget_gone(groups)
        if any(group.reasons for group in groups):
            self._read(groups)
        is_public = self._options.audience == PUBLIC
        tables = [project.processed(collection) / "datapackage.json"]
        tables += [project.published(collection) / "datapackage.json"] if is_public else []
        index = project.briefs(collection) / "index.html"
        pages = self.pages(wanted)
        stale = [page for page in pages if page.reasons]
        work: list[Task] = []
        if was_cut_short or self._reading.is_open or not all(path.is_file() for path in tables):
            for path in tables:
                path.unlink(missing_ok=True)
            work.append(AssembleTask(project, collection, tuple(self._stems()), public=is_public))
        work += [self._page_task(page) for page in stale]
        if work or not index.is_file():
            sweep(project.processed(collection))
            sweep(project.briefs(collection))
            self._build(work, stale)
            self._finish(time.perf_counter() - start)
        return self._outcomes(pages, {page.key for page in stale})

    def _forget_gone(self, groups: list[Group]) -> None:
        """Drop from the record what is no longer grouped so, and pages of provinces that no workbook speaks for."""
        keys = {group.key for group in groups}
        gone = [entry for entry in self._reading if entry["key"] not in keys]
        kept = {part["stem"] for entry in self._reading if entry["key"] in keys for part in entry["parts"]}
        for entry in gone:
            for stem in {part["stem"] for part in entry["parts"]} - kept:
                remove_part(self._project.parts(self._collection), stem)
            self._reading.remove(entry["key"])

    def _read(self, groups: list[Group]) -> None:
        """Read the stale groups; files found to be of one province are then read together."""
        together: list[frozenset[str]] = []
        while stale := [group for group in groups if group.reasons]:
            planned = {group.files: group for group in stale}
            self._progress.begin("reading", len(stale))
            tasks = [ReadTask(self._project, self._collection, group.files) for group in stale]
            for task, answer in self._executor().run(tasks):
                parts = self._read_parts(task, answer)
                group = planned[task.files]
                self._reading.add(
                    {"key": group.key, "fingerprint": group.fingerprint, "parts": [asdict(part) for part in parts]}
                )
                errors = [part.messages[0][0] for part in parts if not part.province and part.messages]
                self._progress.done(group.key, "", getattr(answer, "seconds", 0.0), " ".join(errors))
            shared = self._shared()
            if not shared or shared == together:
                return
            together = shared
            groups = self.groups(together)
            self._forget_gone(groups)

    def _read_parts(self, task: ReadTask, answer: Any) -> tuple[Part, ...]:
        if not isinstance(answer, BaseException):
            return tuple(answer.parts)
        if isinstance(answer, SettingsError | OSError):
            raise answer
        raise RuntimeError(f"{', '.join(task.files)}: {answer!r}") from answer

    def _shared(self) -> list[frozenset[str]]:
        """Sets of files that turned out to hold the same province."""
        by_province: dict[str, set[str]] = {}
        groups: dict[str, set[str]] = {}
        for entry in self._reading:
            for part in entry["parts"]:
                if part["province"]:
                    by_province.setdefault(part["province"], set()).update(entry["key"].split("|"))
                    groups.setdefault(part["province"], set()).add(entry["key"])
        return [frozenset(by_province[code]) for code in sorted(groups) if len(groups[code]) > 1]

    def _stems(self) -> list[str]:
        return list(dict.fromkeys(part["stem"] for part in self._parts()))

    def _page_task(self, page: Page) -> PageTask:
        return PageTask(
            self._project,
            self._collection,
            page.province,
            page.language,
            self._options.languages,
            self._options.audience,
            self._limits.timeout_seconds,
            page.messages,
        )

    def _build(self, work: list[Task], stale: list[Page]) -> None:
        self._progress.begin("pages", len(stale))
        pages = {(page.province, page.language): page for page in stale}
        # As in the plan, a part of a province that was read goes before a file that only bears its name.
        parts = {str(part["province"] or part["named"]): part for part in sorted(self._parts(), key=_is_read)}
        for task, answer in self._executor().run(work) if work else ():
            if isinstance(answer, OSError | SettingsError | NurseryError):
                raise answer
            if isinstance(task, AssembleTask):
                if isinstance(answer, BaseException):
                    raise answer
                continue
            done = answer if isinstance(answer, PageDone) else self._failed(task, answer)
            page = pages[task.province, task.language]
            self._record.add(self._entry(page, done, parts[page.province]))
            name = f"{page.province} {provinces()[page.province].name}"
            place = self._project.briefs(self._collection) / done.page
            self._progress.done(name, str(place), done.seconds, done.error)

    def _failed(self, task: PageTask, error: BaseException) -> PageDone:
        """A page for a province whose task itself broke off."""
        from rehab.batch.notebooks import write_failed_page

        key = "failed.worker_died" if isinstance(error, WorkerDiedError) else "run.unexpected"
        values = {} if isinstance(error, WorkerDiedError) else {"error": type(error).__name__}
        return write_failed_page(task, [text(key, task.language, **values)], repr(error))

    def _entry(self, page: Page, done: PageDone, part: dict[str, Any]) -> dict[str, Any]:
        return {
            "key": page.key,
            "province": page.province,
            "name": provinces()[page.province].name,
            "language": page.language,
            "audience": self._options.audience,
            "status": "failed" if done.error else "built",
            "error": done.error,
            "page": done.page,
            "digest": done.digest,
            "beside": list(done.beside),
            "seconds": round(done.seconds, 3),
            "peak_memory_bytes": done.peak_bytes,
            "problems": part["problems"],
            "verdicts": part["verdicts"],
            "fingerprint": page.fingerprint,
            # What failed for want of time or memory may succeed next time; an unreadable workbook will not.
            "retry": bool(done.error) and not page.messages,
        }

    def _finish(self, seconds: float) -> None:
        project, collection = self._project, self._collection
        codes = {str(part["province"] or part["named"]) for part in self._parts()}
        for entry in [entry for entry in self._record if entry["province"] not in codes]:
            remove_pages(project.briefs(collection), entry["key"])
            self._record.remove(entry["key"])
        write_index(project.briefs(collection), collection, self._record, self._parts())
        failed = sum(entry["status"] == "failed" for entry in self._record)
        self._record.write(
            {
                "collection": collection,
                "seconds": round(seconds, 3),
                "jobs": self._limits.jobs,
                "built": sum(1 for _ in self._record) - failed,
                "failed": failed,
                "unusable_workbooks": [
                    {"file": part["files"], "messages": part["messages"]}
                    for part in self._parts()
                    if not part["province"]
                ],
            }
        )
        # Closed last: until then a run that is cut short puts tables and index together again.
        self._reading.write({"collection": collection})

    def _outcomes(self, pages: list[Page], built: set[str]) -> list[Outcome]:
        found = []
        for page in pages:
            entry = self._record.get(page.key)
            assert entry is not None
            found.append(
                Outcome(
                    self._collection, page.province, page.language, entry["page"], page.key in built, entry["error"]
                )
            )
        return found + list(self._unusable())

    def _unusable(self) -> Iterator[Outcome]:
        """Workbooks of no province that anyone could name: their failure shows nowhere else."""
        for part in self._parts():
            if not part["province"] and not part["named"]:
                said = " ".join(vi for vi, _ in part["messages"])
                yield Outcome(self._collection, "", LANGUAGES[0], "", False, f"{part['files']}: {said}")


def _is_read(part: dict[str, Any]) -> bool:
    return bool(part["province"])
