"""Sections behind the first page: tables by year, the balance, centres, funding, questions; a blank is never 0."""

import re
from dataclasses import replace

import pandas as pd

from pages import Page, material_with
from rehab.catalog.lines import is_share, lines
from rehab.catalog.problem_kinds import problem_row
from rehab.catalog.tables import conform
from rehab.pages.citing.phrases import NOTHING, Phrase
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.yearly import brief_lines, year_table
from rehab.pages.sections.brief import Brief
from rehab.pages.sections.centres import centres
from rehab.pages.sections.funding import funding
from rehab.pages.sections.movement import movement
from rehab.pages.sections.open import open_points
from rehab.pages.sections.questions import questions
from rehab.workbooks.clerk.balance import balance

SOURCES = tuple(name for name in brief_lines("funding") if not is_share(lines()[name]))


def plain(said: Phrase | str) -> str:
    return said.plain if isinstance(said, Phrase) else Page(said).text


def in_year(values: dict[str, float | None], period: str = "2018") -> list[dict[str, object]]:
    return [{"line": name, "period": period, "value": value} for name, value in values.items()]


def centre(entry: str, **values: float) -> list[dict[str, object]]:
    rows = [{"line": name, "value": value, "appendix": "3", "entry": entry} for name, value in values.items()]
    return [{"line": "facility_name", "text": f"Cơ sở {entry}", "appendix": "3", "entry": entry}, *rows]


def balanced(**changes: float) -> list[dict[str, object]]:
    values: dict[str, float | None] = dict.fromkeys(
        (*balance().admitted, *balance().left, *balance().present, *balance().optional), 0
    )
    return in_year({balance().opening: 100, **values, "admitted_compulsory": 30, "in_compulsory": 130, **changes})


def test_a_year_without_a_figure_is_blank_and_not_zero(material: Material):
    rows = in_year({"people_on_file": 10}, "2016") + in_year({"in_compulsory": 4}, "2017")
    table = year_table(material_with(material, rows), ("people_on_file", "in_compulsory"))
    assert [plain(cell) for cell in table.rows[0].cells] == ["10", ""]


def test_a_line_without_any_figure_is_named_and_gets_no_row(material: Material):
    table = year_table(material_with(material, in_year({"people_on_file": 10})), brief_lines("treatment"))
    assert len(table.rows) == 1
    assert "Đang cai nghiện bắt buộc (cuối kỳ)" in table.absent


def test_two_different_figures_for_one_year_are_both_shown(material: Material):
    rows = in_year({"people_on_file": 10}) + in_year({"people_on_file": 12})
    table = year_table(material_with(material, rows), ("people_on_file",))
    assert plain(table.rows[0].cells[0]) == "10 / 12"


def test_a_figure_without_value_is_no_figure(material: Material):
    rows = in_year({"people_on_file": None}, "2017") + in_year({"people_on_file": 5})
    table = year_table(material_with(material, rows), ("people_on_file",))
    assert [plain(cell) for cell in table.rows[0].cells] == ["5"]


def test_funding_adds_its_sources_and_none_twice(material: Material):
    values: dict[str, float | None] = dict.fromkeys(SOURCES, 10)
    found = funding(material_with(material, in_year({**values, "funding_programme_centre": 5})))
    assert [plain(total) for total in found.totals] == [str(10 * len(SOURCES))]


def test_a_sum_that_lacks_a_source_is_a_lower_bound(material: Material):
    found = funding(material_with(material, in_year({SOURCES[0]: 10})))
    assert [plain(total) for total in found.totals] == ["≥ 10"]
    assert found.is_partial


def test_a_balance_shows_what_the_stated_number_differs_by(material: Material):
    (row,) = movement(material_with(material, balanced(in_compulsory=128))).balances
    assert [plain(row.expected), plain(row.present), plain(row.difference)] == ["130", "128", "−2"]


def test_people_of_another_province_count_where_that_makes_the_balance_fit(material: Material):
    rows = balanced(in_compulsory=137, received_other_province=7)
    (row,) = movement(material_with(material, rows)).balances
    assert plain(row.others) == "+ 7"
    assert plain(row.difference) == "0"


def test_there_is_no_balance_where_one_term_is_blank(material: Material):
    rows = [row for row in balanced() if row["line"] != "left_died"]
    assert movement(material_with(material, rows)).balances == ()


def test_occupancy_is_people_over_places_of_each_centre_and_of_all(material: Material):
    rows = centre("1", capacity=200, current_people=150) + centre("2", capacity=100, current_people=120)
    found = centres(material_with(material, rows))
    assert [plain(row.occupancy) for row in found.centres] == ["75%", "120%"]
    assert plain(found.total_occupancy) == "90%"


def test_a_province_is_not_summed_where_one_centre_has_no_figure(material: Material):
    found = centres(material_with(material, centre("1", capacity=200, current_people=150) + centre("2")))
    assert found.total_occupancy == NOTHING


def test_problems_of_one_kind_on_one_sheet_are_one_question(material: Material):
    place = {"file": "t.xlsx", "sheet": "Phụ lục 2"}
    rows = [problem_row("number_negative", **place, cell=cell, raw="-5") for cell in ("D7", "D9")]
    asked = questions(replace(material, problems=conform(rows, "problems")))
    assert plain(asked[0].place) == "t.xlsx ! Phụ lục 2 ! D7, D9"
    assert sum("âm" in plain(question.ask) for question in asked) == 1


def test_what_no_centre_excuses_is_not_asked_for(material: Material):
    asked = " ".join(plain(question.ask) for question in questions(material))
    assert "Quy mô thiết kế" not in asked
    reasons = {absence.reason for absence in open_points(material).absences}
    assert "Không áp dụng vì tỉnh nêu chưa có cơ sở" in reasons


def test_a_corrected_figure_is_named_with_what_the_cell_said(material: Material):
    changed = material_with(material, in_year({"people_on_file": 930}))
    changed.observations.loc[0, ["raw", "corrected"]] = ["93O", True]
    (entry,) = open_points(changed).corrections
    assert (plain(entry.said), plain(entry.used)) == ("93O", "930")


def test_a_verdict_whose_counts_may_not_be_shown_says_nothing_of_them(material: Material):
    hidden = material.verdicts.assign(numerator=float("nan"), denominator=float("nan"), margin=float("nan"))
    brief = Brief(replace(material, verdicts=hidden))
    shown = brief.summary().markup + brief.cautions().markup + brief.indicators().markup
    assert "408" not in shown
    assert "nan" not in plain(shown).lower()


def test_every_section_says_a_sentence_where_there_is_no_data(material: Material):
    nothing = material_with(material, [{"line": "issuer", "text": "Sở"}], problems=pd.DataFrame(material.problems[:0]))
    brief = Brief(nothing)
    for section in (brief.treatment, brief.movement, brief.centres, brief.funding, brief.sources):
        markup = section().markup
        assert "<table" not in markup
        assert re.search(r"<p>[^<]{20,}</p>", markup)
