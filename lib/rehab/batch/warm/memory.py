"""What a process and all that it has started hold in memory together: each one's own limit says nothing of the sum."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_OWN = ("RssAnon:", "RssShmem:")
# The same with what is shared between processes counted once, in shares; it takes the system longer to tell.
_SHARES = ("Pss_Anon:", "Pss_Shmem:")
_KILOBYTE = 1024
# A process may end while it is looked at, or have become another user's, who is not told of.
_NOT_TOLD = (FileNotFoundError, ProcessLookupError, PermissionError)


def family(pid: int) -> list[int]:
    """A process and its descendants; those whose parents have ended are nobody's here.

    >>> import os
    >>> os.getpid() in family(os.getpid())
    True
    """
    found = [pid]
    for one in found:
        found += _children(one)
    return found


def _children(pid: int) -> Iterator[int]:
    with suppress(*_NOT_TOLD):
        for thread in list(Path(f"/proc/{pid}/task").iterdir()):
            with suppress(*_NOT_TOLD):
                yield from map(int, (thread / "children").read_text("ascii").split())


def held_bytes(pid: int) -> int:
    """Memory that a process has written to, and that it shares as memory, as if all of it were its own."""
    return _told(Path(f"/proc/{pid}/status"), _OWN)


def is_beyond(pids: list[int], most_bytes: int) -> bool:
    """True where processes hold more together; what several of them share counts once."""
    if sum(map(held_bytes, pids)) <= most_bytes:
        return False
    return sum(_told(Path(f"/proc/{pid}/smaps_rollup"), _SHARES) for pid in pids) > most_bytes


def _told(path: Path, names: tuple[str, ...]) -> int:
    with suppress(*_NOT_TOLD):
        lines = path.read_text("ascii", errors="replace").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith(names)) * _KILOBYTE
    return 0
