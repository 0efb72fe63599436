"""Made-up workbooks as files of every kind that provinces send."""

import html
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import xlwt
from openpyxl.utils import get_column_letter

from rehab.workbooks.forms.blank import made_on
from rehab.workbooks.samples.draft import FONT, Draft, DraftCell, DraftSheet
from rehab.workbooks.samples.titles import MADE_UP_LABEL

_EPOCHS_APART = 1462


def write_xlsx(draft: Draft, path: Path) -> None:
    """An .xlsx with fonts, runs, formulas and their saved results."""
    buffer = BytesIO()
    options = {"in_memory": True, "date_1904": draft.epoch_1904, "strings_to_urls": False, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": MADE_UP_LABEL, "subject": MADE_UP_LABEL, "author": "rehab", "created": made_on()})
    formats: dict[tuple[object, ...], xlsxwriter.format.Format] = {}

    def look(cell: DraftCell) -> xlsxwriter.format.Format:
        key = (cell.font, cell.bold, cell.number_format)
        if key not in formats:
            properties = {"font_name": cell.font, "bold": cell.bold, "num_format": cell.number_format}
            formats[key] = book.add_format({**properties, "text_wrap": cell.role in ("label", "goal")})
        return formats[key]

    for sheet in draft.sheets:
        written = book.add_worksheet(sheet.name)
        if sheet.hidden:
            written.hide()
        for (row, column), cell in sorted(sheet.cells.items()):
            _write_xlsx_cell(book, written, row - 1, column - 1, cell, look(cell))
        for first_row, first_column, last_row, last_column in sheet.merged:
            # Only the top left cell is written: merge_range would write it again.
            place = f"{get_column_letter(first_column)}{first_row}:{get_column_letter(last_column)}{last_row}"
            written.merge_range(place, "")
            top = sheet.cells.get((first_row, first_column))
            if top is not None:
                _write_xlsx_cell(book, written, first_row - 1, first_column - 1, top, look(top))
        for row in sheet.hidden_rows:
            written.set_row(row - 1, None, None, {"hidden": True})
        written.set_column(1, 1, 46)
        for column in sheet.hidden_columns:
            written.set_column(column - 1, column - 1, None, None, {"hidden": True})
        written.set_footer(f"&C{MADE_UP_LABEL}")
    book.close()
    path.write_bytes(buffer.getvalue())


def _write_xlsx_cell(book, sheet, row: int, column: int, cell: DraftCell, look) -> None:  # type: ignore[no-untyped-def]
    value = cell.value
    if cell.formula:
        sheet.write_formula(row, column, cell.formula, look, "" if cell.unsaved else value)
    elif cell.runs:
        parts: list[object] = []
        for written, font, raised in cell.runs:
            run = book.add_format({"font_name": font or cell.font, **({"font_script": 1} if raised else {})})
            parts += [run, written]
        sheet.write_rich_string(row, column, *parts, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        # A bare serial number counts from the workbook's own epoch.
        sheet.write_number(row, column, value, look)


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


def write_spreadsheetml(draft: Draft, path: Path) -> None:
    """Excel 2003's XML, as some systems export it under the name .xls."""
    styles = _style_names(draft)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Title>{escape(MADE_UP_LABEL)}</Title>'
        "</DocumentProperties><Styles>"
    ]
    for (font, number_format), name in styles.items():
        parts.append(
            f'<Style ss:ID="{name}"><Font ss:FontName={quoteattr(font)}/>'
            f"<NumberFormat ss:Format={quoteattr(number_format)}/></Style>"
        )
    parts.append("</Styles>")
    for sheet in draft.sheets:
        parts.append(f"<Worksheet ss:Name={quoteattr(sheet.name)}><Table>")
        parts += [f'<Column ss:Index="{column}" ss:Hidden="1"/>' for column in sorted(sheet.hidden_columns)]
        tops = {block[:2]: block for block in sheet.merged}
        for row in sorted({row for row, _ in sheet.cells}):
            hidden = ' ss:Hidden="1"' if row in sheet.hidden_rows else ""
            parts.append(f'<Row ss:Index="{row}"{hidden}>')
            for (_, column), cell in sorted(item for item in sheet.cells.items() if item[0][0] == row):
                block = tops.get((row, column))
                span = f' ss:MergeAcross="{block[3] - column}" ss:MergeDown="{block[2] - row}"' if block else ""
                style = styles[cell.font, cell.number_format]
                parts.append(f'<Cell ss:Index="{column}" ss:StyleID="{style}"{span}>{_data(cell)}</Cell>')
            parts.append("</Row>")
        visible = "<Visible>SheetHidden</Visible>" if sheet.hidden else ""
        parts.append(
            '</Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">'
            f"{visible}</WorksheetOptions></Worksheet>"
        )
    path.write_text("".join(parts) + "</Workbook>", encoding="utf-8")


def _style_names(draft: Draft) -> dict[tuple[str, str], str]:
    looks = {(c.font, c.number_format): "" for sheet in draft.sheets for _, c in sorted(sheet.cells.items())}
    return {look: f"s{number}" for number, look in enumerate(looks, start=21)}


def _data(cell: DraftCell) -> str:
    if isinstance(cell.value, date):
        return f'<Data ss:Type="DateTime">{cell.value.isoformat()}T00:00:00.000</Data>'
    if isinstance(cell.value, str):
        return f'<Data ss:Type="String">{escape(cell.value)}</Data>'
    return f'<Data ss:Type="Number">{cell.value}</Data>'


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


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
)


def write_ods(draft: Draft, path: Path) -> None:
    """An OpenDocument spreadsheet."""
    fonts = {cell.font: "" for sheet in draft.sheets for _, cell in sorted(sheet.cells.items())}
    fonts = {font: f"ce{number}" for number, font in enumerate(fonts, start=1)}
    parts = [_ODS_HEAD, "<office:automatic-styles>"]
    for font, name in fonts.items():
        parts.append(
            f'<style:style style:name="{name}" style:family="table-cell">'
            f"<style:text-properties style:font-name={quoteattr(font)} fo:font-family={quoteattr(font)}/></style:style>"
        )
    parts.append(
        '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
    )
    for sheet in draft.sheets:
        parts.append(_ods_table(sheet, fonts))
    parts.append("</office:spreadsheet></office:body></office:document-content>")
    meta = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2"'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/"'
        ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    members = (
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED),
        ("content.xml", "".join(parts), zipfile.ZIP_DEFLATED),
        ("META-INF/manifest.xml", meta, zipfile.ZIP_DEFLATED),
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content, method in members:
            entry = zipfile.ZipInfo(name, made_on().timetuple()[:6])
            entry.compress_type = method
            archive.writestr(entry, content)


def _ods_table(sheet: DraftSheet, fonts: dict[str, str]) -> str:
    hidden = ' table:style-name="hidden"' if sheet.hidden else ""
    parts = [f"<table:table table:name={quoteattr(sheet.name)}{hidden}>"]
    tops = {block[:2]: block for block in sheet.merged}
    for row in range(1, sheet.last_row + 1):
        collapsed = ' table:visibility="collapse"' if row in sheet.hidden_rows else ""
        parts.append(f"<table:table-row{collapsed}>")
        for column in range(1, sheet.last_column + 1):
            cell = sheet.cells.get((row, column))
            if cell is None:
                parts.append("<table:table-cell/>")
                continue
            block = tops.get((row, column))
            span = ""
            if block:
                rows, columns = block[2] - row + 1, block[3] - column + 1
                span = f' table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
            parts.append(f'<table:table-cell table:style-name="{fonts[cell.font]}"{span}{_ods_value(cell)}')
        parts.append("</table:table-row>")
    return "".join([*parts, "</table:table>"])


def _ods_value(cell: DraftCell) -> str:
    shown = f"<text:p>{escape(str(cell.value))}</text:p></table:table-cell>"
    if isinstance(cell.value, date):
        return f' office:value-type="date" office:date-value="{cell.value.isoformat()}">{shown}'
    if isinstance(cell.value, str):
        return f' office:value-type="string">{shown}'
    kind = "percentage" if "%" in cell.number_format else "float"
    return f' office:value-type="{kind}" office:value="{cell.value}">{shown}'


WRITERS: dict[str, Callable[[Draft, Path], None]] = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "spreadsheetml": write_spreadsheetml,
    "html": write_html,
    "ods": write_ods,
}
