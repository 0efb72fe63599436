"""One notebook run for one subject, and its page; or the page that says why there is none."""

import logging
import os
import signal
import time
from dataclasses import asdict
from pathlib import Path

import papermill
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from rehab.batch.beside import write_files
from rehab.batch.inputs import inputs_of
from rehab.batch.machine import published_notebook, without_places
from rehab.batch.proof import cell_of_early_end, missing_from
from rehab.batch.tasks import FAILED_SUFFIX, PageDone, PageTask
from rehab.batch.warm.cells import MOST_OUTPUT_BYTES, TooMuchOutputError
from rehab.batch.warm.nursery import ForkedChild, NurseryError
from rehab.batch.watch import BEGAN, EXTENSION, notes_of, used_by, warnings_on, watched
from rehab.catalog.texts import LANGUAGES, text
from rehab.disclosure.audiences import PUBLIC
from rehab.pages.frame.export import NoBriefError, export_page
from rehab.pages.frame.failed import failed_page
from rehab.pages.frame.leading import without_dead_links
from rehab.pages.frame.own import OwnPage, own_page
from rehab.pages.frame.sizes import with_sizes
from rehab.pages.frame.weights import is_heavy
from rehab.pages.sections.heading import KIND as BRIEF
from rehab.store.digests import seals_of
from rehab.store.whole import write_whole


class BriefFailedError(RuntimeError):
    """A notebook did not give the page of its subject.

    The message is for readers, `analyst` the notebook's own error, `executed` what it did, if it came so far.
    `shown` is what a page says of that error, if not all: it may quote anything that a workbook says.
    """

    def __init__(
        self, message: str, analyst: str, executed: Path | None, peak_bytes: int, shown: str | None = None
    ) -> None:
        super().__init__(message, analyst, executed, peak_bytes, shown)
        self.message = message
        self.analyst = analyst
        self.executed = executed
        self.peak_bytes = peak_bytes
        self.shown = analyst if shown is None else shown

    def __str__(self) -> str:
        return self.message


def _path(task: PageTask, suffix: str) -> Path:
    return task.project.briefs(task.page.subject.collection) / f"{task.page.key}{suffix}"


def build_page(task: PageTask) -> PageDone:
    """Run the notebook for one subject and write the executed notebook, then its page.

    Raises BriefFailedError when a cell fails, time or memory runs out, or the page is not a whole one of just
    this subject.
    """
    source = task.project.notebook(task.page.kind.notebook)
    started_ns = time.time_ns()
    with watched(source.parent, task.project.data, task.audience) as path:
        notebook, peak_bytes = _execute(task)
        notes = notes_of(path)
    executed = _path(task, ".ipynb")
    warnings = warnings_on(notes) if task.page.kind.folder else ()
    early = cell_of_early_end(notebook)
    if early:
        raise BriefFailedError(_said("ended_early", task), early, _keep_failed(task, executed), peak_bytes)
    html, missing = _exported(notebook, task, warnings)
    if [BEGAN] not in notes:
        missing.append("nobody watched over it: the engine does not call rehab.batch.watch.begin_watch")
    if missing:
        failed = _keep_failed(task, executed)
        said = "not_whole" if task.page.kind.name == BRIEF else "not_whole_page"
        raise BriefFailedError(_said(said, task), "; ".join(missing), failed, peak_bytes)
    if task.page.kind.folder and is_heavy(html):
        warnings = (*warnings, "heavy_page")
    beside = (executed, *write_files(task))
    page, html = _path(task, ".html"), with_sizes(html, beside, task.page.language)
    write_whole(page, lambda path: path.write_text(html, encoding="utf-8"))
    folder = task.project.briefs(task.page.subject.collection)
    names = tuple(path.relative_to(folder).as_posix() for path in beside)
    inputs = inputs_of(source, notes, task.project.out, started_ns)
    used = used_by(notes, task.page.subject)
    seals = tuple(seals_of(folder, (page, *beside)).items())
    return PageDone(seals, peak_bytes=peak_bytes, beside=names, inputs=inputs, used=used, warnings=warnings)


def _exported(notebook: NotebookNode, task: PageTask, warnings: tuple[str, ...]) -> tuple[str, list[str]]:
    """The page of an executed notebook, and what it lacks."""
    try:
        if task.page.kind.folder:
            notebook = own_page(notebook, _own_settings(task, warnings))
        html = export_page(notebook)
    except NoBriefError as error:
        return "", [str(error)]
    html = without_dead_links(html) if task.page.kind.folder else html
    return html, missing_from(html, task.page)


def _own_settings(task: PageTask, warnings: tuple[str, ...]) -> OwnPage:
    page = task.page
    return OwnPage(
        kind=page.kind.name,
        title=page.kind.title(page.language),
        subject=page.subject.title(page.language),
        province=page.subject.province,
        collection=page.subject.collection,
        is_made_up=task.project.collection(page.subject.collection).made_up,
        language=page.language,
        audience=task.audience,
        notebook=task.project.notebook(page.kind.notebook),
        warnings=warnings,
        links=task.links,
    )


def write_failed_page(
    task: PageTask, messages: list[str], analyst: str = "", shown: str = "", executed: Path | None = None
) -> PageDone:
    """Write the page that says why there is none; one of before, now out of date, gives way to it.

    Of the notebook's own error (`analyst`) the public reads what is `shown`; how far it came (`executed`) the house can
    look at, and is told where.
    """
    subject, language = task.page.subject, task.page.language
    place = without_places(str(executed), task) if executed else ""
    html = failed_page(
        _failed_title(task),
        subject.province,
        task.project.collection(subject.collection).made_up,
        language,
        messages,
        without_places(shown if task.audience == PUBLIC else analyst, task),
        place,
        is_of_topic=task.page.kind.folder != "" and not subject.province,
    )
    page = _path(task, ".html")
    write_whole(page, lambda path: path.write_text(html, encoding="utf-8"))
    _path(task, ".ipynb").unlink(missing_ok=True)
    seals = tuple(seals_of(task.project.briefs(subject.collection), (page,)).items())
    return PageDone(seals, error=" ".join(messages), analyst=without_places(analyst, task), executed=place)


def _failed_title(task: PageTask) -> str:
    kind, subject, language = task.page.kind, task.page.subject.title(task.page.language), task.page.language
    if kind.name == BRIEF:
        return text("failed.title", language, province=subject)
    return text("failed.page_title", language, province=subject, kind=kind.title(language))


def _parameters(task: PageTask) -> dict[str, object]:
    """What the notebook is given, of what it asks for."""
    subject = task.page.subject
    known: dict[str, object] = {
        "province": subject.province,
        "collection": subject.collection,
        "language": task.page.language,
        "data": _data_folder(task),
        "audience": task.audience,
        "links": [asdict(link) for link in task.links],
    }
    return {name: known[name] for name in task.parameters if name in known}


def _data_folder(task: PageTask) -> str:
    """Relative to the notebook's folder inside the project, so that an executed notebook names no one's disk."""
    data, folder = task.project.data, (task.project.notebook(task.page.kind.notebook)).parent
    root = task.project.notebooks.parent
    if data.is_relative_to(root) and folder.is_relative_to(root):
        return Path(os.path.relpath(data, folder)).as_posix()
    return str(data)


def _execute(task: PageTask) -> tuple[NotebookNode, int]:
    # Whatever goes wrong is told on the page and in the record.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    notebook, executed = task.project.notebook(task.page.kind.notebook), _path(task, ".ipynb")
    executed.parent.mkdir(parents=True, exist_ok=True)
    unfinished = executed.with_name(f".unfinished-{executed.name}")
    ForkedChild.latest_usage = None
    # What an earlier failure left would be taken for this one's.
    for left in (_failed(task), _path(task, FAILED_SUFFIX)):
        left.unlink(missing_ok=True)
    try:
        done = papermill.execute_notebook(
            str(notebook),
            str(unfinished),
            parameters=_parameters(task),
            cwd=str(notebook.parent),
            engine_name="rehab",
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            extra_arguments=["--ext", EXTENSION],
            execution_timeout=task.timeout_seconds,
        )
    except PapermillExecutionError as error:
        key = "out_of_memory" if error.ename.endswith("MemoryError") else "cell_failed"
        failed = _keep_failed(task, unfinished)
        cell = f"{notebook.name}, cell {error.exec_count}: {error.ename}"
        told = f"{cell}: {error.evalue}"
        raise BriefFailedError(_said(key, task), told, failed, _peak_bytes(), cell) from error
    except CellTimeoutError as error:
        failed = _keep_failed(task, unfinished)
        raise BriefFailedError(_said("out_of_time", task), str(error), failed, _peak_bytes()) from error
    except TooMuchOutputError as error:
        unfinished.unlink(missing_ok=True)
        raise BriefFailedError(_said("too_much_output", task), str(error), None, _peak_bytes()) from error
    except NurseryError:
        # No fault of this subject: none would get a kernel.
        raise
    except (DeadKernelError, RuntimeError, NoSuchKernel) as error:
        unfinished.unlink(missing_ok=True)
        raise BriefFailedError(_how_it_ended(task), str(error), None, _peak_bytes()) from error
    _publish(unfinished, executed, task)
    return done, _peak_bytes()


def _publish(unfinished: Path, target: Path, task: PageTask) -> None:
    """Put an executed notebook in its place as others may see it."""
    written = unfinished.read_text(encoding="utf-8")
    unfinished.write_text(published_notebook(written, target.name, task), encoding="utf-8")
    unfinished.replace(target)


def _keep_failed(task: PageTask, executed: Path) -> Path:
    """Move it out of what is published, if not already: its traceback quotes what it was working on."""
    failed = _failed(task)
    written = published_notebook(executed.read_text(encoding="utf-8"), failed.name, task)
    write_whole(failed, lambda path: path.write_text(written, encoding="utf-8"))
    executed.unlink()
    return failed


def _failed(task: PageTask) -> Path:
    return task.project.failed(task.page.subject.collection) / f"{task.page.key}{FAILED_SUFFIX}"


def _said(key: str, task: PageTask) -> str:
    assert task.page.language in LANGUAGES
    megabytes = MOST_OUTPUT_BYTES >> 20
    return text(f"failed.{key}", task.page.language, seconds=task.timeout_seconds, megabytes=megabytes)


def _how_it_ended(task: PageTask) -> str:
    """What is known of the end of a process that nobody asked to end: it ended itself, or a signal did it."""
    usage = ForkedChild.latest_usage
    if usage and usage.is_beyond:
        return _said("out_of_memory", task)
    status = usage.status if usage else -signal.SIGKILL
    if status == -signal.SIGKILL:
        return _said("kernel_died", task)
    if status >= 0:
        return text("failed.ended_itself", task.page.language, status=status)
    return text("failed.signalled", task.page.language, signal=signal.Signals(-status).name)


def _peak_bytes() -> int:
    usage = ForkedChild.latest_usage
    return usage.peak_bytes if usage else 0
