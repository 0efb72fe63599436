"""What was not understood in workbooks, asked once however often it stands there, with what it may mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from openpyxl.utils.cell import coordinate_to_tuple

from rehab.catalog.lines import line_label, lines
from rehab.workbooks.grids.keys import label_key
from rehab.workbooks.grids.marks import without_footnote
from rehab.workbooks.grids.spellings import HEADING, LABEL
from rehab.workbooks.grids.units import is_spelled_unit
from rehab.workbooks.headings.unknown import Unknown
from rehab.workbooks.reading import Reading
from rehab.workbooks.teaching.guesses import AskedRow, Guess, guesses

_MOST_EXAMPLES = 3
# When a figure was counted is none.
_DAY = re.compile(r"(?:\d{1,2}/)?\d{1,2}/\d{4}")


@dataclass(frozen=True)
class Place:
    """Where words stand: file, sheet and cell."""

    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Question:
    """Words to be confirmed: where they stand, what they are beside, and the lines they may mean, best first.

    `kind` is that of a Spelling; `above` is the label or line over it, in words; `figures` counts the cells that wait
    for the answer, of which `examples` shows some.
    """

    kind: str
    words: str
    appendix: str
    table: str
    above: str
    unit: str
    places: tuple[Place, ...]
    figures: int
    examples: tuple[str, ...]
    candidates: tuple[Guess, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Workbooks in which the words stand, each once."""
        return tuple(dict.fromkeys(place.file for place in self.places))


@dataclass
class _Gathered:
    """One question while it is gathered: every place where its words stand, and every guess made there."""

    first: Unknown
    above: str
    places: list[Place] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)


def questions(readings: Iterable[Reading]) -> tuple[Question, ...]:
    """What readings did not understand, each thing once, in the order in which it is first met.

    What one form calls the same in the same place is one question over all workbooks; guesses of all places count.
    """
    gathered: dict[tuple[str, ...], _Gathered] = {}
    for reading in readings:
        for file in dict.fromkeys(file for file, _ in reading.unknown):
            own = [_with_unit(unknown) for name, unknown in reading.unknown if name == file]
            for unknown, found in zip(own, _guessed(own, reading, file), strict=True):
                _gather(gathered, file, unknown, found)
                if unknown.kind == LABEL and unknown.unit and not is_spelled_unit(unknown.unit):
                    _gather(gathered, file, _unit_of(unknown), _units_of(found))
    return tuple(_question(own) for own in gathered.values())


def _with_unit(unknown: Unknown) -> Unknown:
    """The unknown with the unit written in its row: the words between its label and the first figure."""
    if unknown.unit or unknown.kind != LABEL or not unknown.figures:
        return unknown
    first = min(cell.column for cell in unknown.figures)
    between = [cell.said for cell in unknown.grid.row(unknown.cell.row) if unknown.cell.column < cell.column < first]
    spelled = [said for said in between if is_spelled_unit(said)] or [said for said in between if said]
    return replace(unknown, unit=spelled[0]) if spelled else unknown


def _unit_of(unknown: Unknown) -> Unknown:
    """The unit of a label as a question of its own: once the label is understood, its figures wait for the unit."""
    return replace(unknown, kind="unit", words=unknown.unit, appendix="", table="", above="", unit="")


def _units_of(found: tuple[Guess, ...]) -> tuple[Guess, ...]:
    return tuple(Guess(lines()[guess.means].unit, guess.score) for guess in found[:1] if lines()[guess.means].unit)


def _gather(gathered: dict[tuple[str, ...], _Gathered], file: str, unknown: Unknown, found: tuple[Guess, ...]) -> None:
    above = _above(unknown)
    key = (unknown.kind, label_key(unknown.words), unknown.appendix, unknown.table, label_key(above))
    own = gathered.setdefault(key, _Gathered(unknown, above))
    own.places.append(Place(file, unknown.grid.name, unknown.cell.address))
    own.figures += [cell.raw for cell in unknown.figures if cell.raw and not _DAY.fullmatch(cell.raw.strip())]
    for guess in found:
        own.scores[guess.means] = max(own.scores.get(guess.means, 0.0), guess.score)


def _above(unknown: Unknown) -> str:
    """The words over a label that counts some of them: the same "Trong đó" means another line below another."""
    if not AskedRow(unknown.words).is_part:
        return ""
    return line_label(unknown.above, "vi") if unknown.above in lines() else without_footnote(unknown.above)[0]


def _question(own: _Gathered) -> Question:
    first = own.first
    candidates = tuple(Guess(means, score) for means, score in sorted(own.scores.items(), key=lambda i: (-i[1], i[0])))
    return Question(
        kind=first.kind,
        words=first.words,
        appendix=first.appendix,
        table=first.table,
        above=own.above,
        unit=first.unit,
        places=tuple(own.places),
        figures=len(own.figures),
        examples=tuple(own.figures[:_MOST_EXAMPLES]),
        candidates=candidates,
    )


def _guessed(unknown: list[Unknown], reading: Reading, file: str) -> list[tuple[Guess, ...]]:
    """Guesses for the labels of one file, those of a table weighed together with its understood rows."""
    found: dict[int, tuple[Guess, ...]] = {}
    tables = dict.fromkeys((own.grid.name, own.appendix, own.table) for own in unknown if own.kind in (LABEL, HEADING))
    for sheet, appendix, table in tables:
        own = [
            (number, asked)
            for number, asked in enumerate(unknown)
            if (asked.grid.name, asked.appendix, asked.table) == (sheet, appendix, table)
            and asked.kind in (LABEL, HEADING)
        ]
        rows = _understood(reading, file, sheet)
        rows |= {_place(asked): (AskedRow(asked.words, asked.unit, asked.above), number) for number, asked in own}
        ordered = [rows[place] for place in sorted(rows)]
        for (_, number), guess in zip(ordered, guesses([row for row, _ in ordered], appendix, table), strict=True):
            if number >= 0:
                found[number] = guess
    return [found.get(number, ()) for number in range(len(unknown))]


def _place(unknown: Unknown) -> tuple[int, int]:
    return coordinate_to_tuple(unknown.cell.address)


def _understood(reading: Reading, file: str, sheet: str) -> dict[tuple[int, int], tuple[AskedRow, int]]:
    """Rows of a sheet that are understood, by their first cell."""
    seen = reading.observations
    own = seen[(seen["file"] == file) & (seen["sheet"] == sheet) & (seen["cell"] != "")]
    rows: dict[int, tuple[tuple[int, int], str]] = {}
    for cell, line in zip(own["cell"], own["line"], strict=True):
        if line in lines() and lines()[line].is_number:
            place = coordinate_to_tuple(str(cell).partition("+")[0].partition(":")[0])
            rows.setdefault(place[0], (place, str(line)))
    return {place: (AskedRow(lines()[line].label_vi, line=line), -1) for place, line in rows.values()}
