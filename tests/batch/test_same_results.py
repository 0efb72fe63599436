"""A page is the same however it came about: warm or cold, one at a time or three, and of its own province alone.

`REHAB_ALL=1` builds all 63 provinces to look at.
"""

import html
import os
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from places import NAME, KeptWorkers, Place, environment
from rehab.catalog.provinces import Province, provinces
from rehab.pages.frame.export import export_page
from rehab.pages.frame.sizes import with_sizes

COLD = ("67", "19")
CODES = tuple(provinces()) if os.environ.get("REHAB_ALL") else ("01", "04", "46", *COLD)
# A quotation from a workbook may speak of anybody; the element's other text is the suite's own.
QUOTED = "quoted"
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})


class Page(HTMLParser):
    """Text of a page by place: its tables' rows, headings, quoted or not; and whose it says it is."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.own_text = self.heading = ""
        self.provinces: set[str] = set()
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if "data-province" in named:
            self.provinces.add(named["data-province"] or "")
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        quoted = (bool(self._open) and self._open[-1][1]) or QUOTED in (named.get("class") or "").split()
        if tag not in VOID:
            self._open.append((tag, quoted or tag == "style"))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "td" in tags or "th" in tags:
            self.rows[-1][-1] += data.strip()
        if "h1" in tags:
            self.heading += data
        if not self._open or not self._open[-1][1]:
            self.own_text += data


@pytest.fixture(scope="module")
def place(workers: KeptWorkers, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Briefs of some provinces, or of all."""
    made = Place.make(tmp_path_factory.mktemp("same") / "project", *CODES)
    workers.build(made)
    return made


def pages(place: Place) -> list[tuple[Province, str]]:
    """Each province with its page."""
    return [(provinces()[code], place.page(provinces()[code].slug)) for code in sorted(CODES)]


def jupyter(place: Place, *arguments: str) -> None:
    """A stock command, in stock kernels."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=place.root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def svgs(page: str) -> list[str]:
    """Pictures of a page."""
    return re.findall(r"<svg.*?</svg>", page, re.DOTALL)


@pytest.mark.part(1)
@pytest.mark.parametrize("code", COLD)
def test_a_brief_made_warm_equals_that_of_stock_papermill_and_nbconvert(place: Place, tmp_path: Path, code: str):
    cold = tmp_path / "cold.ipynb"
    parameters = {"province": code, "collection": NAME, "data": str(place.root / "data"), "audience": "public"}
    named = [word for name, value in parameters.items() for word in ("-r", name, value)]
    jupyter(place, "papermill", "notebooks/province_brief.ipynb", str(cold), "-k", "python3", *named)
    exporter = "rehab.pages.frame.export.BriefExporter"
    jupyter(place, "nbconvert", "--to", exporter, str(cold), "--output", "cold")
    warm, page = place.page(provinces()[code].slug), cold.with_suffix(".html").read_text("utf-8")
    assert Page(warm).rows == Page(page).rows
    assert len(Page(warm).rows) > 9
    assert svgs(warm) == svgs(page)
    assert svgs(warm)
    # What only a run knows: how large the files are that it wrote beside the page.
    beside = place.project.briefs(NAME).glob(f"{provinces()[code].slug}*.xlsx")
    assert with_sizes(export_page(nbformat.read(cold, as_version=4)), beside, "vi") == warm


@pytest.mark.part(0)
def test_two_runs_in_different_folders_with_other_jobs_give_the_same_bytes(tmp_path: Path):
    found = []
    for jobs in (1, 3):
        made = Place.make(tmp_path / str(jobs) / "project", "04", "11")
        made.put("67", name="reported")
        assert made.rehab_run("--jobs", jobs).returncode == 0
        found.append(made.results())
    assert found[0] == found[1]
    assert {Path(name).name for name in found[0]} >= {"67-dak-nong.html", "index.html", "rates.csv", "datapackage.json"}


def test_every_page_names_its_own_province_and_no_other_outside_quotations(place: Place):
    for province, page in pages(place):
        read = Page(page)
        assert province.name in read.heading
        others = {other.name for other in provinces().values() if other.code != province.code}
        assert {name for name in others if re.search(rf"{name}(?!\w)", read.own_text)} == set(), province.name


def test_every_section_of_a_page_is_of_its_own_province(place: Place):
    assert {p.code: Page(page).provinces for p, page in pages(place)} == {code: {code} for code in CODES}


def test_every_file_named_on_a_page_is_its_own_provinces(place: Place):
    files = {path.name for path in place.raw().iterdir()}
    for province, page in pages(place):
        assert {name for name in files if name in page} == {n for n in files if n.startswith(f"{province.code}-")}


@cache
def verdicts(place: Place) -> pd.DataFrame:
    """The verdicts of all provinces, as text."""
    return pd.read_csv(place.processed / "verdicts.csv", dtype=str, keep_default_na=False)


def test_the_verdict_of_each_row_is_that_of_the_provinces_own_table(place: Place):
    for province, page in pages(place):
        own = verdicts(place)[(verdicts(place)["province"] == province.code) & (verdicts(place)["part"] == "")]
        shown = re.findall(r'<tr id="indicator-(\d)" class="(\w+)"', page)
        assert shown == list(zip(own["indicator"], own["verdict"], strict=True)), province.name


def test_every_number_of_the_target_chart_is_one_of_the_provinces_own_values(place: Place):
    for province, page in pages(place):
        own = verdicts(place)[(verdicts(place)["province"] == province.code) & (verdicts(place)["value"] != "")]
        values = {f"{float(value):.1f}" for value in own["value"]}
        (figure,) = re.findall(r'<figure class="chart" id="chart-targets">.*?</figure>', page, re.DOTALL) or [""]
        cells = [html.unescape(row[1]) for row in Page(figure).rows[1:]]
        shown = {number.replace(",", ".") for cell in cells for number in re.findall(r"\d+(?:,\d+)?", cell)}
        assert {f"{float(number):.1f}" for number in shown} <= values, province.name
        assert bool(cells) == bool(figure), province.name
