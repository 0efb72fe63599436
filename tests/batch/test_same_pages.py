"""Forked child or kernel with sockets, whoever's computer it is: the same pages."""

import shutil
from pathlib import Path

import matplotlib as mpl
import pytest
from openpyxl import load_workbook

from places import KeptWorkers, Place

CODES = ("04", "67")
# What people set for themselves.
SETTINGS = {
    "ipython/profile_default/startup/00-mine.py": "print('hello')\nprovince = '01'\nimport pandas\n"
    "pandas.set_option('display.precision', 1)\nimport matplotlib\nmatplotlib.rcParams['font.size'] = 30\n",
    "ipython/profile_default/ipython_config.py": "c.InteractiveShellApp.exec_lines = ['print(1)']\n"
    "c.InteractiveShell.ast_node_interactivity = 'all'\n",
    "matplotlib/matplotlibrc": "font.size: 30\nsvg.fonttype: path\nlines.linewidth: 9\nsavefig.facecolor: red\n",
    "project/matplotlibrc": "font.size: 20\nsvg.hashsalt: mine\npatch.linewidth: 8\n",
    "project/notebooks/matplotlibrc": "font.size: 25\n",
}


@pytest.fixture(scope="module")
def expected(workers: KeptWorkers, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The pages of two provinces, where nobody has set anything."""
    place = Place.make(tmp_path_factory.mktemp("plain") / "project", *CODES)
    workers.build(place)
    return place


def cells(path: Path) -> list[list[tuple[object, ...]]]:
    """All values of an Excel file, sheet by sheet."""
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path)]


@pytest.mark.part(1)
@pytest.mark.parametrize("options", [(), ("--kernel",)])
def test_neither_the_engine_nor_what_a_person_has_set_changes_a_page(
    expected: Place, tmp_path: Path, options: tuple[str, ...]
):
    place = Place.make(tmp_path / "project", *CODES)
    # With the key by which it is drawn what is withheld.
    shutil.copytree(expected.raw(), place.raw(), dirs_exist_ok=True)
    for name, content in SETTINGS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for found in Path(mpl.get_cachedir()).glob("fontlist-*.json"):
        # Which fonts there are is no setting, and takes long to find out.
        shutil.copy(found, tmp_path / "matplotlib")
    own = {"IPYTHONDIR": str(tmp_path / "ipython"), "MPLCONFIGDIR": str(tmp_path / "matplotlib")}
    _, said = place.start("--quiet", "--jobs", 2, *options, **own).communicate()
    made = {path.name: path for path in place.briefs.iterdir() if path.suffix in (".html", ".xlsx")}
    assert set(made) == {path.name for path in expected.briefs.iterdir() if path.suffix in (".html", ".xlsx")}, said
    for name, path in made.items():
        if path.suffix == ".html":
            assert path.read_bytes() == (expected.briefs / name).read_bytes(), name
        else:
            assert cells(path) == cells(expected.briefs / name), name
