"""Other definitions of an indicator: what each would give, and whether the verdict would flip."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from rehab.catalog.indicators import Indicator, Part
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures, fill
from rehab.pages.numbers.calculations import (
    TermGroup,
    equation,
    has_value,
    is_window,
    missing_lines,
    part_workings,
    term_groups,
)
from rehab.pages.numbers.material import Material


@dataclass(frozen=True)
class Alternative:
    """One definition: `equation` is empty where it cannot be computed, `outcome` says what follows from it."""

    id: str
    name: str
    equation: Markup
    outcome: Markup
    flips: bool
    terms: tuple[TermGroup, ...]


def alternatives(indicator: Indicator, row: Row, material: Material, figures: Figures) -> list[Alternative]:
    """The other definitions of an indicator, beside the verdict row of its part; none without a value there."""
    if not has_value(row):
        return []
    return [_alternative(part, rate, row, material, figures) for part, rate in _rates(indicator, material)]


def flipping(indicator: Indicator, row: Row, material: Material) -> list[tuple[Part, Row]]:
    """The definitions that would flip the verdict, each with its rate over the window."""
    if not has_value(row) or row["verdict"] not in ("met", "not_met"):
        return []
    rates = [(part, rate) for part, rate in _rates(indicator, material) if has_value(rate)]
    return [(part, rate) for part, rate in rates if verdict_on(rate, row) != row["verdict"]]


def verdict_on(rate: Row, row: Row) -> str:
    """The verdict another definition would give against the same target."""
    return "met" if rate["value"] >= row["target"] else "not_met"


def _rates(indicator: Indicator, material: Material) -> Iterator[tuple[Part, Row]]:
    rates = material.rates
    for part in indicator.alternatives:
        own = rates[(rates["alternative"] == part.id) & rates["period"].map(is_window)]
        for rate in records(own.head(1)):
            yield part, rate


def _alternative(part: Part, rate: Row, row: Row, material: Material, figures: Figures) -> Alternative:
    language, name = material.language, part.short(material.language)
    workings = part_workings(material, str(row["part"]), part.id)
    if rate["withheld"]:
        return Alternative(
            part.id, name, Markup(""), Markup("{}").format(text("disclosure.other", language)), False, ()
        )
    if not has_value(rate):
        missing = "; ".join(missing_lines(material, str(row["part"]), part.id))
        outcome = fill(text("alternative.unknown", language), missing=missing)
        return Alternative(part.id, name, Markup(""), outcome, False, ())
    verdict = verdict_on(rate, row)
    flips = row["verdict"] in ("met", "not_met") and verdict != row["verdict"]
    key = "alternative.flips" if flips else "alternative.same"
    return Alternative(
        id=part.id,
        name=name,
        equation=equation({**rate, "part": part.id, "target": row["target"]}, workings, figures),
        outcome=fill(text(key, language), verdict=text(f"verdict.{verdict}", language)),
        flips=flips,
        terms=term_groups(workings, figures),
    )
