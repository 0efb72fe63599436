"""jupyter_client's slot for who starts kernels: forked from the nursery where there is one, else as always."""

import os
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from rehab.batch.warm.nursery import ADDRESS_VARIABLE, ForkedChild, memory_limit

_LAUNCHER = "ipykernel_launcher"
# What a batch runs is no history of any person.
_ARGUMENTS = ("--HistoryManager.enabled=False",)
_DYING_SECONDS = 10


class ForkedProvisioner(LocalProvisioner):
    """Kernels of this very Python come from the nursery named in REHAB_NURSERY; all others start as usual."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel; its process group is its own, as with a stock kernel."""
        address = os.environ.get(ADDRESS_VARIABLE, "")
        if not address or _LAUNCHER not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        request = {
            "role": "kernel",
            "arguments": [*cmd[cmd.index(_LAUNCHER) + 1 :], *_ARGUMENTS],
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
            "env": dict(kwargs.get("env") or os.environ),
            "memory_bytes": memory_limit(),
        }
        kernel = ForkedChild(address, request)
        self.process = kernel
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and see it end: jupyter_client would look only ten times a second."""
        kernel = self.process
        await super().kill(restart)
        if isinstance(kernel, ForkedChild):
            kernel.wait(_DYING_SECONDS)
