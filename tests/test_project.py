"""What holds for the project as a whole: one set of pins, clean notebooks, private workbooks kept out."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[1]
# Put together from pieces, so that this file does not find itself.
BINARY = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".png", ".docx")
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
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(one for extra in ("dev", "lab", "sample") for one in extras[extra])]
    return {_normal(re.split(r"[<>=;\[ ]", entry)[0]) for entry in wanted}


def _locked() -> dict[str, str]:
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    return {_normal(n): v for n, v in re.findall(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", lock, re.MULTILINE)}


def _conda() -> dict[str, str]:
    entries = yaml.safe_load((PROJECT / "environment.yml").read_text("utf-8"))["dependencies"]
    pip = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    plain = [entry for entry in entries if isinstance(entry, str)] + pip
    pinned = [re.split(r"==?", entry) for entry in plain if re.match(r"^[a-z0-9_-]+==?\d", entry)]
    return {_normal(name): version for name, version in pinned}


def test_conda_and_pip_install_the_same_direct_dependencies_at_the_same_versions():
    locked = _locked()
    assert _conda() == {name: locked[name] for name in _direct()}


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-pip.lock", "requirements-uv.lock", "requirements-docs.lock"]
)
def test_every_pin_of_a_lock_has_a_hash_and_the_lock_names_no_address(name: str):
    lock = (PROJECT / name).read_text("utf-8")
    assert "==" in lock
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
                    assert line == "import rehab" or line.startswith("from rehab import "), line


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
        ("lib/rehab/pages/brief.py", False),
    ],
)
def test_only_public_workbooks_can_be_committed(path: str, kept_out: bool):
    assert bool(_git("check-ignore", "--no-index", path)) is kept_out


ROOMS = (
    "catalog",
    "workbooks",
    "attainment",
    "disclosure",
    "store",
    "country",
    "charts",
    "pages",
    "explore",
    "batch",
    "cli",
)
ROOMS_OF_PAGES = ("citing", "frame", "numbers", "pictures", "files", "sections")


@cache
def _imports() -> dict[str, set[str]]:
    """Modules of the package and the modules of the package that each imports, wherever in it and however it does."""
    library = PROJECT / "lib"
    modules = {
        ".".join(path.relative_to(library).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (library / "rehab").rglob("*.py")
    }
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        named: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, path
                named |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
                named |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
        found[name] = (named & modules.keys()) - {name}
    return found


def _room(module: str, depth: int) -> str:
    """The part of a module's name at a depth: `rehab.cli_run` is of the room cli."""
    names = module.split(".")
    room = names[depth] if len(names) > depth else ""
    return "cli" if room.startswith(("cli", "__main__")) else room


@pytest.mark.parametrize(("rooms", "depth"), [(ROOMS, 1), (ROOMS_OF_PAGES, 2)])
@pytest.mark.slow
def test_a_room_imports_only_from_itself_and_the_rooms_above_it(rooms: tuple[str, ...], depth: int):
    house = "rehab.pages." if depth == 2 else "rehab."
    upwards = [
        f"{module} imports {used}"
        for module, imported in _imports().items()
        for used in imported
        if module.startswith(house) and used.startswith(house) and _room(module, depth) in rooms
        if rooms.index(_room(used, depth)) > rooms.index(_room(module, depth))
    ]
    assert not upwards


def test_every_module_stands_in_a_room_that_has_its_place():
    inside = {_room(module, 1) for module in _imports()} | {_room(m, 2) for m in _imports() if ".pages." in m}
    assert inside <= {"", *ROOMS, *ROOMS_OF_PAGES}


def test_no_module_imports_itself_by_way_of_others():
    sorter = TopologicalSorter({module: used for module, used in _imports().items() if module != "rehab"})
    assert list(sorter.static_order())


def test_importing_the_package_imports_nothing_heavy():
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import rehab, sys; print(sorted({'pandas', 'matplotlib', 'jinja2'} & set(sys.modules)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"


def test_files_stay_of_a_size_one_can_read():
    long = {p.name for p in (PROJECT / "lib").rglob("*.py") if len(p.read_text("utf-8").splitlines()) > 300}
    assert not long


def test_nothing_is_installed_without_its_hash():
    lines = (PROJECT / "Makefile").read_text("utf-8").splitlines()
    installed = [line for line in lines if "pip install" in line]
    # The project itself comes from where it lies, and brings nothing along.
    assert [line for line in installed if "--require-hashes" not in line and "--no-deps" not in line] == []
    assert len(installed) >= 5
