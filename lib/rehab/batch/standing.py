"""Where every province of a collection stands, for the lists that a run writes."""

from collections.abc import Iterable
from dataclasses import replace

from rehab.catalog.texts import LANGUAGES
from rehab.pages.frame.links import GivenLink
from rehab.pages.numbers.country import load_country
from rehab.pages.sections.overview_matrix import MatrixRow, matrix
from rehab.store.project import Project


def standing(
    project: Project, collection: str, audience: str, links: Iterable[GivenLink]
) -> dict[str, dict[str, MatrixRow]]:
    """The rows of the matrix by language and code; `links` are the pages that its cells may lead to.

    Raises MaterialError where there are no tables, UnknownAudienceError.
    """
    first = load_country(collection, LANGUAGES[0], str(project.data), audience, links)
    return {
        language: {row.code: row for region in matrix(replace(first, language=language)) for row in region.rows}
        for language in LANGUAGES
    }
