"""However a run ends, nothing of it is left; and while it is at work, nobody can reach it through a port."""

import os
import select
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from places import CHECKOUT, Place
from rehab.batch.warm.nursery import ForkedChild, Nursery

# A guard for a busy machine: what is left behind stays for good.
LONGEST_SECONDS = 60
STARTING_SECONDS = 120
# A notebook at work, with a program it has started and one that has left its group, as a server would.
AT_WORK = """
import subprocess, threading
subprocess.Popen(["sleep", "600"])
subprocess.Popen(["sleep", "600"], start_new_session=True)
with open({fifo!r}, "w") as told:
    told.write("at work")
threading.Event().wait()
"""


class Started:
    """A run whose one notebook is at work."""

    def __init__(self, folder: Path, temporary: Path, *options: str) -> None:
        place = Place.make(folder / "project", "67")
        fifo = folder / "at-work"
        os.mkfifo(fifo)
        place.edit_notebook(AT_WORK.format(fifo=str(fifo)))
        told = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        self.temporary = temporary
        self.run = place.start("--jobs", 1, *options, TMPDIR=str(temporary))
        readable, _, _ = select.select([told], [], [], STARTING_SECONDS)
        os.close(told)
        assert readable, self.run.communicate(timeout=1)
        self.processes = [psutil.Process(self.run.pid), *psutil.Process(self.run.pid).children(recursive=True)]

    def nursery(self) -> psutil.Process:
        """Whose parent, the guard, is of the same program."""
        return next(p for p in self.processes if p.children() and "rehab.batch.warm.server" in p.parent().cmdline())

    def left(self, strays: list[psutil.Process]) -> tuple[str, list[psutil.Process]]:
        """What the run said in the end, and what is still there a while later, but for `strays`."""
        _, said = self.run.communicate(timeout=STARTING_SECONDS)
        awaited = [process for process in self.processes if process not in strays]
        return said, psutil.wait_procs(awaited, timeout=LONGEST_SECONDS)[1]


ENDS: dict[str, Callable[[Started], None]] = {
    "killed": lambda started: started.run.kill(),
    "ended, as by timeout": lambda started: started.run.terminate(),
    "hung up, as by a terminal that is closed": lambda started: started.run.send_signal(signal.SIGHUP),
    "interrupted": lambda started: started.run.send_signal(signal.SIGINT),
    "killed with its group": lambda started: os.killpg(started.run.pid, signal.SIGKILL),
    "left without nursery": lambda started: started.nursery().kill(),
    "left without guard": lambda started: started.nursery().parent().kill(),
}
# Whoever is killed with the guard alone to look after them is looked after by nobody else.
UNGUARDED = "left without guard"


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder whose name is short: a local socket's place has at most 107 characters."""
    with TemporaryDirectory(prefix="left-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def ports_of(process: psutil.Process) -> list[object]:
    """Where a process listens or is connected, but for local sockets; nowhere once it is gone."""
    with suppress(psutil.NoSuchProcess):
        return list(process.net_connections(kind="inet"))
    return []


IN_WORDS = ("ended, as by timeout", "hung up, as by a terminal that is closed", "interrupted")


@pytest.mark.part(2)
@pytest.mark.parametrize(
    ("end", "options"), [*((name, ()) for name in ENDS), ("killed", ("--kernel",)), ("interrupted", ("--kernel",))]
)
def test_no_process_of_a_run_listens_at_a_port_and_none_is_left_when_it_is(
    tmp_path: Path, temporary: Path, end: str, options: tuple[str, ...]
):
    started = Started(tmp_path, temporary, *options)
    assert len(started.processes) >= 7
    assert [port for process in started.processes for port in ports_of(process)] == []
    strays = [process for process in started.processes if process.name() == "sleep"] if end == UNGUARDED else []
    ENDS[end](started)
    said, left = started.left(strays)
    for stray in strays:
        stray.kill()
    assert left == []
    if end != UNGUARDED:
        assert list(started.temporary.glob("rehab-*")) == []
    if end in IN_WORDS:
        assert started.run.returncode == 2
        assert "Đã dừng theo yêu cầu" in said
        assert "Traceback" not in said


def test_the_nursery_outlives_whoever_leaves_while_asking():
    with Nursery.start() as nursery:
        # A child that has ended, of an asker that is gone: the nursery, busy until then, hears of both at once.
        for _ in range(5):
            child = ForkedChild(nursery.address, {"role": "reader", "cwd": "/nowhere", "env": {}, "memory_bytes": 0})
            with suppress(psutil.NoSuchProcess):
                while psutil.Process(child.pid).status() != psutil.STATUS_ZOMBIE:
                    continue
            child.kill()
        for said in (
            b"",
            b"{",
            b"nonsense\n",
            b'{"role": "nobody"}\n',
            b"[]\n",
            b"{}\n",
            b'{"role": "cells", "cwd": "/"',
        ):
            with socket.socket(socket.AF_UNIX) as asking:
                asking.connect(nursery.address)
                asking.sendall(said)
        request = {"role": "kernel", "arguments": ["--version"], "cwd": "/", "env": {}, "memory_bytes": 0}
        assert ForkedChild(nursery.address, request).pid > 0


def test_a_nursery_that_cannot_start_says_why(tmp_path: Path):
    (tmp_path / "ipykernel.py").write_text("raise ImportError('no such luck')", encoding="utf-8")
    place = Place.make(tmp_path / "project", "67")
    run = place.start("--jobs", 1, PYTHONPATH=os.pathsep.join((str(tmp_path), str(CHECKOUT / "lib"))))
    _, said = run.communicate(timeout=STARTING_SECONDS)
    assert run.returncode == 2
    assert "no such luck" in said
