"""The letter to a province: internal, a page of its own, to the department by its full name."""

import re

import pytest

from pages import PROJECT, Page, copy_of_raw
from places import build
from rehab.catalog.kinds import kinds
from rehab.pages.numbers.absences import AbsentLine
from rehab.pages.numbers.material import load_material
from rehab.pages.sections.questions import questions
from rehab.store.project import Project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Đắk Nông's pages, built as `rehab run --audience internal` builds them."""
    out = tmp_path_factory.mktemp("letters")
    own = Project(copy_of_raw(tmp_path_factory.mktemp("data")), out, PROJECT / "notebooks")
    build(own, ("reported",), audience="internal")
    return own


@pytest.fixture(scope="module")
def letter(project: Project) -> str:
    """Đắk Nông's letter."""
    (page,) = project.out.rglob("67-dak-nong.questions.html")
    return re.sub(r"\s+", "", Page(page.read_text(encoding="utf-8")).text)


@pytest.mark.parametrize(
    "said",
    [
        "Kính gửi: Sở Lao động – Thương binh và Xã hội tỉnh Đắk Nông.",
        "đề nghị giải trình hoặc sửa trong tệp 67-dak-nong.xlsx",
        "Chỉ tiêu 7: đề nghị xác nhận 81 và 161, vì chỉ một người cũng làm đổi kết quả.",
        "[67-dak-nong.xlsx ! Phụ lục 4 ! J42, J13]",
        "67-dak-nong.xlsx ! Đánh giá chỉ tiêu ! D10",
    ],
)
def test_a_letter_asks_the_department_by_its_full_name_with_file_sheet_and_cell(letter: str, said: str):
    assert re.sub(r"\s+", "", said) in letter


@pytest.mark.parametrize(
    ("lacking", "ends"),
    [
        (("capacity", "people_on_file"), "quản lý. Nếu không có, đề nghị ghi số 0."),
        (("capacity", "facility_name"), "Tên cơ sở. Số liệu nào không có, đề nghị ghi số 0."),
        (("facility_name", "meets_standards"), "theo quy định."),
    ],
)
def test_a_name_or_an_answer_that_is_missing_is_not_asked_for_as_nought(
    project: Project, monkeypatch: pytest.MonkeyPatch, lacking: tuple[str, ...], ends: str
):
    own = load_material("67", "reported", "vi", data=str(project.data), audience="internal")
    missing = [AbsentLine(4, "4", name, "missing") for name in lacking]
    monkeypatch.setattr("rehab.pages.sections.questions.absent_lines", lambda _: missing)
    (asked,) = [own.ask.plain for own in questions(own) if "Đề nghị bổ sung" in own.ask.plain]
    assert asked.endswith(ends)


def test_a_letter_is_internal_and_no_part_of_the_public_page(html: str):
    assert kinds().get("questions").audiences == ("internal",)
    assert 'id="questions"' not in html
    assert "đề nghị giải trình" not in Page(html).text.lower().split("điều cần xem lại")[0]
