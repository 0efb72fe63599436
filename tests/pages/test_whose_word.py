"""What sections say of estimates, of a balance that is withheld, and of what is not met by the project's reading alone.

Two workbooks are read, alike but for what each test is about: one estimates, its centre meets the standards and three
people escaped; the other counted, its centre does not meet them and thirty escaped.
"""

from pathlib import Path

import pytest

from pages import PROJECT, Page
from rehab.batch.work import read_collection
from rehab.catalog.provinces import provinces
from rehab.disclosure.audiences import INTERNAL, PUBLIC
from rehab.pages.citing.html import Html
from rehab.pages.sections.brief import Brief, open_brief
from rehab.pages.sections.letter import open_letter
from rehab.store.project import Project
from rehab.workbooks.clerk.balance import balance
from rehab.workbooks.forms.filling import fill_workbook

ESTIMATED, COUNTED = "01", "02"
WORDS = {ESTIMATED: "Ước tính của công an xã", COUNTED: "Điều tra mẫu năm 2019"}
MEETS_STANDARDS = {ESTIMATED: "Có", COUNTED: "Không"}
ESCAPED = {ESTIMATED: 3, COUNTED: 30}
AWARE = {"officials_total": 100, "officials_informed": 99, "adults_total": 5000, "adults_informed": 4500}


def _movement(escaped: int) -> dict[str, int]:
    """A year of the centres that adds up."""
    rows = (*balance().admitted, *balance().left, *balance().present, *balance().optional)
    given = {"admitted_compulsory": 50, "completed_compulsory": 40, "left_escaped": escaped}
    return {**dict.fromkeys(rows, 0), balance().opening: 100, **given, "in_compulsory": 110 - escaped}


def _write(code: str, raw: Path) -> None:
    given = [("2019", AWARE | {"people_on_file": 1000}), ("2018", _movement(ESCAPED[code]))]
    book = fill_workbook(
        {
            "province": code,
            "statement": [{"line": "report_date", "text": "22/6/2020"}],
            "figure": [
                {"line": line, "period": period, "value": value} for period, own in given for line, value in own.items()
            ],
            "assessment": [{"indicator": 4, "verdict": "Đạt"}],
        }
    )
    book["Phụ lục 1"]["I50"] = WORDS[code]
    centre = {"B14": "Cơ sở số 1", "F14": "Đa chức năng", "K14": 100, "W14": MEETS_STANDARDS[code]}
    for cell, value in centre.items():
        book["Phụ lục 3"][cell] = value
    book.save(raw / f"{provinces()[code].slug}.xlsx")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A data folder with the tables of both."""
    folder = tmp_path_factory.mktemp("told")
    raw = folder / "raw" / "reported"
    raw.mkdir(parents=True)
    for code in (ESTIMATED, COUNTED):
        _write(code, raw)
    read_collection(Project(folder, folder / "briefs", PROJECT / "notebooks"), "reported")
    return str(folder)


def brief(data: str, code: str, language: str = "vi", audience: str = PUBLIC) -> Brief:
    return open_brief(code, "reported", language, data=data, audience=audience)


def told(section: Html) -> str:
    """A section's words, however many spaces its markup has between them."""
    return "".join(Page(section.markup).text.split())


def tight(said: str) -> str:
    return "".join(said.split())


# ── Estimates (rule 21) ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("language", "said"), [("vi", "2a 99% (ước tính)"), ("en", "2a 99% (estimate)")])
def test_the_table_marks_a_figure_as_an_estimate(data: str, language: str, said: str):
    assert tight(said) in told(brief(data, ESTIMATED, language).nine_indicators())


def test_the_table_does_not_mark_what_was_counted(data: str):
    assert tight("ước tính") not in told(brief(data, COUNTED).nine_indicators())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            "Chỉ tiêu 2a, 2b: số liệu là ước tính của tỉnh (“Ước tính của công an xã”); "
            "độ chính xác của ước tính không rõ.",
        ),
        (
            "en",
            "The province's figures for 2a, 2b are estimates (“Ước tính của công an xã”); "
            "how exact they are is not known.",
        ),
    ],
)
def test_a_caution_says_which_parts_are_estimates_in_the_provinces_words(data: str, language: str, said: str):
    assert tight(said) in told(brief(data, ESTIMATED, language).cautions())


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (ESTIMATED, "Số liệu của 2a, 2b là ước tính; cách xác định theo tỉnh: “Ước tính của công an xã”."),
        (COUNTED, "Cách xác định số liệu của 2a, 2b theo tỉnh: “Điều tra mẫu năm 2019”."),
    ],
)
def test_the_indicator_says_how_its_figures_were_arrived_at(data: str, code: str, said: str):
    assert tight(said) in told(brief(data, code).indicators())


@pytest.mark.parametrize(("code", "is_said"), [(ESTIMATED, False), (COUNTED, True)])
def test_one_person_decides_what_was_counted_and_never_an_estimate(data: str, code: str, is_said: bool):
    said = tight("Chỉ tiêu 2a: một người quyết định kết quả. Với 100 người thay vì 99 thì đạt.")
    assert (said in told(brief(data, code).cautions())) is is_said


# ── A balance that is withheld (rule 22) ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Không in cân đối, vì có số không công bố."),
        ("en", "No balance is printed, as some of its figures are withheld."),
    ],
)
def test_the_public_is_told_that_a_balance_is_withheld(data: str, language: str, said: str):
    assert tight(said) in told(brief(data, ESTIMATED, language).movement())


def test_no_balance_stands_where_one_of_its_figures_is_withheld(data: str):
    assert "calc-balance" not in brief(data, ESTIMATED).movement().markup


@pytest.mark.parametrize(("code", "audience"), [(ESTIMATED, INTERNAL), (COUNTED, PUBLIC)])
def test_a_balance_stands_where_all_its_figures_may_be_seen(data: str, code: str, audience: str):
    present = 110 - ESCAPED[code]
    row = f"2018 100 50 {40 + ESCAPED[code]} – {present} {present} 0"
    assert tight(row) in told(brief(data, code, audience=audience).movement())


# ── 4a is the project's reading (rule 10) ───────────────────────────────────────────────────────────────

BY_READING = "theo cách tính của bộ công cụ"


@pytest.mark.parametrize(("language", "said"), [("vi", BY_READING), ("en", "by this suite's own reading")])
def test_the_table_says_that_4a_alone_makes_the_verdict(data: str, language: str, said: str):
    assert tight(said) in told(brief(data, ESTIMATED, language).nine_indicators())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Không đạt theo cách tính của bộ công cụ (quy mô cơ sở so với số người có hồ sơ)."),
        ("en", "Not met by this suite's own reading (places over people on file)."),
    ],
)
def test_the_indicator_says_what_the_projects_reading_is(data: str, language: str, said: str):
    assert tight(said) in told(brief(data, ESTIMATED, language).indicators())


def test_the_letter_says_so_where_the_province_states_met(data: str):
    said = "Chỉ tiêu 4: tỉnh đánh giá “Đạt”, còn tính từ số liệu là “Không đạt” (theo cách tính của bộ công cụ)"
    assert tight(said) in told(open_letter(ESTIMATED, "reported", data=data).questions())


@pytest.mark.parametrize("section", [Brief.nine_indicators, Brief.indicators, Brief.problems])
def test_where_the_standards_are_missed_too_the_verdict_is_no_reading_of_the_projects(data: str, section):
    assert tight(BY_READING) not in told(section(brief(data, COUNTED)))
