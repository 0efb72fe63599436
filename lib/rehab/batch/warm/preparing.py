"""What a nursery imports and caches before it forks, step by step, so that whoever asks in between need not wait."""

import gc
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any


class Preparation:
    """First what reads workbooks, then what builds pages, then what runs a notebook's cells.

    Where many pages are to be built, at last a whole made-up page: what that looks up and compiles is then in the
    memory of every notebook. For a few it would take longer than it saves.
    """

    def __init__(self, folder: Path) -> None:
        self.kernel: Any = None
        self.are_many = False
        self._steps = self._all(folder)
        self._has_page = False
        # The collector would go through all that is being imported several times, for a third of the time it takes.
        gc.disable()

    def begin(self) -> None:
        """Import what readers need."""
        from rehab.batch.warm.workers import prepare_readers

        prepare_readers()
        gc.freeze()

    @property
    def is_over(self) -> bool:
        """True where there is nothing to be done ahead of being asked."""
        return self.kernel is not None and (self._has_page or not self.are_many)

    def go_on(self) -> None:
        """Do the next step."""
        step = next(self._steps, None)
        if step is not None:
            step()
        elif self.are_many and not self._has_page:
            self._build_page()

    def finish(self) -> Any:
        """Do all that is left; the kernel that will run cells."""
        while not self.is_over:
            self.go_on()
        return self.kernel

    def _all(self, folder: Path) -> Iterator[Callable[[], object]]:
        from rehab.batch.warm.workers import builder_steps

        yield from builder_steps()
        from rehab.batch.warm.imports import warm_up_steps

        yield from warm_up_steps()
        yield partial(self._make_kernel, folder)

    def _make_kernel(self, folder: Path) -> None:
        self.kernel = import_module("rehab.batch.warm.shell").make_kernel(folder)
        gc.freeze()

    def _build_page(self) -> None:
        from rehab.batch.warm.page import build_made_up_page

        build_made_up_page()
        self._has_page = True
        # What is there at the end is shared by all children: the collector must not touch it, or every page of it is
        # copied.
        gc.collect()
        gc.freeze()
        gc.enable()


def let_collect() -> None:
    """In a forked child: the collector works, on what comes from now on."""
    gc.freeze()
    gc.enable()
