"""What a reader must find on Đắk Nông's page: why, from which cells, on which days, whose verdict."""

import re

import pytest

from pages import Page


def _about(html: str, number: int) -> str:
    """Text of what folds out on one indicator."""
    following = html.partition(f'<details class="fold indicator" id="about-{number}">')[2]
    assert following
    return Page(re.split(r'<details class="fold indicator"|</section>', following)[0]).text


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    "said",
    [
        "36,1% , thấp hơn mục tiêu 80%",
        "( 59 + 97 + 180 ) / 930 = 36,1%",
        "cần 744 người; các thành phần đã có số liệu cộng là 336 người, còn cách 408 người theo số đã có",
        "Hoàn thành cai nghiện bắt buộc: 59 ( 01/2017-6/2020 ; Phụ lục 4 ! J19 )",
        "Đang cai nghiện bắt buộc (cuối kỳ): 97 ( 10/6/2020 ; Phụ lục 4 ! J28 )",
        "180 ( 02/6/2020 ; Phụ lục 2 ! J41 )",
        "930 ( 6 tháng đầu năm 2020 ; Phụ lục 2 ! I19 )",
        "chưa có số liệu: Hoàn thành cai nghiện tự nguyện;",
    ],
)
def test_why_6_is_not_met_from_which_cells_on_which_days_and_what_is_missing(html: str, said: str):
    assert _tight(said) in _tight(_about(html, 6))


def test_whether_7_would_still_be_met_on_another_denominator(html: str):
    said = _tight(_about(html, 7))
    assert _tight("81 / 930 ≥ 8,7%. Không đạt theo số đã có") in said
    assert _tight("chưa tính được, thiếu Tiếp nhận cai nghiện tự nguyện.") in said


def test_whose_verdict_2_is(html: str):
    assert "Đạt Tỉnh tự đánh giá." in _about(html, 2)


def test_one_sentence_keeps_apart_what_was_computed_and_what_was_only_stated(html: str):
    lead = re.search(r'<p class="lead">(.*?)</p>', html, re.DOTALL)
    tallies = re.search(r'<ul class="tallies">(.*?)</ul>', html, re.DOTALL)
    assert lead
    assert tallies
    said = "Đạt 3 trong 9 chỉ tiêu, 1 tính từ số liệu và 2 do tỉnh tự đánh giá; xa mục tiêu nhất là chỉ tiêu 6: 36,1%,"
    said += " mới có 3/7 thành phần, mục tiêu 80%; chỉ tiêu 7 đạt sát nút."
    assert _tight(said) == _tight(Page(lead[1]).text)
    by_verdict = "✓ Đạt 3 ✗ Không đạt 3: 1 tính từ số liệu và 2 do tỉnh tự đánh giá"
    by_verdict += " – Không đánh giá 3: tỉnh nêu chưa có cơ sở cai nghiện"
    assert _tight(by_verdict) == _tight(Page(tallies[1]).text)


def test_a_source_leads_back_to_every_section_that_uses_it(html: str):
    row = re.search(r'<tr id="(\d+j28)">((?!<tr).)*<td>J28<.*?(?=<tr|</tbody>)', html, re.DOTALL)
    assert row
    back = re.findall(r'<a href="#([a-z]{2}\d+)">([^<]+)</a>', row[0])
    assert [name for _, name in back] == ["Chỉ tiêu", "Điều trị"]
    assert all(f'<a class="n" id="{place}" href="#{row[1]}" data-p="4 ! J28">97</a>' in html for place, _ in back)
