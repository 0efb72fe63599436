"""What the department is asked to explain, each question with its file, sheet and cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.texts import text
from rehab.pages.citing.formats import format_number
from rehab.pages.citing.marks import label, mark, message_mark, quoted
from rehab.pages.citing.phrases import Phrase, fill, join, phrase
from rehab.pages.numbers.absences import NO_FACILITY, AbsentLine, absent_lines
from rehab.pages.numbers.calculations import Counts, counted_unit, counts_of, part_workings
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.verdicts import estimate_words
from rehab.store.facts import Problem, Source

_ASKED_SEVERITIES = ("error", "warning")
# The most cells named in one question; a longer list no longer helps the one who must look them up.
_MOST_CELLS = 12
_NOT_ASKED = (NO_FACILITY, "not_due")


@dataclass(frozen=True)
class Question:
    """One question and the place in the workbook it is about."""

    ask: Phrase
    place: Phrase


def questions(material: Material) -> list[Question]:
    """All questions: problems the worst first, verdicts that one person decides, figures that are missing."""
    return [*_on_problems(material), *_on_borderline(material), *_on_missing(material)]


def _on_problems(material: Material) -> Iterator[Question]:
    """One question for the problems of one kind on one sheet."""
    for severity in _ASKED_SEVERITIES:
        alike: dict[tuple[str, str, str], list[Problem]] = {}
        for problem in material.facts.problems:
            if problem.severity == severity:
                alike.setdefault((problem.code, problem.file, problem.sheet), []).append(problem)
        for own in alike.values():
            message = message_mark(own[0].message(material.language))
            key = "questions.problem" if len(own) == 1 else "questions.problems"
            yield Question(fill(text(key, material.language), message=message), _place(own))


def _place(cells: Sequence[Source | Problem]) -> Phrase:
    """The cells of one sheet."""
    names = [name for name in dict.fromkeys(cell.cell for cell in cells) if name]
    more = "" if len(names) <= _MOST_CELLS else " …"
    pieces = [cells[0].file, cells[0].sheet, ", ".join(names[:_MOST_CELLS]) + more]
    return quoted(" ! ".join(piece for piece in pieces if piece))


def _on_borderline(material: Material) -> Iterator[Question]:
    """Verdicts that one person would flip: the figures are worth confirming."""
    for row in material.facts.verdicts:
        if not row.part or not row.borderline or not (counts := counts_of(row)):
            continue
        by_sheet: dict[str, list[Source]] = {}
        for used in part_workings(material, row.part):
            if used.source.cell:
                by_sheet.setdefault(used.source.sheet, []).append(used.source)
        is_by_unit = int(counts.margin) in (0, -1) and not estimate_words(row.part, material)
        ask = _confirm(row.indicator, row.part, counts, material.language, is_by_unit)
        yield Question(ask, join([_place(own) for own in by_sheet.values()]))


def _confirm(indicator: int, part_id: str, counts: Counts, language: str, is_by_unit: bool) -> Phrase:
    """Which two figures to confirm, and what would flip the verdict: one unit, or a figure in doubt."""
    part = next(item for item in indicators()[indicator].parts if item.id == part_id)
    return fill(
        text("questions.borderline" if is_by_unit else "questions.doubtful", language),
        part=mark(part_id),
        numerator=mark(format_number(counts.numerator, language)),
        denominator=mark(format_number(counts.denominator, language)),
        unit=counted_unit(part, language, 1),
    )


def _on_missing(material: Material) -> Iterator[Question]:
    """One question an indicator for the figures it lacks; none for what no centre excuses or is not due."""
    lacking: dict[int, list[AbsentLine]] = {}
    for absent in absent_lines(material):
        if absent.status not in _NOT_ASKED:
            lacking.setdefault(absent.indicator, []).append(absent)
    for number, own in sorted(lacking.items()):
        verdict = material.facts.verdict(number)
        said, names = verdict.stated_verdict, list(dict.fromkeys(absent.line for absent in own))
        ask = fill(
            text(f"questions.missing_{verdict.basis or 'none'}", material.language),
            indicator=mark(number),
            verdict=text(f"verdict.{said}", material.language) if said else "",
            lines=join([phrase(line_label(name, material.language)) for name in names]),
        )
        counted = [lines()[name].is_number for name in names]
        if any(counted):
            # Names, and what is answered with yes or no, are not nought.
            zero = text("questions.zero" if all(counted) else "questions.zero_some", material.language)
            ask = fill("{} {}", ask, phrase(zero))
        yield Question(ask, _missing_place(material, number, names))


def _missing_place(material: Material, number: int, names: list[str]) -> Phrase:
    """Where the figures belong, and the cell of the verdict that lacks them."""
    stated = [fact.source for fact in material.facts.of("stated_verdict") if fact.entry == str(number)]
    sheets = [_sheet(material, appendix) for appendix in dict.fromkeys(lines()[name].appendix for name in names)]
    places = [fill("{}{}", quoted(f"{material.file} ! "), join(sheets, ", "))]
    return join([*places, _place(stated)] if stated else places)


def _sheet(material: Material, appendix: str) -> Phrase:
    """The sheet of an appendix as the workbook names it, else as the form does."""
    found = next((fact.source.sheet for fact in material.facts.all if fact.appendix == appendix), None)
    name = text("form.appendix_sheet", material.language, appendix=appendix)
    return label(name) if found is None else quoted(found)
