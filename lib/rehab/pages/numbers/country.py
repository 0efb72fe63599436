"""What a page of the whole collection is made of: all provinces as its audience may see them, and where they lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rehab.catalog.collections import open_collection
from rehab.catalog.reviews import Review, using_review
from rehab.catalog.texts import LANGUAGES, text
from rehab.country.collected import Collected, read_collected
from rehab.disclosure.asking import announce
from rehab.disclosure.audiences import AUDIENCES, INTERNAL
from rehab.disclosure.protection import UnknownAudienceError
from rehab.pages.citing.figures import Figures
from rehab.pages.frame.links import GivenLink
from rehab.pages.numbers.material import MaterialError, find_data_folder
from rehab.store.project import others_in


@dataclass(frozen=True)
class CountryMaterial:
    """The provinces of a collection, in one language; `links` are the pages that this one may lead to."""

    collection: str
    language: str
    tables: Collected
    review: Review
    is_made_up: bool
    audience: str
    links: tuple[GivenLink, ...] = ()

    @property
    def is_internal(self) -> bool:
        """True for a page that must not leave the house."""
        return self.audience == INTERNAL

    @property
    def withholds(self) -> bool:
        """True where a figure or a verdict is held back."""
        return any((frame["withheld"] != "").any() for frame in (self.tables.verdicts, self.tables.rates))

    @property
    def made_up(self) -> str:
        """What a page of made-up data says; empty for real data."""
        return text("brief.made_up", self.language) if self.is_made_up else ""

    @cached_property
    def figures(self) -> Figures:
        """What formats this page's figures."""
        return Figures(self.language)

    @cached_property
    def briefs(self) -> dict[str, str]:
        """The file of each province's brief that there is in this language, by code."""
        own = (link for link in self.links if link["kind"] == "brief" and link["language"] == self.language)
        return {link["province"]: link["file"] for link in own if link["province"]}


def load_country(
    collection: str, language: str, data: str, audience: str, links: Iterable[GivenLink] = ()
) -> CountryMaterial:
    """All provinces of a collection from `data/processed/<collection>/parts`, as `audience` may see them.

    Raises MaterialError when the tables are not there, CollectionError, UnknownAudienceError.
    """
    if audience not in AUDIENCES:
        raise UnknownAudienceError(audience)
    if language not in LANGUAGES:
        raise MaterialError(f"«{language}»: chọn vi hoặc en / choose vi or en.")
    folder = find_data_folder(data)
    opened = open_collection(folder / "raw" / collection)
    parts = folder / "processed" / collection / "parts"
    with using_review(opened.review):
        announce("", collection, audience)
        if not parts.is_dir():
            raise MaterialError(
                f"Chưa có bảng nào của bộ «{collection}»; chạy `rehab run --collection {collection}` trước. / "
                f"There are no tables of “{collection}” yet; run `rehab run --collection {collection}` first."
            )
        tables = read_collected(parts, audience, (path.name for path in others_in(folder / "raw" / collection)))
    return CountryMaterial(collection, language, tables, opened.review, opened.made_up, audience, tuple(links))
