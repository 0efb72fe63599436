"""A draft as a page of HTML under the name .xls."""

import html
from datetime import date
from pathlib import Path

from rehab.workbooks.samples.draft import FONT, Draft, DraftCell, DraftSheet
from rehab.workbooks.samples.titles import MADE_UP_LABEL


def write_html(draft: Draft, path: Path) -> None:
    """A page of tables under the name .xls: every sheet's rows follow one another; numbers as they are shown.

    The truth's sheets and cells become those of the one sheet that Excel makes of the page.
    """
    rows: list[str] = []
    whole = DraftSheet(path.stem[:31])
    offset = 0
    for sheet in draft.sheets:
        tops = {block[:2]: block for block in sheet.merged}
        covered = {
            (row, column)
            for first_row, first_column, last_row, last_column in sheet.merged
            for row in range(first_row, last_row + 1)
            for column in range(first_column, last_column + 1)
        } - set(tops)
        for row in range(1, sheet.last_row + 1):
            cells = []
            for column in range(1, sheet.last_column + 1):
                cell = sheet.cells.get((row, column))
                if (row, column) in covered:
                    continue
                block = tops.get((row, column))
                span = f' colspan="{block[3] - column + 1}" rowspan="{block[2] - row + 1}"' if block else ""
                cells.append(f"<td{span}>{_html_text(cell)}</td>")
                if cell is not None:
                    whole.cells[offset + row, column] = cell
            rows.append(f"<tr>{''.join(cells)}</tr>")
        offset += sheet.last_row
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
        f"<title>{html.escape(MADE_UP_LABEL)}</title></head><body><table>{''.join(rows)}</table></body></html>"
    )
    draft.sheets = [whole]
    path.write_text(page, encoding="utf-8")


def _html_text(cell: DraftCell | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell.value, date):
        return f"{cell.value.day}/{cell.value.month}/{cell.value.year}"
    if isinstance(cell.value, int | float):
        if cell.role != "value":
            return str(cell.value)
        return f"{cell.value:,}".translate(str.maketrans(",.", ".,"))
    written = html.escape(str(cell.value))
    return written if cell.font == FONT else f'<font face="{html.escape(cell.font)}">{written}</font>'
