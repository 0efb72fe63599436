"""Workers on many machines: the same tasks on Dask distributed, tried again elsewhere when a worker dies."""

import atexit
import logging
import os
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from rehab.batch.pool import MOST_TRIES, WorkerDiedError
from rehab.batch.warm.nursery import Nursery, can_fork, set_up

if TYPE_CHECKING:
    from distributed import Client

# Tasks handed to the scheduler ahead of time, for each thread of the cluster.
_AHEAD = 3
_PATIENCE_SECONDS = 20


class ClusterError(RuntimeError):
    """There is no scheduler at the address given, or not any more; without address, no Dask at all."""

    def __init__(self, address: str = "") -> None:
        super().__init__(address or "distributed")
        self.address = address


class DaskExecutor:
    """Tasks on the Dask cluster of a scheduler, or on one of `jobs` processes on this machine where none is named.

    All machines must see the project's folders at the same paths. Raises ClusterError.
    """

    def __init__(self, scheduler: str, jobs: int, memory_mb: int, kernel: bool) -> None:
        self._settings = (memory_mb, kernel)
        self._cluster, self._client = _connect(scheduler, jobs)
        self._address = str(self._client.scheduler.address)

    def run(self, tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its answer, or with the exception that it raised; WorkerDiedError after three dead workers.

        Raises ClusterError when the scheduler goes away.
        """
        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        queue = iter(tasks)
        threads = max(1, sum(self._client.nthreads().values()))
        running = {self._submit(task): task for task in islice(queue, threads * _AHEAD)}
        if not running:
            return
        answers = as_completed(list(running), loop=self._client.loop, raise_errors=False)
        for future in answers:
            task = running.pop(future)
            error = future.exception()
            if isinstance(error, KilledWorker):
                error = WorkerDiedError(str(error))
            if future.cancelled():
                raise ClusterError(self._address)
            yield task, error or future.result()
            # Let go of the answer at once: the scheduler and this process forget it.
            future.release()
            for fresh in islice(queue, 1):
                submitted = self._submit(fresh)
                running[submitted] = fresh
                answers.add(submitted)

    def _submit(self, task: Any) -> Any:
        return self._client.submit(perform_warm, task, *self._settings, pure=False, retries=MOST_TRIES)

    def close(self) -> None:
        """Let go of the cluster; one that was started here ends."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


def _connect(scheduler: str, jobs: int) -> "tuple[Any, Client]":
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ClusterError from error
    # A worker that dies takes no blame for the tasks that wait on it until it has died often.
    dask.config.set({"distributed.scheduler.allowed-failures": MOST_TRIES})
    if scheduler:
        try:
            return None, Client(scheduler, timeout=_PATIENCE_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(scheduler) from error
    # On a busy machine workers end a little late: Dask's warning of it says nothing about the pages, which are done.
    cluster = LocalCluster(
        n_workers=jobs, threads_per_worker=1, dashboard_address=None, memory_limit=0, silence_logs=logging.ERROR
    )
    return cluster, Client(cluster, set_as_default=False)


def perform_warm(task: Any, memory_mb: int, kernel: bool) -> Any:
    """Do a task in a Dask worker, with notebooks from the worker's own nursery."""
    _prepare(memory_mb, kernel)
    from rehab.batch.work import perform

    return perform(task)


@cache
def _prepare(memory_mb: int, kernel: bool) -> None:
    address = ""
    if can_fork():
        nursery = Nursery.start()
        # Not waited for: a worker has a few seconds to end in. If it is killed instead, the nursery ends as well.
        atexit.register(nursery.leave)
        address = nursery.address
    os.environ.update(set_up(address, memory_mb, kernel))
