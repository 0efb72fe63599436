"""What the record says of a page, and what of it is published for programs."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rehab.batch.plan import Holdings, Page, told_to
from rehab.batch.record import Entry, Record, has_shape, is_below
from rehab.batch.tasks import PageDone
from rehab.catalog.provinces import provinces
from rehab.catalog.texts import LANGUAGES
from rehab.disclosure.audiences import PUBLIC
from rehab.store.whole import write_whole

# What a reader outside may know of a page; hashes, seconds and memory stay in the house.
_PUBLISHED = (
    "key",
    "kind",
    "province",
    "name",
    "language",
    "status",
    "error",
    "warnings",
    "page",
    "beside",
    "problems",
    "verdicts",
)


# What an entry of the record must have to be of any use, and whether it is then one that this program has written.
_SHAPE = {
    "key": str, "kind": str, "topic": str, "title": dict, "province": str, "name": str, "language": str,
    "audience": str, "status": str, "error": str, "page": str, "beside": list, "seals": dict, "problems": dict,
    "verdicts": dict, "fingerprint": dict, "inputs": dict, "used": dict, "warnings": list, "retry": bool,
}  # fmt: skip


def is_page_entry(entry: Entry) -> bool:
    """True for an entry as `page_entry` makes it, of files in the collection's own folder."""
    if not has_shape(entry, _SHAPE) or entry["language"] not in LANGUAGES or LANGUAGES[0] not in entry["title"]:
        return False
    if entry["province"] and entry["province"] not in provinces():
        return False
    names = (entry["key"], entry["page"], *entry["beside"], *entry["seals"])
    return all(is_below(name) for name in names) and (not entry["topic"] or is_below(entry["topic"]))


def page_entry(page: Page, done: PageDone, holdings: Holdings, audience: str) -> Entry:
    """A page that has been built, or could not be, for the record."""
    kind, province, part = page.address.kind, page.province, holdings.parts.get(page.province)
    # What the public reads is counted in what the public may see.
    told = told_to(part, audience) if part else None
    return {
        "key": page.key,
        "kind": kind.name,
        "topic": kind.folder,
        "title": {"vi": kind.title_vi, "en": kind.title_en},
        "province": province,
        "name": provinces()[province].name if province else "",
        "language": page.address.language,
        "audience": audience,
        "status": "failed" if done.error else "built",
        "error": done.error,
        "page": f"{page.key}.html",
        "seals": dict(done.seals),
        "beside": list(done.beside),
        "seconds": round(done.seconds, 3),
        "peak_memory_bytes": done.peak_bytes,
        "problems": dict(told["problems"]) if told else {},
        "verdicts": dict(told["verdicts"]) if told else {},
        "fingerprint": page.fingerprint,
        "inputs": dict(done.inputs),
        "used": {code: holdings.digest_of(code) for code in done.used},
        "warnings": list(done.warnings),
        # What failed for want of time or memory may succeed next time; an unreadable workbook will not.
        "retry": bool(done.error) and not page.messages,
    }


def publish(path: Path, collection: str, record: Record, parts: Iterable[Mapping[str, Any]]) -> None:
    """Write the record that lies beside the pages: each page, its status, counts of verdicts and problems."""
    entries = sorted(record, key=lambda entry: str(entry["key"]))
    failed = sum(entry["status"] == "failed" for entry in entries)
    audience = entries[0]["audience"] if entries else PUBLIC
    strays = [told_to(part, audience) for part in parts if not part["province"]]
    said = {
        "collection": collection,
        "audience": audience if entries else "",
        "built": len(entries) - failed,
        "failed": failed,
        "unusable_workbooks": [{"file": own["files"], "messages": own["messages"]} for own in strays],
        "entries": [{name: entry[name] for name in _PUBLISHED} for entry in entries],
    }
    written = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    write_whole(path, lambda target: target.write_text(written, encoding="utf-8"))


def published_audience(path: Path) -> set[str]:
    """For whom the pages beside a published record are; nobody where there is none, or none that can be read."""
    if not path.is_file():
        return set()
    try:
        told = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        # It is written anew by every run that finds it changed.
        return set()
    audience = told.get("audience") if isinstance(told, dict) else ""
    return {audience} if isinstance(audience, str) and audience else set()
