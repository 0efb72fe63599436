"""How the form looks: fonts, borders, fills, page set-up of a Vietnamese office table."""

import math
from collections.abc import Iterable
from functools import cache

from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rehab.catalog.texts import text

FONT = "Times New Roman"
_THIN = Side(style="thin", color="808080")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
HEADER_FILL = PatternFill("solid", fgColor="DCE6EF")
SECTION_FILL = PatternFill("solid", fgColor="F2F2F2")
CLOSED_FILL = PatternFill("solid", fgColor="D9D9D9")
INPUT_FILL = PatternFill("solid", fgColor="FFFDE7")


def write(
    cell: Cell | MergedCell,
    value: object = None,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 11,
    horizontal: str = "left",
    fill: PatternFill | None = None,
    bordered: bool = False,
) -> Cell | MergedCell:
    """Put a value and the office's look into one cell; text stays text, whatever it starts with."""
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = _font(size, bold, italic)
    cell.alignment = _alignment(horizontal)
    if fill is not None:
        cell.fill = fill
    if bordered:
        cell.border = BORDER
    return cell


@cache
def _font(size: int, bold: bool, italic: bool) -> Font:
    return Font(name=FONT, size=size, bold=bold, italic=italic)


@cache
def _alignment(horizontal: str) -> Alignment:
    return Alignment(horizontal=horizontal, vertical="center", wrap_text=True)


def merge(
    sheet: Worksheet,
    first_row: int,
    first_column: int,
    last_row: int,
    last_column: int,
    value: str | None,
    **look: object,
) -> None:
    """Merge a block of cells, with the look at both ends: from these the borders of all others are drawn."""
    write(sheet.cell(first_row, first_column), value, **look)  # type: ignore[arg-type]
    if (first_row, first_column) != (last_row, last_column):
        write(sheet.cell(last_row, last_column), None, **look)  # type: ignore[arg-type]
        sheet.merge_cells(start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column)


def fit_row(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its longest text needs, given each text and its column's width in characters."""
    most = max((math.ceil(len(written) * 1.15 / width) for written, width in texts), default=1)
    sheet.row_dimensions[row].height = max(16.0, 14.5 * most + 2)


def note(cell: Cell | MergedCell, message: str) -> None:
    """Attach a cell note sized to its text."""
    comment = Comment(message, "rehab")
    comment.width = 320
    comment.height = 40 + 18 * (len(message) // 40 + message.count("\n") + 1)
    cell.comment = comment


def drop_down(sheet: Worksheet, cells: str, labels: Iterable[str]) -> None:
    """Offer a list of answers in a range of cells.

    Raises ValueError for a label with a comma, which Excel would split in two.
    """
    names = list(labels)
    for name in names:
        if "," in name:
            raise ValueError(f"choices.csv: “{name}” cannot be offered in a drop-down; write it without a comma.")
    rule = DataValidation(type="list", formula1='"' + ",".join(names) + '"', allow_blank=True)
    rule.errorTitle = text("form.choose_title", "vi")
    rule.error = text("form.choose", "vi", choices="; ".join(names))
    sheet.add_data_validation(rule)
    rule.add(cells)


def numbers_only(sheet: Worksheet, cells: str) -> None:
    """Let a range of cells take numbers of zero or more."""
    rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    rule.errorTitle = text("form.number_title", "vi")
    rule.error = text("form.number_only", "vi")
    sheet.add_data_validation(rule)
    rule.add(cells)


def set_up_page(sheet: Worksheet, last_column: str, last_row: int, header_rows: tuple[int, int] | None) -> None:
    """A4, one page wide, header rows repeated, page numbers, the print area set."""
    sheet.page_setup.orientation = "landscape" if header_rows else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_area = f"A1:{last_column}{last_row}"
    if header_rows:
        sheet.print_title_rows = f"{header_rows[0]}:{header_rows[1]}"
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = f"{text('form.page', 'vi')} &P/&N"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.sheet_view.showGridLines = False
