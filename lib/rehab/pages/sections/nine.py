"""The nine-row table in the official form, each result with its bar."""

from dataclasses import dataclass

from rehab.attainment.verdicts import INDEPENDENT
from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.formats import shorten
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, phrase
from rehab.pages.numbers.calculations import is_bound, part_name
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.standing import WITHHELD, basis_text, shown_verdict, verdict_text
from rehab.pages.numbers.verdicts import estimate_words, is_by_own_reading, known_terms
from rehab.pages.numbers.words import words_on
from rehab.pages.sections.bars import Bar, bar
from rehab.store.facts import Verdict

SYMBOLS = {"met": "✓", "not_met": "✗", "not_assessed": "–", WITHHELD: "*"}


@dataclass(frozen=True)
class PartLine:
    """One part of a composite indicator, inside its row."""

    part: str
    name: str
    figure: Phrase
    target: Phrase
    verdict: str
    verdict_text: str
    reason: str
    bar: Bar | None = None


@dataclass(frozen=True)
class NineRow:
    """One row of the table; `cause` and `explanation` are the province's words, cut short where so marked, and
    escaped by the template. An explanation is of the verdict; where causes stand there is room for it.
    """

    number: int
    short: str
    figure: Phrase
    figure_notes: tuple[Phrase, ...]
    target: Phrase
    verdict: str
    verdict_text: str
    symbol: str
    basis: str
    basis_notes: tuple[str, ...]
    cause: str
    is_cut: bool
    explanation: str
    is_explanation_cut: bool
    parts: tuple[PartLine, ...]
    bar: Bar | None = None

    @property
    def has_figures(self) -> bool:
        """True where a figure of the indicator, or of a part of it, is printed."""
        return bool(self.figure) or any(part.figure for part in self.parts)


def nine_table(material: Material) -> list[NineRow]:
    """The nine rows, in order."""
    return [_row(row, material) for row in material.facts.nine]


def _row(row: Verdict, material: Material) -> NineRow:
    language, number = material.language, row.indicator
    indicator = indicators()[number]
    verdict = row.verdict
    parts = material.facts.parts_of(number)
    single = parts[0] if len(parts) == 1 else None
    figure, notes = _figure(single, row, material)
    words = words_on(number, material)
    cause, said = words.cause, words.explanation
    return NineRow(
        number=number,
        short=indicator.short(language),
        figure=figure,
        figure_notes=notes,
        target=_target(indicator, single, material.figures, language),
        verdict=verdict,
        verdict_text=verdict_text(verdict, row.reason, language),
        symbol=SYMBOLS[shown_verdict(verdict, row.reason)],
        basis=basis_text(row.basis, row.reason, language),
        basis_notes=_basis_notes(row, material),
        cause=shorten(cause),
        is_cut=_is_cut(cause),
        explanation=shorten(said),
        is_explanation_cut=_is_cut(said),
        parts=tuple(_part_line(part, indicator, material) for part in parts) if not single else (),
        bar=bar(single) if single else None,
    )


def _is_cut(words: str) -> bool:
    return shorten(words) != " ".join(words.split())


def _target(indicator: Indicator, single: Verdict | None, figures: Figures, language: str) -> Phrase:
    if single is not None:
        return figures.fixed(single.target)
    return NOTHING if indicator.parts else phrase(text("nine.qualitative", language))


def _figure(single: Verdict | None, row: Verdict, material: Material) -> tuple[Phrase, tuple[Phrase, ...]]:
    language, notes = material.language, []
    figure = NOTHING
    if single is not None and single.value is not None:
        value, target = single.value, single.target
        figure = material.figures.percent(value, single.part, target, is_bound(single))
        if single.terms_missing:
            known, count = known_terms(material, single.part)
            template = text("nine.lower_bound", language)
            notes.append(fill(template, known=material.figures.count(known), all=material.figures.count(count)))
    elif single is not None and single.withheld:
        figure = material.figures.withheld()
        notes.append(phrase(text("disclosure.figure_withheld", language)))
    template = text("nine.stated_figure", language)
    for observed in material.facts.of("stated_value"):
        if observed.entry == str(row.indicator):
            notes.append(fill(template, value=material.figures.observed(observed, "%")))
    return figure, tuple(notes)


def _basis_notes(row: Verdict, material: Material) -> tuple[str, ...]:
    language, notes = material.language, []
    if row.reason:
        notes.append(text(f"reason_short.{row.reason}", language))
    if row.agrees is True:
        notes.append(text("nine.agrees" if row.agrees_by == INDEPENDENT else "nine.agrees_needed", language))
    if is_by_own_reading(row, material):
        notes.append(text("verdict.own_reading", language))
    stated = row.stated_verdict
    if stated and stated != row.verdict:
        notes.append(text("nine.disagrees", language, verdict=text(f"verdict.{stated}", language)))
    for part in material.facts.parts_of(row.indicator):
        own = material.targets.override(material.province.code, part.part)
        if own is not None:
            notes.append(text("nine.own_target", language, source=own.source))
    return tuple(notes)


def _part_line(row: Verdict, indicator: Indicator, material: Material) -> PartLine:
    language, figures = material.language, material.figures
    part = next(part for part in indicator.parts if part.id == row.part)
    target, verdict = row.target, row.verdict
    figure = NOTHING
    if row.value is not None:
        figure = figures.percent(row.value, part.id, target, is_bound(row))
        if estimate_words(part.id, material):
            figure = fill(text("nine.estimate_figure", language), value=figure)
    elif row.withheld:
        figure = figures.withheld()
    return PartLine(
        part=part.id,
        name=part_name(part, indicator.number, language),
        figure=figure,
        target=figures.fixed(target),
        verdict=verdict,
        verdict_text=verdict_text(verdict, row.reason, language),
        reason=text(f"reason_short.{row.reason}", language) if row.reason else "",
        bar=bar(row),
    )
