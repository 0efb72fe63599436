"""Whether a workbook says of itself that its figures are made up: on a sheet, or in its properties."""

from collections.abc import Iterable

from rehab.catalog.folding import fold
from rehab.catalog.reviews import per_review
from rehab.catalog.texts import LANGUAGES, text
from rehab.workbooks.files.failures import UnreadableFileError
from rehab.workbooks.files.package import Package
from rehab.workbooks.grids.grid import Grid

# Where an archive keeps a workbook's title and subject: Excel's, OpenDocument's.
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_LONGEST_CELL = 500


@per_review()
def _marks() -> tuple[str, ...]:
    return tuple(text("sample.mark", language) for language in LANGUAGES)


@per_review()
def _folded() -> tuple[str, ...]:
    return tuple(fold(mark) for mark in _marks())


@per_review()
def _written() -> tuple[bytes, ...]:
    return tuple(mark.encode(encoding) for mark in _marks() for encoding in ("utf-8", "utf-16-le"))


def is_made_up(grids: Iterable[Grid], content: bytes) -> bool:
    """True where a cell, seen or not, or the title of the file bears the mark that `rehab sample` leaves.

    >>> from rehab.workbooks.grids.grid import Cell, make_grid
    >>> mark = "Số liệu giả định - không phải số liệu thật của tỉnh"
    >>> is_made_up([make_grid("a", [Cell(3, 1, mark, mark)])], b""), is_made_up([], b"TT;2016"), is_made_up([], b"PK")
    (True, False, False)
    """
    shortest = min(map(len, _marks()))
    said = (cell.said for grid in grids for cell in grid.cells.values())
    long = {words for words in said if shortest <= len(words) <= _LONGEST_CELL}
    if any(mark in fold(words) for words in long for mark in _folded()):
        return True
    return any(mark in properties for properties in _properties(content) for mark in _written())


def _properties(content: bytes) -> Iterable[bytes]:
    """What a file says of itself; all of one that is no archive: its title stands among the rest."""
    if not content.startswith(b"PK"):
        return (content,)
    try:
        package = Package(content)
        return [package.read(part) for part in _PROPERTIES if part in package]
    except UnreadableFileError:
        # The sheets could be read all the same: nothing is known of the title, and they have no mark.
        return ()
