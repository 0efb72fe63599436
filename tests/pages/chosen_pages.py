"""Chosen pages of all kinds, built by the front door."""

import csv
import os
import random
import shutil
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from places import build
from rehab.catalog.kinds import kinds
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import LANGUAGES
from rehab.store.project import Project, workbooks_in
from rehab.workbooks.forms.filling import fill_workbook
from rehab.workbooks.samples.generator import TRUTH_SUFFIX

PROJECT = Path(__file__).resolve().parents[2]
RAW = PROJECT / "data" / "raw"
# Set it (to anything) to have every province's page tested, not the chosen ones alone.
ALL_PAGES = "REHAB_ALL_PAGES"
FAILED = "failed"
OVERVIEW, QUALITY = "overview", "quality"
NO_BRIEFS = (FAILED, OVERVIEW, QUALITY)
# Another number has other pages shown.
SEED = os.environ.get("REHAB_SEED", "2020")


@dataclass(frozen=True)
class BuiltPage:
    """A page to test: what it was chosen for, its language and its file."""

    kind: str
    language: str
    file: Path

    @property
    def html(self) -> str:
        """The page as it is written."""
        return self.file.read_text(encoding="utf-8")

    @property
    def name(self) -> str:
        """What to call it when something is wrong with it."""
        return f"{self.kind} ({self.file.name})"


def chosen() -> dict[str, Path]:
    """Made-up workbooks by what makes them hard: found in the truth beside them, not guessed."""
    facts = {path: _facts(path) for path in sorted((RAW / "sample").glob(f"*{TRUTH_SUFFIX}"))}
    without = [
        path for path, rows in facts.items() if any(r["line"] == "no_facility" and r["text"] == "yes" for r in rows)
    ]
    most = max(facts, key=lambda path: sum(row["line"] == "facility_name" for row in facts[path]))
    named = {path: provinces()[path.name[:2]] for path in facts}
    longest = max(named, key=lambda path: len(named[path].title("vi")))
    hard = {"no_centre": without[0], "many_centres": most, "longest_names": longest}
    return {kind: path.with_name(path.name.removesuffix(TRUTH_SUFFIX)) for kind, path in hard.items()}


def _facts(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _lay_out(raw: Path) -> dict[str, tuple[str, str]]:
    """Put the chosen workbooks into a data folder: kinds of page, each with its collection and stem."""
    (raw / "reported").mkdir(parents=True)
    (raw / "sample").mkdir()
    shutil.copy(RAW / "reported" / "67-dak-nong.xlsx", raw / "reported")
    found = {"dak_nong": ("reported", "67-dak-nong")}
    if os.environ.get(ALL_PAGES):
        for path in workbooks_in(RAW / "sample"):
            shutil.copy(path, raw / "sample")
            found[path.stem] = ("sample", path.stem)
    for kind, path in chosen().items():
        shutil.copy(path, raw / "sample")
        found[kind] = ("sample", path.stem)
    taken = {stem for collection, stem in found.values() if collection == "reported"}
    # A form sent back with next to nothing in it, and a file that is no workbook.
    blank, broken = [p for p in sorted(provinces().values(), key=lambda p: p.code) if p.slug not in taken][:2]
    only = {"line": "admitted_compulsory", "period": "2019", "value": 12}
    fill_workbook({"province": blank.code, "figure": [only]}).save(raw / "reported" / f"{blank.slug}.xlsx")
    (raw / "reported" / f"{broken.slug}.xlsx").write_text("hỏng", encoding="utf-8")
    return found | {"mostly_blank": ("reported", blank.slug), FAILED: ("reported", broken.slug)}


def drawn(pages: list[BuiltPage], look: str) -> list[BuiltPage]:
    """Two briefs of different kinds and another page, for what takes long in a browser; with REHAB_ALL_PAGES all.

    REHAB_SEED and the name of the look say which.
    """
    if os.environ.get(ALL_PAGES):
        return pages
    chance = random.Random(f"{SEED} {look}")
    found = chance.sample(sorted({page.kind for page in pages} - set(NO_BRIEFS)), 2)
    others = sorted({page.kind for page in pages} & set(NO_BRIEFS))
    kinds_of = [*found, *(chance.choice(others) for _ in others[:1])]
    shown = [chance.choice([page for page in pages if page.kind == kind]) for kind in kinds_of]
    print(f"REHAB_SEED={SEED}: {', '.join(page.name for page in shown)}")
    return shown


def build_pages(folder: Path) -> list[BuiltPage]:
    """Build the chosen pages in both languages below `folder`, with the Excel file beside each."""
    chosen_kinds = _lay_out(folder / "data" / "raw")
    project = Project(folder / "data", folder / "briefs", PROJECT / "notebooks")
    outcomes = build(project, ("reported", "sample"), LANGUAGES)
    assert sum(bool(outcome.error) for outcome in outcomes) == len(LANGUAGES), [o.error for o in outcomes]
    pages = []
    for kind, (collection, stem) in chosen_kinds.items():
        for language in LANGUAGES:
            name = f"{stem}.html" if language == "vi" else f"{stem}.{language}.html"
            file = project.briefs(collection) / name
            pages.append(BuiltPage(kind, language, file))
    for kind, collection, language in product((OVERVIEW, QUALITY), ("reported", "sample"), LANGUAGES):
        name = kinds().get(kind).stem("", language)
        pages.append(BuiltPage(kind, language, project.briefs(collection) / f"{name}.html"))
    return pages
