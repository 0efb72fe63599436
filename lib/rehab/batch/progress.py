"""What a person sees of a run while it goes on: a bar on a terminal, lines in a log, or nothing but failures."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from markupsafe import Markup

from rehab.catalog.texts import harmless, text
from rehab.catalog.two_languages import of_both
from rehab.store.following import Follow, Thing

if TYPE_CHECKING:
    from IPython.display import DisplayHandle


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
        """Say it, in one of the languages that it is in."""
        self._say(of_both(ValueError(said), self._language))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class Bar:
    """A bar with the last province's name, time left and failures so far; failures also stay as lines above it.

    The bar itself stays at the end unless `stays` is false.
    """

    def __init__(self, language: str, stays: bool = True) -> None:
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
            transient=not stays,
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
        self._bar.console.print(harmless(of_both(ValueError(said), self._language)), markup=False, highlight=False)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


class CellProgress:
    """How far a stage is, below a notebook's cell: a bar, and words where no HTML is shown; gone when all went well."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._what = ""
        self._total = self._count = 0
        self._shown: DisplayHandle | None = None

    def begin(self, what: str, total: int) -> None:
        """Start the bar anew."""
        self._what, self._total, self._count = text(f"progress.{what}", self._language), total, 0
        self._show("")

    def done(self, name: str, detail: str, seconds: float, error: str = "") -> None:
        """Move the bar on; what failed stays, as a line of its own."""
        self._count += 1
        if error:
            print(harmless(f"{name}: {error}"), file=sys.stderr)
        self._show(name)

    def note(self, said: str) -> None:
        """A line of its own."""
        print(harmless(of_both(ValueError(said), self._language)), file=sys.stderr)

    def _show(self, name: str) -> None:
        if not self._total:
            return
        words = f"{self._what}: {self._count}/{self._total} {harmless(name)}".rstrip()
        bar = Markup('<progress max="{}" value="{}"></progress> {}').format(self._total, self._count, words)
        self._put({"text/plain": words, "text/html": str(bar)})

    def _put(self, bundle: dict[str, str]) -> None:
        from IPython.display import DisplayHandle

        if self._shown is None:
            self._shown = DisplayHandle()
            self._shown.display(bundle, raw=True)
        else:
            self._shown.update(bundle, raw=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown is not None and kind is None:
            self._put({"text/plain": "", "text/html": ""})


def choose_progress(say: Callable[[str], None], language: str, quiet: bool) -> Progress:
    """A bar where a person looks at a terminal, lines where output goes to a file."""
    return Bar(language) if not quiet and _is_watched() else Lines(say, language, quiet)


def watched(language: str) -> Progress:
    """A bar that is gone at the end, on a terminal that a person looks at or below a notebook's cell; else nothing."""
    if _is_in_notebook():
        return CellProgress(language)
    return Bar(language, stays=False) if _is_watched() else Lines(lambda _said: None, language, quiet=True)


@contextmanager
def followed(language: str) -> Iterator[Follow]:
    """What goes through many things and shows how far it is where a person looks at a terminal."""
    with watched(language) as progress:

        def follow(what: str, things: Sequence[Thing], named: Callable[[Thing], str]) -> Iterable[Thing]:
            # Of one thing there is nothing to show.
            progress.begin(what, len(things) if len(things) > 1 else 0)
            for thing in things:
                yield thing
                progress.done(named(thing), "", 0.0)

        yield follow


def _is_watched() -> bool:
    """True where a person looks at a terminal, and nothing that is said goes to a file or another program."""
    return sys.stderr.isatty() and sys.stdout.isatty()


def _is_in_notebook() -> bool:
    """True in the kernel of a notebook; without loading IPython where nobody has."""
    shell = sys.modules.get("IPython")
    return shell is not None and hasattr(shell.get_ipython(), "kernel")
