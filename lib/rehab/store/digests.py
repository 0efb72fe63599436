"""Short hashes of what files and tables hold, by which a later run tells what has changed."""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from rehab.workbooks.files.contents import Contents

_DIGEST_BYTES = 12
# In place of a hash; no hash is a word.
UNREADABLE = "unreadable"


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


def json_digest(value: object) -> str:
    """The hash of plain values, whatever the order of their keys."""
    return digest(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())


def file_digest(path: Path) -> str:
    """The hash of a file's content."""
    return digest(path.read_bytes())


def folder_digest(folder: Path) -> str:
    """The hash of all files below a folder, with their names; empty where there is none."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return (
        digest(*(piece for name in names for piece in (name.encode(), (folder / name).read_bytes()))) if names else ""
    )


def seals_of(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    """The hash of each file, by its place below a folder; empty for one that is gone.

    One that nobody may read, as while it is open in Word, has `UNREADABLE` in its place: it is no failure of a run.
    """
    return {path.relative_to(folder).as_posix(): _seal(path) for path in sorted(paths)}


def _seal(path: Path) -> str:
    try:
        return file_digest(path) if path.is_file() else ""
    except OSError:
        return UNREADABLE


def are_sealed(folder: Path, seals: Mapping[str, str]) -> bool:
    """True where every file is what it was when its hash was taken, and there are any."""
    return bool(seals) and seals_of(folder, (folder / name for name in seals)) == dict(seals)


def files_digest(paths: Iterable[Path], contents: Contents) -> str:
    """The hash of workbooks, by name, as they were taken; one that cannot be read counts by the reason why."""
    return digest(*contents.pieces(paths))
