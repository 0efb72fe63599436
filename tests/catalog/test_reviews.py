"""A review is data: its years and goals stand in its folder, and in no line of code and no text."""

import ast
import re
from importlib.resources import files
from pathlib import Path

import pytest

from rehab.catalog.files import CatalogError, names, read_tree
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import load_review, review_names, using_review

LIBRARY = Path(__file__).resolve().parents[2] / "lib" / "rehab"
YEAR = re.compile(r"(?<![\w/])(?:2015|2016|2017|2018|2019|2020)(?![\w]|/L)")
# Without these digits, also as `2_020`, there is none: most modules need not be parsed.
MAY_BE_YEAR = re.compile(r"2_?0_?(?:1_?[5-9]|2_?0)")
# The list of provinces that 2016-2020 had is called so, whatever review is worked on; 2020 is a good seed, too.
LISTS = {"2016-2020", "2016-2020: the 63 provinces; 2025: the 34 units since 1 July 2025."}
ALLOWED_NUMBERS = {
    ("workbooks/samples/generator.py", 2020),
    *(("cli_lookup.py", year) for year in (2016, 2020)),
    ("cli_forms.py", 2020),
}


def _docstrings(tree: ast.AST) -> set[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, owners)]
    firsts = [body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)]
    loose = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    return {id(value) for value in (*firsts, *loose) if isinstance(value, ast.Constant)}


def test_no_code_names_a_year_of_the_review():
    paths = sorted(LIBRARY.rglob("*.py"))
    assert paths
    found = [place for path in paths for place in _years_in(path)]
    assert not found, "take the year from calendar(), or the words from the texts"


def _years_in(path: Path) -> list[tuple[str, int, object]]:
    """File, line and constant wherever a year of the review stands in a module."""
    source, place = path.read_text("utf-8"), path.relative_to(LIBRARY).as_posix()
    if not MAY_BE_YEAR.search(source):
        return []
    tree = ast.parse(source)
    docstrings = _docstrings(tree)
    found: list[tuple[str, int, object]] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, int) and 2015 <= node.value <= 2020 and (place, node.value) not in ALLOWED_NUMBERS:
            found.append((place, node.lineno, node.value))
        if isinstance(node.value, str) and node.value not in LISTS and YEAR.search(node.value):
            found.append((place, node.lineno, node.value))
    return found


@pytest.mark.parametrize(
    "name",
    [name for folder in ("texts", "problem_kinds") for name in names(".toml", folder) if "provinces" not in name],
)
def test_no_text_names_a_year_of_the_review(name: str):
    written = str(read_tree(name))
    assert not YEAR.findall(written), "write {review.target_year}, {review.span} … (catalog/review_words.py)"


def _copy(folder: Path, **changes: str) -> Path:
    source = files("rehab.catalog").joinpath("reviews", review_names()[0])
    folder.mkdir(parents=True)
    for item in source.iterdir():
        (folder / item.name).write_text(item.read_text("utf-8"), encoding="utf-8")
    told = (folder / "review.toml").read_text("utf-8")
    for key, value in changes.items():
        told = re.sub(rf"^{key} = .*$", f"{key} = {value}" if value else "", told, flags=re.MULTILINE)
    (folder / "review.toml").write_text(told, encoding="utf-8")
    return folder


def test_another_review_has_other_years_inside_and_only_inside(tmp_path: Path):
    from rehab.catalog.texts import text

    other = load_review(
        _copy(tmp_path / "2021-2025", baseline_year="2020", years="[2020, 2021, 2022, 2023, 2024]", half_year="2025",
              window_start="2021-01-01", target_year="2025")
    )  # fmt: skip
    with using_review(other):
        assert calendar().columns[0] == "2020"
        assert calendar().half_year == "2025-H1"
        assert text("form.group_window", "vi").endswith("2021-2025")
    assert calendar().half_year == "2020-H1"
    assert text("form.group_window", "vi").endswith("2016-2020")


def test_a_review_may_end_with_a_whole_year(tmp_path: Path):
    from rehab.catalog.texts import text

    whole = load_review(
        _copy(tmp_path / "whole", years="[2020, 2021, 2022, 2023, 2024, 2025]", half_year="", window_start="2021-01-01")
    )
    with using_review(whole):
        assert calendar().half_year is None
        assert calendar().columns[-1] == "2025"
        assert calendar().last_day.isoformat() == "2025-12-31"
        assert text("period.half", "en") == "2025"


def test_a_review_without_its_lines_is_refused_with_the_file_it_lacks(tmp_path: Path):
    (_copy(tmp_path / "next") / "appendix_lines.csv").unlink()
    with pytest.raises(CatalogError, match=r"next ! appendix_lines\.csv.*copy it"):
        load_review(tmp_path / "next")
