"""jupyter_client's slot for who talks to a kernel: the stock client without its fixed pauses."""

import time
from contextlib import suppress
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

from rehab.batch.warm.cells import MEGABYTE, MOST_OUTPUT_BYTES, TooMuchOutputError

_WELCOME = "iopub_welcome"
_ASK_AGAIN_SECONDS = 0.2
# How soon a socket that the kernel has not opened yet is tried again; the stock client waits for 100 ms.
_CONNECT_AGAIN_MILLISECONDS = 5


class _Outputs(AsyncZMQSocketChannel):
    """What a notebook shows, counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken_bytes = 0

    async def _recv(self, **kwargs: Any) -> dict[str, Any]:
        parts = await self.socket.recv_multipart(**kwargs)
        self.taken_bytes += sum(map(len, parts))
        _, message = self.session.feed_identities(parts)
        return self.session.deserialize(message)

    def refuse_flood(self) -> None:
        """Raises TooMuchOutputError once more was shown than a notebook may."""
        if self.taken_bytes > MOST_OUTPUT_BYTES:
            raise TooMuchOutputError(f"> {MOST_OUTPUT_BYTES // MEGABYTE} MB")


class _Replies(AsyncZMQSocketChannel):
    """What a cell comes to; a notebook that floods its outputs gives no reply, and may never end by itself."""

    outputs: _Outputs | None = None

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """The next message. Raises TooMuchOutputError in place of one; queue.Empty where none comes in time."""
        end = time.monotonic() + timeout if timeout is not None else float("inf")
        while True:
            left = end - time.monotonic()
            try:
                return await super().get_msg(max(0.0, min(left, _ASK_AGAIN_SECONDS)))
            except Empty:
                if left <= _ASK_AGAIN_SECONDS:
                    raise
            if self.outputs is not None:
                self.outputs.refuse_flood()


class PromptClient(AsyncKernelClient):
    """Knows that a kernel is ready by its answer, where the stock client waits for 0.2 s of silence after it.

    Leaves a kernel that has been ended at once, where the stock client offers it its last heartbeats for 0.1 s.
    """

    shell_channel_class = Type(_Replies)
    iopub_channel_class = Type(_Outputs)

    def start_channels(self, *args: Any, **kwargs: Any) -> None:
        """Connect, to a kernel that is still starting too."""
        self.context.setsockopt(zmq.RECONNECT_IVL, _CONNECT_AGAIN_MILLISECONDS)
        super().start_channels(*args, **kwargs)
        if isinstance(self.shell_channel, _Replies) and isinstance(self.iopub_channel, _Outputs):
            self.shell_channel.outputs = self.iopub_channel

    def refuse_flood(self) -> None:
        """Raises TooMuchOutputError once the notebook showed more than it may."""
        if isinstance(self.iopub_channel, _Outputs):
            self.iopub_channel.refuse_flood()

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered on both channels.

        Raises RuntimeError when it has died or does not answer within `timeout` seconds.
        """
        end = time.monotonic() + timeout if timeout is not None else float("inf")
        await self._welcomed()
        while time.monotonic() < end:
            asked = self.kernel_info()
            if await self._said_idle(asked):
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _welcomed(self) -> None:
        """Wait for the kernel's word that this client hears it: what it says before that is lost."""
        # Kernels before ipykernel 7 say nothing: they are asked until they answer.
        with suppress(Empty):
            while (await self.get_iopub_msg(timeout=_ASK_AGAIN_SECONDS))["msg_type"] != _WELCOME:
                continue

    async def _said_idle(self, asked: str) -> bool:
        """True once the answer to a request, and the end of its work, are there; False where they do not come."""
        idle = answered = False
        try:
            while not answered:
                answered = _is_answer(await self.get_shell_msg(timeout=_ASK_AGAIN_SECONDS), asked)
            while not idle:
                message = await self.get_iopub_msg(timeout=_ASK_AGAIN_SECONDS)
                idle = _is_answer(message, asked) and message["content"].get("execution_state") == "idle"
        except Empty:
            return False
        return True

    def stop_channels(self) -> None:
        """Stop all channels; what was still unsent is for a kernel that is no more."""
        for channel in (
            self.shell_channel, self.iopub_channel, self.stdin_channel, self.hb_channel, self.control_channel
        ):  # fmt: skip
            if channel.is_alive():
                channel.stop()
        if not self.context.closed:
            self.context.destroy(linger=0)


def _is_answer(message: dict[str, Any], asked: str) -> bool:
    return bool(message["parent_header"].get("msg_id") == asked)
