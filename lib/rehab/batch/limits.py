"""What a task may take in a worker's own process: seconds and memory, after which it breaks off with a word why."""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from rehab.catalog.settings import SettingsError

_PACKAGE = Path(__file__).resolve().parents[1]

# Processor seconds count, so that others at work on the machine do not: waiting for a disk may take so many times more.
_WAITING = 4
# What a library does between two steps of Python ends a little later, by the system's own hand.
_GRACE = 1.25


class OutOfTimeError(Exception):
    """A task has taken the seconds that it may; of no class that readers take for a damaged file."""


class BrokeOffError(RuntimeError):
    """A task stopped on an error that nobody foresaw; the message names its class and the place in this package.

    What the error itself says stays behind: it may quote a cell, and not every one survives the way between processes.
    """


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTimeError


@contextmanager
def broken_off(passing: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Raise BrokeOffError in place of whatever is raised here; limits, settings and what is `passing` go through."""
    try:
        yield
    except Exception as error:
        if isinstance(error, (SettingsError, MemoryError, OutOfTimeError, *passing)):
            raise
        raise BrokeOffError(_place(error)) from error


def _place(error: Exception) -> str:
    steps = [step for step in traceback.extract_tb(error.__traceback__) if Path(step.filename).is_relative_to(_PACKAGE)]
    place = f", {Path(steps[-1].filename).relative_to(_PACKAGE).as_posix()}:{steps[-1].lineno}" if steps else ""
    return f"{type(error).__name__}{place}"


@contextmanager
def within(seconds: float, memory_bytes: int) -> Iterator[None]:
    """Raise OutOfTimeError or MemoryError in what runs here once it has used more; 0: no limit.

    A library that does not let Python interrupt it is ended with its process, by processor time. Where the system has
    no such alarms, or in a thread, for which there are none, only memory is limited, or nothing.
    """
    with _memory(memory_bytes):
        if not seconds or not _has_alarms():
            yield
            return
        before = {number: signal.signal(number, _stop) for number in (signal.SIGPROF, signal.SIGALRM)}
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        _set_timers(seconds, seconds * _WAITING, seconds * _GRACE)
        try:
            yield
        finally:
            _set_timers(0, 0, 0)
            for number, handler in before.items():
                signal.signal(number, handler)


def _set_timers(busy: float, waiting: float, last: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, busy)
    signal.setitimer(signal.ITIMER_REAL, waiting)
    signal.setitimer(signal.ITIMER_VIRTUAL, last)


def _has_alarms() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def _memory(most: int) -> Iterator[None]:
    if not most or sys.platform != "linux":
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    # Libraries reserve a gigabyte that they never touch: the limit is for what is added to it.
    wanted = reserved_bytes() + most
    allowed = [bound for bound in (before, hard) if bound != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([wanted, *allowed]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


def reserved_bytes() -> int:
    """Data and stack of this process, as Linux counts them against RLIMIT_DATA; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text("ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0
