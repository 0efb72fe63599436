"""Commands as a newcomer may type them wrong: each says, in both languages, what is wrong and what to do."""

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from rehab.disclosure.settings import KEY, ReleasesError, load_key

README = "# Đọc trước\n\nMột tệp; nhiều dòng, không có bảng.\n"
NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
SETTINGS = '[[target]]\nindicator = 6\nsource = "a, b, c"\n'

Rehab = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, dak_nong: Path) -> Path:
    """A folder with one workbook, and beside it a few files that are none."""
    inside = tmp_path / "sent"
    inside.mkdir()
    shutil.copy(dak_nong, inside)
    for name, content in (("README.md", README), ("topic.ipynb", NOTEBOOK), ("targets.toml", SETTINGS)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "run.py").write_text("print('a, b')\n", encoding="utf-8")
    return inside


def refused(done: Result, *said: str) -> None:
    """The command ended with status 2, and both languages say this, with no traceback."""
    assert done.exit_code == 2, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.output
    assert " / " in done.stderr
    for word in said:
        assert done.stderr.count(word) >= 2, (word, done.stderr)


@pytest.mark.parametrize("command", ["check", "tidy", "assess", "feedback", "learn"])
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("README.md", "Markdown"),
        ("topic.ipynb", "--notebook"),
        ("targets.toml", "TOML"),
        ("run.py", ".py"),
    ],
)
def test_a_file_that_is_no_workbook_is_called_what_it_is(
    rehab: Rehab, folder: Path, command: str, name: str, what: str
):
    out = folder / "back.xlsx"
    asked = ["--out", out] if command in ("feedback", "learn") else []
    refused(rehab(command, folder.parent / name, *asked), name, what)
    assert not out.exists()


@pytest.mark.parametrize(
    ("typed", "vietnamese", "english"),
    [
        (("run", "--nope"), "Không có tùy chọn --nope", "No such option"),
        (("run", "--jobs", "abc"), "Giá trị cho --jobs không dùng được", "Invalid value"),
        (("run", "--jobs"), "--jobs dùng chưa đúng", "requires an argument"),
        (("check",), "Lệnh thiếu paths", "Missing argument"),
        (("nothing",), "không có lệnh như thế", "No such command"),
        (("assess", "a.xlsx", "b.xlsx"), "thừa từ", "unexpected extra argument"),
        (("province", "Atlantis"), "“Atlantis” không phải tên hoặc mã tỉnh", "“Atlantis” is no name or code"),
    ],
)
def test_what_is_typed_wrong_is_said_in_both_languages(rehab: Rehab, typed: tuple[str, ...], vietnamese, english):
    done = rehab(*typed)
    assert done.exit_code == (1 if typed[0] == "province" else 2)
    assert vietnamese in done.stderr
    assert english in done.stderr


@pytest.mark.parametrize("command", ["check", "tidy", "assess", "feedback"])
def test_a_file_that_is_no_workbook_is_refused_in_the_language_asked_for(rehab: Rehab, folder: Path, command: str):
    (folder / "67-a.xlsx").write_text("no workbook", encoding="utf-8")
    out = ["--out", folder / "back.xlsx"] if command == "feedback" else []
    for language, said in (("vi", "không mở được như một bảng tính"), ("en", "cannot be opened as a workbook")):
        done = rehab(command, folder / "67-a.xlsx", "--lang", language, *out)
        assert done.exit_code == (1 if command == "check" else 2)
        assert said in done.output
    assert rehab(command, folder / "67-a.xlsx", "--lang", "lo", *out).exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("command", ["check", "tidy", "assess", "feedback", "learn"])
def test_what_is_neither_file_nor_folder_is_refused_and_never_waited_for(rehab: Rehab, folder: Path, command: str):
    os.mkfifo(folder / "67-a.xlsx")
    (folder / "67-b.xlsx").symlink_to("67-b.xlsx")
    out = ["--out", folder / "back.xlsx"] if command in ("feedback", "learn") else []
    for name in ("67-a.xlsx", "67-b.xlsx", f"67-{'x' * 300}.xlsx"):
        done = rehab(command, folder / name, *out)
        # The list of problems says it of a file, learn that there is nothing to ask.
        assert done.exit_code == {"check": 1, "learn": 0}.get(command, 2) if name == "67-a.xlsx" else 2, done.output
        assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "no ordinary file" in rehab("check", folder / "67-a.xlsx", "--lang", "en").stdout
    assert rehab("check", folder).exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("name", ["corrections.toml", "targets.toml", "spellings.csv", "collection.toml"])
def test_settings_that_are_a_pipe_are_refused_and_never_waited_for(rehab: Rehab, folder: Path, name: str):
    os.mkfifo(folder / name)
    done = rehab("check", folder)
    assert done.exit_code == 2
    assert f"{name} ! -: không" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("content", [None, b"", b"# only words\n", b"\xff\xfe\x00"])
def test_a_key_that_is_none_is_refused(tmp_path: Path, content: bytes | None):
    if content is None:
        os.mkfifo(tmp_path / KEY)
    else:
        (tmp_path / KEY).write_bytes(content)
    with pytest.raises(ReleasesError, match=re.escape(KEY)):
        load_key(tmp_path / KEY)


@pytest.mark.parametrize("command", ["tidy", "assess"])
def test_a_folder_is_no_file(rehab: Rehab, folder: Path, command: str):
    done = rehab(command, folder)
    refused(done, "sent", f"rehab {command}", "rehab check")


@pytest.mark.parametrize("out", ["back.xls", "back", "back.csv", "back.xlsx/"])
def test_what_is_sent_back_is_an_xlsx_file(rehab: Rehab, folder: Path, out: str):
    target = folder.parent / out
    if out.endswith("/"):
        target.mkdir()
    refused(rehab("feedback", folder / "67-dak-nong.xlsx", "--out", target), target.name)
    assert not target.is_file()


@pytest.mark.parametrize("out", ["list.txt", "sent"])
def test_the_list_of_problems_is_an_xlsx_file(rehab: Rehab, folder: Path, out: str):
    refused(rehab("check", folder, "--xlsx", folder.parent / out), out)
    assert not (folder.parent / "list.txt").exists()


def test_a_folder_that_cannot_be_made_is_named(rehab: Rehab, folder: Path):
    refused(rehab("feedback", folder, "--out", folder.parent / "README.md" / "back"), "README.md/back")


def test_a_review_that_there_is_not_is_said_in_both_languages(rehab: Rehab, folder: Path):
    done = rehab("blank", folder / "form.xlsx", "--review", "2031")
    refused(done, "2016-2020", "docs/review.md")
    assert "không có kỳ tổng kết" in done.stderr
