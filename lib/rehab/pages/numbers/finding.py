"""What a leader is told first: how many are met and by whose word, what is farthest from its target, what is close."""

from collections.abc import Sequence
from dataclasses import dataclass

from rehab.catalog.indicators import Indicator, Part, indicators
from rehab.catalog.lines import lines
from rehab.catalog.texts import text
from rehab.charts.nine import FEWEST_PEOPLE
from rehab.pages.citing.marks import link
from rehab.pages.citing.phrases import NOTHING, Phrase, fill, join, phrase
from rehab.pages.numbers.calculations import is_bound
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.standing import WITHHELD, shown_verdict, verdict_text
from rehab.pages.numbers.verdicts import estimate_words, known_terms
from rehab.store.facts import Verdict

_VERDICTS = ("met", "not_met", "not_assessed", WITHHELD)


@dataclass(frozen=True)
class Tally:
    """How many indicators have a verdict, or one that is withheld; `said`: by whose word, or why there is none."""

    verdict: str
    name: str
    count: Phrase
    said: Phrase


@dataclass(frozen=True)
class Finding:
    """The sentence that leads a page, and the nine by verdict."""

    sentence: Phrase
    tallies: tuple[Tally, ...]


def finding(material: Material) -> Finding:
    """The finding of a province, from its verdicts as the audience may see them.

    A workbook without a figure and without a verdict of the province's own is said to be so, and nothing is counted.
    """
    if is_silent(material):
        return Finding(_silence(material), ())
    pieces = [_met(material), _farthest(material), *_close(material)]
    template = text("finding.sentence", material.language)
    sentence = fill(template, pieces=join([piece for piece in pieces if piece], "; "))
    tallies = (_tally(verdict, material) for verdict in _VERDICTS)
    return Finding(sentence, tuple(tally for tally in tallies if tally))


def is_silent(material: Material) -> bool:
    """True where no indicator has a verdict, computed or stated, nor a figure, and none is held back."""
    rows = material.facts.verdicts
    return not any(row.basis or row.withheld or row.value is not None or row.reason == "withheld" for row in rows)


def _silence(material: Material) -> Phrase:
    language = material.language
    known = [fact for fact in material.facts.all if fact.line in lines() and fact.is_given]
    if not known:
        return phrase(text("finding.nothing", language))
    return fill(text("finding.too_little", language), count=material.figures.count(len(known)))


def _met(material: Material) -> Phrase:
    language, nine = material.language, material.facts.nine
    shown = [row for row in nine if shown_verdict(row.verdict, row.reason) != WITHHELD]
    met = [row for row in shown if row.verdict == "met"]
    of = text("finding.of_all" if len(shown) == len(nine) else "finding.of_shown", language)
    named: dict[str, object] = {"all": fill(of, count=material.figures.count(len(shown)))}
    if not met:
        is_assessed = any(row.verdict == "not_met" for row in shown)
        return fill(text("finding.none_met" if is_assessed else "finding.none_assessed", language), **named)
    named["met"] = material.figures.count(len(met))
    return fill(text("finding.met", language), **named, basis=_basis(met, material))


def _basis(rows: Sequence[Verdict], material: Material) -> Phrase:
    """By whose word verdicts stand: computed, the province's, or how many of each."""
    computed = sum(row.basis == "computed" for row in rows)
    stated = len(rows) - computed
    of_all = {1: "", 2: "_two"}.get(len(rows), "_all")
    key = "both" if computed and stated else ("computed" if computed else "stated") + of_all
    count = material.figures.count
    return fill(
        text(f"finding.{key}", material.language), computed=count(computed), stated=count(stated), all=count(len(rows))
    )


def _farthest(material: Material) -> Phrase:
    """The missed part whose value is the smallest share of its target (method, rule 13: none over few people).

    Only what the audience may see is compared; where something is held back, or one over few people is farther, the
    sentence says what it compares.
    """
    language = material.language
    below = [row for row in material.facts.verdicts if row.part and row.verdict == "not_met" and _has_share(row)]
    missed = [row for row in below if not _is_over_few(row)]
    if not missed:
        computed = any(row.basis == "computed" for row in material.facts.nine)
        return NOTHING if computed else phrase(text("finding.none_computed", language))
    row = min(missed, key=lambda each: (_attained(each), each.part))
    held_back = any(other.withheld or other.reason == WITHHELD for other in material.facts.verdicts)
    few_are_farther = any(_attained(other) < _attained(row) for other in below if _is_over_few(other))
    among = ("_shown" if held_back else "") + ("_large" if few_are_farther else "")
    fewest = material.figures.count(FEWEST_PEOPLE)
    said = fill(text(f"finding.among{among}", language), fewest=fewest) if among else NOTHING
    value = material.figures.percent(row.value, row.part, row.target, is_bound(row))
    return fill(
        text("finding.farthest", language),
        among=said,
        part=_to(row.part),
        value=join([value, *_reservations(row, material)], ", "),
        target=material.figures.fixed(row.target),
    )


def _has_share(row: Verdict) -> bool:
    return row.value is not None and bool(row.target)


def _is_over_few(row: Verdict) -> bool:
    return row.denominator is not None and row.denominator < FEWEST_PEOPLE


def _attained(row: Verdict) -> float:
    """The share of its target that a part reaches; of one that has both."""
    assert row.value is not None
    assert row.target
    return row.value / row.target


def _reservations(row: Verdict, material: Material) -> list[Phrase]:
    """What a figure may not be said without: missing terms, that it is an estimate, that its formula is the suite's."""
    language, found = material.language, []
    if row.terms_missing:
        known, count = known_terms(material, row.part)
        counts = {"known": material.figures.count(known), "all": material.figures.count(count)}
        found.append(fill(text("finding.terms", language), **counts))
    if estimate_words(row.part, material):
        found.append(phrase(text("finding.estimate", language)))
    if _part(row).reading == "project":
        found.append(phrase(text("finding.own_reading", language)))
    return found


def _close(material: Material) -> list[Phrase]:
    """Indicators that one person, centre or point decides (method, rule 13), met and not met apart."""
    found = []
    for verdict, margin in (("met", 0), ("not_met", -1)):
        rows = [row for row in material.facts.nine if row.verdict == verdict and _hangs_by_one(row, margin, material)]
        if rows:
            numbers = join([link(f"about-{row.indicator}", row.indicator) for row in rows], ", ")
            found.append(fill(text(f"finding.close_{verdict}", material.language), indicators=numbers))
    return found


def _hangs_by_one(row: Verdict, margin: int, material: Material) -> bool:
    parts = material.facts.parts_of(row.indicator)
    close = [part.part for part in parts if part.borderline and part.margin == margin]
    own = [part for part in close if not estimate_words(part, material)]
    return bool(row.borderline and own and row.basis == "computed")


def _tally(verdict: str, material: Material) -> Tally | None:
    rows = [row for row in material.facts.nine if shown_verdict(row.verdict, row.reason) == verdict]
    if not rows:
        return None
    said = _unassessed(rows, material) if verdict in ("not_assessed", WITHHELD) else _basis(rows, material)
    count = material.figures.count(len(rows))
    return Tally(verdict, verdict_text(rows[0].verdict, rows[0].reason, material.language), count, said)


def _unassessed(rows: Sequence[Verdict], material: Material) -> Phrase:
    """Why they are not assessed, where a reader must know: the province has no centre."""
    own = sum(row.reason == "no_facility" for row in rows)
    key = "finding.no_facility" + ("_all" if own == len(rows) else "")
    return fill(text(key, material.language), count=material.figures.count(own)) if own else NOTHING


def _to(part: str) -> Phrase:
    return link(f"calc-{part}", part)


def _part(row: Verdict) -> Part:
    own: Indicator = indicators()[row.indicator]
    return next(part for part in own.parts if part.id == row.part)
