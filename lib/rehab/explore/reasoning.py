"""Why a verdict is what it is, in words: what its parts come to, which figures they have, which they lack and why."""

from rehab.attainment.ratios import NOT_APPLICABLE
from rehab.catalog.indicators import indicators
from rehab.catalog.texts import text
from rehab.pages.numbers.calculations import TermGroup, calculation, part_name, part_workings, term_groups
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.reasons import why
from rehab.store.facts import Verdict


def reasons(number: int, material: Material, with_figures: bool = True) -> tuple[str, ...]:
    """Of an indicator: whose verdict it is and how it came about, then each part; one paragraph each.

    `with_figures` names the figures that are there and those that are not, with their cells.
    """
    facts, language = material.facts, material.language
    row = facts.verdict(number)
    told = [said.plain for said in why(row, material)]
    if row.basis == "stated" and row.verdict != "not_assessed" and row.reason:
        # On a page the verdict stands beside; and a figure that decides nothing is told all the same below.
        verdict, reason = text(f"verdict.{row.verdict}", language), _reason(row, material)
        told[0] = text("explore.stated", language, verdict=verdict, reason=reason)
    elif row.reason == "no_data":
        told[0] = f"{_begun(_reason(row, material))}."
    parts = {part.id: part for part in indicators()[number].parts}
    for own in facts.parts_of(number):
        words = " ".join(_part(own, material, with_figures))
        if len(parts) > 1:
            told.append(f"{own.part}. {part_name(parts[own.part], number, language)}: {words}")
        elif own.reason not in NOT_APPLICABLE:
            told.append(text("explore.from_figures", language, words=words))
    return tuple(told)


def part_reasons(row: Verdict, material: Material, with_figures: bool = True) -> tuple[str, ...]:
    """Of one part: its calculation and how far it is from its target, or why there is none; then its figures."""
    first, *others = _part(row, material, with_figures)
    return (_begun(first), *others)


def _part(row: Verdict, material: Material, with_figures: bool) -> list[str]:
    language = material.language
    own = calculation(row, material)
    if equation := own.equation.plain:
        told = [f"{equation}.", own.gap.plain, own.definition]
    elif row.withheld:
        told = [_within(own.why_not)]
    else:
        key = "not_asked" if row.reason in NOT_APPLICABLE else "not_computed"
        told = [text(f"explore.{key}", language, reason=_reason(row, material))]
    if with_figures and row.reason not in NOT_APPLICABLE:
        given, lacking = _given_and_lacking(row.part, material)
        told += [_list("explore.has", given, language), _list("explore.lacks", lacking, language)]
    return [sentence for sentence in told if sentence]


def _given_and_lacking(part: str, material: Material) -> tuple[list[TermGroup], list[TermGroup]]:
    """The lines of a part that have a figure, or are said to have none; and the others."""
    groups = term_groups(part_workings(material, part), material.figures)
    known = ("", text("calculation.none_stated", material.language))
    return [group for group in groups if group.note in known], [group for group in groups if group.note not in known]


def _reason(row: Verdict, material: Material) -> str:
    """A reason as it stands within a sentence; where some figures are there, not that there are none."""
    own = [row.part] if row.part else [part.part for part in material.facts.parts_of(row.indicator)]
    if row.reason == "no_data" and any(_given_and_lacking(part, material)[0] for part in own):
        return text("explore.too_few", material.language)
    said = text(f"reason.{row.reason or 'no_data'}", material.language)
    return _within(said)


def _within(said: str) -> str:
    return f"{said[0].lower()}{said[1:]}"


def _begun(said: str) -> str:
    return f"{said[0].upper()}{said[1:]}"


def _list(key: str, groups: list[TermGroup], language: str) -> str:
    missing = text("calculation.missing", language)
    return text(key, language, lines="; ".join(_item(group, missing) for group in groups)) if groups else ""


def _item(group: TermGroup, missing: str) -> str:
    """A line with its figure, or why it has none where more is to be said than that, its cells and its day."""
    place = ", ".join(part for part in (group.places.plain, group.days) if part)
    said = ", ".join(part for part in (group.values.plain, group.note) if part and part != missing)
    return f"{group.label}{f': {said}' if said else ''}{f' ({place})' if place else ''}"
