"""«Hỏi lại tỉnh»: what to ask the province, each question with its file, sheet and cell."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.lines import line_label, lines
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.pages.citing.marks import label, mark, message_mark, quoted
from rehab.pages.citing.phrases import Phrase, fill, join, phrase
from rehab.pages.numbers.calculations import has_counts, part_workings
from rehab.pages.numbers.material import Material
from rehab.pages.sections.open import NO_FACILITY, absent_lines

_ASKED_SEVERITIES = ("error", "warning")
# The most cells named in one question; a longer list no longer helps the one who must look them up.
_MOST_CELLS = 12


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
        rows = material.problems[material.problems["severity"] == severity]
        for _, own in rows.groupby(["code", "file", "sheet"], sort=False):
            message = message_mark(own.iloc[0][f"message_{material.language}"])
            key = "questions.problem" if len(own) == 1 else "questions.problems"
            yield Question(fill(text(key, material.language), message=message), _place(own, material.language))


def _place(rows: pd.DataFrame, language: str) -> Phrase:
    cells = [str(cell) for cell in dict.fromkeys(rows["cell"]) if cell]
    more = "" if len(cells) <= _MOST_CELLS else " …"
    pieces = [str(rows.iloc[0]["file"]), str(rows.iloc[0]["sheet"]), ", ".join(cells[:_MOST_CELLS]) + more]
    return quoted(" ! ".join(piece for piece in pieces if piece))


def _on_borderline(material: Material) -> Iterator[Question]:
    """Verdicts that one person would flip: the figures are worth confirming."""
    rows = material.verdicts
    for row in records(rows[(rows["part"] != "") & rows["borderline"].fillna(False)]):
        if not has_counts(row):
            continue
        used = pd.DataFrame([found for found in part_workings(material, str(row["part"])) if found["cell"]])
        ask = fill(
            text("questions.borderline", material.language),
            part=mark(row["part"]),
            numerator=material.figures.computed(row["numerator"], str(row["part"])),
            denominator=material.figures.computed(row["denominator"], str(row["part"])),
        )
        yield Question(ask, join([_place(own, material.language) for _, own in used.groupby("sheet", sort=False)]))


def _on_missing(material: Material) -> Iterator[Question]:
    """One question an indicator for the figures it lacks; none for what no centre excuses or is not due."""
    rows = absent_lines(material)
    rows = rows[~rows["status"].isin([NO_FACILITY, "not_due"])]
    verdicts = {row["indicator"]: row for row in records(material.verdicts[material.verdicts["part"] == ""])}
    for number, own in rows.groupby("indicator", sort=True):
        verdict = verdicts[number]
        key = "stated" if verdict["basis"] == "stated" else "computed" if verdict["basis"] == "computed" else "none"
        said = str(verdict["stated_verdict"])
        ask = fill(
            text(f"questions.missing_{key}", material.language),
            indicator=mark(number),
            verdict=text(f"verdict.{said}", material.language) if said else "",
            lines=join([phrase(line_label(name, material.language)) for name in dict.fromkeys(own["line"])]),
        )
        yield Question(ask, _missing_place(material, verdict, own))


def _missing_place(material: Material, verdict: Row, own: pd.DataFrame) -> Phrase:
    """Where the figures belong, and the cell of the verdict that lacks them."""
    rows, language = material.observations, material.language
    stated = rows[(rows["line"] == "stated_verdict") & (rows["entry"] == str(verdict["indicator"]))]
    sheets = [_sheet(material, appendix) for appendix in dict.fromkeys(lines()[name].appendix for name in own["line"])]
    places = [fill("{}{}", quoted(f"{material.file} ! "), join(sheets, ", "))]
    places += [_place(stated, language)] if not stated.empty else []
    return join(places)


def _sheet(material: Material, appendix: str) -> Phrase:
    """The sheet of an appendix as the workbook names it, else as the form does."""
    rows = material.observations
    found = rows[rows["appendix"] == appendix]
    name = text("form.appendix_sheet", material.language, appendix=appendix)
    return label(name) if found.empty else quoted(found.iloc[0]["sheet"])
