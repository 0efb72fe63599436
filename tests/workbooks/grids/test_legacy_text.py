"""Old Vietnamese text, told by its font, per cell and per run."""

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from rehab.catalog.files import read_rows
from rehab.workbooks.grids.legacy_text import decode
from rehab.workbooks.reading import read_workbook

FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times"}


def old(text: str, encoding: str) -> str:
    """Unicode text as it was typed for an old font."""
    table = {row["unicode"]: row[f"{encoding}_as_latin1"] for row in read_rows("legacy_encodings.csv")}
    return "".join(table.get(letter, letter) for letter in text)


@pytest.mark.parametrize("encoding", sorted(FONTS))
@pytest.mark.parametrize("row", read_rows("legacy_encodings.csv"), ids=lambda row: row["codepoint"])
def test_every_letter_of_an_old_font_is_read_as_the_reader_sees_it(encoding: str, row: dict[str, str]):
    assert decode(row[f"{encoding}_as_latin1"], FONTS[encoding]) == row["unicode"]


def test_a_soft_hyphen_in_an_old_font_is_a_letter():
    assert "\xad" in old("ưu tiên", "tcvn3")
    assert decode(old("ưu tiên", "tcvn3"), ".VnTime") == "ưu tiên"


def test_a_capitals_font_shows_capitals():
    assert decode(old("tỉnh đắk nông", "tcvn3"), ".VnTimeH") == "TỈNH ĐẮK NÔNG"


def test_unicode_text_is_kept_even_in_an_old_font():
    assert decode("Đắk Nông", ".VnTime") == "Đắk Nông"


@pytest.mark.parametrize("encoding", sorted(FONTS))
@pytest.mark.slow
def test_a_whole_workbook_in_an_old_font_reads_as_the_same_workbook(workbook, dak_nong, encoding: str):
    path = workbook()
    book = load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = old(cell.value, encoding)
                    cell.font = Font(name=FONTS[encoding])
    book.save(path)
    kept = ["line", "entry", "period", "value", "text", "cell"]
    plain, aged = read_workbook(dak_nong).observations[kept], read_workbook(path).observations[kept]
    order = ["line", "entry"]
    assert aged.sort_values(order).to_csv(index=False) == plain.sort_values(order).to_csv(index=False)


def test_runs_of_one_cell_are_decoded_each_by_its_own_font(workbook):
    path = workbook()
    book = load_workbook(path)
    aged = TextBlock(InlineFont(rFont=".VnTime"), old("Sở Lao động", "tcvn3"))
    book["Thông tin chung"]["C7"] = CellRichText(aged, TextBlock(InlineFont(rFont="Times New Roman"), " – Bộ"))
    book.save(path)
    rows = read_workbook(path).observations.set_index("line")
    assert rows.loc["issuer", "text"] == "Sở Lao động – Bộ"
