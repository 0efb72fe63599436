"""What pages and tables held when they were last looked at: `make golden` writes it anew, a test compares.

The text of Đắk Nông's pages in both languages, a line for each block, and how many rows each table of each collection
has of each province. A change shows in the difference what it does to pages; whoever commits it has seen that.
"""

import csv
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from rehab.batch.session import build
from rehab.batch.work import read_collection
from rehab.catalog.texts import LANGUAGES
from rehab.store.project import Project, workbooks_in

FOLDER = Path(__file__).resolve().parent
CHECKOUT = FOLDER.parents[1]
COLLECTIONS = ("reported", "sample")
COUNTS, HEADER = "rows.csv", "collection,table,province,rows"
_PAGES = {"vi": "67-dak-nong", "en": "67-dak-nong.en"}
# How well a library compresses is its own affair, and changes with it.
_COMPRESSED = re.compile(r"(\)), \d+ kB$", re.MULTILINE)
_SILENT = frozenset({"style", "script", "defs"})
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "small", "span", "strong", "sub", "sup", "time", "tspan", "code"})


class _Text(HTMLParser):
    """The words of a page: a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag not in _INLINE:
            self.end()

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag not in _INLINE:
            self.end()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._line.append(data)

    def end(self) -> None:
        """End a line; an empty one is none."""
        said = " ".join("".join(self._line).split())
        self._line = []
        if said:
            self.lines.append(said)


def words_of(page: str) -> str:
    """The text of a page, a line for each block."""
    parser = _Text()
    parser.feed(page)
    parser.end()
    return "\n".join(parser.lines) + "\n"


def make(
    root: Path, build: Callable[..., object] = build, of: Callable[[str], bool] = lambda _code: True
) -> dict[str, str]:
    """Build Đắk Nông's pages and read both collections in a project at `root`: contents by name of the golden file.

    Of the made-up provinces those whose code `of` takes are read.
    """
    (root / "data").mkdir(parents=True)
    project = Project(root / "data", root / "briefs", CHECKOUT / "notebooks")
    for name in COLLECTIONS:
        _copy(CHECKOUT / "data" / "raw" / name, project.raw(name), of)
    build(project, ("reported",), LANGUAGES)
    read_collection(project, "sample")
    folder = project.briefs("reported")
    found = {
        f"{stem}.txt": _COMPRESSED.sub(r"\1, … kB", words_of((folder / f"{stem}.html").read_text("utf-8")))
        for stem in (_PAGES[language] for language in LANGUAGES)
    }
    rows = sorted(row for name in COLLECTIONS for row in _counts(project.processed(name), name))
    return found | {COUNTS: f"{HEADER}\n" + "".join(f"{','.join(map(str, row))}\n" for row in rows)}


def codes() -> list[str]:
    """Those of the made-up provinces."""
    return sorted(path.name[:2] for path in workbooks_in(CHECKOUT / "data" / "raw" / COLLECTIONS[1]))


def _copy(source: Path, target: Path, of: Callable[[str], bool]) -> None:
    target.mkdir(parents=True)
    for path in source.iterdir():
        if path.is_file() and (source.name == COLLECTIONS[0] or not path.name[:2].isdigit() or of(path.name[:2])):
            (target / path.name).write_bytes(path.read_bytes())


def _counts(folder: Path, name: str) -> Iterator[tuple[str, str, str, int]]:
    """Rows of each table by province; of what is not by province all of them."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            counted = Counter(row.get("province", "") for row in csv.DictReader(file))
        yield from ((name, path.stem, code, counted[code]) for code in (counted or {"": 0}))


def main() -> None:
    """Write all golden files anew."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in make(Path(folder) / "project").items():
            (FOLDER / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
    sys.exit(0)
