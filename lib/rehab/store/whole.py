"""Files that appear whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

_MARK = ".unfinished-"


def write_whole(target: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place, then move it there, so that nobody ever sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{_MARK}{target.stem}-", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        # Else a power cut may leave the new name with nothing behind it.
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def append_whole(target: Path, text: str) -> None:
    """Add text to the end of a file, on the disk itself when this returns: not even a power cut takes it away."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sweep(folder: Path) -> None:
    """Remove what killed runs left unfinished below a folder; call it while no other run is at work there."""
    for left in list(folder.rglob(f"{_MARK}*")):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)
