"""What a reader sees of a brief: how long it is, that no number breaks, that nothing is printed too small to read."""

import pytest
from playwright.sync_api import Browser, Page
from test_browser import opened

from chosen_pages import BuiltPage

pytestmark = pytest.mark.browser

SCREEN = 800
WIDTHS = (360, 768, 1024, 1280)
MOST_SCREENS = 6
MOST_SCREENS_BEFORE_SOURCES = 12
# A point is 4/3 of the pixels that styles count in; a hundredth is left to rounding.
LEAST_PRINTED = 8 * 4 / 3 - 0.01

# Figures are what a page marks as such; a window of two days and words with spaces may go over two lines.
BROKEN = """
() => [...document.querySelectorAll('a.n, span.n')]
  .filter(each => !each.closest('svg, .quoted') && !/[\\s\\u2026]|\\d-\\d/.test(each.textContent.trim()))
  .filter(each => each.getClientRects().length > 1)
  .map(each => each.textContent)
"""
BROKEN_ADDRESSES = """
() => [...document.querySelectorAll('table.sources td:nth-child(3)')]
  .filter(cell => cell.getClientRects().length && !cell.querySelector('.quoted'))
  .filter(cell => { const range = document.createRange(); range.selectNodeContents(cell);
    return new Set([...range.getClientRects()].map(each => Math.round(each.top))).size > 1; })
  .map(cell => cell.textContent)
"""
# Words of heads, of rows' names and of targets that go over two lines by themselves; the matrix may hyphenate, and
# names of files and sheets may break.
BROKEN_WORDS = """
() => { const found = [];
  const cells = 'table:not(.matrix, .sources, .problems) th, .nine :is(.target, .verdict)';
  for (const cell of document.querySelectorAll(cells)) {
    if (!cell.checkVisibility({ contentVisibilityAuto: true })) continue;
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const word of node.textContent.matchAll(/\\p{L}{2,}/gu)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(each => Math.round(each.top))).size > 1) found.push(word[0]);
      } }
  return found; }
"""
SMALL = """
least => { const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.textContent.trim() || holder.closest('style, title, desc, summary')) continue;
    if (!holder.checkVisibility({ contentVisibilityAuto: true }) || !holder.getClientRects().length) continue;
    const drawing = holder.closest('svg');
    const scale = drawing && holder.getScreenCTM ? holder.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(holder).fontSize) * scale;
    if (size < least) found.push(`${size.toFixed(2)} ${node.textContent.trim().slice(0, 40)}`);
  }
  return found; }
"""
UNPRINTED_CELLS = """
() => [...document.querySelectorAll('table')].filter(table => table.getClientRects().length)
  .flatMap(table => [...table.querySelectorAll('tr > *')])
  .filter(cell => getComputedStyle(cell).display === 'none')
  .map(cell => `${cell.closest('table').className}: ${cell.textContent.trim().slice(0, 40)}`)
"""
OUTSIDE_ITS_PICTURE = """
() => [...document.querySelectorAll('[role=group] svg')].flatMap(drawing => {
  const frame = drawing.getBoundingClientRect();
  return [...drawing.querySelectorAll('text')]
    .filter(each => { const box = each.getBoundingClientRect();
      return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1; })
    .map(each => each.textContent); })
"""
# Two texts share room where both widths and heights do, more than the white around letters.
OVERLAPPING = """
() => [...document.querySelectorAll('[role=group] svg')].flatMap(drawing => {
  const texts = [...drawing.querySelectorAll('text')]
    .map(each => [each.textContent.trim(), each.getBoundingClientRect()])
    .filter(([said, box]) => said && box.width);
  return texts.flatMap(([said, box], at) => texts.slice(at + 1)
    .filter(([, other]) => Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1.5
      && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 0.3 * Math.min(box.height, other.height))
    .map(([other]) => `${said} / ${other}`)); })
"""


def unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def height_of(page: Page, of: str = "document.documentElement.scrollHeight") -> float:
    page.set_viewport_size({"width": 1280, "height": SCREEN})
    return float(page.evaluate(of)) / SCREEN


def test_dak_nong_is_six_screens_long_at_most(browser: Browser, dak_nong_page: BuiltPage):
    with opened(browser, dak_nong_page.file) as (page, _, _):
        assert height_of(page) <= MOST_SCREENS


def test_a_rich_province_is_twelve_screens_long_at_most_before_its_sources(
    browser: Browser, shown_briefs: list[BuiltPage]
):
    begins = "document.getElementById('sources').getBoundingClientRect().top + scrollY"
    for built in shown_briefs:
        with opened(browser, built.file) as (page, _, _):
            assert height_of(page, begins) <= MOST_SCREENS_BEFORE_SOURCES, built.name


def test_the_first_screen_holds_the_finding_the_nine_and_two_cautions(browser: Browser, pages: list[BuiltPage]):
    shown = next(built for built in pages if built.kind == "many_centres" and built.language == "vi")
    with opened(browser, shown.file) as (page, _, _):
        page.set_viewport_size({"width": 1280, "height": SCREEN})
        for place in (".lead", ".tiles li:last-child", ".cautions > ul"):
            assert page.locator(place).first.evaluate("each => each.getBoundingClientRect().bottom") <= SCREEN, place
        assert page.locator("nav.contents a").first.is_visible()
        page.set_viewport_size({"width": 360, "height": SCREEN})
        assert page.locator(".lead").evaluate("each => each.getBoundingClientRect().bottom") <= SCREEN
        assert not page.locator("nav.contents a").first.is_visible()


def test_no_number_and_no_address_is_broken_at_any_width(browser: Browser, shown_briefs: list[BuiltPage]):
    for built in shown_briefs:
        with opened(browser, built.file) as (page, _, _):
            unfolded(page)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": SCREEN})
                assert page.evaluate(BROKEN) == [], f"{built.name} at {width} px"
                assert page.evaluate(BROKEN_ADDRESSES) == [], f"{built.name} at {width} px"


def test_no_word_of_a_table_s_heads_and_targets_is_broken_at_any_width(
    browser: Browser, shown_briefs: list[BuiltPage], qualities: list[BuiltPage], overviews: list[BuiltPage]
):
    broken = {}
    for built in (*shown_briefs, *qualities, *overviews):
        with opened(browser, built.file) as (page, _, _):
            unfolded(page)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": SCREEN})
                broken[f"{built.name} at {width} px"] = page.evaluate(BROKEN_WORDS)
    assert not {where: words for where, words in broken.items() if words}


def test_a_broken_number_is_found(browser: Browser, dak_nong_page: BuiltPage):
    with opened(browser, dak_nong_page.file) as (page, _, _):
        style = "a.n { white-space: normal !important; word-break: break-all } .nine { width: 60px !important }"
        page.evaluate("style => document.head.insertAdjacentHTML('beforeend', `<style>${style}</style>`)", style)
        assert page.evaluate(BROKEN)
        assert page.evaluate(BROKEN_WORDS)


def test_nothing_is_printed_smaller_than_eight_points(browser: Browser, shown_briefs: list[BuiltPage]):
    for built in shown_briefs:
        with opened(browser, built.file) as (page, _, _):
            # As wide as A4 less its margins.
            page.set_viewport_size({"width": 703, "height": 1040})
            page.emulate_media(media="print")
            assert page.evaluate(SMALL, LEAST_PRINTED) == [], built.name


def test_the_country_is_printed_with_every_column_and_no_table_smaller_than_eight_points(
    browser: Browser, overviews: list[BuiltPage], qualities: list[BuiltPage]
):
    for built in (each for each in (*overviews, *qualities) if each.language == "vi"):
        with opened(browser, built.file) as (page, _, _):
            page.set_viewport_size({"width": 703, "height": 1040})
            page.emulate_media(media="print")
            assert page.evaluate(UNPRINTED_CELLS) == [], built.name
            page.evaluate("document.querySelectorAll('svg').forEach(each => each.remove())")
            assert page.evaluate(SMALL, LEAST_PRINTED) == [], built.name


def test_no_text_of_a_picture_leaves_it_or_runs_into_another(browser: Browser, shown_briefs: list[BuiltPage]):
    for built in shown_briefs:
        with opened(browser, built.file) as (page, _, _):
            unfolded(page)
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": SCREEN})
                assert page.evaluate(OUTSIDE_ITS_PICTURE) == [], f"{built.name} at {width} px"
                assert page.evaluate(OVERLAPPING) == [], f"{built.name} at {width} px"


def test_the_cell_is_told_at_its_figure_on_focus_and_on_hover(browser: Browser, dak_nong_page: BuiltPage):
    told = "each => getComputedStyle(each, '::after').content"
    with opened(browser, dak_nong_page.file, java_script_enabled=True) as (page, _, _):
        figure = page.locator("[aria-labelledby=treatment] a[data-p]").first
        figure.hover()
        assert "Phụ lục" in figure.evaluate(told)
        page.mouse.move(0, 0)
        assert figure.evaluate(told) == "none"
        figure.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert "Phụ lục" in figure.evaluate(told)


COUNTS_OUT_OF_SIGHT = """
() => [...document.querySelectorAll('.splits tbody tr')].filter(row => {
  const counts = [...row.querySelectorAll('td:not(.words)')].slice(0, 2).map(each => each.getBoundingClientRect());
  return counts.some(each => !each.width || each.right > document.documentElement.clientWidth);
}).length
"""


def test_on_a_telephone_the_first_table_of_the_country_shows_counts(browser: Browser, overviews: list[BuiltPage]):
    for built in overviews:
        with opened(browser, built.file) as (page, _, _):
            page.set_viewport_size({"width": 360, "height": SCREEN})
            assert page.locator(".splits tbody tr").count() == 9
            assert page.evaluate(COUNTS_OUT_OF_SIGHT) == 0, built.name
