"""Đắk Nông's pages, built once for the tests of what they say and how they are made."""

from pathlib import Path

import pytest

from pages import PROJECT, copy_of_raw, processed
from rehab.batch.project import Project
from rehab.batch.session import build
from rehab.briefs.material import Material, load_material


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """Đắk Nông's pages in both languages, by the same steps as `rehab run`."""
    out = tmp_path_factory.mktemp("briefs")
    project = Project(PROJECT / "data", out, PROJECT / "notebooks")
    project = Project(copy_of_raw(tmp_path_factory.mktemp("data")), out, project.notebooks)
    outcomes = build(project, ("reported",), ("vi", "en"))
    assert [outcome.error for outcome in outcomes] == ["", ""]
    return out / "reported"


@pytest.fixture(scope="session")
def html(built: Path) -> str:
    return (built / "67-dak-nong.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def english(built: Path) -> str:
    return (built / "67-dak-nong.en.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def material(tmp_path_factory) -> Material:
    """What Đắk Nông's Vietnamese page is made of."""
    return load_material("67", "reported", data=str(processed(tmp_path_factory.mktemp("material"))))
