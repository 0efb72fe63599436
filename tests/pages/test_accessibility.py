"""axe-core in a real Chromium: languages, themes and widths; and the contrast of text in pictures, which axe skips."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from chosen_pages import ALL_PAGES, SEED, BuiltPage
from tabs import blank_tab

THEMES = ("light", "dark")
WIDTHS = (320, 1280)
COLOUR_RULES = ("color-contrast", "link-in-text-block")
LEAST_CONTRAST = 4.5
# Everything that can be opened is opened: what is hidden is not tested.
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
# Rows of one shape (elements, classes, attributes, whether there are words) pass or fail alike: of each table all but
# two of each shape go, since axe compares the rows of a table with each other and takes minutes over thousands.
KEEP_SHAPES = """
() => {
  const telling = 'class style role scope lang colspan rowspan hidden tabindex aria-hidden'.split(' ');
  const told = own => telling.includes(own.name) ? `${own.name}=${own.value}` : `${own.name} ${Boolean(own.value)}`;
  const shape = each => each.nodeType === Node.TEXT_NODE ? (each.textContent.trim() ? '.' : '')
    : each.nodeType !== Node.ELEMENT_NODE ? ''
    : `<${each.tagName} ${[...each.attributes].map(told).sort().join(' ')}>`
      + `${[...each.childNodes].map(shape).join('').replace(/\\.+/g, '.')}</>`;
  for (const table of document.querySelectorAll('table')) {
    const seen = {};
    for (const row of table.querySelectorAll(':scope > tbody > tr')) {
      const own = shape(row);
      seen[own] = (seen[own] || 0) + 1;
      if (seen[own] > 2) row.remove();
    }
    for (const body of table.querySelectorAll(':scope > tbody')) if (!body.rows.length) body.remove();
  }
}
"""
# Text of pictures with its colour and the colours of what lies behind it: shapes drawn before it at its middle,
# else the first element around the picture that has a background. The mark across made-up pictures is
# decoration: the banner and the text alternative say the same in full.
SVG_TEXTS = """
() => [...document.querySelectorAll('svg text')].filter(each => each.textContent.trim()).map(each => {
  const svg = each.closest('svg');
  if (svg !== window.shown) { svg.scrollIntoView({block: 'start', behavior: 'instant'}); window.shown = svg; }
  const box = each.getBoundingClientRect();
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  const solid = colour => colour !== 'none' && !/, 0\\)$/.test(colour);
  let behind = '';
  for (const other of document.elementsFromPoint(x, y)) {
    if (other === each || each.contains(other) || other.contains(each) && other.namespaceURI.endsWith('svg')) continue;
    const style = getComputedStyle(other);
    if (other.namespaceURI.endsWith('svg')) {
      if (other.tagName === 'svg' || other.tagName === 'text' || !solid(style.fill)) continue;
      if (!(other.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      behind = style.fill;
    } else if (solid(style.backgroundColor)) behind = style.backgroundColor;
    if (behind) break;
  }
  const style = getComputedStyle(each);
  let opacity = parseFloat(style.fillOpacity);
  for (let up = each; up; up = up.parentElement) opacity *= parseFloat(getComputedStyle(up).opacity);
  return {text: each.textContent.trim(), fill: style.fill, behind: behind || 'rgb(255, 255, 255)', opacity,
          mark: Boolean(each.closest('.made-up')), seen: box.width > 0};
})
"""

pytestmark = pytest.mark.browser


@contextmanager
def opened(browser: Browser, file: Path, **options: Any) -> Iterator[Page]:
    """A page in a tab with these options, everything on it open; its policy is set aside for axe's own script."""
    with blank_tab(browser, bypass_csp=True, reduced_motion="reduce", **options) as page:
        page.goto(file.as_uri())
        page.evaluate(OPEN_ALL)
        yield page


def violations(page: Page, colours_only: bool = False) -> list[str]:
    """What axe finds wrong, one line an element, of every shape that a row of a table takes."""
    page.evaluate(KEEP_SHAPES)
    runs = [{"runOnly": list(COLOUR_RULES)}]
    if not colours_only:
        runs.append({"rules": {rule: {"enabled": False} for rule in COLOUR_RULES}})
    found = []
    for options in runs:
        response = Axe().run(page, options={**options, "resultTypes": ["violations"]}).response
        found += [f"{each['id']}: {node['html'][:160]}" for each in response["violations"] for node in each["nodes"]]
    return found


def channels(colour: str) -> list[float]:
    """Red, green and blue of `rgb(1, 2, 3)`."""
    return [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]


def contrast(first: list[float], second: list[float]) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def light(colour: list[float]) -> float:
        linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((light(first), light(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def faint_texts(page: Page) -> list[str]:
    """Texts of pictures that stand out too little from what lies behind them."""
    page.set_viewport_size({"width": 1280, "height": 1600})
    found = []
    for each in page.evaluate(SVG_TEXTS):
        behind, alpha = channels(each["behind"]), each["opacity"]
        seen = [alpha * own + (1 - alpha) * back for own, back in zip(channels(each["fill"]), behind, strict=True)]
        value = contrast(seen, behind)
        if each["seen"] and not each["mark"] and value < LEAST_CONTRAST:
            found.append(f"{each['text']}: {value:.2f} ({each['fill']} on {each['behind']})")
    return found


def settings(number: int) -> list[tuple[str, int]]:
    """Themes and widths to look at the page of this number in: with REHAB_ALL_PAGES all, else one, in turn.

    REHAB_SEED says with which the turns begin.

    >>> len({each for number in range(4) for each in settings(number)})
    4
    """
    every = [(theme, width) for theme in THEMES for width in WIDTHS]
    return every if os.environ.get(ALL_PAGES) else [every[(number + random.Random(SEED).randrange(4)) % 4]]


def test_axe_finds_nothing_in_any_theme_or_width(browser: Browser, shown_pages: list[BuiltPage]):
    wrong = []
    for number, built in enumerate(shown_pages):
        with opened(browser, built.file) as page:
            for theme, width in settings(number):
                page.emulate_media(color_scheme=theme)
                page.set_viewport_size({"width": width, "height": 800})
                # Themes differ in colours alone: where every setting is looked at, the other rules need one theme.
                found = violations(page, colours_only=bool(os.environ.get(ALL_PAGES)) and theme == "dark")
                wrong += [f"{built.name} {theme} {width}: {line}" for line in found]
    assert not wrong, "\n".join(wrong)


def test_a_page_with_faults_does_not_pass(browser: Browser, dak_nong_page: BuiltPage, tmp_path: Path):
    spoiled = {
        "color-contrast": '<p style="color:#999;background:#fff">mờ</p>',
        "link-name": '<a href="#main"></a>',
        "image-alt": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    }
    fixture = tmp_path / "spoiled.html"
    fixture.write_text(dak_nong_page.html.replace("</main>", f"{''.join(spoiled.values())}</main>"), encoding="utf-8")
    with opened(browser, fixture) as page:
        found = [line.split(":")[0] for line in violations(page)]
    assert sorted(found) == sorted(spoiled)


def test_a_fault_in_the_last_of_many_rows_is_found(browser: Browser, dak_nong_page: BuiltPage, tmp_path: Path):
    fixture, rows = tmp_path / "long.html", "<tr><td>a</td></tr>" * 500
    table = f'<table><tbody>{rows}<tr><td><a href="#main"></a></td></tr></tbody></table>'
    fixture.write_text(dak_nong_page.html.replace("</main>", f"{table}</main>"), encoding="utf-8")
    with opened(browser, fixture) as page:
        assert [line.split(":")[0] for line in violations(page)] == ["link-name"]


@pytest.mark.part(1)
@pytest.mark.parametrize("theme", THEMES)
def test_text_in_pictures_stands_out_from_what_is_behind_it(browser: Browser, shown_pages: list[BuiltPage], theme: str):
    wrong = []
    for built in shown_pages:
        with opened(browser, built.file, color_scheme=theme) as page:
            wrong += [f"{built.name} {theme}: {line}" for line in faint_texts(page)]
    assert not wrong, "\n".join(wrong)


def test_faint_text_in_a_picture_is_found(browser: Browser, dak_nong_page: BuiltPage, tmp_path: Path):
    fixture = tmp_path / "faint.html"
    faint = '<rect width="9" height="9" fill="#fff"/><text x="40" y="40" fill="#aaa" style="fill:#aaa">mờ</text></svg>'
    fixture.write_text(dak_nong_page.html.replace("</svg>", faint, 1), encoding="utf-8")
    with opened(browser, fixture) as page:
        assert [line.split(":")[0] for line in faint_texts(page)] == ["mờ"]
