"""Links inside a page lead only to what the page holds."""

import re

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from pages import Page
from rehab.batch.proof import missing_from
from rehab.batch.subjects import Address, Subject
from rehab.catalog.kinds import kind_from_row, kinds
from rehab.catalog.registry import UnknownNameError
from rehab.pages.citing.html import Html
from rehab.pages.frame.export import export_page, page_metadata
from rehab.pages.frame.leading import known_sections, led_to_what_is_held, section_of, without_dead_links
from rehab.pages.numbers.material import Material
from rehab.pages.sections.brief import Brief

HELD = '<h2 id="nine">a</h2><h2 id="sources">b</h2>'
CONTENTS = '<nav class="contents"><ul><li><a href="#{}">x</a></li></ul></nav>'


def test_links_to_places_that_are_not_there_become_words():
    page = '<!DOCTYPE html><!-- c --><a class="n" id="i" href="#o-1">5 &lt; 6&nbsp;</a><a href="#top">^</a>'
    plain = '<!DOCTYPE html><!-- c --><span class="n" id="i">5 &lt; 6&nbsp;</span><span>^</span>'
    assert without_dead_links(page) == plain


@pytest.mark.parametrize("place", ["calc-2a", "about-3", "calc-funding", "details", "problems"])
def test_a_link_to_a_section_that_is_left_out_is_plain_words(place: str):
    assert led_to_what_is_held(f'{HELD}<p><a class="n" href="#{place}">x</a>') == f'{HELD}<p><span class="n">x</span>'


def test_a_link_to_a_place_that_stands_outside_its_section_stays():
    page = f'{HELD}<li id="calc-6">6</li><a href="#calc-6">x</a>'
    assert led_to_what_is_held(page) == page


@pytest.mark.parametrize("place", ["indicator-99", "nine-12", "roster", "34-F8-2"])
def test_a_link_that_is_dead_in_a_section_that_is_there_or_in_none_stays_for_the_proof_to_find(place: str):
    page = f'{HELD}<a href="#{place}">x</a>'
    assert led_to_what_is_held(page) == page


@pytest.mark.parametrize(
    "page", ['1 <b$ <a href="#x">2</a>', '<svg><a href="#x"/></svg>', '<area href="#x"/>', "<a href=#x>"]
)
def test_whatever_has_a_dead_link_loses_it(page: str):
    assert "#x" not in without_dead_links(page)
    assert without_dead_links(without_dead_links(page)) == without_dead_links(page)


def test_what_only_says_where_to_read_on_goes_with_its_section():
    assert led_to_what_is_held(f'{HELD}<p>a <a href="#words-3">xem đủ</a></p>') == f"{HELD}<p>a </p>"


def test_contents_name_only_what_is_there_and_go_with_their_last_link():
    assert led_to_what_is_held(HELD + CONTENTS.format("method")) == HELD
    kept = HELD + CONTENTS.format("nine")
    assert led_to_what_is_held(kept) == kept


def test_a_whole_brief_is_left_byte_by_byte_as_it_is(html: str, english: str):
    assert led_to_what_is_held(html) == html
    assert led_to_what_is_held(english) == english
    # The reader that takes links out writes again what it reads.
    assert without_dead_links(html + '<a href="#nowhere">x</a>') == html + "<span>x</span>"


def test_every_place_that_a_brief_links_to_stands_in_the_section_it_is_counted_to(html: str):
    sections = html.split("<section")
    wanted = {link["href"][1:] for link in Page(html).all("a") if (link.get("href") or "").startswith("#")}
    for place in wanted - {"main"}:
        (own,) = [section for section in sections if f' id="{place}"' in section]
        section = section_of(place)
        assert section not in known_sections() or f'id="{section}"' in own, place


LEAFLET = kind_from_row(
    {
        "name": "leaflet",
        "title_vi": "Tờ gấp",
        "title_en": "Leaflet",
        "notebook": "leaflet.ipynb",
        "scope": "province",
        "file": "{province}.leaflet",
        "default": False,
        "audiences": ["public"],
        "beside": [],
        "holds": ["summary", "nine", "open"],
        "charts": 0,
    }
)


def executed(*shown: Html):
    """A notebook that has shown these sections."""
    outputs = []
    for html in shown:
        data, metadata = html._repr_mimebundle_()
        outputs.append(new_output("display_data", data, metadata=metadata))
    return new_notebook(cells=[new_code_cell(outputs=[output]) for output in outputs])


def test_a_kind_that_takes_some_of_the_brief_s_sections_is_whole_and_leads_only_to_those(
    material: Material, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(kinds()._things(), "leaflet", LEAFLET)
    brief = Brief(material)
    shown = executed(brief.heading("leaflet"), brief.summary(), brief.nine_indicators(), brief.open_points())
    page = export_page(shown)
    assert missing_from(page, Address(LEAFLET, Subject("reported", "67"), "vi")) == []
    assert "<h1>Tỉnh Đắk Nông: Tờ gấp</h1>" in page
    assert re.findall(r'<li><a href="#(.*?)">', page.partition("</nav>")[0]) == ["summary", "nine", "open", "sources"]
    told = page_metadata(shown)
    assert (told["kind"], told["subject"], told["province"]) == ("leaflet", "Tỉnh Đắk Nông", "67")


def test_a_heading_of_a_kind_that_there_is_not_is_refused(material: Material):
    with pytest.raises(UnknownNameError):
        Brief(material).heading("no-such-kind")
