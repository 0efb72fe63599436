"""The rooms of workbooks/ stand in the order in which data goes through them, and nothing flows back up."""

import ast
from pathlib import Path

import pytest

import rehab.workbooks

HOUSE = Path(rehab.workbooks.__file__).parent
# Each room may import from itself and from those before it.
ORDER = ("grids", "files", "headings", "blocks", "facts", "clerk")


def _imported_rooms(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    named = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
    named += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
    return {name.split(".")[2] for name in named if name.startswith("rehab.workbooks.")}


@pytest.mark.parametrize("room", ORDER)
def test_each_stage_imports_only_from_the_stages_before_it(room: str):
    allowed = set(ORDER[: ORDER.index(room) + 1])
    wrong = {
        str(path.relative_to(HOUSE)): sorted(found)
        for path in sorted((HOUSE / room).rglob("*.py"))
        if (found := _imported_rooms(path) - allowed)
    }
    assert wrong == {}


def test_every_module_of_the_house_stands_in_a_room():
    assert {path.name for path in HOUSE.glob("*.py")} == {"__init__.py", "reading.py"}
