"""Records, parts and published files that are damaged, gone or of another program are set aside and made again."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from places import BRIEF, NAME, KeptWorkers, Place
from rehab.batch.plan import Options
from rehab.batch.progress import Lines
from rehab.batch.record import Record
from rehab.batch.run import Outcome
from rehab.batch.session import run_collections
from rehab.catalog.kinds import kinds

STEM = "67-dak-nong"
NO_RECORDS = {
    "nothing": b"",
    "cut short": b'{"collection": "trial", "entries": [{"key": "67-da',
    "no text": b"\xff\xfe\x00\x01",
    "nested": b"[" * 100_000,
    "a list": b"[]",
    "of another program": b'{"entries": {"a": 1}}',
    "entries of another program": b'{"entries": [{"key": "a"}, 5, {"key": 7}]}',
}


@pytest.fixture(scope="module")
def built(workers: KeptWorkers, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A project of one province, built; copied, never run again."""
    place = Place.make(tmp_path_factory.mktemp("sound") / "project", "67")
    workers.build(place)
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Place:
    """A copy of it."""
    return built.copied(tmp_path / "project")


def run(place: Place, workers: KeptWorkers) -> tuple[list[Outcome], str]:
    """What became of the pages, and what was said besides failures."""
    said: list[str] = []
    quiet = Lines(said.append, "vi", quiet=True)
    found = run_collections(place.project, [NAME], frozenset(), Options(("vi",), "public", kinds=BRIEF), workers, quiet)
    return found, "\n".join(said)


def assert_mended(place: Place, built: Place, workers: KeptWorkers) -> None:
    assert place.results() == built.results()
    assert list(place.briefs.rglob("*.broken")) == []
    assert run(place, workers) == ([Outcome(NAME, "67", "vi", f"{STEM}.html", False)], "")


@pytest.mark.parametrize("written", NO_RECORDS.values(), ids=NO_RECORDS)
@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_whatever_lies_in_the_place_of_a_record_is_none_and_nothing_breaks_off(tmp_path, written: bytes, suffix: str):
    (tmp_path / f"run{suffix}").write_bytes(written)
    record = Record.load(tmp_path / "run.json")
    moved = [place.name for place in record.set_aside()]
    # A journal's line that is cut short is an ordinary kill's.
    assert moved == [f"run{suffix}.broken"] or (suffix == ".jsonl" and moved == [])
    record.write({})
    assert [entry["key"] for entry in Record.load(tmp_path / "run.json")] == [entry["key"] for entry in record]


@pytest.mark.parametrize(("which", "name"), [("reading", "nested"), ("pages", "cut short")])
def test_a_record_that_is_none_is_set_aside_and_made_again_in_words(built, place, workers, which: str, name: str):
    path = place.processed / "reading.json" if which == "reading" else place.project.memory(NAME)
    path.write_bytes(NO_RECORDS[name])
    found, said = run(place, workers)
    assert [outcome.error for outcome in found] == [""]
    assert path.with_name(f"{path.name}.broken").read_bytes() == NO_RECORDS[name]
    assert f"{path.name}.broken" in said
    assert "Không cần làm gì thêm" in said and "There is nothing" not in said
    assert_mended(place, built, workers)


def test_a_foreign_journal_is_set_aside_in_words(built, place, workers):
    journal = (place.processed / "reading.json").with_suffix(".jsonl")
    journal.write_text('{"key": "a", "parts": "all of them"}\n', encoding="utf-8")
    assert "reading.jsonl.broken" in run(place, workers)[1]
    assert_mended(place, built, workers)


@pytest.mark.parametrize("field", ["beside", "stem"])
def test_no_record_leads_out_of_its_folder(built, place, workers, field: str):
    """What it names is removed where it is out of date: a foreign one could name anything."""
    kept = place.root / "kept"
    kept.mkdir()
    (kept / "a.html").touch()
    path = place.processed / "reading.json" if field == "stem" else place.project.memory(NAME)
    record = json.loads(path.read_text("utf-8"))
    foreign = json.loads(json.dumps(record["entries"][0]))
    foreign["key"] = "other"
    if field == "stem":
        foreign["parts"][0]["stem"] = "../../../../kept"
    else:
        foreign["beside"] = ["../../kept/a.html"]
    record["entries"].append(foreign)
    path.write_text(json.dumps(record), encoding="utf-8")
    run(place, workers)
    assert (kept / "a.html").is_file()
    assert place.results() == built.results()


SPOILT: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-20]),
    "changed": lambda path: path.write_bytes(path.read_bytes() + b"\n"),
}


FILES = {
    f"data/processed/trial/parts/{STEM}/observations.parquet": "cut short",
    f"data/processed/trial/parts/{STEM}/public/verdicts.csv": "gone",
    "data/processed/trial/verdicts.csv": "changed",
    "data/processed/trial/rates.parquet": "gone",
    "briefs/trial/data/verdicts.csv": "cut short",
    "briefs/trial/data/datapackage.json": "gone",
    "briefs/trial/index.html": "changed",
    "briefs/trial/run.json": "cut short",
    f"briefs/trial/{STEM}.xlsx": "changed",
    f"briefs/trial/{STEM}.ipynb": "cut short",
}


@pytest.mark.parametrize(("file", "how"), FILES.items())
def test_what_was_built_and_is_not_what_it_was_is_built_again(built, place, workers, file: str, how: str):
    SPOILT[how](place.root / file)
    found, _ = run(place, workers)
    is_of_page = Path(file).stem == STEM
    assert [(outcome.error, outcome.built) for outcome in found] == [("", is_of_page)]
    assert (place.root / file).is_file()
    assert_mended(place, built, workers)


def test_a_part_that_is_gone_is_read_again(built, place, workers):
    shutil.rmtree(place.processed / "parts")
    run(place, workers)
    assert_mended(place, built, workers)


def test_a_word_file_that_somebody_has_edited_is_kept_until_its_page_is_built_again(place, workers):
    path = place.project.memory(NAME)
    record = json.loads(path.read_text("utf-8"))
    word = place.briefs / f"{STEM}.docx"
    record["entries"][0]["seals"][word.name] = "0" * 24
    path.write_text(json.dumps(record), encoding="utf-8")
    word.write_bytes(b"edited by hand")
    assert [outcome.built for outcome in run(place, workers)[0]] == [False]
    assert word.read_bytes() == b"edited by hand"
    word.unlink()
    assert [outcome.built for outcome in run(place, workers)[0]] == [True]


def test_tables_and_lists_follow_what_a_run_for_another_audience_has_read(built, place, workers):
    place.edit({"D19": 12345}, f"{STEM}.xlsx")
    changed = place.copied(place.root.parent / "changed")
    workers.build(changed)
    inside = place.root / "internal"
    other = type(place.project)(place.project.data, inside, place.project.notebooks)
    quiet = Lines(lambda _line: None, "vi", quiet=True)
    own = (kinds().get("brief"),)
    run_collections(other, [NAME], frozenset(), Options(("vi",), "internal", kinds=own), workers, quiet)
    run(place, workers)
    assert place.results() == changed.results()
