"""A project in a temporary folder for benchmarks, and commands timed in it together with all memory they take.

Peaks are of samples taken every `PERIOD_SECONDS`: a kernel that lives for less may be missed. RSS counts what
processes share once for each of them; PSS (Linux only) counts it once, and is what a machine needs.
"""

import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

CHECKOUT = Path(__file__).resolve().parents[1]
NOTEBOOK = Path("notebooks") / "province_brief.ipynb"
KIND = "brief"
PERIOD_SECONDS = 0.5
MEBIBYTE = 1 << 20


@dataclass
class Peaks:
    """Most memory seen, in bytes: of the first process, of its largest descendant, of all by RSS and by PSS."""

    parent_bytes: int = 0
    worker_bytes: int = 0
    tree_rss_bytes: int = 0
    tree_pss_bytes: int = 0

    def sample(self, root: psutil.Process) -> None:
        """Look at all processes once."""
        with suppress(psutil.Error):
            own = root.memory_info().rss
            below = [found for child in root.children(recursive=True) if (found := _held(child))]
            self.parent_bytes = max(self.parent_bytes, own)
            self.worker_bytes = max([self.worker_bytes, *(rss for rss, _ in below)])
            self.tree_rss_bytes = max(self.tree_rss_bytes, own + sum(rss for rss, _ in below))
            self.tree_pss_bytes = max(self.tree_pss_bytes, _held(root)[1] + sum(pss for _, pss in below))


def _held(process: psutil.Process) -> tuple[int, int]:
    """RSS and PSS of a process; nothing of one that has just ended."""
    try:
        found = process.memory_full_info()
        return found.rss, getattr(found, "pss", 0)
    except psutil.Error:
        return 0, 0


@dataclass
class Timed:
    """What a piece of work took; `started` is seconds since 1970, to compare with times that others wrote down.

    `cpu_seconds`, of all processes that it started and waited for, hold on a busy machine too.
    """

    seconds: float
    started: float
    cpu_seconds: float
    peaks: Peaks = field(default_factory=Peaks)
    output: str = ""


def timed(work: Callable[[], str], root: psutil.Process | None = None) -> Timed:
    """Do a piece of work while the memory of `root` (this process, if none is given) is looked at."""
    process, peaks, over = root or psutil.Process(), Peaks(), threading.Event()

    def watch() -> None:
        peaks.sample(process)
        while not over.wait(PERIOD_SECONDS):
            peaks.sample(process)

    watcher = threading.Thread(target=watch)
    started, start, cpu = time.time(), time.perf_counter(), _cpu_of_children()
    watcher.start()
    try:
        output = work()
    finally:
        seconds = time.perf_counter() - start
        over.set()
        watcher.join()
    return Timed(seconds, started, _cpu_of_children() - cpu, peaks, output)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True)
class Trial:
    """A project at `root` with this checkout's notebook."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> "Trial":
        """A project without workbooks."""
        (root / NOTEBOOK).parent.mkdir(parents=True)
        shutil.copy(CHECKOUT / NOTEBOOK, root / NOTEBOOK)
        (root / "pyproject.toml").touch()
        return cls(root)

    @property
    def data(self) -> Path:
        """The folder with raw/ and processed/."""
        return self.root / "data"

    def put(self, collection: str, workbooks: Iterable[Path]) -> None:
        """Copy workbooks into a collection, with what people have set beside them."""
        folder = self.data / "raw" / collection
        folder.mkdir(parents=True, exist_ok=True)
        for path in workbooks:
            shutil.copy(path, folder)
        for path in (CHECKOUT / "data" / "raw" / collection).glob("*.toml"):
            shutil.copy(path, folder)

    def run(self, *options: object) -> Timed:
        """`rehab run` of the briefs, as a command of its own, from its start to its end; it must succeed."""
        code = "from rehab.cli import main; main()"
        return self.command(sys.executable, "-c", code, "run", "--kind", KIND, *map(str, options))

    def command(self, *words: str) -> Timed:
        """Any command in this project, with all memory that it and what it starts take; it must succeed."""
        with subprocess.Popen(
            words,
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT / "lib"), "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:

            def work() -> str:
                output, errors = process.communicate()
                if process.returncode != 0:
                    raise RuntimeError(f"{' '.join(words)}\n{output}{errors}")
                return output

            return timed(work, psutil.Process(process.pid))


def workbooks_of_all_provinces() -> dict[str, list[Path]]:
    """The checkout's workbooks by collection."""
    found: dict[str, list[Path]] = {}
    for path in sorted((CHECKOUT / "data" / "raw").glob("*/*")):
        if path.suffix in (".xlsx", ".xls", ".ods") and not path.name.startswith("~$"):
            found.setdefault(path.parent.name, []).append(path)
    return found


def machine() -> str:
    """Date, cores and load, without which no figure means anything."""
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg()) if hasattr(os, "getloadavg") else "?"
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, Python {python}, load (1, 5, 15 min) {load}"
