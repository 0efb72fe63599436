"""Workers on a machine that cannot fork: processes that do tasks side by side, replaced when one dies."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from rehab.batch.warm.nursery import set_up

MOST_TRIES = 3
# Tasks handed out ahead of time, for each worker: enough that none waits, few enough to keep memory flat.
_AHEAD = 2


class WorkerDiedError(RuntimeError):
    """A task whose worker died every time it was tried."""


class NotSharedError(RuntimeError):
    """What a worker says that it has written is not where this process sees it: they do not share the folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class Executor(Protocol):
    """Whoever does tasks; answers come in the order in which they are done."""

    def run(self, tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its answer, or with the exception that it raised."""
        ...


def _perform(task: Any) -> Any:
    # Imported by the worker only: the run's own process would wait two seconds for pandas, which it does not need.
    from rehab.batch.work import perform

    return perform(task)


class LocalExecutor:
    """`jobs` worker processes on this machine, each of which imports for itself and starts stock kernels."""

    def __init__(self, jobs: int, memory_mb: int) -> None:
        self._jobs = jobs
        self._start = (memory_mb,)
        self._pool: ProcessPoolExecutor | None = None

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, multiprocessing.get_context("spawn"), _begin, self._start)
        return self._pool

    def start(self) -> None:
        """Have the workers import what they need while the run is still planning."""
        for _ in range(self._jobs):
            self._workers().submit(os.getpid)

    def run(self, tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its answer, or with the exception that it raised.

        A task whose worker dies is tried again, alone in doubt: WorkerDiedError after three times.
        """
        queue = iter(tasks)
        tries: dict[Any, int] = {}
        again: list[Any] = []
        running: dict[Future[Any], Any] = {}
        while True:
            room = (1 if again or tries else self._jobs * _AHEAD) - len(running)
            fresh = [again.pop()] if again and room > 0 else list(islice(queue, max(0, room)))
            for task in fresh:
                running[self._submit(task)] = task
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
                yield from self._after_death(running, tries, again)
                continue
            for future in done:
                task = running.pop(future)
                tries.pop(task, None)
                yield task, future.exception() or future.result()

    def _submit(self, task: Any) -> Future[Any]:
        try:
            return self._workers().submit(_perform, task)
        except BrokenProcessPool:
            self._pool = None
            return self._workers().submit(_perform, task)

    def _after_death(
        self, running: dict[Future[Any], Any], tries: dict[Any, int], again: list[Any]
    ) -> Iterator[tuple[Any, Any]]:
        """One dead worker takes its pool with it: nobody knows whose task it was, so each is tried again, by itself."""
        self._pool = None
        wait(running)
        for future, task in running.items():
            error = future.exception()
            if not isinstance(error, BrokenProcessPool):
                yield task, error or future.result()
                continue
            tries[task] = tries.get(task, 0) + 1
            if tries[task] < MOST_TRIES:
                again.append(task)
            else:
                tries.pop(task)
                yield task, WorkerDiedError(str(error))
        running.clear()

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()


def _begin(memory_mb: int) -> None:
    """Prepare a worker process: what it needs, and that it does not outlive the run."""
    # Ctrl-C is for the run, which then ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import_module("rehab.batch.warm.workers").prepare_workers()
    os.environ.update(set_up("", memory_mb, kernel=True))
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    sys.stderr.flush()
    os._exit(1)
