"""The days that the figures of a part speak of, and whether a flow is added to a stock."""

from rehab.catalog.lines import lines
from rehab.catalog.rows import Row
from rehab.pages.citing.figures import counted_on
from rehab.pages.citing.formats import format_days
from rehab.pages.numbers.calculations import part_workings
from rehab.pages.numbers.material import Material

Span = tuple[str, str, list[Row]]


def spans(material: Material, part: str) -> list[Span]:
    """Each line used over the window with its first and last day and its cells."""
    by_line: dict[str, list[Row]] = {}
    for row in part_workings(material, part):
        if row["status"] == "used" and row["cell"] and lines()[row["line"]].is_number:
            by_line.setdefault(row["line"], []).append(row)
    return [
        (min(row["period_start"] for row in own), max(row["period_end"] for row in own), own)
        for own in by_line.values()
    ]


def mixes_days(material: Material, part: str) -> bool:
    """True where counts of different days are added or compared (a flow beside a stock is such a case)."""
    return len({(start, end) for start, end, _ in spans(material, part)}) > 1


def counted_days(material: Material, part: str) -> list[str]:
    """When the lines of a part were counted, in words, each once."""
    said = []
    for start, end, cells in spans(material, part):
        is_one = len(cells) == 1
        language = material.language
        said.append(counted_on(cells[0], language) if is_one else format_days("", start, end, language))
    # "1/1/2016-15/6/2020" and "1/1/2016 - 15/6/2020" are one span, written by the workbook and by the page.
    return list({words.replace(" ", ""): words for words in said}.values())


def adds_flow_and_stock(material: Material, part: str) -> bool:
    """True where the numerator adds what happened over the window to what was there on a day."""
    rows = part_workings(material, part)
    used = {row["line"] for row in rows if row["side"] == "numerator" and row["status"] == "used"}
    return len({lines()[name].measure for name in used}) > 1
