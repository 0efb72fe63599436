"""The letter to one province: what it is asked to explain, internal, a page of its own."""

from collections.abc import Iterable

from rehab.catalog.folding import fold
from rehab.catalog.reviews import in_its_review
from rehab.disclosure.audiences import INTERNAL
from rehab.pages.citing.html import Html, own_style
from rehab.pages.frame.links import GivenLink
from rehab.pages.numbers.material import Material, load_material
from rehab.pages.sections.heading import page_heading
from rehab.pages.sections.province_page import ProvincePage
from rehab.pages.sections.questions import questions

KIND = "questions"


@in_its_review
class Letter(ProvincePage):
    """Sections of one province's letter."""

    def heading(self) -> Html:
        """Header: province, report, plan; says so where the data is made up."""
        return page_heading(self.material, self._links, KIND, "questions", {}, own_style("questions"))

    def questions(self) -> Html:
        """Numbered questions to the department, each with its file, sheet and cell."""
        material = self.material
        return self._render(
            "questions",
            questions=questions(material),
            office=office_of(material),
            contact=material.statement("contact"),
            file=material.file,
        )


def office_of(material: Material) -> str:
    """The reporting department by its full name: with its province, which letterheads leave out."""
    issuer = material.statement("issuer")
    # A letter goes to the department as it is called, in Vietnamese whatever the page's language.
    title = material.province.title("vi")
    if not issuer:
        return title
    name = fold(title.removeprefix("Tỉnh ").removeprefix("Thành phố "))
    return issuer if name in fold(issuer) else f"{issuer} {title[0].lower()}{title[1:]}"


def open_letter(
    province: str | int,
    collection: str,
    language: str = "vi",
    as_of: str = "",
    data: str = "",
    audience: str = INTERNAL,
    links: Iterable[GivenLink] = (),
) -> Letter:
    """The letter to one province of a collection; the parameters are those of `open_brief`.

    Raises MaterialError, UnknownProvinceError or UnknownAudienceError.
    """
    return Letter(load_material(province, collection, language, as_of, data, audience), links)
