"""Who does a run's tasks, by name: workers on this machine, or a Dask cluster."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache

from rehab.batch.pool import Executor, LocalExecutor
from rehab.batch.warm.nursery import Nursery, can_fork
from rehab.catalog.registry import Registry

LOCAL, DASK = "local", "dask"


@dataclass(frozen=True)
class Limits:
    """What one notebook may take, how many run side by side, and whether in kernels with sockets at all costs."""

    timeout_seconds: int
    memory_mb: int
    jobs: int
    kernel: bool = False


# Starts an executor with these limits, for a scheduler's address if one is given; what ends it goes onto the stack.
StartExecutor = Callable[[ExitStack, Limits, str], Executor]


def start_local(stack: ExitStack, limits: Limits, scheduler: str) -> Executor:
    """Warm worker processes on this machine."""
    if can_fork():
        # Needs Linux.
        from rehab.batch.warm.crew import ForkedExecutor

        nursery = stack.enter_context(Nursery.start())
        forked = ForkedExecutor(limits.jobs, nursery.address, limits.memory_mb, limits.kernel)
        stack.callback(forked.close)
        return forked
    local = LocalExecutor(limits.jobs, limits.memory_mb)
    stack.callback(local.close)
    local.start()
    return local


def start_dask(stack: ExitStack, limits: Limits, scheduler: str) -> Executor:
    """Workers of the Dask cluster at an address, or of one started here.

    Raises ClusterError.
    """
    # Dask is an extra.
    from rehab.batch.cluster import DaskExecutor

    cluster = DaskExecutor(scheduler, limits.jobs, limits.memory_mb, limits.kernel)
    stack.callback(cluster.close)
    return cluster


@cache
def executors() -> Registry[StartExecutor]:
    """Executors by name; others are entry points of the group `rehab.executors`.

    >>> executors().names()[:2]
    ('local', 'dask')
    """
    return Registry("rehab.executors", lambda: {LOCAL: start_local, DASK: start_dask})
