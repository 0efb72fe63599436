"""The workbook in which a person confirms what strange words mean: a row for each question, a drop-down in each.

The visible sheet is for reading and choosing. A hidden one holds the questions themselves, found again by their
number, so that the visible rows may be sorted and filtered; another holds the choices of each row.
"""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from openpyxl.utils import get_column_letter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rehab.catalog.lines import line_label, lines, table_lines, tables, units
from rehab.catalog.texts import LANGUAGES, text
from rehab.workbooks.grids.spellings import EXCLUDES, HEADING, LABEL, NONE, QUALIFIER, SELECTS, UNIT
from rehab.workbooks.teaching.questions import Question

# The hidden sheets and where things stand on the visible one; `answers.py` reads them back.
QUESTIONS, CHOICES = "_questions", "_choices"
FIRST_ROW, NAME_ROW, NAME_COLUMN = 6, 3, 3
NUMBER_COLUMN, ANSWER_COLUMN = 1, 9
QUESTION_COLUMNS = ("number", "kind", "words", "appendix", "table", "above", "best", "files")
SEPARATOR = "\n"
MOST_CANDIDATES = 5
_HEADINGS = ("number", "kind", "words", "where", "unit", "above", "examples", "places", "answer", "best")
_WIDTHS = (6, 14, 46, 12, 12, 26, 22, 34, 52, 46)
_MOST_PLACES = 3


def accepted(language: str = LANGUAGES[0]) -> str:
    """The answer that takes the best guess."""
    return text("learn.accept", language)


def meanings_shown(question: Question, language: str = LANGUAGES[0]) -> dict[str, str]:
    """What may be chosen for a question, as shown, with what it means; the likeliest first, then the whole table.

    >>> from rehab.workbooks.teaching.guesses import Guess
    >>> asked = Question("label", "Số ca tái nghiện", "2", "A", "", "người", (), 0, (), (Guess("relapsed", 1.0),))
    >>> list(meanings_shown(asked).values())[:2]
    ['relapsed', 'communes_total']
    """
    shown: dict[str, str] = {}
    if question.kind in (LABEL, HEADING):
        names = [guess.means for guess in question.candidates[:MOST_CANDIDATES]]
        own = [t for t in tables() if t.appendix == question.appendix and question.table in ("", t.table)]
        names += [line.name for table in own for line in table_lines(table.appendix, table.table)]
        for name in dict.fromkeys(names):
            shown[choice_of(name, language)] = name
    if question.kind == UNIT:
        shown |= {unit: unit for unit in (*(guess.means for guess in question.candidates), *units())}
    if question.kind in (QUALIFIER, HEADING):
        shown |= {text(f"learn.{means}", language): means for means in (EXCLUDES, SELECTS)}
    shown[text("learn.none", language)] = NONE
    return shown


def choice_of(line: str, language: str = LANGUAGES[0]) -> str:
    """How a line stands in a drop-down.

    >>> choice_of("relapsed")
    'Số người tái nghiện [PL2: relapsed]'
    """
    return f"{line_label(line, language)} [PL{lines()[line].appendix}: {line}]"


def write_confirmation(
    path: Path, questions: Sequence[Question], collection: str, language: str = LANGUAGES[0], asked_in: str = ""
) -> None:
    """Write the workbook to confirm; `asked_in` is the folder of the workbooks, as it is reached from its own."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    looks = _Formats(book)
    sheet = book.add_worksheet(text("learn.sheet", language))
    _write_head(sheet, looks, len(questions), language)
    hidden, choices = book.add_worksheet(QUESTIONS), book.add_worksheet(CHOICES)
    for place in (hidden, choices):
        place.very_hidden()
    hidden.write_row(0, 0, QUESTION_COLUMNS)
    hidden.write_string(0, len(QUESTION_COLUMNS), collection)
    hidden.write_string(0, len(QUESTION_COLUMNS) + 1, asked_in)
    for number, question in enumerate(questions, start=1):
        _write_question(sheet, number, question, looks, language)
        _write_hidden(hidden, number, question)
        shown = [accepted(language)] if question.candidates else []
        shown += list(meanings_shown(question, language))
        choices.write_row(number - 1, 0, shown)
        row, column = FIRST_ROW + number - 2, ANSWER_COLUMN - 1
        told = text("learn.choose", language)
        rule = {"validate": "list", "source": _range(number, len(shown)), "error_message": told}
        sheet.data_validation(row, column, row, column, rule)
    if questions:
        sheet.autofilter(FIRST_ROW - 2, 0, FIRST_ROW - 2 + len(questions), len(_HEADINGS) - 1)
    book.close()


class _Formats:
    """The few formats of the workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        font = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
        self.title: Format = book.add_format({**font, "bold": True, "font_size": 14, "text_wrap": False})
        self.note: Format = book.add_format({**font, "text_wrap": False})
        self.head: Format = book.add_format({**font, "bold": True, "border": 1, "bg_color": "#DCE6EF"})
        self.plain: Format = book.add_format({**font, "border": 1})
        self.quoted: Format = book.add_format({**font, "border": 1, "quote_prefix": True})
        self.answer: Format = book.add_format({**font, "border": 1, "bg_color": "#FFFDE7"})


def _write_head(sheet: Worksheet, looks: _Formats, count: int, language: str) -> None:
    sheet.write_string(0, 0, text("learn.title", language, count=count), looks.title)
    sheet.write_string(1, 0, text("learn.how", language), looks.note)
    sheet.write_string(NAME_ROW - 1, 0, text("learn.who", language), looks.note)
    sheet.write_blank(NAME_ROW - 1, NAME_COLUMN - 1, None, looks.answer)
    for column, (name, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(FIRST_ROW - 2, column, text(f"learn_column.{name}", language), looks.head)
    sheet.freeze_panes(FIRST_ROW - 1, NAME_COLUMN)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW - 2)


def _write_question(sheet: Worksheet, number: int, question: Question, looks: _Formats, language: str) -> None:
    row = FIRST_ROW + number - 2
    sheet.write_number(row, NUMBER_COLUMN - 1, number, looks.plain)
    best = question.candidates[0].means if question.candidates else ""
    shown = {
        "kind": text(f"learn_kind.{question.kind}", language),
        "words": question.words,
        "where": text("learn.appendix", language, appendix=question.appendix) if question.appendix else "",
        "unit": question.unit,
        "above": question.above,
        "examples": "; ".join(question.examples),
        "places": _places(question, language),
        "best": line_label(best, language) if best in lines() else best,
    }
    for column, name in enumerate(_HEADINGS):
        if name in shown:
            sheet.write_string(row, column, shown[name], looks.quoted if name == "words" else looks.plain)
    sheet.write_blank(row, ANSWER_COLUMN - 1, None, looks.answer)


def _places(question: Question, language: str) -> str:
    told = [f"{place.file} ! {place.sheet} ! {place.cell}" for place in question.places[:_MOST_PLACES]]
    more = len(question.places) - len(told)
    return "\n".join([*told, text("learn.more", language, count=more)] if more else told)


def _write_hidden(hidden: Worksheet, number: int, question: Question) -> None:
    best = question.candidates[0].means if question.candidates else ""
    values = (question.kind, question.words, question.appendix, question.table, question.above, best)
    hidden.write_number(number, 0, number)
    for column, value in enumerate((*values, SEPARATOR.join(question.files)), start=1):
        hidden.write_string(number, column, value)


def _range(number: int, count: int) -> str:
    return f"={CHOICES}!$A${number}:${get_column_letter(count)}${number}"
