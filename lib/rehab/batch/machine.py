"""Folders of this machine taken out of what is published: an executed notebook, an error's words."""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from rehab.batch.tasks import PageTask

_PACKAGE = Path(__file__).resolve().parents[1]


def without_places(said: str, task: PageTask) -> str:
    """Words in which no folder of this machine stands: the project's own are named from its top."""
    for folder, name in _names(task):
        said = _named(said, folder, name)
    return said


def notebook_without_places(written: str, task: PageTask) -> str:
    """An executed notebook, as papermill wrote it, as it may be published."""
    told = json.loads(written)["metadata"].get("papermill", {})
    for name in ("input_path", "output_path"):
        path = told.get(name) or ""
        written = written.replace(f'"{name}": {_in_json(path)}', f'"{name}": {_in_json(Path(path).name)}')
    for folder, name in _names(task):
        written = _named(written, _in_json(folder)[1:-1], name)
    return written


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
