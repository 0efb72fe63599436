"""Workbooks made to fill the memory or run for hours: every trick in every part, read or refused within bounds."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from file_writers import Sheet, write_xlsx

MOST_MEGABYTES = 500
# What a busy machine may take for what must not take two seconds of computing.
MOST_CPU_SECONDS = 4.0
# Below what is refused for its size alone.
_SIZE = 8 * 2**20
MEASURE = """
import resource, sys
from pathlib import Path
from rehab.workbooks.files.failures import UnreadableFileError
from rehab.workbooks.files.opening import read_grids
for name in sys.argv[1:]:
    start = resource.getrusage(resource.RUSAGE_SELF)
    try:
        said = str(len(read_grids(Path(name))))
    except UnreadableFileError as error:
        said = str(error)
    end = resource.getrusage(resource.RUSAGE_SELF)
    spent = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
    # The high-water mark of the process itself: what getrusage tells includes the process that started it.
    most = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(Path(name).name, round(spent, 2), int(most) // 1024, said, sep="|")
"""


def filled(unit: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    return before + unit * (_SIZE // len(unit)) + after


MAIN = b'<%s xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
TRICKS = {
    "tags": lambda root: filled(b"<a/>", MAIN % root, b"</%s>" % root),
    "nested": lambda root: filled(b"<a>", MAIN % root),
    "texts": lambda root: filled(b"<si><t>a</t></si>", MAIN % root, b"</%s>" % root),
    "lines": lambda root: filled(b"\n", MAIN % root, b"</%s>" % root),
    "attributes": lambda root: MAIN % root + b"<a " + b" ".join(b'a%d=""' % n for n in range(600_000)) + b"/>",
    "utf-16": lambda root: ('<?xml version="1.0" encoding="utf-16"?>' + "<a/>" * (_SIZE // 8)).encode("utf-16"),
}
PARTS = {
    "xl/worksheets/sheet1.xml": b"worksheet",
    "xl/sharedStrings.xml": b"sst",
    "xl/styles.xml": b"styleSheet",
    "xl/workbook.xml": b"workbook",
    "xl/elsewhere.xml": b"worksheet",
    "_rels/.rels": b"Relationships",
}


def repacked(folder: Path, name: str, change: dict[str, bytes]) -> Path:
    plain = folder / "plain.xlsx"
    if not plain.exists():
        write_xlsx(plain, [Sheet("a", {(1, 1): "x", (1, 2): 5})])
    path = folder / f"{name}.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for part in old.namelist():
            if part not in change:
                new.writestr(part, old.read(part))
        for part, content in change.items():
            new.writestr(part, content)
    return path


def shapes() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Sheets and workbooks that are small and say large things."""
    sheet = MAIN % b"worksheet"
    hidden = b"".join(b'<col min="%d" max="1000000000" hidden="1"/>' % n for n in range(1, 20_000))
    one = b'<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>'
    yield "columns", {"xl/worksheets/sheet1.xml": sheet + b"<cols>" + hidden + b"</cols>" + one + b"</worksheet>"}
    merges = b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (n, n + 900) for n in range(1, 9_000))
    yield "merges", {"xl/worksheets/sheet1.xml": sheet + one + b"<mergeCells>" + merges + b"</mergeCells></worksheet>"}
    entries = b'<sheet name="a" sheetId="1" r:id="rId1"/>' * 100_000
    relations = b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    yield (
        "sheets",
        {"xl/workbook.xml": (MAIN % b"workbook")[:-1] + relations + b"<sheets>" + entries + b"</sheets></workbook>"},
    )


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc, which only Linux has")
@pytest.mark.part(3)
@pytest.mark.parametrize("trick", [*TRICKS, "shapes"])
def test_no_trick_in_any_part_takes_much_memory_or_time(trick: str, tmp_path):
    if trick == "shapes":
        paths = [repacked(tmp_path, name, change) for name, change in shapes()]
    else:
        paths = [
            repacked(tmp_path, f"{number}-{trick}", {part: TRICKS[trick](root)})
            for number, (part, root) in enumerate(PARTS.items())
        ]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(done) == len(paths)
    for line in done:
        name, seconds, megabytes, said = line.split("|")
        assert (float(seconds) < MOST_CPU_SECONDS, int(megabytes) < MOST_MEGABYTES) == (True, True), line
        assert said == "1" or "damaged" in said or "too" in said or "archive" in said, (name, said)
