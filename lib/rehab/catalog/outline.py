"""The outline of the report that each province writes: parts and chapters, and which lines tell what each asks."""

from dataclasses import dataclass

from rehab.catalog.files import CatalogError
from rehab.catalog.lines import lines
from rehab.catalog.review_words import told_of_review
from rehab.catalog.reviews import per_review, review_rows

FILE = "outline.csv"
PART, GROUP, CHAPTER, BULLET, DASH = "part", "group", "chapter", "bullet", "dash"
_LEVELS = (PART, GROUP, CHAPTER, BULLET, DASH)


@dataclass(frozen=True)
class Shown:
    """Something that a bullet shows besides lines by year: its kind, and what of it (`centres`, `public`)."""

    kind: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class OutlineItem:
    """One heading or bullet of the outline.

    `lines` tell it by year, `shows` says what else stands there, `narrative` is the heading of the sheet of words that
    belongs to it, `appendix` where figures for it are filled in.
    """

    item: str
    level: str
    number: str
    text_vi: str
    text_en: str
    lines: tuple[str, ...]
    shows: tuple[Shown, ...]
    narrative: str
    appendix: str

    def text(self, language: str) -> str:
        """Its words in a language."""
        return told_of_review(self.text_vi if language == "vi" else self.text_en, language)

    @property
    def anchor(self) -> str:
        """The id of what it shows on a page.

        >>> chapters()[1].bullets[0].anchor
        'o-I21-1'
        """
        return "o-" + self.item.replace(".", "")


@dataclass(frozen=True)
class Chapter:
    """A chapter with its bullets; `above` are the headings of parts and groups that begin with it."""

    heading: OutlineItem
    above: tuple[OutlineItem, ...]
    bullets: tuple[OutlineItem, ...]


@per_review()
def outline() -> tuple[OutlineItem, ...]:
    """Headings and bullets in order; none where the review has no outline.

    Raises CatalogError for a level or line that there is not.

    >>> [item.number for item in outline() if item.level == "part"]
    ['I', 'II', 'III', 'IV']
    """
    return tuple(_item(row) for row in review_rows(FILE))


def _item(row: dict[str, str]) -> OutlineItem:
    names = tuple(name for name in row["lines"].split("+") if name)
    unknown = [name for name in names if name not in lines()]
    if unknown or row["level"] not in _LEVELS:
        wrong = ", ".join(unknown) or row["level"]
        raise CatalogError(FILE, row["item"], f"“{wrong}” is no line or level; see appendix_lines.csv.")
    shows = [tuple(one.split(":")) for one in row["shows"].split(";") if one]
    return OutlineItem(
        row["item"],
        row["level"],
        row["number"],
        row["text_vi"],
        row["text_en"],
        names,
        tuple(Shown(kind, tuple(of)) for kind, *of in shows),
        row["narrative"],
        row["appendix"],
    )


@per_review()
def chapters() -> tuple[Chapter, ...]:
    """The chapters in order.

    >>> [(chapter.heading.item, len(chapter.bullets)) for chapter in chapters()][:2]
    [('I.1', 3), ('I.2.1', 7)]
    """
    found: list[Chapter] = []
    above: list[OutlineItem] = []
    for item in outline():
        if item.level in (PART, GROUP):
            above.append(item)
        elif item.level == CHAPTER:
            found.append(Chapter(item, tuple(above), ()))
            above = []
        else:
            last = found.pop()
            found.append(Chapter(last.heading, last.above, (*last.bullets, item)))
    return tuple(found)
