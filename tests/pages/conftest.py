"""Pages built once for all tests, Đắk Nông's and the chosen ones; a browser to open them in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from chosen_pages import NO_BRIEFS, OVERVIEW, QUALITY, BuiltPage, build_pages, drawn
from pages import PROJECT, copy_of_raw, processed
from places import build
from rehab.pages.numbers.material import Material, load_material
from rehab.store.project import Project

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions"]


@pytest.fixture(scope="session")
def built(once: Callable[[str, Callable[[Path], Path]], Path]) -> Path:
    """Đắk Nông's pages in both languages, by the same steps as `rehab run`."""
    return once("dak-nong", _build_dak_nong)


def _build_dak_nong(folder: Path) -> Path:
    project = Project(copy_of_raw(folder / "data"), folder / "briefs", PROJECT / "notebooks")
    outcomes = build(project, ("reported",), ("vi", "en"))
    assert not [outcome.error for outcome in outcomes if outcome.error]
    return project.briefs("reported")


@pytest.fixture(scope="session")
def html(built: Path) -> str:
    return (built / "67-dak-nong.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def english(built: Path) -> str:
    return (built / "67-dak-nong.en.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def material(tmp_path_factory) -> Material:
    """What Đắk Nông's Vietnamese page is made of."""
    return load_material("67", "reported", data=str(processed(tmp_path_factory.mktemp("material"))))


@pytest.fixture(scope="session")
def all_pages(once: Callable[[str, Callable[[Path], list[BuiltPage]]], list[BuiltPage]]) -> list[BuiltPage]:
    """The chosen pages, the failed one too; built by whichever worker needs them first."""
    return once("chosen-pages", build_pages)


@pytest.fixture
def shown_pages(all_pages: list[BuiltPage], request: pytest.FixtureRequest) -> list[BuiltPage]:
    """Those to open in a browser where that takes long, others for each test."""
    return drawn(all_pages, request.node.originalname)


@pytest.fixture
def shown_briefs(pages: list[BuiltPage], request: pytest.FixtureRequest) -> list[BuiltPage]:
    """The same of briefs alone."""
    return drawn(pages, request.node.originalname)


@pytest.fixture(scope="session")
def pages(all_pages: list[BuiltPage]) -> list[BuiltPage]:
    """The chosen pages that are briefs."""
    return [page for page in all_pages if page.kind not in NO_BRIEFS]


@pytest.fixture(scope="session")
def overviews(all_pages: list[BuiltPage]) -> list[BuiltPage]:
    """The pages of whole collections: few provinces, a blank workbook, a broken one, most that sent nothing."""
    return [page for page in all_pages if page.kind == OVERVIEW]


@pytest.fixture(scope="session")
def qualities(all_pages: list[BuiltPage]) -> list[BuiltPage]:
    """The pages on the state of their data."""
    return [page for page in all_pages if page.kind == QUALITY]


@pytest.fixture(scope="session")
def dak_nong_page(all_pages: list[BuiltPage]) -> BuiltPage:
    """Đắk Nông's page in Vietnamese."""
    return next(page for page in all_pages if page.kind == "dak_nong")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A real Chromium, for the tests of one file."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()
