"""Workbooks taken in: copied from wherever they lie into a collection of the folder that somebody works in.

What lies in `data/raw` is read by every later stage, and what is taught or corrected is kept beside it: the folder that
workbooks were sent in stays as it is.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rehab.catalog.texts import decodable
from rehab.store.digests import file_digest
from rehab.store.project import BESIDE, EARLIER, workbooks_in
from rehab.store.whole import write_whole

# Hidden, and so no file that somebody wonders about.
_TAKEN = ".taken.json"


class ChangedHereError(ValueError):
    """A file that was taken in is another now in both places: nobody knows which one holds."""

    def __init__(self, source: Path, here: Path) -> None:
        super().__init__(source, here)
        self.source, self.here = source, here


class SameNameError(ValueError):
    """Two different files of one name are to be taken into one collection."""

    def __init__(self, one: Path, other: Path) -> None:
        super().__init__(one, other)
        self.one, self.other = one, other


@dataclass(frozen=True)
class Taken:
    """What was taken in: files copied now, and names of those that are here and in no source any more.

    `before` is what stood at each place that was written, None where nothing did.
    """

    copied: tuple[Path, ...]
    gone: tuple[str, ...]
    before: Mapping[Path, bytes | None] = field(default_factory=dict)
    was_there: bool = True

    def take_back(self, also: Iterable[str] = ()) -> None:
        """Leave the collection as it was; one that was made for it goes, with the files named `also` that a run made.

        Raises OSError.
        """
        folders = {path.parent for path in self.before}
        for path, content in self.before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, lambda target, content=content: target.write_bytes(content))  # type: ignore[misc]
        if self.was_there:
            return
        for folder in sorted(folders, key=lambda path: -len(path.parts)):
            for name in also:
                (folder / name).unlink(missing_ok=True)
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def take_in(sources: Iterable[Path], folder: Path) -> Taken:
    """Copy workbooks and what people keep beside them into a collection's `folder`; unchanged ones stay.

    `sources` are workbooks and folders of them. Raises SameNameError and ChangedHereError, and has copied nothing then;
    OSError.
    """
    chosen: dict[str, Path] = {}
    has_folders = False
    for source in sources:
        has_folders = has_folders or source.is_dir()
        for path in _files_of(source):
            name = _place(path, source)
            other = chosen.setdefault(name, path)
            if other != path and file_digest(other) != file_digest(path):
                raise SameNameError(other, path)
    known, was_there = _known(folder), folder.exists()
    before: dict[Path, bytes | None] = {}
    copied = tuple(path for name, path in chosen.items() if _is_to_copy(path, folder / name, known.get(name)))
    for name, path in chosen.items():
        if path in copied:
            before[folder / name] = _content(folder / name)
            write_whole(folder / name, lambda target, path=path: shutil.copyfile(path, target))  # type: ignore[misc]
            known[name] = file_digest(path)
    gone = tuple(sorted(name for name in known if name not in chosen and (folder / name).is_file()))
    if copied:
        said = json.dumps(known, ensure_ascii=True, indent=1, sort_keys=True) + "\n"
        before[folder / _TAKEN] = _content(folder / _TAKEN)
        write_whole(folder / _TAKEN, lambda target: target.write_text(said, encoding="utf-8"))
    return Taken(copied, gone if has_folders else (), before, was_there)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _files_of(source: Path) -> tuple[Path, ...]:
    if not source.is_dir():
        return (source,)
    beside = [path for path in sorted(source.iterdir()) if path.is_file() and path.name.lower() in BESIDE]
    earlier = workbooks_in(source / EARLIER) if (source / EARLIER).is_dir() else ()
    return (*workbooks_in(source), *beside, *earlier)


def _place(path: Path, source: Path) -> str:
    return f"{EARLIER}/{path.name}" if source.is_dir() and path.parent != source else path.name


def _is_to_copy(source: Path, here: Path, taken: str | None) -> bool:
    """True where the file is not here yet, or is here just as it was once taken in and has changed at its source."""
    if not here.exists():
        return True
    now, then = file_digest(here), file_digest(source)
    if now == then:
        return False
    if now != taken:
        raise ChangedHereError(source, here)
    return True


def _known(folder: Path) -> dict[str, str]:
    """Hashes of what was taken in before, by place; a record that cannot be used says nothing."""
    path = folder / _TAKEN
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(own) for name, own in told.items()} if isinstance(told, dict) else {}


def collection_name(sources: Iterable[Path]) -> str:
    """What a collection is called after the one folder that all sources are, or lie in; empty where there are several.

    >>> collection_name([Path("/a/sent/67.xlsx"), Path("/a/sent/01.xlsx")])
    'sent'
    """
    folders = {(path if path.is_dir() else path.parent).resolve() for path in sources}
    return decodable(folders.pop().name) if len(folders) == 1 else ""
