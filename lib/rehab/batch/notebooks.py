"""One notebook run for one province, and its page."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from rehab.batch.project import Project
from rehab.batch.tables import write_whole
from rehab.briefs.export import export_page, page_metadata
from rehab.catalog.provinces import Province

NOTEBOOK = "province_brief.ipynb"
_TIMEOUT_SECONDS = 600


class BriefFailedError(RuntimeError):
    """A notebook did not give its province's page; `executed` keeps what it did, for analysts."""

    def __init__(self, message: str, executed: Path) -> None:
        super().__init__(message)
        self.executed = executed


@dataclass(frozen=True)
class BuiltBrief:
    """A page and the executed notebook beside it."""

    page: Path
    notebook: Path


def file_stem(province: Province, language: str) -> str:
    """Name of a province's files in a language.

    >>> from rehab.catalog.provinces import provinces
    >>> file_stem(provinces()["67"], "vi"), file_stem(provinces()["67"], "en")
    ('67-dak-nong', '67-dak-nong.en')
    """
    return province.slug if language == "vi" else f"{province.slug}.{language}"


def build_brief(project: Project, collection: str, province: Province, language: str) -> BuiltBrief:
    """Run the notebook for one province and write its page beside the executed notebook.

    Raises BriefFailedError when a cell fails or the page is not this province's.
    """
    folder = project.briefs(collection)
    folder.mkdir(parents=True, exist_ok=True)
    stem = file_stem(province, language)
    executed, page = folder / f"{stem}.ipynb", folder / f"{stem}.html"
    notebook = _execute(project, collection, province, language, executed)
    if page_metadata(notebook).get("province") != province.code:
        raise BriefFailedError(f"{NOTEBOOK}: the page is not province {province.code}'s.", executed)
    html = export_page(notebook)
    write_whole(page, lambda path: path.write_text(html, encoding="utf-8"))
    return BuiltBrief(page, executed)


def _execute(project: Project, collection: str, province: Province, language: str, executed: Path) -> NotebookNode:
    logging.getLogger("papermill").setLevel(logging.ERROR)
    unfinished = executed.with_name(f".{executed.name}")
    try:
        papermill.execute_notebook(
            str(project.notebooks / NOTEBOOK),
            str(unfinished),
            parameters={
                "province": province.code,
                "collection": collection,
                "language": language,
                # Relative to the notebook's folder: an executed notebook that travels names no one's disk.
                "data": Path(os.path.relpath(project.data, project.notebooks)).as_posix(),
            },
            cwd=str(project.notebooks),
            engine_name="rehab",
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            execution_timeout=_TIMEOUT_SECONDS,
        )
    except PapermillExecutionError as error:
        failed = executed.with_name(f"{executed.stem}.failed.ipynb")
        unfinished.replace(failed)
        raise BriefFailedError(f"{NOTEBOOK}, cell {error.exec_count}: {error.ename}: {error.evalue}", failed) from error
    unfinished.replace(executed)
    return nbformat.read(executed, as_version=4)
