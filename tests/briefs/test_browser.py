"""The page in a real Chromium: no request, no message, readable without scripts, also on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from rehab.batch.project import Project
from rehab.batch.session import build

PROJECT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page_file(tmp_path_factory) -> Path:
    data, out = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("briefs")
    folder = data / "raw" / "reported"
    folder.mkdir(parents=True)
    source = PROJECT / "data" / "raw" / "reported" / "67-dak-nong.xlsx"
    (folder / source.name).write_bytes(source.read_bytes())
    build(Project(data, out, PROJECT / "notebooks"), ("reported",))
    return out / "reported" / "67-dak-nong.html"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


def test_the_page_asks_for_nothing_and_complains_of_nothing(browser: Browser, page_file: Path):
    page = browser.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(page_file.as_uri())
    assert requests == [page_file.as_uri()]
    assert messages == []
    page.close()


def test_without_scripts_all_nine_rows_and_the_sources_can_be_read(browser: Browser, page_file: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert page.locator("table.nine tbody tr").count() == 9
    assert page.locator("table.sources tbody tr").count() > 0
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_never_scrolls_sideways(browser: Browser, page_file: Path, width: int):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_figure_is_followed_to_its_cell_with_the_keyboard_alone(browser: Browser, page_file: Path):
    page = browser.new_page()
    page.goto(page_file.as_uri())
    link = page.locator("#indicator-6 a.n").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#calc-6")
    page.locator("#calc-6 .equation a.n").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("tr:target td").nth(3).inner_text() == "J19"
    page.close()
