"""What a notebook's file says of itself: its cell of parameters."""

import ast
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from rehab.catalog.texts import LANGUAGES, text

_TAG = "parameters"


class NotebookError(ValueError):
    """A notebook that cannot be run over provinces; the message says, in both languages, what to do."""

    @classmethod
    def told(cls, key: str, path: Path, **values: object) -> Self:
        """The error of a text of the catalogue, in both languages."""
        said = (text(f"notebook.{key}", language, file=path.name, **values) for language in LANGUAGES)
        return cls(" / ".join(said))


def declared_parameters(path: Path) -> tuple[str, ...]:
    """Names that a notebook's cell tagged `parameters` assigns, in order: a run gives it no others.

    Raises NotebookError where the file is no notebook or has no such cell.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotebookError.told("not_there", path) from error
    return _declared(content, path)


@lru_cache(maxsize=16)
def _declared(content: bytes, path: Path) -> tuple[str, ...]:
    cell = next((cell for cell in _cells(content, path) if _is_tagged(cell)), None)
    if cell is None:
        raise NotebookError.told("no_parameters", path)
    try:
        statements = ast.parse("".join(cell["source"])).body
    except SyntaxError as error:
        raise NotebookError.told("parameters_not_plain", path, line=error.lineno or 1) from error
    return tuple(dict.fromkeys(name for statement in statements for name in _assigned(statement)))


def _cells(content: bytes, path: Path) -> list[dict[str, Any]]:
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotebookError.told("no_notebook", path) from error
    return list(cells)


def _is_tagged(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "code" and _TAG in cell.get("metadata", {}).get("tags", ())


def _assigned(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []
