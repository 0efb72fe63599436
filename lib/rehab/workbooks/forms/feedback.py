"""The province's own workbook, each problem a comment on its cell, all listed and linked on a first sheet."""

from pathlib import Path

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from rehab.catalog.problem_kinds import SEVERITIES
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.workbooks.files.opening import file_kind, read_grids
from rehab.workbooks.forms.style import HEADER_FILL, fit_row, merge, write
from rehab.workbooks.grids.signs import shown_signs

_AUTHOR = "rehab"
# What openpyxl opens and saves again with its formats; of the other kinds a copy of the values is made.
_KEPT_KIND = "xlsx"
_LONGEST_NAME = 31
# Of a problem that stands on many cells: comments written, addresses listed.
_MOST_COMMENTS, _MOST_NAMED = 100, 5
_WIDTHS = (6, 12, 28, 80, 80)
_COLUMNS = ("number", "severity", "place", "message", "english")


def feedback_workbook(path: Path, problems: pd.DataFrame) -> Workbook:
    """The workbook at `path` with `problems` (columns of that table) on their cells; nothing else is changed.

    Comments that stand on a cell already are kept above ours. Formulas stay formulas; links are not followed.
    Of .xls, .xlsb, .ods, XML, HTML and what no Excel has written a copy in .xlsx is made: every cell's value at its
    place, without its looks, and the first sheet says so. Raises UnreadableFileError where the file is no workbook.
    """
    opened = _opened(path) if file_kind(path) == _KEPT_KIND else None
    kept, workbook = opened is not None, opened or Workbook()
    sheets: dict[str, Worksheet] = {shown_signs(s.title): s for s in workbook.worksheets if isinstance(s, Worksheet)}
    if not kept:
        sheets = _copy_values(workbook, path)
    elif not set(problems["sheet"]) - {""} <= sheets.keys():
        sheets |= _by_place(workbook, path)
    rows = _ordered(problems)
    for row in rows:
        if row["sheet"] in sheets:
            for address in _addresses(row)[:_MOST_COMMENTS]:
                _comment(sheets[row["sheet"]], address, row)
    _list(workbook, rows, sheets, "" if kept else path.name)
    return workbook


def _opened(path: Path) -> Workbook | None:
    """The workbook as openpyxl has it; none where a sheet's name is one that Excel itself would not take."""
    try:
        return load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
    except ValueError:
        return None


def _by_place(workbook: Workbook, path: Path) -> dict[str, Worksheet]:
    """The sheets by the names under which they are read: of two called alike openpyxl and we rename the second.

    To openpyxl names that differ only in capitals are alike too, as they are to Excel.
    """
    own = [sheet for sheet in workbook.worksheets if isinstance(sheet, Worksheet)]
    names = [grid.name for grid in read_grids(path)]
    return dict(zip(names, own, strict=True)) if len(names) == len(own) else {}


def _copy_values(workbook: Workbook, path: Path) -> dict[str, Worksheet]:
    """Fill a new workbook with the values of a file of another kind; its sheets by the names they have there."""
    workbook.remove(workbook.worksheets[0])
    sheets = {}
    for grid in read_grids(path):
        # Other kinds of file allow names that Excel does not.
        sheet = workbook.create_sheet(INVALID_TITLE_REGEX.sub("_", grid.name)[:_LONGEST_NAME])
        sheet.sheet_state = "hidden" if grid.hidden else "visible"
        for (row, column), cell in sorted(grid.cells.items()):
            # A number whose format says its unit is copied as it shows.
            target = write(sheet.cell(row, column), cell.raw if cell.value is None or cell.words else cell.value)
            if not isinstance(cell.value, str | None) and not cell.words:
                target.number_format = cell.number_format
        for first_row, first_column, last_row, last_column in grid.merged:
            sheet.merge_cells(start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column)
        sheets[grid.name] = sheet
    return sheets


def _ordered(problems: pd.DataFrame) -> list[Row]:
    ranked = problems.assign(rank=problems["severity"].map(SEVERITIES.index))
    return records(ranked.sort_values("rank", ascending=False, kind="stable"))


def _addresses(row: Row) -> list[str]:
    """Cells that a problem stands on."""
    return [address for address in str(row["cell"]).split("+") if address]


def _comment(sheet: Worksheet, address: str, row: Row) -> None:
    cell = sheet.cell(*coordinate_to_tuple(address))
    if isinstance(cell, MergedCell):
        block = next(block for block in sheet.merged_cells.ranges if cell.coordinate in block)
        cell = sheet.cell(block.min_row, block.min_col)
    severity = text(f"problems.{row['severity']}", "vi")
    own = f"[{severity}] {row['message_vi']}"
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    comment = Comment(before + own, _AUTHOR)
    comment.width, comment.height = 380, 60 + 18 * (len(before + own) // 45 + 1)
    cell.comment = comment


def _list(workbook: Workbook, rows: list[Row], sheets: dict[str, Worksheet], copied: str) -> None:
    sheet = workbook.create_sheet(_free_name(workbook), 0)
    workbook.active = 0
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    merge(sheet, 1, 1, 1, 5, f"{text('feedback.title', 'vi')} / {text('feedback.title', 'en')}", bold=True, size=14)
    key = "intro" if rows else "none"
    for offset, language in enumerate(("vi", "en"), start=2):
        said = text(f"feedback.{key}", language, count=len(rows))
        said += f" {text('feedback.copied', language, file=copied)}" if copied else ""
        merge(sheet, offset, 1, offset, 5, said)
    if not rows:
        return
    for column, name in enumerate(_COLUMNS, start=1):
        write(sheet.cell(5, column), text(f"feedback.{name}", "vi"), bold=True, fill=HEADER_FILL, bordered=True)
    for number, row in enumerate(rows, start=1):
        _list_row(sheet, 5 + number, number, row, sheets)
    sheet.freeze_panes = "A6"


def _list_row(sheet: Worksheet, at: int, number: int, row: Row, sheets: dict[str, Worksheet]) -> None:
    severity = text(f"problems.{row['severity']}", "vi")
    cells = _addresses(row)
    named = ", ".join(cells[:_MOST_NAMED]) + (", …" if len(cells) > _MOST_NAMED else "")
    place = " ! ".join(part for part in (row["sheet"], named) if part) or text("feedback.whole_file", "vi")
    for column, value in enumerate((number, severity, place, row["message_vi"], row["message_en"]), start=1):
        write(sheet.cell(at, column), value, bordered=True)
    if row["sheet"] in sheets and cells:
        quoted = sheets[row["sheet"]].title.replace("'", "''")
        link = sheet.cell(at, 3)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{cells[0]}")
    fit_row(sheet, at, [(row["message_vi"], _WIDTHS[3]), (row["message_en"], _WIDTHS[4])])


def _free_name(workbook: Workbook) -> str:
    name = text("feedback.sheet", "vi")
    return name if name not in workbook.sheetnames else f"{name} ({len(workbook.sheetnames)})"
