"""Workbooks that differ only in withheld figures give the same published files, byte for byte; no path is in any."""

import json
from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from attacker import Attacker
from openpyxl import load_workbook
from test_attack import SETTINGS, VARIANTS, _variant

from rehab.attainment.assessment import assess
from rehab.batch.session import build
from rehab.disclosure.package import public_tables
from rehab.disclosure.protection import ProvinceTables, find_withheld
from rehab.disclosure.settings import KEY
from rehab.store.project import Project
from rehab.store.reading import load_settings

PROJECT = Path(__file__).resolve().parents[2]
REPORTED = PROJECT / "data" / "raw" / "reported"
# Aftercare: files, in a centre, at home. What the key holds back beside the small one is moved with it.
WHOLE, SMALL, REST, TRAINED = "H45", "H46", "H47", "J42"


def _built(folder: Path, small: int, gone: str) -> Project:
    """The public pages of Đắk Nông's workbook with `small` people in centre aftercare and `gone` to make up for it."""
    raw = folder / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    (raw / KEY).write_text("a key of the tests\n", encoding="utf-8")
    book = load_workbook(REPORTED / "67-dak-nong.xlsx")
    sheet = book["Phụ lục 4"]
    sheet[SMALL], sheet[REST], sheet[WHOLE], sheet[TRAINED] = small, 7010, 7013, small
    sheet[gone] = 7013 - small if gone == REST else 7010 + small
    book.save(raw / "67-dak-nong.xlsx")
    project = Project(folder / "data", folder / "briefs", PROJECT / "notebooks")
    assert [outcome.error for outcome in build(project, ("reported",), ("vi",))] == [""]
    return project


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> dict[int, Path]:
    """What leaves the house for small counts of 3, 1 and 4."""
    first = _built(tmp_path_factory.mktemp("three"), 3, REST)
    rows = pd.read_csv(first.published("reported") / "observations.csv", dtype=str, keep_default_na=False)
    withheld = set(rows[(rows["sheet"] == "Phụ lục 4") & (rows["withheld"] == "other")]["cell"])
    (gone,) = withheld & {WHOLE, REST}
    others = {value: _built(tmp_path_factory.mktemp("other"), value, gone) for value in (1, 4)}
    return {value: project.briefs("reported") for value, project in ({3: first} | others).items()}


def _content(path: Path) -> bytes | list[object]:
    """A file's bytes; of an executed notebook what its cells say, of an Excel file its cells: both carry times."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        return [(cell.source, [(o.get("data"), o.get("text")) for o in cell.get("outputs", ())]) for cell in cells]
    if path.suffix == ".xlsx":
        return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in load_workbook(path)]
    return path.read_bytes()


def _files(folder: Path) -> dict[str, Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path for path in found}


@pytest.mark.parametrize("value", [1, 4])
def test_what_is_published_does_not_depend_on_what_is_withheld(published, value: int):
    one, other = _files(published[3]), _files(published[value])
    assert "run.json" in one
    assert one.keys() == other.keys()
    assert not [name for name, path in one.items() if _content(path) != _content(other[name])]


def test_no_published_file_holds_a_path_of_this_machine(published):
    homes = {str(PROJECT), str(Path.home()), str(published[3].parents[1])}
    telling = [home.encode() for home in homes if len(home) > 1]
    found = {name for name, path in _files(published[3]).items() if any(home in path.read_bytes() for home in telling)}
    assert not found


def test_the_published_record_says_what_a_reader_needs_and_nothing_derived_from_exact_figures(published):
    record = json.loads((published[3] / "run.json").read_text("utf-8"))
    told = {name for entry in record["entries"] for name in entry}
    assert {"page", "status", "verdicts", "problems"} <= told
    assert not told & {"digest", "fingerprint", "seconds", "used", "inputs"}


@pytest.mark.parametrize("place", [0, 1, 3, 5, 6, 7, 8, 9])
def test_every_small_count_of_a_variant_may_be_each_of_1_to_4_in_the_same_tables(place: int):
    """The small count moved through 1 to 4, its one complement with it: the same public tables to the last cell."""
    tables = _variant(VARIANTS[place])
    marks = find_withheld(tables, key=SETTINGS.key).withheld
    rows = tables.observations
    own = {index: rows.loc[index] for index in marks if index in rows.index}
    public = public_tables(vars(tables), SETTINGS).frames
    for small in (index for index, row in own.items() if marks[index] == "small"):
        for value in (1.0, 2.0, 3.0, 4.0):
            moved = _moved(tables, small, value)
            if moved is not None:
                other = public_tables(vars(moved), SETTINGS).frames
                for name, frame in public.items():
                    pd.testing.assert_frame_equal(frame, other[name])


def _moved(tables: ProvinceTables, small: int, value: float) -> ProvinceTables | None:
    """Figures that look alike with another small count: found by the attacker, who keeps every sum."""
    edition = public_tables(vars(tables), SETTINGS).frames
    shown = replace(tables, **{name: edition[name] for name in ("observations", "verdicts", "rates", "problems")})
    attacker = Attacker(tables, shown)
    attacker.equal.append(([(small, 1.0)], value))
    world = attacker.world(np.zeros(len(attacker.unknown)))
    if world is None:
        return None
    rows = tables.observations.copy()
    for index, figure in world.items():
        rows.loc[index, ["value"]] = figure
        rows.loc[index, ["raw"]] = str(figure)
    found = assess(rows, load_settings(REPORTED).targets)
    return ProvinceTables(rows, found.verdicts, found.rates, found.problems, found.workings)
