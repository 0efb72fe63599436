"""Workers of a Dask cluster build what local workers build, and one that is killed costs no page.

`REHAB_ALL=1` builds all 63 provinces.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import Client

from places import NAME, KeptWorkers, Place, environment
from rehab.batch.cluster import ClusterError, DaskExecutor, perform_warm
from rehab.batch.limits import OutOfTimeError
from rehab.batch.pool import NotSharedError
from rehab.batch.progress import Lines
from rehab.batch.readings import Readings
from rehab.batch.tasks import ReadTask
from rehab.batch.work import perform
from rehab.catalog.provinces import provinces

CODES = tuple(provinces()) if os.environ.get("REHAB_ALL") else ("04", "11", "67")
LONGEST_SECONDS = 120


@pytest.fixture(scope="module")
def expected(workers: KeptWorkers, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What local workers build."""
    place = Place.make(tmp_path_factory.mktemp("local") / "project", *CODES)
    workers.build(place)
    return place.results()


def dask(stack: ExitStack, folder: Path, program: str, *options: str) -> "subprocess.Popen[bytes]":
    """A program of Dask, started as on a machine of a cluster, in a folder that is not the project's."""
    module = f"distributed.cli.dask_{program}"
    process = subprocess.Popen(
        [sys.executable, "-m", module, "--scheduler-file", str(folder / "cluster.json"), *options],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(process.wait, LONGEST_SECONDS)
    stack.callback(process.terminate)
    return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, "list[subprocess.Popen[bytes]]"]]:
    """The address of a scheduler, and its two workers, which nobody starts again when they die."""
    with ExitStack() as stack:
        dask(stack, tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        options = ("--nthreads", "1", "--memory-limit", "0", "--no-nanny", "--no-dashboard")
        found = [dask(stack, tmp_path, "worker", *options) for _ in range(2)]
        with Client(scheduler_file=str(tmp_path / "cluster.json"), timeout=LONGEST_SECONDS) as client:
            client.wait_for_workers(2, LONGEST_SECONDS)
            address = client.scheduler.address
        yield address, found


def test_dask_builds_the_same_bytes_as_local_workers(expected, tmp_path):
    place = Place.make(tmp_path / "project", *CODES)
    done = place.rehab_run("--executor", "dask", "--jobs", 1)
    assert (done.returncode, done.stderr) == (0, "")
    assert place.results() == expected


def test_nobody_without_its_certificate_reaches_the_cluster_of_a_run(monkeypatch):
    executor = DaskExecutor("", 1, 0, kernel=False)
    try:
        place = executor._address
        assert place.startswith("tls://")
        with pytest.raises(OSError, match=r"reset|closed|imed out"):
            Client(place.replace("tls://", "tcp://"), timeout=3, set_as_default=False)
    finally:
        executor.close()
    # Where no certificate can be made there is no cluster, rather than one that is open to all.
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(ClusterError):
        DaskExecutor("", 1, 0, kernel=False)


@pytest.mark.part(0)
def test_a_worker_of_a_cluster_that_is_killed_for_good_costs_no_page(expected, cluster, tmp_path):
    address, processes = cluster
    place = Place.make(tmp_path / "project", *CODES)
    # The worker that waits for the kernel: its nursery is the worker's child.
    flag = place.kill_once("root")
    done = place.rehab_run("--scheduler", address, "--data", "data")
    assert flag.exists()
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("is not encrypted") == 1
    assert [process.poll() is None for process in processes].count(True) == 1
    assert place.results() == expected
    assert {entry["status"] for entry in place.record().values()} == {"built"}


def of_this_module() -> None:
    """What no worker of a cluster can import."""


def test_a_run_says_that_it_waits_for_workers_and_what_they_lack(tmp_path, monkeypatch, caplog):
    with ExitStack() as stack:
        dask(stack, tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        with Client(scheduler_file=str(tmp_path / "cluster.json"), timeout=LONGEST_SECONDS) as client:
            address = client.scheduler.address
        executor = DaskExecutor(address, 1, 0, kernel=False)
        stack.callback(executor.close)
        # No worker is there as fast.
        monkeypatch.setattr("rehab.batch.cluster._QUIET_SECONDS", 0.01)
        monkeypatch.setattr("rehab.batch.cluster.has_package", of_this_module)
        dask(stack, tmp_path, "worker", "--nthreads", "1", "--memory-limit", "0", "--no-nanny", "--no-dashboard")
        with pytest.raises(ClusterError) as raised:
            next(executor.run([1]))
    assert "has no workers yet" in caplog.text
    assert raised.value.address == address
    assert "No module named" in raised.value.missing


class Elsewhere:
    """Workers that write where nobody here sees it."""

    def run(self, tasks):
        for task in tasks:
            done = perform(replace(task, project=replace(task.project, data=Path(f"{task.project.data}-elsewhere"))))
            yield task, done


def test_what_a_worker_says_is_there_is_looked_for(tmp_path):
    place = Place.make(tmp_path / "project", "67")
    shutil.copytree(place.root / "data", place.root / "data-elsewhere")
    readings = Readings(place.project, NAME, force=False)
    with pytest.raises(NotSharedError, match="67-dak-nong"):
        readings.bring_up_to_date(Elsewhere, Lines(lambda _line: None, "vi", quiet=True))


def test_what_takes_too_long_in_a_worker_of_a_cluster_is_broken_off_there_too(tmp_path):
    """Dask does its tasks in threads, in which there are no alarms."""
    place = Place.make(tmp_path / "project", "67")
    task = ReadTask(place.project, NAME, ("67-dak-nong.xlsx",), timeout_seconds=0.01)
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(perform_warm, task, 2048, kernel=False).result()
    assert isinstance(answer, OutOfTimeError)
