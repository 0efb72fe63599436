"""The page on the country in a few sentences, and how far they may be trusted."""

from collections.abc import Sequence

from rehab.catalog.indicators import indicators
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.country.collected import RECEIVED
from rehab.country.matrix import (
    COMPUTED,
    MET,
    NOT_ASSESSED,
    NOT_MET,
    VERDICTS,
    WITHHELD,
    Split,
    doubts,
    most_missed,
    most_missing,
    splits,
)
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import Phrase, fill, join, phrase
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_matrix import missing, of_received
from rehab.pages.sections.overview_names import some_names

_MOST_NAMED = 3


def finding(material: CountryMaterial) -> list[Phrase]:
    """The page in a few sentences: how the verdicts split, which indicator and which provinces miss most."""
    language, count = material.language, material.figures.count
    received = of_received(material)
    found = splits(received)
    sent = sum(came == RECEIVED for came in material.tables.received.values())
    if not sent:
        return [phrase(text("country.finding_none", language))]
    total = {verdict: sum(split.of(verdict) for split in found) for verdict in VERDICTS}
    computed = {verdict: sum(split.of(verdict, COMPUTED) for split in found) for verdict in VERDICTS}
    spoken = {
        verdict: fill(
            text(f"country.part_{verdict}", language), count=count(total[verdict]), computed=count(computed[verdict])
        )
        for verdict in (MET, NOT_MET)
    }
    key = "country.part_withheld" if total[WITHHELD] else "country.part_not_assessed"
    spoken[NOT_ASSESSED] = fill(text(key, language), count=count(total[NOT_ASSESSED]), withheld=count(total[WITHHELD]))
    first = fill(
        text("country.finding", language),
        sent=count(sent),
        all=count(len(provinces())),
        verdicts=count(sum(total.values())),
        **spoken,
    )
    return [first, *_missed(most_missed(found), material), *_missing_most(most_missing(received), material)]


def _missed(found: Sequence[Split], material: CountryMaterial) -> list[Phrase]:
    language, count = material.language, material.figures.count
    if not 0 < len(found) <= _MOST_NAMED:
        # Of many nothing is said: nobody can look at all of them first.
        return []
    if len(found) > 1 and not any(split.open for split in found):
        # Nothing is open, so they are missed by as many: there is nothing that could not be said.
        names = [
            fill(
                text("country.missed_named", language),
                number=mark(split.indicator),
                name=indicators()[split.indicator].short(language),
            )
            for split in found
        ]
        not_met = count(found[0].of(NOT_MET))
        return [fill(text("country.missed_equal", language), indicators=join(names), not_met=not_met)]
    items = [
        fill(
            text("country.missed_item", language),
            number=mark(split.indicator),
            not_met=count(split.of(NOT_MET)),
            met=count(split.of(MET)),
            open=count(split.open),
        )
        for split in found
    ]
    key = "country.missed_one" if len(items) == 1 else "country.missed_some"
    return [fill(text(key, language), indicators=join(items))]


def _missing_most(found: Sequence[tuple[int, tuple[str, ...]]], material: CountryMaterial) -> list[Phrase]:
    language = material.language
    if not found:
        return []
    items = [
        fill(
            text("country.most_item", language),
            names=some_names(codes, language),
            not_met=material.figures.count(not_met),
        )
        for not_met, codes in found
    ]
    return [fill(text("country.most_not_met", language), first=items[0], then=items[1])]


def cautions(material: CountryMaterial) -> list[Phrase]:
    """What to know before trusting the verdicts: where provinces say otherwise, what rests on their word, who lacks."""
    language, count = material.language, material.figures.count
    found = doubts(of_received(material))
    said = []
    if found.differing:
        key = "country.doubt_differing_met" if found.flattered else "country.doubt_differing"
        numbers = {"differing": found.differing, "computed": found.computed, "flattered": found.flattered}
        said.append(fill(text(key, language), **{name: count(number) for name, number in numbers.items()}))
    if found.stated:
        said.append(fill(text("country.doubt_stated", language), stated=count(found.stated)))
    if found.borderline:
        said.append(fill(text("country.doubt_borderline", language), borderline=count(found.borderline)))
    return [*said, *missing(material)]
