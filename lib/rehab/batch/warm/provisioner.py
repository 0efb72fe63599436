"""jupyter_client's slot for who starts kernels: forked from the nursery where there is one, else as always."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from rehab.batch.warm.nursery import ADDRESS_VARIABLE, MEMORY_VARIABLE, ForkedKernel

_LAUNCHER = "ipykernel_launcher"
# What a batch runs is no history of any person.
_ARGUMENTS = ("--HistoryManager.enabled=False",)
_MEGABYTE = 1 << 20
_DYING_SECONDS = 10


@dataclass(frozen=True)
class Usage:
    """What a kernel used; its peak memory includes what it shares with the nursery."""

    cpu_seconds: float
    peak_bytes: int


class ForkedProvisioner(LocalProvisioner):
    """Kernels of this very Python come from the nursery named in REHAB_NURSERY; all others start as usual."""

    # Of the kernel that ended last: a worker runs one notebook at a time, and nothing else tells of it.
    latest_usage: ClassVar[Usage | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; its process group is its own, as with a stock kernel."""
        address = os.environ.get(ADDRESS_VARIABLE, "")
        if not address or _LAUNCHER not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        kernel = ForkedKernel(
            address,
            [*cmd[cmd.index(_LAUNCHER) + 1 :], *_ARGUMENTS],
            str(kwargs.get("cwd") or Path.cwd()),
            dict(kwargs.get("env") or os.environ),
            int(os.environ.get(MEMORY_VARIABLE, "0")) * _MEGABYTE,
        )
        self.process = kernel
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and see it end: jupyter_client would look only ten times a second."""
        kernel = self.process
        await super().kill(restart)
        if isinstance(kernel, ForkedKernel):
            kernel.wait(_DYING_SECONDS)
            ForkedProvisioner.latest_usage = Usage(kernel.cpu_seconds, kernel.peak_bytes)
