"""The blank form: every line in its place, drop-downs, notes, and a reader that understands it."""

import pytest
from openpyxl import load_workbook

from books import book_of
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import lines
from rehab.catalog.provinces import provinces
from rehab.workbooks.forms.blank import blank_workbook
from rehab.workbooks.forms.filling import FillingError, fill_workbook
from rehab.workbooks.forms.tables import form_label
from rehab.workbooks.reading import read_workbook


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "01-ha-noi.xlsx"
    blank_workbook(provinces()["01"]).save(path)
    return path


def _texts(sheet) -> set[str]:
    return {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_every_line_stands_on_the_sheet_of_its_appendix(form):
    book = book_of(form)
    for line in lines().values():
        assert form_label(line) in _texts(book[f"Phụ lục {line.appendix}"]), line.name


def test_lines_that_the_project_added_say_so(form):
    assert "Số người dân ở độ tuổi trưởng thành (bổ sung)" in _texts(book_of(form)["Phụ lục 1"])


def test_every_line_has_a_note_that_defines_it(form):
    book = book_of(form)
    for line in lines().values():
        sheet = book[f"Phụ lục {line.appendix}"]
        cells = [c for row in sheet.iter_rows() for c in row if c.value == form_label(line)]
        assert any(cell.comment and line.label_vi in cell.comment.text for cell in cells), line.name


def test_the_nine_goals_stand_with_the_plans_targets(form):
    texts = _texts(book_of(form)["Đánh giá chỉ tiêu"])
    assert {indicator.title_vi for indicator in indicators().values()} <= texts
    assert "2a: 100%; 2b: 80%" in texts


def test_choices_are_offered_as_drop_downs(form):
    book = book_of(form)
    offered = {r.formula1 for sheet in book.worksheets for r in sheet.data_validations.dataValidation}
    assert '"Có,Không"' in offered
    assert '"Đạt,Không đạt,Không đánh giá"' in offered
    assert any("Đa chức năng" in (formula or "") for formula in offered)


def test_every_sheet_has_a_print_area(form):
    assert all(sheet.print_area for sheet in book_of(form).worksheets)


def test_an_untouched_form_holds_no_figure_and_no_error(form):
    reading = read_workbook(form)
    assert reading.observations["value"].isna().all()
    assert not reading.has_errors


def test_the_blank_command_writes_the_form_for_a_province(rehab, tmp_path):
    path = tmp_path / "mau.xlsx"
    assert rehab("blank", path, "--province", "Hà Nội").exit_code == 0
    assert "Thành phố Hà Nội" in _texts(load_workbook(path)["Thông tin chung"])


def test_an_empty_form_is_not_written_over_one_that_is_filled_in(rehab, workbook):
    path = workbook()
    before = path.read_bytes()
    found = rehab("blank", path)
    assert found.exit_code == 2
    assert "đặt tên khác" in found.stderr
    assert path.read_bytes() == before


def test_the_blank_command_says_when_the_name_is_no_xlsx(rehab, tmp_path):
    found = rehab("blank", tmp_path / "mau.pdf")
    assert found.exit_code == 2
    assert ".xlsx" in found.stderr


@pytest.mark.parametrize(
    ("figures", "named"),
    [
        ({"Phụ lục 4": {"J13": 12}}, "Phụ lục 4"),
        ({"figure": [{"line": "people_in_space", "period": "2018", "value": 1}]}, "people_in_space"),
        ({"figure": [{"line": "people_on_file", "period": "1918", "value": 1}]}, "1918"),
        ({"statement": [{"line": "weather", "text": "nắng"}]}, "weather"),
    ],
)
def test_a_figure_that_the_form_has_no_place_for_is_refused_by_its_name(figures: dict, named: str):
    with pytest.raises(FillingError, match=named):
        fill_workbook({"province": "01", **figures})
