"""The days that the figures of a part speak of, and whether a flow is added to a stock."""

import re
from datetime import date

from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.pages.citing.figures import counted_on
from rehab.pages.citing.formats import format_day, format_days
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill
from rehab.pages.numbers.calculations import KNOWN, part_workings
from rehab.pages.numbers.material import Material
from rehab.store.facts import Working

Span = tuple[str, str, list[Working]]
_DAY = re.compile(
    r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
)


def spans(material: Material, part: str) -> list[Span]:
    """Each line used over the window with its first and last day and its cells."""
    by_line: dict[str, list[Working]] = {}
    for row in part_workings(material, part):
        if row.status == "used" and row.source.cell and lines()[row.line].is_number:
            by_line.setdefault(row.line, []).append(row)
    return [(min(row.period_start for row in own), max(row.period_end for row in own), own) for own in by_line.values()]


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
    used = {row.line for row in rows if row.side == "numerator" and row.status == "used"}
    return len({lines()[name].measure for name in used}) > 1


def days_line(material: Material) -> Phrase:
    """Up to when the figures used run: the latest day that any of them states, and the period of those without one.

    The day a month or half-year ends on is the report's, which no figure states (method, rule 1).
    """
    language = material.language
    day, period = _latest(material)
    if day and period:
        return fill(text("brief.as_of_both", language), day=mark(day), period=mark(period))
    if not (day or period):
        return NOTHING
    return fill(text(f"brief.as_of_{'line' if day else 'period'}", language), day=mark(day), period=mark(period))


def latest_day(material: Material) -> str:
    """Up to when the figures used run, in as few words as the foot of a sheet has room for; empty without figures."""
    day, period = _latest(material)
    return text("brief.up_to", material.language, day=day or period) if day or period else ""


def _latest(material: Material) -> tuple[str, str]:
    rows = [row for row in material.facts.workings if row.is_window and not row.alternative]
    used = [row for row in rows if row.status in KNOWN and row.source.cell]
    days = [day for row in used if (day := stated_day(row.text, row.period_end))]
    periods = [row.period_end for row in used if not stated_day(row.text, row.period_end) and row.period_end]
    day = format_day(max(days), material.language) if days else ""
    return day, _period_of(max(periods), material.language) if periods else ""


def stated_day(words: str, end: str) -> str:
    """The last day (`end`) of a figure where its words state it, as an ISO date; else empty.

    >>> stated_day("01/01/2017-15/6/2020", "2020-06-15")
    '2020-06-15'
    >>> stated_day("01/2017-6/2020", "2020-06-22")
    ''
    """
    found = [tuple(int(part) for part in match if part) for match in _DAY.findall(words)]
    named = {f"{year:04d}-{month:02d}-{day:02d}" for day, month, year in found}
    return end if end in named else ""


def _period_of(end: str, language: str) -> str:
    """The half-year or the year that a day ends."""
    if calendar().half_year and date.fromisoformat(end).year == calendar().last_year:
        return text("period.half", language)
    return text("period.year", language, year=end[:4])
