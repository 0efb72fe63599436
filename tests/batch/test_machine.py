"""What is published names no folder of the machine it was made on."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from rehab.batch.machine import published_notebook, without_places
from rehab.batch.subjects import Address, Subject
from rehab.batch.tasks import PageTask
from rehab.catalog.kinds import kinds
from rehab.store.project import Project

ROOT = Path("/srv/đề án/rehab")


@pytest.fixture
def task() -> PageTask:
    """A page of a project in a folder with a space and Vietnamese letters."""
    project = Project(ROOT / "data", ROOT / "briefs", ROOT / "notebooks")
    return PageTask(project, Address(kinds().get("brief"), Subject("reported", "67"), "vi"), "public", 300)


def test_an_errors_words_name_folders_from_the_projects_top(task: PageTask):
    said = f"File {ROOT}/data/processed/x.csv, {ROOT}/notebooks/a.ipynb, {ROOT}-old/b, {Path.home()}/c"
    assert without_places(said, task) == f"File data/processed/x.csv, notebooks/a.ipynb, {ROOT}-old/b, ~/c"


def test_an_executed_notebook_keeps_its_outputs_and_loses_the_folders(task: PageTask):
    traceback = [f"\x1b[32m{ROOT}/notebooks/helper.py\x1b[0m", f"line\n{Path.home()}/x"]
    cell = new_code_cell("1", outputs=[new_output("error", ename="E", evalue=str(ROOT), traceback=traceback)])
    told = {"input_path": f"{ROOT}/notebooks/a.ipynb", "output_path": f"{ROOT}/briefs/b.ipynb"}
    notebook = new_notebook(cells=[cell], metadata={"papermill": told})
    written = published_notebook(nbformat.writes(notebook), "67.ipynb", task)
    assert [folder for folder in (str(ROOT), str(Path.home())) if folder in written] == []
    assert "notebooks/helper.py" in written
    assert '"input_path": "a.ipynb"' in written


def test_an_executed_notebook_says_neither_when_nor_how_long_it_ran(task: PageTask):
    def run(second: int) -> str:
        times = {"start_time": f"12:00:{second}", "end_time": f"12:01:{second}", "duration": float(second)}
        cell = new_code_cell("1", metadata={"papermill": dict(times), "execution": {"iopub.status.busy": str(second)}})
        injected = new_code_cell("2", metadata={"tags": ["injected-parameters"]})
        book = new_notebook(cells=[cell, injected], metadata={"papermill": {**times, "version": "2.6"}})
        cell["id"] = "one"
        return published_notebook(nbformat.writes(book), "67.ipynb", task)

    assert run(1) == run(59)
    assert '"version": "2.6"' in run(1)
