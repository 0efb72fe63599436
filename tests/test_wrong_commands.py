"""Commands as a newcomer may type them wrong: each says, in the language spoken, what is wrong and what to do."""

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from rehab.disclosure.settings import KEY, ReleasesError, load_key

README = "# Đọc trước\n\nMột tệp; nhiều dòng, không có bảng.\n"
NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
SETTINGS = '[[target]]\nindicator = 6\nsource = "a, b, c"\n'

# Letters that Vietnamese has and English has not.
_MARKS = re.compile(r"[ăâđêôơưạảấầẩẫậắằặẹẻẽếềểễệịỉọỏốồổộớờợụủứừửữự]", re.IGNORECASE)

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


def refused(rehab: Rehab, typed: tuple[object, ...], *said: str) -> None:
    """The command ends with status 2 and says these words, in a sentence of each language, with no traceback."""
    spoken = []
    for language in ("vi_VN.UTF-8", "en_US.UTF-8"):
        done = rehab(*typed, speaks=language)
        assert done.exit_code == 2, done.output
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert not re.search(r"Traceback|Errno|Error\b", done.output), done.output
        for word in said:
            assert word in done.stderr, (word, done.stderr)
        spoken.append(done.stderr)
    assert _MARKS.search(spoken[0]) and spoken[0] != spoken[1]


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
    refused(rehab, (command, folder.parent / name, *asked), name, what)
    assert not out.exists()


@pytest.mark.parametrize(
    ("typed", "vietnamese", "english"),
    [
        (("run", "--nope"), "Không có tùy chọn --nope", "There is no option --nope"),
        (
            ("run", "--jobs", "abc"),
            "Giá trị cho --jobs không dùng được: cần số nguyên từ 1 đến 512.",
            "The value of --jobs",
        ),
        (("run", "--jobs"), "--jobs dùng chưa đúng", "a value lacks"),
        (("check",), "Lệnh thiếu tệp hoặc thư mục", "The command lacks workbooks"),
        (("chek",), "Có phải là: check?", "There is no command “chek”. Commands: new, run"),
        (("run", "--knd", "brief"), "--kind", "Perhaps: --kind"),
        (("helpp",), "rehab --help", "How it is used: rehab --help"),
        (("learn", "--apply"), "rehab learn --help", "rehab learn --help"),
        (("check", "--collection", "x"), "là của: rehab run, rehab learn", "belongs to: rehab run, rehab learn"),
        (("run", "--lang", "vi,", "en"), "“vi,”; chọn trong: vi; en; vi,en", "“vi,”; choose from: vi; en; vi,en"),
        (("assess", "a.xlsx", "b.xlsx"), "thừa từ", "a word too much"),
        (("province", "Atlantis"), "“Atlantis” không phải tên hoặc mã tỉnh", "“Atlantis” is no name or code"),
        (("run", "--province", "Dak Nog"), "Gần nhất: Tỉnh Đắk Nông", "Nearest: Tỉnh Đắk Nông"),
        (("run", "--kind", "leaflet"), "brief", "brief"),
        (("run", "--collection", "repoted"), "reported", "reported"),
        (("run", "--province", "Đắk", "Nông"), '--province "Đắk Nông"', '--province "Đắk Nông"'),
        (("province", "Đắk", "Nông"), 'rehab province "Đắk Nông"', 'rehab province "Đắk Nông"'),
        (("sample", "--seed", "a"), "--seed không dùng được: cần số nguyên", "a whole number"),
        (("feedback", "a.xlsx"), "thiếu --out TỆP.xlsx|THƯ-MỤC", "lacks --out FILE.xlsx|FOLDER"),
        (("assess", "http://a.b/c.xlsx"), "tải tệp về máy", "download the file"),
        (("run", "--data", "data/raw"), "thư mục có raw/", "the folder with raw/"),
    ],
)
def test_what_is_typed_wrong_is_said_in_the_language_spoken_with_what_would_work(
    rehab: Rehab, typed: tuple[str, ...], vietnamese: str, english: str
):
    for language, said, other in (("vi_VN", vietnamese, english), ("en_US", english, vietnamese)):
        done = rehab(*typed, speaks=language)
        assert done.exit_code == (1 if typed[0] == "province" else 2)
        assert said in done.stderr
        assert other in said or said in other or other not in done.stderr


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


def test_reports_that_lie_beside_workbooks_are_named_in_one_sentence_that_leads_on(rehab: Rehab, folder: Path):
    for name in ("a.pdf", "b.pdf", "c.docx", "d.zip", "e.pdf", "f.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4")
    (folder / "sub").mkdir()
    for language, lead in (
        ("vi_VN", "chép vào biểu mẫu (rehab blank TÊN-TỆP.xlsx)"),
        ("en_US", "copy them into the form"),
    ):
        told = [line for line in rehab("check", folder, speaks=language).stderr.splitlines() if "“" in line]
        assert len(told) == 2 and "6 " in told[0] and "a.pdf, b.pdf, c.docx, d.zip, e.pdf, …" in told[0]
        assert lead in told[0] and "sub" in told[1]


@pytest.mark.parametrize("command", ["tidy", "assess"])
def test_a_folder_is_no_file(rehab: Rehab, folder: Path, command: str):
    refused(rehab, (command, folder), "sent", f"rehab {command}", "rehab check")


@pytest.mark.parametrize("out", ["back.xls", "back", "back.csv", "back.xlsx/"])
def test_what_is_sent_back_is_an_xlsx_file(rehab: Rehab, folder: Path, out: str):
    target = folder.parent / out
    if out.endswith("/"):
        target.mkdir()
    refused(rehab, ("feedback", folder / "67-dak-nong.xlsx", "--out", target), target.name)
    assert not target.is_file()


@pytest.mark.parametrize("out", ["list.txt", "sent"])
def test_the_list_of_problems_is_an_xlsx_file(rehab: Rehab, folder: Path, out: str):
    refused(rehab, ("check", folder, "--xlsx", folder.parent / out), out)
    assert not (folder.parent / "list.txt").exists()


def test_a_folder_that_cannot_be_made_is_named(rehab: Rehab, folder: Path):
    refused(rehab, ("feedback", folder, "--out", folder.parent / "README.md" / "back"), "README.md/back")


def test_a_review_that_there_is_not_is_said_in_both_languages(rehab: Rehab, folder: Path):
    refused(rehab, ("blank", folder / "form.xlsx", "--review", "2031"), "2016-2020", "docs/review.md")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("check", "snet"), "“sent”"),
        (("check", "sent/67-daknong.xlsx"), "“sent/67-dak-nong.xlsx”"),
        (("assess", "67 dak nong.xlsx"), "“data/raw/reported/67-dak-nong.xlsx”"),
        (("check", "reported"), "“data/raw/reported”"),
        (("check", "bao", "cao.xlsx"), '"bao cao.xlsx"'),
        (("check", "67"), "“data/raw/reported/67-dak-nong.xlsx”"),
        (("check", "Đắk Nông"), "“data/raw/reported/67-dak-nong.xlsx”"),
        (("check", "data"), "“data/raw/reported”"),
        (("run", "--data", "data/raw"), "“data”"),
        (("run", "--data", "."), "“data”"),
        (("run", "--notebook", "topic.ipynb"), "“notebooks/topic.ipynb”"),
        (("run", "--notebook", "notebooks"), ".ipynb"),
        (("run", "Đắk Nông"), 'rehab run --province "Đắk Nông"'),
        (("run", "data/raw", "sent"), "“data/raw/reported”"),
        (("learn", "--apply", "sent"), "rehab learn --out"),
    ],
)
def test_a_path_where_nothing_is_leads_to_what_was_meant(
    rehab: Rehab, folder: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], said: str
):
    monkeypatch.chdir(folder.parent)
    for name in ("data/raw/reported/67-dak-nong.xlsx", "notebooks/topic.ipynb", "bao cao.xlsx"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"PK")
    Path("topic.ipynb").unlink()
    refused(rehab, typed, said)


def test_two_names_that_look_alike_are_said_to(rehab: Rehab, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder.parent)
    Path(unicodedata.normalize("NFD", "báo cáo.xlsx")).write_bytes(b"PK")
    typed = unicodedata.normalize("NFC", "báo cáo.xlsx")
    if not Path(typed).exists():
        refused(rehab, ("check", typed), "macOS")


# ── Workbooks that a run is given ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("nowhere",), "nowhere"),
        (("README.md",), "Markdown"),
        (("topic.ipynb",), "--notebook"),
        (("~$67-dak-nong.xlsx",), "~$"),
        (("report.pdf",), "report.pdf"),
        (("empty",), "empty"),
        (("sent", "other"), "--collection"),
        (("sent", "--collection", "a/b"), "--collection"),
        (("sent", "--data", "sent", "--out", "sent/pages"), "--out"),
        (("sent", "--out", "data"), "--out"),
        (("twice/67-dak-nong.xlsx", "sent/67-dak-nong.xlsx", "--collection", "two"), "67-dak-nong.xlsx"),
    ],
)
def test_what_a_run_cannot_take_is_said_with_what_would_work(
    rehab: Rehab, folder: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], said: str
):
    monkeypatch.chdir(folder.parent)
    for name in ("empty", "other", "twice"):
        Path(name).mkdir()
    for name in ("~$67-dak-nong.xlsx", "other/04-a.xlsx", "twice/67-dak-nong.xlsx"):
        Path(name).write_bytes(b"PK")
    Path("report.pdf").write_bytes(b"%PDF-1.4")
    refused(
        rehab,
        ("run", *given, *([] if "--out" in given else ["--out", "pages" if "--data" not in given else "sent/x"])),
        said,
    )
    assert not list(folder.parent.glob("*/raw/*/*"))


def test_a_copy_that_was_changed_where_it_is_stays_and_is_named(rehab: Rehab, folder: Path, monkeypatch):
    monkeypatch.chdir(folder.parent)
    own = folder.parent / "data" / "raw" / "sent"
    own.mkdir(parents=True)
    (own / "67-dak-nong.xlsx").write_bytes(b"mine")
    refused(rehab, ("run", "sent"), "67-dak-nong.xlsx")
    assert (own / "67-dak-nong.xlsx").read_bytes() == b"mine"


def test_a_workbook_of_a_collection_says_which_province_is_meant(rehab: Rehab, folder: Path, monkeypatch):
    own = folder.parent / "data" / "raw" / "mine"
    own.mkdir(parents=True)
    for name in ("67-dak-nong.xlsx", "bao-cao.xlsx"):
        shutil.copy(folder / "67-dak-nong.xlsx", own / name)
    refused(rehab, ("run", own / "bao-cao.xlsx"), "--province")
    told = rehab("run", own / "67-dak-nong.xlsx", "--dry-run")
    assert (told.exit_code, "mine/67-dak-nong.xlsx" in told.stdout) == (0, True)


def test_a_collection_called_by_the_name_of_another_is_asked_for_by_its_own(rehab: Rehab, folder: Path, monkeypatch):
    monkeypatch.chdir(folder.parent)
    for name in ("mine", "sample"):
        shutil.copytree(folder, Path("data") / "raw" / name)
    refused(
        rehab,
        ("run", "data/raw/mine", "--collection", "sample"),
        "“mine”",
        "rehab run --collection mine",
        "rehab run --collection sample",
    )
    told = rehab("run", "data/raw/mine", "--collection", "other", "--dry-run")
    assert "data/raw/other" in told.stdout.replace("\\", "/")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="whoever may do all is refused nothing")
def test_a_folder_that_nobody_may_write_to_is_said_in_words(rehab: Rehab, folder: Path, monkeypatch):
    monkeypatch.chdir(folder.parent)
    folder.parent.chmod(0o500)
    try:
        refused(rehab, ("run", "sent"), "sent")
    finally:
        folder.parent.chmod(0o700)


@pytest.mark.parametrize(
    ("name", "content"),
    [("targets.toml", "[[target]\n"), ("collection.toml", "review = 3\n"), ("spellings.csv", "a;b\n")],
)
def test_settings_that_cannot_be_read_are_named(rehab: Rehab, folder: Path, name: str, content: str):
    (folder / name).write_text(content, encoding="utf-8")
    refused(rehab, ("check", folder), name)


def test_workbooks_of_two_provinces_are_told_by_name_with_what_is_compared(rehab: Rehab, folder: Path):
    other = next((Path(__file__).parents[1] / "data" / "raw" / "sample").glob("04-*.xlsx"))
    refused(rehab, ("diff", folder / "67-dak-nong.xlsx", other), "Tỉnh Đắk Nông; Tỉnh Cao Bằng", "rehab diff")
    (folder / "67-a.xlsx").write_text("no workbook", encoding="utf-8")
    refused(rehab, ("diff", folder / "67-dak-nong.xlsx", folder / "67-a.xlsx"), "67-a.xlsx")


def test_a_province_that_another_collection_has_leads_there(rehab: Rehab, folder: Path, monkeypatch):
    monkeypatch.chdir(folder.parent)
    sample = next((Path(__file__).parents[1] / "data" / "raw" / "sample").glob("04-*.xlsx"))
    for name, workbook in (("mine", folder / "67-dak-nong.xlsx"), ("other", sample)):
        own = Path("data") / "raw" / name
        own.mkdir(parents=True)
        shutil.copy(workbook, own)
    refused(rehab, ("run", "--collection", "other", "--province", "67"), "67 Tỉnh Đắk Nông", "mine", "--collection")
    refused(rehab, ("run", "--province", "01"), "01 Thành phố Hà Nội", "data/raw/")


@pytest.mark.parametrize("typed", [("run", "--collection", "nope"), ("send", "--collection", "nope", "--out", "x")])
def test_a_command_far_from_any_folder_to_work_in_says_where_it_works(
    rehab: Rehab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]
):
    project = Path(__file__).resolve().parents[1]
    monkeypatch.chdir(tmp_path)
    refused(rehab, typed, f"“{project}”", "rehab new my-review")
    monkeypatch.chdir(project)
    assert "rehab new my-review" not in rehab(*typed).output


def test_new_is_not_made_where_a_file_is(rehab: Rehab, folder: Path):
    refused(rehab, ("new", folder.parent / "README.md"), "README.md")
