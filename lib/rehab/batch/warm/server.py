"""The nursery's own process: imports once, then forks a child for whoever asks, and buries it.

It has one thread, so that forking is safe. A connection stands for a child: closed by the one who asked, the child is
killed; once the child has ended, its exit status and peak memory are sent and the connection is closed. Above the
nursery stands its guard (`guard.py`), which ends everything when the run ends, however it ends.
"""

import json
import os
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from rehab.batch.warm.children import become_cells, become_kernel, become_worker, prepare
from rehab.batch.warm.guard import adopt_orphans, end_with_parent, keep_watch
from rehab.batch.warm.memory import family, held_bytes, is_beyond, remove_shared, shared_files
from rehab.batch.warm.nursery import CELLS, READER, WORKER
from rehab.batch.warm.preparing import Preparation, let_collect

_LONGEST_REQUEST = 1 << 20
_MOST_DESCRIPTORS = 4
_ASKING_SECONDS = 5
# How often the memory of notebooks and what they have started is looked at.
_LOOKING_SECONDS = 0.25


@dataclass
class _Child:
    pid: int
    connection: socket.socket
    memory_bytes: int = 0
    is_wanted: bool = True
    is_beyond: bool = False
    began: float = field(default_factory=time.time)
    # It and what it has started, and the shared memory they use, when they were last looked at.
    pids: frozenset[int] = frozenset()
    shared: frozenset[Path] = frozenset()

    def look(self) -> list[int]:
        """Note what is there of it, and give the numbers of its processes."""
        pids = family(self.pid)
        self.pids |= frozenset(pids)
        self.shared |= shared_files(pids)
        return pids


class NurseryServer:
    """Listens at a Unix socket and keeps account of what it has forked."""

    def __init__(self, listener: socket.socket, folder: Path) -> None:
        self._listener = listener
        self._preparation = Preparation(folder)
        self._children: dict[int, _Child] = {}
        self._selector = selectors.DefaultSelector()
        self._own = os.getpid()
        self._shared_bytes = 0
        self._next_look = 0.0

    def serve(self) -> None:
        """Serve until the guard ends it."""
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        self._selector.register(reader, selectors.EVENT_READ, lambda: self._bury(reader))
        self._preparation.begin()
        while True:
            # Readers that are asked for are there first: they read while the rest is being prepared.
            found = self._selector.select(self._patience())
            for key, _ in found:
                key.data()
            self._look_at_memory()
            if not found and not self._preparation.is_over:
                self._preparation.go_on()
                self._shared_bytes = 0

    def _patience(self) -> float | None:
        if not self._preparation.is_over:
            return 0
        return _LOOKING_SECONDS if any(child.memory_bytes for child in self._children.values()) else None

    def _look_at_memory(self) -> None:
        """End each notebook that holds more than it may, with all that it has started: their limits are one by one."""
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + _LOOKING_SECONDS
        for child in self._children.values():
            # What all share with the nursery is nobody's own.
            if child.memory_bytes and is_beyond(child.look(), child.memory_bytes + self._shared_bytes):
                child.is_beyond = True
                for pid in reversed(child.look()):
                    _kill(pid)

    def _prepare_all(self) -> None:
        if not self._shared_bytes or not self._preparation.is_over:
            self._preparation.finish()
            self._shared_bytes = held_bytes(self._own)

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        connection.settimeout(_ASKING_SECONDS)
        request, descriptors = _received(connection)
        if request is None:
            connection.close()
            _close(descriptors)
            return
        self._preparation.are_many |= request.get("many", False)
        if request["role"] != READER:
            self._prepare_all()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            self._become(connection, request, descriptors)
        _close(descriptors)
        # Whoever asked may be gone by now: then the connection says so next, and the child goes too.
        with suppress(OSError):
            connection.sendall(json.dumps({"pid": pid}).encode() + b"\n")
        child = _Child(pid, connection, request.get("memory_bytes", 0))
        self._children[pid] = child
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._hung_up(child))

    def _hung_up(self, child: _Child) -> None:
        """Whoever asked for the child is gone, or wants no more of it: it ends, if it has not been buried just now."""
        if self._children.get(child.pid) is not child:
            return
        self._selector.unregister(child.connection)
        child.is_wanted = False
        child.look()
        _kill(child.pid)

    def _bury(self, reader: int) -> None:
        os.read(reader, 1 << 12)
        while self._children:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            # Before it is buried, while its group cannot be anybody else's: what it has started ends with it.
            _kill(ended.si_pid)
            pid, status, usage = os.wait4(ended.si_pid, 0)
            child = self._children.pop(pid)
            remove_shared(child.shared, child.began, child.pids)
            cpu_seconds = usage.ru_utime + usage.ru_stime
            last = {
                "exit": os.waitstatus_to_exitcode(status),
                "peak_kb": usage.ru_maxrss,
                "cpu_seconds": cpu_seconds,
                "is_beyond": child.is_beyond,
            }
            if child.is_wanted:
                self._selector.unregister(child.connection)
            # It may be that nobody waits for this kernel any more.
            with suppress(BrokenPipeError, ConnectionResetError):
                child.connection.sendall(json.dumps(last).encode() + b"\n")
            child.connection.close()

    def _become(self, connection: socket.socket, request: dict[str, Any], descriptors: list[int]) -> NoReturn:
        status = 1
        try:
            end_with_parent(self._own)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._selector.close()
            self._listener.close()
            connection.close()
            for child in self._children.values():
                child.connection.close()
            let_collect()
            prepare(request)
            if request["role"] == CELLS:
                become_cells(self._preparation.kernel, descriptors)
            elif request["role"] in (READER, WORKER):
                become_worker(descriptors)
            else:
                become_kernel(request["arguments"])
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            with suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(status)


def _received(connection: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    """One request, a line of JSON, and descriptors; None where the asker left before it was whole, or is none of ours.

    A nursery has one thread: it waits for nobody who has stopped in the middle of a line.
    """
    received = b""
    descriptors: list[int] = []
    try:
        received, descriptors, _, _ = socket.recv_fds(connection, 1 << 16, _MOST_DESCRIPTORS)
        while received and not received.endswith(b"\n") and len(received) < _LONGEST_REQUEST:
            piece = connection.recv(1 << 16)
            if not piece:
                return None, descriptors
            received += piece
        connection.settimeout(None)
        request: dict[str, Any] = json.loads(received)
    except (OSError, ValueError):
        return None, descriptors
    return request if isinstance(request, dict) and "role" in request else None, descriptors


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _kill(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        # It has not made its own group yet, or is gone already; or it is somebody else's.
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def main() -> None:
    """Entry point: `python -m rehab.batch.warm.server DESCRIPTOR FOLDER`; stays as guard, its child is the nursery."""
    listener, folder = socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])
    guard = os.getpid()
    # What libraries leave half-done, as xlsxwriter does with every sheet, goes with the run even if it is killed.
    tempfile.tempdir = str(folder)
    adopt_orphans()
    pid = os.fork()
    if pid == 0:
        end_with_parent(guard)
        # The guard alone listens to the run.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        NurseryServer(listener, folder).serve()
    listener.close()
    keep_watch(sys.stdin.fileno())
    # Where the nursery has died by itself, the run still wants to read its log.
    sys.stdin.read()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
