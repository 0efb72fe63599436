"""What runs have done: a JSON file, and beside it a journal of what was finished since, so that no kill loses it."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Self

from rehab.store.whole import append_whole, write_whole

Entry = dict[str, Any]
# Behind the name of a record that cannot be used; the next one that cannot takes its place.
_ASIDE = ".broken"
# What it says of all of it, besides its entries.
_SEALS, _MADE_OF = "seals", "made_of"


def is_below(name: object) -> bool:
    """True for a name that leads to a place in the folder that it is meant for, and nowhere else.

    >>> is_below("my_topic/67-dak-nong.html"), is_below("../raw"), is_below("/etc"), is_below("")
    (True, False, False, False)
    """
    if not isinstance(name, str) or not name or "\\" in name or "\0" in name:
        return False
    return not PurePosixPath(name).is_absolute() and not {"..", "."} & set(name.split("/"))


def has_shape(entry: object, shape: Mapping[str, type]) -> bool:
    """True for a tree that has all the names of a shape, each with a value of its type."""
    return isinstance(entry, dict) and all(isinstance(entry.get(name), own) for name, own in shape.items())


def _has_key(entry: Entry) -> bool:
    return has_shape(entry, {"key": str})


class Record:
    """Entries by key. Each is appended to the journal as soon as its work is done; `write` makes one file of all.

    `seals` are hashes of the files that are made of all entries, as the last run left them; `made_of` is the hash of
    what they were made of.
    """

    def __init__(self, path: Path, is_sound: Callable[[Entry], bool] = _has_key) -> None:
        self.path = path
        self.seals: dict[str, str] = {}
        self.made_of = ""
        self._journal = path.with_suffix(".jsonl")
        self._entries: dict[str, Entry] = {}
        self._is_sound = is_sound
        self._broken: list[Path] = []
        self._was_set_aside = False

    @classmethod
    def load(cls, path: Path, is_sound: Callable[[Entry], bool] = _has_key) -> Self:
        """The record at a path; empty where there is none.

        What is damaged or of another program is left out: what it stood for will be done again. So is a line that a
        kill has cut short. Raises OSError where the machine does not let it be read.
        """
        record = cls(path, is_sound)
        if path.exists():
            # A folder in its place is no record, either.
            record._take_all(path.read_bytes() if path.is_file() else b"")
        if record._journal.exists():
            for line in record._journal.read_text("utf-8", errors="replace").splitlines():
                record._take_line(line)
        return record

    def _take_all(self, written: bytes) -> None:
        try:
            whole = json.loads(written)
        except (ValueError, RecursionError):
            whole = None
        entries = whole.get("entries") if isinstance(whole, dict) else None
        found = [entry for entry in entries if self._fits(entry)] if isinstance(entries, list) else []
        if not isinstance(entries, list) or len(found) < len(entries):
            self._broken.append(self.path)
        self._entries = {entry["key"]: entry for entry in found}
        if not self._broken and has_shape(whole, {_SEALS: dict, _MADE_OF: str}):
            self.seals = {name: seal for name, seal in whole[_SEALS].items() if is_below(name)}
            self.made_of = whole[_MADE_OF]

    def _take_line(self, line: str) -> None:
        try:
            entry = json.loads(line or "{}")
        except (ValueError, RecursionError):
            # Cut short by a kill: its work will be done again.
            return
        if entry == {} or (_has_key(entry) and (entry.get("gone") or self._fits(entry))):
            self._take(entry)
        elif self._journal not in self._broken:
            self._broken.append(self._journal)

    def _fits(self, entry: object) -> bool:
        return isinstance(entry, dict) and _has_key(entry) and self._is_sound(entry)

    def set_aside(self) -> tuple[Path, ...]:
        """Move away what could not be used, and say where to; what could be stays until the next `write`."""
        moved = tuple(path.with_name(f"{path.name}{_ASIDE}") for path in self._broken)
        for path, place in zip(self._broken, moved, strict=True):
            path.replace(place)
        self._was_set_aside = self._was_set_aside or bool(moved)
        self._broken = []
        return moved

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
        return self._was_set_aside or self._journal.exists()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def get(self, key: str) -> Entry | None:
        """The entry of a key, or None."""
        return self._entries.get(key)

    def add(self, entry: Entry) -> None:
        """Take in what was finished (`key` and whatever it has to say), on disk at once."""
        self._take(entry)
        # The line before may have been cut short.
        append_whole(self._journal, "\n" + json.dumps(entry, ensure_ascii=False) + "\n")

    def remove(self, key: str) -> None:
        """Forget an entry, on disk at once."""
        self.add({"key": key, "gone": True})

    def write(self, head: Entry) -> None:
        """Write `head` and all entries, sorted by key, as one file; the journal is then not needed any more."""
        whole = {
            **head,
            _SEALS: self.seals,
            _MADE_OF: self.made_of,
            "entries": [self._entries[key] for key in sorted(self._entries)],
        }
        text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
        write_whole(self.path, lambda path: path.write_text(text, encoding="utf-8"))
        self._journal.unlink(missing_ok=True)
        self._was_set_aside = False
