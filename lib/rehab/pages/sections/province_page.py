"""What the pages of one province have in common: the material that they are made of, and the pages they lead to."""

from collections.abc import Iterable
from typing import Any

from rehab.catalog.reviews import Review
from rehab.pages.citing.html import Html, render
from rehab.pages.frame.links import GivenLink
from rehab.pages.numbers.material import Material


class ProvincePage:
    """Sections of one province's page, in the language of its material.

    Sections may be called in any order, and again. `links` are the pages that this one may lead to, as a run gives
    them. A kind of page says `@in_its_review`, so that its sections speak of the review that its province reports on.
    """

    def __init__(self, material: Material, links: Iterable[GivenLink] = ()) -> None:
        self.material = material
        self._links = tuple(links)

    @property
    def review(self) -> Review:
        """The review that its province reports on."""
        return self.material.review

    def _render(self, template: str, **context: Any) -> Html:
        return render(template, self.material.language, province=self.material.province.code, **context)
