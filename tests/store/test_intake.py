"""Workbooks taken in from a folder that somebody was sent."""

from pathlib import Path

import pytest

from rehab.store.intake import ChangedHereError, SameNameError, collection_name, take_in


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder with a workbook, what people keep beside it, and what is none."""
    folder = tmp_path / "sent"
    (folder / "earlier").mkdir(parents=True)
    for name in ("67-a.xlsx", "targets.toml", "letter.docx", "~$67-a.xlsx", "earlier/67-a.xlsx"):
        (folder / name).write_bytes(name.encode())
    return folder


def _in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {".taken.json"}


def test_workbooks_and_what_lies_beside_them_are_copied_and_nothing_else(sent: Path, tmp_path: Path):
    before = _in(sent)
    take_in([sent], tmp_path / "raw")
    assert _in(tmp_path / "raw") == {"67-a.xlsx", "targets.toml", "earlier/67-a.xlsx"}
    assert _in(sent) == before


def test_a_workbook_that_was_sent_anew_takes_the_place_of_its_copy(sent: Path, tmp_path: Path):
    take_in([sent], tmp_path / "raw")
    assert take_in([sent], tmp_path / "raw").copied == ()
    (sent / "67-a.xlsx").write_bytes(b"new")
    assert take_in([sent], tmp_path / "raw").copied == (sent / "67-a.xlsx",)
    assert (tmp_path / "raw" / "67-a.xlsx").read_bytes() == b"new"


def test_a_copy_that_somebody_has_changed_is_never_overwritten(sent: Path, tmp_path: Path):
    take_in([sent], tmp_path / "raw")
    (tmp_path / "raw" / "67-a.xlsx").write_bytes(b"mine")
    assert (tmp_path / "raw" / "67-a.xlsx").read_bytes() == b"mine"
    (sent / "targets.toml").write_bytes(b"other")
    with pytest.raises(ChangedHereError):
        take_in([sent], tmp_path / "raw")
    assert (tmp_path / "raw" / "67-a.xlsx").read_bytes() == b"mine"
    assert (tmp_path / "raw" / "targets.toml").read_bytes() == b"targets.toml"


def test_a_workbook_of_ones_own_in_the_collection_is_never_overwritten(sent: Path, tmp_path: Path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "67-a.xlsx").write_bytes(b"mine")
    with pytest.raises(ChangedHereError):
        take_in([sent], tmp_path / "raw")


def test_what_is_gone_from_the_folder_is_named_and_kept(sent: Path, tmp_path: Path):
    take_in([sent], tmp_path / "raw")
    (sent / "67-a.xlsx").unlink()
    assert take_in([sent], tmp_path / "raw").gone == ("67-a.xlsx",)
    assert (tmp_path / "raw" / "67-a.xlsx").exists()


def test_a_file_given_alone_says_nothing_of_the_others(sent: Path, tmp_path: Path):
    take_in([sent], tmp_path / "raw")
    assert take_in([sent / "67-a.xlsx"], tmp_path / "raw").gone == ()


def test_two_files_of_one_name_are_told_apart_by_what_they_hold(sent: Path, tmp_path: Path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "67-a.xlsx").write_bytes(b"67-a.xlsx")
    take_in([sent, other], tmp_path / "raw")
    (other / "67-a.xlsx").write_bytes(b"different")
    with pytest.raises(SameNameError):
        take_in([sent, other], tmp_path / "raw2")
    assert not (tmp_path / "raw2").exists()


def test_a_record_that_cannot_be_used_overwrites_nothing(sent: Path, tmp_path: Path):
    take_in([sent], tmp_path / "raw")
    (tmp_path / "raw" / ".taken.json").write_text("[1", encoding="utf-8")
    (sent / "67-a.xlsx").write_bytes(b"new")
    with pytest.raises(ChangedHereError):
        take_in([sent], tmp_path / "raw")


def test_a_collection_is_called_after_the_folder_that_files_lie_in(sent: Path, tmp_path: Path):
    assert collection_name([sent]) == collection_name([sent / "67-a.xlsx"]) == "sent"
    assert collection_name([sent, tmp_path / "other" / "1.xlsx"]) == ""


def test_what_was_taken_in_is_taken_back_and_what_was_there_stands_as_before(sent: Path, tmp_path: Path):
    take_in([sent], tmp_path / "new").take_back()
    assert not (tmp_path / "new").exists()
    take_in([sent], tmp_path / "raw")
    (sent / "67-a.xlsx").write_bytes(b"new")
    (sent / "04-b.xlsx").write_bytes(b"more")
    before = {path: path.read_bytes() for path in (tmp_path / "raw").rglob("*") if path.is_file()}
    take_in([sent], tmp_path / "raw").take_back()
    assert {path: path.read_bytes() for path in (tmp_path / "raw").rglob("*") if path.is_file()} == before
