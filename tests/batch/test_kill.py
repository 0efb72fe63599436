"""A run that is killed at any moment leaves whole files and nothing running, and the next run completes it.

`REHAB_KILLS=100` kills more often; `REHAB_SEED` repeats the moments of an earlier test.
"""

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import psutil
import pyarrow.parquet as pq
import pytest

from places import KeptWorkers, Place

KILLS = int(os.environ.get("REHAB_KILLS", "1"))
SEED = int(os.environ.get("REHAB_SEED", "2020"))
CODES = ("04", "11", "67")
# How long what is left of a killed run may take to notice that it is alone.
LONGEST_SECONDS = 120


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """What an undisturbed run builds, and how many seconds it takes."""
    place = Place.make(tmp_path_factory.mktemp("undisturbed") / "project", *CODES)
    start = time.perf_counter()
    assert place.rehab_run("--jobs", 2).returncode == 0
    return place.results(), time.perf_counter() - start


def left_of(run: psutil.Process) -> list[psutil.Process]:
    """Everything that a run has started, kernels in groups of their own among them."""
    return [run, *run.children(recursive=True)]


def assert_whole(path: Path) -> None:
    """Parse a file to its end, by its kind."""
    if path.suffix == ".html":
        assert path.read_text("utf-8").rstrip().endswith("</html>"), path
        HTMLParser().feed(path.read_text("utf-8"))
    elif path.suffix == ".csv":
        pd.read_csv(path)
    elif path.suffix == ".parquet":
        pq.read_table(path)
    elif path.suffix in (".json", ".ipynb"):
        json.loads(path.read_text("utf-8"))


def finished(place: Place) -> list[Path]:
    """The files that say they are done."""
    built = [path for folder in ("briefs", "data/processed") for path in (place.root / folder).rglob("*")]
    return [p for p in built if p.is_file() and ".unfinished-" not in p.relative_to(place.root).as_posix()]


# Its main process killed, ended, hung up; or its whole group.
ENDS: dict[str, Callable[[int], None]] = {
    "SIGKILL": lambda pid: os.kill(pid, signal.SIGKILL),
    "SIGTERM": lambda pid: os.kill(pid, signal.SIGTERM),
    "SIGHUP": lambda pid: os.kill(pid, signal.SIGHUP),
    "SIGKILL to the group": lambda pid: os.killpg(pid, signal.SIGKILL),
}


def ports_of(process: psutil.Process) -> list[object]:
    """Where a process listens or is connected, but for local sockets; nowhere once it is gone."""
    with suppress(psutil.NoSuchProcess):
        return list(process.net_connections(kind="inet"))
    return []


def kill_after(place: Place, seconds: float, end: str, temporary: str) -> list[psutil.Process]:
    """Start a run, end it after so many seconds (or find it done); all processes it had, none of them at a port."""
    run = place.start("--jobs", 2, TMPDIR=temporary)
    try:
        run.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        found = left_of(psutil.Process(run.pid))
        assert [port for process in found for port in ports_of(process)] == []
        ENDS[end](run.pid)
        run.communicate()
        return found
    return []


def test_a_run_killed_at_any_moment_is_completed_by_the_next_with_the_same_bytes(undisturbed, workers, tmp_path):
    expected, seconds = undisturbed
    moments = random.Random(SEED)
    print(f"REHAB_SEED={SEED}")
    first = moments.randrange(len(ENDS))
    for number in range(KILLS):
        place = Place.make(tmp_path / str(number) / "project", *CODES)
        end = list(ENDS)[(first + number) % len(ENDS)]
        print(end)
        # A local socket's place has at most 107 characters: a folder with a short name.
        with TemporaryDirectory(prefix="kill-") as temporary:
            processes = kill_after(place, moments.uniform(0.05, 1) * seconds, end, temporary)
            _, alive = psutil.wait_procs(processes, timeout=LONGEST_SECONDS)
            assert alive == []
            assert [path.name for path in Path(temporary).iterdir()] == []
        for path in finished(place):
            assert_whole(path)
        assert [outcome.error for outcome in workers.build(place)] == [""] * len(CODES)
        assert place.results() == expected
        assert list(place.root.rglob(".unfinished-*")) == []
        assert [path.name for path in place.root.rglob("*.jsonl")] == []


class KilledError(BaseException):
    """The moment at which a run is cut short."""


@pytest.mark.part(2)
@pytest.mark.parametrize("step", ["assemble", "index", "record", "reading"])
def test_tables_and_index_are_put_together_again_when_a_run_was_cut_short_before_its_last_steps(
    undisturbed, workers: KeptWorkers, tmp_path, monkeypatch, step: str
):
    """The earlier run's tables and index are there, and look finished."""
    place = Place.make(tmp_path / "project", *CODES)
    workers.build(place, "67")
    place.edit({"D19": 12345}, "04-cao-bang.xlsx")
    changed = place.copied(tmp_path / "changed" / "project")
    workers.build(changed)
    places = {
        "assemble": "rehab.batch.run.Run._build",
        "index": "rehab.batch.run.Run._write_lists",
        "record": "rehab.batch.record.write_whole",
        "reading": "rehab.batch.readings.Readings._forget_gone",
    }

    def killed(*_: object) -> None:
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(places[step], killed)
        with pytest.raises(KilledError):
            workers.build(place)
    workers.build(place)
    assert place.results() == changed.results()
    assert workers.build(place)[0].built is False


@pytest.mark.part(0)
def test_a_worker_that_is_killed_costs_no_page(undisturbed, tmp_path):
    place = Place.make(tmp_path / "project", *CODES)
    # The nursery forked its workers before any notebook.
    flag = place.kill_once("min(psutil.Process(os.getpid()).parent().children(), key=psutil.Process.create_time)")
    done = place.rehab_run("--jobs", 2)
    assert flag.exists()
    assert (done.returncode, done.stderr) == (0, "")
    pages = {name: page for name, page in undisturbed[0].items() if name.startswith("briefs/")}
    assert {name: page for name, page in place.results().items() if name.startswith("briefs/")} == pages
    assert {entry["status"] for entry in place.record().values()} == {"built"}
