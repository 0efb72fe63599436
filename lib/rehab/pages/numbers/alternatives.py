"""Other definitions of an indicator: what each would give, and whether the verdict would flip."""

from collections.abc import Iterator
from dataclasses import dataclass

from rehab.catalog.indicators import Indicator, Part
from rehab.catalog.texts import text
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, phrase
from rehab.pages.numbers.calculations import (
    TermGroup,
    equation,
    missing_lines,
    part_workings,
    term_groups,
)
from rehab.pages.numbers.material import Material
from rehab.store.facts import Rate, Verdict


@dataclass(frozen=True)
class Alternative:
    """One definition: `equation` is empty where it cannot be computed, `outcome` says what follows from it."""

    id: str
    name: str
    equation: Phrase
    outcome: Phrase
    flips: bool
    terms: tuple[TermGroup, ...]


def alternatives(indicator: Indicator, row: Verdict, material: Material) -> list[Alternative]:
    """The other definitions of an indicator, beside the verdict row of its part; none without a value there."""
    if row.value is None:
        return []
    return [_alternative(indicator, part, rate, row, material) for part, rate in _rates(indicator, material)]


def flipping(indicator: Indicator, row: Verdict, material: Material) -> list[tuple[Part, Rate]]:
    """The definitions that would flip the verdict, each with its rate over the window."""
    if row.value is None or row.verdict not in ("met", "not_met"):
        return []
    if not has_target(indicator):
        return []
    return [
        (part, rate)
        for part, rate in _rates(indicator, material)
        if rate.value is not None and verdict_on(rate, row) != row.verdict and not would_be_incomplete(rate, row)
    ]


def verdict_on(rate: Rate, row: Verdict) -> str:
    """The verdict another definition would give against the same target."""
    assert rate.value is not None and row.target is not None
    return "met" if rate.value >= row.target else "not_met"


def would_be_incomplete(rate: Rate, row: Verdict) -> bool:
    """Whether another definition stays below the target for want of terms: that flips nothing (rule 15)."""
    return bool(rate.terms_missing) and verdict_on(rate, row) == "not_met"


def has_target(indicator: Indicator) -> bool:
    """Whether the target says anything of other definitions; not of those in treatment now (rule 16)."""
    return not indicator.parts[0].terms_overlap


def _rates(indicator: Indicator, material: Material) -> Iterator[tuple[Part, Rate]]:
    for part in indicator.alternatives:
        own = (rate for rate in material.facts.rates if rate.alternative == part.id and rate.is_window)
        if rate := next(own, None):
            yield part, rate


def _outcome(indicator: Indicator, rate: Rate, row: Verdict, language: str) -> tuple[bool, Phrase]:
    """Whether a definition flips the verdict, and the words for it."""
    if not has_target(indicator):
        return False, phrase(text("alternative.no_target", language))
    verdict = verdict_on(rate, row)
    if would_be_incomplete(rate, row):
        return False, phrase(text("alternative.would_be_incomplete", language))
    flips = row.verdict in ("met", "not_met") and verdict != row.verdict
    key = "alternative.flips" if flips else "alternative.same" if row.verdict == verdict else "alternative.gives"
    return flips, fill(text(key, language), verdict=text(f"verdict.{verdict}", language))


def _alternative(indicator: Indicator, part: Part, rate: Rate, row: Verdict, material: Material) -> Alternative:
    language, name = material.language, part.short(material.language)
    workings = part_workings(material, row.part, part.id)
    if rate.withheld:
        return Alternative(part.id, name, NOTHING, phrase(text("disclosure.other", language)), False, ())
    if rate.value is None:
        missing = "; ".join(missing_lines(material, row.part, part.id))
        key = "alternative.unknown" if missing else "alternative.unused"
        outcome = fill(text(key, language), missing=missing)
        return Alternative(part.id, name, NOTHING, outcome, False, ())
    flips, outcome = _outcome(indicator, rate, row, language)
    target = row.target if has_target(indicator) else None
    return Alternative(
        id=part.id,
        name=name,
        equation=equation(rate, workings, material.figures, target, part.id),
        outcome=outcome,
        flips=flips,
        terms=term_groups(workings, material.figures),
    )
