"""Files beside a notebook that it was made from: modules and data that it imported, read or listed as it ran."""

import ast
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from rehab.batch.watch import LISTED, READ, WROTE
from rehab.store.digests import digest, file_digest

_FILE, _LIST = "file:", "list:"
_HIDDEN = (".", "__pycache__")
_UNSURE = ""
# As Markdown and HTML name a picture's file.
_MENTIONED = re.compile(r"""[("'<]([^()\s"'<>]+)[)"'>\s]""")

# Name of an input, and its hash; an empty hash is never that of a file, so the page will be built again.
Inputs = tuple[tuple[str, str], ...]


def inputs_of(notebook: Path, notes: Iterable[list[str]], out: Path, started_ns: int) -> Inputs:
    """What a notebook that has just run was made from, below its own folder, with hashes.

    `notes` are what the watch wrote down. Files named in the notebook's code count too: libraries in other languages
    open files unseen. What the notebook has written itself is none of it; nor is what lies in `out`.
    """
    folder = notebook.resolve().parent
    own = [note for note in notes if len(note) == 2]
    written = {name for word, name in own if word == WROTE}
    read = {name for word, name in own if word == READ} | _named_in(notebook, folder)
    files = {name: folder / name for name in read - written - {notebook.name} if _counts(folder / name, folder, out)}
    listed = {name for word, name in own if word == LISTED if _counts(folder / name, folder, out)}
    found = {f"{_FILE}{name}": _digest(path, started_ns) for name, path in files.items() if path.is_file()}
    found |= {f"{_LIST}{name}": _listing(folder / name) for name in listed if (folder / name).is_dir()}
    return tuple(sorted(found.items()))


def has_changed(name: str, known: str, folder: Path) -> bool:
    """True where an input beside a notebook is not what it was, or gone."""
    sort, place = name[: len(_FILE)], folder / name[len(_FILE) :]
    if sort == _LIST:
        return not place.is_dir() or _listing(place) != known
    return not place.is_file() or file_digest(place) != known


def _digest(path: Path, started_ns: int) -> str:
    # Changed while the notebook ran: nobody knows which of the two it has read.
    return _UNSURE if path.stat().st_mtime_ns > started_ns else file_digest(path)


def _listing(folder: Path) -> str:
    names = (path.name for path in folder.iterdir() if not path.name.startswith(_HIDDEN))
    return digest(*(name.encode("utf-8", "surrogateescape") for name in sorted(names)))


def _counts(path: Path, folder: Path, out: Path) -> bool:
    place = path.resolve()
    others = (out.resolve(), Path(sys.prefix).resolve())
    if not place.is_relative_to(folder) or any(place.is_relative_to(other) for other in others):
        return False
    return not any(part.startswith(_HIDDEN) for part in place.relative_to(folder).parts)


def _named_in(notebook: Path, folder: Path) -> set[str]:
    """Files below the folder that a text in the notebook's code names, or a picture in its prose."""
    found: set[str] = set()
    for cell in json.loads(notebook.read_bytes())["cells"]:
        source = "".join(cell["source"])
        found |= _texts(source) if cell["cell_type"] == "code" else set(_MENTIONED.findall(source))
    return {name for name in found if _is_file(folder, name)}


def _texts(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        # A cell with magics: what it opens is seen as it runs.
        return set()
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def _is_file(folder: Path, name: str) -> bool:
    if not name or "\n" in name or "\0" in name or len(name) > 255:
        return False
    place = (folder / name).resolve()
    return place.is_relative_to(folder) and place.is_file()
