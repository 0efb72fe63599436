"""The list of all provinces: what came of each, its verdicts, and the search that works without marks of letters."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from test_accessibility import opened, violations

from chosen_pages import BuiltPage
from rehab.catalog.provinces import provinces
from tabs import blank_tab, hearing

SHOWN = "[...document.querySelectorAll('table.index tbody tr')].filter(row => !row.hidden).map(row => row.dataset.name)"


@pytest.fixture(scope="module")
def file(overviews: list[BuiltPage]) -> Path:
    """Of Đắk Nông, a blank workbook and a broken one."""
    return next(built.file.with_name("index.html") for built in overviews if "reported" in built.file.parts)


@pytest.fixture(scope="module")
def html(file: Path) -> str:
    return file.read_text("utf-8")


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """It, in a browser, its policy in force."""
    with blank_tab(browser) as found, hearing(found) as (_, messages):
        found.goto(file.as_uri())
        yield found
        assert messages == []


def _shown(page: Page) -> list[str]:
    return [str(name)[:2] for name in page.evaluate(SHOWN)]


def test_all_provinces_are_listed_in_the_order_of_their_codes(html: str):
    codes = [name[:2] for name in re.findall(r'data-name="([^"]*)"', html)]
    assert codes == sorted(provinces())


def test_each_says_what_came_of_it(html: str):
    rows = {row[:2]: row for row in re.split(r'<tr[^>]*data-name="', html)[1:]}
    assert "chưa gửi" in rows["96"]
    assert "trống: bảng tính không có số liệu nào" not in rows["67"]
    assert "Chưa dựng được" in rows["02"]
    assert 'href="67-dak-nong.html"' in rows["67"]


def test_verdicts_stand_beside_the_name_and_lead_to_the_indicator(html: str):
    marks = re.findall(r'href="67-dak-nong\.html#indicator-(\d)" class="(\w+)"', html)
    assert [verdict for _, verdict in marks] == [
        "met", "met", "not_assessed", "not_assessed", "not_met", "not_met", "met", "not_met", "not_assessed",
    ]  # fmt: skip
    assert [number for number, _ in marks] == [str(number) for number in range(1, 10)]


def test_only_its_own_script_may_run(html: str):
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    told = "sha256-" + b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src '{told}'" in html
    assert html.count("script-src") == 1


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "found"),
    [("dak nong", ["67"]), ("ĐẮK", ["66", "67"]), ("67", ["67"]), ("hoa binh", ["17"]), ("không có", [])],
)
def test_a_province_is_found_with_marks_and_without(page: Page, typed: str, found: list[str]):
    page.fill("#find input", typed)
    assert _shown(page) == found
    assert page.text_content("#find output") == f"{len(found)} / {len(provinces())}"


@pytest.mark.browser
def test_filters_narrow_the_list_down_together(page: Page):
    page.select_option("[name=region]", "Tây Nguyên")
    assert _shown(page) == ["62", "64", "66", "67", "68"]
    page.select_option("[name=indicator]", "7")
    page.select_option("[name=verdict]", "met")
    assert _shown(page) == ["67"]
    page.select_option("[name=verdict]", "not_met")
    assert _shown(page) == []


@pytest.mark.browser
def test_who_sent_nothing_or_what_cannot_be_read_is_listed_by_its_state(page: Page):
    page.select_option("[name=problems]", "unreadable")
    assert _shown(page) == ["02"]
    page.select_option("[name=problems]", "not_sent")
    assert len(_shown(page)) == len(provinces()) - 3


@pytest.mark.browser
def test_it_is_sorted_by_what_one_looks_for_and_back(page: Page):
    page.select_option("[name=sort]", "not_met")
    assert _shown(page)[0] == "67"
    page.select_option("[name=sort]", "code")
    assert _shown(page) == sorted(provinces())


@pytest.mark.browser
def test_without_scripts_it_is_the_plain_table(browser: Browser, file: Path):
    with blank_tab(browser, java_script_enabled=False) as plain:
        plain.goto(file.as_uri())
        assert not plain.locator("#find").is_visible()
        assert plain.locator("table.index tbody tr").count() == len(provinces())


@pytest.mark.browser
def test_axe_finds_nothing_on_it(browser: Browser, file: Path):
    with opened(browser, file, viewport={"width": 320, "height": 800}) as found:
        assert violations(found) == []
        assert found.evaluate("document.documentElement.scrollWidth") <= 320
        found.emulate_media(color_scheme="dark")
        assert violations(found, colours_only=True) == []


def test_on_a_phone_names_stay_in_sight_and_the_rest_slides(page: Page):
    page.set_viewport_size({"width": 360, "height": 800})
    region, name = page.locator("[role=region]:has(table.index)"), page.locator("table.index tbody a").first
    assert region.evaluate("each => each.scrollWidth > each.clientWidth")
    region.evaluate("each => each.scrollLeft = 9999")
    left, width = name.evaluate("each => [each.getBoundingClientRect().left, each.getBoundingClientRect().width]")
    assert left >= 0 and left + width <= 180
    assert name.evaluate("each => each.getClientRects().length") == 1
