"""Where what is printed goes nowhere: a pipe whose reader has gone, a disk that is full."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rehab.cli_say import NOBODY_READS, not_heard

COMMAND = [sys.executable, "-c", "from rehab.cli import main; main()"]


@pytest.mark.parametrize(
    "typed",
    [
        ("check", "data/raw/reported"),
        ("tidy", "data/raw/reported/67-dak-nong.xlsx"),
        ("assess", "data/raw/reported/67-dak-nong.xlsx"),
        ("run", "--dry-run", "--force"),
        ("province", "67"),
        ("run", "--help"),
    ],
)
def test_a_command_whose_reader_has_gone_ends_quietly(typed: tuple[str, ...]):
    reading, writing = os.pipe()
    os.close(reading)
    project = Path(__file__).resolve().parents[1]
    done = subprocess.run([*COMMAND, *typed], cwd=project, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (NOBODY_READS, b"")


def test_a_reader_that_has_gone_is_told_on_windows_too(monkeypatch: pytest.MonkeyPatch):
    invalid = OSError(errno.EINVAL, "Invalid argument")
    assert not_heard(invalid) != NOBODY_READS
    monkeypatch.setattr(sys, "platform", "win32")
    assert not_heard(invalid) == NOBODY_READS


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a disk that is always full")
def test_a_disk_too_full_for_what_is_printed_is_said_in_words():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*COMMAND, "province", "67"], stdout=full, stderr=subprocess.PIPE, check=False)
    told = done.stderr.decode("utf-8")
    assert done.returncode == 2 and len(told.splitlines()) == 1 and "Traceback" not in told and "Errno" not in told


@pytest.mark.skipif(os.name != "posix", reason="closes a stream as shells there do")
@pytest.mark.parametrize("typed", ["tidy data/raw/reported/67-dak-nong.xlsx", "check data/raw/reported --json"])
def test_a_command_whose_output_is_closed_does_its_work_without_a_traceback(typed: str):
    project = Path(__file__).resolve().parents[1]
    shell = ["sh", "-c", f"{COMMAND[0]} -c '{COMMAND[2]}' {typed} >&-"]
    done = subprocess.run(shell, cwd=project, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
