"""The Excel workbook of a whole collection for people: one table a sheet, with filters and notes."""

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import pandas as pd
import xlsxwriter

from rehab.catalog.lines import line_label, lines
from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.catalog.small import small_text
from rehab.catalog.tables import records
from rehab.catalog.texts import LANGUAGES, text
from rehab.charts.periods import period_label
from rehab.country.collected import Collected
from rehab.country.sums_table import sums_columns
from rehab.pages.files.excel import NO_DAY, OPTIONS, Formats, write_notes, write_table
from rehab.pages.files.tables import Cell

_LANGUAGE = LANGUAGES[0]


def write_collection(
    collected: Collected, problems: pd.DataFrame, sums: pd.DataFrame, name: str, made_up: bool, public: bool, path: Path
) -> None:
    """Write it to `path`, in Vietnamese, its notes in both languages: what the tables beside it hold, for readers."""
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    book.set_properties({"title": name, "created": datetime.combine(NO_DAY, time())})
    looks, banner = Formats(book, _LANGUAGE), text("brief.made_up", _LANGUAGE) if made_up else ""
    write_notes(book.add_worksheet(text("package.notes", _LANGUAGE)), _notes(name, made_up, public), looks)
    sheets: dict[str, Callable[[], pd.DataFrame]] = {
        "verdicts": lambda: _verdicts(collected),
        "figures": lambda: _figures(collected),
        "sums": lambda: _sums(sums),
        "problems": lambda: _problems(problems),
    }
    for key, table in sheets.items():
        write_table(book.add_worksheet(text(f"package.{key}", _LANGUAGE)), table(), banner, looks)
    book.close()


def _notes(name: str, made_up: bool, public: bool) -> list[str]:
    keys = ["note_source", "note_sums", "note_blank", "note_public" if public else "note_internal", "licence"]
    banner = [" / ".join(text("brief.made_up", language) for language in LANGUAGES)] if made_up else []
    return banner + [" / ".join(text(f"package.{key}", own, collection=name) for own in LANGUAGES) for key in keys]


def _plain(value: object) -> Cell:
    return None if value is None or pd.isna(value) else value if isinstance(value, int | float) else str(value)  # type: ignore[call-overload]


def _verdicts(collected: Collected) -> pd.DataFrame:
    heads = ("number", "figure", "target", "verdict", "basis", "reason")
    rows = []
    for row in records(collected.verdicts):
        verdict = "withheld" if row["reason"] == "withheld" else row["verdict"]
        value = small_text("other", _LANGUAGE) if row["withheld"] else _plain(row["value"])
        said = text("country.withheld" if verdict == "withheld" else f"verdict.{verdict}", _LANGUAGE)
        basis = text(f"basis.{row['basis']}", _LANGUAGE) if row["basis"] else ""
        reason = text(f"reason.{row['reason']}", _LANGUAGE) if row["reason"] else ""
        number = row["part"] or str(row["indicator"])
        place = (row["province"], provinces()[row["province"]].name_short)
        rows.append((*place, number, value, _plain(row["target"]), said, basis, reason))
    columns = [*_province_heads(), *(text(f"cli.{name}", _LANGUAGE) for name in heads)]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _figures(collected: Collected) -> pd.DataFrame:
    """A row for each province and line, a column for each period; a figure given twice otherwise is left out."""
    own, columns = collected.observations, calendar().columns
    own = own[(own["area"] == "") & (own["entry"] == "") & own["period"].isin(list(columns)) & (own["appendix"] != "")]
    found: dict[tuple[str, str], dict[str, Cell]] = {}
    for row in records(own[own["value"].notna() | (own["withheld"] != "")]):
        cells = found.setdefault((str(row["province"]), str(row["line"])), {})
        value = small_text(str(row["withheld"]), _LANGUAGE) if row["withheld"] else _plain(row["value"])
        known = cells.setdefault(str(row["period"]), value)
        cells[str(row["period"])] = value if known == value else None
    rows = []
    for code, name in sorted(found, key=lambda key: (key[0], list(lines()).index(key[1]))):
        line, cells = lines()[name], found[code, name]
        head = (code, provinces()[code].name_short, line.appendix, line_label(name, _LANGUAGE), line.unit)
        rows.append((*head, *(cells.get(period) for period in columns)))
    heads = [text(f"package.{name}", _LANGUAGE) for name in ("appendix", "label_vi", "unit")]
    periods = [period_label(period, _LANGUAGE) for period in columns]
    return pd.DataFrame(rows, columns=[*_province_heads(), *heads, *periods], dtype=object)


def _sums(sums: pd.DataFrame) -> pd.DataFrame:
    rows = [[_plain(value) for value in row] for row in sums.itertuples(index=False, name=None)]
    return pd.DataFrame(rows, columns=[str(column["column"]) for column in sums_columns()], dtype=object)


def _problems(problems: pd.DataFrame) -> pd.DataFrame:
    names = ("file", "sheet", "cell", "severity", "message")
    rows = [
        (
            row["province"], provinces()[row["province"]].name_short, row["file"], row["sheet"], row["cell"],
            text(f"problems.{row['severity']}", _LANGUAGE), row["message_vi"],
        )
        for row in records(problems)
    ]  # fmt: skip
    columns = [*_province_heads(), *(text(f"check.{name}", _LANGUAGE) for name in names)]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _province_heads() -> list[str]:
    return [text("package.code", _LANGUAGE), text("package.province", _LANGUAGE)]
