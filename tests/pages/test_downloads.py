"""What can be saved from a page: CSV inside it, an Excel file beside it; nothing in them runs or names a person."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pandas as pd
import pytest
from openpyxl import load_workbook

from chosen_pages import BuiltPage
from pages import PROJECT, release
from places import BRIEF, build
from rehab.catalog.small import small_text
from rehab.catalog.texts import text
from rehab.pages.files.downloads import as_csv, file_name
from rehab.pages.files.excel import write_download
from rehab.pages.files.tables import IN_PAGE, IN_WORKBOOK, download_table
from rehab.pages.numbers.material import Material
from rehab.store.project import Project

# 7013 files = 3 in a centre + 7010 at home: the 3 is small, and one of the other two must go with it.
SMALL = {"Phụ lục 4": {"H45": 7013, "H46": "3", "H47": 7010, "J42": 3}}
HOSTILE = {
    "Đánh giá chỉ tiêu": {"G9": '\'=HYPERLINK("http://x")', "G10": "dài " * 2500, "G11": "-20+30", "G12": "@SUM(A9)"}
}
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", " =1+1"]


@dataclass(frozen=True)
class Saved:
    """What a page offers: the rows of each CSV by its file's name, and the Excel file beside it."""

    tables: dict[str, list[dict[str, str]]]
    workbook: Path


def saved_from(page: Path) -> Saved:
    found = re.findall(r'<a download="([^"]*)" href="([^"]*)">', page.read_text("utf-8"))
    tables = {name: rows_of(address) for name, address in found if name.endswith(".csv")}
    (workbook,) = [name for name, _ in found if name.endswith(".xlsx")]
    return Saved(tables, page.with_name(workbook))


def rows_of(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file_of(address).decode("utf-8-sig"), newline="")))


def file_of(address: str) -> bytes:
    return unquote_to_bytes(unescape(address.removeprefix("data:text/csv;charset=utf-8,")))


@pytest.fixture(scope="module")
def dak_nong(all_pages: list[BuiltPage]) -> Saved:
    return saved_from(next(page.file for page in all_pages if (page.kind, page.language) == ("dak_nong", "vi")))


@pytest.fixture(scope="module")
def made_up(all_pages: list[BuiltPage]) -> Saved:
    return saved_from(next(page.file for page in all_pages if (page.kind, page.language) == ("many_centres", "vi")))


SAID = re.compile(
    r'href="(data:[^"]*)">[^<]*</a>, <span class="n">([\d.,]+)</span> [^<]*, <span class="n">(\d+)</span> kB'
)


def test_the_rows_and_the_size_said_are_those_of_the_file(pages: list[BuiltPage]):
    for built in pages:
        found = SAID.findall(built.html)
        assert len(found) == len(IN_PAGE), built.name
        for address, rows, size in found:
            assert len(rows_of(address)) == int(re.sub(r"\D", "", rows)), built.name
            assert round(len(file_of(address)) / 1000) == int(size) or size == "1", built.name


def test_the_excel_file_is_named_with_its_size(pages: list[BuiltPage]):
    for built in pages:
        name = saved_from(built.file).workbook.name
        (size,) = re.findall(rf'href="{name}">[^<]*, <span class="n">(\d+)</span> kB</a>', built.html)
        assert int(size) == round(built.file.with_name(name).stat().st_size / 1000), built.name


@pytest.fixture
def built(tmp_path: Path, workbook: Callable[..., Path]) -> Callable[[dict[str, dict[str, Any]]], Saved]:
    """What can be saved from the public page of Đắk Nông's workbook with some of its cells changed."""

    def page(edits: dict[str, dict[str, Any]]) -> Saved:
        path = workbook(edits)
        raw = tmp_path / "data" / "raw" / "reported"
        raw.mkdir(parents=True)
        release(path.replace(raw / path.name), edits)
        project = Project(tmp_path / "data", tmp_path / "briefs", PROJECT / "notebooks")
        assert {outcome.error for outcome in build(project, ("reported",), kinds=BRIEF)} == {""}
        return saved_from(project.briefs("reported") / "67-dak-nong.html")

    return page


def cells(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def as_excel_has_it(value: Any) -> Any:
    """A value as it comes back: no empty texts, and numbers of sixteen digits."""
    return float(f"{value:.16G}") if isinstance(value, float) else None if value == "" else value


# ── What is in them ─────────────────────────────────────────────────────────────────────────────────────


def test_the_csv_of_the_nine_has_the_reports_figures(dak_nong: Saved):
    rows = {
        row["Chỉ tiêu thành phần"]: row
        for row in dak_nong.tables["67-dak-nong-chin-chi-tieu.csv"]
        if row["Chỉ tiêu thành phần"]
    }
    assert (rows["6"]["Tử số"], rows["6"]["Mẫu số"], rows["6"]["Mục tiêu 2020"]) == ("336", "930", "80")
    assert (rows["7"]["Tử số"], rows["7"]["Mẫu số"], rows["7"]["Đánh giá"]) == ("81", "161", "Đạt")


def test_every_row_of_the_csv_of_figures_names_its_cell(dak_nong: Saved):
    rows = dak_nong.tables["67-dak-nong-so-lieu.csv"]
    assert rows
    assert all(row["Trang tính"] and re.fullmatch(r"[A-Z]+[0-9]+", row["Ô"]) for row in rows)


def test_the_excel_file_has_the_tables_of_the_page_sheet_by_sheet(dak_nong: Saved, material: Material):
    found = cells(dak_nong.workbook)
    for name in IN_WORKBOOK:
        table = download_table(material, name)
        head, *rows = found[text(f"download_table.{name}", "vi")]
        assert list(head) == list(table.columns)
        assert rows == [tuple(map(as_excel_has_it, row)) for row in table.itertuples(index=False, name=None)]


def test_downloads_of_an_english_page_are_in_english(all_pages: list[BuiltPage]):
    english = saved_from(next(p.file for p in all_pages if (p.kind, p.language) == ("dak_nong", "en")))
    assert english.workbook.name == "67-dak-nong.en.xlsx"
    assert set(cells(english.workbook)) == {text(f"download_table.{name}", "en") for name in (*IN_WORKBOOK, "read_me")}


def test_every_file_that_a_page_names_is_there(all_pages: list[BuiltPage]):
    named = [page for page in all_pages if "download=" in page.html]
    assert named
    assert all(saved_from(page.file).workbook.is_file() for page in named)


# ── Made-up figures say so ──────────────────────────────────────────────────────────────────────────────


def test_made_up_figures_say_so_in_every_files_name(made_up: Saved):
    assert all("so-lieu-gia-dinh" in name for name in (*made_up.tables, made_up.workbook.name))


def test_made_up_figures_say_so_on_every_row_of_a_csv(made_up: Saved):
    said = text("downloads.made_up", "vi")
    assert all(said in row.values() for rows in made_up.tables.values() for row in rows)


def test_made_up_figures_say_so_at_the_head_of_every_sheet(made_up: Saved):
    assert {rows[0][0] for rows in cells(made_up.workbook).values()} == {text("brief.made_up", "vi")}


def test_real_figures_do_not_say_that_they_are_made_up(dak_nong: Saved):
    assert text("brief.made_up", "vi") not in str(cells(dak_nong.workbook)) + str(dak_nong.tables)


# ── Nothing runs ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_defused_in_csv(formula: str):
    written = as_csv(pd.DataFrame({"x": [formula]}, dtype=object)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == [f"'{formula}"]


def test_negative_numbers_stay_numbers_in_csv():
    assert as_csv(pd.DataFrame({"x": [-5, "-5", "-5,5%"]}, dtype=object)).decode("utf-8-sig") == (
        'x\r\n-5\r\n-5\r\n"-5,5%"\r\n'
    )


def test_the_excel_file_of_a_hostile_workbook_has_no_formula_no_link_and_nothing_from_outside(built):
    saved = built(HOSTILE)
    with zipfile.ZipFile(saved.workbook) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert any("HYPERLINK" in part for part in parts.values())
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/")]
    assert not [part for part in sheets if re.search(r"<f[ >]|<hyperlink|<drawing", part)]
    assert not [name for name in parts if re.search(r"external|vba|connections|embeddings", name)]


def test_hostile_words_reach_the_excel_file_as_they_were_written(built):
    raw = [value for rows in cells(built(HOSTILE).workbook).values() for row in rows for value in row]
    assert "@SUM(A9)" in raw
    assert "-20+30" in raw
    assert max(len(value) for value in raw if isinstance(value, str)) >= len(("dài " * 2500).strip())


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(material: Material, tmp_path: Path):
    problems = material.problems.iloc[:0].copy()
    problems.loc[0] = dict.fromkeys(problems.columns, "") | {"severity": "warning", "raw": "x" * 40_000}
    path = tmp_path / "long.xlsx"
    write_download(replace(material, problems=problems), path)
    (raw,) = [value for value in cells(path)[text("download_table.problems", "vi")][1] if value and value[0] == "x"]
    assert len(raw) == 32_767
    assert raw.endswith(text("downloads.cut", "vi"))


# ── Nothing that the public may not see ─────────────────────────────────────────────────────────────────


def test_withheld_figures_are_in_no_file(built):
    saved = built(SMALL)
    marks = {small_text("small", "vi"), small_text("other", "vi")}
    rows = [row for rows in saved.tables.values() for row in rows if marks & set(row.values())]
    assert rows
    assert not [row for row in rows if row["Giá trị"]]
    written = str(saved.tables) + str(cells(saved.workbook))
    assert not ("7013" in written and "7010" in written)


# ── The same each time ──────────────────────────────────────────────────────────────────────────────────


def test_the_excel_file_is_the_same_each_time(material: Material, tmp_path: Path):
    for name in ("one.xlsx", "two.xlsx"):
        write_download(material, tmp_path / name)
    one, two = ((load_workbook(tmp_path / name)).properties for name in ("one.xlsx", "two.xlsx"))
    assert cells(tmp_path / "one.xlsx") == cells(tmp_path / "two.xlsx")
    assert (one.title, one.created) == (two.title, two.created)


def test_names_of_files_are_plain_letters_and_say_which_table(material: Material):
    name = file_name(material, "csv", text("download_slug.nine", "vi"))
    assert re.fullmatch(r"67-dak-nong-[a-z-]+\.csv", name)
