"""A draft as a BIFF .xls."""

from datetime import date
from pathlib import Path

import xlwt

from rehab.workbooks.samples.draft import Draft, DraftCell

_EPOCHS_APART = 1462


def write_xls(draft: Draft, path: Path) -> None:
    """A BIFF .xls; formulas as their saved results."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = draft.epoch_1904
    looks: dict[tuple[object, ...], xlwt.XFStyle] = {}

    def look(cell: DraftCell) -> xlwt.XFStyle:
        key = (cell.font, cell.bold, cell.number_format)
        if key not in looks:
            style = xlwt.XFStyle()
            style.font.name, style.font.bold = cell.font, cell.bold
            style.num_format_str = cell.number_format
            looks[key] = style
        return looks[key]

    for sheet in draft.sheets:
        written = book.add_sheet(sheet.name)
        written.visibility = int(sheet.hidden)
        tops = {block[:2]: block for block in sheet.merged}
        for (row, column), cell in sorted(sheet.cells.items()):
            block = tops.get((row, column))
            if cell.runs:
                runs = tuple((text, _xls_font(font or cell.font, raised)) for text, font, raised in cell.runs)
                written.write_rich_text(row - 1, column - 1, runs, look(cell))
            elif block is not None:
                written.write_merge(row - 1, block[2] - 1, column - 1, block[3] - 1, cell.value, look(cell))
            else:
                written.write(row - 1, column - 1, _xls_value(cell, draft.epoch_1904), look(cell))
        for row in sheet.hidden_rows:
            written.row(row - 1).hidden = True
        for column in sheet.hidden_columns:
            written.col(column - 1).hidden = True
    book.save(str(path))


def _xls_font(name: str, raised: bool) -> xlwt.Font:
    font = xlwt.Font()
    font.name = name
    if raised:
        font.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    return font


def _xls_value(cell: DraftCell, epoch_1904: bool) -> object:
    if isinstance(cell.value, date):
        return (cell.value - date(1899, 12, 30)).days - (_EPOCHS_APART if epoch_1904 else 0)
    return cell.value
