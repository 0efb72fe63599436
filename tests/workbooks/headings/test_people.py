"""Nothing that could name a person leaves the house."""

import re
import unicodedata

import pandas as pd
import pytest
from openpyxl.styles import Font

from books import book_of
from rehab.workbooks.headings.people import withhold
from rehab.workbooks.reading import read_workbook

SECRETS = ["0912 345 678", "+84912345678", "123456789012", "sinh năm 1985", "sinh ngày 3/4/1985"]


# Of each kind as people write it: what must not be seen, in a sentence around it.
CANARIES = {
    "e-mail": ("nguyen.van-a1985@gmail.com", "thư gửi về {}, xin cảm ơn"),
    "phone with the country": ("(+84) 91122 3337", "gọi {} để biết thêm"),
    "phone of a house": ("(0261) 3544 123", "điện thoại {}"),
    "identity number in groups": ("001 085 012 345", "số {} cấp tại Hà Nội"),
    "old identity number in groups": ("245 123 456", "CMND số {}"),
    "passport": ("C1234567", "mang theo {} khi nhập viện"),
    "passport said so": ("PT 9876543", "hộ chiếu số: {}"),
    "insurance": ("GD 4 01 0123456789", "thẻ {} còn hạn"),
    "social insurance": ("6712 345 678", "sổ BHXH số {}"),
    "account said so": ("0071 0009 12345", "chuyển vào tài khoản số {}"),
    "account of many digits": ("19034567890123", "chuyển vào {}"),
    "birth date": ("12/3/1985", "anh A, sinh ngày {}, trú tại xã B"),
    "birth date with names": ("12 tháng 3 năm 1985", "anh A, sinh ngày {}, trú tại xã B"),
    "birth date in words": ("mười hai tháng ba năm một nghìn chín trăm tám mươi lăm", "chị B sinh ngày {} tại Huế"),
    "year of birth in words": ("tám mươi lăm", "cháu C, sinh năm {}, là học sinh"),
    "born, in English": ("12/3/1985", "Mr A, born on {}"),
    "name": ("Nguyễn Văn Đàn", "Năm 2019, học viên {} đã trốn khỏi cơ sở"),
    "name in capitals": ("TRẦN THỊ BÍCH", "trong đó có bà {} đã cai nghiện"),
    "name in two pieces a letter": (unicodedata.normalize("NFD", "Lê Hữu Phước"), "đối tượng {} tái nghiện"),
}
INNOCENT = [
    "Số phát sinh năm 2018 là 120 người, tăng 12 % so với năm 2017",
    "Số học sinh năm 2019 được tuyên truyền: 12.345",
    "Kinh phí 123.456.789 đồng; 1.234.567.890 đồng; 123 456 789 đồng",
    "Quyết định số 29/2014/QĐ-TTg ngày 30/4/2014; Nghị định 80/2018/NĐ-CP; Luật 73/2021/QH14",
    "Giai đoạn 2016-2020: 1.234, 2.345, 3.456, 4.567 người",
    "Trung tâm ở đường Bà Triệu, phường Ông Ích Khiêm, quận Lê Chân",
    "Bà Rịa - Vũng Tàu; cơ sở số 1 (tầng 2) có 250 chỗ, 31/12/2019: 180",
    "Tăng từ 1250 (năm 2016) lên 1890 (năm 2019), đạt 151,2 %",
]


def everything(path) -> str:
    reading = read_workbook(path)
    return pd.concat([reading.observations.astype(str), reading.problems.astype(str)]).to_csv()


@pytest.mark.part(8)
@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("place", [("Đánh giá chỉ tiêu", "G9"), ("Phụ lục 4", "M13"), ("Phụ lục 4", "J13")])
def test_numbers_and_birth_dates_of_a_person_are_withheld_from_every_output(workbook, secret: str, place):
    sheet, cell = place
    path = workbook({sheet: {cell: f"Ông A, {secret}, xã B"}})
    assert secret not in everything(path)
    found = read_workbook(path).problems.set_index("code").loc["personal_withheld"]
    assert (found["sheet"], found["cell"]) == (sheet, cell)


@pytest.mark.parametrize("kind", CANARIES)
def test_each_kind_of_what_could_tell_a_person_is_taken_out_of_a_sentence(kind: str):
    secret, sentence = CANARIES[kind]
    shown, kinds = withhold(sentence.format(secret))
    digits = [piece for piece in re.split(r"\W+", unicodedata.normalize("NFC", secret)) if len(piece) > 1]
    assert [piece for piece in digits if piece in unicodedata.normalize("NFC", shown)] == []
    assert len(kinds) == 1


@pytest.mark.parametrize("written", INNOCENT)
def test_figures_years_documents_and_places_tell_nobody(written: str):
    assert withhold(written) == (written, ())


def test_all_kinds_at_once_are_withheld_from_every_output(workbook):
    said = "; ".join(sentence.format(secret) for secret, sentence in CANARIES.values())
    shown = unicodedata.normalize("NFC", everything(workbook({"Đánh giá chỉ tiêu": {"G9": said}})))
    assert [secret for secret, _ in CANARIES.values() if unicodedata.normalize("NFC", secret) in shown] == []


def test_a_long_amount_of_money_is_no_identity_number(filled):
    path = filled({"figure": [{"line": "funding_other", "period": "2018", "value": "123.456.789"}]})
    assert "personal_withheld" not in set(read_workbook(path).problems["code"])


def test_a_sheet_that_lists_persons_is_refused_and_the_rest_is_read(dak_nong, tmp_path):
    path = tmp_path / dak_nong.name
    book = book_of(dak_nong)
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


def test_a_birth_date_in_an_old_font_is_withheld_too(dak_nong, tmp_path):
    path = tmp_path / dak_nong.name
    book = book_of(dak_nong)
    cell = book["Đánh giá chỉ tiêu"]["G9"]
    cell.value, cell.font = "A, sinh n\xa8m 1985", Font(name=".VnTime")
    book.save(path)
    assert "1985" not in everything(path)
