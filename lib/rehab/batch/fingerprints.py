"""What a result was made from, as short hashes by name: two that differ say what has changed."""

import json
import sys
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

Fingerprint = dict[str, str]

_PACKAGE = Path(__file__).resolve().parents[1]
_CODE_SUFFIXES = frozenset({".py", ".csv", ".toml", ".json", ".j2", ".css", ".mplstyle"})
_READING_ROOMS = ("catalog", "workbooks", "attainment", "disclosure")
# What decides how a run is organised, and nothing of what comes out.
_ORGANISING = ("batch", "cli.py", "cli_run.py")
_READING_LIBRARIES = ("defusedxml", "numpy", "openpyxl", "pandas", "pyarrow", "python-calamine", "xlrd")
_PAGE_LIBRARIES = (
    "babel", "ipykernel", "ipython", "jinja2", "markupsafe", "matplotlib", "nbclient", "nbconvert", "nbformat", "numpy",
    "pandas", "papermill", "pyarrow", "xlsxwriter",
)  # fmt: skip
_DIGEST_BYTES = 12


def digest(*pieces: bytes) -> str:
    """A short hash of pieces, told apart from any other division of the same bytes.

    >>> digest(b"ab", b"c") == digest(b"a", b"bc")
    False
    """
    found = blake2b(digest_size=_DIGEST_BYTES)
    for piece in pieces:
        found.update(len(piece).to_bytes(8, "big"))
        found.update(piece)
    return found.hexdigest()


def file_digest(path: Path) -> str:
    """The hash of a file's content."""
    return digest(path.read_bytes())


def reading_fingerprint(files: Iterable[Path], corrections: str, targets: str) -> Fingerprint:
    """What the tables of a group of workbooks are made from."""
    return {
        "workbooks": digest(*(piece for path in files for piece in (path.name.encode(), path.read_bytes()))),
        "corrections": corrections,
        "targets": targets,
        "helpers": _code(_READING_ROOMS, ()),
        "libraries": _libraries(_READING_LIBRARIES),
    }


def page_fingerprint(data: str, notebook: Path, targets: str, options: dict[str, str]) -> Fingerprint:
    """What a page is made from; `data` is the hash of the province's tables, `options` what was asked for."""
    return {
        "data": data,
        "targets": targets,
        "notebook": _notebook(notebook),
        "helpers": _code((), _ORGANISING),
        "libraries": _libraries(_PAGE_LIBRARIES),
        "options": digest(json.dumps(options, sort_keys=True).encode()),
    }


def changed(before: Fingerprint | None, now: Fingerprint) -> tuple[str, ...]:
    """Names of what differs; `new` where there is nothing to compare with.

    >>> changed({"data": "a", "notebook": "b"}, {"data": "a", "notebook": "c"}), changed(None, {})
    (('notebook',), ('new',))
    """
    if before is None:
        return ("new",)
    return tuple(name for name in now if before.get(name) != now[name])


class Settings:
    """The hashes of what `corrections.toml` says of a file and `targets.toml` of a province."""

    def __init__(self, folder: Path) -> None:
        self._corrections = _entries(folder / "corrections.toml", "correction", "file")
        self._targets = _entries(folder / "targets.toml", "target", "province")

    def corrections(self, files: Iterable[str]) -> str:
        """What is set for files; a file that cannot be read as TOML counts as a whole, for all."""
        return _of(self._corrections, files)

    def targets(self, provinces: Iterable[str]) -> str:
        """What is set for provinces."""
        return _of(self._targets, provinces)


def _entries(path: Path, table: str, key: str) -> dict[str, bytes] | bytes:
    if not path.exists():
        return {}
    content = path.read_bytes()
    try:
        rows = tomllib.loads(content.decode("utf-8"))[table]
        found: dict[str, bytes] = {}
        for row in rows:
            found[row[key]] = found.get(row[key], b"") + json.dumps(row, sort_keys=True, default=str).encode()
        return found
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError):
        # Reading will say what is wrong with it.
        return content


def _of(entries: dict[str, bytes] | bytes, names: Iterable[str]) -> str:
    if isinstance(entries, bytes):
        return digest(entries)
    return digest(*(entries.get(name, b"") for name in sorted(names)))


@cache
def _code(only: tuple[str, ...], without: tuple[str, ...]) -> str:
    pieces: list[bytes] = []
    for path in sorted(_PACKAGE.rglob("*")):
        place = path.relative_to(_PACKAGE)
        if path.suffix not in _CODE_SUFFIXES or place.parts[0] in without or (only and place.parts[0] not in only):
            continue
        pieces += (place.as_posix().encode(), path.read_bytes())
    return digest(*pieces)


def _notebook(path: Path) -> str:
    """Only what is run or printed: an analyst who opens and saves a notebook has not changed it."""
    return _cells(path.read_bytes())


@lru_cache(maxsize=4)
def _cells(notebook: bytes) -> str:
    cells = json.loads(notebook)["cells"]
    kept = [[c["cell_type"], "".join(c["source"]), c.get("metadata", {}).get("tags", [])] for c in cells]
    return digest(json.dumps(kept, ensure_ascii=False).encode())


@cache
def _libraries(names: tuple[str, ...]) -> str:
    return digest(sys.version.encode(), *(f"{name}={version(name)}".encode() for name in names))
