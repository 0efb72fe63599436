"""Only what has changed is done again, and everything that has changed is."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from places import NAME, KeptWorkers, Place, environment
from rehab.batch.run import Outcome
from rehab.batch.session import NoWorkbookError, OtherAudienceError

CORRECTION = """
[[correction]]
file = "01-ha-noi.xlsx"
sheet = "Phụ lục 2"
cell = "D19"
read = 15938
use = 15939
reason = "Sở báo lại"
asked_by = "Công văn 12"
status = "agreed"
"""
TARGET = '[[target]]\nprovince = "01"\npart = "8"\ntarget = 99\nsource = "Kế hoạch của thành phố"\n'


@pytest.fixture(scope="module")
def built(workers: KeptWorkers, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A project of two provinces whose briefs are built."""
    place = Place.make(tmp_path_factory.mktemp("built") / "project", "01", "67")
    workers.build(place)
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Place:
    """A copy of it to change."""
    return built.copied(tmp_path / "project")


def written(workers: KeptWorkers, place: Place, *codes: str, **asked) -> list[str]:
    """Stems of the pages that a run has written; what it says it has built must be just those."""
    before = place.marks()
    said = workers.build(place, *codes, **asked)
    after = place.marks()
    found = [stem for stem in after if after[stem] != before.get(stem)]
    assert [Path(outcome.page).stem for outcome in said if outcome.built] == sorted(found)
    return sorted(found)


def test_nothing_changed_writes_nothing_at_all(workers, place):
    before = {path: path.stat().st_mtime_ns for path in place.root.rglob("*") if path.is_file()}
    assert written(workers, place) == []
    after = {path: path.stat().st_mtime_ns for path in place.root.rglob("*") if path.is_file()}
    assert {path.name for path in after if after[path] != before.get(path)} <= {".lock"}


def test_what_changed_is_named_and_settings_that_there_are_not_never_are(workers, built, tmp_path, rehab, monkeypatch):
    place = built.copied(tmp_path / "project")
    # Its province is known only once it was read.
    (place.raw() / "67-dak-nong.xlsx").rename(place.raw() / "bao-cao.xlsx")
    workers.build(place)
    monkeypatch.chdir(place.root)
    assert "sẽ đọc" not in rehab("run", "--dry-run").stdout
    (place.raw() / "spellings.csv").write_text("line,spelling\n", encoding="utf-8")
    told = rehab("run", "--dry-run").stdout
    assert "bao-cao.xlsx: spellings.csv đã đổi" in told and "targets.toml" not in told


def test_one_workbook_changed_builds_its_page_alone(workers, place):
    place.edit({"D19": 15000})
    assert written(workers, place) == ["01-ha-noi"]


def test_a_correction_for_one_file_builds_its_page_alone_and_is_in_the_tables(workers, place):
    (place.raw() / "corrections.toml").write_text(CORRECTION, encoding="utf-8")
    assert written(workers, place) == ["01-ha-noi"]
    assert ",15939.0," in (place.processed / "observations.csv").read_text("utf-8")


def test_a_target_of_one_province_builds_its_page_alone(workers, place):
    (place.raw() / "targets.toml").write_text(TARGET, encoding="utf-8")
    assert written(workers, place) == ["01-ha-noi"]


def test_a_changed_notebook_builds_every_page(workers, place):
    place.edit_notebook("again = True")
    assert written(workers, place) == ["01-ha-noi", "67-dak-nong"]


def test_a_notebook_that_was_only_opened_and_saved_builds_nothing(workers, place):
    place.notebook.write_text(place.notebook.read_text("utf-8").replace('"outputs": []', '"outputs":  []'), "utf-8")
    assert written(workers, place) == []


def test_a_collection_without_the_provinces_asked_for_is_left_alone(workers, tmp_path):
    place = Place.make(tmp_path / "project", "67")
    place.put("10", name="other")
    assert {outcome.collection for outcome in workers.build(place, "67")} == {"trial"}
    assert [path.name for path in (place.root / "briefs").iterdir()] == ["trial"]
    # What was read of it is put together when it is asked for.
    workers.build(place)
    assert (place.root / "briefs" / "other" / "10-lao-cai.html").is_file()
    assert "10" in (place.root / "data" / "processed" / "other" / "observations.csv").read_text("utf-8")


def test_a_page_that_is_gone_is_built_again(workers, place):
    (place.briefs / "67-dak-nong.html").unlink()
    assert written(workers, place) == ["67-dak-nong"]


@pytest.mark.parametrize("suffix", ["-so-lieu-gia-dinh.xlsx", ".ipynb"])
def test_a_page_whose_other_files_are_gone_is_built_again(workers, place, suffix: str):
    (place.briefs / f"67-dak-nong{suffix}").unlink()
    assert written(workers, place) == ["67-dak-nong"]
    assert (place.briefs / f"67-dak-nong{suffix}").is_file()


def test_a_page_changed_by_hand_is_built_again(workers, place):
    page = place.briefs / "67-dak-nong.html"
    whole = page.read_bytes()
    page.write_text("Sửa tay", encoding="utf-8")
    assert written(workers, place) == ["67-dak-nong"]
    assert page.read_bytes() == whole


def test_tables_of_a_province_that_are_gone_are_read_again(workers, place):
    shutil.rmtree(place.processed / "parts" / "67-dak-nong")
    before = place.results()
    workers.build(place)
    assert {**before, **place.results()} == place.results()
    assert (place.processed / "parts" / "67-dak-nong" / "verdicts.csv").is_file()


def test_an_index_that_is_gone_is_written_again(workers, place):
    index = (place.briefs / "index.html").read_bytes()
    (place.briefs / "index.html").unlink()
    assert written(workers, place) == []
    assert (place.briefs / "index.html").read_bytes() == index


def test_force_builds_everything(workers, place):
    assert written(workers, place, force=True) == ["01-ha-noi", "67-dak-nong"]


def test_only_the_provinces_asked_for_are_built(workers, place):
    assert written(workers, place, "67", force=True) == ["67-dak-nong"]


def test_a_province_without_a_workbook_is_told_before_anything_is_built(workers, place):
    place.edit({"D19": 15000})
    before = place.marks()
    with pytest.raises(NoWorkbookError) as refused:
        workers.build(place, "01", "04", "11")
    assert refused.value.codes == ("04", "11")
    assert place.marks() == before
    assert written(workers, place) == ["01-ha-noi"]


def test_another_language_is_built_beside_the_first_and_each_page_links_to_the_other(workers, place):
    assert written(workers, place, "67", languages=("vi", "en")) == ["67-dak-nong", "67-dak-nong.en"]
    assert (place.briefs / "index.en.html").is_file()


def test_pages_for_another_audience_are_refused_where_pages_for_the_public_are(workers, place):
    kept = place.marks()
    with pytest.raises(OtherAudienceError) as refused:
        workers.build(place, audience="internal")
    assert refused.value.audience == "public"
    assert place.marks() == kept


def test_a_new_workbook_builds_its_page_alone(workers, place):
    place.put("12")
    assert written(workers, place) == ["12-lai-chau"]


def test_a_workbook_that_is_gone_takes_everything_of_its_province_with_it(workers, place):
    (place.raw() / "01-ha-noi.xlsx").unlink()
    workers.build(place)
    left = [path.relative_to(place.root).as_posix() for path in place.root.rglob("*") if "01-ha-noi" in path.name]
    assert left == []
    listed = (place.briefs / "index.html").read_text("utf-8")
    assert re.search(r"Hà Nội</span>\s*<span class=\"none\">chưa gửi</span>", listed)
    assert "Hà Nội" not in (place.processed / "observations.csv").read_text("utf-8")
    assert set(place.record()) == {"67-dak-nong"}


def test_two_files_of_one_province_with_unhelpful_names_are_read_together(workers, tmp_path):
    place = Place.make(tmp_path / "project", "67")
    (place.raw() / "67-dak-nong.xlsx").rename(place.raw() / "a.xlsx")
    shutil.copy(place.raw() / "a.xlsx", place.raw() / "b.xlsx")
    (said,) = workers.build(place)
    assert (said.page, said.error) == ("67-dak-nong.html", "")
    assert written(workers, place) == []


def unusable(place: Place) -> Path:
    """A file that is no workbook, of no province that its name tells."""
    path = place.raw() / "báo cáo.xlsx"
    path.write_text("không phải bảng tính", encoding="utf-8")
    return path


def test_a_file_of_no_known_province_is_told_and_listed(workers, place):
    unusable(place)
    failed: list[Outcome] = [outcome for outcome in workers.build(place) if outcome.error]
    assert [outcome.province for outcome in failed] == [""]
    assert "báo cáo.xlsx" in failed[0].error
    assert "báo cáo.xlsx" in (place.briefs / "index.html").read_text("utf-8")


def test_a_file_of_no_known_province_that_is_gone_is_no_longer_listed(workers, place):
    path = unusable(place)
    workers.build(place)
    path.unlink()
    workers.build(place)
    assert "báo cáo.xlsx" not in (place.briefs / "index.html").read_text("utf-8")


@pytest.mark.part(0)
def test_a_file_of_no_known_province_ends_the_command_with_1_and_its_name_on_stderr(place):
    unusable(place)
    done = place.rehab_run("--jobs", 1)
    assert done.returncode == 1
    assert f"{NAME}/báo cáo.xlsx" in done.stderr


def test_a_dry_run_tells_the_reasons_and_writes_nothing_at_all(rehab, place, monkeypatch):
    monkeypatch.chdir(place.root)
    place.edit({"D19": 15000})
    (place.briefs / "67-dak-nong.html").unlink()
    before = {path: path.stat().st_mtime_ns for path in place.root.rglob("*")}
    said = rehab("run", "--dry-run", "--kind", "brief")
    assert {path: path.stat().st_mtime_ns for path in place.root.rglob("*")} == before
    assert said.stdout.splitlines() == [
        "sẽ đọc trial/01-ha-noi.xlsx: bảng tính đã đổi",
        "sẽ dựng trial/01-ha-noi.html: bảng tính sẽ được đọc lại",
        "sẽ dựng trial/67-dak-nong.html: tệp không còn",
    ]


@pytest.mark.parametrize("asked", [(), ("--kind", "brief"), ("--kind", "brief", "--province", "67")])
def test_a_dry_run_with_nothing_to_do_says_so(rehab, place, monkeypatch, asked: tuple[str, ...]):
    monkeypatch.chdir(place.root)
    assert "Không có gì phải làm" in rehab("run", "--dry-run", "--kind", "brief", *asked).stdout


def test_a_run_plans_without_importing_pandas():
    code = "import rehab.cli_run, rehab.batch.session, rehab.batch.notebook_files, sys; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
