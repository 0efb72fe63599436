"""Lines of the appendices by year, as a table in which every figure leads to its cell."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from rehab.catalog.lines import is_share, line_label, lines, unit_name
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import per_review, review_rows
from rehab.catalog.texts import text
from rehab.charts.periods import period_label
from rehab.pages.citing.figures import Figures, counted_on
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, Run, fill, join, phrase
from rehab.pages.numbers.material import Material
from rehab.store.facts import Fact

# What a line counts is in its name, but for money.
_MONEY = "triệu đồng"


@dataclass(frozen=True)
class YearRow:
    """A line with a figure for each period (empty where there is none) and those with days of their own."""

    label: str
    is_share: bool
    cells: tuple[Phrase, ...]
    own_days: Phrase


@dataclass(frozen=True)
class YearTable:
    """Lines of one kind by year; `absent` names the lines without any figure."""

    periods: tuple[str, ...]
    rows: tuple[YearRow, ...]
    has_own_days: bool
    absent: tuple[str, ...]
    unit: str


@per_review()
def brief_lines(table: str) -> tuple[str, ...]:
    """Names of the lines that one table of the brief shows, in order.

    >>> brief_lines("treatment")[0]
    'people_on_file'
    """
    return tuple(row["line"] for row in review_rows("brief_lines.csv") if row["table"] == table)


def whole_province(material: Material, *names: str) -> list[Fact]:
    """Observations of lines for the whole province, with a figure or one withheld."""
    return [row for row in material.facts.of(*names) if not row.area and not row.entry and row.is_given]


def year_table(material: Material, names: tuple[str, ...]) -> YearTable:
    """The lines named, by year, as far as the workbook has figures."""
    own = {name: whole_province(material, name) for name in names}
    present = {row.period for found in own.values() for row in found}
    periods = tuple(period for period in calendar().columns if period in present)
    rows: list[YearRow] = []
    absent, units = [], {lines()[name].unit for name in names}
    for name in names:
        found = own[name]
        if not found:
            absent.append(line_label(name, material.language))
        else:
            rows.append(_row(name, found, periods, material.figures, has_whole=any(not row.is_share for row in rows)))
            if len(units) > 1 and lines()[name].unit == _MONEY:
                rows[-1] = replace(rows[-1], label=f"{rows[-1].label} ({unit_name(_MONEY, material.language)})")
    return YearTable(
        periods=tuple(period_label(period, material.language) for period in periods),
        rows=tuple(rows),
        has_own_days=any(row.own_days for row in rows),
        absent=tuple(absent),
        unit=unit_name(units.pop(), material.language) if len(units) == 1 else "",
    )


def _row(name: str, found: list[Fact], periods: tuple[str, ...], figures: Figures, has_whole: bool) -> YearRow:
    """One line; below the line it is part of its label need not name that again."""
    language, line = figures.language, lines()[name]
    by_period: dict[str, list[Fact]] = {}
    for row in found:
        by_period.setdefault(row.period, []).append(row)
    own_days = [row for period, own in by_period.items() if period not in calendar().columns for row in own]
    return YearRow(
        label=line.label(language) if line.is_part and has_whole else line_label(name, language),
        is_share=is_share(line),
        cells=tuple(_cell(name, by_period.get(period, []), period, figures) for period in periods),
        own_days=join([_with_days(row, figures) for row in own_days], "; "),
    )


def _cell(name: str, found: list[Fact], period: str, figures: Figures) -> Phrase:
    """One figure; two where the workbook gives two different ones; else whether one was due at all."""
    different = {row.value: row for row in found}
    if different:
        return join([figures.shown(row) for row in different.values()], " / ")
    if period == calendar().half_year and lines()[name].due == "year":
        return phrase(Run(text("year.not_due", figures.language), "none"))
    return NOTHING


def _with_days(row: Fact, figures: Figures) -> Phrase:
    days = counted_on(row, figures.language)
    opened, closed = Markup('<span class="days">'), Markup("</span>")
    return fill("{} {}({}){}", figures.shown(row), opened, mark(days), closed)
