"""Files that appear whole or not at all."""

import errno
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


def put_folder(unfinished: Path, folder: Path) -> None:
    """Move a finished folder to its place; what is there is moved away first, so that nobody ever sees both.

    A kill in between leaves none, and the next run makes it again. Others may be doing the same at the same moment:
    workbooks that are read side by side may turn out to be of one province. The last one stays.

    >>> with tempfile.TemporaryDirectory() as root:
    ...     for said in ("first", "second"):
    ...         Path(root, "new").mkdir()
    ...         _ = Path(root, "new", said).write_text("")
    ...         put_folder(Path(root, "new"), Path(root, "place"))
    ...     [path.relative_to(root).as_posix() for path in Path(root).rglob("*")]
    ['place', 'place/second']
    """
    while True:
        _move_away(folder)
        try:
            unfinished.replace(folder)
            return
        except OSError as error:
            # Somebody else's came in between, and may have gone again; anything else is the disk's.
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST) and not folder.exists():
                raise


def _move_away(folder: Path) -> None:
    if not folder.exists():
        return
    old = Path(tempfile.mkdtemp(prefix=_MARK, dir=folder.parent))
    try:
        folder.replace(old / "old")
    except FileNotFoundError:
        # Somebody else has moved it away.
        pass
    finally:
        shutil.rmtree(old)


def sweep(folder: Path) -> None:
    """Remove what killed runs left unfinished below a folder; call it while no other run is at work there."""
    for left in list(folder.rglob(f"{_MARK}*")):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink(missing_ok=True)
