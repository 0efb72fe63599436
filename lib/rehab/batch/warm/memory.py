"""What a process and all that it has started hold in memory together: each one's own limit says nothing of the sum."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_OWN = ("RssAnon:", "RssShmem:")
# The same with what is shared between processes counted once, in shares; it takes the system longer to tell.
_SHARES = ("Pss_Anon:", "Pss_Shmem:")
_KILOBYTE = 1024
_SHARED = Path("/dev/shm")
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


def shared_files(pids: Iterable[int]) -> frozenset[Path]:
    """Files of shared memory that processes have in use: the system keeps them until somebody removes them."""
    found = set()
    for pid in pids:
        with suppress(*_NOT_TOLD):
            maps = Path(f"/proc/{pid}/maps").read_text("utf-8", errors="replace")
            places = (line.partition(f"{_SHARED}/") for line in maps.splitlines())
            found |= {_SHARED / name for _, mark, name in places if mark and not name.endswith(" (deleted)")}
    return frozenset(found)


def remove_shared(files: frozenset[Path], since: float, ended: Iterable[int]) -> None:
    """Remove files of shared memory that processes which have ended left behind.

    Of this user's alone, written since they began (as `time.time` tells), and in nobody else's use.
    """
    if not files:
        return
    others = {int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()} - set(ended)
    for file in files - shared_files(others):
        with suppress(*_NOT_TOLD):
            told = file.stat()
            if told.st_uid == os.geteuid() and told.st_mtime >= since:
                file.unlink()
