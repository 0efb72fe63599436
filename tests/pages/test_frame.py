"""The frame of a page: headings, landmarks, captions, the way to the other language, its weight."""

import re
from itertools import pairwise
from pathlib import Path

from pages import PROJECT, Page, copy_of_raw, processed
from places import BRIEF, build
from rehab.pages.sections.brief import open_brief
from rehab.store.project import Project


def test_headings_never_skip_a_level(html: str):
    levels = [int(tag[1]) for tag, _ in Page(html).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_page_has_one_header_one_main_part_and_one_footer_and_named_regions(html: str):
    page = Page(html)
    assert [len(page.all(tag)) for tag in ("header", "main", "footer", "nav")] == [1, 1, 1, 2]
    ids = {attributes.get("id") for _, attributes in page.elements}
    assert all(attributes["aria-labelledby"] in ids for attributes in page.all("section"))


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(html: str):
    page = Page(html)
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(attributes.get("scope") for attributes in page.all("th"))


def test_a_page_leads_to_the_same_page_in_the_other_language(tmp_path: Path):
    english = {"kind": "brief", "title": "Brief", "province": "67", "language": "en", "file": "67-dak-nong.en.html"}
    brief = open_brief("67", "reported", "vi", data=str(processed(tmp_path)), links=[english])
    switch = next(a for a in Page(brief.heading().markup).all("a") if a.get("rel") == "alternate")
    assert (switch["href"], switch["hreflang"], switch["lang"]) == ("67-dak-nong.en.html", "en", "en")


def test_pages_built_in_both_languages_lead_to_each_other(html: str, english: str):
    assert re.search(r'<a [^>]*href="67-dak-nong.en.html" hreflang="en" lang="en"', html)
    assert re.search(r'<a [^>]*href="67-dak-nong.html" hreflang="vi" lang="vi"', english)


def test_a_page_built_in_one_language_leads_to_no_other(tmp_path: Path):
    project = Project(copy_of_raw(tmp_path), tmp_path / "briefs", PROJECT / "notebooks")
    build(project, ("reported",), kinds=BRIEF)
    page = (tmp_path / "briefs" / "reported" / "67-dak-nong.html").read_text("utf-8")
    assert 'rel="alternate"' not in page


def test_a_long_cause_is_cut_in_the_table_and_whole_in_the_annex(html: str):
    row = re.search(r'<tr id="indicator-8".*?</tr>', html, re.DOTALL)
    assert row
    assert "hộ nghèo hoặc cận nghèo" not in row[0]
    assert 'href="#words-8"' in row[0]
    assert re.sub(r'href="data:[^"]*"', "", html).count("hộ nghèo hoặc cận nghèo") == 1


def test_what_is_neither_figure_nor_data_weighs_at_most_30_kilobytes(html: str):
    frame = re.sub(r"<section.*?</section>", "", html, flags=re.DOTALL)
    headings = "".join(re.findall(r"<h2.*?</h2>|<caption.*?</caption>|<thead.*?</thead>", html, re.DOTALL))
    assert len((frame + headings).encode()) <= 30_000


def test_a_page_weighs_at_most_250_kilobytes(html: str):
    assert len(html.encode()) <= 250_000
