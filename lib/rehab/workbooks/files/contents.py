"""What is in workbook files, taken once: what is read and what is recorded as read are the same bytes."""

import stat
from collections.abc import Iterable
from pathlib import Path

from rehab.workbooks.files.failures import GONE, NO_FILE, TOO_LARGE, UnreadableFileError, not_read
from rehab.workbooks.files.safety import MOST_FILE_BYTES


def content_of(path: Path) -> bytes:
    """All of a file, read once.

    Raises UnreadableFileError where the machine cannot read it, or it is too large; FileNotFoundError where it is not
    there.
    """
    try:
        told = path.stat()
        # Whoever opens a pipe waits for somebody to write into it, and a device never ends.
        if not stat.S_ISREG(told.st_mode) and not stat.S_ISDIR(told.st_mode):
            raise UnreadableFileError(*NO_FILE)
        if told.st_size > MOST_FILE_BYTES:
            raise UnreadableFileError(*TOO_LARGE)
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableFileError(*not_read(error.strerror or str(error))) from error


class Contents:
    """Files as they were when they were first asked for, whatever becomes of them on the disk meanwhile."""

    def __init__(self) -> None:
        self._taken: dict[Path, bytes | UnreadableFileError] = {}

    def of(self, path: Path) -> bytes:
        """All of a file. Raises UnreadableFileError where it cannot be read, or is gone."""
        if path not in self._taken:
            self._taken[path] = _taken(path)
        found = self._taken[path]
        if isinstance(found, UnreadableFileError):
            raise found
        return found

    def pieces(self, paths: Iterable[Path]) -> tuple[bytes, ...]:
        """What the hash of files is made of: each one's name and content, or else why it has none."""
        return tuple(
            piece for path in paths for piece in (path.name.encode("utf-8", "surrogateescape"), self._mark(path))
        )

    def _mark(self, path: Path) -> bytes:
        try:
            return self.of(path)
        except UnreadableFileError as error:
            return f"unreadable: {error}".encode("utf-8", "surrogateescape")


def _taken(path: Path) -> bytes | UnreadableFileError:
    try:
        return content_of(path)
    except FileNotFoundError:
        return UnreadableFileError(*GONE)
    except UnreadableFileError as error:
        return error
