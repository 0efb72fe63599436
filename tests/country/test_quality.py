"""The page on the state of the data: who sent what, how much is filled, what is wrong, in whose files."""

import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

from few_provinces import BLANK, BROKEN, CODES, without_exact_tables
from rehab import open_overview, open_quality
from rehab.batch.work import read_collection
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import lines
from rehab.catalog.problem_kinds import problem_kinds
from rehab.catalog.problem_outcomes import OUTCOMES, outcome_of
from rehab.catalog.provinces import provinces
from rehab.country.completeness import ANY, filled_by_line, filled_lines
from rehab.country.problem_counts import count_indicators, count_kinds, count_provinces
from rehab.country.sent import Sent, read_sent
from rehab.country.touched import indicators_touched, lines_of
from rehab.store.project import Project
from rehab.workbooks.forms.blank import blank_workbook
from rehab.workbooks.forms.filling import fill_workbook

SECTIONS = ("heading", "finding", "files", "worst", "problems", "filled", "sources")


@pytest.fixture(scope="module")
def data(processed: Path) -> str:
    return str(processed.parents[1])


@pytest.fixture(scope="module")
def sent(processed: Path) -> Sent:
    return read_sent(processed / "parts", "internal")


@pytest.fixture(scope="module")
def untidy(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with a broken file, one of no province, a province's second file, a blank form, and other things."""
    root = tmp_path_factory.mktemp("untidy")
    raw = root / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    for name, value in (("04-cao-bang", 1200), ("04-cao-bang-lan-2", 1300)):
        figure = {"line": "people_on_file", "period": "2019", "value": value}
        fill_workbook({"province": "04", "figure": [figure]}).save(raw / f"{name}.xlsx")
    fill_workbook({"province": "06"}).save(raw / "06-bac-kan.xlsx")
    blank_workbook().save(raw / "bang tinh.xlsx")
    (raw / "08-tuyen-quang.xlsx").write_text("hỏng", encoding="utf-8")
    (raw / "công văn.docx").write_bytes(b"PK")
    (raw / "ông Nguyễn Văn An.pdf").write_bytes(b"%PDF")
    read_collection(Project(root / "data", root / "briefs", Path("notebooks")), "reported")
    return str(root / "data")


def _said(data: str, collection: str, section: str, audience: str = "public") -> str:
    markup = getattr(open_quality(collection, "vi", data, audience), section)().markup
    return " ".join(unescape(re.sub("<[^>]*>", "", markup)).split())


def test_every_kind_of_problem_has_its_outcome_and_no_other_has():
    assert set(outcome_of()) == set(problem_kinds())
    assert set(outcome_of().values()) == set(OUTCOMES)


def test_the_page_names_a_broken_file_one_of_no_province_a_second_one_and_other_things(untidy: str):
    said = _said(untidy, "reported", "files", "internal")
    assert "Không đọc được (1): Tuyên Quang" in said
    assert "08-tuyen-quang.xlsx" in said
    assert "Trống (1): Bắc Kạn" in said
    assert "bang tinh.xlsx” không nêu tên tỉnh" in said
    assert "Cao Bằng có 2 tệp: 04-cao-bang-lan-2.xlsx, 04-cao-bang.xlsx" in said
    assert "công văn.docx, ông Nguyễn Văn An.pdf" in said


def test_the_overview_names_a_file_of_no_known_province_too(untidy: str):
    said = open_overview("reported", "vi", untidy).finding().markup
    assert "bang tinh.xlsx" in re.sub("<[^>]*>", "", said)


def test_the_public_does_not_read_the_name_of_a_person_that_a_file_is_called_by(untidy: str):
    said = _said(untidy, "reported", "files")
    assert "công văn.docx, tên không công bố" in said
    assert "Nguyễn" not in said


def test_the_finding_says_of_errors_only_how_many_there_are_and_where(data: str, sent: Sent):
    # Warnings lose figures, too, and errors need not: what becomes of figures is said kind by kind.
    errors = sent.problems[sent.problems["severity"] == "error"]
    with_errors = errors[errors["province"] != ""]["province"].nunique()
    said = _said(data, "sample", "finding", "internal")
    assert f"Có {sum(errors['province'] != '')} lỗi ở {with_errors} tỉnh" in said
    assert "mất số liệu" not in said


def test_every_province_comes_with_the_command_for_its_feedback_and_the_worst_comes_first(data: str, sent: Sent):
    found = re.findall(r"<code>(.*?)</code>", open_quality("sample", "vi", data, "internal").worst().markup)
    commands = [unescape(re.sub("<[^>]*>", "", one)) for one in found]
    assert commands[0] == "rehab send --collection sample --out phan-hoi"
    assert len(commands) == 1 + len(CODES) + 1
    for command in commands[1:]:
        file = re.fullmatch(r"rehab feedback (data/raw/sample/\S+) --out \S+\.phan-hoi\.xlsx", command)[1]
        assert (Path(data).parent / file).is_file()
    gravities = [one.gravity for one in count_provinces(sent)]
    assert gravities == sorted(gravities, reverse=True)


def test_problems_are_counted_as_a_plain_count_of_the_table_gives(processed: Path, sent: Sent):
    table = pd.read_csv(processed / "problems.csv", dtype=str, keep_default_na=False)
    table = table[table["province"] != ""]
    found = {own.code: (own.count, set(own.provinces)) for own in count_kinds(sent)}
    assert found == {code: (len(rows), set(rows["province"])) for code, rows in table.groupby("code")}
    by_province = {one.code: one.by_severity for one in count_provinces(sent)}
    for code, rows in table.groupby("province"):
        counts = rows["severity"].value_counts()
        assert {name: count for name, count in by_province[code].items() if count} == counts.to_dict()


def test_a_problem_may_change_the_indicators_that_its_cell_went_into(sent: Sent):
    (kind,) = (own for own in count_kinds(sent) if own.code == "verdict_disagrees")
    assert set(kind.indicators) <= set(range(1, 10))
    assert kind.indicators
    (other,) = (own for own in count_kinds(sent) if own.code == "value_stale")
    assert other.indicators


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_kind_of_problem_is_named_in_general_without_holes(data: str, sent: Sent, language: str):
    markup = open_quality("sample", language, data, "internal").problems().markup
    told = {own.code: problem_kinds()[own.code].general(language) for own in count_kinds(sent)}
    said = unescape(re.sub("<[^>]*>", "", markup))
    assert [what for what in told.values() if what not in said] == []
    assert {code: what for code, what in told.items() if what.count("…") > 1} == {}
    # Of those with two holes or more the worst have words of their own, and in both languages.
    kinds = problem_kinds().values()
    assert [kind.code for kind in kinds if bool(kind.general_vi) != bool(kind.general_en)] == []
    assert [kind.code for kind in kinds if "{" in kind.general_vi + kind.general_en] == []


def test_a_lost_figure_counts_for_the_indicators_of_the_line_that_its_row_or_its_column_is_of():
    read = [("PL 4", "D9", "reintegrated"), ("PL 4", "E9", "reintegrated"), ("PL 4", "D10", "people_on_file"),
            ("PL 3", "C8", "facility_name"), ("PL 3", "D8", "facility_address"), ("PL 3", "C9", "facility_name"),
            ("PL 3", "D9", "invested")]  # fmt: skip
    lost = [("PL 4", "F9", "number_unreadable"), ("PL 4", "F9", "label_similar"), ("PL 4", "D11", "number_unreadable"),
            ("PL 3", "C10+C9", "number_unreadable"), ("PL 3", "D9", "number_unreadable")]  # fmt: skip
    place = {"province": "01", "file": "a.xlsx"}
    sent = Sent(
        pd.DataFrame([{**place, "sheet": s, "cell": c, "line": line} for s, c, line in read]),
        pd.DataFrame([{**place, "sheet": s, "cell": c, "code": code, "severity": "error", "indicator": ""}
                      for s, c, code in lost]),
        pd.DataFrame(columns=["province", "file", "sheet", "cell", "indicator", "alternative"]),
    )  # fmt: skip
    assert indicators_touched(sent) == [{8}, set(), set(), {4, 9}, set()]
    assert count_indicators(sent.problems, indicators_touched(sent))[8]["error"] == 1


def test_the_table_of_indicators_counts_lost_figures_as_a_plain_count_gives(data: str, sent: Sent):
    needed = {number: lines_of(own) for number, own in indicators().items()}
    wanted = {number: set() for number in needed}
    for name, row in sent.problems.iterrows():
        if row["indicator"]:
            wanted[int(row["indicator"])].add(name)
        here = {key: sent.observations[key] == row[key] for key in ("province", "file", "sheet")}
        own = sent.observations[here["province"] & here["file"] & here["sheet"]]
        for cell in row["cell"].split("+") if row["cell"] else ():
            for number, found in sent.workings[
                (sent.workings["alternative"] == "")
                & (sent.workings[["province", "file", "sheet"]] == row[["province", "file", "sheet"]].tolist()).all(
                    axis=1
                )
            ].groupby("indicator"):
                if any(cell in one.split("+") for one in found["cell"]):
                    wanted[int(number)].add(name)
            letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
            in_row = set(own[own["cell"].str.contains(rf"[A-Z]{digits}(?:\+|$)")]["line"])
            in_column = set(own[own["cell"].str.contains(rf"(?:^|\+){letters}\d")]["line"])
            (line,) = in_row if len(in_row) == 1 else in_column if in_row and len(in_column) == 1 else ("",)
            for number, lines_needed in needed.items():
                if outcome_of()[row["code"]] == "lost" and line in lines_needed:
                    wanted[number].add(name)
    severities = sent.problems["severity"]
    shown = re.findall(
        r"<tr><th scope=.row.>(\d) .*?</th><td>(\d+)</td><td>(\d+)</td><td>(\d+)</td></tr>",
        re.sub("<(?!/?(?:tr|td|th)\\b)[^>]*>", "", open_quality("sample", "vi", data, "internal").problems().markup),
    )
    assert {int(number): tuple(map(int, counts)) for number, *counts in shown} == {
        number: tuple(sum(severities[name] == one for name in names) for one in ("error", "warning", "remark"))
        for number, names in wanted.items()
    }


def test_how_much_is_filled_is_what_a_plain_count_of_the_table_gives(processed: Path, sent: Sent):
    table = pd.read_csv(processed / "observations.csv", dtype=str, keep_default_na=False)
    table = table[((table["value"] != "") | (table["text"] != "")) & table["line"].isin(list(lines()))]
    for code, own in filled_lines(sent.observations).items():
        assert sum(own.values()) == table[table["province"] == code]["line"].nunique(), code
    whole = table[table["area"] == ""]
    for own in filled_by_line(sent.observations):
        rows = whole[whole["line"] == own.line.name]
        assert own.provinces[ANY] == rows["province"].nunique()
        for period, count in own.provinces.items():
            if period != ANY and count is not None:
                assert count == rows[rows["period"] == period]["province"].nunique(), (own.line.name, period)


def test_the_half_year_is_not_asked_for_of_lines_that_are_due_once_a_year(sent: Sent):
    found = {own.line.name: own.provinces for own in filled_by_line(sent.observations)}
    assert found["funding_programme_central"]["2020-H1"] is None
    assert found["people_on_file"]["2020-H1"] is not None
    assert found["facility_name"]["2019"] is None


def test_office_number_and_day_of_each_report_are_those_of_the_workbook(data: str, sent: Sent):
    assert list(sent.sources) == [code for code in provinces() if code in (*CODES, BLANK)]
    assert sent.sources["01"].number == "MẪU-01/BC-SLĐTBXH"
    assert "16/6/2020" in _said(data, "sample", "sources")
    assert "không ghi" in _said(data, "sample", "sources")


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_section_is_the_same_bytes_each_time_and_alone(data: str, name: str, language: str):
    first, second = (getattr(open_quality("sample", language, data), name)().markup for _ in range(2))
    assert first == second


def test_the_public_page_is_made_of_the_public_tables_and_of_nothing_else(data: str, tmp_path: Path):
    copy = without_exact_tables(data, tmp_path)
    for name in SECTIONS:
        whole, public = (getattr(open_quality("sample", "vi", str(place)), name)().markup for place in (data, copy))
        assert whole == public, name


def test_the_public_page_does_not_say_that_anything_is_withheld(data: str):
    public = open_quality("sample", "vi", data)
    assert (public.material.sent.observations["withheld"] != "").any()
    said = " ".join(_said(data, "sample", name) for name in SECTIONS)
    assert "giữ lại" not in said


@pytest.mark.parametrize("name", SECTIONS)
def test_where_nothing_could_be_read_every_section_stands_all_the_same(tmp_path: Path, name: str):
    raw = tmp_path / "data" / "raw" / "reported"
    raw.mkdir(parents=True)
    (raw / f"{provinces()[BROKEN].slug}.xlsx").write_text("hỏng", encoding="utf-8")
    read_collection(Project(tmp_path / "data", tmp_path / "briefs", Path("notebooks")), "reported")
    assert getattr(open_quality("reported", "vi", str(tmp_path / "data")), name)().markup
