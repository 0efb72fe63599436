"""What a worker is asked to do, and what it answers: small values that travel between processes and machines."""

from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten
from typing import Any

from rehab.batch.inputs import Inputs
from rehab.batch.subjects import Address
from rehab.catalog.kinds import Link
from rehab.store.project import Project
from rehab.store.stored import Messages, StoredProvince

FAILED_SUFFIX = ".failed.ipynb"


@dataclass(frozen=True)
class BrokenOff:
    """Why the reading of workbooks broke off: a kind of problem, and what the machine said."""

    code: str
    cause: str = ""


@dataclass(frozen=True)
class ReadTask:
    """Read a group of workbooks (file names) of a collection; `broken` says why that cannot be done."""

    project: Project
    collection: str
    files: tuple[str, ...]
    timeout_seconds: int = 0
    broken: BrokenOff | None = None


@dataclass(frozen=True)
class ReadDone:
    """What reading gave: a part for each province in the group, and the hash of the bytes that were read."""

    parts: tuple[StoredProvince, ...]
    digest: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class AssembleTask:
    """Put a collection's tables together from the parts named, in their order; `public`: those for the public.

    `for_pages`: pages of that audience are built, so that the Excel workbook for people goes beside them.
    """

    project: Project
    collection: str
    stems: tuple[str, ...]
    public: bool
    for_pages: bool = False


@dataclass(frozen=True)
class ListsTask:
    """Write the lists that lead to a collection's pages: `entries` of their record, `parts` of what was read."""

    project: Project
    collection: str
    entries: tuple[dict[str, Any], ...] = field(hash=False)
    parts: tuple[dict[str, Any], ...] = field(hash=False)


@dataclass(frozen=True)
class ListsDone:
    """Where the lists are."""

    files: tuple[Path, ...]
    seconds: float = 0.0


@dataclass(frozen=True)
class PageTask:
    """Build one page. `parameters` are those that its notebook declares; `messages` say why there is none to build."""

    project: Project
    page: Address
    audience: str
    timeout_seconds: int
    parameters: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    messages: Messages = ()


_LONGEST_LINE = 400
# Place of a file below the collection's pages, and its hash.
Seals = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PageDone:
    """What became of a page: the hash of each of its files; `error` is empty where it is whole, else what went wrong.

    `peak_bytes` is the peak memory of its kernel, 0 where it is not known; `beside` names the page's other files,
    below the collection's pages. `inputs` lie beside the notebook; `used` are other provinces whose tables it was
    given, nothing for those of all. `warnings` are what readers must be told of it (texts `warning.…`);
    `analyst` is the notebook's own error, `executed` where it lies as far as it ran.
    """

    seals: Seals
    seconds: float = 0.0
    peak_bytes: int = 0
    error: str = ""
    beside: tuple[str, ...] = ()
    inputs: Inputs = ()
    used: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    analyst: str = ""
    executed: str = ""

    @property
    def said(self) -> str:
        """What went wrong, for the person at the terminal: with the notebook's own error and its copy, in one line."""
        copy = f"({self.executed})" if self.executed else ""
        return shorten(" ".join(filter(None, (self.error, copy, self.analyst))), _LONGEST_LINE, placeholder=" …")


Task = ReadTask | AssembleTask | ListsTask | PageTask
Done = ReadDone | ListsDone | PageDone | None


def runs_notebook(task: object) -> bool:
    """True for a task that needs what runs notebooks, which takes longest to import: no other has to wait for it."""
    return isinstance(task, PageTask)
