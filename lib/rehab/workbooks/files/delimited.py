"""Tables as plain text (.csv, and exports that only bear the name of a workbook): fields between marks.

The mark between fields and the letters' encoding are told by the content; every cell stays the text that it is, for
whether `1.234` is a thousand or little more than one, only what stands around it can tell.
"""

import codecs
import csv
import io
import unicodedata
from collections import Counter

from rehab.workbooks.files.cells import MOST_LETTERS, Look, Run, text_cell
from rehab.workbooks.files.failures import NO_WORKBOOK, TOO_LARGE, TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.safety import LAST_COLUMN, MOST_CELLS
from rehab.workbooks.grids.grid import Cell, Grid, make_grid

_MOST_BYTES = 8 * 2**20
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
_VIETNAMESE = "cp1258"
# In the order in which they are believed: a tab or a semicolon seldom stands within a field, a comma often.
_DELIMITERS = "\t;|,"
_SAID = "sep="
_SAMPLE_LINES = 200
_FEWEST_ROWS = 2
# Of the rows that hold a delimiter, this share has as many fields as most have.
_AGREEING = 0.6
_LONGEST_NAME = 31


def read_delimited(content: bytes, name: str) -> tuple[Grid, ...]:
    """The one sheet of a table in plain text, named as the file is.

    Raises UnreadableFileError where it is too large or no table.
    """
    if len(content) > _MOST_BYTES:
        raise UnreadableFileError(*TOO_LARGE)
    text = decoded(content)
    delimiter = delimiter_of(text)
    if not delimiter:
        raise UnreadableFileError(*NO_WORKBOOK)
    if text.casefold().startswith(_SAID):
        text = text.partition("\n")[2]
    cells: list[Cell] = []
    try:
        for number, fields in enumerate(_rows(text, delimiter), start=1):
            for column, field in enumerate(fields, start=1):
                cell = text_cell(number, column, [Run(field)], Look())
                if cell is not None:
                    cells.append(cell)
            if len(cells) > MOST_CELLS or len(fields) > LAST_COLUMN:
                raise UnreadableFileError(*TOO_MANY_CELLS)
    except csv.Error as error:
        raise UnreadableFileError(*NO_WORKBOOK) from error
    return (make_grid(name[:_LONGEST_NAME], cells),)


def decoded(content: bytes) -> str:
    """Text by its byte order mark, as UTF-8, as UTF-16 where every other byte is zero, else as Windows for Vietnam.

    >>> decoded("Đắk Nông".encode("utf-16")), decoded(bytes.fromhex("d0e36b"))
    ('Đắk Nông', 'Đăk')
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding, zeros in (("utf-16-le", content[1:200:2]), ("utf-16-be", content[0:200:2])):
        if zeros and zeros.count(0) * 2 > len(zeros):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Windows' code page for Vietnam writes tone marks behind their letters.
        return unicodedata.normalize("NFC", content.decode(_VIETNAMESE, errors="replace"))


def delimiter_of(text: str) -> str:
    """The mark between fields; empty where the text is no table.

    >>> delimiter_of("a;b\\n1,5;2,5\\n"), delimiter_of("one line, no table"), delimiter_of("sep=,\\na,b")
    (';', '', ',')
    """
    first = text.partition("\n")[0]
    if first.casefold().startswith(_SAID):
        return first.rstrip("\r")[len(_SAID) :][:1]
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    best, most = "", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(len(fields) for fields in _rows(sample, delimiter) if len(fields) > 1)
        except csv.Error:
            continue
        rows = sum(widths.values())
        if rows < _FEWEST_ROWS:
            continue
        agreeing = max(widths.values()) / rows
        if agreeing >= _AGREEING and agreeing > most:
            best, most = delimiter, agreeing
    return best


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), _MOST_BYTES))
    return [
        [field[: MOST_LETTERS + 1] for field in fields]
        for fields in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    ]
