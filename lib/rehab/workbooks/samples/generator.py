"""The sample collection: 62 made-up workbooks and the truth each was made from."""

import csv
import io
import random
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from rehab.catalog.collections import COLLECTION_FILE
from rehab.catalog.provinces import Province, provinces
from rehab.workbooks.forms.blank import made_on
from rehab.workbooks.samples import mess
from rehab.workbooks.samples.composition import LAYOUTS, plain
from rehab.workbooks.samples.draft import TRUTH_COLUMNS, Draft, truth_rows
from rehab.workbooks.samples.figures import make_figures
from rehab.workbooks.samples.files.writers import WRITERS
from rehab.workbooks.samples.form import FilledForm
from rehab.workbooks.samples.tables import Habits
from rehab.workbooks.samples.words import own_words, write_words

SEED = 2020
_COLLECTION = """# Every figure of this collection is made up (`rehab sample`): pages, pictures and files of it say so.
made_up = true
"""
# Of the folder, git sees what is generated and the settings beside it: a real workbook put there stays out.
_SEEN = ("collection.toml", "corrections.toml", "disclosure.key", "targets.toml", ".gitignore")
# The one province whose figures are real has no made-up workbook.
REAL_PROVINCE = "67"
TRUTH_SUFFIX = ".truth.csv"

# What is wrong with each messy workbook, and the kind of file it comes in.
_MESSES: tuple[tuple[tuple[mess.Mess, ...], str], ...] = (
    ((mess.numbers_as_text, mess.percent_formats), "xlsx"),
    ((mess.marks_for_nothing, mess.dates_as_text), "xlsx"),
    ((mess.decomposed, mess.zeros_as_dashes, mess.footnotes), "xlsx"),
    ((mess.old_font("tcvn3", ".VnTime"),), "xls"),
    ((mess.money_in("đồng", 0.000001), mess.spelling_habits), "xlsx"),
    ((mess.money_in("tỷ đồng", 1000.0), mess.epoch_1904), "xlsx"),
    ((mess.formulas, mess.wrong_sums), "xlsx"),
    ((mess.numbers_as_text,), "html"),
    ((mess.misspelled_labels, mess.percent_formats), "xlsx"),
    ((mess.old_font("vni", "VNI-Times"), mess.marks_for_nothing), "xlsx"),
    ((mess.old_copy,), "xlsx"),
    ((mess.money_in("nghìn đồng", 0.001), mess.percent_formats), "spreadsheetml"),
    ((mess.own_half_year, mess.footnoted_labels, mess.wrong_units), "xlsx"),
    ((mess.percent_formats, mess.spelling_habits), "ods"),
    ((mess.money_as_text, mess.marks_for_nothing, mess.dates_as_text), "xls"),
)
_SUFFIXES = {"xlsx": ".xlsx", "ods": ".ods", "xls": ".xls", "spreadsheetml": ".xls", "html": ".xls"}


def make_samples(folder: Path, seed: int = SEED, codes: frozenset[str] = frozenset()) -> Iterator[Path]:
    """Write made-up workbooks with their truth beside them, and that they are made up; yield each path as it is done.

    A third in clean form, a third in other layouts, a third in the mess of real files; only the provinces of
    `codes` if any are given. The same seed gives the same workbooks.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / COLLECTION_FILE).write_text(_COLLECTION, encoding="utf-8")
    made = [province for province in provinces().values() if province.code != REAL_PROVINCE]
    names: list[str] = []
    for index, province in enumerate(made):
        if not codes or province.code in codes:
            path = _make(folder, province, index, seed)
            names += [path.name, f"{path.name}{TRUTH_SUFFIX}"]
            yield path
    if not codes:
        (folder / ".gitignore").write_text(seen_by_git(names), encoding="utf-8")


def seen_by_git(names: Iterable[str]) -> str:
    """What a `.gitignore` says that lets in the files named, and the settings beside them.

    >>> seen_by_git(["01-ha-noi.xlsx"]).splitlines()[-1]
    '!/01-ha-noi.xlsx'
    """
    lines = ["# Written by `rehab sample`: nothing else in this folder enters git.", "/*"]
    return "\n".join([*lines, *(f"!/{name}" for name in (*_SEEN, *names))]) + "\n"


def _make(folder: Path, province: Province, index: int, seed: int) -> Path:
    turn, third = divmod(index, 3)
    figures = make_figures(province, seed)
    if third == 0:
        return _write_form(folder, Draft(figures), own_words(figures, seed))
    kind = "xlsx"
    if third == 1:
        draft = LAYOUTS[turn % len(LAYOUTS)](figures)
    else:
        habits, kind = _MESSES[turn % len(_MESSES)]
        draft = plain(figures, Habits(total_column=mess.wrong_sums in habits))
        drawn = random.Random(f"{seed}/{province.code}/mess")
        for habit in habits:
            habit(draft, drawn)
    # Written last: no habit of a clerk is drawn by lot among cells of words, and every figure stays as it was.
    write_words(draft, own_words(figures, seed))
    path = folder / f"{province.slug}{_SUFFIXES[kind]}"
    WRITERS[kind](draft, path)
    _write_truth(path, truth_rows(draft))
    return path


def _write_form(folder: Path, draft: Draft, words: dict[str, str]) -> Path:
    filled = FilledForm(draft, words)
    path = folder / f"{draft.figures.province.slug}.xlsx"
    buffer = io.BytesIO()
    filled.workbook.save(buffer)
    # openpyxl stamps the parts with the clock; the same figures must give the same file.
    with zipfile.ZipFile(buffer) as clocked, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as timeless:
        for entry in clocked.infolist():
            content = clocked.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _without_clock(content)
            timeless.writestr(zipfile.ZipInfo(entry.filename, made_on().timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    _write_truth(path, filled.truth)
    return path


def _without_clock(core: bytes) -> bytes:
    start, end = core.find(b"<dcterms:modified"), core.find(b"</dcterms:modified>")
    return core if start < 0 else core[:start] + core[end + len(b"</dcterms:modified>") :]


def _write_truth(path: Path, rows: list[dict[str, object]]) -> None:
    with path.with_name(path.name + TRUTH_SUFFIX).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, TRUTH_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
