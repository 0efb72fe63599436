"""Observations for tests, written as an analyst would say them."""

import pandas as pd

from rehab.attainment.assessment import Assessment
from rehab.catalog.lines import lines
from rehab.catalog.tables import conform

REPORT_DATE = "2020-06-22"
SPANS = {"2020-H1": ("2020-01-01", REPORT_DATE)}


def _row(line: str, **values: object) -> dict[str, object]:
    known = lines().get(line)
    place = {"file": "67-dak-nong.xlsx", "sheet": "Phụ lục", "cell": "A1", "raw": str(values.get("value", ""))}
    unit = known.unit if known else ""
    return {"collection": "reported", "province": "67", "line": line, "unit": unit, **place, **values}


def year(line: str, period: str, value: float, **more: object) -> dict[str, object]:
    """A value in a year's or half-year's column."""
    start, end = SPANS.get(period, (f"{period}-01-01", f"{period}-12-31"))
    return _row(line, value=value, period=period, period_start=start, period_end=end, **more)


def window(line: str, start: str, end: str, value: float, **more: object) -> dict[str, object]:
    """A value with dates of its own."""
    return _row(line, value=value, period=f"{start}/{end}", period_start=start, period_end=end, **more)


def day(line: str, on: str, value: float, **more: object) -> dict[str, object]:
    """A stock counted on a day."""
    return window(line, on, on, value, **more)


def stated(indicator: int, verdict: str = "", value: float | None = None, reason: str = "") -> list[dict[str, object]]:
    """What the province says of an indicator."""
    entry = str(indicator)
    rows = [_row("stated_verdict", entry=entry, text=verdict)] if verdict else []
    if value is not None:
        rows.append(_row("stated_value", entry=entry, value=value))
    return rows + ([_row("stated_reason", entry=entry, text=reason)] if reason else [])


def centre(entry: int, **answers: object) -> list[dict[str, object]]:
    """One centre of Phụ lục 3: numbers as values, everything else as text."""
    rows = []
    for line, answer in {"facility_name": f"Cơ sở {entry}", **answers}.items():
        key = "value" if isinstance(answer, int | float) else "text"
        rows.append(day(line, REPORT_DATE, None, entry=str(entry)) | {"value": None} | {key: answer})  # type: ignore[arg-type]
    return rows


def no_facility() -> dict[str, object]:
    """The box "no centre", ticked."""
    return _row("no_facility", text="yes")


def observations(*rows: dict[str, object] | list[dict[str, object]]) -> pd.DataFrame:
    """The observations table of one province, with the report's date."""
    flat = [_row("report_date", text=REPORT_DATE)]
    for row in rows:
        flat += row if isinstance(row, list) else [row]
    return conform(flat, "observations")


WINDOW = ("2017-01-01", "2020-06-15")


def whole(assessment: Assessment, indicator: int) -> pd.Series:
    rows = assessment.verdicts
    return rows[(rows["indicator"] == indicator) & (rows["part"] == "")].iloc[0]


def part(assessment: Assessment, name: str) -> pd.Series:
    return assessment.verdicts.set_index("part").loc[name]


def rate(assessment: Assessment, name: str, period: str, alternative: str = "") -> pd.Series:
    rows = assessment.rates
    found = rows[(rows["part"] == name) & (rows["alternative"] == alternative) & (rows["period"] == period)]
    assert len(found) == 1
    return found.iloc[0]


def codes(assessment: Assessment) -> list[str]:
    return assessment.problems["code"].tolist()


def reintegration(employed: float, reintegrated: float, *more: object) -> pd.DataFrame:
    """Indicator 8: one stock over another, the simplest ratio there is."""
    rows = [day("reintegrated_employed", "2020-06-10", employed), day("reintegrated", "2020-06-10", reintegrated)]
    return observations(*rows, *more)  # type: ignore[arg-type]
