"""Each file of the catalogue keeps to its schema, and the files agree with each other."""

import json
import tomllib
from functools import cache
from importlib.resources import files

import pytest
from frictionless import Package, Resource, system
from jsonschema import Draft202012Validator

from rehab.catalog.files import names, read_rows, read_tree
from rehab.catalog.formulas import FormulaError, parse_formula
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import choices, lines, section_titles, statements, tables, units
from rehab.catalog.problem_kinds import problem_kinds, problem_row
from rehab.catalog.provinces import UnknownProvinceError, find_province, provinces
from rehab.catalog.reviews import review_names, review_rows
from rehab.catalog.texts import LANGUAGES, texts

CATALOG = files("rehab.catalog")
SCHEMAS = {"problem_kinds": "problem_kinds", "texts": "texts"} | {
    f"{name}.toml": name for name in ("indicators", "kinds", "review", "review_words", "small")
}
REVIEWS = [f"reviews/{name}" for name in review_names()]


def _schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(CATALOG.joinpath(f"schemas/{name}.schema.json").read_text("utf-8")))


@cache
def _package() -> Package:
    return Package.from_descriptor(json.loads(CATALOG.joinpath("datapackage.json").read_text("utf-8")))


@pytest.mark.parametrize("name", [*names(".csv"), *(name for own in REVIEWS for name in names(".csv", own))])
def test_a_csv_file_keeps_to_its_table_schema(name: str):
    resource = next((item for item in _package().resources if item.path == name), None)
    assert resource is not None, f"{name} has no schema in catalog/datapackage.json"
    with system.use_context(trusted=True):
        checked = Resource(path=str(CATALOG.joinpath(name)), schema=resource.schema).validate()
    assert checked.valid, checked.flatten(["rowNumber", "fieldName", "message"])


@pytest.mark.parametrize(
    "name", [name for folder in (".", "texts", "problem_kinds", *REVIEWS) for name in names(".toml", folder)]
)
def test_a_toml_file_keeps_to_its_json_schema(name: str):
    folder, _, file = name.rpartition("/")
    schema = _schema(SCHEMAS[file] if file in SCHEMAS else SCHEMAS[folder])
    found = [f"{list(e.absolute_path)}: {e.message}" for e in schema.iter_errors(read_tree(name))]
    assert not found


def test_a_wrong_row_fails_its_schema():
    assert list(_schema("texts").iter_errors({"section": {"key": {"vi": "chỉ có tiếng Việt"}}}))


def test_there_are_63_provinces_with_codes_of_two_characters():
    assert len(provinces()) == 63
    assert all(len(code) == 2 for code in provinces())


def test_the_nine_indicators_and_all_their_formulas_are_read():
    assert list(indicators()) == list(range(1, 10))
    assert sum(len(indicator.parts) for indicator in indicators().values()) == 14


def test_every_line_belongs_to_a_known_table_and_section():
    known = {(table.appendix, table.table) for table in tables()}
    for line in lines().values():
        assert (line.appendix, line.table) in known
        assert not line.section or (line.appendix, line.table, line.section) in section_titles()


@pytest.mark.parametrize(("name", "column"), [("line_notes.csv", "line"), ("line_spellings.csv", "line"),
                                              ("chart_groups.csv", "line"), ("brief_lines.csv", "line")])  # fmt: skip
def test_what_speaks_of_a_line_names_one_that_exists(name: str, column: str):
    assert {row[column] for row in review_rows(name)} <= set(lines())


@pytest.mark.parametrize("row", review_rows("chart_groups.csv"), ids=lambda row: f"{row['picture']}-{row['line']}")
def test_a_picture_has_its_title_and_each_of_its_lines_a_short_name(row: dict[str, str]):
    assert f"chart.{row['picture']}" in texts(), "charts.toml: give the picture a title"
    assert f"panel.{row['line']}" in texts(), "charts.toml: give the line a short name under [panel]"
    # Of a group the brief draws every picture, in its section.
    assert row["group"] in {"treatment", "flow", "support", "funding"}, "a group is drawn by a function of pictures.py"


def test_every_unit_of_a_line_has_an_english_name():
    unknown = {name: line.unit for name, line in lines().items() if line.unit and line.unit not in units()}
    assert not unknown, f"add these units to units.csv: {unknown}"


def test_choice_lines_have_choices():
    for line in lines().values():
        if line.measure == "choice":
            assert choices(line.name), line.name
    assert choices("flag")
    assert choices("stated_verdict")


def test_no_statement_bears_the_name_of_a_line():
    assert not set(statements()) & set(lines())


def test_spelled_provinces_have_known_codes():
    assert {row["code"] for row in read_rows("province_spellings.csv")} <= set(provinces())


def test_a_text_says_the_same_placeholders_in_both_languages():
    fields = {key: [set(_fields(said[language])) for language in LANGUAGES] for key, said in texts().items()}
    # English says less in the form.
    assert not {key: own for key, own in fields.items() if own[0] != own[1] and not key.startswith("form.")}


def _fields(template: str) -> list[str]:
    from string import Formatter

    return [name for _, name, _, _ in Formatter().parse(template) if name]


@pytest.mark.parametrize("code", sorted(problem_kinds()))
def test_a_problem_says_what_to_do_in_both_languages(code: str):
    kind = problem_kinds()[code]
    wanted = set(_fields(kind.what_vi + kind.do_vi)) | set(_fields(kind.what_en + kind.do_en))
    row = problem_row(code, **dict.fromkeys(wanted - {"raw", "sheet", "cell", "file"}, "?"))
    assert kind.do_vi
    assert kind.do_en
    assert "{" not in str(row["message_vi"]) + str(row["message_en"])


def test_a_formula_that_is_code_is_refused():
    with pytest.raises(FormulaError, match="__import__"):
        parse_formula("__import__('os').system('true')")


@pytest.mark.parametrize(
    ("given", "code"),
    [("Tỉnh Đắk Nông", "67"), ("ĐẮK NÔNG", "67"), ("dak nong", "67"), ("Ðắk Nông", "67"), ("Daknong", "67"),
     ("TP.HCM", "79"), ("Thành phố Hồ Chí Minh", "79"), ("Hoà Bình", "17"), ("01", "01"), (1, "01"),
     ("BR-VT", "77"), ("TT Huế", "46")],
)  # fmt: skip
def test_a_province_is_found_by_any_spelling(given: str | int, code: str):
    assert find_province(given).code == code


def test_an_unknown_province_is_refused_with_the_nearest_names():
    with pytest.raises(UnknownProvinceError) as raised:
        find_province("Đắk Nôngg")
    assert "Tỉnh Đắk Nông" in raised.value.nearest


def test_the_catalogue_parses_as_toml_everywhere():
    for name in (*names(".toml"), *(name for own in REVIEWS for name in names(".toml", own))):
        tomllib.loads(CATALOG.joinpath(name).read_text("utf-8"))
