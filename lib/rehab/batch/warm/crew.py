"""Workers forked from the nursery: each does one task after another, and one that dies costs nobody else's task."""

import os
import pickle
import socket
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from operator import length_hint
from typing import Any

from rehab.batch.pool import MOST_TRIES, WorkerDiedError
from rehab.batch.tasks import runs_notebook
from rehab.batch.warm.nursery import READER, WORKER, ForkedChild, set_up

# Tasks that a worker has at hand: while it does one, the next is there already.
_AT_HAND = 2
# From so many tasks on it pays that the nursery builds a whole made-up page before it forks.
_MANY = 4


class _Worker:
    """A forked process, and the tasks that it was given and has not answered, in their order.

    A reader is there as soon as workbooks can be read; it runs no notebooks.
    """

    def __init__(self, address: str, environment: dict[str, str], role: str, is_one_of_many: bool) -> None:
        ours, theirs = socket.socketpair()
        asked = {"role": role, "many": is_one_of_many}
        request = {**asked, "cwd": os.getcwd(), "env": environment, "memory_bytes": 0}  # noqa: PTH109
        with theirs:
            self.child = ForkedChild(address, request, (theirs.fileno(),))
        self.connection = Connection(ours.detach())
        self.tasks: deque[Any] = deque()
        self._role = role

    def is_fit(self, task: Any) -> bool:
        """True where it can do a task."""
        return self._role == WORKER or not runs_notebook(task)

    def give(self, task: Any) -> None:
        """Send a task; that the worker has died shows when it is asked for the answer."""
        self.tasks.append(task)
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(task)

    def close(self) -> None:
        """End it, whatever it is doing."""
        self.connection.close()
        self.child.kill()
        self.child.close()


class ForkedExecutor:
    """`jobs` worker processes from the nursery at an address, whose notebooks come from there too.

    Each is forked when there is a task for it, and gives way to another when the first notebook is to be run.
    `are_many` says that there will be many tasks, however few are given at a time.
    """

    def __init__(self, jobs: int, address: str, memory_mb: int, kernel: bool, are_many: bool = False) -> None:
        self._address = address
        self._environment = {**os.environ, **set_up(address, memory_mb, kernel)}
        self._are_many = are_many
        self._crew: list[_Worker | None] = [None] * jobs

    def run(self, tasks: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each task with its answer, or with the exception that it raised; WorkerDiedError after three dead workers.

        Raises NurseryError where the nursery is gone.
        """
        self._are_many = self._are_many or length_hint(tasks, _MANY) >= _MANY
        queue = iter(tasks)
        tries: dict[Any, int] = {}
        again: deque[Any] = deque()
        while True:
            self._hand_out(queue, again)
            busy = {worker.connection: worker for worker in self._crew if worker and worker.tasks}
            if not busy:
                return
            for connection in wait(list(busy)):
                worker = busy[connection]  # type: ignore[index]
                try:
                    answer = worker.connection.recv()
                except (EOFError, ConnectionResetError):
                    yield from self._after_death(worker, tries, again)
                else:
                    yield worker.tasks.popleft(), answer

    def _hand_out(self, queue: Iterator[Any], again: deque[Any]) -> None:
        nothing = object()
        for at_hand in range(_AT_HAND):
            for place, worker in enumerate(self._crew):
                if worker is None or len(worker.tasks) <= at_hand:
                    task = again.popleft() if again else next(queue, nothing)
                    if task is nothing:
                        return
                    if not self._give(place, task):
                        again.appendleft(task)

    def _give(self, place: int, task: Any) -> bool:
        """Give a task to the worker in a place, or to another that takes its place; not while it reads something."""
        worker = self._crew[place]
        if worker is not None and not worker.is_fit(task):
            if worker.tasks:
                return False
            worker.close()
            worker = None
        if worker is None:
            role = WORKER if runs_notebook(task) else READER
            worker = self._crew[place] = _Worker(self._address, self._environment, role, self._are_many)
        worker.give(task)
        return True

    def _after_death(
        self, worker: _Worker, tries: dict[Any, int], again: deque[Any]
    ) -> Iterator[tuple[Any, WorkerDiedError]]:
        """Another takes its place; only the task that it was at counts as tried."""
        # Raises NurseryError where it never lived.
        status = worker.child.pid and worker.child.wait()
        worker.close()
        self._crew[self._crew.index(worker)] = None
        died_at, *untouched = worker.tasks
        tries[died_at] = tries.get(died_at, 0) + 1
        if tries[died_at] < MOST_TRIES:
            again.append(died_at)
        else:
            yield died_at, WorkerDiedError(f"{status}")
        again.extend(untouched)

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        for worker in self._crew:
            if worker:
                worker.close()


def do_tasks(descriptor: int) -> None:
    """In the forked process: do what is sent, until the run hangs up."""
    from rehab.batch.work import perform

    connection = Connection(descriptor)
    while True:
        try:
            task = connection.recv()
        except (EOFError, ConnectionResetError):
            return
        try:
            answer: Any = perform(task)
        except Exception as error:
            # Whatever it is, it is the answer: the run says what becomes of it.
            answer = error
        connection.send_bytes(_pickled(answer))


def _pickled(answer: Any) -> bytes:
    try:
        return bytes(ForkingPickler.dumps(answer))
    except (pickle.PicklingError, TypeError, AttributeError):
        return bytes(ForkingPickler.dumps(RuntimeError(repr(answer))))
