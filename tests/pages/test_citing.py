"""What a page cites is what it prints: no more and no less, whatever was called, how often and in which order."""

import pickle
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup, escape
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from chosen_pages import BuiltPage
from rehab.pages.citing.html import Html
from rehab.pages.citing.phrases import Citation, Run, fill, join, phrase
from rehab.pages.citing.printing import Printer
from rehab.pages.frame.export import export_page
from rehab.pages.frame.own import OwnPage, own_page
from rehab.pages.frame.sources import SourceError, sources
from rehab.pages.numbers.material import Material
from rehab.pages.sections.brief import Brief

SECTIONS = (
    "heading", "summary", "picture", "nine_indicators", "cautions", "indicators", "treatment", "movement", "centres",
    "funding", "open_points", "words", "problems", "method", "sources",
)  # fmt: skip


class Cited(HTMLParser):
    """Figures of a page that lead to a source, and the rows of its list of sources with where each leads back."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: dict[str, tuple[str, dict[str, str | None]]] = {}
        self.links: list[str] = []
        self.rows: dict[str, list[str]] = {}
        self._in_list = False
        self._row = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id"):
            self.ids[str(named["id"])] = (tag, named)
        if tag == "table":
            self._in_list = named.get("class") == "sources"
        elif self._in_list and tag == "tr" and "id" in named:
            self._row = str(named["id"])
            self.rows[self._row] = []
        elif self._in_list and tag == "a" and self._row:
            self.rows[self._row].append(str(named["href"]).removeprefix("#"))
        elif tag == "a" and (link := re.fullmatch(r"#(\d.*)", named.get("href") or "")):
            self.links.append(link[1])

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._in_list, self._row = False, ""


def notebook(*pieces: Html) -> NotebookNode:
    """An executed notebook with a cell for each piece."""
    cells = [new_markdown_cell("# Sổ tay")]
    for piece in pieces:
        data, metadata = piece._repr_mimebundle_()
        output = new_output("execute_result", data=data, metadata=metadata, execution_count=1)
        cells.append(new_code_cell("brief.section()", outputs=[output]))
    return new_notebook(cells=cells)


def cell(key: str = "1a1", sheet: str = "PL1") -> Citation:
    return Citation(key, "Người", "5", "2018", "67.xlsx", sheet, key[1:].upper(), "5", False)


def keys(page: NotebookNode) -> list[str]:
    return [source.citation.key for own in sources(page).values() for source in own]


# ── All pages ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_source_names_where_it_is_used_and_there_a_figure_leads_to_it(pages: list[BuiltPage]):
    for built in pages:
        found = Cited(built.html)
        assert found.rows or built.kind == "mostly_blank", built.name
        for row, places in found.rows.items():
            assert places, (built.name, row)
            for place in places:
                tag, named = found.ids[place]
                assert (tag, named["href"]) == ("a", f"#{row}"), (built.name, place)


def test_every_figure_of_the_workbook_leads_to_its_row_in_the_list_of_sources(pages: list[BuiltPage]):
    for built in pages:
        found = Cited(built.html)
        assert set(found.links) == set(found.rows), built.name


# ── Calls ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_order_of_calls_does_not_matter(material: Material):
    forwards, backwards = Brief(material), Brief(replace(material))
    one = {name: getattr(forwards, name)() for name in SECTIONS}
    other = {name: getattr(backwards, name)() for name in reversed(SECTIONS)}
    assert one == other
    assert export_page(notebook(*one.values())) == export_page(notebook(*(other[name] for name in SECTIONS)))


def test_a_cell_run_twice_changes_nothing(material: Material):
    brief = Brief(material)
    first = {name: getattr(brief, name)() for name in SECTIONS}
    assert {name: getattr(brief, name)() for name in SECTIONS} == first


def test_a_section_that_the_page_does_not_show_adds_no_source(material: Material):
    brief = Brief(material)
    brief.indicators()
    whole = set(keys(notebook(brief.heading(), brief.nine_indicators(), brief.indicators())))
    shown = keys(notebook(brief.heading(), brief.nine_indicators()))
    assert shown == [use.citation.key for use in brief.nine_indicators().uses]
    assert set(shown) < whole


def test_a_figure_that_is_made_and_not_printed_is_no_source(material: Material):
    printer = Printer("nine", "vi")
    shown, kept = (phrase(Run("5", "n", cites=cell(key))) for key in ("1a1", "1a2"))
    fill("{figure} người", figure=kept)
    printer.print(fill("{figure} người", figure=shown))
    assert [use.citation.key for use in printer.uses] == ["1a1"]


def test_sources_stand_in_the_order_in_which_the_page_prints_them(material: Material):
    brief = Brief(material)
    assert keys(notebook(brief.heading(), brief.treatment(), brief.indicators())) != keys(
        notebook(brief.heading(), brief.indicators(), brief.treatment())
    )


# ── Print ───────────────────────────────────────────────────────────────────────────────────────────────


def test_only_the_first_figure_of_a_section_is_led_back_to():
    printer = Printer("nine", "vi")
    twice = join([phrase(Run("5", "n", cites=cell()))] * 2)
    assert printer.print(twice) == '<a class="n" id="ni1" href="#1a1">5</a>; <a class="n" href="#1a1">5</a>'


def test_words_of_the_workbook_are_escaped_and_marked_as_vietnamese_on_an_english_page():
    said = phrase(Run("<b>", "quoted", is_quoted=True))
    assert Printer("nine", "en").print(said) == '<span class="quoted" lang="vi">&lt;b&gt;</span>'
    assert Printer("nine", "vi").print(said) == '<span class="quoted">&lt;b&gt;</span>'


@pytest.mark.parametrize("lose", [escape, Markup("{}").format, Markup("").join, Markup])
def test_a_phrase_cannot_lose_its_citation_on_the_way_to_the_template(lose):
    said = phrase(Run("5", "n", cites=cell()))
    with pytest.raises(TypeError):
        lose([said] if lose == Markup("").join else said)


# ── Export ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_notebook_without_a_place_for_sources_gets_the_list_at_its_end(material: Material):
    brief = Brief(material)
    page = export_page(notebook(brief.heading(), brief.nine_indicators()))
    assert page.count('id="sources"') == 1
    assert page.index('id="sources"') > page.index('id="nine"')
    assert set(Cited(page).rows) == set(Cited(page).links)


def test_sections_shown_in_anybodys_notebook_cite_their_cells_on_its_page(material: Material):
    own = OwnPage("mine", "Sổ tay", "Đắk Nông", "67", "reported", False, "vi", "public", Path("mine.ipynb"))
    page = export_page(own_page(notebook(Brief(material).nine_indicators()), own))
    assert Cited(page).links
    assert set(Cited(page).rows) == set(Cited(page).links)


@pytest.mark.parametrize(
    "told", ["x", {"page": "x"}, {"cites": [1]}, {"cites": [{"at": "a"}], "section": "x"}, {"sources": 3}]
)
def test_what_anybody_sends_along_under_our_name_is_left_out(told: object):
    own = OwnPage("mine", "Sổ tay", "Đắk Nông", "67", "reported", False, "vi", "public", Path("mine.ipynb"))
    shown = new_output("display_data", {"text/html": "<b>đậm</b>"}, metadata={"rehab": told})
    page = export_page(own_page(new_notebook(cells=[new_code_cell(outputs=[shown])]), own))
    assert "<b>đậm</b>" in page
    assert 'id="sources"' not in page


def test_a_notebook_that_cites_nothing_has_no_list_of_sources(material: Material):
    brief = Brief(material)
    assert 'id="sources"' not in export_page(notebook(brief.heading(), brief.method()))


def test_two_cells_under_one_key_are_refused(material: Material):
    pieces = []
    for sheet in ("PL1", "PL2"):
        printer = Printer("nine", "vi")
        printer.print(phrase(Run("5", "n", cites=cell(sheet=sheet))))
        pieces.append(Html("<p></p>", "Chín", printer.uses))
    with pytest.raises(SourceError, match=r"67.xlsx ! PL1 ! A1 ≠ 67.xlsx ! PL2 ! A1") as raised:
        export_page(notebook(Brief(material).heading(), *pieces))
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)
