"""A draft as XML of Excel 2003."""

from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from rehab.workbooks.samples.draft import Draft, DraftCell
from rehab.workbooks.samples.titles import MADE_UP_LABEL


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
