"""The command as a tired analyst types it: exit status, which stream, and no traceback."""

import contextlib
import csv
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rehab.catalog.indicators import indicators
from rehab.cli import app

PROBLEM_COLUMNS = [
    "collection",
    "province",
    "file",
    "sheet",
    "cell",
    "severity",
    "code",
    "message_vi",
    "message_en",
    "raw",
    "indicator",
]
OBSERVATION_COLUMNS = [
    "collection",
    "province",
    "area",
    "appendix",
    "line",
    "entry",
    "period",
    "period_start",
    "period_end",
    "value",
    "text",
    "unit",
    "file",
    "sheet",
    "cell",
    "raw",
    "corrected",
]
VERDICT_COLUMNS = [
    "collection",
    "province",
    "indicator",
    "part",
    "value",
    "numerator",
    "denominator",
    "terms_missing",
    "baseline",
    "baseline_kind",
    "target",
    "attainment",
    "margin",
    "verdict",
    "basis",
    "reason",
    "stated_verdict",
    "stated_value",
    "agrees",
    "borderline",
    "as_of",
    "definition",
    "agrees_by",
]


def test_check_says_file_sheet_cell_what_and_what_to_do_on_one_line(rehab, dak_nong):
    found = rehab("check", dak_nong)
    (line,) = found.stdout.splitlines()
    assert line.startswith("67-dak-nong.xlsx ! Phụ lục 4 ! J13: ")


def test_check_exits_1_when_a_workbook_has_errors(rehab, workbook):
    assert rehab("check", workbook({"Phụ lục 4": {"J13": "nhiều"}})).exit_code == 1


def test_check_takes_a_folder_and_passes_over_excels_lock_files(rehab, workbook):
    path = workbook()
    path.with_name("~$67-dak-nong.xlsx").write_bytes(b"lock")
    found = rehab("check", path.parent, "--json")
    assert found.exit_code == 0
    assert {row["file"] for row in json.loads(found.stdout)} == {"67-dak-nong.xlsx"}


def test_check_of_several_provinces_ends_with_a_table_of_them_in_the_language_asked_for(rehab, workbook, tmp_path):
    from openpyxl import load_workbook

    folder = tmp_path / "sent"
    folder.mkdir()
    shutil.copy(workbook({"Phụ lục 4": {"J13": "nhiều"}}), folder / "67-dak-nong.xlsx")
    (folder / "02-ha-giang.xlsx").write_text("không phải bảng tính", encoding="utf-8")
    found = rehab("check", folder, "--lang", "en", "--xlsx", tmp_path / "list.xlsx")
    assert found.exit_code == 1
    lines = [line for line in found.stderr.splitlines() if " | " in line]
    assert [line.split(" | ")[0].strip() for line in lines] == ["Province", "02-ha-giang.xlsx", "Tỉnh Đắk Nông"]
    assert "Phụ lục 4 ! J13" in lines[-1]
    assert "is not a number" in found.stdout
    book = load_workbook(tmp_path / "list.xlsx")
    assert book.sheetnames == ["By province", "Problems"]
    assert rehab("check", folder, "--lang", "fr").exit_code == 2


def test_feedback_of_a_folder_writes_every_workbook_into_a_folder(rehab, workbook, tmp_path):
    path = workbook({"Phụ lục 4": {"J13": "nhiều"}})
    assert rehab("feedback", path.parent, "--out", tmp_path / "back").exit_code == 0
    assert (tmp_path / "back" / path.name).is_file()
    assert rehab("feedback", path.parent, "--out", tmp_path / "back.xlsx").exit_code == 2


def test_feedback_of_a_folder_tells_by_its_status_that_a_workbook_could_not_be_read(rehab, workbook, tmp_path):
    (workbook().with_name("04-cao-bang.xlsx")).write_bytes(b"PK")
    assert rehab("feedback", tmp_path, "--out", tmp_path / "back").exit_code == 1


IN_TURN = """
import sys, typer
from rehab.cli import app
folder, out = sys.argv[1:]
for name, *more in (("check",), ("learn", "--out", f"{out}/confirm.xlsx"), ("feedback", "--out", out)):
    app([name, folder, *more], standalone_mode=False)
"""


def test_work_on_a_folder_shows_how_far_it_is_on_a_terminal_and_only_there(rehab, tmp_path):
    pty = pytest.importorskip("pty")
    folder = tmp_path / "sent"
    folder.mkdir()
    for name in ("02-ha-giang.xlsx", "04-cao-bang.xlsx"):
        (folder / name).write_bytes(b"PK")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", IN_TURN, folder, tmp_path]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):
            # Linux tells the end of a terminal by an error.
            while more := os.read(ours, 1 << 16):
                seen += more
    os.close(ours)
    assert process.returncode == 0, seen.decode()
    for stage in ("Đọc bảng tính", "Đánh giá", "So biểu mẫu", "Ghi nhận xét"):
        assert stage in seen.decode()
    assert "Đọc bảng tính" not in rehab("check", folder).stderr


def test_messages_follow_the_locale_and_tables_do_not(rehab, workbook):
    path = workbook({"Phụ lục 4": {"J13": "nhiều"}})
    assert "is not a number" in rehab("check", path, speaks="en_US.UTF-8").stdout
    assert "Indicator" in rehab("assess", path, speaks="en_US.UTF-8").stdout
    assert "không" in rehab("check", path, "--lang", "vi", speaks="en_US.UTF-8").stdout
    for command in ("check", "assess"):
        assert rehab(command, path, "--json").stdout == rehab(command, path, "--json", speaks="en_US.UTF-8").stdout


def test_check_json_has_the_columns_of_the_problems_table(rehab, dak_nong):
    (row,) = json.loads(rehab("check", dak_nong, "--json").stdout)
    assert list(row) == PROBLEM_COLUMNS


def test_assess_json_has_the_columns_of_the_verdicts_table(rehab, dak_nong):
    rows = json.loads(rehab("assess", dak_nong, "--json").stdout)
    assert all(list(row) == VERDICT_COLUMNS for row in rows)
    # A row of each indicator and of each of its parts.
    assert len(rows) == sum(1 + len(own.parts) for own in indicators().values())


def test_assess_knows_the_collection_a_file_lies_in(rehab, dak_nong):
    assert {row["collection"] for row in json.loads(rehab("assess", dak_nong, "--json").stdout)} == {"reported"}


def test_tidy_writes_csv_with_the_columns_of_the_observations_table(rehab, dak_nong, tmp_path):
    out = tmp_path / "rows.csv"
    done = rehab("tidy", dak_nong, "--out", out)
    assert (done.exit_code, done.stdout) == (0, "")
    rows = len(out.read_text(encoding="utf-8").splitlines()) - 1
    assert f"Đã ghi {rows} dòng vào {out}." in done.stderr
    with out.open(encoding="utf-8", newline="") as file:
        assert csv.DictReader(file).fieldnames == OBSERVATION_COLUMNS
    assert rehab("tidy", dak_nong).stdout == out.read_text(encoding="utf-8")


def test_tidy_and_assess_exit_1_when_the_workbook_has_errors(rehab, workbook):
    path = workbook({"Phụ lục 4": {"J13": "nhiều"}})
    for command in ("tidy", "assess"):
        found = rehab(command, path)
        assert found.exit_code == 1
        assert "Phụ lục 4 ! J13" in found.stderr
        assert found.stdout


def test_a_file_that_is_no_workbook_is_an_error_of_check_and_no_work_for_the_others(rehab, tmp_path):
    path = tmp_path / "67-dak-nong.xlsx"
    path.write_text("không phải bảng tính", encoding="utf-8")
    assert rehab("check", path).exit_code == 1
    for command in ("tidy", "assess"):
        found = rehab(command, path)
        assert found.exit_code == 2
        assert "67-dak-nong.xlsx" in found.stderr
        assert ".xlsx" in found.stderr


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"<html></html>"])
def test_an_empty_or_damaged_file_ends_in_a_message(rehab, tmp_path, content: bytes):
    path = tmp_path / "67-dak-nong.xlsx"
    path.write_bytes(content)
    found = rehab("check", path)
    assert found.exit_code == 1
    assert found.stdout.startswith("67-dak-nong.xlsx: ")


@pytest.mark.parametrize("command", ["check", "tidy", "assess"])
def test_a_file_that_is_not_there_is_no_work_and_says_which(rehab, tmp_path, command: str):
    found = rehab(command, tmp_path / "missing.xlsx")
    assert found.exit_code == 2
    assert "missing.xlsx" in found.stderr


def test_a_workbook_without_phu_luc_2_says_so(rehab, workbook):
    found = rehab("check", workbook(without=("Phụ lục 2",)))
    assert found.exit_code == 1
    assert "Phụ lục 2" in found.stdout


def test_province_prints_name_code_and_official_name_between_tabs(rehab):
    found = rehab("province", "dak nong", "TP.HCM")
    assert found.exit_code == 0
    assert found.stdout.splitlines() == ["dak nong\t67\tTỉnh Đắk Nông", "TP.HCM\t79\tThành phố Hồ Chí Minh"]


def test_an_unknown_province_prints_an_empty_code_and_the_nearest_names(rehab):
    found = rehab("province", "Đắk Nôg", "67")
    assert found.exit_code == 1
    given, code, nearest = found.stdout.splitlines()[0].split("\t")
    assert (given, code) == ("Đắk Nôg", "")
    assert "Tỉnh Đắk Nông" in nearest
    assert found.stdout.splitlines()[1] == "67\t67\tTỉnh Đắk Nông"


def test_a_name_only_begun_leads_to_those_that_begin_so_and_one_like_none_prints_no_row(rehab):
    begun = rehab("province", "ha")
    assert begun.exit_code == 1 and begun.stdout.startswith("ha\t\tThành phố Hà Nội, ")
    alone = rehab("province", "Atlantis")
    assert alone.stdout == "" and "Atlantis" in alone.stderr
    assert rehab("province", "Atlantis", "67").stdout.splitlines()[0] == "Atlantis\t\t"


def test_run_refuses_an_unknown_province_with_the_nearest_names(rehab):
    found = rehab("run", "--province", "Đắk Nôg")
    assert found.exit_code == 2
    assert "Đắk Nông" in found.stderr
    assert "Traceback" not in found.output


def test_run_refuses_a_language_it_has_not(rehab):
    assert rehab("run", "--lang", "fr").exit_code == 2


def test_run_says_when_there_is_no_workbook(rehab, tmp_path):
    found = rehab("run", "--data", tmp_path / "data", "--out", tmp_path / "briefs")
    assert found.exit_code == 2
    assert ".xlsx" in found.stderr


@pytest.mark.parametrize("out", ["data", "data/raw", "data/raw/reported", "other/../data/processed", "link", "."])
def test_pages_are_never_built_among_the_data_nor_around_them(rehab, dak_nong, tmp_path, out: str):
    folder = tmp_path / "data" / "raw" / "reported"
    folder.mkdir(parents=True)
    (folder / dak_nong.name).write_bytes(dak_nong.read_bytes())
    (tmp_path / "link").symlink_to(folder)
    found = rehab("run", "--data", tmp_path / "data", "--out", tmp_path / out)
    assert found.exit_code == 2
    assert "--out" in found.stderr
    assert [path.name for path in (tmp_path / "data").rglob("*") if path.is_file()] == [dak_nong.name]
    assert (folder / dak_nong.name).read_bytes() == dak_nong.read_bytes()


def test_a_table_is_not_written_over_the_workbook_that_it_is_from(rehab, workbook):
    path = workbook()
    before = path.read_bytes()
    assert rehab("tidy", path, "--out", path).exit_code == 2
    assert path.read_bytes() == before


def test_a_table_is_written_over_no_other_workbook_either(rehab, dak_nong, workbook):
    path = workbook()
    before = path.read_bytes()
    found = rehab("tidy", dak_nong, "--out", path)
    assert found.exit_code == 2
    assert ".csv" in found.stderr
    assert path.read_bytes() == before


def test_help_lists_every_command(rehab):
    listed = rehab("--help").stdout
    for command in ("run", "check", "tidy", "assess", "province", "blank", "feedback"):
        assert command in listed


def test_commands_run_from_any_folder(rehab, dak_nong: Path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert rehab("assess", dak_nong).exit_code == 0


def test_in_a_folder_a_second_file_of_a_province_may_hold_what_the_first_lacks(rehab, workbook, tmp_path):
    workbook(without=("Phụ lục 5",), name="67-dak-nong-1.xlsx")
    keep = ("Phụ lục 1", "Phụ lục 2", "Phụ lục 3", "Phụ lục 4")
    workbook(without=keep, name="67-dak-nong-2.xlsx")
    alone = json.loads(rehab("check", tmp_path / "67-dak-nong-1.xlsx", "--json").stdout)
    together = json.loads(rehab("check", tmp_path, "--json").stdout)
    assert "appendix_missing" in {row["code"] for row in alone}
    assert "appendix_missing" not in {row["code"] for row in together}


def test_what_lies_in_a_folder_and_is_not_read_is_named(rehab, dak_nong, tmp_path):
    shutil.copy(dak_nong, tmp_path / "67-dak-nong.xlsx")
    named = ("so-lieu.docx", "bang.zip", "01-ha-noi.xlsx.crdownload", "10-lao-cai.part")
    silent = ("~$67-dak-nong.xlsx", "._67-dak-nong.xlsx", ".~lock.67-dak-nong.xlsx#", "corrections.toml", "Thumbs.db")
    for name in (*named, *silent):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "huyen").mkdir()
    said = rehab("check", tmp_path).stderr
    assert all(name in said for name in (*named, "huyen"))
    assert not any(f"{name}»" in said for name in silent)


def test_a_lock_file_says_that_the_workbook_is_open(rehab, tmp_path):
    lock = tmp_path / "~$67-dak-nong.xlsx"
    lock.write_bytes(b"\x05Analyst")
    done = rehab("check", lock, speaks="en_US.UTF-8")
    assert (done.exit_code, "has the workbook" in done.stderr) == (2, True)


@pytest.mark.parametrize("command", ["check", "tidy", "assess"])
def test_no_word_of_a_workbook_commands_the_terminal(rehab, tmp_path, command: str):
    path = tmp_path / "67-a\x1b[31m.csv"
    path.write_text(
        "TT;Nội dung \x1b[2J;2016;2017\n1;\x1b]0;title\x07Số người\u202e;x\x1b[5m;1.300\n", encoding="utf-8"
    )
    found = rehab(command, path)
    assert [sign for sign in ("\x1b", "\x07", "\x9b", "\u202e") if sign in found.stderr] == []
    assert command != "check" or "\x1b" not in found.stdout


ODD_NAMES = [
    "67-{0}{x}.xlsx", "67-%s%d.xlsx", "67-x\n.xlsx", "67-[red]x.xlsx", "67-\x1b[31mx\x9b.xlsx",
    unicodedata.normalize("NFD", "67-Đắk Nông.xlsx"), os.fsdecode(b"67-\xe9\xff.xlsx"),
]  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_of_an_odd_name_is_read_and_named_by_every_command(dak_nong, tmp_path, monkeypatch, name: str):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "sent" / name
    path.parent.mkdir()
    path.write_bytes(dak_nong.read_bytes())
    commands = (
        ("check", path.parent), ("check", path, "--json"), ("assess", path), ("tidy", path, "--out", "a.csv"),
        ("feedback", path, "--out", f"back{name}"), ("feedback", path.parent, "--out", "back"),
        ("learn", path, "--out", "a.xlsx"),
    )  # fmt: skip
    # Each command meets three of the names, each name three of the commands.
    first = ODD_NAMES.index(name)
    turns = range(7) if os.environ.get("REHAB_ALL") else (first, first + 1, first + 3)
    for command in (commands[turn % len(commands)] for turn in turns):
        # As on a terminal, where signs that command it are not taken out on the way.
        done = CliRunner().invoke(app, [str(word) for word in command], color=True)
        assert done.exit_code == 0, (command, done.output, done.exception)
        assert not {"\x1b", "\x07", "\x9b"} & set(done.stderr if "--json" in command else done.output), command
