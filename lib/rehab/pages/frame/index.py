"""The list of a collection's provinces: counts of verdicts, pages, and what failed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rehab.catalog.collections import Collection
from rehab.catalog.texts import LANGUAGES, text
from rehab.pages.citing.html import page

_VERDICTS = ("met", "not_met", "not_assessed")


@dataclass(frozen=True)
class IndexLink:
    """A page in a list: what it is called, its file and language, and why there is none but one that says so."""

    name: str
    file: str
    language: str
    error: str = ""


@dataclass(frozen=True)
class IndexRow:
    """One province of the list; `pages` by language, `others` of other kinds, `error` says why there is no page."""

    code: str
    name: str
    pages: dict[str, str]
    verdicts: dict[str, int] = field(default_factory=dict)
    problems: dict[str, int] = field(default_factory=dict)
    error: str = ""
    others: tuple[IndexLink, ...] = ()


def index_file(language: str) -> str:
    """Name of the list in a language.

    >>> index_file("vi"), index_file("en")
    ('index.html', 'index.en.html')
    """
    return "index.html" if language == LANGUAGES[0] else f"index.{language}.html"


def index_page(
    collection: Collection, language: str, rows: list[IndexRow], others: Iterable[IndexLink] = (), topic: str = ""
) -> str:
    """A whole page that lists every province of a collection, in the order of their codes.

    `others` are pages of the whole collection and of notebooks of one's own; the list of such a notebook alone bears
    its name as `topic`, and no counts.
    """
    made_up = text("brief.made_up", language) if collection.made_up else ""
    title = text("index.title", language, collection=collection.name)
    return page(
        "index",
        language,
        title=f"{topic}: {title}" if topic else title,
        topic=topic,
        file=index_file(language),
        rows=rows,
        others=tuple(others),
        failed=sum(1 for row in rows if row.error),
        verdicts=() if topic else _VERDICTS,
        made_up=made_up,
    )
