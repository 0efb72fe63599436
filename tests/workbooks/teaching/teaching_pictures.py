"""Pictures for docs/reading.md: a form that nobody here has seen, the workbook that asks, what the command says.

`make pictures` writes them anew; a test holds that they are of today. Drawn from the workbooks themselves, so that
two runs give the same bytes.
"""

import sys
import tempfile
import textwrap
from collections.abc import Iterable
from html import escape
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from natural_workbook import write_natural
from rehab.cli import app
from rehab.workbooks.teaching.confirming import ANSWER_COLUMN, FIRST_ROW, accepted

IMAGES = Path(__file__).resolve().parents[3] / "docs" / "images"
STRANGE, ASKED = "strange-form.svg", "teaching-workbook.svg"
_LETTER, _LINE, _EDGE = 6.4, 16, 5
_MOST_ROWS = 9
_HEAD, _ANSWER, _PLAIN = "#dce6ef", "#fffde7", "#ffffff"
Row = tuple[str, ...]


def drawn(title: str, head: Row, rows: Iterable[Row], widths: tuple[int, ...], answer: int = -1) -> str:
    """A table as an SVG picture: letters wrapped in columns of so many letters; `answer` is the column to fill in."""
    parts: list[str] = []
    top = 0.0
    for number, row in enumerate((head, *rows)):
        cells = [textwrap.wrap(said, width) or [""] for said, width in zip(row, widths, strict=True)]
        height = max(map(len, cells)) * _LINE + 2 * _EDGE
        left = 0.0
        for column, (lines, width) in enumerate(zip(cells, widths, strict=True)):
            fill = _HEAD if number == 0 else _ANSWER if column == answer else _PLAIN
            across = width * _LETTER + 2 * _EDGE
            place = f'x="{left:g}" y="{top:g}" width="{across:g}" height="{height:g}"'
            parts.append(f'<rect {place} fill="{fill}" stroke="#8a8a8a"/>')
            weight = ' font-weight="bold"' if number == 0 else ""
            parts += [
                f'<text x="{left + _EDGE:g}" y="{top + _EDGE + 12 + at * _LINE:g}"{weight}>{escape(line)}</text>'
                for at, line in enumerate(lines)
            ]
            left = round(left + across, 2)
        top += height
    size = f'width="{left + 2:g}" height="{top + 2:g}" viewBox="-1 -1 {left + 2:g} {top + 2:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="Times New Roman, Tinos, serif" '
        f'font-size="13"><title>{escape(title)}</title>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _rows(sheet: Worksheet, first: int, columns: tuple[int, ...]) -> list[Row]:
    found = []
    for number in range(first, first + _MOST_ROWS):
        values = [sheet.cell(number, column).value for column in columns]
        found.append(tuple("" if value is None else str(value).replace("\n", "; ") for value in values))
    return [row for row in found if any(row)]


def pictures(folder: Path) -> dict[str, str]:
    """The pictures by file name, of a workbook in natural wording that `rehab learn` is asked about in `folder`."""
    raw = folder / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    path = raw / "19-thai-nguyen.xlsx"
    write_natural(path, "verbose", seed=1)
    strange = next(sheet for sheet in load_workbook(path).worksheets if sheet.max_row > _MOST_ROWS)
    columns = tuple(range(1, 7))
    head, *body = _rows(strange, 8, columns)
    form = folder / "confirm.xlsx"
    CliRunner().invoke(app, ["learn", str(raw), "--out", str(form)], catch_exceptions=False)
    sheet = load_workbook(form).worksheets[0]
    asked = (1, 3, 4, 5, 7, 9, 10)
    names, *questions = _rows(sheet, FIRST_ROW - 1, asked)
    place = asked.index(ANSWER_COLUMN)
    filled = [(*row[:place], accepted() if row[-1] else "", *row[place + 1 :]) for row in questions]
    return {
        STRANGE: drawn("Bảng tính có tên dòng lạ", head, body, (5, 58, 12, 10, 10, 10)),
        ASKED: drawn("Bảng hỏi nghĩa của các tên dòng lạ", names, filled, (5, 40, 11, 10, 18, 24, 44), place),
    }


def main() -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in pictures(Path(folder)).items():
            (IMAGES / name).write_text(content, encoding="utf-8")
            sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
