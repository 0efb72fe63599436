"""What reading one workbook has found so far: observations and problems, each with its cell."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from rehab.catalog.lines import lines
from rehab.catalog.periods import Period
from rehab.catalog.problem_kinds import problem_row
from rehab.workbooks.grids.grid import Cell, Grid
from rehab.workbooks.grids.problems import Problem
from rehab.workbooks.headings.people import withhold

Row = dict[str, object]


class Ledger:
    """Collects the rows of `observations` and `problems` of one file.

    `province` and `report_date` are known once the title block has been read.
    """

    def __init__(self, collection: str, file: str) -> None:
        self.collection = collection
        self.file = file
        self.province = ""
        self.report_date: date | None = None
        self.observations: list[Row] = []
        self.problems: list[Row] = []
        self._withheld: set[tuple[str, str]] = set()

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
        place: tuple[str, str] | None = None,
    ) -> None:
        """Note one value with the cell it stands in; `place` is address and raw text where it stands in several."""
        known = lines().get(line)
        address, raw = place or (cell.address, self._public(grid, cell))
        if not (known and known.is_number) and not cell.cleared:
            text, _ = withhold(text)
        self.observations.append(
            {
                "collection": self.collection,
                "province": self.province,
                "area": withhold(area)[0],
                "appendix": known.appendix if known else "",
                "line": line,
                "entry": entry,
                "period": period.label if period else "",
                "period_start": period.start.isoformat() if period else "",
                "period_end": period.end.isoformat() if period else "",
                "value": value,
                "text": text,
                "unit": unit or (known.unit if known else ""),
                "file": self.file,
                "sheet": grid.name,
                "cell": address,
                "raw": raw,
                "corrected": cell.corrected,
            }
        )

    def observe_sum(
        self, line: str, grid: Grid, cells: list[Cell], values: list[float], *, value: float, period: Period
    ) -> None:
        """Note a sum of cells made here; its address and raw text name every cell and value added."""
        place = ("+".join(cell.address for cell in cells), " + ".join(f"{added:g}" for added in values))
        self.observe(line, grid, cells[0], value=value, period=period, place=place)

    def report(self, code: str, grid: Grid | None = None, cell: Cell | None = None, **values: object) -> None:
        """Note one problem, at a cell where there is one."""
        self.problems.append(
            problem_row(
                code,
                collection=self.collection,
                province=self.province,
                file=self.file,
                sheet=grid.name if grid else "",
                cell=cell.address if cell else "",
                raw=self._public(grid, cell) if grid and cell else "",
                **values,
            )
        )

    def report_all(self, problems: Iterable[Problem]) -> None:
        """Note problems that a stage returned."""
        for found in problems:
            self.report(found.code, found.grid, found.cell, **found.values)

    def _public(self, grid: Grid, cell: Cell) -> str:
        """What may be shown of a cell; whatever may name a person is withheld and reported, once a cell."""
        if cell.cleared or not isinstance(cell.value, str):
            return cell.raw
        shown, kinds = withhold(cell.raw)
        seen, kinds_seen = withhold(cell.said)
        if kinds_seen and not kinds:
            # In an old font the raw letters hide what the reader sees.
            shown, kinds = seen, kinds_seen
        place = (grid.name, cell.address)
        if kinds and place not in self._withheld:
            self._withheld.add(place)
            for kind in kinds:
                self.report("personal_withheld", grid, replace(cell, value=None, raw=shown), kind=kind)
        return shown

    def report_at(self, code: str, row: Row, **values: object) -> None:
        """Note one problem at the cell of an observation already in the ledger."""
        place = {key: str(row[key]) for key in ("collection", "province", "file", "sheet", "cell", "raw")}
        named: dict[str, Any] = {**place, **values}
        self.problems.append(problem_row(code, **named))

    def settle(self) -> None:
        """Give every row the province, which may have been found after the row."""
        for row in (*self.observations, *self.problems):
            row["province"] = self.province
