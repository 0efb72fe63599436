"""Made-up figures bear their mark inside the workbook: no folder takes it away, and real ones never mix with them."""

from pathlib import Path

import pytest

from books import book_of
from places import CHECKOUT, REAL, Place, marked
from rehab.catalog.collections import made_up_mark
from rehab.catalog.texts import text
from rehab.disclosure.settings import KEY
from rehab.workbooks.forms.filling import fill_workbook
from rehab.workbooks.reading import read_workbook

BANNER = text("brief.made_up", "vi")
SAMPLE = CHECKOUT / "data" / "raw" / "sample"


def test_the_folder_cannot_take_the_banner_away(workers, tmp_path: Path):
    place = Place.make(tmp_path / "project", "10")
    (place.raw() / "collection.toml").write_text("made_up = false\n", encoding="utf-8")
    assert place.project.collection("trial").made_up is False
    workers.build(place)
    assert BANNER in place.page("10-lao-cai")
    assert BANNER in place.page("index")
    assert BANNER in (place.briefs / "data" / "datapackage.json").read_text("utf-8")
    # Somebody removes what the run has noted: the next run knows from what it has read.
    made_up_mark(place.raw()).unlink()
    pages = place.marks()
    workers.build(place)
    assert made_up_mark(place.raw()).exists()
    assert place.marks() == pages


def test_real_workbooks_in_place_of_made_up_ones_have_no_banner(workers, tmp_path: Path):
    place = Place.make(tmp_path / "project", "67")
    real = (place.raw() / REAL).read_bytes()
    (place.raw() / REAL).write_bytes(marked(place.raw() / REAL))
    workers.build(place)
    assert BANNER in place.page("67-dak-nong")
    (place.raw() / REAL).write_bytes(real)
    workers.build(place)
    assert BANNER not in place.page("67-dak-nong")
    assert BANNER not in (place.briefs / "data" / "datapackage.json").read_text("utf-8")


def test_a_collection_that_mixes_made_up_and_real_workbooks_is_refused_in_words(tmp_path: Path):
    place = Place.make(tmp_path / "project", "10")
    place.put("67", mixed=True)
    sent = place.raw().rename(tmp_path / "dirty")
    (sent / KEY).unlink()
    done = place.rehab_run(sent, "--jobs", 1)
    assert done.returncode == 2
    # Nothing that was copied stays to be refused by every later run.
    assert not place.raw("dirty").exists() and not (place.root / "data" / "processed" / "dirty").exists()
    assert "gỡ khỏi" in done.stderr
    assert "lẫn bảng tính giả định (10-lao-cai.xlsx)" in done.stderr
    assert f"không ghi là giả định ({REAL})" in done.stderr
    assert not list(place.briefs.glob("*.html"))


def test_a_mixed_collection_costs_no_other_collection_of_the_run(workers, tmp_path: Path):
    place = Place.make(tmp_path / "project", "10")
    place.put("67", mixed=True)
    place.put("11", name="sound")
    outcomes = workers.build(place)
    assert {(own.collection, own.page, bool(own.error)) for own in outcomes} == {
        ("sound", "11-dien-bien.html", False),
        ("trial", "", True),
    }
    assert not list(place.briefs.glob("*.html"))
    # Nor does it cost the provinces that were asked for by name.
    assert {own.collection for own in workers.build(place, "11", force=True) if own.page} == {"sound"}


def test_an_empty_form_is_no_real_workbook_among_made_up_ones(workers, tmp_path: Path):
    place = Place.make(tmp_path / "project", "10")
    fill_workbook({"province": "12"}).save(place.raw() / "12-lai-chau.xlsx")
    workers.build(place)
    assert BANNER in place.page("10-lao-cai")
    assert BANNER in place.page("12-lai-chau")


def test_one_figure_makes_a_form_a_real_workbook(tmp_path: Path):
    path = tmp_path / "12-lai-chau.xlsx"
    fill_workbook({"province": "12"}).save(path)
    assert read_workbook(path).made_up == ()
    fill_workbook({"province": "12", "figure": [{"line": "people_on_file", "period": "2019", "value": 700}]}).save(path)
    assert read_workbook(path).made_up == ((path.name, False),)


@pytest.mark.parametrize("path", [*(p for p in sorted(SAMPLE.iterdir()) if p.suffix in (".ods", ".xls")), None])
def test_every_kind_of_file_says_it_of_itself(path: Path | None, tmp_path: Path):
    if path is None:
        # Only its properties are left to say so.
        path = tmp_path / REAL
        book = book_of(CHECKOUT / "data" / "raw" / "reported" / REAL)
        book.properties.title = text("sample.mark", "vi")
        book.save(path)
    assert read_workbook(path).made_up == ((path.name, True),)


def test_the_one_real_workbook_does_not():
    assert read_workbook(CHECKOUT / "data" / "raw" / "reported" / REAL).made_up == ((REAL, False),)
