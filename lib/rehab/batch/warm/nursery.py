"""The run's side of the nursery: start it, ask it for kernels, end it."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

from rehab.catalog.texts import LANGUAGES, text

ADDRESS_VARIABLE = "REHAB_NURSERY"
MEMORY_VARIABLE = "REHAB_KERNEL_MEMORY_MB"
# Set where notebooks shall run in kernels with sockets though they need not.
KERNEL_VARIABLE = "REHAB_KERNEL"
# jupyter_client's own variable for who starts kernels, and our entry in pyproject.toml.
PROVISIONER_VARIABLE = "JUPYTER_DEFAULT_PROVISIONER_NAME"
PROVISIONER = "rehab-forked"
# What is asked for: a process that reads workbooks, one that builds pages too, one that runs a notebook's cells.
READER, WORKER, CELLS = "reader", "worker", "cells"
_SERVER = "rehab.batch.warm.server"
_SOCKET = "kernels"
_LOG = "log.txt"
_SHOWN_LOG = 2000
_NO_KERNEL = "run.no_kernel"
_ENDING_SECONDS = 10
_SHORT_FOLDERS = (Path("/tmp"), Path("/var/tmp"))
# macOS has names of 103 bytes for sockets, and what is made below takes
# `/rehab-xxxxxxxx/rehab-xxxxxxxx/kernel.json-prints`.
_LONGEST_FOLDER = 103 - len("/rehab-xxxxxxxx/rehab-xxxxxxxx/kernel.json-prints")
# Libraries that start threads of their own when they are imported must not, or forking is not safe.
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}


def can_fork() -> bool:
    """True where notebooks run in forked children; elsewhere stock kernels do the same work, more slowly.

    macOS can fork, but its own libraries do not survive it; what ends children with their run is Linux's own.
    """
    return sys.platform == "linux"


def memory_limit() -> int:
    """Bytes that a notebook may add, as REHAB_KERNEL_MEMORY_MB says; 0: no limit."""
    return int(os.environ.get(MEMORY_VARIABLE, "0")) << 20


def private_folder() -> Path | None:
    """Where this process may leave files that go with the run even if it is killed; None without a nursery."""
    address = os.environ.get(ADDRESS_VARIABLE)
    return Path(address).parent if address else None


def set_up(address: str, memory_mb: int, kernel: bool) -> dict[str, str]:
    """Variables for a process that runs notebooks: from which nursery, if any, within what limit, how."""
    found = {MEMORY_VARIABLE: str(memory_mb), KERNEL_VARIABLE: "1" if kernel else ""}
    return {**found, ADDRESS_VARIABLE: address, PROVISIONER_VARIABLE: PROVISIONER} if address else found


def socket_folder() -> Path:
    """Where folders with sockets in them are made: the system's own for temporary files, or a shorter one.

    The name of a socket holds about a hundred bytes, and a folder for temporary files may be named with more.
    """
    usual = Path(tempfile.gettempdir())
    shorter = (folder for folder in _SHORT_FOLDERS if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK))
    return usual if len(os.fsencode(usual)) <= _LONGEST_FOLDER else next(shorter, usual)


class NurseryError(RuntimeError):
    """The nursery gave no kernel; the message carries the end of its log."""

    def __init__(self, log: str) -> None:
        super().__init__(log)
        self.log = log

    def __str__(self) -> str:
        return f"{' / '.join(text(_NO_KERNEL, name) for name in LANGUAGES)}\n{self.log}"

    def in_language(self, language: str) -> str:
        """The message in one language, the log as it is."""
        return f"{text(_NO_KERNEL, language)}\n{self.log}"


@dataclass(frozen=True)
class Nursery:
    """A running nursery and its private folder, which it removes when it ends."""

    process: subprocess.Popen[bytes]
    folder: Path

    @classmethod
    def start(cls) -> Self:
        """Start importing in the background; kernels may be asked for at once, and come when it is done."""
        folder = Path(tempfile.mkdtemp(prefix="rehab-", dir=socket_folder()))
        with (folder / _LOG).open("wb") as log, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            # Requests that come while imports are still running wait in the backlog.
            listener.bind(str(folder / _SOCKET))
            listener.listen(socket.SOMAXCONN)
            process = subprocess.Popen(
                [sys.executable, "-m", _SERVER, str(listener.fileno()), str(folder)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**os.environ, **ONE_THREAD},
                pass_fds=(listener.fileno(),),
                # What is sent to the run's process group does not reach the guard, which ends the rest.
                start_new_session=True,
            )
        return cls(process, folder)

    @property
    def address(self) -> str:
        """Where kernels are asked for."""
        return str(self.folder / _SOCKET)

    def leave(self) -> None:
        """Have it end, with everything that it has forked."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def close(self) -> None:
        """End it, with everything that it has forked."""
        self.leave()
        self.process.wait(_ENDING_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Usage:
    """What a child used, and how it ended (as `subprocess` has it: a status, or less than 0 by a signal).

    Its peak memory includes what it shares with the nursery. `is_beyond` where it was ended because it held more memory
    than it may, together with what it had started.
    """

    cpu_seconds: float
    peak_bytes: int
    status: int
    is_beyond: bool = False


class ForkedChild:
    """A process forked from the nursery, handled as a `subprocess.Popen` is, by jupyter_client too.

    Raises NurseryError where there is none to be had.
    """

    stdin = stdout = stderr = None
    # Of the child that ended last: a worker runs one notebook at a time, and nothing else tells of it.
    latest_usage: ClassVar[Usage | None] = None

    def __init__(self, address: str, request: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        self.returncode: int | None = None
        self._pid: int | None = None
        self._address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line = json.dumps(request).encode() + b"\n"
        try:
            self._socket.connect(address)
            # Descriptors travel with the first byte, and only with it.
            sent = socket.send_fds(self._socket, [line], list(descriptors)) if descriptors else 0
            self._socket.sendall(line[sent:])
        except OSError as error:
            self._socket.close()
            raise self._refused() from error

    def _refused(self) -> NurseryError:
        return NurseryError(_end_of_log(Path(self._address).parent))

    @property
    def pid(self) -> int:
        """Its number, once the nursery is ready and has forked it."""
        if self._pid is None:
            try:
                self._socket.settimeout(None)
                self._pid = int(self._line()["pid"])
            except (OSError, ValueError) as error:
                self._socket.close()
                raise self._refused() from error
        return self._pid

    def _line(self) -> dict[str, Any]:
        received = b""
        while not received.endswith(b"\n"):
            # The next line is for another time.
            piece = self._socket.recv(1)
            if not piece:
                raise ValueError(received)
            received += piece
        answer: dict[str, Any] = json.loads(received)
        return answer

    def fileno(self) -> int:
        """The descriptor that becomes readable when the kernel ends."""
        return self._socket.fileno()

    def poll(self) -> int | None:
        """Exit status, or None while it runs."""
        if self.returncode is None:
            assert self.pid
            try:
                self._socket.settimeout(0)
                self._socket.recv(1, socket.MSG_PEEK)
            except (BlockingIOError, TimeoutError):
                return None
            self.wait()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        if self.returncode is None:
            assert self.pid
            self._socket.settimeout(timeout)
            try:
                last = self._line()
            except (ValueError, ConnectionResetError):
                # The nursery itself is gone, and every kernel with it.
                last = {"exit": -signal.SIGKILL, "peak_kb": 0, "cpu_seconds": 0.0, "is_beyond": False}
            self._socket.close()
            self.returncode = int(last["exit"])
            peak_bytes = int(last["peak_kb"]) * 1024
            used = Usage(float(last["cpu_seconds"]), peak_bytes, self.returncode, bool(last["is_beyond"]))
            ForkedChild.latest_usage = used
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send it a signal."""
        if self.returncode is None:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        """End it at once, with all that it has started; the nursery does, for whom its number is still its own."""
        if self.returncode is None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Let go of it: nobody will ask how it ended."""
        self._socket.close()

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _end_of_log(folder: Path) -> str:
    log = folder / _LOG
    written = log.read_text("utf-8", errors="replace") if log.exists() else ""
    return written[-_SHOWN_LOG:]
