"""The tables that leave with a page, made of the same material as the page and so protected as it is."""

import pandas as pd

from rehab.catalog.folding import clean
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.rows import Row
from rehab.catalog.small import small_text
from rehab.catalog.tables import records
from rehab.catalog.texts import tabled, text
from rehab.pages.numbers.calculations import part_name
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.standing import basis_text, verdict_text

Cell = str | int | float | None
IN_PAGE = ("nine", "observations", "calculations")
IN_WORKBOOK = ("nine", "observations", "rates", "problems")


def download_table(material: Material, name: str, without: frozenset[str] = frozenset()) -> pd.DataFrame:
    """One table of a brief, headed in the page's language; numbers as numbers, a missing one as None.

    `name`: nine, observations, calculations, rates or problems; `without`: columns left out.
    Made-up figures say so in the first column.
    """
    made = {
        "nine": _nine,
        "observations": _observations,
        "calculations": _calculations,
        "rates": _rates,
        "problems": _problems,
    }[name]
    language = material.language
    rows = [{key: _plain(value) for key, value in row.items()} for row in made(material)]
    frame = pd.DataFrame(rows, columns=[column for column in _COLUMNS[name] if column not in without], dtype=object)
    frame.columns = pd.Index([text(f"download_column.{column}", language) for column in frame.columns])
    if material.is_made_up:
        frame.insert(0, text("downloads.nature", language), text("downloads.made_up", language))
    return frame


_COLUMNS = {
    "nine": (
        "indicator", "part", "name", "value", "withheld", "numerator", "denominator", "missing", "target", "verdict",
        "basis", "reason", "stated_verdict", "stated_value", "as_of",
    ),
    "observations": (
        "line", "name", "area", "entry", "period", "value", "withheld", "text", "unit", "sheet", "cell", "raw",
        "corrected",
    ),
    "calculations": (
        "part", "alternative", "side", "line", "name", "status", "value", "withheld", "start", "end", "sheet", "cell",
        "raw",
    ),
    "rates": ("part", "name", "alternative", "period", "value", "withheld", "numerator", "denominator", "expected"),
    "problems": ("severity", "file", "sheet", "cell", "message", "raw"),
}  # fmt: skip


def _nine(material: Material) -> list[Row]:
    language = material.language
    return [
        {
            "indicator": row["indicator"],
            "part": row["part"],
            "name": _name(str(row["part"]), row["indicator"], language),
            **{key: row[key] for key in ("value", "numerator", "denominator", "target", "stated_value", "as_of")},
            "withheld": _withheld(row, language),
            "missing": "; ".join(line_label(name, language) for name in str(row["terms_missing"]).split(";") if name),
            "verdict": verdict_text(row["verdict"], row["reason"], language),
            "basis": basis_text(row["basis"], row["reason"], language),
            "reason": text(f"reason.{row['reason']}", language) if row["reason"] else "",
            "stated_verdict": text(f"verdict.{row['stated_verdict']}", language) if row["stated_verdict"] else "",
        }
        for row in records(material.verdicts)
    ]


def _observations(material: Material) -> list[Row]:
    language = material.language
    return [
        {
            **{key: row[key] for key in ("line", "area", "entry", "period", "value", "unit", "sheet", "cell", "raw")},
            "name": _label(str(row["line"]), language),
            "withheld": _withheld(row, language),
            # The whole cell stands in `raw`; what was made of it is said only where it differs.
            "text": "" if clean(str(row["text"])) == clean(str(row["raw"])) else row["text"],
            "corrected": text("download_column.yes", language) if row["corrected"] else "",
        }
        for row in records(material.observations)
    ]


def _calculations(material: Material) -> list[Row]:
    language = material.language
    rows = material.workings[material.workings["period"].str.contains("/", regex=False)]
    return [
        {
            **{key: row[key] for key in ("part", "line", "value", "sheet", "cell", "raw")},
            "alternative": _alternative(row, language),
            "side": text(f"calculation.{row['side']}", language),
            "name": line_label(str(row["line"]), language),
            "status": _status(str(row["status"]), language),
            "withheld": _withheld(row, language),
            "start": row["period_start"],
            "end": row["period_end"],
        }
        for row in records(rows)
    ]


def _rates(material: Material) -> list[Row]:
    language = material.language
    return [
        {
            **{key: row[key] for key in ("part", "period", "value", "numerator", "denominator", "expected")},
            "name": _name(str(row["part"]), row["indicator"], language),
            "alternative": _alternative(row, language),
            "withheld": _withheld(row, language),
        }
        for row in records(material.rates)
    ]


def _problems(material: Material) -> list[Row]:
    language = material.language
    return [
        {
            **{key: row[key] for key in ("file", "sheet", "cell", "raw")},
            "severity": text(f"problems.{row['severity']}", language),
            "message": row[f"message_{tabled(language)}"],
        }
        for row in records(material.problems)
    ]


def _name(part: str, number: int, language: str) -> str:
    found = next((own for own in indicators()[number].parts if own.id == part), None)
    return part_name(found, number, language) if found else indicators()[number].short(language)


def _label(line: str, language: str) -> str:
    return line_label(line, language) if line in lines() else ""


def _alternative(row: Row, language: str) -> str:
    own = (part for part in indicators()[row["indicator"]].alternatives if part.id == row["alternative"])
    return next((part.short(language) for part in own), "")


def _status(status: str, language: str) -> str:
    return text("download_column.used" if status == "used" else f"calculation.{status}", language)


def _withheld(row: Row, language: str) -> str:
    mark = str(row["withheld"])
    return small_text(mark, language) if mark else ""


def _plain(value: object) -> Cell:
    """A value as Python has it: whole numbers whole, what is missing None."""
    if isinstance(value, str):
        return str(value)
    if value is None or value is pd.NA or value != value:
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, int) else str(value)
