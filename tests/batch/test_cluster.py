"""Workers of a Dask cluster build what local workers build, and one that is killed costs no page.

`REHAB_ALL=1` builds all 63 provinces.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from distributed import Client

from places import KeptWorkers, Place, environment
from rehab.catalog.provinces import provinces

CODES = tuple(provinces()) if os.environ.get("REHAB_ALL") else ("04", "11", "67")
LONGEST_SECONDS = 30


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


def test_a_worker_of_a_cluster_that_is_killed_for_good_costs_no_page(expected, cluster, tmp_path):
    address, processes = cluster
    place = Place.make(tmp_path / "project", *CODES)
    # The worker that waits for the kernel: its nursery is the worker's child.
    flag = place.kill_once("root")
    done = place.rehab_run("--scheduler", address, "--data", "data")
    assert flag.exists()
    assert done.returncode == 0, done.stderr
    assert [process.poll() is None for process in processes].count(True) == 1
    assert place.results() == expected
    assert {entry["status"] for entry in place.record().values()} == {"built"}
