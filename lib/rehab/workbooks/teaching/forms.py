"""A form's fingerprint: its headings and labels with their places, by which a workbook of a known form is told."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rehab.catalog.texts import decodable
from rehab.workbooks.blocks.block import Block
from rehab.workbooks.blocks.finding import find_blocks
from rehab.workbooks.files.opening import read_grids
from rehab.workbooks.grids.grid import Cell
from rehab.workbooks.grids.keys import label_key
from rehab.workbooks.headings.people import lists_people

FILE = "forms.csv"
_COLUMNS = ("form", "sheet", "cell", "words")
_HEADER_DEPTH = 3


@dataclass(frozen=True)
class Form:
    """The words of a form by sheet (its number among those with tables) and cell; `name` is the first file's."""

    name: str
    words: Mapping[tuple[int, str], str]

    def differences(self, other: "Form") -> tuple[tuple[int, str], ...]:
        """Sheets and cells in which the two forms do not say the same, in order."""
        places = self.words.keys() | other.words.keys()
        return tuple(sorted(place for place in places if self.words.get(place) != other.words.get(place)))


def form_of(path: Path, content: bytes | None = None) -> Form:
    """The form of a workbook: headings and labels of its tables; names of centres, districts and figures are no form.

    `content` is what is in it, where that has been taken. Raises UnreadableFileError.
    """
    words: dict[tuple[int, str], str] = {}
    tables = [
        (grid, blocks) for grid in read_grids(path, content) if not lists_people(grid) and (blocks := find_blocks(grid))
    ]
    for number, (_, blocks) in enumerate(tables, start=1):
        for block in blocks:
            words |= {(number, cell.address): label_key(cell.said) for cell in _cells(block)}
    return Form(decodable(path.name), words)


def _cells(block: Block) -> Iterable[Cell]:
    first = max(block.top, block.header - _HEADER_DEPTH)
    for row in range(first, block.header + 1):
        yield from (cell for cell in block.grid.row(row) if isinstance(cell.value, str))
    column = block.roles.get("label") if block.kind == "yearly" else None
    for row in block.rows if column else ():
        cell = block.grid.at(row, column or 0)
        if cell is not None and isinstance(cell.value, str):
            yield cell


def load_forms(path: Path) -> tuple[Form, ...]:
    """The forms kept in a collection's forms.csv; none where there is no such file."""
    if not path.is_file():
        return ()
    found: dict[str, dict[tuple[int, str], str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["form"], {})[int(row["sheet"]), row["cell"]] = row["words"]
    return tuple(Form(name, words) for name, words in found.items())


def keep_forms(path: Path, forms: Iterable[Form]) -> None:
    """Write the forms of a collection."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for form in forms:
            writer.writerows((form.name, sheet, cell, said) for (sheet, cell), said in sorted(form.words.items()))


def nearest_form(form: Form, known: Iterable[Form]) -> tuple[Form, tuple[tuple[int, str], ...]] | None:
    """The known form with the fewest differences, and these; None where none is known or hardly anything is shared."""
    compared = [(other, form.differences(other)) for other in known]
    alike = [(other, differing) for other, differing in compared if len(differing) < len(form.words)]
    return min(alike, key=lambda pair: (len(pair[1]), pair[0].name), default=None)
