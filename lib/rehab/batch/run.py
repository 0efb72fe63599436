"""A whole run of one collection: plan, read, put tables together, build pages, keep the record."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rehab.batch.entries import is_page_entry, page_entry, publish, published_audience
from rehab.batch.executors import Limits
from rehab.batch.groups import Group
from rehab.batch.outputs import forget, remove_pages, remove_topic
from rehab.batch.plan import Holdings, Options, Page, pages_there, plan_pages
from rehab.batch.pool import Executor, NotSharedError, WorkerDiedError
from rehab.batch.progress import Progress
from rehab.batch.readings import Readings
from rehab.batch.record import Entry, Record
from rehab.batch.subjects import Address, Subject
from rehab.batch.tasks import AssembleTask, ListsDone, ListsTask, PageDone, PageTask, Task
from rehab.batch.warm.nursery import NurseryError
from rehab.catalog.collections import made_up_mark
from rehab.catalog.kinds import are_briefs_alone
from rehab.catalog.provinces import province_of_file_name
from rehab.catalog.settings import SettingsError
from rehab.catalog.texts import LANGUAGES, text
from rehab.store.digests import are_sealed, seals_of
from rehab.store.project import Project, table_files
from rehab.store.whole import sweep, write_whole

PUBLIC = "public"
_SHOWN_NAMES = 3


@dataclass(frozen=True)
class Outcome:
    """What became of one page: its file, whether it was built now, or why there is none.

    A workbook of no known province has an outcome without province or page; so has a page of the collection, which
    has a page.
    """

    collection: str
    province: str
    language: str
    page: str
    built: bool
    error: str = ""
    warnings: tuple[str, ...] = ()


class MixedError(ValueError):
    """A collection holds workbooks that say they are made up beside some that do not; nothing was built of it."""

    def __init__(self, folder: Path, made_up: tuple[str, ...], others: tuple[str, ...]) -> None:
        super().__init__(folder, made_up, others)
        self.folder, self.made_up, self.others = folder, made_up, others

    def __str__(self) -> str:
        named = {"made_up": _some(self.made_up), "others": _some(self.others)}
        return " / ".join(text("run.mixed", language, folder=self.folder, **named) for language in LANGUAGES)


def _some(names: tuple[str, ...]) -> str:
    """The first of some names, and that there are more."""
    return ", ".join((*names[:_SHOWN_NAMES], *(["…"] if len(names) > _SHOWN_NAMES else [])))


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
        self._readings = Readings(project, collection, options.force)
        self._record = Record.load(project.memory(collection), is_page_entry)

    def groups(self, together: Iterable[frozenset[str]] = ()) -> list[Group]:
        """Every workbook, in groups that are read together."""
        return self._readings.groups(together)

    def pages(self, wanted: frozenset[str]) -> list[Page]:
        """The pages asked for of the provinces that have been read, of all or of those wanted."""
        return plan_pages(self._project, self._holdings(), self._record, self._options, wanted)

    @property
    def audiences(self) -> set[str]:
        """For whom the pages are that are there."""
        return {entry["audience"] for entry in self._record} | published_audience(
            self._project.published_record(self._collection)
        )

    def files_of(self, province: str) -> set[str]:
        """Workbooks known to hold a province; without one, all."""
        return self._readings.files_of(province)

    def told(self, groups: Iterable[Group]) -> set[str]:
        """Provinces that names of files tell."""
        named = (province_of_file_name(Path(name).stem) for group in groups for name in group.files)
        return {found.code for found in named if found}

    def page_names(self, province: str) -> list[str]:
        """Names of the pages of a province, without ending."""
        subject = Subject(self._collection, province)
        own = [kind for kind in self._options.kinds if kind.is_of_province]
        return [Address(kind, subject, language).key for kind in own for language in self._options.languages]

    def _holdings(self) -> Holdings:
        return Holdings.of(self._collection, self._readings.parts())

    def read(self) -> frozenset[str]:
        """Bring the tables of all workbooks up to date; the provinces that there are pages to build of.

        Raises SettingsError or OSError where nothing more can be done, MixedError where real and made-up ones mix.
        """
        for place in (*self._readings.set_aside(), *self._record.set_aside()):
            said = (text("run.set_aside", language, path=place) for language in LANGUAGES)
            self._progress.note(" / ".join(said))
        self._readings.bring_up_to_date(self._executor, self._progress, self._limits.timeout_seconds)
        self._keep_what_workbooks_say()
        return frozenset(self._holdings().parts)

    def _keep_what_workbooks_say(self) -> None:
        """Note beside the tables that their workbooks are made up, for all that makes pages of them; or unsay it."""
        folder, told = self._project.raw(self._collection), self._readings.made_up()
        made_up, others = (tuple(name for name, said in told.items() if said is which) for which in (True, False))
        if made_up and others:
            raise MixedError(folder, made_up, others)
        mark = made_up_mark(folder)
        if not made_up:
            mark.unlink(missing_ok=True)
        elif not mark.exists():
            said = "".join(f"{text('sample.mark', language)}\n" for language in LANGUAGES)
            write_whole(mark, lambda path: path.write_text(said, encoding="utf-8"))

    def perform(self, wanted: frozenset[str]) -> list[Outcome]:
        """Do what has to be done; each thing done is on record at once.

        Raises SettingsError or OSError where nothing more can be done; what was finished stays.
        """
        project, collection = self._project, self._collection
        # A record still open is of a run that was cut short: its last steps are done again.
        was_cut_short = self._readings.is_open or self._record.is_open
        self.read()
        is_public = self._options.audience == PUBLIC
        # A run for another audience may have read what this one's tables and lists do not hold yet.
        is_of_these = self._record.made_of == self._readings.digest
        has_tables = self._readings.has_tables() and is_of_these and self._is_published()
        has_lists = is_of_these and are_sealed(project.briefs(collection), self._record.seals)
        pages = self.pages(wanted)
        stale = [page for page in pages if page.reasons]
        work: list[Task] = []
        if was_cut_short or self._readings.is_open or not has_tables:
            stems, editions = tuple(self._readings.stems()), (False, True) if is_public else (False,)
            work = [
                AssembleTask(project, collection, stems, public=edition, for_pages=edition == is_public)
                for edition in editions
            ]
        if work or stale or not has_lists:
            sweep(project.processed(collection))
            sweep(project.briefs(collection))
            self._progress.begin(self._what_is_built, len(stale))
            # Pages of the whole take longest. Only anybody's notebook may read the tables of all: there by then.
            own = sorted((page for page in stale if not page.address.kind.folder), key=lambda page: page.province != "")
            self._build([*work, *map(self._page_task, own)], own)
            others = [page for page in stale if page.address.kind.folder]
            self._build([self._page_task(page) for page in others], others)
            self._finish()
        return self._outcomes(pages, {page.key for page in stale})

    @property
    def _what_is_built(self) -> str:
        """Which text of progress: briefs and what comes with them, or other pages."""
        return "pages" if are_briefs_alone(self._options.kinds) else "other_pages"

    def _is_published(self) -> bool:
        """True where the tables that lie beside the pages are as they were put together."""
        folder = self._project.briefs(self._collection)
        tables = self._project.published(self._collection).relative_to(folder).as_posix()
        return are_sealed(folder, {name: seal for name, seal in self._record.seals.items() if name.startswith(tables)})

    def _page_task(self, page: Page) -> PageTask:
        return PageTask(
            self._project,
            page.address,
            self._options.audience,
            self._limits.timeout_seconds,
            page.parameters,
            page.links,
            page.messages,
        )

    def _build(self, work: list[Task], stale: list[Page]) -> None:
        pages, holdings = {page.address: page for page in stale}, self._holdings()
        for task, answer in self._executor().run(work) if work else ():
            if isinstance(answer, OSError | SettingsError | NurseryError):
                raise answer
            if not isinstance(task, PageTask):
                if isinstance(answer, BaseException):
                    raise answer
                continue
            done = answer if isinstance(answer, PageDone) else self._failed(task, answer)
            self._look_for(done)
            page = pages[task.page]
            beside = forget(self._project.briefs(self._collection), self._record.get(page.key), done.beside)
            done = replace(done, beside=beside)
            self._record.add(page_entry(page, done, holdings, self._options.audience))
            place = self._project.briefs(self._collection) / f"{page.key}.html"
            # Whoever runs the command is of the house; pages do not tell names of files that may be a person's.
            said = done.said and (holdings.said_in_house(page.address) or done.said)
            self._progress.done(page.address.subject.label, str(place), done.seconds, said)

    def _look_for(self, done: PageDone) -> None:
        """Raise NotSharedError where a file that a worker has written is not to be seen from here."""
        folder = self._project.briefs(self._collection)
        for name, _ in done.seals:
            if not (folder / name).is_file():
                raise NotSharedError(folder / name)

    def _failed(self, task: PageTask, error: BaseException) -> PageDone:
        """A page for a province whose task itself broke off."""
        from rehab.batch.notebooks import write_failed_page

        key = "failed.worker_died" if isinstance(error, WorkerDiedError) else "run.unexpected"
        values = {} if isinstance(error, WorkerDiedError) else {"error": type(error).__name__}
        return write_failed_page(task, [text(key, task.page.language, **values)], repr(error), type(error).__name__)

    def _finish(self) -> None:
        folder, parts = self._project.briefs(self._collection), self._readings.parts()
        self._forget_gone()
        lists = self._write_lists(parts)
        record = self._project.published_record(self._collection)
        publish(record, self._collection, self._record, parts)
        tables = table_files(self._project.published(self._collection))
        self._record.seals, self._record.made_of = seals_of(folder, (*lists, record, *tables)), self._readings.digest
        self._record.write({"collection": self._collection})
        # Closed last: until then a run that is cut short puts tables and index together again.
        self._readings.close()

    def _write_lists(self, parts: list[Entry]) -> tuple[Path, ...]:
        """Have the lists written: a worker does it, which has what reads tables in its memory."""
        task = ListsTask(self._project, self._collection, tuple(self._record), tuple(parts))
        ((_, answer),) = self._executor().run([task])
        if not isinstance(answer, ListsDone):
            raise answer
        return answer.files

    def _forget_gone(self) -> None:
        """Remove pages that no workbook speaks for any more or no notebook makes, and entries whose page is gone."""
        folder, holdings = self._project.briefs(self._collection), self._holdings()
        kept = {address.key for address in pages_there(self._project, holdings, self._record, self._options.kinds)}
        gone = [entry for entry in self._record if entry["key"] not in kept]
        for entry in gone:
            is_of_another = entry["topic"] and entry["kind"] not in {kind.name for kind in self._options.kinds}
            is_known = not entry["province"] or entry["province"] in holdings.parts
            if is_of_another and is_known and (folder / entry["page"]).is_file():
                # Of anybody's notebook that is not of this run.
                continue
            remove_pages(folder, self._project.failed(self._collection), entry)
            self._record.remove(entry["key"])
        known = {"", *(entry["topic"] for entry in self._record)}
        for topic in {entry["topic"] for entry in gone} - known:
            remove_topic(folder / topic)

    def _outcomes(self, pages: list[Page], built: set[str]) -> list[Outcome]:
        found, holdings = [], self._holdings()
        for page in pages:
            entry = self._record.get(page.key)
            assert entry is not None
            error = entry["error"] and (holdings.said_in_house(page.address) or entry["error"])
            found.append(
                Outcome(
                    self._collection,
                    page.province,
                    page.address.language,
                    entry["page"],
                    page.key in built,
                    error,
                    tuple(entry["warnings"]),
                )
            )
        return found + list(self._unusable())

    def _unusable(self) -> Iterator[Outcome]:
        """Workbooks that no page speaks for, of no known province or beside others of theirs that could be read."""
        told = self._holdings().parts
        for part in self._readings.parts():
            if not part["province"] and told.get(part["named"]) is not part:
                both = zip(*part["messages"], strict=True)
                said = " / ".join(f"{part['files']}: {' '.join(messages)}" for messages in both)
                yield Outcome(self._collection, "", LANGUAGES[0], "", False, said)
