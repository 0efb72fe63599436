"""What a page of HTML is read into: tables, rows and texts."""

from dataclasses import dataclass, field

from rehab.workbooks.files.cells import Run
from rehab.workbooks.files.html_style import PLAIN, TagStyle


@dataclass
class Text:
    """The text of a cell, or of a block outside tables, as it comes in."""

    depth: int
    look: TagStyle = PLAIN
    columns: int = 1
    rows: int = 1
    number: str | None = None
    formula: str = ""
    runs: list[Run] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    current: TagStyle = PLAIN
    ending: str = "\n"


@dataclass
class Row:
    depth: int
    hidden: bool = False
    cells: list[Text] = field(default_factory=list)


@dataclass
class Table:
    """Rows of a table, with the lines that come before it."""

    depth: int
    before: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    row: Row | None = None
    cell: Text | None = None
    columns: int = 0
    hidden: list[range] = field(default_factory=list)
