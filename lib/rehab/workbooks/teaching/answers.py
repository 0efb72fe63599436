"""What a person confirmed, read back from the workbook and checked against itself and against what is known already."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from rehab.catalog.folding import clean, fold
from rehab.catalog.lines import line_label, lines
from rehab.catalog.texts import LANGUAGES, text
from rehab.workbooks.grids.keys import label_key
from rehab.workbooks.grids.spellings import HEADING, LABEL, Spelling
from rehab.workbooks.headings.labels import lines_of_label
from rehab.workbooks.teaching.confirming import (
    ANSWER_COLUMN,
    FIRST_ROW,
    NAME_COLUMN,
    NAME_ROW,
    NUMBER_COLUMN,
    QUESTION_COLUMNS,
    QUESTIONS,
    SEPARATOR,
    accepted,
    meanings_shown,
)
from rehab.workbooks.teaching.guesses import Guess
from rehab.workbooks.teaching.questions import Question

# What stands behind a line in the list of choices: its appendix and its name.
_SHORT_NAME = re.compile(r" \[PL[^\[\]]*\]$")


class AnswersError(ValueError):
    """A workbook of confirmations cannot be applied; the message says, in both languages, which rows and what to do."""


@dataclass(frozen=True)
class Answers:
    """What was confirmed: who by, for which collection, what each thing means; how many rows were left open.

    `files` are the workbooks that the words stand in, `asked_in` their folder, from that of the confirmations.
    """

    by: str
    collection: str
    spellings: tuple[Spelling, ...]
    open_rows: int
    files: tuple[str, ...]
    asked_in: str = ""


@dataclass(frozen=True)
class _Answer:
    row: int
    words: str
    above: str
    files: tuple[str, ...]
    spelling: Spelling


def read_answers(path: Path, day: str, by: str = "") -> Answers:
    """The answers in a workbook of confirmations; `day` (ISO) is the day they are given, `by` who gives them.

    Raises AnswersError where it is no such workbook, nobody is named, or answers cannot be or contradict each other.
    """
    book = _opened(path)
    sheet, hidden = book.worksheets[0], book[QUESTIONS]
    name = by or _text(sheet.cell(NAME_ROW, NAME_COLUMN).value)
    if not name:
        raise AnswersError(_said("nobody"))
    asked = _questions(hidden)
    found: list[_Answer] = []
    wrong: list[str] = []
    still_open = 0
    for row in range(FIRST_ROW, sheet.max_row + 1):
        number, written = (_text(sheet.cell(row, column).value) for column in (NUMBER_COLUMN, ANSWER_COLUMN))
        if not number or not written:
            still_open += bool(number)
        elif number not in asked:
            wrong.append(_said("number_changed", row=row))
        elif (means := _meaning(written, asked[number])) is None:
            wrong.append(_said("not_in_list", row=row, answer=written))
        else:
            found.append(_answered(row, asked[number], means, name, day))
    wrong += _contradictions(found)
    if wrong:
        raise AnswersError("\n".join(wrong))
    files = tuple(dict.fromkeys(file for answer in found for file in answer.files))
    collection, asked_in = (_text(hidden.cell(1, len(QUESTION_COLUMNS) + n).value) for n in (1, 2))
    return Answers(name, collection, tuple(answer.spelling for answer in found), still_open, files, asked_in)


def _text(value: object) -> str:
    return "" if value is None else clean(str(value))


def _questions(hidden: Worksheet) -> dict[str, dict[str, str]]:
    """What was asked, by its number."""
    rows = hidden.iter_rows(min_row=2, max_col=len(QUESTION_COLUMNS), values_only=True)
    told = [dict(zip(QUESTION_COLUMNS, ("" if v is None else str(v) for v in row), strict=True)) for row in rows]
    return {values["number"]: values for values in told}


def _answered(row: int, values: dict[str, str], means: str, by: str, day: str) -> _Answer:
    spelling = Spelling(values["kind"], values["words"], values["appendix"], values["table"], means, by, day)
    return _Answer(row, values["words"], values["above"], tuple(values["files"].split(SEPARATOR)), spelling)


def _opened(path: Path) -> Workbook:
    try:
        book = load_workbook(path)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise AnswersError(_said("no_confirmation", file=path.name)) from error
    if QUESTIONS not in book.sheetnames or not isinstance(book.worksheets[0], Worksheet):
        raise AnswersError(_said("no_confirmation", file=path.name))
    return book


def _said(key: str, **values: object) -> str:
    return " / ".join(text(f"learn_error.{key}", language, **values) for language in LANGUAGES)


def _meaning(written: str, values: dict[str, str]) -> str | None:
    """What an answer means; None where it is none of the row's choices."""
    if written in {accepted(language) for language in LANGUAGES}:
        return values["best"] or None
    best = (Guess(values["best"], 1.0),) if values["best"] else ()
    question = Question(
        values["kind"], values["words"], values["appendix"], values["table"], values["above"], "", (), 0, (), best
    )
    shown = {
        clean(choice): means for language in LANGUAGES for choice, means in meanings_shown(question, language).items()
    }
    if written in shown:
        return shown[written]
    # Somebody has typed what the last column says, without the line's name behind it.
    typed = {means for choice, means in shown.items() if fold(_SHORT_NAME.sub("", choice)) == fold(written)}
    if typed:
        return typed.pop() if len(typed) == 1 else None
    # A candidate from another appendix is among the choices of the row, and names its line at the end.
    named = written.rpartition(": ")[2].removesuffix("]")
    return named if named in lines() else None


def _contradictions(answers: Sequence[_Answer]) -> list[str]:
    """Answers that give one line two labels in one table, or a label a second meaning."""
    wrong: list[str] = []
    by_line: dict[tuple[str, str, str, str], _Answer] = {}
    for answer in _about_lines(answers):
        spelling = answer.spelling
        for file in answer.files:
            key = (file, spelling.appendix, spelling.table, spelling.means)
            other = by_line.setdefault(key, answer)
            if other is not answer and (label_key(other.words), other.above) != (label_key(answer.words), answer.above):
                line = line_label(spelling.means, "vi")
                wrong.append(_said("one_line_twice", row=other.row, other=answer.row, line=line, file=file))
                break
        wrong += _second_meanings(answer)
    return list(dict.fromkeys(wrong))


def _about_lines(answers: Iterable[_Answer]) -> list[_Answer]:
    return [a for a in answers if a.spelling.kind in (LABEL, HEADING) and a.spelling.means in lines()]


def _second_meanings(answer: _Answer) -> list[str]:
    spelling = answer.spelling
    line = lines()[spelling.means]
    known = lines_of_label(spelling.written, line.appendix, line.table)
    others = [own for own in known if own.name != line.name and not own.is_part]
    return [
        _said("already_known", row=answer.row, words=spelling.written, line=line_label(own.name, "vi"))
        for own in others
    ]
