"""The page on the state of the data, built by the front door: the way to it and back, and what stands on it."""

import re

from chosen_pages import BuiltPage
from pages import Page
from rehab.pages.frame.weights import weigh
from untraced import untraced_digits

MOST = 200_000


def test_list_and_overview_lead_to_it_and_it_leads_back(qualities: list[BuiltPage]):
    for built in qualities:
        ending = "" if built.language == "vi" else ".en"
        links = {link["href"] for link in Page(built.html).all("a")}
        assert {f"index{ending}.html", f"overview{ending}.html"} <= links
        for name in ("index", "overview"):
            other = built.file.with_name(f"{name}{ending}.html").read_text("utf-8")
            assert f'href="{built.file.name}"' in other, name


def test_every_link_to_a_province_leads_to_a_place_that_is_there(qualities: list[BuiltPage]):
    for built in qualities:
        links = {str(link["href"]) for link in Page(built.html).all("a") if not str(link["href"]).startswith("#")}
        for file, _, anchor in (link.partition("#") for link in links):
            page = built.file.with_name(file).read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in page, (file, anchor)


def test_no_digit_stands_on_it_by_itself(qualities: list[BuiltPage]):
    assert not {built.name: found for built in qualities if (found := untraced_digits(built.html))}


def test_it_is_light_and_holds_no_script(qualities: list[BuiltPage]):
    assert not {built.name: size for built in qualities if (size := weigh(built.html).whole) > MOST}
    assert not any(Page(built.html).all("script") for built in qualities)


def test_a_broken_workbook_is_named_with_its_file(qualities: list[BuiltPage]):
    (reported,) = (built for built in qualities if "reported" in built.file.parts and built.language == "vi")
    said = re.sub("<[^>]*>", "", reported.html)
    assert re.search(r"Không đọc được \(1\): \w", said)
    assert "không mở được như một bảng tính" in said


def test_the_public_page_says_what_it_does_not_count(qualities: list[BuiltPage]):
    said = {"vi": "Bản công khai không đếm những lỗi", "en": "The public edition does not count problems"}
    assert all(said[built.language] in Page(built.html).text for built in qualities)
