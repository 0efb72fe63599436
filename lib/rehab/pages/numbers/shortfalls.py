"""How many more people, places or centres would meet each missed target."""

from dataclasses import dataclass

from rehab.catalog.indicators import indicators
from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.marks import link
from rehab.pages.citing.phrases import Phrase, fill
from rehab.pages.numbers.calculations import Counts, counted_unit, counts_of, part_name
from rehab.pages.numbers.material import Material
from rehab.store.facts import Verdict


@dataclass(frozen=True)
class Shortfall:
    """One missed target: the part, how many more would meet it, and of how many."""

    part: Phrase
    name: str
    more: Phrase
    needed: Phrase


def shortfalls(material: Material) -> list[Shortfall]:
    """Every part that is not met, with how many more it would take to meet its target."""
    missed = [row for row in material.facts.verdicts if row.part and row.verdict == "not_met"]
    counted = [(row, counts_of(row)) for row in missed]
    return [_shortfall(row, counts, material.figures) for row, counts in counted if counts and counts.margin < 0]


def _shortfall(row: Verdict, counts: Counts, figures: Figures) -> Shortfall:
    number, language = row.indicator, figures.language
    part = next(part for part in indicators()[number].parts if part.id == row.part)
    count = counts.needed
    # Terms that may count a person twice make a shortfall neither least nor greatest (rule 5).
    kind = ("so_far" if part.terms_overlap else "at_most") if row.terms_missing else ""
    more, of = (kind, f"needed_{kind}") if kind else ("exactly", "needed")
    gap, unit = figures.computed(-counts.margin, part.id), counted_unit(part, language)
    return Shortfall(
        part=link(f"calc-{part.id}", part.id),
        name=part_name(part, number, language),
        more=fill(text(f"shortfall.{more}", language), gap=gap, unit=unit),
        needed=fill(
            text(f"shortfall.{of}", language),
            needed=figures.computed(count, part.id),
            numerator=figures.computed(counts.numerator, part.id),
            unit=unit,
        ),
    )
