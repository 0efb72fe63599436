"""What a leader must keep in mind, in a line each: one person, denominators, lower bounds, mixed days, disagreement."""

from collections.abc import Iterator

from rehab.catalog.indicators import Indicator, Part, indicators
from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.marks import link, mark, quoted
from rehab.pages.citing.phrases import Phrase, fill, join
from rehab.pages.numbers.alternatives import flipping, verdict_on
from rehab.pages.numbers.calculations import Counts, counted_unit, counts_of, is_bound
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.terms import counted_days, mixes_days
from rehab.pages.numbers.verdicts import estimate_words, known_terms
from rehab.store.facts import Rate, Verdict

FIRST = 2
"""How many cautions a page shows before it is asked for all."""
# What could turn a verdict round weighs more than what a figure lacks, and both more than how it was counted.
_BY_WEIGHT = ("close", "differs", "lacks", "definition", "estimate", "days", "stated")
Weighed = tuple[str, Phrase]


def cautions(material: Material) -> list[Phrase]:
    """All cautions of a brief: the FIRST that matter most, each of another kind, then the rest by indicator."""
    found: list[Weighed] = []
    for indicator in indicators().values():
        for row in material.facts.parts_of(indicator.number):
            if row.value is not None:
                found += _part_cautions(row, indicator, material)
    found += [("differs", said) for said in _disagreements(material)]
    found += [("days", said) for said in _mixed_days(material)]
    found += [("estimate", said) for said in _estimates(material)]
    found += [("stated", said) for said in _stated_only(material)]
    first = _weightiest(found)
    return [said for _, said in [*first, *(each for each in found if each not in first)]]


def _weightiest(found: list[Weighed]) -> list[Weighed]:
    """The first of each kind, the weightiest kinds."""
    of_kind = {kind: next((each for each in found if each[0] == kind), None) for kind in _BY_WEIGHT}
    return [each for each in of_kind.values() if each][:FIRST]


def _part_cautions(row: Verdict, indicator: Indicator, material: Material) -> Iterator[Weighed]:
    language, part = material.language, row.part
    spoken: dict[str, object] = {"indicator": _to(part)}
    if row.terms_missing:
        known, count = known_terms(material, part)
        yield (
            "lacks",
            fill(
                text("caution.lower_bound" if is_bound(row) else "caution.overlap", language),
                value=material.figures.percent(row.value, part, row.target),
                known=material.figures.count(known),
                all=material.figures.count(count),
                **spoken,
            ),
        )
    if row.borderline and (counts := counts_of(row)):
        part_counted = next(item for item in indicator.parts if item.id == part)
        unit = {**spoken, "unit": counted_unit(part_counted, language, 1)}
        # The unit of an estimate decides nothing (rule 13): only a figure in doubt does.
        is_by_unit = not estimate_words(part, material)
        yield "close", _borderline(part, counts, material.figures, unit, is_by_unit)
    if len(indicator.parts) == 1:
        others = [
            _alternative(other, rate, row, material.figures) for other, rate in flipping(indicator, row, material)
        ]
        if others:
            yield "definition", fill(text("caution.alternative_flips", language), others=join(others), **spoken)


def _alternative(other: Part, rate: Rate, row: Verdict, figures: Figures) -> Phrase:
    language = figures.language
    return fill(
        text("caution.alternative_item", language),
        name=other.short(language)[0].lower() + other.short(language)[1:],
        value=figures.percent(rate.value, other.id, row.target, is_bound(rate)),
        verdict=text(f"verdict.{verdict_on(rate, row)}", language),
    )


def _to(part: str) -> Phrase:
    """The number of an indicator or part, leading to where it is told in full."""
    return link(f"calc-{part}", part)


def _borderline(part: str, counts: Counts, figures: Figures, spoken: dict[str, object], is_by_unit: bool) -> Phrase:
    language, numerator, distance = figures.language, counts.numerator, int(counts.margin)
    if distance not in (0, -1) or not is_by_unit:
        return fill(text("caution.doubtful", language), **spoken)
    key, change = ("fewer", -1) if distance == 0 else ("more", 1)
    return fill(
        text("caution.one_person_met" if distance == 0 else "caution.one_person_not_met", language),
        numerator=figures.computed(numerator, part),
        **{key: figures.computed(numerator + change, part)},
        **spoken,
    )


def _mixed_days(material: Material) -> Iterator[Phrase]:
    """One line for the indicator whose figures are of different days; several share a line."""
    mixed = []
    for indicator in indicators().values():
        for row in material.facts.parts_of(indicator.number):
            if row.value is not None and mixes_days(material, row.part):
                days = ", ".join(counted_days(material, row.part))
                mixed.append(fill("{} ({})", _to(row.part), mark(days)))
    if mixed:
        yield fill(text("caution.dates_mixed", material.language), indicators=join(mixed))


def _disagreements(material: Material) -> Iterator[Phrase]:
    """Verdicts that differ from the province's own, those that differ alike together."""
    found: dict[tuple[str, str], list[Phrase]] = {}
    for row in material.facts.verdicts:
        if not row.part and row.basis == "computed" and row.agrees is False:
            pair = (row.verdict, row.stated_verdict)
            found.setdefault(pair, []).append(link(f"about-{row.indicator}", row.indicator))
    items = [
        fill(
            text("caution.disagrees_item", material.language),
            indicators=join(numbers, ", "),
            computed=text(f"verdict.{computed}", material.language),
            stated=text(f"verdict.{stated}", material.language),
        )
        for (computed, stated), numbers in found.items()
    ]
    if items:
        yield fill(text("caution.disagrees", material.language), indicators=join(items))


def _estimates(material: Material) -> Iterator[Phrase]:
    """Figures that the province says are estimates, those made alike together (method, rule 21)."""
    said: dict[str, list[Phrase]] = {}
    for indicator in indicators().values():
        for row in material.facts.parts_of(indicator.number):
            if row.value is not None and (words := estimate_words(row.part, material)):
                said.setdefault(words, []).append(_to(row.part))
    for words, parts in said.items():
        own = quoted(words.rstrip(" ."))
        yield fill(text("caution.estimate", material.language), parts=join(parts, ", "), words=own)


def _stated_only(material: Material) -> Iterator[Phrase]:
    nine = material.facts.nine
    own = [row.indicator for row in nine if row.basis == "stated" and row.verdict != "not_assessed"]
    if own:
        names = join([link(f"about-{number}", number) for number in own], ", ")
        yield fill(text("caution.stated_only", material.language), indicators=names)
