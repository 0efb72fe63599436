"""The cells of one province by what they count, where and when."""

from collections.abc import Iterable
from datetime import date, timedelta

from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.disclosure.cells import Cell
from rehab.disclosure.constraints import Id

# Flows of one balance whose windows start and end this near each other are of one window (method, rule 3).
DAYS_APART = timedelta(days=31)


class Places:
    """The cells of one province by line, period, area and entry; a fact stated twice has two cells."""

    def __init__(self, cells: dict[Id, Cell]) -> None:
        self.cells = cells
        self.at: dict[tuple[str, str, str, str], list[Id]] = {}
        self.of_line: dict[str, list[Id]] = {}
        self._keys: dict[str, set[tuple[str, str, str]]] = {}
        for name, cell in cells.items():
            if cell.line:
                self.at.setdefault((cell.line, cell.period, cell.area, cell.entry), []).append(name)
                self.of_line.setdefault(cell.line, []).append(name)
                self._keys.setdefault(cell.line, set()).add((cell.period, cell.area, cell.entry))

    def first(self, line: str, period: str, area: str = "", entry: str = "") -> Id | None:
        """The first cell of a line at a place."""
        found = self.at.get((line, period, area, entry))
        return found[0] if found else None

    def keys(self, names: Iterable[str]) -> list[tuple[str, str, str]]:
        """Periods, areas and entries at which any of the lines has a cell, in order."""
        return sorted({key for line in names for key in self._keys.get(line, ())})

    def windows(self, names: tuple[str, ...], area: str) -> list[tuple[str, str]]:
        """First and last days of the windows that flows among the lines state for themselves."""
        own = (self.cells[name] for line in names if lines()[line].measure == "flow" for name in self._own(line, area))
        return sorted({(cell.start, cell.end) for cell in own if "/" in cell.period})

    def in_window(self, line: str, start: str, end: str, area: str) -> Id | None:
        """A flow's cell over a window, or a stock's last one in it."""
        if lines()[line].measure == "flow":
            near = [n for n in self._own(line, area) if self._is_over(self.cells[n], start, end)]
            return min(near, key=lambda n: (self.cells[n].start != start, self.cells[n].end != end), default=None)
        return self.closing(line, start, _shifted(end, DAYS_APART), area)

    def closing(self, line: str, start: str, end: str, area: str) -> Id | None:
        """The last cell of a stock that ends between two days; of two alike, the one with a day of its own."""
        own = [name for name in self._own(line, area) if start <= self.cells[name].end <= end]
        return max(own, key=lambda n: (self.cells[n].end, "/" in self.cells[n].period), default=None)

    def before(self, line: str, start: str, area: str) -> Id | None:
        """A stock's last cell of the year before a day."""
        return self.closing(line, _shifted(start, -timedelta(days=366)), _shifted(start, DAYS_APART), area)

    def opening(self, line: str, start: str, area: str) -> Id | None:
        """The cell of an opening number in the column that starts with a window."""
        if _shifted(f"{start[:4]}-01-01", DAYS_APART) < start:
            return None
        column = next((period for period in calendar().columns if period.startswith(start[:4])), "")
        return self.first(line, column, area)

    def in_column(self, line: str, period: str, area: str, entry: str = "") -> Id | None:
        """A line's cell in a year's or half-year's column, or a stock's that has a day of its own in it."""
        found = self.first(line, period, area, entry)
        if found is None and not entry and lines()[line].measure == "stock":
            return self.closing(line, f"{period[:4]}-01-01", f"{period[:4]}-12-31", area)
        return found

    def _own(self, line: str, area: str) -> list[Id]:
        cells = ((name, self.cells[name]) for name in self.of_line.get(line, ()))
        return [name for name, cell in cells if cell.area == area and not cell.entry]

    def _is_over(self, cell: Cell, start: str, end: str) -> bool:
        return "/" in cell.period and _near(cell.start, start) and _near(cell.end, end)


def _near(one: str, other: str) -> bool:
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= DAYS_APART


def _shifted(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat()
