"""Each indicator in full: why its verdict stands, the calculation, its years, other definitions, what to know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart
from rehab.pages.citing.phrases import Phrase, fill, phrase
from rehab.pages.numbers.alternatives import Alternative, alternatives
from rehab.pages.numbers.calculations import Calculation, calculation
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.reasons import why
from rehab.pages.numbers.standing import basis_text, shown_verdict, verdict_text
from rehab.pages.numbers.terms import adds_flow_and_stock
from rehab.pages.sections.nine import SYMBOLS
from rehab.store.facts import Verdict


@dataclass(frozen=True)
class Detail:
    """One indicator, ready to print; `chart` is its trend, where there is one to draw."""

    number: int
    short: str
    verdict: str
    verdict_text: str
    symbol: str
    basis: str
    sentences: tuple[Phrase, ...]
    parts: tuple[Calculation, ...]
    alternatives: tuple[Alternative, ...]
    notes: tuple[Phrase, ...]
    chart: Chart | None


def details(material: Material, charts: Mapping[str, Chart]) -> list[Detail]:
    """The nine indicators; `charts` holds the trend of a part under `rate-<part>`."""
    return [_detail(row, material, charts) for row in material.facts.nine]


def _detail(row: Verdict, material: Material, charts: Mapping[str, Chart]) -> Detail:
    language, number, verdict = material.language, row.indicator, row.verdict
    indicator, parts = indicators()[number], material.facts.parts_of(number)
    own = [chart for part in parts if (chart := charts.get(f"rate-{part.part}"))]
    other = alternatives(indicator, parts[0], material) if len(parts) == 1 else []
    return Detail(
        number=number,
        short=indicator.short(language),
        verdict=verdict,
        verdict_text=verdict_text(verdict, row.reason, language),
        symbol=SYMBOLS[shown_verdict(verdict, row.reason)],
        basis=basis_text(row.basis, row.reason, language),
        sentences=tuple(why(row, material)),
        parts=tuple(calculation(part, material) for part in parts),
        alternatives=tuple(other),
        notes=tuple(_notes(row, indicator, parts, material, bool(own))),
        chart=own[0] if own else None,
    )


def _notes(
    row: Verdict, indicator: Indicator, parts: list[Verdict], material: Material, is_drawn: bool
) -> Iterator[Phrase]:
    language, known = material.language, [part for part in parts if part.value is not None]
    for computed in known:
        if adds_flow_and_stock(material, computed.part) and indicator.alternatives:
            name = indicator.alternatives[0].short(language)
            yield fill(text("details.flow_and_stock", language), name=name)
    for piece in indicator.parts:
        own = material.targets.override(material.province.code, piece.id)
        if own is not None:
            yield fill(text("nine.own_target", language), source=own.source)
        if piece.reading == "project" and any(computed.part == piece.id for computed in known):
            yield phrase(text("details.project_reading", language))
    if row.baseline_kind == "plan" and row.baseline is not None:
        yield fill(text("details.plan_baseline", language), baseline=material.figures.fixed(row.baseline))
    if known and _is_snapshot(indicator):
        yield phrase(text("details.snapshot", language))
    elif indicator.kind == "ratio" and not is_drawn:
        yield phrase(text("details.no_trend", language))


def _is_snapshot(indicator: Indicator) -> bool:
    """True where a part rests on the list of centres, which is given for one day only."""
    return any(term.over for part in indicator.parts for term in part.numerator.terms)
