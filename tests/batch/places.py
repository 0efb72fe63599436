"""A project in a folder of its own, with few workbooks, in which tests may run, kill and break what they like."""

import atexit
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from books import book_of
from rehab.batch.executors import Limits
from rehab.batch.plan import Options
from rehab.batch.progress import Lines
from rehab.batch.run import Outcome
from rehab.batch.session import Workers, run_collections
from rehab.catalog.kinds import Kind, default_kinds, kinds
from rehab.catalog.texts import text
from rehab.disclosure.settings import KEY
from rehab.store.project import Project, workbooks_in

CHECKOUT = Path(__file__).resolve().parents[2]
NAME = "trial"
REAL = "67-dak-nong.xlsx"
NOTEBOOK = kinds().get("brief").notebook
# What most tests build: how a run works is not told better by more kinds of pages.
BRIEF = (kinds().get("brief"),)
COMMAND = (sys.executable, "-c", "from rehab.cli import main; main()", "run")
# Held to be the same bytes; the record, Parquet and executed notebooks are not.
SAME_BYTES = (".html", ".csv", ".xlsx", "datapackage.json")


@dataclass(frozen=True)
class Place:
    """A project at `root`, as `rehab run` finds it from its working folder."""

    root: Path

    @classmethod
    def make(cls, root: Path, *codes: str, name: str = NAME) -> "Place":
        """A project with copies of the workbooks of some provinces."""
        place = cls(root)
        (root / "notebooks").mkdir(parents=True, exist_ok=True)
        for notebook in (CHECKOUT / "notebooks").glob("*.ipynb"):
            shutil.copy(notebook, root / "notebooks")
        (root / "pyproject.toml").touch()
        place.put(*codes, name=name)
        return place

    def put(self, *codes: str, name: str = NAME, mixed: bool = False) -> None:
        """Copy workbooks of provinces into a collection; the real one, where it is not alone, says that it is made up.

        Else it would be `mixed` with made-up ones, which no run builds.
        """
        folder = self.raw(name)
        folder.mkdir(parents=True, exist_ok=True)
        # Without it each place would draw one of its own, and with it what is withheld.
        (folder / KEY).write_text("0123456789abcdef" * 4 + "\n", encoding="utf-8")
        raw = CHECKOUT / "data" / "raw"
        known = [path for collection in raw.iterdir() if collection.is_dir() for path in workbooks_in(collection)]
        for code in codes:
            shutil.copy(next(path for path in known if path.name.startswith(f"{code}-")), folder)
        real = raw / "reported" / REAL
        if not mixed and {path.name for path in workbooks_in(folder)} > {REAL} and _same(folder / REAL, real):
            (folder / REAL).write_bytes(marked(real))
        # Projects that are compared must draw the same lots: each would draw a key of its own at its first run.
        shutil.copy(raw / "sample" / KEY, folder)

    def copied(self, root: Path) -> "Place":
        """All of it, with what was built, in another folder."""
        shutil.copytree(self.root, root)
        return Place(root)

    def raw(self, name: str = NAME) -> Path:
        """Workbooks."""
        return self.root / "data" / "raw" / name

    @property
    def processed(self) -> Path:
        """Tables."""
        return self.root / "data" / "processed" / NAME

    @property
    def briefs(self) -> Path:
        """Pages."""
        return self.root / "briefs" / NAME

    @property
    def notebook(self) -> Path:
        """The notebook."""
        return self.root / "notebooks" / NOTEBOOK

    @property
    def project(self) -> Project:
        """As code sees it."""
        return Project(self.root / "data", self.root / "briefs", self.root / "notebooks")

    def page(self, stem: str) -> str:
        """A page's HTML."""
        return (self.briefs / f"{stem}.html").read_text("utf-8")

    def record(self) -> dict[str, dict[str, Any]]:
        """Entries of run.json by key."""
        return _entries(self.briefs / "run.json")

    def memory(self) -> dict[str, dict[str, Any]]:
        """What the next run knows of the pages, by key."""
        return _entries(self.project.memory(NAME))

    def marks(self) -> dict[str, tuple[int, int]]:
        """What tells whether a page was written anew: its inode and time, by stem; the index is not among them."""
        pages = [path for path in self.briefs.glob("*.html") if not path.name.startswith("index")]
        return {path.stem: (path.stat().st_ino, path.stat().st_mtime_ns) for path in pages}

    def results(self) -> dict[str, bytes]:
        """Everything that must be the same bytes for the same inputs, by place."""
        built = [path for folder in ("briefs", "data/processed") for path in (self.root / folder).rglob("*")]
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(built)
            if path.is_file() and path.name.endswith(SAME_BYTES)
        }

    def edit(self, change: dict[str, Any], file: str = "01-ha-noi.xlsx", sheet: str = "Phụ lục 2") -> None:
        """Change cells of a workbook."""
        path = self.raw() / file
        book = book_of(path)
        for address, value in change.items():
            book[sheet][address] = value
        book.save(path)

    def edit_notebook(self, change: str, after: str = "brief.heading()") -> None:
        """Put lines of code behind a code cell."""
        notebook = json.loads(self.notebook.read_text("utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code" and "".join(cell["source"]) == after:
                cell["source"] = f"shown = {after}\n{change}\nshown"
        self.notebook.write_text(json.dumps(notebook), encoding="utf-8")

    def kill_once(self, victim: str) -> Path:
        """Have the first kernel kill the process that an expression names; the file that says that it did.

        In the expression `root` is what the notebook's nursery was started by.
        """
        flag = self.root.parent / "killed"
        self.edit_notebook(
            "import os, pathlib, psutil, signal\n"
            f"flag = pathlib.Path({str(flag)!r})\n"
            "if not flag.exists():\n"
            "    flag.touch()\n"
            "    root = psutil.Process(os.getpid())\n"
            "    while 'rehab.batch.warm.server' in root.cmdline():\n"
            "        root = root.parent()\n"
            f"    ({victim}).send_signal(signal.SIGKILL)"
        )
        return flag

    def rehab_run(self, *options: object, **settings: Any) -> subprocess.CompletedProcess[str]:
        """`rehab run` as a command of its own in this project."""
        return subprocess.run(
            [*COMMAND, *_asked(options)],
            cwd=self.root,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            **settings,
        )

    def start(self, *options: object, **variables: str) -> subprocess.Popen[str]:
        """The same command, left running in a process group of its own, with variables of its own."""
        return subprocess.Popen(
            [*COMMAND, *_asked(options)],
            cwd=self.root,
            env={**environment(), **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


@cache
def marked(workbook: Path) -> bytes:
    """A workbook's content, with the mark that its figures are made up on its first sheet."""
    book = book_of(workbook)
    book.worksheets[0]["A3"] = text("sample.mark", "vi")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _asked(options: tuple[object, ...]) -> list[str]:
    """Options of a run, which builds the briefs alone unless they say of which kind."""
    asked = [str(option) for option in options]
    return asked if {"--kind", "--notebook"} & set(asked) else [*asked, "--kind", *(kind.name for kind in BRIEF)]


def _entries(path: Path) -> dict[str, dict[str, Any]]:
    return {entry["key"]: entry for entry in json.loads(path.read_text("utf-8"))["entries"]}


def environment() -> dict[str, str]:
    """This process's own, with this checkout's package first and no terminal's width or colour."""
    return {**os.environ, "PYTHONPATH": str(CHECKOUT / "lib"), "PYTHONIOENCODING": "utf-8", "COLUMNS": "300"}


class KeptWorkers(Workers):
    """Workers that stay between the runs of many tests: starting them takes longer than what they do."""

    def close(self) -> None:
        """Not yet."""

    def end(self) -> None:
        """End them."""
        super().close()

    def build(
        self,
        place: Place,
        *codes: str,
        languages: tuple[str, ...] = ("vi",),
        audience: str = "public",
        kinds: tuple[Kind, ...] = BRIEF,
        force: bool = False,
    ) -> list[Outcome]:
        """Run all collections of a place, of all its provinces or those named."""
        options, quiet = Options(languages, audience, force, kinds), Lines(lambda _line: None, "vi", quiet=True)
        names = place.project.collections()
        return run_collections(place.project, names, frozenset(codes), options, self, quiet)


@cache
def shared_workers() -> KeptWorkers:
    """Two local workers with warm kernels, for all files of tests that this process runs."""
    kept = kept_workers()
    atexit.register(kept.end)
    return kept


def build(
    project: Project,
    collections: Iterable[str],
    languages: tuple[str, ...] = ("vi",),
    audience: str = "public",
    kinds: tuple[Kind, ...] | None = None,
) -> list[Outcome]:
    """Build all pages that are built by default, or those of `kinds`, with the shared workers."""
    quiet = Lines(lambda _line: None, languages[0], quiet=True)
    options = Options(languages, audience, kinds=kinds or default_kinds())
    return run_collections(project, collections, frozenset(), options, shared_workers(), quiet)


def kept_workers(jobs: int = 2, timeout: int = 300, memory: int = 2048) -> KeptWorkers:
    """Local workers; call `end` on them."""
    return KeptWorkers(Limits(timeout, memory, jobs))
