"""What people set for the public edition of a collection: which sentences are released, and the key that draws lots."""

import os
import secrets
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rehab.catalog.settings import SettingsError, read_settings

RELEASES, KEY = "releases.toml", "disclosure.key"
_TEXT = {"type": "string", "minLength": 1}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "release": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["file", "text"],
                "additionalProperties": False,
                "properties": dict.fromkeys(("file", "sheet", "cell", "text", "by", "why"), _TEXT),
            },
        }
    },
}


class ReleasesError(SettingsError):
    """`releases.toml` says something that cannot be; the message names file, place and remedy."""


class Release(NamedTuple):
    """A sentence, the whole of a cell, or the name of a sheet or file, that a person has cleared for the public."""

    file: str
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True)
class DisclosureSettings:
    """`releases`: what people have cleared; `key`: draws lots among figures that could be held back alike."""

    releases: frozenset[Release] = frozenset()
    key: bytes = b""


def load_disclosure(folder: Path) -> DisclosureSettings:
    """The settings of the collection in `folder`, with its key, which is made if there is none.

    Raises ReleasesError where `releases.toml` cannot be used, OSError where the key cannot be written.
    """
    return DisclosureSettings(load_releases(folder / RELEASES), load_key(folder / KEY))


def load_releases(path: Path) -> frozenset[Release]:
    """What is released for a collection; nothing where there is no such file. Raises ReleasesError.

    >>> load_releases(Path("nowhere.toml"))
    frozenset()
    """
    rows = read_settings(path, _SCHEMA, ReleasesError).get("release", [])
    # Without a cell it is the name of a sheet, without a sheet that of a file.
    places = ((row["file"], row.get("sheet", ""), row.get("cell", ""), row["text"]) for row in rows)
    # As `exact` compares them; a sentence typed over several lines is the same sentence.
    return frozenset(Release(f, s, c, " ".join(unicodedata.normalize("NFC", t).split())) for f, s, c, t in places)


def load_key(path: Path) -> bytes:
    """The key of a collection; where there is none, one is drawn and written, whole, once, whoever comes first.

    Raises ReleasesError where the file holds none, OSError where it cannot be read or written.
    """
    if not path.is_file():
        _write_new(path, secrets.token_hex(32) + "\n")
    kept = "".join(line for line in _written_key(path).splitlines() if not line.startswith("#")).strip()
    if not kept:
        # Whoever knows that there is none could draw the same lots.
        raise ReleasesError(
            path, "-", "không có khóa; xóa tệp để tạo khóa mới", "holds no key; remove it to draw another"
        )
    return kept.encode()


def _written_key(path: Path) -> str:
    try:
        # Whoever opens a pipe waits for somebody to write into it.
        return "" if path.is_fifo() else path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        vi, en = "không phải văn bản UTF-8; xóa tệp để tạo khóa mới", "is no text in UTF-8; remove it to draw another"
        raise ReleasesError(path, "-", vi, en) from error


def _write_new(path: Path, content: str) -> None:
    handle, name = tempfile.mkstemp(prefix=".unfinished-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as unfinished:
            unfinished.write(content)
        try:
            # Two workers may come at once: a link, unlike a move, never replaces the other's.
            os.link(name, path)
        except FileExistsError:
            return
    finally:
        Path(name).unlink()
