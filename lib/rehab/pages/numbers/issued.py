"""Documents of the appendix by year, level and kind; and the legal texts that headings of the outline are under."""

import re
from collections import Counter

from rehab.catalog.lines import choices
from rehab.catalog.outline import OutlineItem
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import per_review, review_rows
from rehab.catalog.texts import tabled, text
from rehab.pages.citing.marks import label, mark, quoted
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, phrase
from rehab.pages.numbers.blocks import Rows, entries_of
from rehab.pages.numbers.material import Material

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NO_YEAR = ""
_WITHHELD = "\N{OBJECT REPLACEMENT CHARACTER}"


def documents_by_year(material: Material) -> Rows | None:
    """How many documents of each level and kind each year has; one without a year has a column of its own."""
    entries = entries_of(material, "doc_number", "doc_subject")
    if not entries:
        return None
    language = material.language
    counted: Counter[tuple[str, str, str]] = Counter()
    for own in entries:
        level = own["doc_level"].text if "doc_level" in own else ""
        kind = own.get("doc_kind")
        said = "" if kind is None else _WITHHELD if kind.withheld else " ".join(kind.text.split())
        found = _YEAR.findall(own["doc_date"].text or own["doc_date"].source.raw) if "doc_date" in own else []
        counted[level, said, found[-1] if found else _NO_YEAR] += 1
    years = sorted({year for _, _, year in counted if year} | set(calendar().window_years))
    columns = [*years, *([_NO_YEAR] if any(not year for _, _, year in counted) else [])]
    order = [choice.choice for choice in choices("doc_level")]
    groups = sorted({own[:2] for own in counted}, key=lambda own: (_place(own[0], order), own[1]))
    count = material.figures.count

    def row(level: str, kind: str) -> tuple[Phrase, ...]:
        cells = [counted[level, kind, year] for year in columns]
        return (_name(level, kind, material), *(count(n) if n else NOTHING for n in cells), count(sum(cells)))

    heads = (
        phrase(text("review.documents_group", language)),
        *(mark(year) if year else phrase(text("review.documents_no_year", language)) for year in columns),
        phrase(text("review.together", language)),
    )
    return Rows(phrase(text("review.documents_by_year", language)), heads, tuple(row(*group) for group in groups))


def _place(level: str, order: list[str]) -> int:
    return order.index(level) if level in order else len(order)


def _name(level: str, kind: str, material: Material) -> Phrase:
    language = material.language
    named = next((one.label(language) for one in choices("doc_level") if one.choice == level), "")
    said = named or text("review.documents_no_level", language)
    if not kind:
        return phrase(said)
    return fill("{}: {}", said, material.figures.withheld() if kind == _WITHHELD else quoted(kind))


@per_review()
def legal_texts() -> dict[str, tuple[dict[str, str], ...]]:
    """The legal texts that the outline names, by the item of the outline that is under them.

    >>> [row["number"] for row in legal_texts()["I.2.2-3"]]
    ['21/2010/TT-BLĐTBXH']
    """
    found: dict[str, tuple[dict[str, str], ...]] = {}
    for row in review_rows("legal_texts.csv"):
        for item in row["items"].split(";"):
            found[item] = (*found.get(item, ()), row)
    return found


def legal_notes(item: OutlineItem, language: str) -> list[Phrase]:
    """The legal texts that a heading is under, each with its number, day and whole title."""
    return [
        fill(text("review.legal_text", language), name=label(row[f"text_{tabled(language)}"]))
        for row in legal_texts().get(item.item, ())
    ]
