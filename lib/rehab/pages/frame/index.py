"""The list of a collection's provinces: counts of verdicts, pages, and what failed."""

from dataclasses import dataclass, field

from rehab.catalog.collections import is_made_up
from rehab.catalog.texts import text
from rehab.pages.citing.html import page

_VERDICTS = ("met", "not_met", "not_assessed")


@dataclass(frozen=True)
class IndexRow:
    """One province of the list; `pages` by language, `error` says why there is no brief."""

    code: str
    name: str
    pages: dict[str, str]
    verdicts: dict[str, int] = field(default_factory=dict)
    problems: dict[str, int] = field(default_factory=dict)
    error: str = ""


def index_page(collection: str, language: str, rows: list[IndexRow]) -> str:
    """A whole page that lists every province of a collection, in the order of their codes."""
    made_up = text("brief.made_up", language) if is_made_up(collection) else ""
    return page(
        "index",
        language,
        title=text("index.title", language, collection=collection),
        rows=rows,
        failed=sum(1 for row in rows if row.error),
        verdicts=_VERDICTS,
        made_up=made_up,
    )
