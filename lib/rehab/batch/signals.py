"""What ends a run from outside ends it as Ctrl-C does: in words, with everything that it has started."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# A closed terminal, and what `kill` and `timeout` send; Windows knows no SIGHUP.
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))


@contextmanager
def ended_as_by_hand() -> Iterator[None]:
    """Raise KeyboardInterrupt for SIGTERM and SIGHUP; only a process's first thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _interrupt) for number in _ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
