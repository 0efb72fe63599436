"""What provinces sent, as far as the state of the data goes: their files, whose they are, and what is wrong in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from rehab.catalog.provinces import provinces
from rehab.catalog.tables import records
from rehab.country.collected import read_together

_TABLES: Mapping[str, tuple[str, ...]] = {
    "observations": (
        "province",
        "area",
        "appendix",
        "line",
        "period",
        "value",
        "text",
        "file",
        "sheet",
        "cell",
        "corrected",
    ),
    "problems": ("province", "file", "sheet", "cell", "severity", "code", "message_vi", "message_en", "indicator"),
    "workings": ("province", "indicator", "alternative", "file", "sheet", "cell"),
}
_SAID = ("issuer", "report_number", "report_date")


@dataclass(frozen=True)
class Source:
    """Where a province's figures come from: its files, the office that reports, number and day of the report."""

    code: str
    files: tuple[str, ...]
    issuer: str
    number: str
    day: str


@dataclass(frozen=True)
class Sent:
    """All provinces' cells, problems and the cells behind their rates, as an audience may see them."""

    observations: pd.DataFrame
    problems: pd.DataFrame
    workings: pd.DataFrame

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The source of every province that sent a workbook, in the order of the list."""
        files = self._files()
        said = self.observations[self.observations["line"].isin(_SAID)]
        words: dict[tuple[str, str], str] = {}
        for row in records(said):
            words.setdefault((str(row["province"]), str(row["line"])), str(row["text"] or ""))
        return {
            code: Source(code, tuple(sorted(files[code])), *(words.get((code, line), "") for line in _SAID))
            for code in provinces()
            if code in files
        }

    def _files(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for frame in (self.observations, self.problems):
            pairs = frame[["province", "file"]].drop_duplicates()
            for code, file in pairs.itertuples(index=False, name=None):
                # One row is of one file; its name may hold any sign, a comma too.
                found.setdefault(code, set()).update([str(file)] if file else [])
        return found


def read_sent(parts: Path, audience: str) -> Sent:
    """What lies below `parts` of a collection, for an audience."""
    return Sent(**{name: read_together(parts, name, columns, audience) for name, columns in _TABLES.items()})
