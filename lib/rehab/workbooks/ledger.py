"""What reading one workbook has found so far: observations and problems, each with its cell."""

from datetime import date
from typing import Any

from rehab.catalog.lines import lines
from rehab.catalog.periods import Period
from rehab.catalog.problem_kinds import problem_row
from rehab.workbooks.grid import Cell, Grid


class Ledger:
    """Collects the rows of `observations` and `problems` of one file.

    `province` and `report_date` are known once the title block has been read.
    """

    def __init__(self, collection: str, file: str) -> None:
        self.collection = collection
        self.file = file
        self.province = ""
        self.report_date: date | None = None
        self.observations: list[dict[str, object]] = []
        self.problems: list[dict[str, object]] = []

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
    ) -> None:
        """Note one value with the cell it stands in."""
        known = lines().get(line)
        self.observations.append(
            {
                "collection": self.collection,
                "province": self.province,
                "area": "",
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
                "cell": cell.address,
                "raw": cell.raw,
                "corrected": False,
            }
        )

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
                raw=cell.raw if cell else "",
                **values,
            )
        )

    def report_at(self, code: str, row: dict[str, object], **values: object) -> None:
        """Note one problem at the cell of an observation already in the ledger."""
        place = {key: str(row[key]) for key in ("collection", "province", "file", "sheet", "cell", "raw")}
        named: dict[str, Any] = {**place, **values}
        self.problems.append(problem_row(code, **named))

    def settle(self) -> None:
        """Give every row the province, which may have been found after the row."""
        for row in (*self.observations, *self.problems):
            row["province"] = self.province
