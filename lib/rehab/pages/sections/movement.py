"""Who came to the centres, who left, and whether that adds up."""

import math
from dataclasses import dataclass

from rehab.catalog.lines import line_label
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.periods import period_label
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.marks import message_mark
from rehab.pages.citing.phrases import Phrase, fill, join
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import YearTable, brief_lines, whole_province, year_table
from rehab.store.facts import Fact
from rehab.workbooks.clerk.balance import balance, nearest_reading

# Differences the reader of the workbook has already put into words.
_TOLD_PROBLEMS = ("balance_unexplained", "balance_exceeds", "balance_off", "opening_differs")


@dataclass(frozen=True)
class Balance:
    """One period of the centres: opening + admitted - left, against those present.

    `others` are the figures that count under one reading of the outline only, `readings` the names of their lines.
    """

    period: str
    opening: Phrase
    admitted: Phrase
    left: Phrase
    others: Phrase
    expected: Phrase
    present: Phrase
    difference: Phrase
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Movement:
    """Admissions, completions and leavers by year, the balance, and what is to be said of it."""

    table: YearTable
    balances: tuple[Balance, ...]
    notes: tuple[Phrase, ...]
    is_withheld: bool


def movement(material: Material, says_what_to_do: bool = True) -> Movement:
    """Who came to the centres and who left, by year, and the balance where every term of it is given.

    Of problems it says what to do as well, but for a report that is signed and sent on.
    """
    balances = [found for period in calendar().columns if (found := _balance(material, period))]
    own, language = (one for one in material.facts.problems if one.code in _TOLD_PROBLEMS), material.language
    told = [one.message(language) if says_what_to_do else one.finding(language) for one in own]
    readings = list(dict.fromkeys(name for balance in balances for name in balance.readings))
    notes = [fill(text("balance.reading", material.language), lines="; ".join(readings))] if readings else []
    notes += [message_mark(message) for message in dict.fromkeys(told)]
    needed = material.facts.of(balance().opening, *balance().admitted, *balance().left, *balance().present)
    is_withheld = any(row.withheld for row in needed)
    return Movement(year_table(material, brief_lines("movement")), tuple(balances), tuple(notes), is_withheld)


def _balance(material: Material, period: str) -> Balance | None:
    """The balance of one period; None unless every term is given (a blank is not zero)."""
    opening, admitted = _given(material, (balance().opening,), period), _given(material, balance().admitted, period)
    left, present = _given(material, balance().left, period), _given(material, balance().present, period)
    optional = _given(material, tuple(balance().optional), period)
    if not (opening and admitted and left and present and optional):
        return None
    plain = _total(opening) + _total(admitted) - _total(left)
    choices: list[dict[str, object]] = [{"line": fact.line, "value": fact.value} for fact in optional]
    chosen, expected = nearest_reading(plain, choices, _total(present))
    used = [fact for fact in optional if fact.line in {row["line"] for row in chosen}]

    def shown(value: float) -> Phrase:
        return material.figures.computed(value, "balance")

    return Balance(
        period=period_label(period, material.language),
        opening=material.figures.observed(opening[0]),
        admitted=shown(_total(admitted)),
        left=shown(_total(left)),
        others=_others(used, material.figures),
        expected=shown(expected),
        present=shown(_total(present)),
        difference=shown(_total(present) - expected),
        readings=tuple(line_label(row.line, material.language) for row in used),
    )


def _others(used: list[Fact], figures: Figures) -> Phrase:
    """The terms that count only under one reading of the outline, each with its sign."""
    pieces = []
    for row in used:
        sign = text("balance.plus" if balance().optional[row.line][0] > 0 else "balance.minus", figures.language)
        pieces.append(fill("{} {}", sign, figures.observed(row)))
    return join(pieces, " ")


def _given(material: Material, names: tuple[str, ...], period: str) -> list[Fact]:
    """The rows of several lines in a period; none unless each has exactly one figure."""
    own = [row for row in whole_province(material, *names) if row.period == period and row.value is not None]
    # Two cells may give one figure: it is one.
    found = {(row.line, row.value): row for row in reversed(own)}
    complete = len(found) == len(names) == len({line for line, _ in found})
    return list(reversed(found.values())) if complete else []


def _total(rows: list[Fact]) -> float:
    return math.fsum(row.value for row in rows if row.value is not None)
