"""How `rehab run` ends: what failed, by name, what there is to mend, and where the pages are."""

import json
import webbrowser
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rehab.catalog.provinces import provinces
from rehab.catalog.reviews import using_review
from rehab.catalog.two_languages import of_both
from rehab.cli_say import say, spoken, told
from rehab.pages.files.edited import WORD_SUFFIX, is_edited

if TYPE_CHECKING:
    from rehab.batch.run import Outcome
    from rehab.store.project import Project

_INDEX = "index.html"
_MOST_NAMES = 10
_SEVERITIES = ("error", "warning", "remark")


def say_ending(project: "Project", outcomes: "Iterable[Outcome]", open_it: bool) -> None:
    """Name every page that could not be built, count what is to be mended, and say where the index is."""
    outcomes = list(outcomes)
    failed = [outcome for outcome in outcomes if outcome.error]
    if failed:
        say(told("ending.failed", count=len(failed)), err=True)
        for outcome in failed:
            said = of_both(ValueError(outcome.error), spoken()) if not outcome.page else outcome.error
            say(f"  {_named(project, outcome)}{said}", err=True)
    collections = tuple(dict.fromkeys(outcome.collection for outcome in outcomes))
    counts = sum((_problems(project, name) for name in collections), Counter())
    if outcomes:
        say(told("ending.problems", **{name: counts[name] for name in _SEVERITIES}))
    edited = [own for name in collections for own in _edited(project, name)]
    if edited:
        shown = ", ".join(edited[:_MOST_NAMES]) + (", …" if len(edited) > _MOST_NAMES else "")
        say(told("ending.edited", count=len(edited), names=shown))
    indexes = [project.briefs(name) / _INDEX for name in collections]
    indexes = [index for index in indexes if index.is_file()]
    for index in indexes:
        say(told("ending.index", path=index))
    if open_it and indexes and not webbrowser.open(indexes[0].as_uri()):
        say(told("ending.not_opened"), err=True)


def _named(project: "Project", outcome: "Outcome") -> str:
    """What failed, as what went wrong with it follows."""
    if not outcome.province:
        # What is said of a workbook begins with its file.
        return f"{outcome.collection}/{outcome.page}: " if outcome.page else f"{outcome.collection}/"
    with using_review(project.collection(outcome.collection).review):
        name = provinces()[outcome.province].name
    return f"{outcome.province} {name} ({outcome.collection}/{outcome.page}): "


def _edited(project: "Project", collection: str) -> list[str]:
    """Word documents beside the pages that somebody has worked on: nobody has checked what they disclose."""
    record, folder = project.published_record(collection), project.briefs(collection)
    entries = json.loads(record.read_text("utf-8"))["entries"] if record.is_file() else []
    names = {name for entry in entries for name in entry["beside"] if name.endswith(WORD_SUFFIX)}
    return sorted(name for name in names if (folder / name).exists() and is_edited(folder / name))


def _problems(project: "Project", collection: str) -> Counter[str]:
    """Problems in the workbooks of provinces that have a page, by severity; of all where a page is of all.

    They are counted in the house's own tables: the public ones leave out what would tell a withheld figure.
    """
    import pyarrow.parquet as pq

    record, table = project.published_record(collection), project.processed(collection) / "problems.parquet"
    if not record.is_file() or not table.is_file():
        return Counter()
    shown = {entry["province"] for entry in json.loads(record.read_text("utf-8"))["entries"]}
    rows = pq.read_table(table, columns=["province", "severity"]).to_pydict()
    pairs = zip(rows["province"], rows["severity"], strict=True)
    return Counter(severity for code, severity in pairs if code and (code in shown or "" in shown))
