"""Nothing outlives a run: a small process that stands between the run and its nursery and ends all that is below it.

It is in a session of its own, so that what ends the run's whole process group does not end the guard. The run holds
one end of its standard input; the system closes it with the run, even one that is killed.
"""

import ctypes
import os
import selectors
import signal
import time
from contextlib import suppress
from pathlib import Path

from rehab.batch.warm.memory import family, remove_shared, shared_files

# Linux, <sys/prctl.h>
_SET_PARENT_DEATH_SIGNAL, _SET_CHILD_SUBREAPER = 1, 36
_BEGAN = time.time()
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


def _control(option: int, value: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def end_with_parent(parent: int) -> None:
    """Have the system kill this process when its parent, `parent`, ends; at once if it has."""
    _control(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Have processes whose parents end become this process's children, however far below they were started."""
    _control(_SET_CHILD_SUBREAPER, 1)


def keep_watch(run: int) -> None:
    """Wait until the descriptor `run` is closed at its other end or no child is left; then end all descendants."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    with selectors.DefaultSelector() as selector:
        selector.register(run, selectors.EVENT_READ, data=True)
        selector.register(reader, selectors.EVENT_READ, data=False)
        while not any(key.data for key, _ in selector.select()):
            os.read(reader, 1 << 10)
            if not _children():
                break
    end_descendants()


def _children() -> list[int]:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    own = os.getpid()
    return [int(pid) for pid in Path(f"/proc/{own}/task/{own}/children").read_text("ascii").split()]


def end_descendants() -> None:
    """Kill the children, then what they leave behind, until nothing is left, not even memory that they shared."""
    pids = frozenset(family(os.getpid()))
    shared = shared_files(pids)
    while children := _children():
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(-1, 0)
    remove_shared(shared, _BEGAN, pids)
