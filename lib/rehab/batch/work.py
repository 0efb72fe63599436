"""Tasks done: what a worker process runs."""

import time
from dataclasses import replace

from rehab.batch.notebooks import BriefFailedError, build_page, write_failed_page
from rehab.batch.tasks import AssembleTask, Done, PageDone, PageTask, ReadDone, ReadTask, Task
from rehab.catalog.collections import is_made_up
from rehab.catalog.texts import LANGUAGES
from rehab.store.parts import assemble
from rehab.store.project import Project, workbooks_in
from rehab.store.reading import read_group


def perform(task: Task) -> Done:
    """Do a task; what goes wrong with one page is its answer, what goes wrong with all is raised."""
    start = time.perf_counter()
    if isinstance(task, ReadTask):
        parts = read_group(task.project, task.collection, task.files)
        return ReadDone(tuple(parts), time.perf_counter() - start)
    if isinstance(task, AssembleTask):
        project, name = task.project, task.collection
        assemble(project.parts(name), task.stems, project.processed(name), name, is_made_up(name), public=False)
        if task.public:
            assemble(project.parts(name), task.stems, project.published(name), name, is_made_up(name), public=True)
        return None
    return replace(_page(task), seconds=time.perf_counter() - start)


def read_collection(project: Project, collection: str) -> None:
    """Read all workbooks of a collection here and now and write its tables: for scripts that want no pages."""
    files = tuple(path.name for path in workbooks_in(project.raw(collection)))
    parts = read_group(project, collection, files)
    stems = tuple(dict.fromkeys(part.stem for part in parts))
    perform(AssembleTask(project, collection, stems, public=False))


def _page(task: PageTask) -> PageDone:
    if task.messages:
        return write_failed_page(task, [message[LANGUAGES.index(task.page.language)] for message in task.messages])
    try:
        return build_page(task)
    except BriefFailedError as error:
        return replace(write_failed_page(task, [str(error)], error.analyst), peak_bytes=error.peak_bytes)
