"""Word documents that people have worked on: a run says which they are, and that nobody checks what they disclose."""

import errno
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from docx import Document
from openpyxl import load_workbook

from rehab.pages.files.edited import is_edited, new_beside
from rehab.store.digests import UNREADABLE, seals_of

NAME = "67-dak-nong.review"


def test_a_run_names_documents_that_somebody_has_edited(rehab: Callable[..., Result], dak_nong: Path, tmp_path: Path):
    raw = tmp_path / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    shutil.copy(dak_nong, raw)
    places = ("--data", tmp_path / "data", "--out", tmp_path / "briefs", "--jobs", 1)

    def run(speaks: str = "C.UTF-8") -> list[str]:
        result = rehab("run", *places, "--kind", "review", speaks=speaks)
        assert result.exit_code == 0, result.output
        return [line for line in result.output.splitlines() if "Word" in line]

    assert not run()
    written = tmp_path / "briefs" / "reported" / f"{NAME}.docx"
    document = Document(str(written))
    document.add_paragraph("Sửa tay")
    document.save(str(written))
    # Nothing is built anew, and it is said all the same.
    (line,) = run()
    assert f"{NAME}.docx" in line and "không kiểm tra trước khi công bố" in line and "evaluation" not in line
    book = load_workbook(raw / dak_nong.name)
    book["Phụ lục 2"]["I19"] = 940
    book.save(raw / dak_nong.name)
    (line,) = run("en_GB.UTF-8")
    assert f"{NAME}.docx" in line and "not checked for disclosure" in line and f"{NAME}.new.docx" not in line
    assert written.with_suffix(".new.docx").is_file()


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    """Files that may not be read, as while they are open in Word: whoever tests as root may read all others."""
    found: set[Path] = set()
    read = io.open

    def guarded(file: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(file, str | Path) and Path(file) in found:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        return read(file, *arguments, **options)

    monkeypatch.setattr(io, "open", guarded)
    return found


def test_a_document_that_is_locked_costs_nothing_and_counts_as_somebodys(
    rehab: Callable[..., Result], dak_nong: Path, tmp_path: Path, locked: set[Path]
):
    raw = tmp_path / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    shutil.copy(dak_nong, raw)
    asked = ("run", "--data", tmp_path / "data", "--out", tmp_path / "briefs", "--jobs", 1, "--kind", "review")
    assert rehab(*asked).exit_code == 0
    document = tmp_path / "briefs" / "reported" / f"{NAME}.docx"
    locked.add(document)
    again = rehab(*asked)
    assert again.exit_code == 0 and f"{NAME}.docx" in again.output
    assert is_edited(document) and new_beside(document).name == f"{NAME}.new.docx"
    assert seals_of(document.parent, [document]) == {document.name: UNREADABLE}
