"""The notebooks that analysts open run from top to bottom, in both languages, without a warning."""

import re
from pathlib import Path
from typing import Any

import matplotlib
import nbformat
import papermill
import pytest

from rehab.store.project import Project
from rehab.store.start import start_folder

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
MAKEFILE = NOTEBOOKS.parent / "Makefile"


@pytest.mark.part(2)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("collection", "province"), [("reported", "67"), ("sample", "04"), ("sample", "62")])
@pytest.mark.parametrize("name", ["explore", "compare", "my_topic"])
def test_a_notebook_of_the_bench_runs_from_top_to_bottom_without_a_warning(
    bench: Project, tmp_path: Path, name: str, collection: str, province: str, language: str
):
    done = tmp_path / f"{name}.ipynb"
    asked = {"collection": collection, "language": language, "data": str(bench.data)}
    if name != "compare":
        asked["province"] = province
    papermill.execute_notebook(
        NOTEBOOKS / f"{name}.ipynb", done, asked, kernel_name="python3", progress_bar=False, log_output=False
    )
    cells = [cell for cell in nbformat.read(done, as_version=4).cells if cell.cell_type == "code"]
    streams = [output.text for cell in cells for output in cell.outputs if output.output_type == "stream"]
    assert not streams
    shown = [output for cell in cells for output in cell.outputs if output.output_type == "execute_result"]
    assert len(shown) >= 3
    assert all("<Opened" not in output.data["text/plain"] for output in shown)


@pytest.mark.parametrize("name", ["explore", "compare"])
def test_a_notebook_of_a_new_folder_runs_though_there_is_a_second_collection(here: Project, tmp_path: Path, name: str):
    matplotlib.use("agg")
    start_folder(tmp_path)
    cells = nbformat.read(tmp_path / "notebooks" / f"{name}.ipynb", as_version=4).cells
    names: dict[str, Any] = {}
    for cell in cells:
        if cell.cell_type == "code":
            exec(cell.source, names)
    assert names["collection"] == "" and names["collected"].name == "reported"
    assert any("`reported` khi có nhiều bộ" in cell.source for cell in cells)


def test_every_notebook_has_parameters_and_begins_with_what_it_is_for():
    for path in NOTEBOOKS.glob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        assert cells[0].cell_type == "markdown", path.name
        assert any("parameters" in cell.metadata.get("tags", ()) for cell in cells), path.name


def test_jupyterlab_of_the_project_asks_the_network_nothing(monkeypatch: pytest.MonkeyPatch):
    from jupyterlab.commands import get_app_dir
    from jupyterlab_server.settings_utils import get_settings

    (place,) = re.findall(r"^lab: export JUPYTER_CONFIG_PATH := \$\(CURDIR\)/(\S+)$", MAKEFILE.read_text("utf-8"), re.M)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(MAKEFILE.parent / place))
    schemas = f"{get_app_dir()}/schemas"
    told, _ = get_settings(get_app_dir(), schemas, "", "@jupyterlab/apputils-extension:notification")
    own = {name: kept["default"] for name, kept in told["schema"]["properties"].items()}
    assert own["fetchNews"] == "false" and own["checkForUpdates"] is False


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_where_there_is_no_makefile_the_readme_opens_a_notebook_that_is_there(tmp_path: Path, name: str):
    start_folder(tmp_path)
    rows = [line for line in (NOTEBOOKS.parent / name).read_text("utf-8").splitlines() if "make lab" in line]
    assert rows and all("`jupyter lab notebooks/explore.ipynb`" in row for row in rows)
    assert (tmp_path / "notebooks" / "explore.ipynb").is_file() and not (tmp_path / "Makefile").exists()
