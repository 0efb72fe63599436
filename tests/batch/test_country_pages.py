"""Pages of the whole collection in a run: built again when a province or what lies beside it changes, and named."""

from pathlib import Path

import pytest

from places import NAME, KeptWorkers, Place
from rehab.batch.plan import Options
from rehab.batch.session import show_plan
from rehab.catalog.kinds import kinds

KINDS = tuple(kinds().get(name) for name in ("brief", "overview", "quality"))


@pytest.fixture
def place(tmp_path: Path, workers: KeptWorkers) -> Place:
    made = Place.make(tmp_path / "project", "01", "04")
    assert not [own.error for own in workers.build(made, kinds=KINDS) if own.error]
    return made


def _planned(place: Place) -> dict[str, tuple[str, ...]]:
    """What a run would build, and why."""
    found: dict[str, tuple[str, ...]] = {}

    def say(_key: str, values: dict[str, str], reasons: tuple[str, ...]) -> None:
        found[values.get("page", values.get("files", ""))] = reasons

    show_plan(place.project, (NAME,), frozenset(), Options(("vi",), "public", kinds=KINDS), say)
    return {name.removeprefix(f"{NAME}/"): reasons for name, reasons in found.items()}


def test_one_province_changed_costs_its_own_page_and_the_countrys_each_named_with_why(
    place: Place, workers: KeptWorkers
):
    assert _planned(place) == {}
    before = place.marks()
    place.edit({"D8": 4321})
    planned = _planned(place)
    assert planned.pop("01-ha-noi.xlsx") == ("workbooks",)
    assert planned == dict.fromkeys(("01-ha-noi.html", "overview.html", "quality.html"), ("reading",))
    workers.build(place, kinds=KINDS)
    after = place.marks()
    assert {name for name in after if after[name] != before[name]} == {"01-ha-noi", "overview", "quality"}


def test_another_file_in_the_folder_costs_the_countrys_pages_alone(place: Place, workers: KeptWorkers):
    (place.raw() / "công văn.docx").write_bytes(b"PK")
    assert _planned(place) == {"overview.html": ("folder",), "quality.html": ("folder",)}
    workers.build(place, kinds=KINDS)
    assert "công văn.docx" in place.page("quality")


def test_an_earlier_workbook_is_an_input_of_its_province(place: Place):
    earlier = place.raw() / "earlier"
    earlier.mkdir()
    (earlier / "04-cao-bang.xlsx").write_bytes((place.raw() / "04-cao-bang.xlsx").read_bytes())
    planned = _planned(place)
    assert planned["04-cao-bang.xlsx"] == ("earlier",)
    assert "01-ha-noi.html" not in planned
