"""`rehab run` on a bad day: options that are wrong, folders that are busy or full, a person who has seen enough."""

import csv
import os
import pty
import re
import resource
import select
import signal
import subprocess
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from places import BRIEF, COMMAND, NAME, Place, environment
from rehab.disclosure.settings import KEY, load_disclosure
from rehab.store.project import others_in

LONGEST_SECONDS = 180
# Larger than any table of a small province, smaller than its page.
FULL_AT_BYTES = 60_000


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A project of two small provinces."""
    return Place.make(tmp_path / "project", "04", "67")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, subprocess.CompletedProcess[str]]:
    """The same, a sentence in one that is to be released, built by the command, with what it said."""
    place = Place.make(tmp_path_factory.mktemp("built") / "project", "04", "67")
    place.edit({"G15": "Trong đó có 02 (hai) phụ nữ bỏ trốn."}, file="67-dak-nong.xlsx", sheet="Đánh giá chỉ tiêu")
    return place, place.rehab_run("--jobs", 2)


def test_a_public_run_ends_with_how_many_figures_are_withheld_and_how_many_sentences_wait(built):
    place, done = built
    # The key beside the workbooks is no workbook that could not be read.
    assert (done.returncode, done.stderr) == (0, "")
    with (place.briefs / "data" / "observations.csv").open(encoding="utf-8-sig", newline="") as file:
        withheld = sum(row["withheld"] != "" for row in csv.DictReader(file))
    with (place.processed / "to-release.csv").open(encoding="utf-8-sig", newline="") as file:
        waiting = len(list(csv.DictReader(file)))
    assert withheld > 0
    assert waiting > 0
    assert f"giữ lại {withheld} số; {waiting} câu hoặc tên chờ" in done.stdout
    assert "withheld" not in done.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--jobs", "0"), "--jobs"),
        (("--lang", "fr"), "--lang does not take “fr”; choose from: vi; en; vi,en."),
        (("--province", "Atlantis"), "Atlantis"),
        (("--province", "79"), "79"),
        (("--collection", "nope"), "nope"),
        (("--executor", "spark"), "--executor does not take “spark”; choose from: local, dask."),
        (("--kind", "leaflet"), "“leaflet”; choose from: brief"),
        (("--notebook", "nowhere.ipynb"), "“nowhere.ipynb”. Check the path"),
        (("--audience", "everyone"), "--audience does not take “everyone”; choose from: public, internal."),
        (("--timeout", "0"), "--timeout"),
        (("--memory", "-1"), "--memory"),
        (("--memory", "1"), "--memory does not take “1”; choose from: 0, 64…1048576."),
        (("--memory", "99999999999"), "--memory"),
        (("--timeout", "1000000000000000000"), "--timeout"),
        (("--jobs", "100000"), "--jobs"),
    ],
)
def test_a_wrong_option_ends_with_2_and_its_name(rehab, built, monkeypatch, options: tuple[str, str], said: str):
    monkeypatch.chdir(built[0].root)
    done = rehab("run", *options, speaks="en_US.UTF-8")
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_a_scheduler_that_is_not_there_is_named(rehab, place, monkeypatch):
    monkeypatch.chdir(place.root)
    monkeypatch.setattr("rehab.batch.cluster._PATIENCE_SECONDS", 1)
    done = rehab("run", "--scheduler", "tcp://127.0.0.1:1")
    assert done.exit_code == 2
    assert "Dask" in done.stderr
    assert done.stderr.count("tcp://127.0.0.1:1") == 1
    assert "Traceback" not in done.output


def test_the_key_that_the_suite_made_itself_is_not_told_as_a_file_that_is_not_read(tmp_path):
    load_disclosure(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [KEY]
    assert others_in(tmp_path) == ()


def test_a_second_run_on_the_same_folder_says_so_and_stops(rehab, place, monkeypatch):
    monkeypatch.chdir(place.root)
    place.briefs.mkdir(parents=True)
    with FileLock(place.briefs / ".lock"):
        done = rehab("run")
    assert done.exit_code == 2
    assert "Đang có một lần chạy khác" in done.stderr
    assert list(place.briefs.glob("*.html")) == []


def test_a_file_where_the_folder_should_be_is_a_message(rehab, place, monkeypatch):
    monkeypatch.chdir(place.root)
    (place.root / "briefs").touch()
    done = rehab("run")
    assert done.exit_code == 2
    assert "Không ghi được" in done.stderr


def test_a_full_disk_is_a_message_that_loses_nothing_and_the_next_run_completes(built, workers, tmp_path):
    place = built[0].copied(tmp_path / "project")
    place.put("11")
    kept = place.marks()

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_AT_BYTES, FULL_AT_BYTES))

    done = place.rehab_run("--jobs", 1, preexec_fn=full)
    assert done.returncode == 2
    assert "Không ghi được" in done.stderr
    assert "Traceback" not in done.stderr
    assert place.marks() == kept
    workers.build(place)
    assert set(place.marks()) == {*kept, "11-dien-bien"}


def test_a_log_gets_plain_lines_and_stderr_stays_empty(built):
    _, done = built
    assert (done.returncode, done.stderr) == (0, "")
    first, second, *last = done.stdout.splitlines()
    assert first.startswith("[1/2] ")
    assert second.startswith("[2/2] ")
    assert "67 Tỉnh Đắk Nông: " in first + second
    counted, withheld, problems, index = last
    assert counted == "Xong: 2 bản tóm tắt mới dựng, 0 còn mới từ trước, 0 không dựng được."
    assert "giữ lại" in withheld
    assert re.fullmatch(r"Trong các bảng tính có \d+ lỗi, \d+ cảnh báo, [1-9]\d* lưu ý\.", problems)
    assert index == f"Mở danh mục: {built[0].briefs / 'index.html'}"
    assert "\x1b" not in done.stdout


def test_quiet_says_only_what_failed_and_the_last_lines(rehab, place, monkeypatch):
    (place.raw() / "04-cao-bang.xlsx").unlink()
    (place.raw() / "04-ban-cua-anh-Nam.xlsx").write_text("không phải bảng tính", encoding="utf-8")
    done = place.rehab_run("--quiet", "--jobs", 1)
    assert done.returncode == 1
    said = done.stdout.splitlines() + done.stderr.splitlines()
    assert [line for line in said if "Đắk Nông" in line] == []
    (own,) = (line for line in said if "04 Tỉnh Cao Bằng: KHÔNG DỰNG ĐƯỢC" in line)
    assert "04-ban-cua-anh-Nam.xlsx" in own
    assert "Xong: 1 bản tóm tắt mới dựng, 0 còn mới từ trước, 1 không dựng được." in said
    # Told again where nothing is done again.
    monkeypatch.chdir(place.root)
    again = rehab("run", "--quiet", "--jobs", 1, "--kind", *(kind.name for kind in BRIEF))
    assert again.exit_code == 1
    for told in (done, again):
        assert "Không dựng được 1 trang:" in told.stderr
        # Pages do not tell a name that somebody may stand in; whoever is to mend the file must know it.
        (line,) = (line for line in told.stderr.splitlines() if line.startswith("  04 Tỉnh Cao Bằng ("))
        assert "04-ban-cua-anh-Nam.xlsx" in line
    assert "anh-Nam" not in (place.briefs / "04-cao-bang.html").read_text("utf-8")
    assert "anh-Nam" not in (place.briefs / "run.json").read_text("utf-8")


def test_a_terminal_gets_a_bar_with_names_of_provinces(place):
    master, slave = pty.openpty()
    run = subprocess.Popen(
        [*COMMAND, "--jobs", "1", "--province", "67"],
        cwd=place.root,
        env={**environment(), "TERM": "xterm", "COLUMNS": "160"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    seen = b""
    try:
        while piece := os.read(master, 1 << 16):
            seen += piece
    except OSError:
        # How Linux says that the other side of a terminal is closed.
        pass
    os.close(master)
    assert run.wait() == 0
    shown = seen.decode("utf-8", errors="replace")
    assert "Dựng bản tóm tắt" in shown
    assert "67 Tỉnh Đắk Nông" in shown
    assert "━" in shown


def test_ctrl_c_says_so_ends_with_2_and_leaves_nothing_running(place):
    pipe = place.root / "at-work"
    os.mkfifo(pipe)
    place.edit_notebook(f"import threading; open({str(pipe)!r}, 'w').write('x'); threading.Event().wait()")
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    run = place.start("--jobs", 2)
    assert select.select([reader], [], [], LONGEST_SECONDS)[0], "no kernel came to work"
    os.close(reader)
    started = psutil.Process(run.pid).children(recursive=True)
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=LONGEST_SECONDS)
    _, alive = psutil.wait_procs(started, timeout=LONGEST_SECONDS)
    assert (run.returncode, alive) == (2, [])
    assert "Đã dừng theo yêu cầu" in err
    assert "Traceback" not in out + err


def test_two_collections_are_built_apart_and_never_mixed(built, workers, tmp_path):
    place = built[0].copied(tmp_path / "project")
    place.put("67", name="other")
    assert [outcome.collection for outcome in workers.build(place) if outcome.built] == ["other"]
    pages = (place.root / "briefs" / "other").glob("*.html")
    assert sorted(page.name for page in pages) == ["67-dak-nong.html", "index.html"]
    assert NAME not in (place.root / "data" / "processed" / "other" / "verdicts.csv").read_text("utf-8")
    assert "other" not in (place.processed / "verdicts.csv").read_text("utf-8")
