"""One bad province costs one province: its page says what went wrong, the others finish."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from places import NAME, KeptWorkers, Place, kept_workers
from rehab.batch.progress import Lines
from rehab.batch.session import read_alone

ONLY_01 = 'if province == "01":\n    '
OTHER = "67-dak-nong"
MEMORY_MB = 600


@pytest.fixture(scope="module")
def limited() -> Iterator[KeptWorkers]:
    """Workers whose notebooks may take few seconds and little memory."""
    kept = kept_workers(timeout=9, memory=MEMORY_MB)
    yield kept
    kept.end()


@pytest.fixture(scope="module")
def read(workers: KeptWorkers, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A project of two provinces whose workbooks have been read: no test here is about that."""
    made = Place.make(tmp_path_factory.mktemp("read") / "project", "01", "67")
    read_alone(made.project, NAME, workers, Lines(lambda _line: None, "vi", quiet=True))
    return made


@pytest.fixture
def place(read: Place, tmp_path: Path) -> Place:
    """A copy of it."""
    return read.copied(tmp_path / "project")


def failed_page(workers: KeptWorkers, place: Place, code: str) -> str:
    """Run a notebook in which Hà Nội alone does `code`; its page, once it is plain that only it has failed."""
    place.edit_notebook(ONLY_01 + code)
    workers.build(place)
    record = place.record()
    assert {key: entry["status"] for key, entry in record.items()} == {"01-ha-noi": "failed", OTHER: "built"}
    assert 'id="indicator-9"' in place.page(OTHER)
    return place.page("01-ha-noi")


def _failed_notebook(place: Place) -> Path:
    return place.project.failed("trial") / "01-ha-noi.failed.ipynb"


def test_a_cell_that_raises_is_told_to_readers_in_words_and_to_the_house_as_it_is(workers, place):
    page = failed_page(workers, place, 'raise ValueError("<b>số lạ</b>")')
    assert "Sổ tay dừng giữa chừng vì một lỗi." in page
    assert re.search(r"cell \d+: ValueError\s*<", page)
    assert "data/processed/trial/failed/01-ha-noi.failed.ipynb" in page
    assert "<b>số lạ</b>" in _failed_notebook(place).read_text("utf-8")


def test_what_a_failed_notebook_was_working_on_is_not_published(workers, place):
    failed_page(workers, place, 'raise ValueError("Trần Thị " + "Bưởi")')
    published = [path for path in place.briefs.rglob("*") if path.is_file()]
    assert not [path.name for path in published if "Trần Thị Bưởi" in path.read_bytes().decode("utf-8", "replace")]
    assert not [path.name for path in published if path.name.startswith("01-ha-noi") and path.suffix == ".ipynb"]


def test_the_house_reads_on_the_page_what_the_notebook_said(workers, place):
    place.edit_notebook(ONLY_01 + 'raise ValueError("<b>số lạ</b>")')
    workers.build(place, audience="internal")
    assert "ValueError: &lt;b&gt;số lạ&lt;/b&gt;" in place.page("01-ha-noi")


def test_the_index_lists_what_failed_and_why(workers, place):
    failed_page(workers, place, "1 / 0")
    index = (place.briefs / "index.html").read_text("utf-8")
    assert "Thành phố Hà Nội" in index
    assert "1 chưa dựng được" in index
    assert "Sổ tay dừng giữa chừng vì một lỗi." in index


def test_what_failed_is_built_once_it_is_mended_and_its_failed_notebook_goes(workers, place):
    sound = place.notebook.read_bytes()
    failed_page(workers, place, "1 / 0")
    place.notebook.write_bytes(sound)
    workers.build(place)
    assert place.record()["01-ha-noi"]["status"] == "built"
    assert 'id="indicator-9"' in place.page("01-ha-noi")
    assert not _failed_notebook(place).exists()


def test_a_brief_that_was_good_gives_way_when_its_province_fails(workers, place):
    workers.build(place)
    assert 'id="indicator-9"' not in failed_page(workers, place, "1 / 0")


SECTIONS_WITH_CHARTS = ("picture", "indicators", "treatment", "movement", "centres", "funding")


@pytest.mark.parametrize(
    ("code", "lacking"),
    [
        ("brief.nine_indicators = lambda: None", "indicator-1"),
        (
            f"{' = '.join(f'brief.{name}' for name in SECTIONS_WITH_CHARTS)} = lambda: None",
            "details; treatment; movement; centres; funding",
        ),
        ('brief = open_brief("67", collection, language, as_of, data)', "data-province: 01, 67, not 01"),
    ],
)
def test_a_notebook_that_runs_to_its_end_without_a_whole_brief_of_its_province_has_failed(
    workers, place, code: str, lacking: str
):
    page = failed_page(workers, place, code)
    assert "trang không đủ nội dung của một bản tóm tắt" in page
    assert lacking in page


def test_a_notebook_without_a_heading_has_failed(workers, place):
    page = failed_page(workers, place, "shown = None")
    assert "trang không đủ nội dung của một bản tóm tắt" in page


@pytest.mark.part(1)
@pytest.mark.parametrize("code", ["import sys; sys.exit(0)", "raise SystemExit", "exit()"])
def test_a_notebook_that_ends_itself_in_the_middle_has_failed(workers, place, code: str):
    page = failed_page(workers, place, code)
    assert "Sổ tay tự kết thúc giữa chừng" in page
    assert 'id="indicator-9"' not in page


def test_a_link_to_a_place_that_is_not_on_the_page_is_a_failure(workers, place):
    dead = '<a href=\\"#nowhere\\">x</a>'
    code = f'from dataclasses import replace\n    shown = replace(shown, markup=shown.markup + "{dead}")'
    assert "#nowhere: dead link" in failed_page(workers, place, code)


def test_a_kernel_that_ends_itself_costs_its_province_only(workers, place):
    page = failed_page(workers, place, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert "Tiến trình chạy sổ tay ngừng đột ngột" in page


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os._exit(3)", "tự kết thúc với mã 3"),
        ("import ctypes; ctypes.string_at(0)", "bị dừng bởi tín hiệu SIGSEGV"),
    ],
)
def test_how_a_process_ended_is_told(workers, place, code: str, said: str):
    page = failed_page(workers, place, code)
    assert said in page
    assert "hết bộ nhớ" not in page


def test_a_notebook_that_runs_too_long_is_stopped(limited, place):
    page = failed_page(limited, place, "import threading; threading.Event().wait()")
    assert "Sổ tay chạy quá 9 giây nên bị dừng; tăng --timeout nếu cần." in page


def test_a_notebook_that_prints_without_end_is_stopped(workers, place):
    page = failed_page(workers, place, "while True: print('x' * 10**6)")
    assert "Sổ tay in ra quá nhiều (hơn 64 MB)" in page


@pytest.mark.parametrize("code", ["bytearray(2**30)", "import numpy; numpy.ones(2**27)"])
def test_a_notebook_that_eats_memory_is_stopped(limited, place, code: str):
    assert "tăng --memory nếu cần" in failed_page(limited, place, code)


def test_kernels_share_nothing_with_the_one_before(workers, place):
    place.edit_notebook("import builtins\nassert not hasattr(builtins, 'left')\nbuiltins.left = province")
    workers.build(place)
    assert {entry["status"] for entry in place.record().values()} == {"built"}


def test_a_run_with_a_failed_province_ends_with_1_and_says_how_many(place):
    place.edit_notebook(ONLY_01 + "1 / 0")
    done = place.rehab_run("--jobs", 2)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Xong: 1 bản tóm tắt mới dựng, 0 còn mới từ trước, 1 không dựng được.",
        "Không dựng được 1 trang:",
        "  01 Thành phố Hà Nội (trial/01-ha-noi.html): Sổ tay dừng giữa chừng vì một lỗi.",
    ]
