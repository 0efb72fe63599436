"""Every digit on a page is a figure with its source, a quotation, or text of the catalogue."""

import re

import pytest

from chosen_pages import FAILED, BuiltPage
from untraced import unstated_numbers, untraced_digits


def test_no_digit_stands_on_a_page_by_itself(pages: list[BuiltPage]):
    left = {built.name: found for built in pages if built.kind != FAILED and (found := untraced_digits(built.html))}
    assert not left


def test_pictures_and_their_alternatives_state_only_numbers_of_their_tables(pages: list[BuiltPage]):
    left = {built.name: found for built in pages if built.kind != FAILED and (found := unstated_numbers(built.html))}
    assert not left


@pytest.mark.parametrize("inside", ["desc", "text", "p"])
def test_a_number_that_only_a_picture_states_is_found(pages: list[BuiltPage], inside: str):
    city = next(built for built in pages if built.file.name.startswith("40-"))
    page = re.sub(rf"(<{inside}\b[^>]*>)(?=[^<]*</{inside}>\s*(<div|</g>|<defs))", r"\g<1>987.654 ", city.html, count=1)
    assert "987.654" in unstated_numbers(page)


@pytest.mark.parametrize(
    "spoiled", ["<p>còn 17 người</p>", '<p title="17">x</p>', "<h3>17</h3>", '<table class="years"><td>17</td></table>']
)
def test_a_digit_without_a_source_is_found(dak_nong_page: BuiltPage, spoiled: str):
    page = dak_nong_page.html.replace("</main>", f"{spoiled}</main>")
    assert [found for found in untraced_digits(page) if "17" in found]
