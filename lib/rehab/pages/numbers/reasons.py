"""How each verdict was reached, one sentence an indicator."""

from rehab.attainment.evidence import says_estimate
from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.lines import line_label
from rehab.catalog.texts import text
from rehab.pages.citing.figures import counted_on
from rehab.pages.citing.marks import mark, quoted
from rehab.pages.citing.phrases import Phrase, fill, join, phrase
from rehab.pages.numbers.calculations import is_bound
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.verdicts import is_by_own_reading, method_words
from rehab.pages.numbers.words import words_on
from rehab.store.facts import Verdict


def why(row: Verdict, material: Material) -> list[Phrase]:
    """The sentences that say how an indicator's verdict was reached; `row` is its verdict as a whole."""
    language, indicator = material.language, indicators()[row.indicator]
    if row.basis == "computed":
        sentences = _computed(indicator, material)
        if is_by_own_reading(row, material):
            sentences.append(phrase(text("reasons.own_reading", language)))
    elif row.verdict == "not_assessed":
        sentences = _not_assessed(row, material)
    elif row.reason:
        reason = text(f"reason.{row.reason}", language)
        sentences = [fill(text("reasons.stated", language), reason=reason[0].lower() + reason[1:])]
    else:
        sentences = [phrase(text("reasons.stated_qualitative", language))]
    sentences += _methods(indicator, material)
    if indicator.evidence:
        sentences.append(_evidence(indicator, material))
    return sentences


def _not_assessed(row: Verdict, material: Material) -> list[Phrase]:
    """Why nothing is assessed; of a stated Không đánh giá in the province's own words."""
    language, reason = material.language, row.reason
    said = text(f"reason.{reason}", language) if reason else text("verdict.not_assessed", language)
    sentences = [fill(text("reasons.not_assessed", language), reason=said)]
    if reason == "stated_not_assessed":
        words = words_on(row.indicator, material)
        own = words.cause or words.explanation
        key = "reasons.own_words" if own else "reasons.no_words"
        sentences.append(fill(text(key, language), words=quoted(own.rstrip(" ."))))
    return sentences


def _methods(indicator: Indicator, material: Material) -> list[Phrase]:
    """How figures were arrived at, of the parts whose form asks for it; parts that say the same together."""
    said: dict[str, list[str]] = {}
    for row in material.facts.parts_of(indicator.number):
        words = method_words(row.part, material)
        if words and row.value is not None:
            said.setdefault(words, []).append(row.part)
    return [
        fill(
            text("reasons.estimate" if says_estimate(words) else "reasons.method", material.language),
            part=mark(", ".join(parts)),
            words=quoted(words.rstrip(" .")),
        )
        for words, parts in said.items()
    ]


def _computed(indicator: Indicator, material: Material) -> list[Phrase]:
    language, rows = material.language, material.facts.parts_of(indicator.number)
    if len(rows) > 1:
        return [phrase(text("reasons.computed_parts", language))]
    row = rows[0]
    value, target = row.value, row.target
    key = "computed_met" if row.verdict == "met" else "computed_below"
    shown = material.figures.percent(value, row.part, target, is_bound(row))
    sentences = [fill(text(f"reasons.{key}", language), value=shown, target=material.figures.fixed(target))]
    if row.terms_missing and row.verdict == "not_met":
        sentences.append(phrase(text("reasons.firm_not_met", language)))
    return sentences


def _evidence(indicator: Indicator, material: Material) -> Phrase:
    """The lines that bear on a qualitative goal, the latest figure of each."""
    pieces = []
    for name in indicator.evidence:
        own = [fact for fact in material.facts.of(name) if fact.is_given and not fact.area]
        if not own:
            continue
        latest = sorted(own, key=lambda fact: fact.period_end)[-1]
        label, days = line_label(name, material.language), counted_on(latest, material.language)
        pieces.append(fill("{}: {} ({})", label, material.figures.observed(latest), mark(days)))
    if not pieces:
        return phrase(text("reasons.no_evidence", material.language))
    return fill(text("reasons.evidence", material.language), lines=join(pieces))
