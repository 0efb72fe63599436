"""What the data leaves open: figures that are missing and why, appendices as far as filled, corrections, problems."""

from collections import Counter
from dataclasses import dataclass

from rehab.catalog.lines import line_label, lines
from rehab.catalog.problem_kinds import SEVERITIES
from rehab.catalog.texts import text
from rehab.pages.citing.figures import Figures
from rehab.pages.citing.marks import link, quoted
from rehab.pages.citing.phrases import Phrase, fill, join
from rehab.pages.numbers.absences import absent_lines, states_no_centre
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.sent_again import change_words
from rehab.store.facts import Fact


@dataclass(frozen=True)
class Absence:
    """Figures that are not there for one reason, each with the parts that need it."""

    reason: str
    items: tuple[Phrase, ...]


@dataclass(frozen=True)
class Filled:
    """How many lines of an appendix have a figure or an answer, of how many."""

    name: str
    filled: Phrase
    all: Phrase
    note: str


@dataclass(frozen=True)
class Corrected:
    """A figure that was corrected: what the cell said and what is used."""

    label: str
    said: Phrase
    used: Phrase


@dataclass(frozen=True)
class OpenPoints:
    """All that the data leaves open; `counts` has the number of problems of each severity that occurs.

    `changes` since the workbook sent before; None where there is none, and for the public.
    """

    absences: tuple[Absence, ...]
    appendices: tuple[Filled, ...]
    corrections: tuple[Corrected, ...]
    counts: tuple[tuple[str, Phrase], ...]
    changes: tuple[Phrase, ...] | None


def open_points(material: Material) -> OpenPoints:
    """What is missing and why, from the workings of the nine and the lines of the appendices."""
    return OpenPoints(
        absences=tuple(_absences(material)),
        appendices=tuple(_appendices(material)),
        corrections=tuple(_corrections(material)),
        counts=tuple(_counts(material)),
        changes=None if material.changes is None else tuple(change_words(material.changes, material.language)),
    )


def _absences(material: Material) -> list[Absence]:
    language = material.language
    by_status: dict[str, dict[str, list[str]]] = {}
    for absent in absent_lines(material):
        by_status.setdefault(absent.status, {}).setdefault(absent.line, []).append(absent.part)
    return [
        Absence(text(f"open.{status}", language), tuple(_absent(line, parts, language) for line, parts in own.items()))
        for status, own in by_status.items()
    ]


def _absent(line: str, parts: list[str], language: str) -> Phrase:
    """A line, and the parts that need it."""
    links = join([link(f"calc-{part}", part) for part in dict.fromkeys(parts)], ", ")
    return fill("{} ({})", line_label(line, language), links)


def _appendices(material: Material) -> list[Filled]:
    language, known = material.language, {fact.line for fact in material.facts.all if fact.is_given or fact.text}
    found = []
    for appendix in dict.fromkeys(line.appendix for line in lines().values()):
        own = [line.name for line in lines().values() if line.appendix == appendix]
        filled = sum(name in known for name in own)
        is_excused = appendix == "3" and states_no_centre(material)
        note = text("open.no_centre" if is_excused else "open.nothing", language) if filled <= 1 else ""
        name = text("form.appendix_sheet", language, appendix=appendix)
        found.append(Filled(name, material.figures.count(filled), material.figures.count(len(own)), note))
    return found


def _corrections(material: Material) -> list[Corrected]:
    return [_corrected(fact, material.figures) for fact in material.facts.all if fact.source.corrected]


def _corrected(fact: Fact, figures: Figures) -> Corrected:
    used = figures.shown(fact) or quoted(fact.text)
    return Corrected(line_label(fact.line, figures.language), quoted(fact.source.raw), used)


def _counts(material: Material) -> list[tuple[str, Phrase]]:
    counts = Counter(problem.severity for problem in material.facts.problems)
    return [
        (text(f"problems.{severity}", material.language), material.figures.count(counts[severity]))
        for severity in reversed(SEVERITIES)
        if severity in counts
    ]
