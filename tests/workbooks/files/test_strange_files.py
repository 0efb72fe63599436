"""Files that other programs write and open, and files that are no workbooks: read, or refused for the true reason."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from books import with_sheet_called
from file_writers import Sheet, write_xls, write_xlsx
from rehab.workbooks.files.failures import UnreadableFileError
from rehab.workbooks.files.opening import file_kind, read_grids
from rehab.workbooks.reading import read_workbook

CONTENT = Sheet("Phụ lục 2", {(1, 1): "Số người", (1, 2): 930, (2, 2): 0.5})


def parts(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(write_xlsx(folder / "plain.xlsx", [CONTENT])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, content: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return path


def values(path: Path) -> dict[str, object]:
    return {cell.address: cell.value for cell in read_grids(path)[0].cells.values()}


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        read_grids(path)
    return str(refused.value)


EXPECTED = {"A1": "Số người", "B1": 930, "B2": 0.5}


def test_strict_namespaces_are_read(tmp_path):
    transitional = b"http://schemas.openxmlformats.org/"
    strict = {
        name: part.replace(transitional + b"spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(transitional + b"officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, part in parts(tmp_path).items()
    }  # fmt: skip
    assert values(packed(tmp_path / "strict.xlsx", strict)) == EXPECTED


@pytest.mark.parametrize("renamed", [str.upper, str.title, lambda name: name.replace("/", "\\")])
def test_names_of_parts_may_be_in_another_case_or_with_other_slashes(renamed, tmp_path):
    written = {renamed(name): part for name, part in parts(tmp_path).items()}
    assert values(packed(tmp_path / "renamed.xlsx", written)) == EXPECTED


def changed_sheet(folder: Path, change: Callable[[bytes], bytes]) -> Path:
    content = parts(folder)
    content["xl/worksheets/sheet1.xml"] = change(content["xl/worksheets/sheet1.xml"])
    return packed(folder / "changed.xlsx", content)


def test_places_in_small_letters_or_left_out_are_read(tmp_path):
    assert values(changed_sheet(tmp_path, lambda sheet: sheet.replace(b'r="B1"', b'r="b1"'))) == EXPECTED
    bare = re.compile(rb' r="[A-Z]*\d+"')
    found = values(changed_sheet(tmp_path, lambda sheet: bare.sub(b"", sheet)))
    assert {"A1", "B1"} <= set(found)


def test_a_number_that_is_none_costs_its_cell(tmp_path):
    found = values(changed_sheet(tmp_path, lambda sheet: sheet.replace(b"<v>930</v>", b"<v>NaN</v>")))
    assert found == EXPECTED | {"B1": "NaN"}


def test_half_a_letter_and_control_signs_cost_their_cell(tmp_path):
    written = "Số _xDC05_ người_x001B_".encode()
    path = changed_sheet(tmp_path, lambda sheet: sheet.replace("Số người".encode(), written))
    cell = read_grids(path)[0].at(1, 1)
    assert (cell.value, cell.note) == ("Số \ufffd người\ufffd", "letters_lost")


def test_blank_formatted_cells_by_the_hundred_thousand_cost_nothing(tmp_path):
    blank = b"".join(b'<c r="%c%d" s="0"/>' % (67 + n % 20, 3 + n // 20) for n in range(300_000))
    rows = b'<row r="3">' + blank + b"</row></sheetData>"
    assert values(changed_sheet(tmp_path, lambda sheet: sheet.replace(b"</sheetData>", rows))) == EXPECTED


def test_no_more_of_a_text_is_read_than_a_cell_can_hold(tmp_path):
    table = b"ten;so\n" + b"x" * 1_000_000 + b";5\n"
    (tmp_path / "long.csv").write_bytes(table)
    found = read_grids(tmp_path / "long.csv")[0].at(2, 1)
    assert (len(found.value), found.note) == (32_767, "text_cut")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_a_plain_table_is_read_whatever_its_letters_and_its_marks(encoding: str, delimiter: str, tmp_path):
    lines = [["Nội dung", "2016", "2017"], ["So nguoi", "1.234", "12"], ["Kinh phi", '"12,5"', ""]]
    text = "\r\n".join(delimiter.join(fields) for fields in lines)
    if encoding == "cp1258":
        text = text.replace("Nội", "No\u0323\u0302i").replace("o\u0323\u0302", "ô\u0323")
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    assert file_kind(path) == "csv"
    assert values(path) == {
        "A1": "Nội dung", "B1": "2016", "C1": "2017", "A2": "So nguoi", "B2": "1.234", "C2": "12", "A3": "Kinh phi",
        "B3": "12,5",
    }  # fmt: skip


@pytest.mark.parametrize("write", [write_xlsx, write_xls])
def test_a_file_of_wps_is_read_by_its_content(write, tmp_path):
    assert values(write(tmp_path / "a.et", [CONTENT])) == EXPECTED


def archive(**content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, part in content.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 4096, "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xff\xd8\xff\xe0 JFIF", "picture"),
        (b"{\\rtf1}", "text document"),
        (archive(word__document_dot_xml=b"<a/>"), "text document"),
        (archive(a_dot_xlsx=b"x"), "archive"),
        (b"one line that is no table", "no workbook"),
    ],
)
def test_what_is_no_workbook_is_refused_for_the_true_reason(content: bytes, reason: str, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert reason in refusal(path)


def test_a_damaged_place_in_an_archive_names_the_part(tmp_path):
    written = bytearray(write_xlsx(tmp_path / "a.xlsx", [CONTENT]).read_bytes())
    with zipfile.ZipFile(io.BytesIO(written)) as made:
        name = b"xl/workbook.xml"
        directory = written.rindex(name) - 46
        assert made.getinfo(name.decode())
    written[directory + 42 : directory + 46] = b"\xff\xff\xff\x7f"
    (tmp_path / "damaged.xlsx").write_bytes(written)
    assert "damaged" in refusal(tmp_path / "damaged.xlsx")


def test_two_sheets_of_one_name_are_two_sheets(tmp_path: Path, dak_nong: Path):
    path = with_sheet_called(dak_nong, "Phụ lục 1", "Phụ lục 2", tmp_path / dak_nong.name)
    told, known = read_workbook(path), read_workbook(dak_nong)
    assert told.problems["code"].tolist() == known.problems["code"].tolist()
    assert len(told.observations) == len(known.observations)
    assert dict(told.sheets)[path.name][1:3] == ("Phụ lục 2", "Phụ lục 2 (2)")
