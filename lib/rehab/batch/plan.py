"""What a run has to do: which workbooks to read again and which pages to build, and why each is stale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rehab.batch.fingerprints import Fingerprint, Settings, changed, page_fingerprint, reading_fingerprint
from rehab.batch.record import Entry, Record
from rehab.catalog.provinces import province_of_file_name, provinces
from rehab.pages.frame.languages import page_stem
from rehab.store.digests import file_digest
from rehab.store.parts import Messages
from rehab.store.project import NOTEBOOK, Project, workbooks_in

FORCED, MISSING, CHANGED_OUTSIDE, FAILED = "forced", "missing", "changed_outside", "failed_before"


@dataclass(frozen=True)
class Group:
    """Workbooks that must be read together, by name, and why; without a reason what is there is still good."""

    files: tuple[str, ...]
    fingerprint: Fingerprint
    reasons: tuple[str, ...]

    @property
    def key(self) -> str:
        """The group in the record: its files."""
        return "|".join(self.files)


@dataclass(frozen=True)
class Page:
    """One page of a province, and why it has to be built."""

    province: str
    language: str
    fingerprint: Fingerprint
    reasons: tuple[str, ...]
    messages: Messages = ()

    @property
    def key(self) -> str:
        """The page in the record: its file's name without suffix."""
        return page_stem(provinces()[self.province], self.language)


@dataclass(frozen=True)
class Options:
    """What was asked for, as far as it decides what comes out."""

    languages: tuple[str, ...]
    audience: str
    force: bool = False


def plan_groups(
    project: Project, collection: str, record: Record, force: bool, together: Iterable[frozenset[str]] = ()
) -> list[Group]:
    """Every workbook of a collection in one group, in the order of file names.

    `together` are sets of files that were found to hold the same province.
    """
    folder = project.raw(collection)
    paths = {path.name: path for path in workbooks_in(folder)}
    settings = Settings(folder)
    groups = []
    for files in _grouped(paths, record, together):
        known = record.get("|".join(files))
        codes = _codes(known) or [code for name in files if (code := _told(name, record))]
        now = reading_fingerprint(
            (paths[name] for name in files), settings.corrections(files), settings.targets(sorted(set(codes)))
        )
        reasons = changed(known["fingerprint"] if known else None, now)
        if not reasons and known and not all(_is_there(project, collection, part) for part in known["parts"]):
            reasons = (MISSING,)
        groups.append(Group(files, now, reasons or ((FORCED,) if force else ())))
    return groups


def _codes(entry: Entry | None) -> list[str]:
    return [part["province"] for part in entry["parts"] if part["province"]] if entry else []


def _is_there(project: Project, collection: str, part: Mapping[str, str]) -> bool:
    return (project.parts(collection) / part["stem"] / "observations.parquet").is_file()


def _told(name: str, record: Record) -> str:
    """The province a file was found to be of or, where it has not been read yet, the one its name tells."""
    found = province_of_file_name(Path(name).stem)
    return found.code if found else ""


def _grouped(paths: Mapping[str, Path], record: Record, together: Iterable[frozenset[str]]) -> list[tuple[str, ...]]:
    """Files joined where they are known, or named, to be of one province."""
    leader = {name: name for name in paths}

    def lead(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    def join(names: Iterable[str]) -> None:
        first, *rest = [lead(name) for name in names if name in leader] or [""]
        for other in rest:
            leader[max(first, other)] = min(first, other)
            first = min(first, other)

    for entry in record:
        join(entry["key"].split("|"))
    by_province: dict[str, list[str]] = {}
    read = {name for entry in record for name in entry["key"].split("|")}
    for name in paths:
        if name not in read and (code := _told(name, record)):
            by_province.setdefault(code, []).append(name)
    for entry in record:
        for code in _codes(entry):
            if code in by_province:
                by_province[code] += entry["key"].split("|")
    for names in (*by_province.values(), *together):
        join(sorted(names))
    found: dict[str, list[str]] = {}
    for name in sorted(paths):
        found.setdefault(lead(name), []).append(name)
    return [tuple(names) for names in found.values()]


def plan_pages(
    project: Project, collection: str, parts: Iterable[Mapping[str, Any]], record: Record, options: Options
) -> list[Page]:
    """The pages of the provinces in `parts` (entries of the reading record), by code and language."""
    settings = Settings(project.raw(collection))
    asked = {"languages": ",".join(options.languages), "audience": options.audience}
    pages = []
    for code, part in sorted(_by_province(parts).items()):
        messages = _messages(part)
        for language in options.languages:
            now = page_fingerprint(
                str(part["digest"]),
                project.notebooks / NOTEBOOK,
                settings.targets([code]),
                {**asked, "language": language},
            )
            page = Page(code, language, now, (), messages)
            known = record.get(page.key)
            reasons = changed(known["fingerprint"] if known else None, now) or _spoilt(project, collection, known)
            pages.append(Page(code, language, now, reasons or ((FORCED,) if options.force else ()), messages))
    return pages


def _messages(part: Mapping[str, Any]) -> Messages:
    return () if part["province"] else tuple((vi, en) for vi, en in part["messages"])


def _by_province(parts: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Each province's part; a file that is named for a province and could not be read speaks only if none could."""
    found: dict[str, Mapping[str, Any]] = {}
    for part in parts:
        code = str(part["province"] or part["named"])
        if code and (part["province"] or code not in found):
            found[code] = part
    return found


def _spoilt(project: Project, collection: str, known: Entry | None) -> tuple[str, ...]:
    """Why a page that was built from just these things is not good enough all the same."""
    assert known is not None
    folder = project.briefs(collection)
    page = folder / known["page"]
    if not all(path.is_file() for path in (page, *(folder / name for name in known.get("beside", ())))):
        return (MISSING,)
    if file_digest(page) != known["digest"]:
        return (CHANGED_OUTSIDE,)
    return (FAILED,) if known.get("retry") else ()
