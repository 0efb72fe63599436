"""Few provinces read once: made-up ones, a blank workbook, a broken one; all others have sent nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from few_provinces import BLANK, BROKEN, CODES
from rehab.batch.work import read_collection
from rehab.catalog.provinces import provinces
from rehab.country.collected import Collected, read_collected
from rehab.disclosure.settings import KEY
from rehab.store.project import Project
from rehab.workbooks.forms.filling import fill_workbook

PROJECT = Path(__file__).resolve().parents[2]
RAW = PROJECT / "data" / "raw" / "sample"


@pytest.fixture(scope="session")
def processed(once: Callable[[str, Callable[[Path], Path]], Path]) -> Path:
    """Tables of the collection `sample`, made of those workbooks; to be read, not changed."""
    return once("country", _read)


def _read(root: Path) -> Path:
    raw = root / "data" / "raw" / "sample"
    raw.mkdir(parents=True)
    shutil.copy(RAW / KEY, raw)
    for code in CODES:
        shutil.copy(next(path for path in RAW.glob(f"{code}-*") if path.suffix != ".csv"), raw)
    fill_workbook({"province": BLANK}).save(raw / f"{provinces()[BLANK].slug}.xlsx")
    (raw / f"{provinces()[BROKEN].slug}.xlsx").write_text("hỏng", encoding="utf-8")
    project = Project(root / "data", root / "briefs", PROJECT / "notebooks")
    read_collection(project, "sample")
    return project.processed("sample")


@pytest.fixture(scope="session")
def public(processed: Path) -> Collected:
    """They as the public may see them."""
    return read_collected(processed / "parts", "public")


@pytest.fixture(scope="session")
def internal(processed: Path) -> Collected:
    """They as the house sees them."""
    return read_collected(processed / "parts", "internal")
