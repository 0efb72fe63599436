"""The page of the whole collection: who sent what, who stands where, and the way to each province's page."""

import re
from html import unescape

import pytest

from chosen_pages import BuiltPage
from pages import Page
from rehab.catalog.provinces import provinces
from rehab.pages.frame.weights import weigh
from untraced import unstated_numbers, untraced_digits

MOST = 400_000


@pytest.fixture
def reported(overviews: list[BuiltPage]) -> BuiltPage:
    """Of Đắk Nông, a blank workbook and a broken one, in Vietnamese."""
    return next(built for built in overviews if "reported" in built.file.parts and built.language == "vi")


@pytest.fixture
def sample(overviews: list[BuiltPage]) -> BuiltPage:
    """Of three made-up provinces, in Vietnamese."""
    return next(built for built in overviews if "sample" in built.file.parts and built.language == "vi")


def _rows(page: str) -> dict[str, str]:
    """Rows of the matrix by province's name."""
    table = page[page.index('<table class="matrix"') :]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table[: table.index("</table>")], re.DOTALL)
    return {re.sub("<[^>]*>", "", name): cells for name, cells in rows}


def test_the_matrix_has_every_province_of_the_review(overviews: list[BuiltPage]):
    for built in overviews:
        names = {one.name_short if built.language == "vi" else one.name_en for one in provinces().values()}
        assert set(_rows(built.html)) == names, built.name


def test_a_province_without_figures_says_why(reported: BuiltPage):
    rows = _rows(reported.html)
    assert "chưa gửi" in rows["Cà Mau"]
    assert "trống" not in rows["Đắk Nông"]
    assert "không đọc được" in rows[provinces()["02"].name_short]


def test_dak_nong_stands_as_its_brief_says_and_leads_there(reported: BuiltPage):
    cells = re.findall(r'href="([^"]*)" aria-label="([^"]*)">([^<]*)<', _rows(reported.html)["Đắk Nông"])
    assert [file for file, _, _ in cells] == [f"67-dak-nong.html#indicator-{number}" for number in range(1, 10)]
    assert [unescape(shown)[0] for _, _, shown in cells] == ["✓", "✓", "–", "–", "✗", "✗", "✓", "✗", "–"]
    # Whose word: 6 and 7 are computed, all others the province's; one person decides 7.
    assert ["°" in shown for _, _, shown in cells] == [True] * 5 + [False] * 2 + [True] * 2
    assert ["±" in shown for _, _, shown in cells] == [False] * 6 + [True] + [False] * 2
    assert "tính từ số liệu, sát ngưỡng" in cells[6][1]


def test_every_link_to_a_province_leads_to_a_place_that_is_there(overviews: list[BuiltPage]):
    for built in overviews:
        targets = {link["href"] for link in Page(built.html).all("a") if "#" in str(link["href"])[1:]}
        assert targets, built.name
        for target in targets:
            file, anchor = str(target).split("#")
            page = (built.file.parent / file).read_text("utf-8")
            assert f'id="{anchor}"' in page or "Chưa dựng" in page or "could be built" in page, target


def test_the_provinces_lead_back_to_it(overviews: list[BuiltPage], dak_nong_page: BuiltPage):
    assert '<a href="overview.html">Tổng quan cả nước</a>' in dak_nong_page.html
    assert all(f'href="{"index" if built.language == "vi" else "index.en"}.html"' in built.html for built in overviews)


def test_made_up_figures_say_so_and_others_do_not(reported: BuiltPage, sample: BuiltPage):
    assert 'class="made-up"' in sample.html
    assert 'class="made-up"' not in reported.html


def test_no_digit_stands_on_it_by_itself_and_pictures_state_only_their_tables(overviews: list[BuiltPage]):
    assert not {built.name: found for built in overviews if (found := untraced_digits(built.html))}
    assert not {built.name: found for built in overviews if (found := unstated_numbers(built.html))}


def test_it_is_light(overviews: list[BuiltPage]):
    assert not {built.name: size for built in overviews if (size := weigh(built.html).whole) > MOST}


def test_the_heading_says_in_words_of_when_its_list_of_provinces_is(overviews: list[BuiltPage]):
    for built in overviews:
        line = re.search(r'<p class="report">(.*?)</p>', built.html, re.DOTALL)
        assert line
        assert re.search(r"(mã năm|as of|of) \d{4}", " ".join(Page(line[1]).text.split())), line[1]


def test_its_first_words_say_how_far_the_verdicts_carry(sample: BuiltPage):
    """Recounted from the marks of the matrix, which stand further down."""
    cells = [
        unescape(shown)
        for row in _rows(sample.html).values()
        for shown in re.findall(r'aria-label="[^"]*">([^<]*)<', row)
    ]
    decided = [shown for shown in cells if shown[0] in "✓✗"]
    computed = [shown for shown in decided if "°" not in shown]
    words = " ".join(Page(_section(sample.html, "cautions")).text.split())
    differing = sum("≠" in shown for shown in computed)
    assert differing
    assert f"{differing} trong {len(computed)} kết quả tính từ số liệu khác với đánh giá của tỉnh" in words
    assert f"{len(decided) - len(computed)} kết quả Đạt hoặc Không đạt là lời của tỉnh" in words


def test_a_bar_is_as_long_as_the_counts_beside_it(overviews: list[BuiltPage]):
    for built in overviews:
        rows = re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", _section(built.html, "splits"), re.DOTALL)
        assert len(rows) == 9, built.name
        for row in rows:
            met, also, not_met, missed = (int(Page(cell).text) for cell in re.findall(r"<td>.*?</td>", row)[:4])
            lengths = [re.search(pattern, row) for pattern in (r"M0 5H(\d+)", r"M\d+ 5h(\d+)")]
            drawn = [int(length[1]) if length else 0 for length in lengths]
            assert drawn == [met + also, not_met + missed], (built.name, row)


def _section(page: str, name: str) -> str:
    start = page.index(f'<section aria-labelledby="{name}"')
    return page[start : page.index("</section>", start)]
