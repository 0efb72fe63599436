"""The pieces of a page as output of cells: styled, told in plain words, and the exporter found by its name."""

import re
import tomllib

from test_leading import executed

from pages import PROJECT
from rehab.pages.citing.html import notebook_style, words_of
from rehab.pages.frame.export import export_page
from rehab.pages.numbers.material import Material
from rehab.pages.sections.brief import Brief


def test_the_piece_that_heads_a_notebook_brings_the_style_of_all_pieces_and_the_page_leaves_it_there(
    material: Material,
):
    brief = Brief(material)
    heading, _ = brief.heading()._repr_mimebundle_()
    summary, _ = brief.summary()._repr_mimebundle_()
    assert heading["text/html"].startswith(notebook_style())
    assert "<style" not in summary["text/html"]
    assert "data-notebook" not in export_page(executed(brief.heading(), brief.summary()))


def test_the_style_of_cell_outputs_touches_nothing_else_of_the_notebook():
    rules = re.sub(r"\{[^}]*\}", "|", notebook_style().partition(">")[2].partition("<")[0])
    # A comma in a selector list would let what follows it out of the mark; those inside `:is()` do not.
    selectors = [
        one for rule in rules.split("|") for one in re.sub(r"\([^()]*\)", "()", rule).split(",") if one.strip()
    ]
    assert all("[data-province]" in selector for selector in selectors)


def test_a_piece_without_html_says_what_it_is(material: Material):
    shown, _ = Brief(material).summary()._repr_mimebundle_()
    assert shown["text/plain"].startswith("Kết quả chung Đạt 3 trong 9 chỉ tiêu")


def test_plain_words_are_of_what_is_read_alone():
    assert words_of("<style>p { }</style><svg><title>x</title></svg><p>36,1%</p><p>3/7 &lt;</p>") == "36,1% 3/7 <"


def test_no_words_of_the_nine_run_together_where_no_style_sets_them_apart(material: Material):
    markup = Brief(material).nine_indicators().markup
    assert not re.search(r"[^\s>]<span class=\"note\"|</(strong|a|span)><span class=\"note\"", markup)


def test_jupyter_finds_the_exporter_by_a_name_that_its_addresses_can_hold():
    told = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    names = told["project"]["entry-points"]["nbconvert.exporters"]
    assert names
    assert all(re.fullmatch(r"\w+", name) for name in names)
