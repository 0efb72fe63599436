"""The nursery's own process: imports once, then forks a kernel for whoever asks, and buries it.

It has one thread, so that forking is safe. A connection stands for a kernel: closed by the one who asked, the kernel
is killed; once the kernel has ended, its exit status and peak memory are sent and the connection is closed. When the
run that started the nursery ends, however it ends, its end of standard input closes, and everything here ends too.
"""

import json
import os
import selectors
import shutil
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

_LONGEST_REQUEST = 1 << 20


@dataclass
class _Child:
    pid: int
    connection: socket.socket


class NurseryServer:
    """Listens at a Unix socket and keeps account of the kernels it has forked."""

    def __init__(self, address: Path) -> None:
        self._address = address
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        # Requests that come while imports are still running wait in the backlog.
        self._listener.bind(str(address))
        self._listener.listen(socket.SOMAXCONN)
        self._children: dict[int, _Child] = {}
        self._selector = selectors.DefaultSelector()

    def serve(self) -> None:
        """Serve until standard input is closed, then end every kernel that is left."""
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        # Ctrl-C is for the run: it ends the workers, which end their kernels.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        self._selector.register(reader, selectors.EVENT_READ, lambda: self._bury(reader))
        self._selector.register(sys.stdin.fileno(), selectors.EVENT_READ, self._end)
        self._serving = True
        while self._serving:
            for key, _ in self._selector.select():
                key.data()
        for child in self._children.values():
            _kill(child.pid)
        shutil.rmtree(self._address.parent, ignore_errors=True)

    def _end(self) -> None:
        self._serving = False

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        request = _received(connection)
        if request is None:
            connection.close()
            return
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            self._become_kernel(connection, request)
        connection.sendall(json.dumps({"pid": pid}).encode() + b"\n")
        child = _Child(pid, connection)
        self._children[pid] = child
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._hung_up(child))

    def _hung_up(self, child: _Child) -> None:
        """Whoever asked for the kernel is gone: so is the kernel."""
        self._selector.unregister(child.connection)
        child.connection.close()
        _kill(child.pid)

    def _bury(self, reader: int) -> None:
        os.read(reader, 1 << 12)
        while self._children:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            child = self._children.pop(pid)
            if child.connection.fileno() < 0:
                continue
            cpu_seconds = usage.ru_utime + usage.ru_stime
            last = {
                "exit": os.waitstatus_to_exitcode(status),
                "peak_kb": usage.ru_maxrss,
                "cpu_seconds": cpu_seconds,
            }
            self._selector.unregister(child.connection)
            # It may be that nobody waits for this kernel any more.
            with suppress(BrokenPipeError, ConnectionResetError):
                child.connection.sendall(json.dumps(last).encode() + b"\n")
            child.connection.close()

    def _become_kernel(self, connection: socket.socket, request: dict[str, Any]) -> NoReturn:
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._selector.close()
            self._listener.close()
            connection.close()
            for child in self._children.values():
                child.connection.close()
            run_kernel(request)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)


def _received(connection: socket.socket) -> dict[str, Any] | None:
    """One request: a line of JSON; None where the asker left before it was whole."""
    received = b""
    while not received.endswith(b"\n") and len(received) < _LONGEST_REQUEST:
        piece = connection.recv(1 << 16)
        if not piece:
            return None
        received += piece
    request: dict[str, Any] = json.loads(received)
    return request


def _kill(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        # It has not made its own group yet, or is gone already.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def run_kernel(request: dict[str, Any]) -> None:
    """Be the kernel that a request describes, until it is shut down; called in a freshly forked process."""
    import resource

    import numpy
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    devnull = os.open(os.devnull, os.O_RDONLY)
    os.dup2(devnull, 0)
    # Python reseeds its own generator after a fork, numpy does not.
    numpy.random.seed()
    if request["memory_bytes"]:
        # Libraries reserve a gigabyte that they never touch: the limit is for what the notebook adds to it.
        most = _reserved_bytes() + request["memory_bytes"]
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    IPKernelApp.launch_instance(request["arguments"])


def _reserved_bytes() -> int:
    """Data and stack of this process as the limit counts them; 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text("ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0


def main() -> None:
    """Entry point: `python -m rehab.batch.warm.server ADDRESS`."""
    server = NurseryServer(Path(sys.argv[1]))
    from rehab.batch.warm.imports import warm_up

    warm_up()
    server.serve()


if __name__ == "__main__":
    main()
