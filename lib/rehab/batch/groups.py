"""Which workbooks belong together, and which have to be read again, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rehab.batch.fingerprints import Fingerprint, Settings, changed, reading_fingerprint
from rehab.batch.record import Entry, Record
from rehab.catalog.provinces import province_of_file_name
from rehab.catalog.texts import decodable
from rehab.store.digests import folder_digest
from rehab.store.project import Project, earlier_of, workbooks_in

FORCED, MISSING, FAILED, CHANGED_OUTSIDE = "forced", "missing", "failed_before", "changed_outside"


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


def plan_groups(
    project: Project, collection: str, record: Record, force: bool, together: Iterable[frozenset[str]] = ()
) -> list[Group]:
    """Every workbook of a collection in one group, in the order of file names.

    `together` are sets of files that were found to hold the same province.
    """
    folder = project.raw(collection)
    paths = {decodable(path.name): path for path in workbooks_in(folder)}
    settings = Settings(folder)
    groups = []
    for files in _grouped(paths, record, together):
        known = record.get("|".join(files))
        codes = _codes(known) or [code for name in files if (code := _told(name, record))]
        now = reading_fingerprint(
            (paths[name] for name in files),
            settings.corrections(files),
            settings.targets(sorted(set(codes))),
            settings.spellings,
            settings.disclosure(files),
            settings.review,
            earlier_of(folder, codes),
        )
        reasons = changed(known["fingerprint"] if known else None, now)
        if not reasons and known:
            reasons = _spoilt(project.parts(collection), known["parts"])
        if not reasons and known and known.get("retry"):
            reasons = (FAILED,)
        groups.append(Group(files, now, reasons or ((FORCED,) if force else ())))
    return groups


def _codes(entry: Entry | None) -> list[str]:
    return [part["province"] for part in entry["parts"] if part["province"]] if entry else []


def _spoilt(folder: Path, parts: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """Why the tables of a group that was read from just these workbooks are not good enough all the same."""
    found = {folder_digest(folder / part["stem"]): part["seal"] for part in parts}
    if "" in found:
        return (MISSING,)
    return (CHANGED_OUTSIDE,) if any(now != then for now, then in found.items()) else ()


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
