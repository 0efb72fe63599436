"""Another package brings a reader of its own: it is found by content, and read as all others are."""

from pathlib import Path

import pytest

from rehab.catalog.registry import UnknownNameError
from rehab.workbooks.files.cells import Look, Run, text_cell
from rehab.workbooks.files.failures import UnreadableFileError
from rehab.workbooks.files.opening import Reader, file_kind, read_grids, readers
from rehab.workbooks.grids.grid import Grid, make_grid


def read_notes(content: bytes, name: str) -> tuple[Grid, ...]:
    """A line a cell; one that is no text cannot be read."""
    lines = content.decode("utf-8").splitlines()[1:]
    return (make_grid(name, [text_cell(row, 1, [Run(line)], Look()) for row, line in enumerate(lines, start=1)]),)


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file of the new kind, and its reader."""
    reader = Reader(read_notes, lambda content: content.startswith(b"NOTES"))
    monkeypatch.setitem(readers()._things(), "notes", reader)
    path = tmp_path / "bang.xls"
    path.write_bytes("NOTES\nĐắk Nông\n930\n".encode())
    return path


def test_it_is_told_by_content_and_read(notes: Path):
    assert file_kind(notes) == "notes"
    (grid,) = read_grids(notes)
    assert [(cell.row, cell.raw) for cell in grid.cells.values()] == [(1, "Đắk Nông"), (2, "930")]


def test_what_it_cannot_read_is_a_damaged_file(notes: Path):
    notes.write_bytes(b"NOTES\n\xff\xfe\n")
    with pytest.raises(UnreadableFileError):
        read_grids(notes)


def test_an_unknown_reader_is_named_in_both_languages():
    with pytest.raises(UnknownNameError, match=r"bộ đọc tệp.*reader of files"):
        readers().get("notes")
