"""What a notebook's file says of itself: its cell of parameters."""

import ast
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from rehab.catalog.folding import slug
from rehab.catalog.kinds import COLLECTION, PROVINCE, Kind
from rehab.catalog.texts import LANGUAGES, text
from rehab.disclosure.audiences import AUDIENCES

_TAG = "parameters"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# Folders that are there already beside the pages of a collection.
_TAKEN = frozenset({"data"})


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


def kind_of_notebook(path: Path) -> Kind:
    """Anybody's notebook as a kind of page: one of each province if it takes `province`, else one of the collection.

    Its pages lie in a folder of its own name. Raises NotebookError.
    """
    declared, name = declared_parameters(path), path.stem
    if not _says_its_language(path.read_bytes()):
        raise NotebookError.told("no_language", path)
    topic = name if _PLAIN_NAME.fullmatch(name) else slug(name)
    if topic in _TAKEN or not topic:
        raise NotebookError.told("name_taken", path)
    title = _title(path) or name
    is_of_province = PROVINCE in declared
    return Kind(
        # No kind of the catalogue has a point in its name.
        name=path.name,
        title_vi=title,
        title_en=title,
        notebook=str(path.resolve()),
        scope=PROVINCE if is_of_province else COLLECTION,
        file=f"{topic}/{{province}}" if is_of_province else f"{topic}/index",
        default=False,
        audiences=AUDIENCES,
        beside=(),
        holds=(),
        charts=0,
    )


def _says_its_language(content: bytes) -> bool:
    """Whether papermill can tell in which language to write parameters into it."""
    metadata = json.loads(content).get("metadata", {})
    return any(
        metadata.get(place, {}).get(name) for place, name in (("language_info", "name"), ("kernelspec", "language"))
    )


def _title(path: Path) -> str:
    """The notebook's first heading."""
    for cell in _cells(path.read_bytes(), path):
        for line in "".join(cell["source"]).splitlines() if cell["cell_type"] == "markdown" else ():
            if line.startswith("# "):
                return line[2:].strip()
    return ""


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
