"""The package as users have it: installed from its wheel, outside the checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
_BIN = "Scripts" if sys.platform == "win32" else "bin"

Once = Callable[[str, Callable[[Path], Any]], Any]
Rehab = Callable[..., subprocess.CompletedProcess[str]]


def _built(folder: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*pip, str(folder), str(CHECKOUT)], check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(once: Once) -> Path:
    """The wheel of this checkout."""
    return once("wheel", _built)


def _installed(folder: Path, wheel: Path, with_index: bool) -> Path:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / _BIN / "python"
    asked = [] if with_index else ["--no-deps", "--no-index"]
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", *asked, str(wheel)]
    subprocess.run(pip, check=True, capture_output=True, text=True)
    return folder


@pytest.fixture(scope="module")
def rehab_installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Rehab:
    """`rehab` of an environment that has this wheel and, from here, the libraries it needs, but not the checkout."""
    folder = _installed(tmp_path_factory.mktemp("installed") / "env", wheel, with_index=False)
    (site,) = folder.rglob("site-packages")
    # A folder named so is looked into, its own .pth files (the checkout's is one) are not.
    (site / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    # What libraries keep beside their code.
    return _runner(folder, JUPYTER_PATH=str(Path(sys.prefix) / "share" / "jupyter"))


def _runner(environment: Path, **more: str) -> Rehab:
    def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "REHAB"))}
        command = [str(environment / _BIN / "rehab"), *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, env=kept | more, capture_output=True, text=True, check=False)

    return run


def test_the_wheel_has_the_notebooks_and_no_tests(wheel: Path):
    names = set(zipfile.ZipFile(wheel).namelist())
    own = {f"rehab/notebooks/{path.name}" for path in (CHECKOUT / "notebooks").glob("*.ipynb")}
    assert own and own <= names
    assert {"rehab/catalog/provinces.csv", "rehab/pages/frame/base.html.j2"} <= names
    assert not {name for name in names if name.startswith(("tests/", "benchmarks/"))}


def test_the_installed_package_builds_a_brief_from_a_folder_of_workbooks(
    rehab_installed: Rehab, dak_nong: Path, tmp_path: Path
):
    sent = tmp_path / "đã gửi"
    sent.mkdir()
    shutil.copy(dak_nong, sent)
    done = rehab_installed("run", sent, "--kind", "brief", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "briefs" / "đã gửi" / "67-dak-nong.html").read_text("utf-8")
    assert "36,1%" in page and str(CHECKOUT) not in page and str(tmp_path) not in page
    assert [path.name for path in sent.iterdir()] == [dak_nong.name]
    again = rehab_installed("run", sent, "--kind", "brief", "--dry-run", cwd=tmp_path)
    assert "không có gì phải làm" in again.stdout.lower()


@pytest.mark.skipif(not os.environ.get("REHAB_ALL"), reason="asks the package index: make test-all")
def test_the_wheel_brings_all_it_needs_into_an_empty_environment(wheel: Path, dak_nong: Path, tmp_path: Path):
    environment = _installed(tmp_path / "env", wheel, with_index=True)
    done = _runner(environment)("run", dak_nong, "--collection", "mine", "--kind", "brief", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "36,1%" in (tmp_path / "briefs" / "mine" / "67-dak-nong.html").read_text("utf-8")
