"""A kernel without sockets: IPython's shell, run in a forked child that talks to its worker through one pipe.

It is ipykernel's own kernel and shell, so that displays, magics, tracebacks and `input()` are what any notebook
knows; only where a kernel would send a message on a ZeroMQ socket, a line of JSON goes to the worker. What is printed
goes to descriptors 1 and 2 like that of any program, so subprocesses and C libraries are heard too.
"""

import asyncio
import base64
import fcntl
import json
import logging
import os
import socket
import sys
import termios
import threading
from importlib import import_module
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ipykernel.eventloops import enable_gui
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import UsageError
from IPython.core.profiledir import ProfileDir
from jupyter_client.session import Session
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

FLUSHED, REPLY, SYNC = "flushed", "execute_reply", "sync"
# Before these, what was printed until then is an output of its own.
AFTER_PRINT = frozenset({"execute_result", "display_data", "update_display_data", "clear_output", "error", REPLY})
_DEBUGGER = "debugpy"
_STREAMS = {"stdout": 1, "stderr": 2}
# What a batch runs is no history of any person.
_SETTINGS = Config({"HistoryManager": {"enabled": False}})


class LineSession(Session):
    """jupyter_client's slot for how messages are written: one line of JSON each."""

    wire = AnyTrait()

    def send(
        self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None, *args: Any, **kw: Any
    ) -> Any:
        """Send a message to the worker; from a process that the notebook has forked, nothing."""
        known = isinstance(msg_or_type, dict)
        message = msg_or_type if known else self.msg(msg_or_type, content, parent, metadata=kw.get("metadata"))
        if self.wire is not None:
            if message["msg_type"] in AFTER_PRINT and self.wire.is_unread():
                message = {**message, SYNC: True}
            line = self.pack(message)
            buffers = [base64.b64encode(bytes(buffer)).decode("ascii") for buffer in kw.get("buffers") or ()]
            if buffers:
                line = json.dumps({**json.loads(line), "buffers": buffers}).encode()
            self.wire.send(line, SYNC in message)
        return message


class Wire:
    """The worker's end of the line, as the kernel uses it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._process = os.getpid()
        # Threads of a notebook display and print too.
        self._lock = threading.RLock()

    def send(self, line: bytes, sync: bool) -> None:
        """Send one line, whole; where `sync`, wait until the worker has read it and all that was printed before it.

        A process that the notebook has forked must not talk in between.
        """
        if os.getpid() == self._process:
            with self._lock:
                self._connection.sendall(line + b"\n")
                if sync and not self._connection.recv(1):
                    # The worker is gone.
                    os._exit(1)

    def is_unread(self) -> bool:
        """True while something that was printed, also by other programs, waits for the worker."""
        waiting = bytearray(4)
        for descriptor in _STREAMS.values():
            fcntl.ioctl(descriptor, termios.FIONREAD, waiting)
            if any(waiting):
                return True
        return False


class Printed(TextIOWrapper):
    """`sys.stdout` of a notebook: what is flushed becomes an output at once, as with any kernel."""

    def __init__(self, name: str, wire: Wire) -> None:
        raw = BufferedWriter(FileIO(_STREAMS[name], "w", closefd=False))
        super().__init__(raw, "utf-8", "backslashreplace", line_buffering=True)
        self._said = json.dumps({"msg_type": FLUSHED, "name": name, SYNC: True}).encode()
        self._wire = wire
        self._is_fresh = False

    def write(self, text: str) -> int:
        """Print."""
        self._is_fresh = True
        return super().write(text)

    def flush(self) -> None:
        """Hand over all that was printed until now."""
        super().flush()
        if self._is_fresh:
            self._is_fresh = False
            self._wire.send(self._said, sync=True)


class CellsShell(ZMQInteractiveShell):
    """IPython's shell of kernels, which looks for its kernel in an application; here there is none."""

    def enable_gui(self, gui: Any = None) -> None:
        """As with any kernel: `%matplotlib inline` asks for it.

        Raises UsageError for a name that is unknown.
        """
        try:
            enable_gui(gui, self.kernel)
        except ValueError as error:
            raise UsageError(str(error)) from error
        self.active_eventloop = gui


class ShellKernel(IPythonKernel):
    """IPython's kernel, asked by its worker for one cell after another."""

    shell_class = Type(CellsShell)

    def begin(self, connection: socket.socket) -> None:
        """Take over the standard streams and the line to the worker; called in the forked child."""
        wire = Wire(connection)
        self.session.wire = wire
        self.session.pid = os.getpid()
        for name in _STREAMS:
            setattr(sys, name, Printed(name, wire))
        self.shell_channel_thread = SimpleNamespace(parent_thread=threading.current_thread())

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits behind a cell that failed: the worker sends the next one, or none."""

    async def execute_cell(self, request: dict[str, Any]) -> None:
        """Run a cell: its outputs, then the reply, go to the worker."""
        parent = {"header": request["header"], "metadata": {}, "content": request["content"]}
        self.set_parent([], parent)
        self.pre_handler_hook()
        self._publish_status("busy", "shell")
        await self.execute_request(None, [], parent)
        self._publish_status("idle", "shell")
        self.post_handler_hook()


def make_kernel(folder: Path) -> ShellKernel:
    """A kernel that has run nothing yet and reads nobody's configuration; made before forking, it is there at once."""
    _without_debugger()
    profile = ProfileDir.create_profile_dir(str(folder / "profile"))
    session = LineSession(key=b"")
    kernel = ShellKernel.instance(
        config=_SETTINGS,
        session=session,
        profile_dir=profile,
        iopub_socket=SimpleNamespace(),
        log=logging.getLogger(__name__),
    )
    kernel.shell.extension_manager.load_extension("storemagic")
    _prefer_interruptible_debugger()
    return kernel


def forget_kernel() -> None:
    """Make room for a kernel with sockets: there can be but one in a process."""
    ShellKernel.clear_instance()
    CellsShell.clear_instance()


def _without_debugger() -> None:
    """No one debugs a batch: JupyterLab's debugger takes long to import and warns on standard error."""
    if _DEBUGGER not in sys.modules:
        # Python's way to say that a module is not there; a notebook may import it all the same.
        sys.modules[_DEBUGGER] = None  # type: ignore[assignment]
        import_module("ipykernel.debugger")
        del sys.modules[_DEBUGGER]


def _prefer_interruptible_debugger() -> None:
    """As kernels do: IPython's debugger, which an interrupt ends, stands in for Python's own."""
    import pdb

    from IPython.core import debugger

    for place, name, stands_in in (
        (debugger, "Pdb", debugger.InterruptiblePdb),
        (pdb, "Pdb", debugger.InterruptiblePdb),
        (pdb, "set_trace", debugger.set_trace),
    ):
        setattr(place, name, stands_in)


def run_cells(kernel: ShellKernel, connection: socket.socket) -> None:
    """Run the cells that the worker sends, until it hangs up or a cell ends the kernel (`exit`)."""
    # Where the notebook lies comes first, as for any kernel.
    sys.path.insert(0, "")
    sys.argv = ["ipykernel_launcher"]
    kernel.begin(connection)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(_serve(kernel, connection))


async def _serve(kernel: ShellKernel, connection: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    kernel.io_loop = SimpleNamespace(call_later=lambda *_: None, stop=None)
    received = b""
    connection.setblocking(False)
    while not kernel.shell.exit_now:
        while b"\n" not in received:
            piece = await loop.sock_recv(connection, 1 << 16)
            if not piece:
                return
            received += piece
        line, _, received = received.partition(b"\n")
        connection.setblocking(True)
        await kernel.execute_cell(json.loads(line))
        connection.setblocking(False)
