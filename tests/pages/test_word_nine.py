"""What Word and page say of figures behind the nine: how far they reach, where the province says otherwise."""

import re
from dataclasses import replace
from pathlib import Path

from docx import Document
from test_review import page_of, years_of

from pages import material_with
from rehab.catalog.texts import text
from rehab.pages.numbers.counted import counted_notes
from rehab.pages.numbers.material import Material
from rehab.pages.sections.word_evaluation import write_evaluation
from rehab.pages.sections.word_pages import write_review

SO_FAR = "mới có 3/7 thành phần có số liệu"


def _with(material: Material, number: int, **values: object) -> Material:
    verdicts = material.verdicts.copy()
    for column, value in values.items():
        verdicts.loc[verdicts["indicator"] == number, column] = value
    return replace(material, verdicts=verdicts)


def _review(material: Material, folder: Path) -> list[str]:
    """Rows of the nine, and what is proposed."""
    path = folder / "review.docx"
    write_review(material, path)
    document = Document(str(path))
    nine = next(table for table in document.tables if len(table.rows) == 10)
    rows = ["|".join(cell.text for cell in row.cells) for row in nine.rows]
    return [*rows, *(own.text for own in document.paragraphs if own.style.name == "List Choice")]


def _computed(material: Material, folder: Path) -> dict[str, str]:
    """The list below the official table, by part."""
    path = folder / "evaluation.docx"
    write_evaluation(material, path)
    said = [own.text.partition(". ") for own in Document(str(path)).paragraphs if own.style.name == "Body Text"]
    return {part: words for part, _, words in said}


def test_where_terms_are_missing_the_nine_and_the_proposals_say_so(material: Material, tmp_path: Path):
    (row,) = [own for own in _review(material, tmp_path) if own.startswith("6|")]
    assert f"36,1%\n{SO_FAR}\n" in row
    assert "số liệu chưa đủ để tự kết luận; phù hợp với đánh giá của tỉnh" in row
    assert any(f"mới đạt 36,1%, mục tiêu 80%; {SO_FAR}." in own for own in _review(material, tmp_path))
    page = page_of(material)
    assert page.count("thành phần có số liệu") >= 2 and "số liệu chưa đủ để tự kết luận" in page


def test_where_figures_and_province_differ_the_nine_say_both(material: Material, tmp_path: Path):
    other = _with(material, 7, stated_verdict="not_met", agrees=False)
    (row,) = [own for own in _review(other, tmp_path) if own.startswith("7|")]
    assert "|Đạt|Tính từ số liệu\ntỉnh đánh giá: Không đạt" in row
    assert "tỉnh đánh giá: Không đạt" in page_of(other)


def test_figures_that_conclude_nothing_do_not_bear_the_provinces_verdict(material: Material, tmp_path: Path):
    assert _computed(material, tmp_path)["6"].endswith(
        f"36,1% ({SO_FAR}). Không đạt (số liệu chưa đủ để tự kết luận; phù hợp với đánh giá của tỉnh)."
    )
    stated = _with(material, 6, verdict="met", stated_verdict="met", basis="stated", reason="incomplete", agrees_by="")
    computed = _computed(stated, tmp_path)
    assert computed["6"].endswith(f"36,1% ({SO_FAR}). Số liệu chưa đủ để kết luận.")
    assert computed["7"].endswith("50,3%. Đạt.")


def test_a_note_of_the_official_table_gives_a_withheld_figure_no_unit(material: Material, tmp_path: Path):
    workings = material.workings.copy()
    workings.loc[workings["line"] == "in_compulsory", ["value", "withheld"]] = None, "other"
    (note,) = [
        own.plain
        for own in counted_notes(6, replace(material, workings=workings))
        if "97" in own.plain or "công bố" in own.plain
    ]
    assert "(cuối kỳ), 10/6/2020: không công bố; " in note


def test_money_is_said_to_be_nominal_only_where_there_is_some(material: Material):
    said = text("review.note_nominal", "vi")
    rows = years_of("funding_recurrent_centre", {"2019": 300})
    assert said not in page_of(material)
    assert said in page_of(material_with(material, [{**row, "appendix": "5"} for row in rows]))


def test_captions_are_not_cut(material: Material):
    assert not [
        words for words in re.findall(r"<caption[^>]*>(.*?)</caption>", page_of(material), re.DOTALL) if "…" in words
    ]
