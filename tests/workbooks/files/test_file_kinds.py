"""Every kind of file gives the same grid for the same content, whatever its name; bad files end in a message."""

import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from file_writers import (
    WRITERS,
    Part,
    Sheet,
    write_html,
    write_ods,
    write_ods_content,
    write_spreadsheetml,
    write_spreadsheetml_content,
    write_xls,
    write_xlsb,
)
from rehab.workbooks.files.failures import UnreadableFileError
from rehab.workbooks.files.opening import file_kind, read_grids
from rehab.workbooks.grids.grid import Grid

KINDS = sorted(WRITERS)
# These two tell no fonts (xlsb) or one sheet only (html).
WITH_FONTS = [kind for kind in KINDS if kind != "xlsb"]
WITH_SHEETS = [kind for kind in KINDS if kind != "html"]
# Of a page of one tag: what takes more than in proportion shows in a quarter of a megabyte, too.
LONG_BYTES = 2**20 if os.environ.get("REHAB_ALL") else 2**18

CONTENT = Sheet(
    "Phụ lục 4",
    {
        (1, 1): "Tổng số người nghiện",
        (2, 2): 930,
        (2, 3): 0.5,
        (3, 2): date(2020, 6, 22),
        (3, 3): 0.361,
        (4, 1): "1.234",
        (4, 2): "gộp",
        (5, 1): "hai\u00a0nghìn",
        (6, 4): "ẩn",
        (7, 1): "#REF!",
    },
    formats={(3, 3): "0.00%"},
    merged=((1, 1, 1, 3), (4, 2, 6, 3)),
    hidden_rows=frozenset({6}),
    hidden_columns=frozenset({4}),
)


def written(kind: str, folder: Path, *sheets: Sheet) -> tuple[Grid, ...]:
    return read_grids(WRITERS[kind](folder / "bang.xls", list(sheets)))


def page(folder: Path, body: str, head: str = '<meta charset="utf-8">', encoding: str = "utf-8") -> Grid:
    path = folder / "trang.xls"
    path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    (grid,) = read_grids(path)
    return grid


def values(grid: Grid) -> dict[str, object]:
    return {cell.address: cell.value for cell in grid.cells.values()}


def row_values(grid: Grid) -> list[list[object]]:
    return [[cell.value for cell in row] for _, row in grid.numbered_rows()]


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        read_grids(path)
    return str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_file_is_told_by_content_though_named_xls(kind: str, tmp_path):
    assert file_kind(WRITERS[kind](tmp_path / "bang.xls", [CONTENT])) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_same_values_of_the_same_types(kind: str, tmp_path):
    found = values(written(kind, tmp_path, CONTENT)[0])
    expected = {
        "A1": "Tổng số người nghiện", "B2": 930, "C2": 0.5, "B3": date(2020, 6, 22), "C3": 36.1, "A4": "1.234",
        "B4": "gộp",        "A5": "hai\u00a0nghìn", "D6": "ẩn", "A7": "#REF!",
    }  # fmt: skip
    assert found == expected
    assert {place: type(value) for place, value in found.items()} == {p: type(v) for p, v in expected.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_tells_an_error_as_one(kind: str, tmp_path):
    assert written(kind, tmp_path, CONTENT)[0].at(7, 1).is_error


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_tells_merged_cells_hidden_rows_and_hidden_columns(kind: str, tmp_path):
    grid = written(kind, tmp_path, CONTENT)[0]
    assert (set(grid.merged), grid.hidden_rows, grid.hidden_columns) == ({(1, 1, 1, 3), (4, 2, 6, 3)}, {6}, {4})


@pytest.mark.parametrize("kind", WITH_SHEETS)
def test_sheets_stand_in_the_order_of_their_tabs_and_hidden_ones_are_told(kind: str, tmp_path):
    grids = written(kind, tmp_path, CONTENT, Sheet("Ẩn & cũ", {(1, 1): "x"}, hidden=True))
    assert [(grid.name, grid.hidden) for grid in grids] == [("Phụ lục 4", False), ("Ẩn & cũ", True)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_percentage_is_told_by_its_number_format(kind: str, tmp_path):
    cell = written(kind, tmp_path, CONTENT)[0].at(3, 3)
    assert (cell.words, cell.raw[:2], cell.raw[-1]) == ("%", "36", "%")


@pytest.mark.parametrize("kind", WITH_FONTS)
def test_the_old_font_of_a_cell_is_decoded(kind: str, tmp_path):
    cell = written(kind, tmp_path, Sheet("a", {(1, 1): "§¾k N«ng"}, fonts={(1, 1): ".VnTime"}))[0].at(1, 1)
    assert (cell.value, cell.raw) == ("Đắk Nông", "§¾k N«ng")


@pytest.mark.parametrize("kind", WITH_FONTS)
def test_old_fonts_are_decoded_run_by_run(kind: str, tmp_path):
    runs = [Part("§¾k N«ng", ".VnTime"), Part(" – Sở Lao động", "Times New Roman")]
    cell = written(kind, tmp_path, Sheet("a", {(1, 1): runs}))[0].at(1, 1)
    assert cell.value == "Đắk Nông – Sở Lao động"


@pytest.mark.parametrize("kind", WITH_FONTS)
def test_a_raised_digit_is_kept_apart_from_the_number_before_it(kind: str, tmp_path):
    cell = written(kind, tmp_path, Sheet("a", {(1, 1): [Part("97"), Part("1", raised=True)]}))[0].at(1, 1)
    assert (cell.value, cell.raw) == ("97¹", "97¹")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kept", [0.05, 0.5, 0.9])
def test_a_truncated_file_is_refused_or_read_as_far_as_it_goes(kind: str, kept: float, tmp_path):
    whole = WRITERS[kind](tmp_path / "whole.xls", [replace(CONTENT, name=f"Trang {n}") for n in range(1, 4)])
    path = tmp_path / "cut.xls"
    content = whole.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    if kind == "html" and kept > 0.5:
        # A page needs no end: what there is of it, Excel shows too.
        assert read_grids(path)[0].cells
    else:
        assert refusal(path)


def damaged(path: Path, part: str, place: int) -> None:
    """Change two bytes of a file, or of a part of an archive."""

    def changed(content: bytes) -> bytes:
        return content[:place] + bytes([byte ^ 0xFF for byte in content[place : place + 2]]) + content[place + 2 :]

    if not part:
        path.write_bytes(changed(path.read_bytes()))
        return
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, changed(content) if name == part else content)


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("xls", ""),
        ("ods", "content.xml"),
        ("xlsb", "xl/workbook.bin"),
        ("xlsb", "xl/styles.bin"),
        ("xlsb", "xl/worksheets/sheet1.bin"),
        ("spreadsheetml", ""),
        ("html", ""),
    ],
)
def test_bytes_changed_anywhere_end_in_a_message_at_worst(kind: str, part: str, tmp_path):
    path = WRITERS[kind](tmp_path / "changed.xls", [CONTENT])
    whole = path.read_bytes()
    size = zipfile.ZipFile(path).getinfo(part).file_size if part else len(whole)
    for place in range(0, size, max(1, size // 100)):
        path.write_bytes(whole)
        damaged(path, part, place)
        try:
            read_grids(path)
        except UnreadableFileError as refused:
            assert refused.cause


def test_an_xls_whose_formats_cannot_be_read_still_gives_its_values(tmp_path, monkeypatch):
    path = write_xls(tmp_path / "a.xls", [CONTENT])

    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("xlrd.formatting.handle_palette", fail)
    monkeypatch.setattr("rehab.workbooks.files.xls._cell", fail)
    grid = read_grids(path)[0]
    assert (grid.at(2, 2).value, grid.at(2, 2).number_format) == (930, "")
    assert grid.at(3, 2).value == date(2020, 6, 22)


def test_a_cell_at_the_far_end_of_an_xls_or_xlsb_costs_nothing(tmp_path):
    far = Sheet("a", {(1, 1): 1, (65_536, 256): 2})
    assert len(read_grids(write_xls(tmp_path / "a.xls", [far]))[0].cells) == 2
    farther = Sheet("a", {(1, 1): 1, (1_048_576, 16_384): 2})
    assert len(read_grids(write_xlsb(tmp_path / "b.xls", [farther]))[0].cells) == 2


def ods(folder: Path, table: str, styles: str = "", manifest: str = "") -> Path:
    return write_ods_content(folder / "a.ods", f'<table:table table:name="a">{table}</table:table>', styles, manifest)


def ods_row(cell: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{cell}</table:table-row>"


def test_an_ods_formula_without_a_saved_value_is_told(tmp_path):
    cell = read_grids(ods(tmp_path, ods_row('<table:table-cell table:formula="of:=SUM([.A1:.A3])"/>')))[0].at(1, 1)
    assert (cell.value, cell.raw, cell.formula) == (None, "=SUM([.A1:.A3])", "=SUM([.A1:.A3])")


def test_an_ods_text_keeps_its_lines_and_spaces_and_leaves_out_comments_and_drawings(tmp_path):
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>ghi chú</text:p></office:annotation>'
        '<text:p>một<text:s text:c="2"/>hai<text:line-break/>ba</text:p><text:p>bốn<text:tab/>năm</text:p>'
        "</table:table-cell>"
    )
    assert read_grids(ods(tmp_path, ods_row(cell)))[0].at(1, 1).value == "một  hai\nba\nbốn\tnăm"


def test_repeated_ods_cells_and_rows_are_all_there_and_blank_ones_cost_nothing(tmp_path):
    twice = '<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/>'
    table = (
        ods_row("<table:table-cell/>", ' table:number-rows-repeated="4"')
        + f"<table:table-header-rows>{ods_row(twice, ' table:number-rows-repeated=' + chr(34) + '2' + chr(34))}"
        + "</table:table-header-rows>"
        + ods_row("<table:table-cell/>", ' table:number-rows-repeated="999999999"')
    )
    assert values(read_grids(ods(tmp_path, table))[0]) == {"A5": 7, "B5": 7, "A6": 7, "B6": 7}


@pytest.mark.parametrize("attribute", ["number-columns-repeated", "number-rows-spanned"])
def test_repeats_and_spans_beyond_all_measure_are_refused(attribute: str, tmp_path):
    cell = f'<table:table-cell office:value-type="float" office:value="7" table:{attribute}="99999999"/>'
    assert "too many cells" in refusal(ods(tmp_path, ods_row(cell)))


def test_a_locked_ods_is_told(tmp_path):
    assert "password" in refusal(ods(tmp_path, ods_row("<table:table-cell/>"), manifest="<manifest:encryption-data/>"))


def test_an_ods_style_takes_its_font_from_its_parent_and_from_the_column(tmp_path):
    styles = (
        '<style:style style:name="old" style:family="table-cell">'
        "<style:text-properties fo:font-family=\"'.VnTime'\"/></style:style>"
        '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="old"/>'
    )
    table = '<table:table-column table:default-cell-style-name="ce1"/>' + ods_row(
        '<table:table-cell office:value-type="string"><text:p>§¾k N«ng</text:p></table:table-cell>'
    )
    assert read_grids(ods(tmp_path, table, styles))[0].at(1, 1).value == "Đắk Nông"


def worksheet(rows: str) -> str:
    return f'<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet>'


def test_a_spreadsheetml_formula_without_a_saved_value_is_told(tmp_path):
    path = write_spreadsheetml_content(
        tmp_path / "a.xls", worksheet('<Row><Cell ss:Formula="=SUM(R[-2]C:R[-1]C)"/></Row>')
    )
    cell = read_grids(path)[0].at(1, 1)
    assert (cell.value, cell.formula) == (None, "=SUM(R[-2]C:R[-1]C)")


def test_spreadsheetml_rows_and_cells_stand_where_indexes_spans_and_merges_put_them(tmp_path):
    data = '<Data ss:Type="Number">1</Data>'
    cells = f'<Cell ss:Index="2" ss:MergeAcross="2">{data}</Cell><Cell>{data}</Cell>'
    rows = f'<Row ss:Index="3" ss:Span="2"/><Row>{cells}</Row>'
    grid = read_grids(write_spreadsheetml_content(tmp_path / "a.xls", worksheet(rows)))[0]
    assert (set(values(grid)), grid.merged) == ({"B6", "E6"}, ((6, 2, 6, 4),))


def test_a_spreadsheetml_style_takes_its_font_from_the_default(tmp_path):
    styles = '<Style ss:ID="Default"><Font ss:FontName=".VnTime"/></Style><Style ss:ID="s1"><Font ss:Bold="1"/></Style>'
    rows = '<Row><Cell ss:StyleID="s1"><Data ss:Type="String">§¾k N«ng</Data></Cell></Row>'
    assert read_grids(write_spreadsheetml_content(tmp_path / "a.xls", worksheet(rows), styles))[0].at(1, 1).value == (
        "Đắk Nông"
    )


def test_spreadsheetml_in_utf_16_is_read(tmp_path):
    rows = '<Row><Cell><Data ss:Type="String">Đắk Nông</Data></Cell></Row>'
    path = write_spreadsheetml_content(tmp_path / "a.xls", worksheet(rows), encoding="utf-16")
    assert read_grids(path)[0].at(1, 1).value == "Đắk Nông"


def test_entities_declared_in_spreadsheetml_are_refused(tmp_path):
    path = write_spreadsheetml_content(tmp_path / "a.xls", worksheet("<Row/>"))
    laughs = path.read_text().replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
    path.write_text(laughs)
    assert "entities" in refusal(path)


@pytest.mark.parametrize("attribute", ["Index", "MergeDown"])
def test_spreadsheetml_that_reaches_beyond_all_sheets_is_refused(attribute: str, tmp_path):
    rows = f'<Row><Cell ss:{attribute}="99999999"><Data ss:Type="Number">1</Data></Cell></Row>'
    assert "too many cells" in refusal(write_spreadsheetml_content(tmp_path / "a.xls", worksheet(rows)))


def test_a_page_is_one_sheet_named_as_its_file_and_its_tables_follow_one_another(tmp_path):
    grid = page(tmp_path, "<p>Biểu\n  số 1</p><table><tr><td>a<td>b</table>Đơn vị<br>người<table><tr><th>c</table>")
    assert grid.name == "trang"
    assert row_values(grid) == [["Biểu số 1"], ["a", "b"], ["Đơn vị"], ["người"], ["c"]]


def test_no_text_of_nested_tables_and_captions_is_lost(tmp_path):
    body = "<table><caption>tên</caption><tr><td>a<table><tr><td>trong</td></tr></table>b</td><td>c</td></tr></table>"
    assert row_values(page(tmp_path, body)) == [["tên"], ["a\nb", "c"], ["trong"]]


def test_cells_of_a_page_make_way_for_cells_from_above(tmp_path):
    body = "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>"
    grid = page(tmp_path, body)
    assert values(grid) == {"A1": "a", "B1": "b", "B2": "c", "C2": "d"}
    assert set(grid.merged) == {(1, 1, 2, 1), (1, 2, 1, 3)}


def test_text_of_a_page_stays_as_it_is_shown_and_numbers_come_from_what_excel_notes(tmp_path):
    body = (
        '<table><tr><td>1.234<td x:num>1234<td x:num>1.234,5<td x:num="0.361">36,1%<td x:num="" x:fmla="=A1">7'
        "<td>a&nbsp;&amp; b<br> c<script>x</script></table>"
    )
    grid = page(tmp_path, body)
    assert row_values(grid) == [["1.234", 1234, "1.234,5", 0.361, 7, "a\u00a0& b\nc"]]
    assert grid.at(1, 5).formula == "=A1"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<font face='.VnTime'><table><tr><td>§¾k N«ng</table></font>", ""),
        ("<table><tr><td style=\"font-family:'.VnTime',serif\">§¾k N«ng</table>", ""),
        ("<table><tr><td>§¾k N«ng</table>", "<style>td{font-family:.VnTime}</style>"),
        (
            "<table><tr><td class=xl65>&#167;&#190;k N&#171;ng</table>",
            "<style><!--.xl65{font-family:.VnTime;}--></style>",
        ),
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "windows-1258", ""])
def test_old_fonts_of_a_page_are_decoded_however_they_are_set(body: str, head: str, charset: str, tmp_path):
    encoding = "utf-8" if charset == "utf-8" else "latin-1"
    told = f"<meta charset={charset}>" if charset else ""
    assert page(tmp_path, body, told + head, encoding).at(1, 1).value == "Đắk Nông"


@pytest.mark.parametrize("charset", ["windows-1258", "utf-8", "utf-16"])
def test_the_letters_of_a_page_are_read_by_its_charset(charset: str, tmp_path):
    head = f"<meta charset={charset}>" if charset != "utf-16" else ""
    # Windows' code page for Vietnam writes tone marks after their letters.
    written_words = "Ðă´k Nông".replace("Ð", "Đ").replace("´", "\u0301")
    grid = page(tmp_path, f"<table><tr><td>{written_words}</table>", head, charset)
    assert grid.at(1, 1).value == ("Đắk Nông" if charset == "windows-1258" else written_words)


def test_a_page_without_a_table_is_no_workbook(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("<html><frameset><frame src='a.files/sheet001.htm'></frameset></html>")
    assert "no workbook" in refusal(path)


def test_a_page_with_spans_beyond_all_measure_costs_nothing(tmp_path):
    grid = page(tmp_path, "<table><tr><td colspan=99999999 rowspan=99999999>a</td></tr><tr><td>b</td></tr></table>")
    assert {cell.value for cell in grid.cells.values()} == {"a", "b"}


@pytest.mark.parametrize(
    "tag", ["<td>", "<table><tr><td>", "<font face=x>", "<!--x>", "<a b='", "</td", "<![if x]>", "<p>x"]
)
@pytest.mark.slow
def test_a_page_of_one_tag_without_end_is_read_or_refused_in_short_time(tag: str, tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("<html><table><tr><td>a" + tag * (LONG_BYTES // len(tag)))
    try:
        assert "a" in str(row_values(read_grids(path)[0]))
    except UnreadableFileError as refused:
        assert "too many cells" in str(refused)


def test_a_tag_of_a_million_attributes_is_refused(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("<html><table><tr><td " + "a " * 10**6 + ">x</table>")
    assert "too large" in refusal(path)


@pytest.mark.parametrize("write", [write_ods, write_spreadsheetml, write_html])
def test_marks_of_xml_in_texts_are_texts(write, tmp_path):
    path = write(tmp_path / "a.xls", [Sheet("a", {(1, 1): "<b> & =1+1"})])
    cell = read_grids(path)[0].at(1, 1)
    assert (cell.value, cell.formula) == ("<b> & =1+1", "")
