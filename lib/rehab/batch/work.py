"""Tasks done: what a worker process runs."""

import time
from dataclasses import replace

from rehab.batch.limits import broken_off, within
from rehab.batch.tasks import AssembleTask, Done, ListsDone, ListsTask, PageDone, PageTask, ReadDone, ReadTask, Task
from rehab.batch.warm.nursery import memory_limit
from rehab.catalog.reviews import using_review
from rehab.catalog.texts import LANGUAGES, decodable
from rehab.store.parts import assemble
from rehab.store.project import Project, workbooks_in
from rehab.store.reading import load_settings, read_group, write_group, write_unread


def perform(task: Task) -> Done:
    """Do a task; what goes wrong with one page is its answer, what goes wrong with all is raised."""
    start = time.perf_counter()
    own = task.project.collection(_collection(task))
    with using_review(own.review):
        done = _done(task, own.made_up)
    seconds = time.perf_counter() - start
    return done if done is None else replace(done, seconds=seconds)


def _collection(task: Task) -> str:
    return task.page.subject.collection if isinstance(task, PageTask) else task.collection


def _done(task: Task, made_up: bool) -> Done:
    if isinstance(task, ReadTask):
        return _read(task)
    if isinstance(task, AssembleTask):
        project, name = task.project, task.collection
        # What reads all tables at once is loaded where it is done.
        from rehab.batch.country_package import package_country

        target = project.published(name) if task.public else project.processed(name)
        assemble(project.parts(name), task.stems, target, name, made_up, task.public)
        # Beside the pages of its own audience, never where another's would find it stale.
        beside = project.published(name) if task.for_pages else None
        package_country(project.parts(name), target, name, made_up, task.public, beside)
        return None
    if isinstance(task, ListsTask):
        # Nothing else of a run prints lists.
        from rehab.batch.lists import write_lists

        own = task.project.collection(task.collection)
        return ListsDone(tuple(write_lists(task.project, own, task.entries, task.parts)))
    return _page(task)


def _read(task: ReadTask) -> ReadDone:
    project, collection, files = task.project, task.collection, task.files
    settings = load_settings(project.raw(collection))
    if task.broken:
        return ReadDone(write_unread(project, collection, files, (task.broken.code, task.broken.cause), settings))
    with within(task.timeout_seconds, memory_limit()):
        with broken_off():
            read = read_group(project, collection, files, settings)
        # A disk that takes nothing more is no fault of these workbooks.
        with broken_off(passing=(OSError,)):
            return ReadDone(write_group(project, collection, read, settings), read.digest)


def read_collection(project: Project, collection: str) -> None:
    """Read all workbooks of a collection here and now and write its tables: for scripts that want no pages."""
    files = tuple(decodable(path.name) for path in workbooks_in(project.raw(collection)))
    done = _read(ReadTask(project, collection, files))
    stems = tuple(dict.fromkeys(part.stem for part in done.parts))
    perform(AssembleTask(project, collection, stems, public=False))


def _page(task: PageTask) -> PageDone:
    # What runs notebooks takes longer to import than all the rest: whoever only reads workbooks does without.
    from rehab.batch.notebooks import BriefFailedError, build_page, write_failed_page

    if task.messages:
        return write_failed_page(task, [message[LANGUAGES.index(task.page.language)] for message in task.messages])
    try:
        return build_page(task)
    except BriefFailedError as error:
        done = write_failed_page(task, [str(error)], error.analyst, error.shown, error.executed)
        return replace(done, peak_bytes=error.peak_bytes)
