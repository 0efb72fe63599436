"""Whatever code can change a table or a page is in its fingerprint."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rehab
from rehab.batch.fingerprints import page_code, reading_code

PACKAGE = Path(rehab.__file__).parent
FINGERPRINTS = """
from pathlib import Path
from rehab.batch.fingerprints import page_fingerprint, reading_fingerprint
read = reading_fingerprint((), "", "", "")["helpers"]
print(read, page_fingerprint("", Path(__import__("sys").argv[1]), "", {})["helpers"])
"""


def _file(module: str) -> Path | None:
    path = PACKAGE.parent.joinpath(*module.split("."))
    return next((found for found in (path.with_suffix(".py"), path / "__init__.py") if found.is_file()), None)


def _imported(path: Path) -> set[str]:
    """Modules of the package that a file imports anywhere, inside functions too."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            named |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in named if name.split(".")[0] == "rehab" and _file(name)}


def _reachable(*modules: str) -> set[str]:
    """Files of the package that running a module can run."""
    waiting, seen = list(modules), set()
    while waiting:
        name = waiting.pop()
        path = _file(name)
        assert path is not None, name
        if path not in seen:
            seen.add(path)
            waiting += _imported(path)
    return {path.relative_to(PACKAGE).as_posix() for path in seen}


def test_all_that_a_reader_imports_is_in_the_fingerprint_of_its_tables():
    assert _reachable("rehab.store.reading") - set(reading_code()) - {"__init__.py"} == set()


def test_all_that_a_builder_and_the_exporter_import_is_in_the_fingerprint_of_their_pages():
    found = _reachable(
        "rehab.batch.notebooks", "rehab.batch.engine", "rehab.pages.frame.export", "rehab.pages.sections.brief"
    )
    assert found - set(page_code()) == set()


def _printed(package: Path, notebook: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", FINGERPRINTS, str(notebook)],
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("changed", "read_again", "built_again"),
    [
        ("store/tables.py", True, True),
        ("store/reading.py", True, True),
        ("workbooks/reading.py", True, True),
        ("catalog/money_units.csv", True, True),
        ("batch/notebooks.py", False, True),
        ("batch/proof.py", False, True),
        ("batch/engine.py", False, True),
        ("batch/warm/shell.py", False, True),
        ("batch/warm/cells.py", False, True),
        ("batch/warm/kernel.py", False, True),
        ("charts/canvas.py", False, True),
        ("batch/progress.py", False, False),
    ],
)
def test_a_changed_file_makes_stale_what_it_can_change_and_nothing_else(tmp_path, changed, read_again, built_again):
    package, notebook = tmp_path / "lib" / "rehab", tmp_path / "notebook.ipynb"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    notebook.write_text('{"cells": []}', "utf-8")
    before = _printed(package, notebook)
    with (package / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    after = _printed(package, notebook)
    assert [old != new for old, new in zip(before, after, strict=True)] == [read_again, built_again]
