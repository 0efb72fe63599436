"""Small writers of every kind of workbook file: one content, six forms of it."""

import struct
import zipfile
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Block = tuple[int, int, int, int]
Place = tuple[int, int]


@dataclass(frozen=True)
class Part:
    """A stretch of text with a font of its own."""

    text: str
    font: str = "Arial"
    raised: bool = False


@dataclass
class Sheet:
    """What to write: values by (row, column), a list of parts where a text has more than one font."""

    name: str
    cells: dict[Place, str | int | float | date | list[Part]]
    fonts: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    merged: tuple[Block, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def number_format(self, place: Place) -> str:
        """Format of a cell's number."""
        return self.formats.get(place, "dd/mm/yyyy" if isinstance(self.cells.get(place), date) else "General")

    def rows(self) -> list[tuple[int, list[tuple[int, str | int | float | date | list[Part]]]]]:
        """Rows that hold something, with their cells."""
        numbers = sorted({row for row, _ in self.cells})
        return [(n, [(c, value) for (row, c), value in sorted(self.cells.items(), key=lambda i: i[0]) if row == n])
                for n in numbers]  # fmt: skip


def write_xlsx(path: Path, sheets: list[Sheet]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        written = book.create_sheet(sheet.name)
        for (row, column), value in sheet.cells.items():
            if isinstance(value, list):
                value = CellRichText(
                    *(
                        TextBlock(InlineFont(rFont=p.font, vertAlign="superscript" if p.raised else None), p.text)
                        for p in value
                    )
                )
            cell = written.cell(row, column, value)
            cell.number_format = sheet.number_format((row, column))
            cell.font = Font(name=sheet.fonts.get((row, column), "Arial"))
        for r1, c1, r2, c2 in sheet.merged:
            written.merge_cells(start_row=r1, start_column=c1, end_row=r2, end_column=c2)
        for row in sheet.hidden_rows:
            written.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            written.column_dimensions[get_column_letter(column)].hidden = True
        written.sheet_state = "hidden" if sheet.hidden else "visible"
    book.save(path)
    return path


def write_xls(path: Path, sheets: list[Sheet]) -> Path:
    book = xlwt.Workbook()
    for sheet in sheets:
        written = book.add_sheet(sheet.name)
        for r1, c1, r2, c2 in sheet.merged:
            written.merge(r1 - 1, r2 - 1, c1 - 1, c2 - 1)
        for (row, column), value in sheet.cells.items():
            style = xlwt.XFStyle()
            style.font = _xls_font(Part("", sheet.fonts.get((row, column), "Arial")))
            style.num_format_str = sheet.number_format((row, column))
            if isinstance(value, list):
                parts = [(part.text, _xls_font(part)) for part in value]
                written.write_rich_text(row - 1, column - 1, parts, style)
            else:
                written.write(row - 1, column - 1, value, style)
        for row in sheet.hidden_rows:
            written.row(row - 1).hidden = True
        for column in sheet.hidden_columns:
            written.col(column - 1).hidden = True
        written.visibility = int(sheet.hidden)
    book.save(str(path))
    return path


def _xls_font(part: Part) -> xlwt.Font:
    font = xlwt.Font()
    font.name = part.font
    font.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT if part.raised else xlwt.Font.ESCAPEMENT_NONE
    return font


ODS_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "table": "table", "text": "text", "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)  # fmt: skip


def write_ods(path: Path, sheets: list[Sheet]) -> Path:
    fonts = {f for s in sheets for f in s.fonts.values()}
    fonts |= {p.font for s in sheets for v in s.cells.values() if isinstance(v, list) for p in v}
    numbers = {font: number for number, font in enumerate(sorted(fonts))}
    styles = '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/>'
    styles += "</style:style>"
    for font, number in numbers.items():
        named = f'<style:text-properties style:font-name="{font}"/>'
        styles += f'<style:style style:name="c{number}" style:family="table-cell">{named}</style:style>'
        styles += f'<style:style style:name="t{number}" style:family="text">{named}</style:style>'
        raised = f'<style:text-properties style:font-name="{font}" style:text-position="super 58%"/>'
        styles += f'<style:style style:name="r{number}" style:family="text">{raised}</style:style>'
    return write_ods_content(path, "".join(_ods_table(sheet, numbers) for sheet in sheets), styles)


def write_ods_content(path: Path, tables: str, styles: str = "", manifest: str = "") -> Path:
    """An .ods of the given XML of tables and of automatic styles."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_NAMESPACES}>'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="content.xml">{manifest}</manifest:file-entry>'
            "</manifest:manifest>",
        )
    return path


def _ods_table(sheet: Sheet, fonts: dict[str, int]) -> str:
    last_column = max(column for _, column in sheet.cells)
    columns = "".join(
        f"<table:table-column{_collapsed(column in sheet.hidden_columns)}/>" for column in range(1, last_column + 1)
    )
    rows, after = "", 1
    for number, cells in sheet.rows():
        if number > after:
            rows += (
                f'<table:table-row table:number-rows-repeated="{number - after}"><table:table-cell/></table:table-row>'
            )
        rows += f"<table:table-row{_collapsed(number in sheet.hidden_rows)}>"
        next_column = 1
        for column, value in cells:
            if column > next_column:
                rows += f'<table:table-cell table:number-columns-repeated="{column - next_column}"/>'
            rows += _ods_cell(sheet, (number, column), value, fonts)
            next_column = column + 1
        rows += '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        after = number + 1
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    style = ' table:style-name="hidden"' if sheet.hidden else ""
    return f'<table:table table:name="{escape(sheet.name)}"{style}>{columns}{rows}</table:table>'


def _collapsed(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _ods_cell(sheet: Sheet, place: Place, value: object, fonts: dict[str, int]) -> str:
    style = f' table:style-name="c{fonts[sheet.fonts[place]]}"' if place in sheet.fonts else ""
    for r1, c1, r2, c2 in sheet.merged:
        if (r1, c1) == place:
            style += f' table:number-rows-spanned="{r2 - r1 + 1}" table:number-columns-spanned="{c2 - c1 + 1}"'
    if isinstance(value, list):
        words = "".join(
            f'<text:span text:style-name="{"r" if p.raised else "t"}{fonts[p.font]}">{escape(p.text)}</text:span>'
            for p in value
        )
        told = 'office:value-type="string"'
    elif isinstance(value, date):
        told, words = f'office:value-type="date" office:date-value="{value}"', f"{value:%d/%m/%Y}"
    elif isinstance(value, str):
        told, words = 'office:value-type="string"', escape(value)
    else:
        kind = "percentage" if "%" in sheet.number_format(place) else "float"
        told, words = f'office:value-type="{kind}" office:value="{value}"', str(value)
    return f"<table:table-cell{style} {told}><text:p>{words}</text:p></table:table-cell>"


def write_spreadsheetml(path: Path, sheets: list[Sheet]) -> Path:
    looks = {_look(sheet, place): "" for sheet in sheets for place in sheet.cells}
    names = {look: f"s{number}" for number, look in enumerate(looks)}
    styles = "".join(
        f'<Style ss:ID="{name}"><Font ss:FontName="{font}"/><NumberFormat ss:Format="{escape(shape)}"/></Style>'
        for (font, shape), name in names.items()
    )
    return write_spreadsheetml_content(path, "".join(_worksheet(sheet, names) for sheet in sheets), styles)


def write_spreadsheetml_content(path: Path, worksheets: str, styles: str = "", encoding: str = "utf-8") -> Path:
    """A workbook of Excel 2003's XML of the given XML of worksheets and of styles."""
    path.write_bytes(
        (
            f'<?xml version="1.0" encoding="{encoding}"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
            ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"'
            f' xmlns:html="http://www.w3.org/TR/REC-html40"><Styles>{styles}</Styles>{worksheets}</Workbook>'
        ).encode(encoding)
    )
    return path


def _look(sheet: Sheet, place: Place) -> tuple[str, str]:
    shape = {"0.00%": "Percent", "dd/mm/yyyy": "Short Date"}.get(sheet.number_format(place), sheet.number_format(place))
    return sheet.fonts.get(place, "Arial"), shape


def _worksheet(sheet: Sheet, names: dict[tuple[str, str], str]) -> str:
    columns = "".join(f'<Column ss:Index="{column}" ss:Hidden="1"/>' for column in sorted(sheet.hidden_columns))
    rows = ""
    for number, cells in sheet.rows():
        rows += (
            f'<Row ss:Index="{number}"{" ss:Hidden=" + chr(34) + "1" + chr(34) if number in sheet.hidden_rows else ""}>'
        )
        for column, value in cells:
            span = "".join(
                f' ss:MergeAcross="{c2 - c1}" ss:MergeDown="{r2 - r1}"'
                for r1, c1, r2, c2 in sheet.merged
                if (r1, c1) == (number, column)
            )
            style = names[_look(sheet, (number, column))]
            rows += f'<Cell ss:Index="{column}" ss:StyleID="{style}"{span}>{_data(value)}</Cell>'
        rows += "</Row>"
    visible = "<x:Visible>SheetHidden</x:Visible>" if sheet.hidden else ""
    return (
        f'<Worksheet ss:Name="{escape(sheet.name)}"><Table>{columns}{rows}</Table>'
        f"<x:WorksheetOptions>{visible}</x:WorksheetOptions></Worksheet>"
    )


def _data(value: object) -> str:
    if isinstance(value, list):
        words = "".join(
            f'<html:Font html:Face="{p.font}">{"<html:Sup>" * p.raised}{escape(p.text)}{"</html:Sup>" * p.raised}'
            "</html:Font>"
            for p in value
        )
        return f'<ss:Data ss:Type="String">{words}</ss:Data>'
    if isinstance(value, date):
        return f'<Data ss:Type="DateTime">{value}T00:00:00.000</Data>'
    return f'<Data ss:Type="{"String" if isinstance(value, str) else "Number"}">{escape(str(value))}</Data>'


def write_html(path: Path, sheets: list[Sheet]) -> Path:
    """A page of the first sheet as Excel exports it: the numbers beside the text, formats in classes."""
    sheet = sheets[0]
    rules, rows = "", ""
    covered = {
        (r, c) for r1, c1, r2, c2 in sheet.merged for r in range(r1, r2 + 1) for c in range(c1, c2 + 1)
    } - {block[:2] for block in sheet.merged}  # fmt: skip
    last_column = max([column for _, column in sheet.cells] + [block[3] for block in sheet.merged])
    for row in range(1, max(row for row, _ in sheet.cells) + 1):
        rows += f"<tr{' style=display:none' if row in sheet.hidden_rows else ''}>"
        for place in ((row, column) for column in range(1, last_column + 1)):
            if place in covered:
                continue
            name = f"xl{row}x{place[1]}"
            shape = sheet.number_format(place).replace("/", "\\/").replace("%", "\\%").replace(".", "\\.")
            rules += f'.{name}{{font-family:"{sheet.fonts.get(place, "Arial")}", serif;mso-number-format:"{shape}";}}\n'
            span = "".join(
                f" colspan={c2 - c1 + 1} rowspan={r2 - r1 + 1}" for r1, c1, r2, c2 in sheet.merged if (r1, c1) == place
            )
            number, words = _html_words(sheet.cells.get(place, ""))
            rows += f"<td class={name}{span}{number}>{words}</td>"
        rows += "</tr>\n"
    columns = "".join(
        f"<col{' style=display:none' if c in sheet.hidden_columns else ''}>" for c in range(1, last_column + 1)
    )
    path.write_text(
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type '
        f'content="text/html; charset=utf-8"><title>x</title><style><!--\n{rules}--></style></head>'
        f"<body><table>{columns}{rows}</table></body></html>",
        encoding="utf-8",
    )
    return path


def _html_words(value: object) -> tuple[str, str]:
    if isinstance(value, list):
        return "", "".join(
            f'<font face="{p.font}">{"<sup>" * p.raised}{escape(p.text)}{"</sup>" * p.raised}</font>' for p in value
        )
    if isinstance(value, date):
        return f' x:num="{(value - date(1899, 12, 30)).days}"', f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return "", escape(value)
    return f' x:num="{value}"', str(value).replace(".", ",")


def write_xlsb(path: Path, sheets: list[Sheet]) -> Path:
    """A binary workbook with a style for dates and one for percentages; texts stand in their cells."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relation}/officeDocument"'
        ' Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.bin"/>'
            for n in range(1, len(sheets) + 1)
        )
        + f'<Relationship Id="rId99" Type="{relation}/styles" Target="styles.bin"/></Relationships>',
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "xl/styles.bin": _record(278)
        + _record(615, struct.pack("<I", 0))
        + _record(616)
        + _record(617, struct.pack("<I", 3))
        + b"".join(_record(47, struct.pack("<HHHHHIH", 0, number, 0, 0, 0, 0, 0)) for number in (0, 14, 10))
        + _record(618)
        + _record(279),
        "xl/workbook.bin": _record(131)
        + _record(153, struct.pack("<II", 0, 0) + _wide(""))
        + _record(143)
        + b"".join(
            _record(156, struct.pack("<II", int(sheet.hidden), n) + _wide(f"rId{n}") + _wide(sheet.name))
            for n, sheet in enumerate(sheets, start=1)
        )
        + _record(144)
        + _record(132),
    }
    parts |= {f"xl/worksheets/sheet{n}.bin": _xlsb_sheet(sheet) for n, sheet in enumerate(sheets, start=1)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _record(kind: int, content: bytes = b"") -> bytes:
    def variable(number: int) -> bytes:
        low, high = number & 0x7F, number >> 7
        return bytes([low | 0x80]) + variable(high) if high else bytes([low])

    return variable(kind) + variable(len(content)) + content


def _wide(text: str) -> bytes:
    written = text.encode("utf-16-le")
    return struct.pack("<I", len(written) // 2) + written


def _xlsb_sheet(sheet: Sheet) -> bytes:
    rows, columns = [row for row, _ in sheet.cells], [column for _, column in sheet.cells]
    content = _record(129) + _record(
        148, struct.pack("<4I", min(rows) - 1, max(rows) - 1, min(columns) - 1, max(columns) - 1)
    )
    if sheet.hidden_columns:
        content += _record(390)
        for column in sorted(sheet.hidden_columns):
            content += _record(60, struct.pack("<4IH", column - 1, column - 1, 2048, 0, 1))
        content += _record(391)
    content += _record(145)
    for number, cells in sheet.rows():
        hidden = 0x10 if number in sheet.hidden_rows else 0
        content += _record(0, struct.pack("<IIHBBBI", number - 1, 0, 300, 0, hidden, 0, 0))
        for column, value in cells:
            content += _xlsb_cell(sheet, (number, column), value)
    content += _record(146)
    if sheet.merged:
        content += _record(177, struct.pack("<I", len(sheet.merged)))
        for r1, c1, r2, c2 in sheet.merged:
            content += _record(176, struct.pack("<4I", r1 - 1, r2 - 1, c1 - 1, c2 - 1))
        content += _record(178)
    return content + _record(130)


def _xlsb_cell(sheet: Sheet, place: Place, value: object) -> bytes:
    if isinstance(value, list):
        value = "".join(part.text for part in value)
    if isinstance(value, str) and value.startswith("#"):
        return _record(3, struct.pack("<IIB", place[1] - 1, 0, 0x17))
    if isinstance(value, str):
        return _record(6, struct.pack("<II", place[1] - 1, 0) + _wide(value))
    style = 1 if isinstance(value, date) else 2 if "%" in sheet.number_format(place) else 0
    number = (value - date(1899, 12, 30)).days if isinstance(value, date) else value
    return _record(5, struct.pack("<IId", place[1] - 1, style, number))


WRITERS = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "ods": write_ods,
    "spreadsheetml": write_spreadsheetml,
    "html": write_html,
    "xlsb": write_xlsb,
}
