"""Folders of this machine taken out of what is published: an executed notebook, an error's words."""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rehab.batch.tasks import PageTask

_TIMES = ("start_time", "end_time", "duration")
_PACKAGE = Path(__file__).resolve().parents[1]


def without_places(said: str, task: PageTask) -> str:
    """Words in which no folder of this machine stands: the project's own are named from its top."""
    for folder, name in _names(task):
        said = _named(said, folder, name)
    return said


def published_notebook(written: str, name: str, task: PageTask) -> str:
    """An executed notebook, as papermill wrote it, as it may be published under a file name.

    No folder of this machine is in it, nor when and how long it ran: the same inputs give the same bytes.
    """
    book = json.loads(written)
    told = book["metadata"].get("papermill", {})
    if told:
        told |= {"input_path": Path(told.get("input_path") or "").name, "output_path": name}
    for number, cell in enumerate(book["cells"]):
        cell["metadata"].pop("execution", None)
        _forget_times(cell["metadata"].get("papermill", {}))
        if "injected-parameters" in cell["metadata"].get("tags", ()):
            # papermill names the cell that it puts in by lot.
            cell["id"] = f"injected-{number}"
    _forget_times(told)
    written = json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    for folder, stands in _names(task):
        written = _named(written, _in_json(folder)[1:-1], stands)
    return written


def _forget_times(told: dict[str, Any]) -> None:
    for name in _TIMES:
        told.pop(name, None)


def _in_json(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)


def _named(said: str, folder: str, name: str) -> str:
    """Words with a name in place of a folder, where it stands as a folder of its own or above others.

    Marks of colour may stand right before it.

    >>> _named("/app/x.py, \\x1b[32m/app, /apple", "/app", ".")
    './x.py, \\x1b[32m., /apple'
    """
    return re.sub(rf"{re.escape(folder)}(?![\w-])", lambda _: name, said)


def _names(task: PageTask) -> Iterable[tuple[str, str]]:
    """Folders with what stands for them; a folder inside another goes first."""
    project = task.project
    notebook = project.notebook(task.page.kind.notebook)
    known = {
        str(project.data): "data",
        str(project.out): project.out.name,
        str(project.notebooks): project.notebooks.name,
        str(notebook.parent): notebook.parent.name,
        str(project.notebooks.parent): ".",
        str(_PACKAGE): "rehab",
        str(Path(sys.prefix)): "python",
        str(Path(sys.base_prefix)): "python",
        str(Path.home()): "~",
    }
    return sorted(((folder, name) for folder, name in known.items() if len(folder) > 1), key=lambda one: -len(one[0]))
