"""jupyter_client's slot for who talks to a kernel: the stock client without its fixed pauses."""

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient

_ASK_AGAIN_SECONDS = 0.2


class PromptClient(AsyncKernelClient):
    """Knows that a kernel is ready by its answer, where the stock client waits for 0.2 s of silence after it.

    Leaves a kernel that has been ended at once, where the stock client offers it its last heartbeats for 0.1 s.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered on both channels.

        Raises RuntimeError when it has died or does not answer within `timeout` seconds.
        """
        end = time.monotonic() + timeout if timeout is not None else float("inf")
        while time.monotonic() < end:
            asked = self.kernel_info()
            if await self._said_idle(asked):
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

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
