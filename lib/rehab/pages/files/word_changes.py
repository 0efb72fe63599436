"""Which figures of two Word documents differ, table by table: an edited copy's, and those of the workbook now."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

_Place = tuple[str, str, str, int]


@dataclass(frozen=True)
class Change:
    """A cell of a table whose words differ; empty where one of the two has none."""

    place: str
    was: str
    now: str


def changed_figures(edited: Path, now: Path) -> list[Change]:
    """Cells of tables that differ, in the order of the new document; none where the edited one cannot be read."""
    try:
        was = _cells(edited)
    # What is no XML is a SyntaxError to the library that python-docx reads with.
    except (PackageNotFoundError, zipfile.BadZipFile, SyntaxError, OSError, KeyError, ValueError):
        return []
    new = _cells(now)
    places = [place for place in new if place in was and was[place] != new[place]]
    return [Change(" – ".join(part for part in place[:3] if part), was[place], new[place]) for place in places]


def _cells(path: Path) -> dict[_Place, str]:
    """What each cell of figures says: by the heading above its table, the row's first words, the column's head."""
    found: dict[_Place, str] = {}
    heading, seen = "", 0
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Paragraph):
            if block.style is not None and (block.style.name or "").startswith("Heading"):
                heading, seen = block.text, 0
        elif isinstance(block, Table):
            seen += 1
            heads, *rows = [[cell.text for cell in row.cells] for row in block.rows]
            for row in rows:
                for head, cell in zip(heads[1:], row[1:], strict=False):
                    found.setdefault((heading, row[0], head, seen), cell)
    return found
