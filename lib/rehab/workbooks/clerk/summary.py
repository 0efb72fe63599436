"""One province's workbooks in a line: how much was read, what is wrong, what to do first."""

from dataclasses import dataclass

import pandas as pd

from rehab.catalog.problem_kinds import SEVERITIES
from rehab.catalog.provinces import provinces
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import tabled


@dataclass(frozen=True)
class Summary:
    """A province (or a file of none), the figures read, problems by severity, and the problem to look at first."""

    name: str
    read: int
    counts: dict[str, int]
    first: Row | None

    def first_words(self, language: str) -> str:
        """Where to begin: the place of the gravest problem and what is to be done; empty where there is none."""
        if self.first is None:
            return ""
        place = " ! ".join(part for part in (self.first["sheet"], self.first["cell"].split("+")[0]) if part)
        message = str(self.first[f"message_{tabled(language)}"])
        return f"{place}: {message}" if place else message


def summary_of(observations: pd.DataFrame, problems: pd.DataFrame) -> Summary:
    """The summary of what one province sent."""
    rows = records(problems)
    files = dict.fromkeys(str(row["file"]) for row in (*rows, *records(observations)))
    codes = dict.fromkeys(str(row["province"]) for row in (*records(observations), *rows) if row["province"])
    name = ", ".join(provinces()[code].name for code in codes) or ", ".join(files)
    counts = {severity: sum(row["severity"] == severity for row in rows) for severity in SEVERITIES}
    graver = max((SEVERITIES.index(row["severity"]) for row in rows), default=0)
    first = next((row for row in rows if graver and SEVERITIES.index(row["severity"]) == graver), None)
    return Summary(name, int(observations["value"].notna().sum()), counts, first)
