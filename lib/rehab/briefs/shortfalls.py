"""How many more people, places or centres would meet each missed target."""

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from rehab.attainment.pace import needed
from rehab.briefs.calculations import has_value, part_name
from rehab.briefs.figures import Figures, fill
from rehab.briefs.marks import link
from rehab.briefs.material import Material
from rehab.catalog.indicators import Part, indicators
from rehab.catalog.lines import lines, unit_name
from rehab.catalog.tables import Row, records
from rehab.catalog.texts import text


@dataclass(frozen=True)
class Shortfall:
    """One missed target: the part, and what it would take."""

    part: Markup
    name: str
    sentence: Markup


def shortfalls(material: Material, figures: Figures) -> list[Shortfall]:
    """Every part that is not met, with how many more it would take to meet its target."""
    rows = material.verdicts
    missed = rows[(rows["part"] != "") & (rows["verdict"] == "not_met")]
    return [_shortfall(row, figures) for row in records(missed) if has_value(row) and row["margin"] < 0]


def _shortfall(row: Row, figures: Figures) -> Shortfall:
    number, language = int(row["indicator"]), figures.language
    part = next(part for part in indicators()[number].parts if part.id == row["part"])
    count = needed(Fraction(str(row["denominator"])), row["target"])
    key = "shortfall.at_most" if row["terms_missing"] else "shortfall.exactly"
    return Shortfall(
        part=link(f"calc-{part.id}", part.id),
        name=part_name(part, number, language),
        sentence=fill(
            text(key, language),
            gap=figures.computed(-row["margin"], part.id),
            unit=counted_unit(part, language),
            needed=figures.computed(count, part.id),
            numerator=figures.computed(row["numerator"], part.id),
        ),
    )


def counted_unit(part: Part, language: str) -> str:
    """What the numerator of a part counts, as a noun.

    >>> counted_unit(indicators()[6].parts[0], "en")
    'people'
    """
    term = part.numerator.terms[0]
    if term.over == "count":
        return text("shortfall.centres", language)
    if term.line == "capacity":
        return text("shortfall.places", language)
    return unit_name(lines()[term.line].unit, language)
