"""The page on the state of the data: what its notebook calls, section by section."""

import shlex
from collections.abc import Iterable
from typing import Any

from rehab.catalog.reviews import Review, in_its_review
from rehab.disclosure.audiences import PUBLIC
from rehab.pages.citing.html import Html, render
from rehab.pages.citing.marks import quoted
from rehab.pages.frame.links import GivenLink
from rehab.pages.numbers.quality import QualityMaterial, load_quality
from rehab.pages.sections.overview_heading import overview_heading
from rehab.pages.sections.quality_filled import appendix_columns, appendix_rows, line_columns, line_rows
from rehab.pages.sections.quality_problems import indicator_rows, kind_groups, worst_rows
from rehab.pages.sections.quality_sent import changed_rows, files_said, finding, source_rows, unmatched_words

KIND = "quality"
CONTENTS = ("files", "indicators", "kinds", "worst", "appendices", "lines", "sources")


@in_its_review
class Quality:
    """Sections of the page on the state of a collection's data; to be called in any order."""

    def __init__(self, material: QualityMaterial) -> None:
        self.material = material

    @property
    def review(self) -> Review:
        """The review that the collection reports on."""
        return self.material.country.review

    def heading(self) -> Html:
        """What the page is of, and contents; says so where the data is made up."""
        return overview_heading(self.material.country, KIND, CONTENTS, "quality")

    def finding(self) -> Html:
        """Who sent what, how much is wrong, whom to ask first: the page in a few sentences."""
        return self._render("quality_finding", sentences=finding(self.material))

    def files(self) -> Html:
        """Who sent nothing, files that could not be read, second files of a province, files of another kind."""
        return self._render(
            "quality_files",
            said=files_said(self.material),
            changed=changed_rows(self.material),
            unmatched=unmatched_words(self.material),
        )

    def worst(self) -> Html:
        """The provinces, the one with the gravest problems first, each with its command."""
        whole = shlex.join(["rehab", "send", "--collection", self.material.country.collection, "--out", "phan-hoi"])
        return self._render("quality_worst", rows=worst_rows(self.material), command=quoted(whole))

    def problems(self) -> Html:
        """What problems may change by indicator, and their kinds by what becomes of the figures."""
        return self._render(
            "quality_problems", groups=kind_groups(self.material), indicators=indicator_rows(self.material)
        )

    def filled(self) -> Html:
        """How much of the form is filled: by province, by line."""
        material = self.material
        return self._render(
            "quality_filled",
            columns=appendix_columns(material),
            rows=appendix_rows(material),
            line_columns=line_columns(material),
            line_rows=line_rows(material),
            sent=material.country.figures.count(len(material.sent.sources)),
        )

    def sources(self) -> Html:
        """The file, the office, the number and the day of each province's report."""
        return self._render("quality_sources", rows=source_rows(self.material))

    def _render(self, template: str, **context: Any) -> Html:
        return render(template, self.material.language, **context)


def open_quality(
    collection: str, language: str = "vi", data: str = "", audience: str = PUBLIC, links: Iterable[GivenLink] = ()
) -> Quality:
    """The page on the state of a collection's data.

    `audience`: `public`, made of each province's public tables alone, or `internal`. `links`: pages to lead to.
    Raises MaterialError, CollectionError, SpellingsError or UnknownAudienceError.
    """
    return Quality(load_quality(collection, language, data, audience, links))
