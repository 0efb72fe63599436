"""What is missing to the targets, what another way to count would change, where computed and stated differ."""

from dataclasses import dataclass

from rehab.catalog.indicators import indicators
from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.country.agreement import WAYS, agreements
from rehab.country.gaps import Gap, gaps
from rehab.country.sensitivity import LATEST_YEAR, Flip, flips
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, join, phrase
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_names import province_name, ratio_name, some_names

_LARGEST = 3


@dataclass(frozen=True)
class GapRow:
    """What is missing to one ratio's targets."""

    name: str
    title: str
    total: Phrase
    lacking: Phrase
    met: Phrase
    left_out: Phrase
    where: Phrase


def gap_rows(material: CountryMaterial) -> list[GapRow]:
    """A row for each ratio of which some province's gap can be told."""
    tables = material.tables
    found = gaps(tables.verdicts, tables.rates, tables.read)
    return [_gap_row(gap, material) for gap in found if gap.by_province or gap.met]


def _gap_row(gap: Gap, material: CountryMaterial) -> GapRow:
    language, count = material.language, material.figures.count
    largest = sorted(gap.by_province.items(), key=lambda own: (-own[1], own[0]))[:_LARGEST]
    named = [
        fill(text("country.named", language), name=province_name(code, language), value=count(people))
        for code, people in largest
    ]
    return GapRow(
        name=gap.ratio.label,
        title=ratio_name(gap.ratio, language),
        total=count(gap.total),
        lacking=count(len(gap.by_province)),
        met=count(len(gap.met)),
        left_out=count(len(gap.left_out)),
        where=join(named, ", ") if named else NOTHING,
    )


@dataclass(frozen=True)
class FlipRow:
    """What one other way to count a part would change."""

    part: str
    way: Phrase
    to_met: Phrase
    to_met_names: Phrase
    to_not_met: Phrase
    to_not_met_names: Phrase
    same: Phrase
    open: Phrase


def flip_rows(material: CountryMaterial) -> list[FlipRow]:
    """A row for each part and other way by which anything could be said."""
    year = calendar().window_years[-1]
    found = flips(material.tables.verdicts, material.tables.rates, year)
    return [_flip_row(flip, year, material) for flip in found if flip.flips or flip.same]


def _flip_row(flip: Flip, year: str, material: CountryMaterial) -> FlipRow:
    language, count = material.language, material.figures.count
    if flip.other == LATEST_YEAR:
        way = fill(text("country.flips_latest_year", language), year=mark(year))
    else:
        others = indicators()[flip.indicator].alternatives
        way = phrase(next(other.short(language) for other in others if other.id == flip.other))
    return FlipRow(
        part=flip.part,
        way=way,
        to_met=count(len(flip.to_met)),
        to_met_names=some_names(flip.to_met, language),
        to_not_met=count(len(flip.to_not_met)),
        to_not_met_names=some_names(flip.to_not_met, language),
        same=count(len(flip.same)),
        open=count(len(flip.open)),
    )


@dataclass(frozen=True)
class AgreementRow:
    """How computed and stated verdicts compare on one indicator: a count for each way of `agreement_columns`."""

    number: int
    short: str
    counts: tuple[Phrase, ...]


def agreement_columns(language: str) -> list[str]:
    """What the columns are called."""
    return [text(f"country.agreement_{way}", language) for way in WAYS]


def agreement_rows(material: CountryMaterial) -> list[AgreementRow]:
    """A row for each indicator on which some province has both."""
    return [
        AgreementRow(
            own.indicator,
            indicators()[own.indicator].short(material.language),
            tuple(material.figures.count(own.counts[way]) for way in WAYS),
        )
        for own in agreements(material.tables.verdicts)
    ]
