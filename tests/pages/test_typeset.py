"""Where lines of a page may be broken, and its dashes."""

import re
import unicodedata
from html import unescape
from pathlib import Path

import matplotlib
import pytest
from fontTools.ttLib import TTFont

import rehab
from chosen_pages import BuiltPage
from pages import Page
from rehab.pages.frame.typeset import typeset

HELD = {
    "vi": (
        "chỉ tiêu",
        "cai nghiện",
        "ma túy",
        "cơ sở",
        "Đắk Nông",
        "Nghệ An",
        "Phụ lục 4",
        "6 tháng",
        "3 trong 9",
        "năm 2019",
    ),
    "en": ("indicator 6", "22 June 2020", "Nghe An", "36.1% of", "appendix 4"),
}


def body(words: str) -> str:
    return f"<body><h2>{words}</h2></body>"


@pytest.mark.parametrize(
    ("language", "words"), [(one, words) for one, all_words in HELD.items() for words in all_words]
)
def test_words_that_belong_together_are_held_together(language: str, words: str):
    assert typeset(body(words), language) == body(words.replace(" ", "\u00a0"))


def test_whose_page_it_is_stays_as_others_look_for_it():
    page = "<body><h1>Tỉnh Đắk Nông: kết quả</h1></body>"
    assert typeset(page, "vi") == page.replace("kết quả", "kết\u00a0quả")


def test_words_that_do_not_belong_together_may_part():
    page = body("Kết quả, chỉ, tiêu: số; liệu. Tỉnh nêu có, không")
    assert typeset(page, "vi").replace("Kết\u00a0quả", "Kết quả") == page


def test_a_number_in_a_link_is_held_to_its_unit_and_a_dash_to_what_it_follows():
    given = body('Chỉ tiêu <a class="n" href="#x">6</a> tháng và Bà Rịa - Vũng Tàu')
    held = body('Chỉ\u00a0tiêu\u00a0<a class="n" href="#x">6</a>\u00a0tháng và Bà\u00a0Rịa\u00a0- Vũng\u00a0Tàu')
    assert typeset(given, "vi") == held


@pytest.mark.parametrize(
    "words",
    [
        '<span class="quoted" lang="vi">chỉ tiêu 6 tháng 2016-2020</span>',
        "<svg><title>2016-2020</title></svg>",
        '<a title="chỉ tiêu 2016-2020" href="#2016-2020"></a>',
        "<blockquote>2016-2020</blockquote>",
        "67-2016-2020;2016-2020/06;12016-2020",
    ],
)
def test_words_of_a_workbook_pictures_attributes_and_addresses_stay_as_they_are(words: str):
    assert typeset(body(words), "vi") == body(words)


def test_nothing_but_spaces_and_dashes_is_changed_and_a_second_time_nothing(all_pages: list[BuiltPage]):
    for built in all_pages:
        html = built.html
        assert typeset(html, built.language) == html, built.name
        assert Page(html).text == Page(html.replace("\u00a0", " ")).text


def test_pages_have_no_hyphen_between_years_and_no_heading_that_parts_an_indicator(all_pages: list[BuiltPage]):
    elsewhere = r'(?s)<(style|script|svg)\b.*?</\1>|class="[^"]*\b(?:quoted|label)\b[^<]*<|<(?!/?h\d)[^>]*>'
    for built in all_pages:
        own = re.sub(elsewhere, "", built.html.partition("<body")[2])
        assert not re.findall(r"\b(?:19|20)\d\d-(?:19|20)\d\d\b", own), built.name
        assert "chỉ tiêu" not in "".join(re.findall(r"(?s)<h[1-4].*?</h[1-4]>", own)).lower(), built.name


# Fonts that have every letter of Vietnamese, by the system that always has them; the first of them that a machine has
# is taken.
FONTS = {"Windows": "Segoe UI", "Android": "Roboto", "macOS": "Helvetica Neue", "Debian": "DejaVu Sans"}


def test_whatever_prints_words_asks_for_the_same_fonts_one_for_each_system():
    asking = ("pages/frame/page/style.css", "pages/citing/notebook.css", "charts/lean.py")
    lib = Path(rehab.__file__).parent
    stacks = re.findall(
        r"[\"']Segoe UI[\"'], ?[^;}]*?sans-serif", "".join(lib.joinpath(name).read_text("utf-8") for name in asking)
    )
    asked = {tuple(re.sub(r"[\"'\\]", "", name).strip() for name in stack.split(",")) for stack in stacks}
    assert len(stacks) >= len(asking)
    (families,) = asked
    assert set(FONTS.values()) < set(families)


@pytest.mark.parametrize("face", ["DejaVuSans", "DejaVuSans-Bold"])
def test_debian_s_font_has_every_letter_and_sign_of_every_page(face: str, all_pages: list[BuiltPage]):
    known = set(TTFont(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{face}.ttf").getBestCmap())
    for built in all_pages:
        shown = unescape(re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]*>", "", built.html))
        # Wide digits are what a workbook's cell holds, told as they stand there.
        own = {each for each in shown if not each.isspace() and unicodedata.east_asian_width(each) != "F"}
        assert {each for each in own if ord(each) not in known} == set(), built.name
