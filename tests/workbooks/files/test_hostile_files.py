"""Files that mean harm, or are merely broken, end in a clear message and cost nothing else."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from books import book_of
from rehab.workbooks.reading import read_workbook

MOST_MEGABYTES = 500


def repacked(source: Path, target: Path, change: dict[str, bytes]) -> Path:
    """A copy of a workbook with some of its parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change.get(entry.filename, old.read(entry)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return target


def cause(path: Path) -> str:
    found = read_workbook(path).problems.set_index("code").loc["file_unreadable"]
    assert found["severity"] == "error"
    return str(found["message_en"])


@pytest.mark.slow
def test_a_zip_bomb_is_refused_by_its_unpacked_size(dak_nong, tmp_path):
    path = repacked(dak_nong, tmp_path / "bomb.xlsx", {"xl/media/big.xml": b" " * (300 * 2**20)})
    assert "too large" in cause(path)


def test_entity_expansion_is_refused(dak_nong, tmp_path):
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'
    assert "entities" in cause(repacked(dak_nong, tmp_path / "laughs.xlsx", {"xl/worksheets/sheet1.xml": laughs}))


def test_a_merge_over_the_whole_sheet_is_refused(dak_nong, tmp_path):
    with zipfile.ZipFile(dak_nong) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml")
    stretched = sheet.replace(b"</mergeCells>", b'<mergeCell ref="N1:XFD1048576"/></mergeCells>')
    assert "too many cells" in cause(
        repacked(dak_nong, tmp_path / "merge.xlsx", {"xl/worksheets/sheet2.xml": stretched})
    )


def test_one_stray_cell_a_million_rows_down_costs_nothing(workbook):
    path = workbook({"Phụ lục 2": {"XFD1048576": "x"}})
    assert "people_on_file" in set(read_workbook(path).observations["line"])


def test_a_password_is_told(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2048 + "EncryptedPackage".encode("utf-16-le"))
    assert "password" in cause(path)


def test_an_old_file_cut_to_its_head_is_told(tmp_path):
    path = tmp_path / "old.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096)
    assert "damaged" in cause(path)


def test_a_text_that_calls_itself_a_workbook_is_told(tmp_path):
    path = tmp_path / "letter.xlsx"
    path.write_text("Kính gửi: Bộ Lao động", encoding="utf-8")
    assert "no workbook" in cause(path)


@pytest.mark.slow
def test_a_million_rows_are_refused(dak_nong, tmp_path):
    with zipfile.ZipFile(dak_nong) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml")
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1_000, 1_048_576))
    stretched = sheet.replace(b"</sheetData>", rows + b"</sheetData>")
    path = repacked(dak_nong, tmp_path / "rows.xlsx", {"xl/worksheets/sheet2.xml": stretched})
    assert "too many cells" in cause(path)


@pytest.mark.parametrize(
    "written", ["<script>alert(1)</script>", '"><img onerror=x>', '=HYPERLINK("x")', "javascript:1"]
)
def test_markup_and_formulas_in_text_cells_stay_text(dak_nong, tmp_path, written: str):
    book = book_of(dak_nong)
    cell = book["Đánh giá chỉ tiêu"]["G9"]
    cell.value, cell.data_type = written, "s"
    book.save(tmp_path / "67-dak-nong.xlsx")
    assert written in set(read_workbook(tmp_path / "67-dak-nong.xlsx").observations["text"])


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_told(dak_nong, tmp_path, kept: float):
    content = dak_nong.read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(content[: int(len(content) * kept)])
    assert cause(path)


def test_a_name_that_climbs_out_of_the_archive_writes_nothing(dak_nong, tmp_path):
    path = repacked(dak_nong, tmp_path / "climb.xlsx", {"../../climbed.xml": b"<a/>"})
    read_workbook(path)
    assert not (tmp_path.parent.parent / "climbed.xml").exists()
    assert not (tmp_path.parent / "climbed.xml").exists()


def test_a_damaged_sheet_is_told(dak_nong, tmp_path):
    path = repacked(dak_nong, tmp_path / "damaged.xlsx", {"xl/worksheets/sheet3.xml": b"<worksheet><sheetData>"})
    assert "damaged" in cause(path)


def test_formulas_that_call_out_are_neither_followed_nor_computed(workbook):
    calls = '=WEBSERVICE("http://localhost:1/x")'
    reading = read_workbook(workbook({"Phụ lục 4": {"J13": calls}, "Đánh giá chỉ tiêu": {"G9": calls}}))
    assert calls in set(reading.problems["raw"])
    assert "admitted_compulsory" not in set(reading.observations["line"])


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc, which only Linux has")
@pytest.mark.slow
def test_hostile_files_stay_within_memory(dak_nong, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(100):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"<c>" * 2**20)
    path = tmp_path / "many.xlsx"
    path.write_bytes(buffer.getvalue())
    # The high-water mark of the process itself: what getrusage tells includes the process that started it.
    code = (
        "import sys; from pathlib import Path; from rehab.workbooks.reading import read_workbook;"
        "read_workbook(Path(sys.argv[1]));"
        "print(next(l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < MOST_MEGABYTES * 1024
