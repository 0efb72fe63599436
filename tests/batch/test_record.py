"""The record outlives a kill at any moment, and tells what became of every province."""

import json
import os
import sys
from pathlib import Path

import pytest

from places import NAME, KeptWorkers, Place
from rehab.batch.record import Record
from rehab.batch.session import build
from rehab.store.project import Project
from rehab.store.whole import append_whole, sweep, write_whole


def entry(key: str, **values: object) -> dict[str, object]:
    return {"key": key, **values}


def test_what_was_added_is_there_for_the_next_run_before_anything_is_written(tmp_path: Path):
    Record.load(tmp_path / "run.json").add(entry("a", seconds=1))
    assert Record.load(tmp_path / "run.json").get("a") == entry("a", seconds=1)


def test_a_last_line_cut_short_loses_only_itself_and_what_comes_after_it_is_kept(tmp_path: Path):
    record = Record.load(tmp_path / "run.json")
    record.add(entry("a"))
    record.add(entry("b", name="Đắk Nông"))
    journal = tmp_path / "run.jsonl"
    # The cut goes through a letter of two bytes.
    journal.write_bytes(journal.read_bytes()[: journal.read_bytes().rindex("Đ".encode()) + 1])
    record = Record.load(tmp_path / "run.json")
    record.add(entry("c"))
    assert [e["key"] for e in Record.load(tmp_path / "run.json")] == ["a", "c"]


def test_what_was_forgotten_stays_forgotten(tmp_path: Path):
    record = Record.load(tmp_path / "run.json")
    record.add(entry("a"))
    record.write({})
    record.remove("a")
    assert Record.load(tmp_path / "run.json").get("a") is None


def test_a_record_is_open_from_the_first_thing_added_until_it_is_written(tmp_path: Path):
    record = Record.load(tmp_path / "run.json")
    record.add(entry("a"))
    was_open = Record.load(tmp_path / "run.json").is_open
    record.write({})
    assert (was_open, Record.load(tmp_path / "run.json").is_open) == (True, False)


def test_a_written_record_lists_its_entries_by_key_whatever_came_first(tmp_path: Path):
    record = Record.load(tmp_path / "run.json")
    for key in ("b", "a"):
        record.add(entry(key))
    record.write({"collection": "trial"})
    written = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert written["collection"] == "trial"
    assert written["entries"] == [entry("a"), entry("b")]


def test_a_file_whose_writing_breaks_off_leaves_the_one_before(tmp_path: Path):
    target = tmp_path / "page.html"
    target.write_text("whole", encoding="utf-8")

    def breaks_off(path: Path) -> None:
        path.write_text("ha", encoding="utf-8")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_whole(target, breaks_off)
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("page.html", "whole")]


def test_what_a_killed_run_left_unfinished_is_swept_away_files_and_folders(tmp_path: Path):
    (tmp_path / "parts" / ".unfinished-x" / "old").mkdir(parents=True)
    (tmp_path / "parts" / ".unfinished-x" / "old" / "verdicts.csv").touch()
    (tmp_path / ".unfinished-page.html").touch()
    (tmp_path / "page.html").touch()
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["page.html", "parts"]


@pytest.fixture(scope="module")
def half_built(workers: KeptWorkers, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A project with one sound workbook and one that cannot be read."""
    place = Place.make(tmp_path_factory.mktemp("half") / "project", "67")
    (place.raw() / "01-ha-noi.xlsx").write_text("không phải bảng tính", encoding="utf-8")
    workers.build(place)
    return place


def test_what_the_next_run_needs_to_know_lies_in_the_house(half_built: Place):
    built, failed = half_built.memory()["67-dak-nong"], half_built.memory()["01-ha-noi"]
    assert built["seconds"] > 0
    assert built["peak_memory_bytes"] > 1 << 20
    assert len({*built["seals"].values(), *failed["seals"].values()}) == 4
    assert list(half_built.briefs.rglob("*.jsonl")) == []


def test_run_json_tells_page_status_verdicts_and_problems_of_each_province(half_built: Place):
    built, failed = half_built.record()["67-dak-nong"], half_built.record()["01-ha-noi"]
    assert (built["status"], failed["status"]) == ("built", "failed")
    assert built["page"] == "67-dak-nong.html"
    assert built["problems"] == {"error": 0, "warning": 0, "remark": 1}
    assert sum(built["verdicts"].values()) == 9
    assert failed["error"]


def test_nothing_published_tells_a_hash_a_time_or_a_folder_of_this_machine(half_built: Place):
    known = half_built.memory()["67-dak-nong"]
    told = {
        *known["seals"].values(),
        *known["fingerprint"].values(),
        str(half_built.root),
        str(Path.home()),
        sys.prefix,
    }
    published = [path for path in half_built.briefs.rglob("*") if path.is_file() and path.name != ".lock"]
    assert {path.suffix for path in published} >= {".html", ".ipynb", ".json", ".csv"}
    for path in published:
        assert [word for word in told if word.encode() in path.read_bytes()] == [], path
    assert "seconds" not in (half_built.briefs / "run.json").read_text("utf-8")


@pytest.mark.part(0)
def test_pages_built_in_two_folders_from_the_same_data_are_remembered_apart(half_built: Place, workers, tmp_path):
    place = half_built.copied(tmp_path / "project")
    other = Project(place.project.data, tmp_path / "elsewhere", place.project.notebooks)
    assert other.memory(NAME) != place.project.memory(NAME)
    build(other, [NAME], wanted=frozenset({"67"}))
    assert [outcome.page for outcome in workers.build(place) if outcome.built] == []


def test_what_the_record_calls_done_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch):
    done: list[str] = []
    monkeypatch.setattr("os.fsync", lambda handle: done.append(f"on disk: {os.fstat(handle).st_size} bytes"))
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda path, target: done.append("named") or replace(path, target))
    write_whole(tmp_path / "page.html", lambda path: path.write_text("whole", encoding="utf-8"))
    append_whole(tmp_path / "journal.jsonl", "line")
    assert done == ["on disk: 5 bytes", "named", "on disk: 4 bytes"]
