"""The observations of one province, ready to be asked for a line, a period or a statement."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from rehab.catalog.files import read_rows
from rehab.catalog.folding import fold
from rehab.catalog.indicators import counted_centres
from rehab.catalog.lines import lines
from rehab.catalog.periods import calendar
from rehab.catalog.rows import Row
from rehab.catalog.tables import records

_FACILITY_APPENDIX = "3"
# Method, rule 7: the indicators whose stated reason may say that there is no centre.
_FACILITY_INDICATORS = ("3", "4", "9")


@dataclass(frozen=True)
class Observation:
    """One row of the `observations` table that holds something."""

    line: str
    entry: str
    period: str
    start: date | None
    end: date | None
    value: float | None
    text: str
    file: str
    sheet: str
    cell: str
    raw: str
    corrected: bool

    @property
    def is_window(self) -> bool:
        """True for a value with dates of its own, false for a year's or half-year's."""
        return "/" in self.period


@dataclass(frozen=True)
class Evidence:
    """Everything one province states, by line, with the review window's end.

    With an as-of day, values that end later are left out.
    """

    collection: str
    province: str
    by_line: dict[str, tuple[Observation, ...]]
    window_end: date

    def of(self, line: str) -> tuple[Observation, ...]:
        """Observations of a line, in the workbook's order."""
        return self.by_line.get(line, ())

    def stated(self, line: str, indicator: int) -> Observation | None:
        """What the province states of an indicator: its verdict, figure or reason."""
        return next((row for row in self.of(line) if row.entry == str(indicator)), None)

    @property
    def facility_entries(self) -> tuple[str, ...]:
        """Numbers of the centres listed in Phụ lục 3."""
        names = (name for name, line in lines().items() if line.appendix == _FACILITY_APPENDIX)
        return tuple(dict.fromkeys(row.entry for name in names for row in self.of(name) if row.entry))

    @property
    def lists_centres(self) -> bool:
        """True when Phụ lục 3 lists a rehabilitation centre, or a centre whose kind is not given."""
        kinds = {row.entry: row.text for row in self.of("facility_type")}
        return any(kinds.get(entry, "") in ("", *counted_centres()) for entry in self.facility_entries)

    @property
    def stated_absence(self) -> Observation | None:
        """The statement that the province has no centre: the box, or the reason of 3, 4 or 9 (rule 7)."""
        for row in self.of("no_facility"):
            if row.text == "yes":
                return row
        reasons = (self.stated("stated_reason", int(number)) for number in _FACILITY_INDICATORS)
        return next((row for row in reasons if row and says_no_facility(row.text)), None)

    @property
    def no_facility(self) -> Observation | None:
        """The statement that the province has no centre; None when nothing says so, or when centres are listed."""
        return None if self.lists_centres else self.stated_absence

    @property
    def contradicted_absence(self) -> Observation | None:
        """A stated absence beside listed centres: neither is used (rule 7)."""
        return self.stated_absence if self.lists_centres else None

    def reason_of(self, indicator: int) -> str:
        """The reason the province gives in an indicator's row: its cause and its explanation."""
        rows = (self.stated(line, indicator) for line in ("stated_reason", "stated_explanation"))
        return " ".join(row.text for row in rows if row and row.text)

    def method_of(self, line: str) -> Observation | None:
        """How figures were arrived at, in the province's words: the latest that a line such as this says."""
        rows = [row for row in self.of(line) if row.text] if line else []
        return max(rows, key=lambda row: row.end or date.min, default=None)


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(fold(row["phrase"]) for row in read_rows("no_facility_phrases.csv"))


def says_no_facility(reason: str) -> bool:
    """Whether words say that there is no centre (phrases in no_facility_phrases.csv).

    >>> says_no_facility("Do tỉnh chưa có cơ sở cai nghiện ma túy"), says_no_facility("Chưa thống kê")
    (True, False)
    """
    return any(phrase in fold(reason) for phrase in _phrases())


@cache
def _estimate_words() -> tuple[str, ...]:
    return tuple(fold(row["word"]) for row in read_rows("estimate_words.csv"))


def says_estimate(words: str) -> bool:
    """Whether words say that a figure is an estimate (words in estimate_words.csv; rule 21).

    >>> says_estimate("Ước tính của cơ sở"), says_estimate("Khảo sát tháng 5/2020")
    (True, False)
    """
    said = f" {fold(words)} "
    return any(f" {word} " in said for word in _estimate_words())


def gather_evidence(observations: pd.DataFrame, as_of: date | None = None) -> Evidence:
    """The evidence of one province; `observations` holds its rows and no other's.

    The window ends on the report's date (the last period's last day where none is given, or where the last year is
    reviewed whole and reported later), or on `as_of` if that is earlier.
    Rows of districts are not the province's own and stay out (a province total made of them cites its cells).
    """
    rows = [_observation(row) for row in records(observations) if not row["area"]]
    reported = next((row.text for row in rows if row.line == "report_date"), "")
    last_day = calendar().last_day
    end = date.fromisoformat(reported) if reported else last_day
    if not calendar().half_year:
        end = min(end, last_day)
    if as_of is not None:
        end = min(end, as_of)
    by_line: dict[str, list[Observation]] = {}
    for row in rows:
        if row.end is None or row.end <= end or as_of is None:
            by_line.setdefault(row.line, []).append(row)
    first = observations.iloc[0]
    return Evidence(
        collection=str(first["collection"]),
        province=str(first["province"]),
        by_line={line: tuple(found) for line, found in by_line.items()},
        window_end=max(end, calendar().window_start),
    )


def _observation(row: Row) -> Observation:
    value = row["value"]
    return Observation(
        line=str(row["line"]),
        entry=str(row["entry"]),
        period=str(row["period"]),
        start=_day(row["period_start"]),
        end=_day(row["period_end"]),
        value=float(value) if isinstance(value, int | float) and not pd.isna(value) else None,
        text=str(row["text"]),
        file=str(row["file"]),
        sheet=str(row["sheet"]),
        cell=str(row["cell"]),
        raw=str(row["raw"]),
        corrected=bool(row["corrected"]),
    )


def _day(written: object) -> date | None:
    return date.fromisoformat(str(written)) if written else None
