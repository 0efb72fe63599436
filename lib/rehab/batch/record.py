"""What runs have done: a JSON file, and beside it a journal of what was finished since, so that no kill loses it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from rehab.store.whole import write_whole

Entry = dict[str, Any]


class Record:
    """Entries by key. Each is appended to the journal as soon as its work is done; `write` makes one file of all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._journal = path.with_suffix(".jsonl")
        self._entries: dict[str, Entry] = {}

    @classmethod
    def load(cls, path: Path) -> Self:
        """The record at a path; empty where there is none. A last line cut short by a kill is left out."""
        record = cls(path)
        if path.exists():
            record._entries = {entry["key"]: entry for entry in json.loads(path.read_text("utf-8"))["entries"]}
        if record._journal.exists():
            for line in record._journal.read_text("utf-8", errors="replace").splitlines():
                record._take_line(line)
        return record

    def _take_line(self, line: str) -> None:
        try:
            self._take(json.loads(line or "{}"))
        except json.JSONDecodeError:
            # Cut short by a kill: its work will be done again.
            return

    def _take(self, entry: Entry) -> None:
        if not entry:
            return
        if entry.get("gone"):
            self._entries.pop(entry["key"], None)
        else:
            self._entries[entry["key"]] = entry

    @property
    def is_open(self) -> bool:
        """True from the first thing added until `write`: what is made of all entries may be out of date."""
        return self._journal.exists()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def get(self, key: str) -> Entry | None:
        """The entry of a key, or None."""
        return self._entries.get(key)

    def add(self, entry: Entry) -> None:
        """Take in what was finished (`key` and whatever it has to say), on disk at once."""
        self._take(entry)
        self._journal.parent.mkdir(parents=True, exist_ok=True)
        with self._journal.open("a", encoding="utf-8", newline="\n") as journal:
            # The line before may have been cut short.
            journal.write("\n" + json.dumps(entry, ensure_ascii=False) + "\n")

    def remove(self, key: str) -> None:
        """Forget an entry, on disk at once."""
        self.add({"key": key, "gone": True})

    def write(self, head: Entry) -> None:
        """Write `head` and all entries, sorted by key, as one file; the journal is then not needed any more."""
        whole = {**head, "entries": [self._entries[key] for key in sorted(self._entries)]}
        text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
        write_whole(self.path, lambda path: path.write_text(text, encoding="utf-8"))
        self._journal.unlink(missing_ok=True)
