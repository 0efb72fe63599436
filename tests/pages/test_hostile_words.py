"""Words of strangers on a real page in a real browser: shown as text, and nothing happens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page

from pages import PROJECT, release
from places import BRIEF, build
from rehab.catalog.texts import LANGUAGES
from rehab.store.project import Project
from tabs import blank_tab, hearing

# Such words are not quoted in public unless a person has released them.
SCRIPT = "<script>window.happened=true</script>"
PICTURE = '"><img src=x onerror="window.happened=true">'
FORMULA = '=HYPERLINK("http://localhost:9/","x")'
ADDRESS = "javascript:window.happened=true"
LONG = "dài" * 3333 + "!"
WORDS = (SCRIPT, PICTURE, FORMULA, ADDRESS, LONG)
STEM = "40-nghe-an"
# Reasons on the nine, names of centres, a figure that is none, and a sheet's name.
REASONS = [f"F{row}" for row in range(8, 13)]
CENTRES = [f"B{row}" for row in range(11, 16)]
FIGURE = "G13"
NINE = "Đánh giá chỉ tiêu"
SHEET = 'Phụ lục 4 "><img src=x>'
ALIVE = """
() => [...document.querySelectorAll('script, img, iframe, object, embed, form, [onerror], [href^="javascript" i]')]
  .map(each => each.outerHTML.slice(0, 120))
"""

pytestmark = pytest.mark.browser


def put(book: Workbook, sheet: str, address: str, words: str) -> None:
    """Words into a cell, as text also where they begin with "="."""
    cell = book[sheet][address]
    cell.value = words
    cell.data_type = "s"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pages of a workbook full of such words are."""
    root = tmp_path_factory.mktemp("hostile")
    raw = root / "data" / "raw" / "sample"
    raw.mkdir(parents=True)
    book = load_workbook(PROJECT / "data" / "raw" / "sample" / f"{STEM}.xlsx")
    places = {sheet: dict(zip(own, WORDS, strict=True)) for own, sheet in ((REASONS, NINE), (CENTRES, "Phụ lục 3"))}
    for sheet, cells in places.items():
        for address, words in cells.items():
            put(book, sheet, address, words)
    put(book, "Phụ lục 4", FIGURE, PICTURE)
    book["Phụ lục 4"].title = SHEET
    book.save(raw / f"{STEM}.xlsx")
    release(raw / f"{STEM}.xlsx", {**places, SHEET: {FIGURE: PICTURE}})
    project = Project(root / "data", root / "briefs", PROJECT / "notebooks")
    outcomes = build(project, ("sample",), LANGUAGES, kinds=BRIEF)
    assert not [outcome.error for outcome in outcomes if outcome.error]
    return project.briefs("sample")


@pytest.fixture(params=["40-nghe-an.html", "40-nghe-an.en.html", "index.html"])
def opened(browser: Browser, folder: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Page, list[str]]]:
    """A page with all it folds away unfolded, and whatever it asked for, said or tried."""
    file = folder / request.param
    with blank_tab(browser) as page, hearing(page) as (requests, messages):
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        yield page, [*messages, *(url for url in requests if url != file.as_uri())]


def test_nothing_happens(opened: tuple[Page, list[str]]):
    page, heard = opened
    assert page.evaluate("typeof window.happened") == "undefined"
    # The list of provinces has a form to search it and one script of its own, which its policy names by its hash.
    own = ['<form id="find"', '<script>"use strict";'] if "/index" in page.url else []
    alive = page.evaluate(ALIVE)
    assert len(alive) == len(own)
    assert all(found.startswith(start) for found, start in zip(alive, own, strict=True))
    assert heard == []


def test_nothing_sticks_out_on_a_phone(opened: tuple[Page, list[str]]):
    page, _ = opened
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("words", WORDS, ids=["script", "picture", "formula", "address", "long"])
def test_the_words_are_there_to_be_read(browser: Browser, folder: Path, words: str):
    with blank_tab(browser) as page:
        page.goto((folder / f"{STEM}.html").as_uri())
        said = page.evaluate("document.body.textContent")
    assert " ".join(words.split()) in " ".join(said.split())


def test_the_nine_stand_as_ever(browser: Browser, folder: Path):
    with blank_tab(browser) as page:
        page.goto((folder / f"{STEM}.html").as_uri())
        assert page.locator('tr[id^="indicator-"]').count() == 9
