"""A draft as an OpenDocument spreadsheet."""

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from rehab.workbooks.forms.blank import made_on
from rehab.workbooks.samples.draft import Draft, DraftCell, DraftSheet

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
    # Within a paragraph a new line is a space: "320" and "325" below it would be 320 325.
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell.value).split("\n"))
    shown = f"{lines}</table:table-cell>"
    if isinstance(cell.value, date):
        return f' office:value-type="date" office:date-value="{cell.value.isoformat()}">{shown}'
    if isinstance(cell.value, str):
        return f' office:value-type="string">{shown}'
    kind = "percentage" if "%" in cell.number_format else "float"
    return f' office:value-type="{kind}" office:value="{cell.value}">{shown}'
