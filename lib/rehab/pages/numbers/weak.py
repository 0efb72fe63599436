"""What the figures show as weak, each a sentence to accept or to strike; causes are never made up from figures."""

from collections.abc import Callable, Iterator

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.outline import outline
from rehab.catalog.texts import text
from rehab.pages.citing.formats import format_percent
from rehab.pages.citing.marks import label, mark
from rehab.pages.citing.phrases import Phrase, fill
from rehab.pages.numbers.calculations import is_bound
from rehab.pages.numbers.changes import FEWEST, WHOLE, course_of, worked_out
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.verdicts import known_terms

_FALL = 0.2
"""A fall from the first to the last whole year is proposed from this share on."""
_DIRECTION, _MONEY = "1", "5"


def weak_points(material: Material, kind: str) -> list[Phrase]:
    """Sentences for one heading of the shortcomings: `policy`, `direction`, `implementation`, `resources`."""
    return list(_PROPOSERS[kind](material))


def _policy(material: Material) -> Iterator[Phrase]:
    # No figure of a workbook speaks of policy.
    return iter(())


def _direction(material: Material) -> Iterator[Phrase]:
    """Appendices that lack figures: nobody directs what nobody counts."""
    given = {fact.line for fact in material.facts.all if fact.is_given or fact.text}
    for appendix in dict.fromkeys(line.appendix for line in lines().values()):
        own = [name for name, line in lines().items() if line.appendix == appendix and line.is_number]
        lacking = [name for name in own if name not in given]
        if lacking and appendix != "3":
            yield fill(
                text("review.weak_gaps", material.language),
                appendix=label(text("form.appendix_sheet", material.language, appendix=appendix)),
                lacking=material.figures.count(len(lacking)),
                all=material.figures.count(len(own)),
            )


def _implementation(material: Material) -> Iterator[Phrase]:
    """Targets that the figures miss, and lines of people that have fallen by a fifth."""
    for row in material.facts.verdicts:
        if row.part and row.verdict == "not_met" and row.basis == "computed" and row.value is not None:
            indicator = indicators()[row.indicator]
            part = next(own for own in indicator.parts if own.id == row.part)
            known, count = known_terms(material, row.part)
            yield fill(
                text("review.weak_target_so_far" if row.terms_missing else "review.weak_target", material.language),
                known=material.figures.count(known),
                all=material.figures.count(count),
                part=mark(row.part),
                name=part.short(material.language) or indicator.short(material.language),
                value=material.figures.percent(row.value, row.part, row.target, is_bound(row)),
                target=material.figures.fixed(row.target),
            )
    yield from _falls(material, lambda appendix: appendix not in (_DIRECTION, _MONEY))


def _resources(material: Material) -> Iterator[Phrase]:
    """Money that has fallen by a fifth."""
    yield from _falls(material, lambda appendix: appendix == _MONEY)


def _falls(material: Material, in_appendix: Callable[[str], bool]) -> Iterator[Phrase]:
    for item in outline():
        for name in item.lines[:1]:
            if not in_appendix(lines()[name].appendix):
                continue
            course = course_of(material, name)
            ends = list(course.years.items())
            if course.is_withheld or len(ends) < 2:
                continue
            (first, before), (last, after) = ends[0], ends[-1]
            if before.value is None or after.value is None or before.value < FEWEST:
                continue
            fall = (before.value - after.value) / before.value
            if fall >= _FALL:
                yield fill(
                    text("review.weak_fall", material.language),
                    label=line_label(name, material.language),
                    percent=worked_out(format_percent(100 * fall, material.language, WHOLE), item.anchor),
                    first=mark(first),
                    last=mark(last),
                    before=material.figures.observed(before),
                    after=material.figures.observed(after),
                )


_PROPOSERS: dict[str, Callable[[Material], Iterator[Phrase]]] = {
    "policy": _policy,
    "direction": _direction,
    "implementation": _implementation,
    "resources": _resources,
}
