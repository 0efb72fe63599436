"""The lists that lead to a collection's pages: `index.html`, and one in the folder of each notebook of one's own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rehab.batch.plan import told_to
from rehab.batch.record import Entry
from rehab.batch.standing import standing
from rehab.catalog.collections import Collection
from rehab.catalog.kinds import kinds
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import LANGUAGES
from rehab.disclosure.audiences import PUBLIC
from rehab.pages.frame.index import IndexCell, IndexLink, IndexRow, index_file, index_page
from rehab.pages.sections.overview_matrix import MatrixRow
from rehab.store.project import Project
from rehab.store.whole import write_whole


def write_lists(
    project: Project, collection: Collection, record: Iterable[Entry], parts: Iterable[Mapping[str, Any]]
) -> list[Path]:
    """Write them, and say where, in every language that has a page; Vietnamese is `index.html`.

    A notebook about the whole collection has one page, which is called `index.html` itself and needs no list.
    """
    folder = project.briefs(collection.name)
    by_topic: dict[str, list[Entry]] = {"": []}
    for entry in sorted(record, key=lambda entry: str(entry["key"])):
        by_topic.setdefault(entry["topic"], []).append(entry)
    plain = by_topic.pop("")
    audience = next((str(entry["audience"]) for entry in record), PUBLIC)
    unusable = [told_to(part, audience) for part in parts if not part["province"] and not part["named"]]
    written = []
    rows_of = _standing(project, collection.name, plain)
    for language in _languages(record):
        rows = _with_all_provinces(_rows(plain, language), rows_of.get(language, {}))
        rows += [_unusable(part, language) for part in unusable]
        others = [*_of_collection(plain, language), *(_topic(own, language) for own in by_topic.values())]
        written.append(_write(folder / index_file(language), index_page(collection, language, rows, others)))
    for topic, own in by_topic.items():
        for language in _languages(own):
            path = folder / topic / index_file(language)
            if not _is_page_itself(own):
                title = own[0]["title"][language]
                written.append(_write(path, index_page(collection, language, _rows(own, language), topic=title)))
    return written


def _standing(project: Project, collection: str, entries: list[Entry]) -> Mapping[str, Mapping[str, MatrixRow]]:
    """Where every province stands, by language and code, as the audience of the pages may see it."""
    if not entries:
        return {}
    links = [
        {"kind": entry["kind"], "province": entry["province"], "language": entry["language"], "file": entry["page"]}
        for entry in entries
        if not entry["error"]
    ]
    return standing(project, collection, entries[0]["audience"], links)


def _with_all_provinces(rows: list[IndexRow], matrix: Mapping[str, MatrixRow]) -> list[IndexRow]:
    """The rows with their verdicts, and one for each province of which there is no page, in the order of codes."""
    known = {row.code: row for row in rows}
    found = []
    for code, own in matrix.items():
        row = known.pop(code, None) or IndexRow(code, own.name, {})
        cells = tuple(IndexCell(cell.verdict, cell.shown, cell.said, cell.file) for cell in own.cells)
        came = "" if row.error else own.came
        found.append(replace(row, status=own.status, came=came, cells=cells, region=own.region, short=own.name))
    return sorted([*found, *known.values()], key=lambda row: row.code)


def _write(path: Path, content: str) -> Path:
    write_whole(path, lambda target: target.write_text(content, encoding="utf-8"))
    return path


def _languages(entries: Iterable[Entry]) -> list[str]:
    """The languages that have a page; without any page, the first."""
    found = {entry["language"] for entry in entries}
    return [language for language in LANGUAGES if language in found] or [LANGUAGES[0]]


def _is_page_itself(topic: list[Entry]) -> bool:
    return not topic[0]["province"]


def _rows(entries: list[Entry], language: str) -> list[IndexRow]:
    """A row for each province; its name leads to its page of the first kind that it has."""
    by_province: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry["province"]:
            by_province.setdefault(entry["province"], []).append(entry)
    return [_row(code, own, language) for code, own in sorted(by_province.items())]


def _row(code: str, entries: list[Entry], language: str) -> IndexRow:
    order = kinds().names()
    first = min(
        (entry["kind"] for entry in entries), key=lambda name: order.index(name) if name in order else len(order)
    )
    own = {entry["language"]: entry for entry in entries if entry["kind"] == first}
    entry = own.get(language) or next(own[name] for name in LANGUAGES if name in own)
    return IndexRow(
        code=code,
        name=provinces()[code].title(language),
        pages={name: _file(own[name]) for name in LANGUAGES if name in own},
        verdicts=entry["verdicts"],
        problems=entry["problems"],
        error=entry["error"],
        others=tuple(_links([entry for entry in entries if entry["kind"] != first], language)),
    )


def _file(entry: Entry) -> str:
    """The page's file, as the list beside it calls it."""
    return str(entry["page"]).rpartition("/")[2]


def _links(entries: Iterable[Entry], language: str) -> list[IndexLink]:
    """One link for each kind: in the list's language, or else in another."""
    by_kind: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry["kind"], {})[entry["language"]] = entry
    found = (own.get(language) or next(iter(own.values())) for own in by_kind.values())
    return [IndexLink(one["title"][language], one["page"], one["language"], one["error"]) for one in found]


def _of_collection(entries: list[Entry], language: str) -> list[IndexLink]:
    return _links((entry for entry in entries if not entry["province"]), language)


def _topic(own: list[Entry], language: str) -> IndexLink:
    """The way into the folder of a notebook of one's own."""
    shown = language if language in _languages(own) else _languages(own)[0]
    error = own[0]["error"] if _is_page_itself(own) else ""
    return IndexLink(own[0]["title"][language], f"{own[0]['topic']}/{index_file(shown)}", shown, error)


def _unusable(part: Mapping[str, Any], language: str) -> IndexRow:
    said = " ".join(list(message)[LANGUAGES.index(language)] for message in part["messages"])
    return IndexRow("", part["files"], {}, problems=part["problems"], error=said)
