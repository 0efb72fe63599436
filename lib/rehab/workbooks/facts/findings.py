"""What a stage found: facts, each with the cells that state it, and problems; made by one reader and returned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rehab.catalog.periods import Period
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.problems import Problem, problem
from rehab.workbooks.headings.unknown import Unknown


@dataclass(frozen=True)
class Fact:
    """One value of one line as a sheet states it.

    `cells` are those that state it; more than one for a sum made here of `added` values. `unit` is empty where it
    is the line's own.
    """

    line: str
    grid: Grid
    cells: tuple[Cell, ...]
    value: float | None = None
    text: str = ""
    period: Period | None = None
    entry: str = ""
    unit: str = ""
    area: str = ""
    added: tuple[float, ...] = ()


@dataclass
class Findings:
    """Facts, problems and words not understood, in reading order.

    `aside` are cells that hold no figure of the table (numbering, index rows, dates), by sheet and address.
    """

    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    aside: set[tuple[str, str]] = field(default_factory=set)

    def observe(
        self,
        line: str,
        grid: Grid,
        cell: Cell,
        *,
        value: float | None = None,
        text: str = "",
        period: Period | None = None,
        entry: str = "",
        unit: str = "",
        area: str = "",
    ) -> None:
        """Note one value with the cell it stands in."""
        self.facts.append(Fact(line, grid, (cell,), value, text, period, entry, unit, area))

    def observe_sum(self, line: str, grid: Grid, cells: list[Cell], values: list[float], period: Period) -> None:
        """Note a sum made here of cells, every one of them named."""
        total = round(sum(values), 6)
        self.facts.append(Fact(line, grid, tuple(cells), total, period=period, added=tuple(values)))

    def report(
        self, code: str, grid: Grid | None = None, cell: Cell | Sequence[Cell] | None = None, **values: object
    ) -> None:
        """Note one problem, at a cell where there is one, or at several of one cause."""
        self.problems.append(problem(code, grid, cell, **values))

    def set_aside(self, grid: Grid, cells: Iterable[Cell]) -> None:
        """Note cells that were looked at and hold no figure of the table."""
        self.aside |= {(grid.name, cell.address) for cell in cells}

    def add(self, other: "Findings") -> None:
        """Take over what another reader found."""
        self.facts += other.facts
        self.problems += other.problems
        self.unknown += other.unknown
        self.aside |= other.aside


def range_words(first: str = "", last: str = "") -> dict[str, str]:
    """A range of cells as a message names it; nothing where none is given.

    >>> range_words("D9", "D12")["range_en"], range_words()["range_vi"]
    (' (D9 to D12)', '')
    """
    if not first:
        return {"range_vi": "", "range_en": ""}
    return {"range_vi": f" ({first} đến {last})", "range_en": f" ({first} to {last})"}
