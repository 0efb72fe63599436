"""Which of a part's definitions decides: the first whose terms are given (rule 19)."""

from dataclasses import replace

from rehab.attainment.evidence import Evidence
from rehab.attainment.ratios import Ratio, window_ratio
from rehab.attainment.terms import CONFLICT
from rehab.catalog.indicators import Part


def deciding_ratio(part: Part, evidence: Evidence) -> Ratio:
    """A part over the window, by the first of its definitions whose terms are all given.

    A term in conflict or of another span stops the search, and so does a share above its whole. A numerator without
    a denominator of the same people has the reason `populations_differ`; its part has no definition.
    """
    if not part.definitions:
        return window_ratio(part, evidence)
    tried = []
    for definition in part.definitions:
        ratio = window_ratio(part.under(definition), evidence)
        if any(term.status == CONFLICT for term in ratio.terms) or all(term.is_known for term in ratio.terms):
            return ratio
        tried.append(ratio)
    for ratio in reversed(tried):
        if ratio.numerator is not None:
            return _undefined(ratio, "populations_differ")
    return _undefined(tried[0], tried[0].reason)


def other_definitions(ratio: Ratio, part: Part, evidence: Evidence) -> list[Ratio]:
    """The part by its other definitions, those that can be computed."""
    others = [definition for definition in part.definitions if definition.id != ratio.part.definition]
    found = [window_ratio(part.under(definition), evidence) for definition in others]
    return [other for other in found if other.value is not None and not other.missing]


def _undefined(ratio: Ratio, reason: str) -> Ratio:
    return replace(ratio, part=replace(ratio.part, definition=""), reason=reason)
