"""A sentence that may tell of few people waits until a person releases it; a collection draws its key once."""

import json
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from books import book_of
from rehab.batch.fingerprints import Settings
from rehab.batch.session import build
from rehab.batch.work import read_collection
from rehab.disclosure.quotations import Quoter
from rehab.disclosure.settings import KEY, RELEASES, ReleasesError, load_disclosure, load_key
from rehab.store.project import Project

PROJECT = Path(__file__).resolve().parents[2]
SENTENCE = "Trong đó có 02 (hai) phụ nữ bỏ trốn."
PLACE = ("67-dak-nong.xlsx", "Đánh giá chỉ tiêu", "G15")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Đắk Nông's workbook with a sentence about two people among its reasons."""
    raw = tmp_path / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    book = book_of(PROJECT / "data" / "raw" / "reported" / PLACE[0])
    book[PLACE[1]][PLACE[2]] = f"Thiếu kinh phí. {SENTENCE}"
    book.save(raw / PLACE[0])
    return Project(tmp_path / "data", tmp_path / "briefs", PROJECT / "notebooks")


def _read(project: Project) -> tuple[str, list[list[str]]]:
    """What the public reads in the cell, and what waits."""
    read_collection(project, "reported")
    public = pd.read_parquet(project.parts("reported") / "67-dak-nong" / "public" / "observations.parquet")
    waiting = pd.read_csv(project.processed("reported") / "to-release.csv", dtype=str)
    said = public[(public["sheet"] == PLACE[1]) & (public["cell"] == PLACE[2])]["text"].iloc[0]
    return said, waiting[["file", "sheet", "cell", "text"]].values.tolist()


def _release(project: Project, text: str) -> None:
    entry = "\n".join(f'{name} = "{value}"' for name, value in zip(("file", "sheet", "cell"), PLACE, strict=True))
    path = project.raw("reported") / RELEASES
    path.write_text(f'[[release]]\n{entry}\ntext = "{text}"\nby = "a test"\n', encoding="utf-8")


def test_only_the_sentence_waits_and_is_listed_with_its_cell(project: Project):
    said, waiting = _read(project)
    assert said == "Thiếu kinh phí. [không công bố]"
    assert waiting == [[*PLACE, SENTENCE]]


# Words that name people, in cells of every kind: reasons, remarks beside a table, a file's title, a centre's name.
NAMING = {
    ("Đánh giá chỉ tiêu", "F9"): "trần thị mai trốn khỏi cơ sở",
    ("Đánh giá chỉ tiêu", "F15"): "H'Bia Niê trốn",
    ("Đánh giá chỉ tiêu", "G10"): "liên hệ hung(at)x.vn",
    ("Đánh giá chỉ tiêu", "G15"): "K'Brông",
    ("Phụ lục 4", "M13"): "anh hùng (con ông tám) chết",
    ("Phụ lục 4", "M19"): "http://fb.com/hung",
    ("Phụ lục 1", "A40"): "Người lập biểu: giàng a páo",
}


def test_words_that_name_a_person_are_in_no_public_table_and_wait_with_their_cells(project: Project):
    path = project.raw("reported") / PLACE[0]
    book = load_workbook(path)
    for (sheet, cell), words in NAMING.items():
        book[sheet][cell] = words
    book.save(path)
    _, waiting = _read(project)
    folder = project.parts("reported") / "67-dak-nong" / "public"
    printed = "\n".join(pd.read_parquet(own).to_csv() for own in folder.glob("*.parquet"))
    assert not [words for words in NAMING.values() if words in printed]
    # What no table holds waits for nobody; all that stands in one is listed.
    exact = "\n".join(pd.read_parquet(own).to_csv() for own in folder.parent.glob("*.parquet"))
    held = {words for words in NAMING.values() if words in exact}
    assert held >= {NAMING["Đánh giá chỉ tiêu", name] for name in ("F9", "F15", "G10", "G15")}
    assert {words for *_, words in waiting} >= held


def test_of_a_workbook_of_no_province_nothing_is_published_but_what_is_wrong_with_the_file(project: Project):
    path = project.raw("reported") / PLACE[0]
    book = load_workbook(path)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and "đắk nông" in cell.value.lower():
            cell.value = "trần thị mai" if cell.coordinate == "C6" else None
    # A part above its whole: a problem that tells both figures.
    book["Phụ lục 4"]["J19"], book["Phụ lục 4"]["J13"], book["Phụ lục 4"]["J14"] = 4, 3, 77123
    book.save(path)
    path.rename(path.with_name("bang-tinh.xlsx"))
    build(project, ("reported",))
    printed = {
        name: own.read_bytes().decode("utf-8", "replace")
        for name in project.briefs("reported").rglob("*")
        if (own := Path(name)).is_file()
    }
    assert json.loads((project.briefs("reported") / "run.json").read_text("utf-8"))["unusable_workbooks"]
    assert not [name for name, said in printed.items() if "trần thị mai" in said or "77123" in said or "77.123" in said]


def test_names_of_centres_and_titles_of_documents_wait_too():
    quoter = Quoter(frozenset(), None, {})
    for words in ("Cơ sở Hướng Thiện", "Trung tâm cai nghiện Nguyễn Văn Tám", "Về việc khen thưởng bà Lan"):
        assert "công bố" in quoter.say(words, *PLACE)
    assert [own.text for own in quoter.waiting] == [
        "Cơ sở Hướng Thiện", "Trung tâm cai nghiện Nguyễn Văn Tám", "Về việc khen thưởng bà Lan",
    ]  # fmt: skip


def test_a_released_sentence_is_printed(project: Project):
    _release(project, SENTENCE)
    assert _read(project) == (f"Thiếu kinh phí. {SENTENCE}", [])


def test_a_release_is_bound_to_its_exact_words(project: Project):
    _release(project, SENTENCE.replace("02", "03"))
    assert _read(project)[1] == [[*PLACE, SENTENCE]]


def test_a_release_makes_what_was_read_of_its_file_stale_and_of_no_other(project: Project):
    folder = project.raw("reported")
    before = [Settings(folder).disclosure([name]) for name in (PLACE[0], "01-ha-noi.xlsx")]
    _release(project, SENTENCE)
    after = [Settings(folder).disclosure([name]) for name in (PLACE[0], "01-ha-noi.xlsx")]
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, False]


def test_a_file_of_releases_that_lacks_a_cell_is_refused(project: Project):
    (project.raw("reported") / RELEASES).write_text('[[release]]\ntext = "x"\n', encoding="utf-8")
    with pytest.raises(ReleasesError, match=r"releases\.toml"):
        load_disclosure(project.raw("reported"))


def test_a_collection_draws_a_key_once_and_keeps_it(tmp_path: Path):
    first = load_key(tmp_path / KEY)
    assert len(first) >= 32
    assert load_key(tmp_path / KEY) == first
    (tmp_path / "other").mkdir()
    assert load_key(tmp_path / "other" / KEY) != first


def test_the_key_of_the_sample_says_that_it_is_for_demonstration_and_no_other_is_let_into_git():
    assert "Demonstration key" in (PROJECT / "data" / "raw" / "sample" / KEY).read_text("utf-8")
    allowed = [line for line in (PROJECT / ".gitignore").read_text("utf-8").splitlines() if line.startswith("!")]
    assert not [line for line in allowed if KEY in line]


def test_the_releases_of_dak_nong_are_readable_and_its_reasons_need_none(tmp_path: Path):
    raw = tmp_path / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    for name in (PLACE[0], RELEASES):
        (raw / name).write_bytes((PROJECT / "data" / "raw" / "reported" / name).read_bytes())
    project = Project(tmp_path / "data", tmp_path / "briefs", PROJECT / "notebooks")
    read_collection(project, "reported")
    assert pd.read_csv(project.processed("reported") / "to-release.csv").empty
