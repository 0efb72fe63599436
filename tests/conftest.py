"""What tests share: the project's folder, Đắk Nông's workbook, the form with figures in it, the command."""

import gc
import os
import pickle
import random
import shutil
import signal
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from typer.testing import CliRunner, Result

from books import blank_form, book_of
from rehab.catalog.texts import LANGUAGES
from rehab.cli import app
from rehab.cli_say import speak
from rehab.workbooks.forms import filling
from rehab.workbooks.reading import Reading, read_workbook

PROJECT = Path(__file__).resolve().parents[1]
DAK_NONG = PROJECT / "data" / "raw" / "reported" / "67-dak-nong.xlsx"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

Edit = dict[str, dict[str, Any]]
ALL = "REHAB_ALL"
# Another number has other cases of the long tests run.
SEED = os.environ.get("REHAB_SEED", "2020")


def pytest_configure() -> None:
    """Have runs that tests start be told of Ctrl-C, also where the tests themselves are not (nohup, a shell's `&`)."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection() -> None:
    """Look for nothing to throw away while thousands of tests come into being that all stay."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Nor among those later on."""
    gc.freeze()
    gc.enable()


def pytest_report_header() -> str:
    """Which part of the long tests runs."""
    return "long tests: all cases" if os.environ.get(ALL) else f"long tests: a part of their cases, REHAB_SEED={SEED}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of tests marked `part(n)` leave n cases, unless all are asked for; start with those that take long.

    Files are shared out whole: one that takes minutes and came last would keep one worker busy and the others idle.
    """
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("part"):
            cases[item.nodeid.split("[")[0]].append(item)
    left_out: set[pytest.Item] = set()
    for name, found in cases.items():
        (most,) = found[0].get_closest_marker("part").args
        if len(found) > most and not os.environ.get(ALL):
            left_out |= set(found) - set(random.Random(f"{SEED} {name}").sample(found, most))
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = sorted((item for item in items if item not in left_out), key=_takes_long, reverse=True)


def _takes_long(item: pytest.Item) -> int:
    """What opens a browser before what starts processes, and both before the rest."""
    rooms = item.path.relative_to(PROJECT).parts
    return 2 if item.get_closest_marker("browser") else int("batch" in rooms or "disclosure" in rooms)


@pytest.fixture
def rehab() -> Callable[..., Result]:
    """The `rehab` command, run in this process; messages are Vietnamese unless `speaks` names another locale."""

    def run(*arguments: object, speaks: str = "C.UTF-8") -> Result:
        try:
            return CliRunner(env={"LC_ALL": speaks}).invoke(app, [str(argument) for argument in arguments])
        finally:
            speak(LANGUAGES[0])

    return run


@pytest.fixture
def dak_nong() -> Path:
    """The one public workbook."""
    return DAK_NONG


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A copy of Đắk Nông's workbook with cells changed: `workbook({"Phụ lục 4": {"J13": "nhiều"}})`."""

    def edited(edits: Edit | None = None, name: str = "67-dak-nong.xlsx", without: tuple[str, ...] = ()) -> Path:
        book = book_of(DAK_NONG)
        for sheet, cells in (edits or {}).items():
            for address, value in cells.items():
                book[sheet][address] = value
        for sheet in without:
            del book[sheet]
        path = tmp_path / name
        book.save(path)
        return path

    return edited


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """The form of a province with figures in it, as a file of figures names them."""

    def fill(figures: dict[str, Any], name: str = "01-ha-noi.xlsx") -> Path:
        path = tmp_path / name
        filling.fill_workbook({"province": "01", **figures}).save(path)
        return path

    monkeypatch.setattr(filling, "blank_workbook", blank_form)
    return fill


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], Any]], Any]:
    """`once(name, make)`: what `make` gives for a folder of its own, made by whichever process of tests asks first."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "once"

    def found(name: str, make: Callable[[Path], Any]) -> Any:
        folder = shared / name
        folder.mkdir(parents=True, exist_ok=True)
        kept = shared / f"{name}.pickle"
        with FileLock(shared / f"{name}.lock"):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make(folder)))
        return pickle.loads(kept.read_bytes())

    return found


@pytest.fixture(scope="session")
def made_up(once: Callable[[str, Callable[[Path], Any]], Any]) -> Callable[[Path], Reading]:
    """A workbook of the collection `sample`, read once for all tests."""
    return lambda path: once(f"reading-{path.name}", lambda _: read_workbook(path, "sample"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """A Chromium to open pages in; without one the page tests say so, and fail where one is required."""
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found:
            return found
    message = "NO CHROMIUM: the page tests did not run; install Debian's package chromium."
    if os.environ.get("REHAB_REQUIRE_BROWSER"):
        pytest.fail(message)
    pytest.skip(message)
