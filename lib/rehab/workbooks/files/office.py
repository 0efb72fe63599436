"""What Excel's two kinds of packages have in common (.xlsx in XML, .xlsb in records): parts, bounds, sheets."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rehab.workbooks.files.colours import OFFICE_THEME
from rehab.workbooks.files.failures import TOO_MANY_CELLS, UnreadableFileError
from rehab.workbooks.files.package import Package
from rehab.workbooks.files.safety import LAST_COLUMN, LAST_ROW, MOST_CELLS, MOST_MERGED_CELLS, among
from rehab.workbooks.files.xlsx_styles import read_theme
from rehab.workbooks.grids.grid import Cell, Grid, make_grid

# First row and column, last row and column.
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Parts:
    """A package's main part, and what it names: kind and name of each part by the identity that it has there."""

    package: Package
    main: str
    targets: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, content: bytes, usual: str) -> "Parts":
        """The parts of an archive; its main one has the `usual` name where the archive does not say."""
        package = Package(content)
        main = next((to for kind, to in package.relationships("").values() if kind == "officeDocument"), usual)
        return cls(package, main, package.relationships(main))

    def named(self, kind: str) -> str:
        """Name of the part of a kind; empty where there is none."""
        name = next((to for own, to in self.targets.values() if own == kind), "")
        return name if name and name in self.package else ""

    def colours(self) -> tuple[str, ...]:
        """Colours of the theme."""
        theme = self.named("theme")
        return read_theme(self.package.parse(theme)) if theme else OFFICE_THEME


@dataclass
class Book:
    """What goes for all sheets of a workbook: how it counts days, and how many cells were found so far."""

    epoch_1904: bool
    cells: int = 0
    merged: int = 0

    def count(self, row: int, column: int) -> None:
        """One more cell. Raises UnreadableFileError beyond all measure."""
        self.cells += 1
        if self.cells > MOST_CELLS or row > LAST_ROW or column > LAST_COLUMN:
            raise UnreadableFileError(*TOO_MANY_CELLS)

    def count_merged(self, areas: Iterable[Area]) -> None:
        """More cells that are merged. Raises UnreadableFileError beyond all measure."""
        self.merged += sum((abs(r2 - r1) + 1) * (abs(c2 - c1) + 1) for r1, c1, r2, c2 in areas)
        if self.merged > MOST_MERGED_CELLS:
            raise UnreadableFileError(*TOO_MANY_CELLS)


@dataclass
class Sheet:
    """What has been found on a sheet so far; `painted` are areas whose background a table or a rule may change."""

    cells: list[Cell] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    painted: list[Area] = field(default_factory=list)
    hides_zeros: bool = False

    def grid(self, name: str, hidden: bool, book: Book) -> Grid:
        """The sheet as all readers give it."""
        return make_grid(
            name,
            self.cells,
            tuple(self.merged),
            hidden=hidden,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=among({cell.column for cell in self.cells}, self.hidden_columns),
            epoch_1904=book.epoch_1904,
        )
