"""Nothing that could name a person leaves the house."""

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from rehab.workbooks.reading import read_workbook

SECRETS = ["0912 345 678", "+84912345678", "123456789012", "sinh năm 1985", "sinh ngày 3/4/1985"]


def everything(path) -> str:
    reading = read_workbook(path)
    return pd.concat([reading.observations.astype(str), reading.problems.astype(str)]).to_csv()


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("place", [("Đánh giá chỉ tiêu", "G9"), ("Phụ lục 4", "M13"), ("Phụ lục 4", "J13")])
def test_numbers_and_birth_dates_of_a_person_are_withheld_from_every_output(workbook, secret: str, place):
    sheet, cell = place
    path = workbook({sheet: {cell: f"Ông A, {secret}, xã B"}})
    assert secret not in everything(path)
    found = read_workbook(path).problems.set_index("code").loc["personal_withheld"]
    assert (found["sheet"], found["cell"]) == (sheet, cell)


def test_a_long_amount_of_money_is_no_identity_number(filled):
    path = filled({"figure": [{"line": "funding_other", "period": "2018", "value": "123.456.789"}]})
    assert "personal_withheld" not in set(read_workbook(path).problems["code"])


def test_a_sheet_that_lists_persons_is_refused_and_the_rest_is_read(workbook):
    path = workbook()
    book = load_workbook(path)
    sheet = book.create_sheet("Danh sách")
    sheet.append(["STT", "Họ và tên", "Năm sinh", "Số CMND"])
    sheet.append([1, "Nguyễn Văn Mẫu", 1985, "123456789"])
    book.save(path)
    reading = read_workbook(path)
    assert "Nguyễn Văn Mẫu" not in everything(path)
    refused = reading.problems.set_index("code").loc["people_listed"]
    assert (refused["sheet"], refused["severity"]) == ("Danh sách", "error")
    assert "people_on_file" in set(reading.observations["line"])


def test_what_someone_has_cleared_is_shown(workbook, tmp_path):
    from rehab.workbooks.grids.corrections import load_corrections

    said = "Đường dây nóng của Sở: 0912345678"
    path = workbook({"Đánh giá chỉ tiêu": {"G9": said}})
    (tmp_path / "corrections.toml").write_text(
        f'[[correction]]\nfile = "{path.name}"\nsheet = "Đánh giá chỉ tiêu"\ncell = "G9"\nread = "{said}"\n'
        'reason = "Số công vụ"\nasked_by = "Phòng PCTNXH"\nstatus = "cleared"\n',
        encoding="utf-8",
    )
    reading = read_workbook(path, corrections=load_corrections(tmp_path / "corrections.toml"))
    assert said in set(reading.observations["text"])


def test_a_birth_date_in_an_old_font_is_withheld_too(workbook):
    path = workbook()
    book = load_workbook(path)
    cell = book["Đánh giá chỉ tiêu"]["G9"]
    cell.value, cell.font = "A, sinh n\xa8m 1985", Font(name=".VnTime")
    book.save(path)
    assert "1985" not in everything(path)
