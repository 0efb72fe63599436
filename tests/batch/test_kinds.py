"""A new kind of page is a notebook, a row of data and its own sections: here is one that the suite does not know."""

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from notebooks import code, notebook, parameters
from places import BRIEF, NAME, KeptWorkers, Place
from rehab.batch.beside import files
from rehab.batch.subjects import Address, Shelf, Subject, links_from
from rehab.catalog.files import CatalogError
from rehab.catalog.kinds import Kind, checked_kinds, fault_of, kind_from_row, kinds
from rehab.catalog.registry import BrokenEntryError, Registry, UnknownNameError

ROW = {
    "name": "roster",
    "title_vi": "Danh bạ",
    "title_en": "Roster",
    "notebook": "roster.ipynb",
    "scope": "collection",
    "file": "roster",
    "default": False,
    "audiences": ["public"],
    "beside": [],
    "holds": ["roster"],
    "charts": 0,
}
HEADING = """
from rehab.pages.citing.html import Html
told = {"language": language, "title": "Danh bạ", "made_up": "", "made_up_css": "", "footer": ""}
Html(f"<header><h1>Danh bạ: Bộ số liệu “{collection}”</h1></header>", page=told)
"""
SECTION = """
items = "".join(f'<li><a href="{link["file"]}">{link["province"]}</a></li>' for link in links)
Html(f'<section><h2 id="roster">Các tỉnh</h2><ul>{items}</ul></section>')
"""


@pytest.fixture(scope="module")
def roster() -> Kind:
    """The kind, from its row."""
    return kind_from_row(ROW)


def with_roster(root: Path, section: str = SECTION) -> Place:
    """A project of two provinces that has the kind's notebook too."""
    place = Place.make(root, "04", "67")
    written = notebook(parameters(collection="", language="vi", links=[]), code(HEADING), code(section))
    (place.root / "notebooks" / ROW["notebook"]).write_text(written, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def built(workers: KeptWorkers, roster: Kind, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Both kinds, built."""
    place = with_roster(tmp_path_factory.mktemp("kinds") / "project")
    workers.build(place, kinds=(*BRIEF, roster))
    return place


def test_it_is_planned_run_proved_and_recorded(built: Place):
    entry = built.record()["roster"]
    assert (entry["kind"], entry["province"], entry["status"], entry["error"]) == ("roster", "", "built", "")
    assert 'id="roster"' in built.page("roster")


def test_its_page_leads_to_the_pages_of_all_provinces_and_they_lead_to_it(built: Place):
    assert '<a href="04-cao-bang.html">04</a>' in built.page("roster")
    assert '<a href="67-dak-nong.html">67</a>' in built.page("roster")
    assert '<a href="roster.html">Danh bạ</a>' in built.page("67-dak-nong")


def test_the_list_of_the_collection_leads_to_it(built: Place):
    assert '<a href="roster.html">Danh bạ</a>' in (built.briefs / "index.html").read_text("utf-8")


def test_only_what_changed_is_built_again(built: Place, workers: KeptWorkers, roster: Kind, tmp_path: Path):
    place = built.copied(tmp_path / "project")
    asked = (*BRIEF, roster)
    assert [outcome.page for outcome in workers.build(place, kinds=asked) if outcome.built] == []
    place.edit({"D19": 15000}, "04-cao-bang.xlsx")
    again = [outcome.page for outcome in workers.build(place, kinds=asked) if outcome.built]
    assert again == ["04-cao-bang.html", "roster.html"]


def test_a_page_without_a_section_of_its_kind_has_failed(workers: KeptWorkers, roster: Kind, tmp_path: Path):
    place = with_roster(tmp_path / "project", section="Html('<section></section>')")
    (said,) = workers.build(place, kinds=(roster,))
    assert said.error
    assert "roster" in place.page("roster")
    assert "Bộ số liệu “trial”" in place.page("roster")
    assert "Danh bạ" in (place.briefs / "index.html").read_text("utf-8")


def test_once_its_row_is_gone_its_page_is_cleaned_up_and_nothing_leads_there(
    built: Place, workers: KeptWorkers, tmp_path: Path
):
    place = built.copied(tmp_path / "project")
    assert [outcome.page for outcome in workers.build(place) if outcome.built] == [
        "04-cao-bang.html",
        "67-dak-nong.html",
    ]
    assert [path.name for path in place.briefs.glob("roster*")] == []
    assert "roster" not in place.record()
    assert "roster.html" not in place.page("67-dak-nong") + (place.briefs / "index.html").read_text("utf-8")


def test_the_record_of_a_page_of_the_collection_says_nothing_of_one_province(built: Place):
    written = json.loads((built.briefs / "run.json").read_text("utf-8"))
    entry = next(entry for entry in written["entries"] if entry["key"] == "roster")
    assert (entry["name"], entry["verdicts"], entry["problems"]) == ("", {}, {})


def test_kinds_bear_their_names_in_files_of_both_languages(roster: Kind):
    review = kind_from_row({**ROW, "name": "review", "scope": "province", "file": "{province}.review"})
    assert [roster.stem("", language) for language in ("vi", "en")] == ["roster", "roster.en"]
    assert review.stem("67-dak-nong", "en") == "67-dak-nong.review.en"


def test_links_lead_to_what_there_is_of_ones_own_subject_in_other_languages_too(roster: Kind):
    brief, province = kinds().get("brief"), Subject(NAME, "67")
    pages = [Address(brief, province, "vi"), Address(brief, province, "en"), Address(brief, Subject(NAME, "04"), "vi")]
    pages += [Address(roster, Subject(NAME), "vi"), Address(roster, Subject(NAME), "en")]
    assert [link.file for link in links_from(pages[0], Shelf(pages))] == ["67-dak-nong.en.html", "roster.html"]
    assert [link.file for link in links_from(pages[4], Shelf(pages))] == ["67-dak-nong.en.html", "roster.html"]


class _EntryPoint:
    """What another package has installed; to load an exception is to raise it."""

    name = "leaflet"

    def __init__(self, thing: object = 3) -> None:
        self._thing = thing

    def load(self) -> object:
        """The thing itself."""
        if isinstance(self._thing, Exception):
            raise self._thing
        return self._thing


def test_another_package_adds_a_thing_under_a_name_of_its_own(monkeypatch):
    monkeypatch.setattr("rehab.catalog.registry.entry_points", lambda group: [_EntryPoint()])
    registry: Registry[int] = Registry("rehab.kinds", lambda: {"brief": 1})
    assert (registry.names(), registry.get("leaflet")) == (("brief", "leaflet"), 3)


LEAFLET = {**ROW, "name": "leaflet", "file": "leaflet"}


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (ModuleNotFoundError("No module named 'leaflets'"), "leaflets"),
        (AttributeError("no attribute KIND"), "KIND"),
        (SyntaxError("invalid syntax"), "invalid syntax"),
        (3, "int"),
        (kind_from_row({**LEAFLET, "scope": "provinces"}), "provinces"),
        (kind_from_row({**LEAFLET, "file": "../leaflet"}), "../leaflet"),
        (kind_from_row({**LEAFLET, "file": "roster"}), "roster"),
    ],
)
def test_a_kind_of_another_package_that_cannot_be_used_is_named_in_both_languages(monkeypatch, thing, said: str):
    monkeypatch.setattr("rehab.catalog.registry.entry_points", lambda group: [_EntryPoint(thing)])
    registry: Registry[Kind] = Registry("rehab.kinds", lambda: checked_kinds([ROW]), fault_of)
    with pytest.raises(BrokenEntryError) as refused:
        registry.names()
    assert str(refused.value).count("leaflet") >= 2
    assert str(refused.value).count(said) >= 2
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{name: value for name, value in LEAFLET.items() if name != "holds"}], "holds"),
        ([{**LEAFLET, "colour": "red"}], "colour"),
        ([{**LEAFLET, "scope": "province"}], "file"),
        ([{**LEAFLET, "file": "{province}"}], "file"),
        ([{**LEAFLET, "scope": "province", "file": "../{province}"}], "../{province}"),
        ([ROW, {**LEAFLET, "file": "roster"}], "roster"),
        ([ROW, {**LEAFLET, "name": "roster"}], "roster"),
    ],
)
def test_a_row_that_can_be_no_kind_is_named_in_both_languages(rows: list[dict], said: str):
    with pytest.raises(CatalogError) as refused:
        checked_kinds(rows)
    assert str(refused.value).startswith("kinds.toml ! ")
    assert str(refused.value).count(said) >= 2


def test_a_run_ends_with_a_sentence_where_a_kind_cannot_be_used(rehab, monkeypatch):
    def broken(audience: str = "") -> tuple[Kind, ...]:
        raise BrokenEntryError("rehab.kinds", "leaflet", "ImportError")

    monkeypatch.setattr("rehab.cli_run.default_kinds", broken)
    done = rehab("run")
    assert done.exit_code == 2
    assert done.stderr.count("leaflet") == 1


def test_a_file_beside_a_page_that_nobody_can_write_is_said_before_anything_is_done(rehab, monkeypatch):
    wrong = replace(kinds().get("brief"), beside=("excel", "papyrus"))
    monkeypatch.setattr("rehab.cli_run.default_kinds", lambda: (wrong,))
    done = rehab("run", "--dry-run")
    assert done.exit_code == 2
    assert done.stderr.count("papyrus") == done.stderr.count("excel") == 1
    assert "brief ! beside" in done.stderr


def test_what_lies_beside_the_pages_of_a_kind_is_known():
    assert {name for kind in map(kinds().get, kinds().names()) for name in kind.beside} <= set(files().names())


def test_an_unknown_name_lists_those_that_are_known_in_both_languages():
    registry: Registry[int] = Registry("rehab.kinds", lambda: {"brief": 1})
    registry.register("review", 2)
    assert registry.get("review") == 2
    with pytest.raises(UnknownNameError) as refused:
        registry.get("leaflet")
    assert str(refused.value).count("brief, review") == 2


def test_a_kind_that_takes_some_sections_of_the_brief_is_whole(workers: KeptWorkers, tmp_path: Path):
    leaflet = {**ROW, "name": "leaflet", "notebook": "leaflet.ipynb", "scope": "province", "file": "{province}.leaflet"}
    place = Place.make(tmp_path / "project", "67")
    opens = code(
        "from rehab import open_brief\nbrief = open_brief(province, collection, language, data=data, links=links)"
    )
    calls = [code(f"brief.{name}()") for name in ("heading", "summary", "nine_indicators", "open_points")]
    asks = parameters(province="", collection="", language="vi", data="", links=[])
    (place.root / "notebooks" / "leaflet.ipynb").write_text(notebook(asks, opens, *calls), encoding="utf-8")
    (said,) = workers.build(place, kinds=(kind_from_row({**leaflet, "holds": ["summary", "nine", "open"]}),))
    assert said.error == ""
    assert 'href="#calc-' not in place.page("67-dak-nong.leaflet")
