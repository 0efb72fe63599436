"""The five-year review of one province, in the outline's order: what a notebook calls, chapter by chapter."""

import re
from collections.abc import Iterable
from string import ascii_lowercase

from rehab.catalog.outline import Chapter, chapters
from rehab.catalog.reviews import in_its_review
from rehab.catalog.texts import text
from rehab.disclosure.audiences import PUBLIC
from rehab.pages.citing.formats import shorten
from rehab.pages.citing.html import Html, own_style, render
from rehab.pages.citing.marks import label
from rehab.pages.files.edited import document_name
from rehab.pages.frame.links import GivenLink
from rehab.pages.numbers.material import load_material
from rehab.pages.sections.chapter import told_chapter
from rehab.pages.sections.heading import page_heading
from rehab.pages.sections.province_page import ProvincePage

KIND = "review"
# Documents beside the page, as files are named.
_WORD = ("review", "evaluation")
# Ids of places of use begin with two letters of its own in each chapter; no other section's name begins with this one.
_BEGINNING = "z"
_LONGEST_NAME, _LEFT_OUT = 44, re.compile(",? …$")


@in_its_review
class ProvinceReview(ProvincePage):
    """Chapters of one province's review."""

    def heading(self) -> Html:
        """Province, report and contents; says so where the data is made up."""
        contents = {_anchor(own): label(self._called(own)) for own in chapters()}
        slug, language = self.material.province.slug, self.material.language
        documents = [(document_name(slug, what, language), text(f"review.document_{what}", language)) for what in _WORD]
        return page_heading(self.material, self._links, KIND, KIND, contents, own_style("sliding", "review"), documents)

    def chapter(self, item: str) -> Html:
        """One chapter of the outline by its number (`I.2.1`). Raises KeyError where there is none."""
        by_item = {own.heading.item: (place, own) for place, own in enumerate(chapters())}
        place, own = by_item[item]
        return render(
            "chapter",
            self.material.language,
            place=(f"{_BEGINNING}{ascii_lowercase[place]}", text("review.place", self.material.language, chapter=item)),
            province=self.material.province.code,
            anchor=_anchor(own),
            chapter=told_chapter(self.material, own),
        )

    def _called(self, chapter: Chapter) -> str:
        """What the contents call a chapter: its number and the first words of its title."""
        number = chapter.heading.item.partition("-")[0]
        # In a narrow column the dots would stand in a line of their own.
        return _LEFT_OUT.sub("…", shorten(f"{number} {chapter.heading.text(self.material.language)}", _LONGEST_NAME))

    def sources(self) -> Html:
        """Where the page lists every cell that a figure on it came from."""
        province = self.material.province.code
        words = {"file": self.material.file, "province": province}
        return render("sources", self.material.language, sources=words, province=province)


def _anchor(chapter: Chapter) -> str:
    return "chapter-" + chapter.heading.item.replace(".", "")


def open_review(
    province: str | int,
    collection: str,
    language: str = "vi",
    as_of: str = "",
    data: str = "",
    audience: str = PUBLIC,
    links: Iterable[GivenLink] = (),
) -> ProvinceReview:
    """The review of one province of a collection; the parameters are those of `open_brief`.

    Raises MaterialError, UnknownProvinceError or UnknownAudienceError.
    """
    return ProvinceReview(load_material(province, collection, language, as_of, data, audience), links)
