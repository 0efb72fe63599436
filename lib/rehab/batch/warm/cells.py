"""The worker's side of a kernel without sockets (`shell.py`): what nbclient needs of a kernel, over one pipe.

nbclient asks its client for messages and turns them into outputs, as with any kernel; so time limits, errors that are
allowed, updated displays and all the rest are nbclient's own.
"""

import asyncio
import base64
import codecs
import json
import os
import socket
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from queue import Empty
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from nbclient.exceptions import DeadKernelError

from rehab.batch.warm.nursery import CELLS, ForkedChild
from rehab.batch.warm.shell import AFTER_PRINT, FLUSHED, REPLY, SYNC

# As kernels do: what is printed shows while a cell is still at work.
_SHOWN_AFTER_SECONDS = 0.2
MEGABYTE = 1 << 20
MOST_OUTPUT_BYTES = 64 * MEGABYTE
_PIECE = 1 << 18


class TooMuchOutputError(RuntimeError):
    """A notebook prints or shows more than any page could hold."""


class _Printed:
    """One of the two pipes that a notebook prints into."""

    def __init__(self, name: str, descriptor: int, emit: Callable[[str, str], None]) -> None:
        os.set_blocking(descriptor, False)
        self.name, self.descriptor = name, descriptor
        self._emit = emit
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting: list[str] = []

    def read(self) -> int:
        """Take what is there; how many bytes, -1 once the pipe has been closed at its other end."""
        count = 0
        while True:
            try:
                piece = os.read(self.descriptor, _PIECE)
            except BlockingIOError:
                return count
            if not piece:
                return count or -1
            count += len(piece)
            self._waiting.append(self._decoder.decode(piece))

    def show(self) -> None:
        """Make one output of what was taken."""
        said = "".join(self._waiting)
        self._waiting.clear()
        if said:
            self._emit(self.name, said)


class _Channel:
    """Messages that wait to be asked for."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Any] = asyncio.Queue()

    def put(self, message: Any) -> None:
        """Add a message, or the exception that whoever asks for one shall get."""
        self._queue.put_nowait(message)

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message. Raises queue.Empty where none comes in time, DeadKernelError where none will come."""
        if self._queue.empty() and timeout is not None:
            try:
                message = await asyncio.wait_for(self._queue.get(), timeout)
            except TimeoutError as error:
                raise Empty from error
        else:
            message = await self._queue.get()
        if isinstance(message, Exception):
            raise message
        found: dict[str, Any] = message
        return found


class CellsClient:
    """A forked child that runs cells, as nbclient's kernel client."""

    def __init__(self, address: str, cwd: str, memory_bytes: int) -> None:
        self._connection, theirs = socket.socketpair()
        out, err = os.pipe(), os.pipe()
        try:
            self.child = ForkedChild(
                address,
                {"role": CELLS, "cwd": cwd, "env": dict(os.environ), "memory_bytes": memory_bytes},
                (theirs.fileno(), out[1], err[1]),
            )
            assert self.child.pid
        except BaseException:
            self._connection.close()
            os.close(out[0])
            os.close(err[0])
            raise
        finally:
            theirs.close()
            os.close(out[1])
            os.close(err[1])
        self.shell_channel, self.iopub_channel = _Channel(), _Channel()
        self.allow_stdin = False
        self._printed = {name: _Printed(name, pipe[0], self._emit) for name, pipe in (("stdout", out), ("stderr", err))}
        self._received = bytearray()
        self._taken = 0
        self._parent: dict[str, Any] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True, **_: Any) -> str:
        """Have a cell run; the id that its messages bear."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._connection.fileno(), self._readable)
            for printed in self._printed.values():
                self._loop.add_reader(printed.descriptor, self._printed_into, printed)
        self._parent = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request"}
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        request = json.dumps({"header": self._parent, "content": content}).encode() + b"\n"
        try:
            self._connection.sendall(request)
        except OSError:
            self._died()
        return str(self._parent["msg_id"])

    async def is_alive(self) -> bool:
        """True while the child lives."""
        return self.child.poll() is None

    def kernel_info(self) -> str:
        """Ask what language the kernel speaks: all know it."""
        asked = uuid.uuid4().hex
        content = {"status": "ok", "language_info": IPythonKernel.language_info}
        self.shell_channel.put({"parent_header": {"msg_id": asked}, "content": content})
        return asked

    def _readable(self) -> None:
        try:
            piece = self._connection.recv(_PIECE, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except ConnectionResetError:
            piece = b""
        if not piece:
            self._died()
            return
        self._count(len(piece))
        start = len(self._received)
        self._received += piece
        if piece.find(b"\n") < 0:
            return
        end = start + piece.rfind(b"\n") + 1
        lines = bytes(self._received[:end])
        del self._received[:end]
        for line in lines.splitlines():
            self._heard(json.loads(line))

    def _heard(self, message: dict[str, Any]) -> None:
        kind = message["msg_type"]
        waits = message.pop(SYNC, False)
        if waits or kind in AFTER_PRINT:
            self._show(read=waits or kind == REPLY)
        if waits:
            with suppress(OSError):
                self._connection.sendall(b"\n")
        if kind == FLUSHED:
            return
        message["buffers"] = [base64.b64decode(buffer) for buffer in message.get("buffers", ())]
        message["header"]["date"] = datetime.fromisoformat(message["header"]["date"])
        (self.shell_channel if kind == REPLY else self.iopub_channel).put(message)

    def _show(self, read: bool) -> None:
        """Make outputs of what was printed; what is in the pipes counts only while the notebook waits."""
        for printed in self._printed.values():
            if read:
                self._count(max(0, printed.read()))
            printed.show()

    def _printed_into(self, printed: _Printed) -> None:
        assert self._loop is not None
        # What was shown before this was printed comes before it.
        self._readable()
        count = printed.read()
        if count < 0:
            self._loop.remove_reader(printed.descriptor)
            return
        self._count(count)
        if self._timer is None:
            self._timer = self._loop.call_later(_SHOWN_AFTER_SECONDS, self._in_time)

    def _in_time(self) -> None:
        self._timer = None
        for printed in self._printed.values():
            printed.show()

    def _emit(self, name: str, said: str) -> None:
        now = datetime.now(UTC)
        header = {"msg_type": "stream", "date": now}
        content = {"name": name, "text": said}
        self.iopub_channel.put(
            {"msg_type": "stream", "header": header, "parent_header": self._parent, "content": content}
        )

    def _count(self, taken: int) -> None:
        self._taken += taken
        if self._taken > MOST_OUTPUT_BYTES:
            self._stop(TooMuchOutputError(f"> {MOST_OUTPUT_BYTES // MEGABYTE} MB"))

    def _died(self) -> None:
        self._stop(DeadKernelError("Kernel died"))

    def _stop(self, error: Exception) -> None:
        self._deaf()
        # Whoever waits for the reply raises it, and lets go of the rest.
        self.shell_channel.put(error)

    def _deaf(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._loop is not None and not self._loop.is_closed():
            for descriptor in (self._connection.fileno(), *(p.descriptor for p in self._printed.values())):
                if descriptor >= 0:
                    self._loop.remove_reader(descriptor)

    def close(self) -> None:
        """End the child and let go of it."""
        self._deaf()
        self.child.kill()
        self.child.wait()
        self._connection.close()
        for printed in self._printed.values():
            os.close(printed.descriptor)


class CellsManager:
    """The little that nbclient wants of a kernel's manager."""

    def __init__(self, client: CellsClient) -> None:
        self._client = client
        self.has_kernel = True

    def client(self) -> CellsClient:
        """The client."""
        return self._client
