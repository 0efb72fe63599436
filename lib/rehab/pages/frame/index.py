"""The list of a collection's provinces: counts of verdicts, pages, and what failed."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from rehab.catalog.collections import Collection
from rehab.catalog.indicators import indicators
from rehab.catalog.texts import LANGUAGES, text
from rehab.pages.citing.html import own_style, page
from rehab.pages.frame.typeset import typeset

_VERDICTS = ("met", "not_met", "not_assessed")


@dataclass(frozen=True)
class IndexLink:
    """A page in a list: what it is called, its file and language, and why there is none but one that says so."""

    name: str
    file: str
    language: str
    error: str = ""


@dataclass(frozen=True)
class IndexCell:
    """One verdict in the list: its mark, all of it in words, the place on the province's page (empty: no page)."""

    verdict: str
    shown: str
    said: str
    file: str


@dataclass(frozen=True)
class IndexRow:
    """One province of the list; `pages` by language, `others` of other kinds, `error` says why there is no page.

    `came` says that it sent nothing, or a blank workbook, and `status` so in one word; `short` is the name that people
    type.
    """

    code: str
    name: str
    pages: dict[str, str]
    verdicts: dict[str, int] = field(default_factory=dict)
    problems: dict[str, int] = field(default_factory=dict)
    error: str = ""
    others: tuple[IndexLink, ...] = ()
    came: str = ""
    status: str = ""
    cells: tuple[IndexCell, ...] = ()
    region: str = ""
    short: str = ""

    def counted(self, verdict: str) -> int:
        """How many indicators have a verdict, as its marks show them: one held back is not “not assessed”."""
        if not self.cells:
            return self.verdicts.get(verdict, 0)
        return sum(cell.verdict == verdict for cell in self.cells)


@cache
def _script() -> str:
    """What searches, filters and sorts the list, where scripts run; without it the list is a plain table."""
    return (Path(__file__).parent / "index.js").read_text(encoding="utf-8")


def _hash_of(script: str) -> str:
    """A script as the page's policy names it, so that no other may run.

    >>> _hash_of("1")
    'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='
    """
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode()


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
    script = "" if topic else _script()
    built = page(
        "index",
        language,
        title=f"{topic}: {title}" if topic else title,
        topic=topic,
        file=index_file(language),
        sliding=own_style("sliding"),
        rows=rows,
        others=tuple(others),
        failed=sum(1 for row in rows if row.error),
        verdicts=() if topic else _VERDICTS,
        indicators=() if topic else tuple((number, own.short(language)) for number, own in indicators().items()),
        regions=tuple(dict.fromkeys(row.region for row in rows if row.region)),
        with_page=sum(1 for row in rows if row.pages or row.error),
        script=script,
        script_hash=_hash_of(script) if script else "",
        made_up=made_up,
    )
    return typeset(built, language)
