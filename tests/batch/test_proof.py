"""The proof of a page: it finds what it asks for however it is written, though it skips the plainest tags."""

import pytest

from rehab.batch.proof import missing_from
from rehab.batch.subjects import Address, Subject
from rehab.catalog.kinds import Kind, default_kinds

WHOLE = '<h1 class="title"><span class="x">Bản tóm tắt</span> <b title="&lt;">Tỉnh Đắk Nông</b></h1>'


def missing(markup: str) -> list[str]:
    kind: Kind = default_kinds()[0]
    found = missing_from(
        f'{WHOLE}<section data-province="67">{markup}</section>', Address(kind, Subject("x", "67"), "vi")
    )
    return [said for said in found if said not in kind.ids and not said.startswith("charts:")]


@pytest.mark.parametrize(
    "place",
    [
        '<td id="here">',
        "<td id=here>",
        '<td class="n" data-label=\'a > b\' id="here">',
        '<td title="</td><b>" id="here">',
        '<TD CLASS="n" ID="here">',
        '<td class="n"\nid = "here"/>',
        '<a class="n" id="here" href="#here">1</a>',
    ],
)
def test_a_place_is_found_however_its_tag_is_written(place: str):
    assert missing(f'<p class="x">{place}<a href="#here">1</a></p>') == []


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#gone">1</a>',
        "<a class='n' HREF=#gone>1</a>",
        '<td class="n" title="<b>"><a class="n"\nhref="#gone">1</a>',
    ],
)
def test_a_dead_link_is_found_however_its_tag_is_written(link: str):
    assert missing(f'<table class="x"><tr>{link}</tr></table>') == ["#gone: dead link"]


@pytest.mark.parametrize(
    "words", ['<!-- <p id="here"> -->', '<style>a::after { content: "<p id=here>" }</style>', '<p title="<b id=here>">']
)
def test_what_only_looks_like_a_place_is_none(words: str):
    assert missing(f'{words}<a href="#here">1</a>') == ["#here: dead link"]


def test_whose_page_it_is_is_read_from_every_section():
    assert missing('<section class="x" data-province="01">') == ["data-province: 01, 67, not 67"]
