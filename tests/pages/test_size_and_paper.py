"""How heavy a page is, and how many sheets of A4 its body takes."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chosen_pages import BuiltPage
from rehab.pages.frame.weights import weigh
from tabs import blank_tab

MOST_WITHOUT_DOWNLOADS = 250_000
MOST = 400_000
# The style sheet is 18,900 of it, sentences without a figure up to 8,800; of all 126 pages the heaviest has 39,700.
MOST_SCAFFOLDING = 40_000
MOST_SHEETS = 4


def sheets(browser: Browser, file: Path, style: str = "") -> int:
    """Sheets of A4 that a page prints on; `style` is added to its own."""
    with blank_tab(browser, bypass_csp=True) as page:
        page.goto(file.as_uri())
        if style:
            page.add_style_tag(content=style)
        printed = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", BytesIO(printed).getvalue()))


def test_a_page_is_light_without_its_downloads(pages: list[BuiltPage]):
    heavy = {built.name: size for built in pages if (size := weigh(built.html).without) > MOST_WITHOUT_DOWNLOADS}
    assert not heavy


def test_a_page_is_light_with_its_downloads(pages: list[BuiltPage]):
    heavy = {built.name: size for built in pages if (size := len(built.html.encode())) > MOST}
    assert not heavy


def test_little_of_a_page_is_neither_figure_nor_data(pages: list[BuiltPage]):
    heavy = {built.name: size for built in pages if (size := weigh(built.html).scaffolding) > MOST_SCAFFOLDING}
    assert not heavy


def test_what_is_neither_figure_nor_data_is_told_apart():
    page = (
        '<p>ab</p><svg><text>x</text></svg><table><tbody><tr><td>1</td></tr></tbody></table><p class="quoted">lời</p>'
    )
    assert weigh(page).scaffolding == len("<p>ab</p>")


def test_a_download_is_weighed_apart():
    with_it, without = (f'<a download="x" href="{address}">x</a>' for address in ("data:text/csv;base64,QUJD", ""))
    assert (weigh(with_it).without, weigh(with_it).scaffolding) == (len(without), len(without))


@pytest.mark.browser
def test_the_body_takes_at_most_four_sheets(browser: Browser, shown_briefs: list[BuiltPage]):
    long = {
        built.name: count
        for built in shown_briefs
        if (count := sheets(browser, built.file, ".annex { display: none !important }")) > MOST_SHEETS
    }
    assert not long


@pytest.mark.browser
def test_a_longer_body_is_found(browser: Browser, dak_nong_page: BuiltPage, tmp_path: Path):
    fixture = tmp_path / "long.html"
    filler = "<p style='break-before:page'>dài</p>" * MOST_SHEETS
    fixture.write_text(dak_nong_page.html.replace("</main>", f"{filler}</main>"), encoding="utf-8")
    assert sheets(browser, fixture, ".annex { display: none !important }") > MOST_SHEETS
