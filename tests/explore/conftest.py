"""Two collections read once: Đắk Nông's own, and a few made-up provinces of one region."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import rehab
from rehab.batch.work import read_collection
from rehab.disclosure.settings import KEY
from rehab.explore.collection import OpenedCollection
from rehab.store.project import Project

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT / "data" / "raw" / "sample"
CODES = ("62", "64", "68", "04")


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with tables of both collections."""
    root = tmp_path_factory.mktemp("bench")
    raw = root / "data" / "raw"
    (root / "notebooks").mkdir()
    shutil.copytree(PROJECT / "data" / "raw" / "reported", raw / "reported")
    (raw / "sample").mkdir()
    shutil.copy(SAMPLE / KEY, raw / "sample")
    for code in CODES:
        shutil.copy(next(path for path in SAMPLE.glob(f"{code}-*") if path.suffix != ".csv"), raw / "sample")
    project = Project(root / "data", root / "briefs", PROJECT / "notebooks")
    for collection in ("reported", "sample"):
        read_collection(project, collection)
    return project


@pytest.fixture
def here(bench: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The working folder is inside that project."""
    monkeypatch.chdir(bench.data.parent)
    monkeypatch.delenv("REHAB_DATA", raising=False)
    yield bench


@pytest.fixture
def reported(bench: Project) -> OpenedCollection:
    """Đắk Nông's collection."""
    return rehab.open("reported", data=bench.data)


@pytest.fixture
def sample(bench: Project) -> OpenedCollection:
    """The made-up provinces."""
    return rehab.open("sample", data=bench.data)
