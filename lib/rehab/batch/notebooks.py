"""One notebook run for one province, and its page; or the page that says why there is none."""

import logging
import os
from pathlib import Path

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from rehab.batch.outputs import remove_downloads
from rehab.batch.proof import missing_from
from rehab.batch.tasks import PageDone, PageTask
from rehab.batch.warm.nursery import NurseryError
from rehab.batch.warm.provisioner import ForkedProvisioner
from rehab.catalog.provinces import Province, provinces
from rehab.catalog.texts import LANGUAGES, text
from rehab.pages.files.downloads import workbook_name
from rehab.pages.files.excel import write_download
from rehab.pages.frame.export import NoBriefError, export_page
from rehab.pages.frame.failed import failed_page
from rehab.pages.frame.languages import page_stem
from rehab.pages.numbers.material import load_material
from rehab.store.digests import file_digest
from rehab.store.project import NOTEBOOK
from rehab.store.whole import write_whole


class BriefFailedError(RuntimeError):
    """A notebook did not give its province's page.

    The message is for readers, `analyst` the notebook's own error, `executed` what it did, if it came so far.
    """

    def __init__(self, message: str, analyst: str, executed: Path | None, peak_bytes: int) -> None:
        super().__init__(message, analyst, executed, peak_bytes)
        self.message = message
        self.analyst = analyst
        self.executed = executed
        self.peak_bytes = peak_bytes

    def __str__(self) -> str:
        return self.message


def _province(task: PageTask) -> Province:
    return provinces()[task.province]


def _path(task: PageTask, suffix: str) -> Path:
    return task.project.briefs(task.collection) / f"{page_stem(_province(task), task.language)}{suffix}"


def build_page(task: PageTask) -> PageDone:
    """Run the notebook for one province and write the executed notebook, then its page.

    Raises BriefFailedError when a cell fails, time or memory runs out, or the page is not a whole brief of just
    this province.
    """
    notebook, peak_bytes = _execute(task)
    executed = _path(task, ".ipynb")
    try:
        html = export_page(notebook)
        missing = missing_from(html, _province(task), task.language)
    except NoBriefError as error:
        html, missing = "", [str(error)]
    if missing:
        failed = _keep_failed(task, executed)
        raise BriefFailedError(_said("not_whole", task), "; ".join(missing), failed, peak_bytes)
    download = _write_download(task)
    page = _path(task, ".html")
    write_whole(page, lambda path: path.write_text(html, encoding="utf-8"))
    return PageDone(page.name, file_digest(page), peak_bytes=peak_bytes, beside=(executed.name, download.name))


def _write_download(task: PageTask) -> Path:
    material = load_material(
        task.province, task.collection, task.language, data=str(task.project.data), audience=task.audience
    )
    target = task.project.briefs(task.collection) / workbook_name(material)
    write_whole(target, lambda path: write_download(material, path))
    return target


def write_failed_page(task: PageTask, messages: list[str], analyst: str = "") -> PageDone:
    """Write the page that says why there is no brief; a brief of before, now out of date, gives way to it."""
    notebook = _path(task, ".failed.ipynb")
    html = failed_page(
        _province(task),
        task.collection,
        task.language,
        messages,
        analyst,
        notebook.name if notebook.exists() else "",
    )
    page = _path(task, ".html")
    write_whole(page, lambda path: path.write_text(html, encoding="utf-8"))
    _path(task, ".ipynb").unlink(missing_ok=True)
    remove_downloads(page.parent, page.stem)
    return PageDone(page.name, file_digest(page), error=" ".join(messages))


def _execute(task: PageTask) -> tuple[NotebookNode, int]:
    # Whatever goes wrong is told on the page and in the record.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    project, executed = task.project, _path(task, ".ipynb")
    executed.parent.mkdir(parents=True, exist_ok=True)
    unfinished = executed.with_name(f".unfinished-{executed.name}")
    ForkedProvisioner.latest_usage = None
    # What an earlier failure left would be taken for this one's.
    _path(task, ".failed.ipynb").unlink(missing_ok=True)
    try:
        papermill.execute_notebook(
            str(project.notebooks / NOTEBOOK),
            str(unfinished),
            parameters={
                "province": task.province,
                "collection": task.collection,
                "language": task.language,
                # Relative to the notebook's folder: an executed notebook that travels names no one's disk.
                "data": Path(os.path.relpath(project.data, project.notebooks)).as_posix(),
                "audience": task.audience,
                "languages": ",".join(task.languages),
            },
            cwd=str(project.notebooks),
            engine_name="rehab",
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            execution_timeout=task.timeout_seconds,
        )
    except PapermillExecutionError as error:
        key = "out_of_memory" if error.ename.endswith("MemoryError") else "cell_failed"
        failed = _keep_failed(task, unfinished)
        cell = f"{NOTEBOOK}, cell {error.exec_count}: {error.ename}: {error.evalue}"
        raise BriefFailedError(_said(key, task), cell, failed, _peak_bytes()) from error
    except CellTimeoutError as error:
        failed = _keep_failed(task, unfinished)
        raise BriefFailedError(_said("out_of_time", task), str(error), failed, _peak_bytes()) from error
    except NurseryError:
        # No fault of this province: none would get a kernel.
        raise
    except (DeadKernelError, RuntimeError, NoSuchKernel) as error:
        unfinished.unlink(missing_ok=True)
        raise BriefFailedError(_said("kernel_died", task), str(error), None, _peak_bytes()) from error
    notebook = nbformat.read(unfinished, as_version=nbformat.NO_CONVERT)
    unfinished.replace(executed)
    return notebook, _peak_bytes()


def _keep_failed(task: PageTask, executed: Path) -> Path:
    failed = _path(task, ".failed.ipynb")
    executed.replace(failed)
    return failed


def _said(key: str, task: PageTask) -> str:
    assert task.language in LANGUAGES
    return text(f"failed.{key}", task.language, seconds=task.timeout_seconds)


def _peak_bytes() -> int:
    usage = ForkedProvisioner.latest_usage
    return usage.peak_bytes if usage else 0
