"""What a result was made from, as short hashes by name: two that differ say what has changed."""

import json
import sys
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from rehab.catalog.collections import open_collection
from rehab.disclosure.settings import KEY, RELEASES
from rehab.store.digests import digest, files_digest, json_digest
from rehab.store.project import earlier_in, others_in, spelling_files
from rehab.workbooks.files.contents import Contents

Fingerprint = dict[str, str]

_PACKAGE = Path(__file__).resolve().parents[1]
_CODE_SUFFIXES = frozenset({".py", ".csv", ".toml", ".json", ".j2", ".css", ".mplstyle", ".docx"})
_READING_ROOMS = ("catalog", "workbooks", "attainment", "disclosure", "store")
# What decides how a run is organised, and nothing of what comes out; a new file counts until it is named here.
_ORGANISING = frozenset(
    {
        "batch/anew.py", "batch/cluster.py", "batch/executors.py", "batch/fingerprints.py", "batch/groups.py",
        "batch/limits.py", "batch/outputs.py",
        "batch/plan.py", "batch/pool.py", "batch/progress.py", "batch/readings.py", "batch/record.py", "batch/run.py",
        "batch/session.py", "cli.py", "cli_check.py", "cli_diff.py", "cli_forms.py", "cli_learn.py", "cli_paths.py",
        "cli_run.py", "cli_say.py", "cli_usage.py", "cli_send.py", "cli_where.py", "cli_new.py",
        "cli_completion.py", "cli_next.py", "cli_ending.py", "cli_help.py", "cli_lookup.py", "cli_pages.py",
        "store/start.py",
        "batch/sending.py", "store/intake.py",
    }
)  # fmt: skip
_READING_LIBRARIES = ("defusedxml", "numpy", "openpyxl", "pandas", "pyarrow", "xlrd")
_PAGE_LIBRARIES = (
    "babel", "ipykernel", "ipython", "jinja2", "markupsafe", "matplotlib", "nbclient", "nbconvert", "nbformat", "numpy",
    "pandas", "papermill", "pyarrow", "python-docx", "xlsxwriter",
)  # fmt: skip


def reading_fingerprint(
    files: Iterable[Path],
    corrections: str,
    targets: str,
    spellings: str,
    disclosure: str = "",
    review: str = "",
    earlier: Iterable[Path] = (),
) -> Fingerprint:
    """What the tables of a group of workbooks are made from; `review` is the hash of what the collection is.

    `earlier` are the workbooks that the provinces sent before these.
    """
    return {
        "workbooks": files_digest(files, Contents()),
        "corrections": corrections,
        "targets": targets,
        "spellings": spellings,
        "disclosure": disclosure,
        "review": review,
        "earlier": files_digest(earlier, Contents()),
        "helpers": _code(reading_code()),
        "libraries": _libraries(_READING_LIBRARIES),
    }


def page_fingerprint(data: str, notebook: Path, targets: str, options: dict[str, str], review: str = "") -> Fingerprint:
    """What a page is made from; `data` is the hash of the province's tables, `options` what was asked for."""
    return {
        "data": data,
        "targets": targets,
        "review": review,
        "notebook": _notebook(notebook),
        "helpers": _code(page_code()),
        "libraries": _libraries(_PAGE_LIBRARIES),
        "options": json_digest(options),
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
    """The hashes of what `corrections.toml` and `releases.toml` say of a file, `targets.toml` of a province, of what
    was taught, of the collection's key, and of what the collection is (`collection.toml` and its review).

    `beside` is that of what was taught and of the names of what lies in the folder and is not read.

    Raises CollectionError where that cannot be told: without its review nothing can be read.
    """

    def __init__(self, folder: Path) -> None:
        own = open_collection(folder)
        review = own.review.name.encode(), own.review.digest.encode()
        # What workbooks say of themselves is known only after they were read, and is no reason to read them again.
        self.review = digest(*review, str(own.declared).encode())
        self.nature = digest(*review, str(own.made_up).encode())
        self._corrections = _entries(folder / "corrections.toml", "correction", "file")
        self._releases = _entries(folder / RELEASES, "release", "file")
        key = folder / KEY
        self._key = key.read_bytes() if key.is_file() else b""
        self._targets = _entries(folder / "targets.toml", "target", "province")
        self.spellings = digest(*(path.read_bytes() for path in spelling_files(folder) if path.is_file()))
        names = (path.name.encode("utf-8", "surrogateescape") for path in (*others_in(folder), *earlier_in(folder)))
        self.beside = digest(self.spellings.encode(), *names)

    def corrections(self, files: Iterable[str]) -> str:
        """What is set for files; a file that cannot be read as TOML counts as a whole, for all."""
        return _of(self._corrections, files)

    def disclosure(self, files: Iterable[str]) -> str:
        """What is released of files, and the collection's key."""
        return digest(_of(self._releases, files).encode(), self._key)

    def targets(self, provinces: Iterable[str]) -> str:
        """What is set for provinces."""
        return _of(self._targets, provinces)


def _entries(path: Path, table: str, key: str) -> dict[str, bytes] | bytes:
    if not path.exists():
        return {}
    try:
        content = path.read_bytes() if path.is_file() else b"unreadable"
    except OSError:
        # A folder of that name, or a file nobody may read: reading will say so.
        return b"unreadable"
    try:
        rows = tomllib.loads(content.decode("utf-8"))[table]
        found: dict[str, bytes] = {}
        for row in rows:
            found[row[key]] = found.get(row[key], b"") + json.dumps(row, sort_keys=True, default=str).encode()
        return found
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        # Reading will say what is wrong with it.
        return content


def _of(entries: dict[str, bytes] | bytes, names: Iterable[str]) -> str:
    if isinstance(entries, bytes):
        return digest(entries)
    # Those of which nothing is set do not count: whose a workbook is may be known only after it was read.
    return digest(*(entries[name] for name in sorted(names) if name in entries))


@cache
def reading_code() -> tuple[str, ...]:
    """Files of the package that can change what is read from a workbook: `catalog/lines.py`, …"""
    return tuple(place for place in _package_files() if place.partition("/")[0] in _READING_ROOMS)


@cache
def page_code() -> tuple[str, ...]:
    """Files of the package that can change a page: all but those that only organise a run."""
    return tuple(place for place in _package_files() if place not in _ORGANISING)


def _package_files() -> list[str]:
    found = (path.relative_to(_PACKAGE).as_posix() for path in _PACKAGE.rglob("*") if path.suffix in _CODE_SUFFIXES)
    return sorted(found)


@cache
def _code(places: tuple[str, ...]) -> str:
    return digest(*(piece for place in places for piece in (place.encode(), (_PACKAGE / place).read_bytes())))


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
