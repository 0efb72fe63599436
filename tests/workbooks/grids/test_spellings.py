"""What was taught, in spellings.csv beside the data, is understood in its collection as the form's own words are."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from rehab.store.reading import load_settings, read_path
from rehab.workbooks.grids.spellings import Spelling, SpellingsError, load_spellings, write_spellings

HEAD = "kind,written,appendix,table,means,by,day\n"
FIXTURE = Path(__file__).parents[2] / "fixtures" / "lines-over-years.xlsx"
STRANGE = "Số trường hợp dùng lại ma túy"


def taught(written: str = STRANGE, means: str = "relapsed", **other: str) -> Spelling:
    return Spelling(**{"kind": "label", "written": written, "appendix": "2", "table": "A", "means": means,
                       "by": "Nguyễn Văn A", "day": "2020-07-01", **other})  # fmt: skip


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A collection with a workbook whose row of people who relapsed is called otherwise."""
    folder = tmp_path / "data" / "raw" / "reported"
    folder.mkdir(parents=True)
    book = load_workbook(FIXTURES / "hidden-row-and-column.xlsx")
    cell = next(cell for row in book.active.iter_rows() for cell in row if cell.value == "Số người tái nghiện")
    cell.value = STRANGE
    book.save(folder / "10-lao-cai.xlsx")
    return folder


FIXTURES = FIXTURE.parent


def read(folder: Path) -> tuple[set[str], set[str]]:
    """Lines that are read in the collection's workbook, and codes of problems."""
    reading, _ = read_path(folder / "10-lao-cai.xlsx", "reported", load_settings(folder))
    return set(reading.observations["line"]), set(reading.problems["code"])


def test_a_strange_label_is_not_read_and_named(collection: Path):
    lines, codes = read(collection)
    assert "relapsed" not in lines
    assert "label_unknown" in codes


@pytest.mark.parametrize("place", ["spellings.csv", "../../spellings.csv"])
def test_a_taught_label_is_read_in_its_collection_or_in_all(collection: Path, place: str):
    write_spellings(collection / place, [taught()])
    lines, codes = read(collection)
    assert "relapsed" in lines
    assert "label_unknown" not in codes


def test_deleting_the_row_undoes_it(collection: Path):
    write_spellings(collection / "spellings.csv", [taught()])
    assert "relapsed" in read(collection)[0]
    write_spellings(collection / "spellings.csv", [])
    assert "relapsed" not in read(collection)[0]


def test_a_label_taught_for_another_table_means_nothing_here(collection: Path):
    write_spellings(collection / "spellings.csv", [taught(appendix="4", table="A", means="completed_compulsory")])
    assert "relapsed" not in read(collection)[0]


def test_a_label_confirmed_to_be_none_of_the_forms_is_left_out_with_a_remark(collection: Path):
    write_spellings(collection / "spellings.csv", [taught(means="none")])
    lines, codes = read(collection)
    assert "relapsed" not in lines
    assert "label_set_aside" in codes
    assert "label_unknown" not in codes


def test_what_is_written_is_what_is_loaded(tmp_path: Path):
    rows = (taught(), taught('Số "trường hợp", khác\nnhau', "none"))
    write_spellings(tmp_path / "spellings.csv", rows)
    assert load_spellings(tmp_path / "spellings.csv", tmp_path / "nowhere.csv") == rows


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"kind,written\nlabel,x\n", "1"),
        (HEAD.encode() + b"label,x,2,A,relapse,An,2020-07-01\n", "2"),
        (HEAD.encode() + b"lable,x,2,A,relapsed,An,2020-07-01\n", "2"),
        (HEAD.encode() + b"label,x,7,A,relapsed,An,2020-07-01\n", "2"),
        (HEAD.encode() + b"label,x,2,A,relapsed,An,1/7/2020\n", "2"),
        (HEAD.encode() + b"label,,2,A,relapsed,An,2020-07-01\n", "2"),
        (HEAD.encode() + b"label,x,2,A,relapsed,An\n", "2"),
        (HEAD.encode() + b"label,x,2,A,relapsed,An,2020-07-01,more\n", "2"),
        (b"\xff\xfe\x00", "-"),
        (b"", "1"),
    ],
)
def test_a_spellings_file_that_cannot_be_used_names_the_row(tmp_path: Path, content: bytes, place: str):
    (tmp_path / "spellings.csv").write_bytes(content)
    with pytest.raises(SpellingsError) as raised:
        load_spellings(tmp_path / "spellings.csv")
    assert raised.value.place == place


@pytest.mark.slow
def test_a_run_reads_again_when_something_was_taught(rehab, collection: Path):
    data, out = collection.parents[1], collection.parents[2] / "briefs"
    arguments = ("run", "--data", data, "--out", out, "--jobs", "1", "--quiet")
    assert rehab(*arguments).exit_code == 0
    write_spellings(collection / "spellings.csv", [taught()])
    assert "spellings.csv" in rehab("run", "--data", data, "--out", out, "--dry-run").stdout
