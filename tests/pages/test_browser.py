"""The pages in a real Chromium: no request, no message, readable without scripts, also on a phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from chosen_pages import BuiltPage
from rehab.pages.files.downloads import as_csv, csv_address
from tabs import blank_tab, hearing

# A page at 200 % zoom in a window of 1280 px has room for 640.
WIDTHS = (320, 640, 1280)
WIDER = """
width => [...document.body.querySelectorAll('*')]
  .filter(each => each.getBoundingClientRect().right > width + 1)
  .filter(each => !each.parentElement.closest('[role=region], [role=group], svg'))
  .map(each => each.outerHTML.slice(0, 120))
"""
RUNNING_OUT = """
() => [...document.querySelectorAll('table.nine :is(th, td)')].flatMap(cell =>
  [...cell.querySelectorAll('*')]
    .filter(each => each.getBoundingClientRect().right > cell.getBoundingClientRect().right + 0.5)
    .map(each => each.outerHTML.slice(0, 120)))
"""
# Words fall apart into letters where a cell is narrower than the longest of them.
CRAMMED = """
() => [...document.querySelectorAll('table.nine tbody :is(th, td:not(.num))')]
  .filter(cell => cell.textContent.trim().length > 8 && cell.getBoundingClientRect().width < 60)
  .map(cell => cell.outerHTML.slice(0, 120))
"""
PICTURE = '<img src="http://127.0.0.1:9/picture.png" alt="">'

pytestmark = pytest.mark.browser


@contextmanager
def opened(browser: Browser, file: Path, **options: Any) -> Iterator[tuple[Page, list[str], list[str]]]:
    """A page in a tab with these options, with the addresses it asked for and the messages it gave."""
    with blank_tab(browser, **options) as page, hearing(page) as (requests, messages):
        page.goto(file.as_uri())
        yield page, requests, messages


def sideways(page: Page, width: int) -> list[str]:
    """What sticks out of a window of a width: elements that are wider than it and do not scroll by themselves."""
    page.set_viewport_size({"width": width, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth") <= width:
        return []
    return page.evaluate(WIDER, width) or ["the page scrolls sideways"]


def test_the_pages_ask_for_nothing_and_complain_of_nothing(browser: Browser, shown_pages: list[BuiltPage]):
    for built in shown_pages:
        with opened(browser, built.file) as (_, requests, messages):
            assert requests == [built.file.as_uri()], built.name
            assert messages == [], built.name


def test_the_policy_blocks_a_picture_from_outside(browser: Browser, dak_nong_page: BuiltPage, tmp_path: Path):
    fixture = tmp_path / "calling-out.html"
    fixture.write_text(dak_nong_page.html.replace("</main>", f"{PICTURE}</main>"), encoding="utf-8")
    with opened(browser, fixture) as (_, _, messages):
        assert any("Content Security Policy" in message and "127.0.0.1" in message for message in messages)


def test_the_policy_blocks_a_script(browser: Browser, dak_nong_page: BuiltPage, tmp_path: Path):
    fixture = tmp_path / "scripted.html"
    script = "<script>document.title = 'changed'</script>"
    fixture.write_text(dak_nong_page.html.replace("</main>", f"{script}</main>"), encoding="utf-8")
    with opened(browser, fixture) as (page, _, messages):
        assert page.title() != "changed"
        assert any("Content Security Policy" in message for message in messages)


def test_without_scripts_every_section_is_seen(browser: Browser, shown_pages: list[BuiltPage]):
    for built in shown_pages:
        with opened(browser, built.file, java_script_enabled=False) as (page, _, _):
            sections = page.locator("main section").all()
            assert sections, built.name
            assert all(section.is_visible() for section in sections), built.name


def test_without_scripts_all_nine_rows_and_the_sources_can_be_read(browser: Browser, dak_nong_page: BuiltPage):
    with opened(browser, dak_nong_page.file, java_script_enabled=False) as (page, _, _):
        assert page.locator("table.nine tbody tr").count() == 9
        assert page.locator("table.sources tbody tr").count() > 0


def test_without_scripts_what_is_folded_can_be_opened_with_the_keyboard(browser: Browser, dak_nong_page: BuiltPage):
    with opened(browser, dak_nong_page.file, java_script_enabled=False) as (page, _, _):
        folded = page.locator("details.fold:has(> div > table)").first
        folded.locator("summary").focus()
        page.keyboard.press("Enter")
        assert folded.locator("table").first.is_visible()


def test_no_page_scrolls_sideways_on_a_phone_or_enlarged(browser: Browser, shown_pages: list[BuiltPage]):
    for built in shown_pages:
        with opened(browser, built.file) as (page, _, _):
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            for width in WIDTHS:
                assert sideways(page, width) == [], f"{built.name} at {width} px"


@pytest.mark.part(2)
@pytest.mark.parametrize("width", [360, 768, 800, 900, 1000, 1100, 1280])
def test_no_word_of_the_nine_runs_into_the_next_column(browser: Browser, shown_briefs: list[BuiltPage], width: int):
    for built in shown_briefs:
        with opened(browser, built.file) as (page, _, _):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(RUNNING_OUT) == [], built.name


@pytest.mark.part(1)
@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_every_cell_of_the_nine_has_room_for_its_words(
    browser: Browser, shown_pages: list[BuiltPage], width: int
):
    for built in shown_pages:
        with opened(browser, built.file) as (page, _, _):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(CRAMMED) == [], built.name


def test_what_sticks_out_is_found(browser: Browser, dak_nong_page: BuiltPage, tmp_path: Path):
    fixture = tmp_path / "wide.html"
    wide = '<p style="width:900px">rộng</p>'
    fixture.write_text(dak_nong_page.html.replace("</main>", f"{wide}</main>"), encoding="utf-8")
    with opened(browser, fixture) as (page, _, _):
        assert len(sideways(page, 320)) == 1


def test_a_figure_is_followed_to_its_cell_with_the_keyboard_alone(browser: Browser, dak_nong_page: BuiltPage):
    with opened(browser, dak_nong_page.file) as (page, _, _):
        page.locator("#indicator-6 a.n").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/*#calc-6")
        page.locator("#calc-6 .equation a.n").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"#\d"))
        assert "J19" in page.locator(":target").inner_text()


def test_a_table_is_saved_from_the_page_without_script_or_network(browser: Browser, dak_nong_page: BuiltPage):
    with opened(browser, dak_nong_page.file, java_script_enabled=False, offline=True) as (page, requests, _):
        with page.expect_download() as saving:
            page.locator("a[download$='.csv']").first.click()
        assert saving.value.suggested_filename == "67-dak-nong-chin-chi-tieu.csv"
        assert Path(saving.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
        assert not [address for address in requests if not address.startswith(("file:", "data:"))]


def test_a_table_is_saved_byte_by_byte_whatever_it_says(browser: Browser, tmp_path: Path):
    table = pd.DataFrame(
        {"Tên #1?": ["50 %", "a&amp;b", "<x>", "\"'`\\", "  hai  dấu\tcách ", "dòng\r\ndòng", "\u00a0ệ=1+1 "]}
    )
    fixture = tmp_path / "saving.html"
    link = f'<a download="x.csv" href="{escape(csv_address(table))}">x</a>'
    fixture.write_text(f'<meta charset="utf-8">{link}', encoding="utf-8")
    with opened(browser, fixture, java_script_enabled=False, offline=True) as (page, _, _):
        with page.expect_download() as saving:
            page.locator("a").click()
        assert Path(saving.value.path()).read_bytes() == as_csv(table)
