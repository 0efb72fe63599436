"""A run as the command asks for it: locks, workers that start when they are needed and end whatever happens."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from rehab.batch.executors import LOCAL, Limits, executors
from rehab.batch.plan import Options
from rehab.batch.pool import Executor
from rehab.batch.progress import Lines, Progress
from rehab.batch.readings import looks_new
from rehab.batch.run import MixedError, Outcome, Run
from rehab.catalog.reviews import using_review
from rehab.catalog.texts import LANGUAGES
from rehab.disclosure.audiences import INTERNAL
from rehab.disclosure.settings import load_disclosure
from rehab.store.project import Project

TIMEOUT_SECONDS, MEMORY_MB = 300, 2048
_LOCK = ".lock"


class BusyError(RuntimeError):
    """Another run is at work in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


class OtherAudienceError(RuntimeError):
    """The folder holds pages for another audience: pages for the house and for the public never lie together."""

    def __init__(self, folder: Path, audience: str) -> None:
        super().__init__(folder, audience)
        self.folder = folder
        self.audience = audience

    def __str__(self) -> str:
        return f"{self.folder}: {self.audience}"


class NoWorkbookError(LookupError):
    """No workbook speaks for provinces that were asked for; nothing was built."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(codes)
        self.codes = codes


@dataclass
class Workers:
    """The workers of a run; none are started for a run that has nothing to do."""

    limits: Limits
    kind: str = LOCAL
    scheduler: str = ""
    _stack: ExitStack = field(default_factory=ExitStack)
    _started: Executor | None = None

    def __call__(self) -> Executor:
        """The executor, started when it is asked for first."""
        if self._started is None:
            self._started = executors().get(self.kind)(self._stack, self.limits, self.scheduler)
        return self._started

    def close(self) -> None:
        """End what was started."""
        self._stack.close()


def run_collections(
    project: Project,
    collections: Iterable[str],
    wanted: frozenset[str],
    options: Options,
    workers: Workers,
    progress: Progress,
) -> list[Outcome]:
    """Run one collection after another, never mixed, with the same workers.

    One that holds made-up workbooks beside real ones is refused: its outcome says so, and the others are built.

    Raises BusyError where another run is at work, NoWorkbookError before anything is built, ClusterError,
    SettingsError, OSError; MixedError where no collection but mixed ones was asked for.
    """
    outcomes: list[Outcome] = []
    refused: dict[str, MixedError] = {}
    collections = tuple(collections)
    try:
        if options.force or any(looks_new(project, collection) for collection in collections):
            # They import what they need while the run is still planning.
            workers()
        with progress:
            if wanted and any(kind.is_of_province for kind in options.kinds):
                held = _check_workbooks(project, collections, wanted, options, workers, progress, refused)
                if all(kind.is_of_province for kind in options.kinds):
                    # What was not asked for is left alone, with its pages.
                    collections = tuple(name for name in collections if held[name] & wanted)
            for collection in (name for name in collections if name not in refused):
                own = using_review(project.collection(collection).review)
                with own, _alone(project.processed(collection)), _alone(project.briefs(collection)):
                    # The key is made where there is none, before anything is compared with it.
                    load_disclosure(project.raw(collection))
                    run = Run(project, collection, options, workers.limits, workers, progress)
                    if run.audiences - {options.audience}:
                        raise OtherAudienceError(project.briefs(collection), min(run.audiences))
                    try:
                        outcomes += run.perform(wanted)
                    except MixedError as error:
                        refused[collection] = error
    finally:
        workers.close()
    if refused and not outcomes:
        raise next(iter(refused.values()))
    return outcomes + [Outcome(name, "", LANGUAGES[0], "", False, str(error)) for name, error in refused.items()]


def _check_workbooks(
    project: Project,
    collections: Iterable[str],
    wanted: frozenset[str],
    options: Options,
    workers: Workers,
    progress: Progress,
    refused: dict[str, MixedError],
) -> dict[str, frozenset[str]]:
    """Read what there is to read: only then it is known which provinces the workbooks of each collection speak for.

    A mixed collection speaks for none, and is noted in `refused`. Raises NoWorkbookError where one that was asked for
    is not among them, MixedError where it may be in a collection that is refused.
    """
    held = {}
    for collection in collections:
        try:
            held[collection] = read_alone(project, collection, workers, progress, options)
        except MixedError as error:
            refused[collection], held[collection] = error, frozenset()
    if refused and not wanted & frozenset[str]().union(*held.values()):
        raise next(iter(refused.values()))
    if missing := wanted.difference(*held.values()):
        raise NoWorkbookError(tuple(sorted(missing)))
    return held


def read_alone(
    project: Project, collection: str, workers: Workers, progress: Progress, options: Options | None = None
) -> frozenset[str]:
    """Read what is to be read of a collection while nobody else does; the provinces that its workbooks speak for.

    Raises BusyError, MixedError, SettingsError, OSError.
    """
    with using_review(project.collection(collection).review), _alone(project.processed(collection)):
        load_disclosure(project.raw(collection))
        chosen = options or Options((LANGUAGES[0],), INTERNAL)
        return Run(project, collection, chosen, workers.limits, workers, progress).read()


def build(
    project: Project,
    collections: Iterable[str],
    languages: tuple[str, ...] = ("vi",),
    audience: str = "public",
    wanted: frozenset[str] = frozenset(),
    jobs: int = 1,
) -> list[Outcome]:
    """Run from a script as `rehab run --quiet` does; see `run_collections` for what is raised."""
    workers = Workers(Limits(TIMEOUT_SECONDS, MEMORY_MB, jobs))
    quiet = Lines(lambda _line: None, languages[0], quiet=True)
    return run_collections(project, collections, wanted, Options(languages, audience), workers, quiet)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system releases it with the process, however that ends."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / _LOCK, blocking=False):
            yield
    except Timeout as error:
        raise BusyError(folder) from error


def show_plan(
    project: Project,
    collections: Iterable[str],
    wanted: frozenset[str],
    options: Options,
    say: Callable[[str, dict[str, str], tuple[str, ...]], None],
) -> None:
    """Tell `say` what a run would do: a text's key, its values, and why; nothing is written."""
    for collection in collections:
        with using_review(project.collection(collection).review):
            _show_plan(project, collection, wanted, options, say)


def _show_plan(
    project: Project,
    collection: str,
    wanted: frozenset[str],
    options: Options,
    say: Callable[[str, dict[str, str], tuple[str, ...]], None],
) -> None:
    run = Run(project, collection, options, Limits(0, 0, 0), _nobody, _Silent())
    groups = run.groups()
    for group in groups:
        if group.reasons:
            say("run.would_read", {"files": f"{collection}/{', '.join(group.files)}"}, group.reasons)
    again = {name for group in groups if group.reasons for name in group.files}
    known = run.pages(wanted)
    for page in known:
        reasons = ("reading",) if run.files_of(page.province) & again else page.reasons
        if reasons:
            say("run.would_build", {"page": f"{collection}/{page.key}.html"}, reasons)
    for code in sorted(run.told(groups) - {page.province for page in known}):
        if not wanted or code in wanted:
            for key in run.page_names(code):
                say("run.would_build", {"page": f"{collection}/{key}.html"}, ("new",))


def _nobody() -> Executor:
    raise AssertionError("a plan needs no workers")


class _Silent:
    def begin(self, what: str, total: int) -> None:
        """Nothing to tell."""

    def done(self, name: str, detail: str, seconds: float, error: str = "") -> None:
        """Nothing to tell."""

    def note(self, said: str) -> None:
        """Nothing to tell."""

    def __enter__(self) -> "_Silent":
        return self

    def __exit__(self, *_: object) -> None:
        return None
