"""What the tables of a collection have beside them: sums over provinces, the lines, an Excel workbook for people."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from rehab.catalog.lines import lines, unit_name
from rehab.catalog.texts import text
from rehab.country.collected import read_collected, read_together
from rehab.country.rate_terms import rate_terms_columns, rate_terms_table
from rehab.country.sums_table import sums_columns, sums_table
from rehab.disclosure.audiences import INTERNAL, PUBLIC
from rehab.pages.files.country_excel import write_collection
from rehab.store.parts import describe
from rehab.store.tables import WITHHELD_FIELD, field
from rehab.store.whole import write_whole

_LINE_COLUMNS = ("line", "appendix", "label_vi", "label_en", "unit", "unit_en", "measure")
_PROBLEMS = ("province", "file", "sheet", "cell", "severity", "message_vi")


def package_country(
    parts: Path, target: Path, collection: str, made_up: bool, public: bool, workbook: Path | None = None
) -> None:
    """Write them into a folder of tables, as its audience may see them, with what describes all of it.

    The Excel workbook goes into the folder `workbook`, where there is one.
    """
    audience = PUBLIC if public else INTERNAL
    collected = read_collected(parts, audience)
    sums = sums_table(collected)
    if made_up:
        said = {name: f" ({text('downloads.made_up', name[-2:])})" for name in ("name_vi", "name_en")}
        sums = sums.assign(**{name: sums[name] + words for name, words in said.items()})
    withheld = [WITHHELD_FIELD] if public else []
    beside = {
        "sums": (sums, _fields(sums_columns())),
        "rate_terms": (rate_terms_table(parts, audience), _fields(rate_terms_columns()) + withheld),
        "lines": (_lines(), _line_fields()),
    }
    describe(target, collection, made_up, public, beside)
    if workbook is None:
        return
    problems = read_together(parts, "problems", _PROBLEMS, audience)
    name = workbook_of(collection, made_up)
    write_whole(
        workbook / name, lambda path: write_collection(collected, problems, sums, collection, made_up, public, path)
    )


def workbook_of(collection: str, made_up: bool) -> str:
    """What the Excel workbook of a collection is called: a made-up one says so.

    >>> workbook_of("reported", False), workbook_of("sample", True)
    ('reported.xlsx', 'sample-so-lieu-gia-dinh.xlsx')
    """
    return f"{collection}-so-lieu-gia-dinh.xlsx" if made_up else f"{collection}.xlsx"


def _lines() -> pd.DataFrame:
    rows = []
    for own in lines().values():
        unit = unit_name(own.unit, "en") if own.unit else ""
        rows.append((own.name, own.appendix, own.label_vi, own.label_en, own.unit, unit, own.measure))
    return pd.DataFrame(rows, columns=list(_LINE_COLUMNS)).astype("string")


def _fields(columns: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    return [field(own["column"], own["type"], own["description_vi"], own["description_en"]) for own in columns]


def _line_fields() -> list[dict[str, Any]]:
    return [
        field(name, "string", text(f"package.{name}", "vi"), text(f"package.{name}", "en")) for name in _LINE_COLUMNS
    ]
