"""What a notebook opens, imports and asks the suite for while it runs, written down as it happens.

Python tells its audit hooks of every file that is opened and every folder that is listed; a hook can be neither
removed nor passed by (PEP 578). It is set in the notebook's own process before its first cell, by whoever starts that
process, and keeps what a run is for: a notebook that asks for more than the run's audience may see is refused.
"""

import importlib.util
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType, ModuleType
from typing import Any

from rehab.batch.subjects import Subject
from rehab.batch.warm.nursery import private_folder
from rehab.catalog.texts import LANGUAGES, text
from rehab.disclosure.asking import ASKED, begin_run, may_see

WATCH_VARIABLE = "REHAB_WATCH"
EXTENSION = __name__
BEGAN, READ, WROTE, LISTED, OPENED_DATA, MATERIAL = "began", "read", "wrote", "listed", "opened_data", "material"
_WRITING = os.O_WRONLY | os.O_RDWR
# Who lists folders to find modules, or to offer names: no notebook reads them so.
_FINDERS = ("importlib", "_frozen_importlib", "pkgutil", "pkg_resources", "entrypoints", "IPython", "jedi")
_OWN_CODE, _CELLS = "rehab", "__main__"
# Arrow opens files by itself, also for pandas.
_SILENT = (("pyarrow.parquet", "read_table"), ("pyarrow.feather", "read_table"), ("pyarrow.dataset", "dataset"))


class RefusedError(PermissionError):
    """A notebook asked for what the run's audience may not see; the message says so in both languages."""


@contextmanager
def watched(folder: Path, data: Path, audience: str) -> Iterator[Path]:
    """Have notebooks started in this block watched: those of `folder`, with `data` as the project's own.

    Gives the file in which `notes` finds what they did.
    """
    with TemporaryDirectory(prefix="rehab-watch-", dir=private_folder()) as place:
        notes = Path(place) / "notes.jsonl"
        asked = {"notes": str(notes), "folder": str(folder), "data": str(data), "audience": audience}
        os.environ[WATCH_VARIABLE] = json.dumps(asked)
        try:
            yield notes
        finally:
            del os.environ[WATCH_VARIABLE]


def notes_of(path: Path) -> list[list[str]]:
    """What was written down: lists of a word and what it is about; empty where nobody watched."""
    if not path.exists():
        return []
    # A process that was killed may have left half a line.
    lines = path.read_text("utf-8").split("\n")[:-1]
    return [json.loads(line) for line in dict.fromkeys(lines)]


def used_by(notes: list[list[str]], subject: Subject) -> tuple[str, ...]:
    """Other provinces of the collection whose tables a notebook used, nothing for those of all."""
    asked = {note[2] for note in notes if note[0] == MATERIAL and note[1] == subject.collection}
    opened = {""} if [OPENED_DATA] in notes else set()
    return tuple(sorted((asked | opened) - {subject.province} if subject.province else ()))


def warnings_on(notes: list[list[str]]) -> tuple[str, ...]:
    """What readers of anybody's notebook must be told: that it went past what protects small counts."""
    if [OPENED_DATA] in notes:
        return ("opens_data",)
    return () if any(note[0] == MATERIAL for note in notes) else ("nothing_of_rehab",)


def begin_watch() -> None:
    """Watch this process from now on, if the environment asks for it; once is enough.

    Every engine calls it in the process that will run the cells, before the first: a notebook that nobody has watched
    gives no page.
    """
    asked = os.environ.pop(WATCH_VARIABLE, "")
    if asked:
        # An analyst's folder stays as it is.
        sys.dont_write_bytecode = True
        told = json.loads(asked)
        begin_run(told["audience"])
        sys.addaudithook(_Watch(**told))
        for module, name in _SILENT:
            _tell_openings(import_module(module), name)
        # Only where notebooks run: the run itself plans without a kernel's libraries.
        from ipykernel.zmqshell import ZMQInteractiveShell

        ZMQInteractiveShell.ask_exit = _end_notebook  # type: ignore[method-assign]


def _end_notebook(_: object) -> None:
    """`exit` and `quit` in a cell: IPython only asks its client to stop, which no batch would notice."""
    raise SystemExit


def _tell_openings(module: ModuleType, name: str) -> None:
    """Have a function that opens files outside of Python tell of it, as Python's own `open` does."""
    silent = getattr(module, name)

    @wraps(silent)
    def telling(source: Any, *arguments: Any, **named: Any) -> Any:
        if isinstance(source, str | os.PathLike):
            sys.audit("open", os.fspath(source), "rb", 0)
        return silent(source, *arguments, **named)

    setattr(module, name, telling)


def load_ipython_extension(shell: object) -> None:
    """IPython's slot: `--ext rehab.batch.watch` begins the watch in a kernel that nothing else has prepared."""
    begin_watch()


class _Watch:
    """The hook; what it needs is its own, so that a notebook that changes the environment changes nothing here."""

    def __init__(self, notes: str, folder: str, data: str, audience: str) -> None:
        self._notes = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._folder, self._data = os.path.realpath(folder), os.path.realpath(data)
        self._audience = audience
        self._seen: set[str] = set()
        # Threads of a notebook open files side by side.
        self._busy: set[int] = set()
        self._answers: dict[str, Callable[[tuple[Any, ...]], None]] = {
            "open": self._opened,
            "os.listdir": self._list,
            "os.scandir": self._list,
            "import": self._imported,
            ASKED: self._asked,
        }
        self._note(BEGAN)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        answer = self._answers.get(event)
        thread = threading.get_ident()
        if answer is None or thread in self._busy:
            return
        self._busy.add(thread)
        try:
            answer(arguments)
        finally:
            self._busy.discard(thread)

    def _note(self, *words: str) -> None:
        line = json.dumps(words, ensure_ascii=False) + "\n"
        if line not in self._seen:
            self._seen.add(line)
            os.write(self._notes, line.encode("utf-8"))

    def _opened(self, arguments: tuple[Any, ...]) -> None:
        path, mode, flags = arguments
        place = _whole(path)
        if place is None:
            return
        writes = bool(set(mode) & set("wax+")) if mode else bool((flags or 0) & _WRITING)
        self._touched(place, WROTE if writes else READ)

    def _imported(self, arguments: tuple[Any, ...]) -> None:
        # Of modules in other languages: Python's own are opened.
        place = _whole(arguments[1]) if arguments[1] else None
        if place is not None:
            self._touched(place, READ)

    def _touched(self, place: str, word: str) -> None:
        is_data = _lies_in(place, self._data)
        if is_data and not _is_for_suite():
            self._note(OPENED_DATA)
        # A notebook that lies among the data has files of its own there; one above it has not.
        if _lies_in(place, self._folder) and (not is_data or _lies_in(self._folder, self._data)):
            self._note(word, os.path.relpath(_source(place), self._folder))

    def _list(self, arguments: tuple[Any, ...]) -> None:
        place = _whole(arguments[0] if arguments[0] is not None else ".")
        if place is None or not (place == self._folder or _lies_in(place, self._folder)):
            return
        for frame in _callers():
            name = str(frame.f_globals.get("__name__", ""))
            if name.startswith(_FINDERS):
                return
            if name == _CELLS or _lies_in(os.path.realpath(frame.f_code.co_filename), self._folder):
                self._note(LISTED, os.path.relpath(place, self._folder))
                return

    def _asked(self, arguments: tuple[Any, ...]) -> None:
        province, collection, audience = map(str, arguments)
        if not may_see(self._audience, audience):
            said = (text("watch.refused", own, run=self._audience, asked=audience) for own in LANGUAGES)
            raise RefusedError(" / ".join(said))
        self._note(MATERIAL, collection, province)


def _whole(path: object) -> str | None:
    """A path as the system resolves it now; None for a descriptor."""
    if isinstance(path, int):
        return None
    with suppress(TypeError, ValueError):
        return os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
    return None


def _lies_in(place: str, folder: str) -> bool:
    return place.startswith(folder + os.sep)


def _source(place: str) -> str:
    """The module's own file where a compiled copy of it was opened."""
    if place.endswith(".pyc"):
        with suppress(ValueError):
            return importlib.util.source_from_cache(place)
    return place


def _callers() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        yield frame
        frame = frame.f_back


def _is_for_suite() -> bool:
    """True where the suite's code opens a file, called by a notebook's or not; what runs the cells is below these."""
    for frame in _callers():
        name = str(frame.f_globals.get("__name__", ""))
        if name == _CELLS:
            return False
        if name.partition(".")[0] == _OWN_CODE and name != __name__:
            return True
    return False
