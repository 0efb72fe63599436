"""What holds for the project as a whole: one set of pins, clean notebooks, private workbooks kept out."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[1]
# Put together from pieces, so that this file does not find itself.
BINARY = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".png")
FORBIDDEN = re.compile(
    "|".join(["/wor" + "k/", "/far" + "m/", "https?://(pypi|files|registry|deb)" + r"\.", "index-" + "url"])
)


def _git(*arguments: str) -> list[str]:
    if not (PROJECT / ".git").exists():
        pytest.skip("NO GIT CHECKOUT: what git tracks was not tested.")
    done = subprocess.run(["git", *arguments], cwd=PROJECT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _direct() -> set[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return {_normal(re.split(r"[<>=;\[ ]", entry)[0]) for entry in wanted}


def _locked() -> dict[str, str]:
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    return {_normal(n): v for n, v in re.findall(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", lock, re.MULTILINE)}


def _conda() -> dict[str, str]:
    entries = yaml.safe_load((PROJECT / "environment.yml").read_text("utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    plain = [entry for entry in entries if isinstance(entry, str)] + pip
    pinned = [re.split(r"==?", entry) for entry in plain if re.match(r"^[a-z0-9-]+==?\d", entry)]
    return {_normal(name): version for name, version in pinned}


def test_conda_and_pip_install_the_same_direct_dependencies_at_the_same_versions():
    locked = _locked()
    assert _conda() == {name: locked[name] for name in _direct()}


def test_every_pin_of_the_lock_has_a_hash_and_the_lock_names_no_address():
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", lock.strip())
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    assert "://" not in lock


def test_every_direct_dependency_has_its_reason_in_the_docs():
    reasons = (PROJECT / "docs" / "dependencies.md").read_text("utf-8").lower()
    assert {name for name in _direct() if f"| {name} |" not in reasons} == set()


def test_committed_notebooks_carry_no_outputs():
    for name in _git("ls-files", "*.ipynb"):
        for cell in json.loads((PROJECT / name).read_text("utf-8"))["cells"]:
            assert not cell.get("outputs"), name
            assert cell.get("execution_count") is None, name


def test_notebooks_import_from_rehab_alone():
    for path in (PROJECT / "notebooks").glob("*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            for line in "".join(cell["source"]).splitlines():
                if cell["cell_type"] == "code" and line.startswith(("import ", "from ")):
                    assert line.startswith("from rehab."), line


def test_no_tracked_file_names_a_machine_or_a_registry():
    found = []
    for name in _git("ls-files"):
        path = PROJECT / name
        if path.suffix in BINARY or not path.is_file():
            continue
        found += [f"{name}: {m[0]}" for m in FORBIDDEN.finditer(path.read_text("utf-8"))]
    assert not found


@pytest.mark.parametrize(
    ("path", "kept_out"),
    [
        ("data/raw/reported/01-ha-noi.xlsx", True),
        ("data/raw/secret/01-ha-noi.xlsx", True),
        ("data/raw/secret/notes.csv", True),
        ("data/raw/secret/corrections.toml", True),
        ("data/raw/secret/targets.toml", True),
        ("data/raw/sample/~$01-ha-noi.xlsx", True),
        ("data/raw/reported/67-dak-nong.xlsx", False),
        ("data/raw/reported/corrections.toml", False),
        ("data/raw/sample/01-ha-noi.xlsx", False),
        ("somewhere/01-ha-noi.xlsx", True),
        ("tests/fixtures/merged-headers.xlsx", False),
        ("briefs/reported/67-dak-nong.html", True),
        ("data/processed/reported/observations.csv", True),
        ("lib/rehab/briefs/brief.py", False),
    ],
)
def test_only_public_workbooks_can_be_committed(path: str, kept_out: bool):
    assert bool(_git("check-ignore", "--no-index", path)) is kept_out


ROOMS = ("catalog", "workbooks", "attainment", "disclosure", "charts", "briefs", "batch")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_itself_and_the_rooms_above_it(room: str):
    allowed = ROOMS[: ROOMS.index(room) + 1]
    for path in (PROJECT / "lib" / "rehab" / room).rglob("*.py"):
        used = set(re.findall(r"from rehab\.(\w+)", path.read_text("utf-8")))
        assert used <= set(allowed), path


def test_files_stay_of_a_size_one_can_read():
    long = {p.name for p in (PROJECT / "lib").rglob("*.py") if len(p.read_text("utf-8").splitlines()) > 320}
    assert not long
