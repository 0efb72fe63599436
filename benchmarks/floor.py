"""The floor under any run: the same cells and the same conversion in one process that is warm.

`python benchmarks/floor.py PROJECT [FIRST STEP]` does in one process, for every province (or every STEP-th from
FIRST) of a project that `rehab run` has built, and prints as JSON how many seconds each of these took in all:

- `cells`: the source of every code cell of the notebook, executed in a namespace of its own for each province,
  and the value of each cell's last line formatted by IPython's DisplayFormatter, as a kernel formats it;
- `conversion`: `export_page` of the notebook with these outputs;
- `reading` (not part of the floor): workbooks read, assessed and written down as tables (`read_group`).

`cpu` gives CPU seconds of these and of the run's other steps: what the public may see and writing tables (`writing`),
proof, Excel file.

Before the clock starts, everything is imported and cached as in a warm kernel, and one province is done. What a
run adds is the rest: processes, kernels, messages, proof, files, plan and record. `same` counts pages that are byte
for byte those of the run, so that the floor is one under the same work.
"""

import ast
import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.formatters import DisplayFormatter
from nbformat.v4 import new_output

from rehab.batch.beside import write_excel
from rehab.batch.proof import missing_from
from rehab.batch.subjects import Address, Subject
from rehab.batch.tasks import PageTask
from rehab.batch.warm.imports import warm_up
from rehab.catalog.kinds import default_kinds
from rehab.pages.frame.export import export_page
from rehab.store.project import Project
from rehab.store.reading import load_settings, read_group, write_group


def run_cells(notebook: nbformat.NotebookNode, parameters: dict[str, str], shown: DisplayFormatter) -> None:
    """Execute a notebook's code cells here; their outputs are put into it."""
    namespace: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = list(_outputs(cell.source, namespace, shown))
            if "parameters" in cell.metadata.get("tags", ()):
                namespace.update(parameters)


def _outputs(source: str, namespace: dict[str, Any], shown: DisplayFormatter) -> Iterable[nbformat.NotebookNode]:
    statements = ast.parse(source)
    last = statements.body.pop() if statements.body and isinstance(statements.body[-1], ast.Expr) else None
    exec(compile(statements, "<cell>", "exec"), namespace)
    if last is None:
        return
    value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)
    if value is not None:
        data, metadata = shown.format(value)
        yield new_output("execute_result", data=data, metadata=metadata)


class Floor:
    """Seconds that the parts of the work take in this process."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._source = (project.notebooks / default_kinds()[0].notebook).read_text("utf-8")
        self._shown = DisplayFormatter()
        self.seconds = {"cells": 0.0, "conversion": 0.0, "reading": 0.0}
        self.cpu: dict[str, float] = {}
        self.pages = self.same = 0

    def page(self, collection: str, entry: dict[str, Any]) -> None:
        """One page; only in memory."""
        notebook = nbformat.reads(self._source, as_version=4)
        parameters = {"province": entry["province"], "collection": collection, "language": entry["language"]}
        settings = {"data": str(self._project.data), "audience": entry["audience"]}
        with self._timed("cells"):
            run_cells(notebook, {**parameters, **settings}, self._shown)
        with self._timed("conversion"):
            page = export_page(notebook)
        self.pages += 1
        self.same += (self._project.briefs(collection) / entry["page"]).read_text("utf-8") == page
        address = Address(default_kinds()[0], Subject(collection, entry["province"]), entry["language"])
        with self._timed("proof"):
            assert not missing_from(page, address)
        with self._timed("Excel file"):
            write_excel(PageTask(self._project, address, entry["audience"], 0))

    def read(self, collection: str, files: tuple[str, ...]) -> None:
        """One group of workbooks; the tables of the run are written again, the same."""
        settings = load_settings(self._project.raw(collection))
        with self._timed("reading", "reading: workbooks, verdicts"):
            read = read_group(self._project, collection, files, settings)
        with self._timed("reading", "reading: what the public may see, tables"):
            write_group(self._project, collection, read, settings)

    @contextmanager
    def _timed(self, part: str, step: str = "") -> Iterator[None]:
        start, busy = time.perf_counter(), time.process_time()
        yield
        self.cpu[step or part] = self.cpu.get(step or part, 0.0) + time.process_time() - busy
        if part in self.seconds:
            self.seconds[part] += time.perf_counter() - start


def main(arguments: list[str]) -> None:
    """Print the seconds."""
    root = Path(arguments[0])
    first, step = (int(arguments[1]), int(arguments[2])) if len(arguments) > 1 else (0, 1)
    project = Project(root / "data", root / "briefs", root / "notebooks")
    warm_up()
    built, read = [], []
    for collection in project.collections():
        pages = json.loads(project.memory(collection).read_text("utf-8"))["entries"]
        groups = json.loads(project.reading_record(collection).read_text("utf-8"))["entries"]
        built += [(collection, entry) for entry in pages]
        read += [(collection, tuple(entry["key"].split("|"))) for entry in groups]
    Floor(project).page(*built[0])
    Floor(project).read(*read[0])
    floor = Floor(project)
    for collection, entry in built[first::step]:
        floor.page(collection, entry)
    for collection, files in read[first::step]:
        floor.read(collection, files)
    print(json.dumps({**floor.seconds, "pages": floor.pages, "same": floor.same, "cpu": floor.cpu}))


if __name__ == "__main__":
    main(sys.argv[1:])
