"""What the reader of a sheet sees is what is read: number formats, lines through, colours, sizes, merged cells."""

from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from file_writers import write_ods_content, write_spreadsheetml_content
from rehab.workbooks.files.cells import Look, value_cell
from rehab.workbooks.files.number_formats import shown_number
from rehab.workbooks.files.opening import read_grids
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.quantities import read_quantity

ODS_TEXT = "<style:text-properties {}/>"


def at(path: Path, row: int = 1, column: int = 1) -> Cell | None:
    return read_grids(path)[0].at(row, column)


def unseen(grid: Grid) -> dict[str, str]:
    return {cell.address: cell.note for cell in grid.unseen}


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (5_243_000_000, "#,##0,,", "5.243"),
        (12.3, '0.0" tỷ"', "12,3 tỷ"),
        (0.361, "0.0%", "36,1%"),
        (36.1, '0.0"%"', "36,1%"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (-5, "_(* #,##0_);_(* \\(#,##0\\)", "(5)"),
        (2_500_000, '[>=1000000]0.0,," triệu";0', "2,5 triệu"),
        (1234, "[Red]#,##0", "1.234"),
        (120_000, '#,##0\\ "đ"', "120.000 đ"),
        (7, "0000", "0007"),
        (1234, "General", "1234"),
        (12, '#,##0",000"', "12,000"),
        (12, '0" - "0', "1 - 2"),
    ],
)
def test_a_number_shows_as_its_format_says(number: float, code: str, shown: str):
    assert shown_number(number, code).text == shown


@pytest.mark.parametrize(("number", "code"), [(150, ";;;"), (0, "#,###"), (0, "0;-0;;@"), (-7, "0;"), (0.3, "#")])
def test_where_a_format_shows_nothing_nothing_is_read(number: float, code: str):
    assert value_cell(1, 1, number, Look(number_format=code)).note == "value_not_shown"


@pytest.mark.parametrize("code", ['"khoảng "0', '"~"0', '0" +"', "(0)", '0"?"', "[h]:mm"])
def test_words_in_a_format_that_are_no_unit_leave_no_number(code: str):
    assert read_quantity(value_cell(1, 1, 150, Look(number_format=code)), "người").value is None


@pytest.mark.parametrize(
    ("value", "code", "million"),
    [
        (12.3, '0.0" tỷ"', 12_300),
        (900, '#,##0" triệu"', 900),
        (5e9, '#,##0\\ "đ"', 5_000),
        (5e9, "[$₫-42A]#,##0", 5_000),
    ],
)
def test_a_unit_in_a_format_is_the_amounts_unit(value: float, code: str, million: float):
    assert read_quantity(value_cell(1, 1, value, Look(number_format=code)), "triệu đồng").value == million


def test_a_unit_in_a_format_that_is_not_the_lines_is_not_read():
    assert read_quantity(value_cell(1, 1, 25, Look(number_format='0"%"')), "người").code == "number_unreadable"
    assert read_quantity(value_cell(1, 1, 161, Look(number_format='0" người"')), "người").value == 161


@pytest.mark.parametrize(
    "written", ["160?", "171 (?)", "187 +", "201 >", "95 ~", "~150", "hơn 150", "25%", "161 người?"]
)
def test_a_doubtful_number_of_people_is_reported(written: str):
    assert read_quantity(Cell(1, 1, written, written), "người").code == "number_unreadable"


@pytest.mark.parametrize("written", ["150\n160", "150   160", "150\t160", "12\n(10 nữ)"])
def test_two_numbers_in_a_cell_are_reported_not_joined(written: str):
    assert read_quantity(Cell(1, 1, written, written), "người").code == "number_several"


@pytest.mark.parametrize(("written", "value"), [("97¹ người", 97), ("77¹*", 77), ("97 ² người", 97)])
def test_a_raised_mark_before_the_unit_is_no_digit(written: str, value: float):
    found = read_quantity(Cell(1, 1, written, written), "người")
    assert (found.value, found.footnote[:1]) == (value, written.split("9")[-1].strip("7 ")[:1])


def xlsx(folder: Path) -> Path:
    book = xlsxwriter.Workbook(folder / "a.xlsx")
    sheet = book.add_worksheet("a")
    struck, plain = book.add_format({"font_strikeout": True}), book.add_format({})
    sheet.write_number(0, 0, 150, struck)
    sheet.write_rich_string(0, 1, struck, "150", plain, " 160")
    sheet.write_number(0, 2, 7, book.add_format({"font_color": "#FFFFFF"}))
    sheet.write_number(0, 3, 8, book.add_format({"font_size": 1}))
    sheet.write_number(0, 4, 9, book.add_format({"font_color": "#FFFFFF", "bg_color": "#1F4E78"}))
    sheet.write_number(0, 5, 10, book.add_format({"font_color": "#FFFFCC", "bg_color": "#FFFFCC"}))
    sheet.merge_range(1, 0, 1, 1, 11)
    sheet.write_number(1, 1, 77_777)
    book.close()
    return folder / "a.xlsx"


def xls(folder: Path) -> Path:
    def look(**properties: object) -> xlwt.XFStyle:
        style = xlwt.XFStyle()
        for name, value in properties.items():
            setattr(style.font, name, value)
        return style

    def filled(letters: int, background: int) -> xlwt.XFStyle:
        style = look(colour_index=letters)
        style.pattern.pattern, style.pattern.pattern_fore_colour = xlwt.Pattern.SOLID_PATTERN, background
        return style

    book = xlwt.Workbook()
    sheet = book.add_sheet("a", cell_overwrite_ok=True)
    sheet.write(0, 0, 150, look(struck_out=True))
    sheet.write_rich_text(0, 1, [("150", look(struck_out=True).font), (" 160", look().font)])
    sheet.write(0, 2, 7, look(colour_index=1))
    sheet.write(0, 3, 8, look(height=20))
    sheet.write(0, 4, 9, filled(1, 0x12))
    sheet.write(0, 5, 10, filled(0x2B, 0x2B))
    sheet.write_merge(1, 1, 0, 1, 11)
    sheet.write(1, 1, 77_777)
    book.save(str(folder / "a.xls"))
    return folder / "a.xls"


def ods(folder: Path) -> Path:
    def style(name: str, text: str, cell: str = "", family: str = "table-cell") -> str:
        looks = ODS_TEXT.format(text) + (f"<style:table-cell-properties {cell}/>" if cell else "")
        return f'<style:style style:name="{name}" style:family="{family}">{looks}</style:style>'

    def cell(name: str, value: int, attributes: str = "") -> str:
        named = f'table:style-name="{name}" office:value-type="float" office:value="{value}"{attributes}'
        return f"<table:table-cell {named}><text:p>{value}</text:p></table:table-cell>"

    struck = 'style:text-line-through-style="solid"'
    styles = style("s", struck) + style("t", struck, family="text") + style("w", 'fo:color="#ffffff"')
    styles += style("one", 'fo:font-size="1pt"')
    styles += style("seen", 'fo:color="#ffffff"', 'fo:background-color="#1f4e78"')
    styles += style("same", 'fo:color="#ffffcc"', 'fo:background-color="#ffffcc"')
    runs = '<text:p><text:span text:style-name="t">150</text:span> 160</text:p>'
    first = cell("s", 150) + f'<table:table-cell office:value-type="string">{runs}</table:table-cell>'
    first += cell("w", 7) + cell("one", 8) + cell("seen", 9) + cell("same", 10)
    second = cell("x", 11, ' table:number-columns-spanned="2" table:number-rows-spanned="1"')
    second += '<table:covered-table-cell office:value-type="float" office:value="77777"/>'
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in (first, second))
    return write_ods_content(folder / "a.ods", f'<table:table table:name="a">{rows}</table:table>', styles)


def spreadsheetml(folder: Path) -> Path:
    def style(name: str, font: str, interior: str = "") -> str:
        return f'<Style ss:ID="{name}"><Font {font}/>{interior}</Style>'

    def cell(name: str, value: int, attributes: str = "") -> str:
        return f'<Cell ss:StyleID="{name}"{attributes}><Data ss:Type="Number">{value}</Data></Cell>'

    fill = '<Interior ss:Color="{}" ss:Pattern="Solid"/>'
    styles = style("s", 'ss:StrikeThrough="1"') + style("w", 'ss:Color="#FFFFFF"') + style("one", 'ss:Size="1"')
    styles += style("seen", 'ss:Color="#FFFFFF"', fill.format("#1F4E78"))
    styles += style("same", 'ss:Color="#FFFFCC"', fill.format("#FFFFCC"))
    rich = '<Cell><ss:Data ss:Type="String"><html:S>150</html:S> 160</ss:Data></Cell>'
    first = cell("s", 150) + rich + cell("w", 7) + cell("one", 8) + cell("seen", 9) + cell("same", 10)
    second = cell("x", 11, ' ss:MergeAcross="1"') + cell("x", 77_777, ' ss:Index="2"')
    table = f'<Worksheet ss:Name="a"><Table><Row>{first}</Row><Row>{second}</Row></Table></Worksheet>'
    return write_spreadsheetml_content(folder / "a.xml", table, styles)


@pytest.mark.parametrize("write", [xlsx, xls, ods, spreadsheetml])
def test_what_is_struck_out_invisible_or_covered_is_not_read_and_said(write, tmp_path):
    grid = read_grids(write(tmp_path))[0]
    values = {
        cell.address: cell.value.strip() if isinstance(cell.value, str) else cell.value for cell in grid.cells.values()
    }
    assert values == {"B1": "160", "E1": 9, "A2": 11}
    assert grid.cells[1, 2].note == "value_part_left_out"
    assert unseen(grid) == {
        "A1": "value_struck", "C1": "value_invisible", "D1": "value_invisible", "F1": "value_invisible",
        "B2": "value_covered",
    }  # fmt: skip


def test_a_page_of_html_is_read_as_it_is_seen(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(
        "<table><tr><td><s>150</s></td><td><del>150</del> 160</td><td style='color:#fff'>7</td>"
        "<td style='font-size:1pt'>8</td><td bgcolor='#1F4E78' style='color:white'>9</td>"
        "<td><span style='display:none'>77777</span>11</td></tr></table>",
        encoding="utf-8",
    )
    grid = read_grids(path)[0]
    assert {cell.address: cell.said.strip() for cell in grid.cells.values()} == {"B1": "160", "E1": "9", "F1": "11"}
    assert set(unseen(grid)) == {"A1", "C1", "D1"}


def test_a_sheet_that_shows_no_zeros_has_none(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("a")
    sheet.write_row(0, 0, [0, 5])
    sheet.hide_zero()
    book.close()
    grid = read_grids(tmp_path / "a.xlsx")[0]
    assert (unseen(grid), grid.cells[1, 2].value) == ({"A1": "value_not_shown"}, 5)


def test_zeros_of_report_generators_are_no_results_and_true_zeros_are(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("a")
    sheet.write_row(0, 0, [5, 7, 0, 0])
    sheet.write_formula(1, 0, "=SUM(A1:B1)")
    sheet.write_formula(1, 1, "=A1+B1", None, 12)
    sheet.write_formula(1, 2, "=SUM(C1:D1)", None, 0)
    sheet.write_formula(1, 3, "=VLOOKUP(A1,A1:B1,2)")
    sheet.write_formula(1, 4, "=A1*2", None, 11)
    book.close()
    grid = read_grids(tmp_path / "a.xlsx")[0]
    assert [cell.value for cell in grid.row(2)] == [None, 12, 0, None, None]


def test_a_zero_that_a_sum_does_not_make_is_no_result_in_any_file(tmp_path):
    rows = '<Row><Cell><Data ss:Type="Number">5</Data></Cell></Row>'
    rows += '<Row><Cell ss:Formula="=A1+A1"><Data ss:Type="Number">0</Data></Cell></Row>'
    sheet = f'<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet>'
    assert at(write_spreadsheetml_content(tmp_path / "a.xml", sheet), 2).value is None


def test_an_xls_whose_formulas_were_never_computed_has_no_results(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, 5)
    sheet.write(1, 0, xlwt.Formula("A1+A1"))
    book.save(str(tmp_path / "a.xls"))
    cell = at(tmp_path / "a.xls", 2)
    assert (cell.value, bool(cell.formula)) == (None, True)
