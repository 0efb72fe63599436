"""A workbook sent again: what changed is told cell by cell, to the house alone; two at once are an error."""

import re
from html import unescape
from pathlib import Path

import pytest

from books import book_of
from rehab import open_brief, open_quality
from rehab.batch.work import read_collection
from rehab.disclosure.settings import KEY
from rehab.store.parts import read_changes
from rehab.store.project import Project
from rehab.workbooks.forms.filling import fill_workbook
from rehab.workbooks.reading import read_workbooks

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def _write(path: Path, value: int, day: str = "15/6/2020", line: str = "people_on_file") -> Path:
    """A workbook of Cao Bằng with one figure, two terms of indicator 8, and the day of its report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    employed = 10 if value == 1200 else 90
    figures = [
        {"line": line, "period": "2019", "value": value},
        {"line": "reintegrated", "from": "01/01/2016", "to": "15/6/2020", "value": 100},
        {"line": "reintegrated_employed", "from": "01/01/2016", "to": "15/6/2020", "value": employed},
    ]
    statement = [{"line": "report_date", "text": day}] if day else []
    fill_workbook({"province": "04", "figure": figures, "statement": statement}).save(path)
    return path


def _read(root: Path) -> Project:
    raw = root / "data" / "raw" / "reported"
    (raw / KEY).write_text("0123456789abcdef" * 4 + "\n", encoding="utf-8")
    project = Project(root / "data", root / "briefs", NOTEBOOKS)
    read_collection(project, "reported")
    return project


def _said(markup: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", "", markup)).split())


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("again")
    _write(root / "data/raw/reported/earlier/04-cao-bang.xlsx", 1200, "1/6/2020")
    _write(root / "data/raw/reported/04-cao-bang.xlsx", 1300)
    return _read(root)


def test_what_changed_is_told_by_cell_figures_and_verdicts(again: Project):
    found = read_changes(again.parts("reported") / "04-cao-bang")
    assert found is not None
    rows = {(row["sort"], row["line"]): row for row in found.to_dict("records")}
    figure = rows["figure", "people_on_file"]
    assert (figure["before"], figure["after"], figure["period"]) == ("1200", "1300", "2019")
    assert figure["cell"] and figure["sheet"]
    assert (rows["verdict", "8"]["before"], rows["verdict", "8"]["after"]) == ("not_met", "met")
    assert rows["figure", "report_date"]["before"] == "2020-06-01"
    assert ("figure", "reintegrated") not in rows


def test_the_house_reads_it_on_the_page_of_the_data_and_on_the_brief(again: Project):
    data = str(again.data)
    quality = _said(open_quality("reported", "vi", data, "internal").files().markup)
    brief = _said(open_brief("04", "reported", "vi", data=data, audience="internal").open_points().markup)
    for said in (quality, brief):
        assert "1.200 → 1.300" in said
        assert "Chỉ tiêu 8: Không đạt → Đạt" in said


def test_the_public_reads_nothing_of_the_earlier_workbook(again: Project, tmp_path: Path):
    data = str(again.data)
    public = open_quality("reported", "vi", data).files().markup
    public += open_brief("04", "reported", "vi", data=data).open_points().markup
    assert "1.200" not in public
    assert "earlier" not in public
    _write(tmp_path / "data/raw/reported/04-cao-bang.xlsx", 1300)
    alone = _read(tmp_path)
    for name in ("observations", "verdicts", "rates", "problems"):
        both = [own.parts("reported") / "04-cao-bang" / "public" / f"{name}.csv" for own in (again, alone)]
        assert both[0].read_bytes() == both[1].read_bytes(), name


def test_two_files_of_one_province_are_an_error_unless_their_reports_dates_order_them(tmp_path: Path):
    early, late = (_write(tmp_path / f"04-{name}.xlsx", *own) for name, own in (("a", (1200, "")), ("b", (1300, ""))))
    (reading,) = read_workbooks([early, late])
    (row,) = (row for row in reading.problems.to_dict("records") if row["code"] == "sent_twice")
    assert row["severity"] == "error"
    assert "04-a.xlsx" in row["message_vi"]
    assert "04-b.xlsx" in row["message_vi"]


def test_of_two_whose_dates_order_them_the_later_counts_and_the_other_is_its_earlier_one(tmp_path: Path):
    raw = tmp_path / "data/raw/reported"
    _write(raw / "04-a.xlsx", 1200, "1/6/2020")
    _write(raw / "04-b.xlsx", 1300, "15/6/2020")
    project = _read(tmp_path)
    found = read_changes(project.parts("reported") / "04-cao-bang")
    assert found is not None
    (row,) = found[found["line"] == "people_on_file"].to_dict("records")
    assert (row["before"], row["after"], row["file_before"], row["file"]) == ("1200", "1300", "04-a.xlsx", "04-b.xlsx")
    said = open_quality("reported", "vi", str(project.data)).material.sent.problems
    assert "sent_again" in set(said["code"])
    assert "value_conflict" not in set(said["code"])


def test_a_provinces_files_with_appendices_of_their_own_are_parts_of_one_report():
    folder = Path(__file__).resolve().parents[1] / "fixtures"
    (reading,) = read_workbooks([folder / "years-down.xlsx", folder / "centres-in-rows.xlsx"])
    assert not set(reading.problems["code"]) & {"sent_twice", "sent_again"}


def test_rehab_diff_says_each_change_with_its_cell(rehab, tmp_path: Path):
    old, new = _write(tmp_path / "old.xlsx", 1200), _write(tmp_path / "new.xlsx", 1300)
    found = rehab("diff", old, new)
    assert found.exit_code == 0
    assert re.search(r"^Phụ lục 2 ! \w+: .*\(2019\): 1\.200 → 1\.300$", found.stdout, re.MULTILINE)
    assert "Chỉ tiêu 8: Không đạt → Đạt" in found.stdout
    same = rehab("diff", old, old)
    assert (same.stdout, same.stderr) == ("", "Không có gì thay đổi.\n")


def test_rehab_diff_says_of_a_cell_that_is_not_read_any_more_what_it_holds(rehab, tmp_path: Path, dak_nong):
    book = book_of(dak_nong)
    book["Phụ lục 4"]["J13"] = "một trăm sáu mốt??"
    book.save(tmp_path / "new.xlsx")
    found = rehab("diff", dak_nong, tmp_path / "new.xlsx")
    assert "(01/01/2017 - 15/6/2020): 161 → không đọc được “một trăm sáu mốt??”" in found.stdout
    assert "Chỉ tiêu 7: vẫn Đạt; căn cứ: Tính từ số liệu → Tỉnh tự đánh giá" in found.stdout
    assert "trong đó 0 kết quả đánh giá" in found.stderr


def test_rehab_diff_refuses_workbooks_of_two_provinces(rehab, tmp_path: Path, dak_nong):
    found = rehab("diff", _write(tmp_path / "old.xlsx", 1200), dak_nong)
    assert found.exit_code == 2
    assert "Tỉnh Cao Bằng" in found.stderr
