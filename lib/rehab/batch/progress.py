"""What a person sees of a run while it goes on: a bar on a terminal, lines in a log, or nothing but failures."""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from rehab.catalog.texts import harmless, text


class Progress(Protocol):
    """Told what is to be done and what has been."""

    def begin(self, what: str, total: int) -> None:
        """A stage begins (`reading`, `pages`) with so many things to do."""

    def done(self, name: str, detail: str, seconds: float, error: str = "") -> None:
        """One of them is done; `error` says that it failed."""

    def note(self, said: str) -> None:
        """Something that a person must know of, quiet or not."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Lines:
    """One line for each thing done; where `quiet`, only for what failed."""

    def __init__(self, say: Callable[[str], None], language: str, quiet: bool = False) -> None:
        self._say, self._language, self._quiet = say, language, quiet
        self._total = self._count = 0
        self._what = ""

    def begin(self, what: str, total: int) -> None:
        """Start counting anew."""
        self._what, self._total, self._count = what, total, 0

    def done(self, name: str, detail: str, seconds: float, error: str = "") -> None:
        """Say it, with its number."""
        self._count += 1
        if error or (not self._quiet and self._what != "reading"):
            width = len(str(self._total))
            key = "progress.failed" if error else "progress.done"
            self._say(
                text(
                    key,
                    self._language,
                    count=f"{self._count:>{width}}",
                    total=self._total,
                    name=name,
                    detail=error or detail,
                    seconds=f"{seconds:.1f}",
                )
            )

    def note(self, said: str) -> None:
        """Say it."""
        self._say(said)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class Bar:
    """A bar with the last province's name, time left and failures so far; failures also stay as lines above it."""

    def __init__(self, language: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._language = language
        self._failed = 0
        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("-"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}", style="red"),
            TextColumn("{task.fields[name]}"),
            console=Console(stderr=True),
        )
        self._task = self._bar.add_task("", total=0, name="", failed="", visible=False)

    def begin(self, what: str, total: int) -> None:
        """Start the bar anew."""
        said = text(f"progress.{what}", self._language)
        self._bar.reset(self._task, total=total, description=said, name="", failed="", visible=total > 0)

    def done(self, name: str, detail: str, seconds: float, error: str = "") -> None:
        """Move the bar on."""
        if error:
            self._failed += 1
            self._bar.console.print(harmless(f"{name}: {error}"), style="red", markup=False, highlight=False)
        failed = text("progress.failures", self._language, count=self._failed) if self._failed else ""
        self._bar.update(self._task, advance=1, name=name, failed=failed)

    def note(self, said: str) -> None:
        """A line above the bar."""
        self._bar.console.print(harmless(said), markup=False, highlight=False)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


def choose_progress(say: Callable[[str], None], language: str, quiet: bool) -> Progress:
    """A bar where a person looks at a terminal, lines where output goes to a file."""
    if not quiet and sys.stderr.isatty() and sys.stdout.isatty():
        return Bar(language)
    return Lines(say, language, quiet)
