"""The review in a real Chromium: offline, on a phone, on paper, for axe; in the languages it says it is in."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import test_browser
from playwright.sync_api import Browser
from test_accessibility import faint_texts, opened, settings, violations
from test_review import page_of, years_of
from test_size_and_paper import sheets

from pages import Page, material_with
from rehab.pages.numbers.material import Material

pytestmark = pytest.mark.browser
# Left of the outline itself, without any figure: a page of A4 holds more than one chapter.
MOST_SHEETS = 20
LINES = ("files_home_voluntary", "people_on_file", "admitted_compulsory", "funding_recurrent_centre", "detox_centre")
DOCUMENT = {"doc_number": "01/KH-UBND", "doc_date": "10/1/2017", "doc_kind": "Kế hoạch", "doc_subject": "Kế hoạch năm"}
CENTRE = {"facility_name": "Cơ sở một", "facility_address": "Xã một, huyện một"}


@pytest.fixture(scope="module")
def files(material: Material, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reviews by name: Đắk Nông's, and one with tables, pictures, cards, a list of documents and words in English."""
    rows: list[dict[str, object]] = []
    for name in LINES:
        rows += years_of(name, {"2015": 90, "2016": 140, "2017": 145, "2018": 120, "2019": 150, "2020-H1": 70})
    rows += [
        {"line": "narrative", "entry": "1.1", "text": "Tỉnh đã ban hành kế hoạch.", "cell": "C9", "value": None},
        *({"line": n, "appendix": "1", "entry": "1", "text": t, "raw": t, "value": None} for n, t in DOCUMENT.items()),
        {"line": "doc_level", "appendix": "1", "entry": "1", "text": "province", "raw": "Tỉnh", "value": None},
        *({"line": n, "appendix": "3", "entry": "1", "text": t, "raw": t, "value": None} for n, t in CENTRE.items()),
        {
            "line": "facility_ownership",
            "appendix": "3",
            "entry": "1",
            "text": "public",
            "raw": "Công lập",
            "value": None,
        },
    ]
    folder = tmp_path_factory.mktemp("reviews")
    full = material_with(material, rows)
    pages = {"67.vi": page_of(material), "full.en": page_of(_in_english(full))}
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in pages}


def _in_english(material: Material) -> Material:
    return replace(material, language="en", is_made_up=True)


def test_axe_finds_nothing_in_a_review(browser: Browser, files: dict[str, Path]):
    wrong = []
    for number, (name, file) in enumerate(files.items(), start=1):
        with opened(browser, file) as page:
            for theme, width in settings(number):
                page.emulate_media(color_scheme=theme)
                page.set_viewport_size({"width": width, "height": 800})
                wrong += [f"{name} {theme} {width}: {line}" for line in violations(page)]
    assert not wrong, "\n".join(wrong)


def test_texts_of_a_reviews_pictures_stand_out(browser: Browser, files: dict[str, Path]):
    with opened(browser, files["full.en"]) as page:
        assert faint_texts(page) == []


def test_a_review_asks_for_nothing_and_never_scrolls_sideways(browser: Browser, files: dict[str, Path]):
    for name, file in files.items():
        with test_browser.opened(browser, file) as (page, requests, messages):
            assert (requests, messages) == ([file.as_uri()], []), name
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            for width in test_browser.WIDTHS:
                assert test_browser.sideways(page, width) == [], f"{name} at {width} px"


def test_on_a_phone_numbers_days_and_names_of_documents_are_not_broken(browser: Browser, files: dict[str, Path]):
    with opened(browser, files["full.en"]) as page:
        page.set_viewport_size({"width": 360, "height": 800})
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        lines = page.locator(".rows a.whole").evaluate_all("all => all.map(each => each.getClientRects().length)")
    assert lines and set(lines) == {1}


def test_a_review_without_figures_is_no_book_on_paper(browser: Browser, files: dict[str, Path]):
    assert sheets(browser, files["67.vi"]) <= MOST_SHEETS


def test_an_english_review_marks_the_provinces_words_as_vietnamese_and_has_no_other(files: dict[str, Path]):
    html = files["full.en"].read_text(encoding="utf-8")
    assert '<html lang="en"' in html
    own = re.sub(r'<([a-z]+)[^>]*lang="vi"[^>]*>.*?</\1>', "", html, flags=re.DOTALL)
    assert "Tỉnh đã ban hành kế hoạch." in html and "Tỉnh đã ban hành kế hoạch." not in own
    assert "made up" in Page(html).text.lower() or "made-up" in Page(html).text.lower()
