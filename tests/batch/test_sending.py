"""What goes back to each province: one archive with its workbook, its questions and its page, and nothing of others."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from places import NAME, Place
from rehab.batch.executors import Limits
from rehab.batch.progress import watched
from rehab.batch.sending import Pack, letter_of, pack_collection
from rehab.batch.session import Workers
from rehab.catalog.provinces import provinces
from rehab.catalog.tables import conform
from rehab.country.sent import Source


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    made = Place.make(tmp_path_factory.mktemp("send") / "project", "33", "04")
    (made.raw() / f"{provinces()['08'].slug}.xlsx").write_text("hỏng", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def packs(place: Place, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    out = tmp_path_factory.mktemp("out")
    workers = Workers(Limits(300, 2048, 2))
    return {
        own.province: own
        for own in pack_collection(place.project, NAME, frozenset(), "vi", workers, out, watched("vi"))
    }


@pytest.fixture(scope="module")
def clean() -> str:
    """The letter beside a workbook in which nothing was found."""
    name = f"{provinces()['33'].slug}.xlsx"
    files = (name.replace(".xlsx", ".phan-hoi.xlsx"),)
    return letter_of("33", Source("33", (name,), "", "", "2020-06-22"), files, "vi", True, conform([], "problems"))


def test_each_province_gets_one_archive_named_for_an_email(packs: dict[str, Pack]):
    assert set(packs) == {"04", "08", "33"}
    for pack in packs.values():
        assert pack.file.name.isascii()
        assert pack.file.name.startswith(f"phan-hoi-{provinces()[pack.province].slug}")
        assert pack.file.is_file()


def test_it_holds_the_workbook_with_comments_the_questions_and_the_page(packs: dict[str, Pack]):
    slug = provinces()["33"].slug
    with zipfile.ZipFile(packs["33"].file) as archive:
        names = set(archive.namelist())
        assert {f"{slug}.html", f"{slug}.questions.html", f"{slug}.phan-hoi.xlsx", "doc-truoc.txt"} <= names
        assert all(name.startswith(slug) or name == "doc-truoc.txt" for name in names)
        book = load_workbook(BytesIO(archive.read(f"{slug}.phan-hoi.xlsx")))
        said = archive.read("doc-truoc.txt").decode("utf-8-sig")
    assert any(cell.comment for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    assert f"{slug}.phan-hoi.xlsx" in said
    assert re.search(r"Trong bảng tính có \d+ lỗi \(số chưa dùng được\), \d+ cảnh báo và \d+ lưu ý\.", said)


def test_what_goes_to_the_province_says_that_the_province_may_read_it(packs: dict[str, Pack]):
    slug = provinces()["33"].slug
    with zipfile.ZipFile(packs["33"].file) as archive:
        told = [archive.read(name).decode() for name in (f"{slug}.html", f"{slug}.questions.html")]
        letter = archive.read("doc-truoc.txt").decode("utf-8-sig")
    for page in told:
        assert "LƯU HÀNH NỘI BỘ" in page and "tỉnh, thành phố có số liệu này" in page
    assert "chỉ dành cho cơ quan tổng hợp và tỉnh, thành phố có số liệu này" in letter
    for said in (*told, letter):
        assert "gửi ra ngoài cơ quan" not in said and "chỉ dùng trong cơ quan" not in said


def test_where_there_are_no_comments_nobody_is_asked_to_mend_them(packs: dict[str, Pack], clean: str):
    with zipfile.ZipFile(packs["33"].file) as archive:
        assert "sửa ngay trong bảng tính có nhận xét" in archive.read("doc-truoc.txt").decode("utf-8-sig")
    assert "bảng tính có nhận xét" not in clean and "0 lỗi" not in clean
    assert "bảng tính đã gửi, không có nhận xét nào" in clean
    assert "Trong bảng tính không có lỗi, cảnh báo hay lưu ý nào." in clean


def test_the_pages_in_it_lead_to_nothing_that_is_not_in_it(packs: dict[str, Pack]):
    with zipfile.ZipFile(packs["33"].file) as archive:
        names = set(archive.namelist())
        page = archive.read(f"{provinces()['33'].slug}.html").decode()
    for other in ("overview.html", "quality.html", "index.html"):
        assert other not in names
        assert f'href="{other}"' not in page


def test_who_sent_a_broken_file_is_told_so(packs: dict[str, Pack]):
    assert packs["08"].error
    assert f"{provinces()['08'].slug}.html" in packs["08"].holds


def test_nothing_is_left_among_the_pages_that_are_published(place: Place, packs: dict[str, Pack]):
    assert packs
    assert not (place.root / "briefs").exists()
    assert not (place.root / "briefs-internal").exists()
    assert not list((place.processed / "runs").glob("*.json"))


@pytest.mark.parametrize("folder", ["briefs/back", "briefs-internal", "data/raw/back"])
def test_an_archive_is_never_written_where_pages_are_published_or_data_is_read(
    rehab, place: Place, monkeypatch: pytest.MonkeyPatch, folder: str
):
    monkeypatch.chdir(place.root)
    found = rehab("send", "--out", folder)
    assert found.exit_code == 2
    assert Path(folder).parts[0] in found.stderr
    assert not Path(folder).exists()
