"""Any failure while a workbook is read costs its province: the others are built, and the run says whose it was."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from poison import poisoned_path

from places import CHECKOUT, NAME, Place
from rehab.batch.groups import FAILED, Group, plan_groups
from rehab.batch.record import Record
from rehab.batch.tasks import ReadDone, ReadTask
from rehab.batch.work import perform
from rehab.store.project import workbooks_in

SOUND = ("67", "10")
SECONDS, MEMORY_MB = 10, 700
LONGEST_NAME = 255
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and kills are those of Linux")

# What its file holds, and words of why there is no page.
POISON = {
    "01-ha-noi.xlsx": (b"RAISE KeyError\n", "KeyError"),
    "02-ha-giang.xlsx": (b"RAISE OSError\n", "OSError"),
    "04-cao-bang.xlsx": (b"RAISE OddError\n", "OddError"),
    "06-bac-kan.xlsx": (b"RAISE ExceptionGroup\n", "ExceptionGroup"),
    "08-tuyen-quang.xlsx": (b"RAISE SystemExit\n", "ngừng đột ngột"),
    "11-dien-bien.xlsx": (b"DIE\n", "ngừng đột ngột"),
    # Either takes all the time that it may; going round in circles takes a processor, too.
    "12-lai-chau.xlsx": (b"SPIN\n" if os.environ.get("REHAB_ALL") else b"WAIT\n", "--timeout"),
    "14-son-la.xlsx": (b"EAT\n", "--memory"),
    "15-yen-bai.xlsx": (b"PK\x03\x04 and no more", "bị hỏng"),
    "17-hoa-binh.xlsx": (b"RAISE RecursionError\n", "RecursionError"),
}


@pytest.fixture
def place_of_two(tmp_path: Path) -> Place:
    """A project of two provinces."""
    return Place.make(tmp_path / "project", *SOUND)


def _groups(place: Place) -> list[Group]:
    return plan_groups(place.project, NAME, Record.load(place.project.reading_record(NAME)), force=False)


def _run(place: Place, way: str, *options: object) -> subprocess.CompletedProcess[str]:
    started = place.start("--timeout", SECONDS, "--memory", MEMORY_MB, *options, PYTHONPATH=way)
    out, err = started.communicate(timeout=600)
    return subprocess.CompletedProcess(started.args, started.returncode, out, err)


def _reasons(place: Place) -> dict[str, str]:
    """Why there is no page, by province's key, as the published record has it."""
    return {key: entry["error"] for key, entry in place.record().items() if entry["status"] == "failed"}


def test_poisoned_workbooks_cost_their_own_provinces_and_the_run_names_them_and_why(tmp_path):
    place = Place.make(tmp_path / "project", *SOUND)
    if os.environ.get("REHAB_ALL"):
        own = [path.name[:2] for path in workbooks_in(CHECKOUT / "data" / "raw" / "sample")]
        place.put(*(code for code in own if code not in {name[:2] for name in POISON}))
    sound = {path.name.partition(".")[0] for path in workbooks_in(place.raw())}
    for name, (content, _) in POISON.items():
        (place.raw() / name).write_bytes(content)
    done = _run(place, poisoned_path(tmp_path / "site"), "--jobs", 2)
    assert done.returncode == 1, done.stderr
    assert {key for key, entry in place.record().items() if entry["status"] == "built"} == sound
    assert "Traceback" not in done.stdout + done.stderr
    reasons = _reasons(place)
    assert sorted(reasons) == sorted(name.partition(".")[0] for name in POISON)
    for name, (_, words) in POISON.items():
        stem = name.partition(".")[0]
        assert name in reasons[stem]
        assert words in reasons[stem]
        assert name in place.page(stem)
        told = [line for line in done.stdout.splitlines() if "KHÔNG DỰNG ĐƯỢC" in line and name in line]
        assert told, done.stdout
        assert any(words in line for line in told)
    assert f"{len(POISON)} không dựng được" in done.stderr
    # What broke off is tried again next time; a file that is no workbook will be none then, either.
    again = {name for group in _groups(place) if group.reasons == (FAILED,) for name in group.files}
    assert again == POISON.keys() - {"15-yen-bai.xlsx"}


@pytest.mark.part(0)
def test_of_no_known_province_a_file_is_named_by_the_list_and_the_run(tmp_path):
    place = Place.make(tmp_path / "project", "67")
    (place.raw() / "tong-hop.xlsx").write_bytes(b"RAISE ValueError\n")
    done = _run(place, poisoned_path(tmp_path / "site"), "--jobs", 1)
    assert done.returncode == 1
    assert "tong-hop.xlsx" in done.stderr
    assert "ValueError" in done.stderr
    assert "tong-hop.xlsx" in place.page("index")
    assert place.record()["67-dak-nong"]["status"] == "built"


def test_a_damaged_file_beside_a_sound_one_of_its_province_is_named_all_the_same(workers, place_of_two):
    (place_of_two.raw() / "67-bo-sung.xlsx").write_bytes(b"no workbook")
    outcomes = workers.build(place_of_two)
    assert [outcome.error.partition(":")[0] for outcome in outcomes if outcome.error] == ["67-bo-sung.xlsx"]
    assert place_of_two.record()["67-dak-nong"]["status"] == "built"


def test_a_name_as_long_as_a_system_allows_costs_nothing(workers, place_of_two):
    known, unknown = f"67-dak-nong-{'x' * 238}.xlsx", f"{'y' * 250}.xlsx"
    assert len(known) == len(unknown) == LONGEST_NAME
    (place_of_two.raw() / "67-dak-nong.xlsx").rename(place_of_two.raw() / known)
    (place_of_two.raw() / unknown).write_bytes(b"no workbook")
    outcomes = workers.build(place_of_two)
    assert [outcome.error.partition(":")[0] for outcome in outcomes if outcome.error] == [unknown]
    assert {entry["status"] for entry in place_of_two.record().values()} == {"built"}


@pytest.mark.part(0)
def test_what_is_no_file_and_odd_surroundings_cost_nothing(tmp_path):
    place = Place.make(tmp_path / "project", "10")
    raw = place.raw()
    os.mkfifo(raw / "04-pipe.xlsx")
    (raw / "06-folder.xlsx").mkdir()
    (raw / "08-itself.xlsx").symlink_to("08-itself.xlsx")
    (raw / "all-again").symlink_to(".")
    (raw / "11-gone.xlsx").symlink_to(tmp_path / "nowhere")
    (raw / "10-lao-cai.xlsx").rename(raw / os.fsdecode(b"10-l\xe0o{0}%s\x1b[31m.xlsx"))
    with TemporaryDirectory(prefix="x" * 90) as temporary:
        run = place.start("--jobs", 1, LC_ALL="C", TMPDIR=temporary)
        out, err = run.communicate(timeout=600)
        assert run.returncode == 0, err
        assert os.listdir(temporary) == []  # noqa: PTH208
    assert "\x1b" not in out + err
    for name in ("04-pipe.xlsx", "06-folder.xlsx", "08-itself.xlsx", "all-again", "11-gone.xlsx"):
        assert name in err
    assert place.record()["10-lao-cai"]["status"] == "built"


def test_a_name_that_is_no_utf_8_costs_nothing(workers, place_of_two):
    odd = place_of_two.raw() / os.fsdecode(b"67-\xf0\xff.xlsx")
    (place_of_two.raw() / "67-dak-nong.xlsx").rename(odd)
    assert [outcome.error for outcome in workers.build(place_of_two)] == ["", ""]
    # The public reads the standard name; what the house reads leads to the file.
    assert "67-dak-nong.xlsx" in place_of_two.page("67-dak-nong")
    assert "67-\\udcf0\\udcff.xlsx" in (place_of_two.processed / "observations.csv").read_text("utf-8")
    pages = place_of_two.marks()
    workers.build(place_of_two)
    assert place_of_two.marks() == pages


def test_a_file_changed_while_it_is_read_and_changed_back_is_read_again(place_of_two):
    workbook = place_of_two.raw() / "67-dak-nong.xlsx"
    planned = workbook.read_bytes()
    first = next(group for group in _groups(place_of_two) if "67-dak-nong.xlsx" in group.files)
    place_of_two.edit({"D19": 15000}, workbook.name)
    done = perform(ReadTask(place_of_two.project, NAME, first.files))
    other = next(group for group in _groups(place_of_two) if "67-dak-nong.xlsx" in group.files)
    workbook.write_bytes(planned)
    assert isinstance(done, ReadDone)
    assert first.fingerprint["workbooks"] != done.digest == other.fingerprint["workbooks"]


def test_a_workbook_gone_since_the_plan_is_named_and_costs_nobody_else(place_of_two):
    done = perform(ReadTask(place_of_two.project, NAME, ("67-dak-nong.xlsx", "99-gone.xlsx")))
    assert isinstance(done, ReadDone)
    sound, gone = done.parts
    assert (sound.province, gone.province) == ("67", "")
    assert "99-gone.xlsx" in gone.messages[0][0]
    assert "was gone" in gone.messages[0][1]


def test_a_file_that_the_machine_does_not_let_be_read_is_a_problem_of_its_province(place_of_two):
    (place_of_two.raw() / "01-ha-noi.xlsx").mkdir()
    done = perform(ReadTask(place_of_two.project, NAME, ("01-ha-noi.xlsx",)))
    assert isinstance(done, ReadDone)
    assert [part.named for part in done.parts] == ["01"]
    assert "cannot be read: Is a directory" in done.parts[0].messages[0][1]
