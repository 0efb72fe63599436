"""The five-year review: every bullet of the outline, sentences that its own figures bear out, sources, own words."""

import re
import shutil
from dataclasses import replace

import pytest
from test_citing import Cited, notebook

from pages import PROJECT, Page, material_with
from rehab.batch.work import read_collection
from rehab.catalog.outline import chapters
from rehab.disclosure.settings import KEY
from rehab.pages.citing.html import Html
from rehab.pages.frame.export import export_page
from rehab.pages.numbers.changes import course_sentences, share_sentence
from rehab.pages.numbers.material import Material, load_material
from rehab.pages.numbers.weak import weak_points
from rehab.pages.sections.review import ProvinceReview
from rehab.store.project import Project
from untraced import unstated_numbers, untraced_digits

# The ministry's outline in the fewest words that tell each heading and bullet from all others, in its order.
OUTLINE = (
    "Kết quả thực hiện", "Công tác chỉ đạo, tổ chức triển khai",
    "Công tác chỉ đạo, hướng dẫn thực hiện của Hội đồng nhân dân", "chỉ đạo, triển khai thực hiện của cấp huyện",
    "triển khai thực hiện của cấp xã", "Kết quả công tác cai nghiện", "Công tác cai nghiện tại gia đình, cộng đồng",
    "thành lập, hoạt động của Tổ công tác", "khai báo, đăng ký cai nghiện", "lập hồ sơ cai nghiện tại gia đình",
    "quy trình cai nghiện theo Thông tư liên tịch số 03/2012", "điều trị cắt cơn tại cộng đồng",
    "hỗ trợ vay vốn, tạo việc làm", "cấp giấy chứng nhận hoàn thành",
    "Công tác cai nghiện tại cơ sở cai nghiện ma túy công lập", "cơ sở vật chất, tổ chức bộ máy cán bộ",
    "lập hồ sơ đề nghị áp dụng biện pháp", "nội quy quản lý học viên theo Thông tư số 21/2010",
    "quy trình cai nghiện theo Thông tư liên tịch số 41/2010", "Cai nghiện tại cơ sở cai nghiện do tổ chức, cá nhân",
    "Thông tin về quy mô, cơ sở vật chất", "quy trình cai nghiện theo Thông tư liên tịch số 41/2010",
    "Công tác quản lý sau cai", "lập hồ sơ quản lý sau cai nghiện", "sau cai nghiện ma túy tại cơ sở quản lý sau cai",
    "sau cai nghiện ma túy tại cộng đồng", "đối tượng không nơi cư trú", "Thông tin chung về cơ sở xã hội",
    "tiếp nhận, phân loại đối tượng", "Đề án đổi mới công tác cai nghiện", "mục tiêu, chỉ tiêu, nhiệm vụ, giải pháp",
    "phát triển các cơ sở điều trị nghiện tự nguyện", "thành lập và hoạt động của các cơ sở cai nghiện tự nguyện",
    "chuyển đổi Trung tâm", "hoàn thiện các cơ sở điều trị thay thế", "Trung tâm dân lập", "phát triển điểm tư vấn",
    "thành lập và hoạt động các điểm tư vấn", "huy động sự tham gia", "thí điểm các mô hình",
    "mô hình thí điểm đang triển khai", "Kết quả triển khai thí điểm", "Kinh phí cho công tác cai nghiện",
    "Kinh phí sự nghiệp", "Kinh phí từ các chương trình", "Kinh phí thường xuyên", "Kinh phí đầu tư phát triển",
    "Đánh giá chung", "Đánh giá kết quả thực hiện", "Đánh giá các biện pháp, hình thức",
    "Tồn tại, nguyên nhân", "Tồn tại", "Về cơ chế chính sách", "Về tổ chức chỉ đạo", "Về tổ chức thực hiện",
    "Về huy động nguồn lực", "Nguyên nhân tồn tại", "Bài học kinh nghiệm", "Đề xuất, kiến nghị", "Đối với Quốc hội",
    "Đối với Chính phủ", "Đối với các Bộ",
)  # fmt: skip
CHANGE = re.compile(
    r"năm (\d{4}) là ([\d.,]+) [^,;()]+, (tăng|giảm) ([\d.,]+) [^(]*?"
    r"(?:\(([\d.,]+)%\) )?so với năm (\d{4}) \(([\d.,]+)\)"
)
CODES = ("04", "62", "64")
HEADINGS = re.compile(r"<h[2345][^>]*>(.*?)</h[2345]>", re.DOTALL)


def page_of(material: Material) -> str:
    """The page of a province's review, made of all its chapters in order."""
    review = ProvinceReview(material)
    pieces: list[Html] = [review.heading(), *(review.chapter(own.heading.item) for own in chapters()), review.sources()]
    return export_page(notebook(*pieces))


@pytest.fixture(scope="module")
def reviews(material: Material, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Material, str]]:
    """Materials and pages: Đắk Nông's, made-up provinces', for the public in Vietnamese and in the house in English."""
    root = tmp_path_factory.mktemp("reviews")
    project = Project(root / "data", root / "briefs", PROJECT / "notebooks")
    sample = PROJECT / "data" / "raw" / "sample"
    project.raw("sample").mkdir(parents=True)
    shutil.copy(sample / KEY, project.raw("sample"))
    for code in CODES:
        shutil.copy(next(path for path in sample.glob(f"{code}-*") if path.suffix != ".csv"), project.raw("sample"))
    read_collection(project, "sample")
    found = {"67": material}
    for code in CODES:
        found[code] = load_material(code, "sample", "vi", data=str(project.data))
        found[f"{code} en"] = load_material(code, "sample", "en", data=str(project.data), audience="internal")
    return {name: (own, page_of(own)) for name, own in found.items()}


def test_every_heading_and_bullet_of_the_outline_stands_on_the_page_in_order(reviews):
    for name, (material, page) in reviews.items():
        if material.language != "vi":
            continue
        found = [" ".join(Page(heading).text.split()) for heading in HEADINGS.findall(page)]
        assert len(found) == len(OUTLINE) + 1, name
        for words, heading in zip(OUTLINE, found, strict=False):
            assert words in heading, name


def test_contents_name_chapters_by_words_and_letters_are_closed_by_brackets(reviews):
    _, page = reviews["67"]
    named = [" ".join(Page(own).text.split()) for own in re.findall(r'<li><a href="#chapter-[^"]*">(.*?)</a>', page)]
    assert len(named) == len(chapters())
    assert "III.1a Về cơ chế chính sách" in named and named[1] == "I.2.1 Công tác cai nghiện tại gia đình…"
    assert "a) Về cơ chế chính sách" in [" ".join(Page(own).text.split()) for own in HEADINGS.findall(page)]


def test_every_figure_of_a_review_leads_to_its_source_or_to_the_table_it_is_worked_out_from(reviews):
    for name, (_, page) in reviews.items():
        found = Cited(page)
        assert set(found.links) == set(found.rows), name
        assert all(found.rows.values()), name
        assert not untraced_digits(page), name
        assert not unstated_numbers(page), name
        ids = set(re.findall(r'id="([^"]+)"', page))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= ids, name


def test_a_review_says_what_does_not_add_up_and_gives_no_orders(reviews):
    page = Page(reviews["67"][1]).text
    assert "Bảng tính không giải thích chênh lệch 5" in page and "Không phải lỗi" not in page


def test_a_review_leads_to_its_word_documents(reviews):
    for name, (_, page) in reviews.items():
        found = re.findall(r'<a download="([^"]+\.docx)" href="\1">', page)
        assert [one.split(".", 1)[1].split(".")[0] for one in found] == ["review", "evaluation"], name


def test_what_a_workbook_does_not_say_is_named_with_the_sheet_to_fill_in(reviews):
    page = Page(reviews["67"][1]).text
    assert page.count("Phần tỉnh báo cáo: chưa có nội dung; ghi ở trang Thuyết minh") == len(chapters())
    # That it has no centre for rehabilitation says nothing of social ones.
    assert "Thông tin chung về cơ sở xã hội Chưa có số liệu. Ghi ở trang Phụ lục 3" in page
    assert "Tỉnh nêu không có cơ sở cai nghiện." in page
    assert "Chưa có số liệu. Ghi ở trang Phụ lục 5" in page


def years_of(line: str, values: dict[str, float | None]) -> list[dict[str, object]]:
    days = {"2020-H1": ("2020-01-01", "2020-06-22")}
    return [
        {
            "line": line,
            "period": period,
            "period_start": days.get(period, (f"{period}-01-01",))[0],
            "period_end": days.get(period, ("", f"{period}-12-31"))[1],
            "value": value,
            "cell": f"D{place}",
        }
        for place, (period, value) in enumerate(values.items(), start=10)
    ]


FILES = "files_home_voluntary"
CASES: list[tuple[dict[str, float | None], str]] = [
    ({"2018": 7}, "năm 2018 là 7 hồ sơ; chỉ có số liệu của một năm"),
    ({"2016": 40, "2019": 50}, "năm 2019 là 50 hồ sơ, tăng 10 hồ sơ (25%) so với năm 2016 (40)"),
    ({"2016": 10, "2019": 12}, "tăng 2 hồ sơ so với năm 2016 (10)"),
    ({"2016": 40, "2019": 30}, "giảm 10 hồ sơ (25%)"),
    ({"2016": 40, "2019": 0}, "năm 2019 là 0 hồ sơ; năm 2016 là 40"),
    ({"2016": 0, "2019": 9}, "tăng 9 hồ sơ so với năm 2016 (0)"),
    ({"2016": 0, "2019": 0}, "bằng năm 2016 (0)"),
    ({"2016": 40, "2018": 30}, "Chưa có số liệu của năm 2017, 2019"),
    ({"2016": 5, "2017": 9, "2018": 3, "2019": 6}, "Cao nhất là năm 2017 (9), thấp nhất là năm 2018 (3)"),
    ({"2016": 9, "2017": 9, "2018": 3, "2019": 6}, "Cao nhất là năm 2016, 2017 (9)"),
    ({"2020-H1": 4}, "6 tháng đầu năm 2020: 4 hồ sơ"),
    ({"2019": 8, "2020-H1": 4}, "Số của 6 tháng đầu năm 2020 là 4 hồ sơ; chưa đủ năm"),
]


@pytest.mark.parametrize(("values", "said"), CASES)
def test_what_a_course_says_is_right_at_its_edges(material: Material, values: dict[str, float | None], said: str):
    own = material_with(material, years_of(FILES, values))
    assert said in " ".join(sentence.plain for sentence in course_sentences(own, FILES, "o-x"))


@pytest.mark.parametrize(
    "values", [{"2016": 5, "2019": 9}, {"2016": 5, "2017": 5, "2019": 5}, {"2016": 9, "2017": 9, "2019": 3}]
)
def test_highest_and_lowest_are_not_told_where_the_two_ends_say_them_already(material: Material, values):
    own = material_with(material, years_of(FILES, values))
    assert "Cao nhất" not in " ".join(sentence.plain for sentence in course_sentences(own, FILES, "o-x"))


def test_of_a_year_with_two_figures_neither_is_used(material: Material):
    rows = [*years_of(FILES, {"2016": 5, "2019": 9}), {**years_of(FILES, {"2019": 8})[0], "cell": "Z9"}]
    said = " ".join(sentence.plain for sentence in course_sentences(material_with(material, rows), FILES, "o-x"))
    assert "chỉ có số liệu của một năm" in said


def test_nothing_is_said_of_a_course_that_is_partly_withheld(material: Material):
    own = material_with(material, years_of(FILES, {"2016": 40, "2018": 30, "2019": 20}))
    hidden = replace(own, observations=own.observations.assign(withheld=["", "small", ""], value=[40.0, None, 20.0]))
    said = [sentence.plain for sentence in course_sentences(hidden, FILES, "o-x")]
    assert len(said) == 1 and "không công bố" in said[0]


def test_a_share_is_of_its_own_whole_and_never_above_it(material: Material):
    rows = [*years_of("counsellors_total", {"2019": 40}), *years_of("counsellors_certified", {"2019": 30})]
    share = share_sentence(material_with(material, rows), "counsellors_certified", "o-x")
    assert share is not None and "30 trên 40, chiếm 75%" in share.plain
    above = [*years_of("counsellors_total", {"2019": 40}), *years_of("counsellors_certified", {"2019": 50})]
    assert share_sentence(material_with(material, above), "counsellors_certified", "o-x") is None
    assert share_sentence(material_with(material, rows), "funding_programme_centre", "o-x") is None


def test_sentences_of_all_made_up_provinces_state_what_the_tables_hold(reviews):
    checked = 0
    for name, (_, page) in reviews.items():
        words = Page(page).text.replace(" )", ")").replace("( ", "(")
        for last, after, way, by, percent, first, before in CHANGE.findall(words):
            value, old, change = (float(own.replace(".", "").replace(",", ".")) for own in (after, before, by))
            assert last > first, name
            assert change == pytest.approx(abs(value - old), abs=0.051), name
            assert (value > old) is (way == "tăng"), name
            if percent:
                assert float(percent.replace(",", ".")) == pytest.approx(100 * change / old, abs=0.051), name
            checked += 1
    assert checked > 20


def test_shortcomings_are_proposed_from_figures_alone(material: Material):
    proposed = [sentence.plain for sentence in weak_points(material, "implementation")]
    assert any("Chỉ tiêu 6" in one and "36,1%" in one for one in proposed)
    assert not weak_points(material, "policy")
    rows = [*years_of("funding_recurrent_centre", {"2016": 900, "2019": 300})]
    assert any("giảm 66,7%" in one.plain for one in weak_points(material_with(material, rows), "resources"))


def test_the_provinces_own_words_stand_below_their_heading_as_words(material: Material):
    rows = [
        {"line": "narrative", "entry": "1.1", "text": "Tỉnh đã ban hành <b>kế hoạch</b>.", "cell": "C9", "value": None}
    ]
    page = page_of(material_with(material, rows))
    assert "<blockquote>" in page and "&lt;b&gt;kế hoạch&lt;/b&gt;" in page
