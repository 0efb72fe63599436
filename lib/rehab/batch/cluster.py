"""Workers on many machines: the same tasks on Dask distributed, tried again elsewhere when a worker dies."""

import atexit
import logging
import os
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from rehab.batch.pool import MOST_TRIES, WorkerDiedError
from rehab.batch.warm.nursery import Nursery, can_fork, set_up
from rehab.catalog.texts import LANGUAGES, text

if TYPE_CHECKING:
    from distributed import Client

# Tasks handed to the scheduler ahead of time, for each thread of the cluster.
_AHEAD = 3
# Whoever waits longer is told for what; and after how long a scheduler that says nothing is taken for none.
_QUIET_SECONDS, _PATIENCE_SECONDS = 10, 20
_SECURE = "tls://"


class ClusterError(RuntimeError):
    """There is no scheduler at the address given, or not any more; without address, no Dask at all.

    Or else its workers cannot do this work, for the reason that is `missing` there.
    """

    def __init__(self, address: str = "", missing: str = "") -> None:
        super().__init__(address or "distributed", missing)
        self.address = address
        self.missing = missing


class DaskExecutor:
    """Tasks on the Dask cluster of a scheduler, or on one of `jobs` processes on this machine where none is named.

    All machines must see the project's folders at the same paths. Raises ClusterError.
    """

    def __init__(self, scheduler: str, jobs: int, memory_mb: int, kernel: bool) -> None:
        self._settings = (memory_mb, kernel)
        self._cluster, self._client = _connect(scheduler, jobs)
        self._address = str(self._client.scheduler.address)

    def _find_workers(self) -> None:
        """Wait for one that has this package, and say after a while what is waited for."""
        try:
            self._client.wait_for_workers(1, timeout=_QUIET_SECONDS)
        except TimeoutError:
            _say("run.no_workers", address=self._address)
            self._client.wait_for_workers(1)
        said = self._client.run(has_package, on_error="return")
        wrong = [str(answer) for answer in said.values() if answer is not True]
        if wrong:
            raise ClusterError(self._address, wrong[0])

    def run(self, tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its answer, or with the exception that it raised; WorkerDiedError after three dead workers.

        Raises ClusterError when the scheduler goes away, or where its workers lack this package.
        """
        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        queue = iter(tasks)
        self._find_workers()
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
        from distributed.security import Security
    except ImportError as error:
        raise ClusterError from error
    # A worker that dies takes no blame for the tasks that wait on it until it has died often.
    dask.config.set({"distributed.scheduler.allowed-failures": MOST_TRIES})
    if scheduler:
        if not scheduler.startswith(_SECURE):
            _say("run.no_tls", address=scheduler)
        waiting = threading.Timer(_QUIET_SECONDS, _say, ("run.waits_for_scheduler",), {"address": scheduler})
        waiting.start()
        try:
            return None, Client(scheduler, timeout=_PATIENCE_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(scheduler) from error
    try:
        security = Security.temporary()
    except ImportError as error:
        # Without it every user of this machine could run code through the scheduler's port.
        raise ClusterError from error
    # On a busy machine workers end a little late: Dask's warning of it says nothing about the pages, which are done.
    cluster = LocalCluster(
        n_workers=jobs,
        threads_per_worker=1,
        dashboard_address=None,
        memory_limit=0,
        silence_logs=logging.ERROR,
        security=security,
    )
    return cluster, Client(cluster, set_as_default=False)


def _say(key: str, **values: object) -> None:
    """To standard error, in both languages, whatever else goes on there."""
    logging.getLogger(__name__).warning(" / ".join(text(key, language, **values) for language in LANGUAGES))


def has_package() -> bool:
    """Done in a Dask worker: that it could be called there says it all."""
    return True


_own = threading.local()


def perform_warm(task: Any, memory_mb: int, kernel: bool) -> Any:
    """Do a task for a Dask worker, in a process forked for its thread: within its limits, and dying for itself.

    What goes wrong is the answer, too: Dask would try again whatever is raised.
    """
    address = _nursery(memory_mb, kernel)
    if not address:
        from rehab.batch.work import perform

        return perform(task)
    if not hasattr(_own, "crew"):
        # Needs Linux.
        from rehab.batch.warm.crew import ForkedExecutor

        _own.crew = ForkedExecutor(1, address, memory_mb, kernel, are_many=True)
    ((_, answer),) = _own.crew.run([task])
    return answer


@cache
def _nursery(memory_mb: int, kernel: bool) -> str:
    """Where this worker's processes are forked; empty on a machine that cannot."""
    address = ""
    if can_fork():
        nursery = Nursery.start()
        # Not waited for: a worker has a few seconds to end in. If it is killed instead, the nursery ends as well.
        atexit.register(nursery.leave)
        address = nursery.address
    os.environ.update(set_up(address, memory_mb, kernel))
    return address
