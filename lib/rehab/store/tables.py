"""How the processed tables are written down: their CSV, and the data package that describes them."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

import pandas as pd

from rehab.catalog.small import small_text
from rehab.catalog.tables import columns, plain_values, table_names
from rehab.catalog.texts import text
from rehab.store.spreadsheets import defused

_TYPES = {"string": "string", "date": "date", "number": "number", "integer": "integer", "boolean": "boolean"}

_WORDS = {True: "true", False: "false", None: ""}
WITHHELD_FIELD = {
    "name": "withheld",
    "type": "string",
    "title": small_text("column", "vi"),
    "description": small_text("column", "en"),
    "constraints": {"enum": ["small", "other"]},
}


def csv_bytes(frame: pd.DataFrame, table: str, public: bool = False) -> bytes:
    """One of the four tables as CSV: UTF-8, `\\n`, true and false in words.

    In a `public` one, which people open in a spreadsheet, texts that it would run are defused.

    >>> from rehab.catalog.tables import conform
    >>> csv_bytes(conform([], "problems"), "problems")[:24]
    b'collection,province,file'
    """
    booleans = {column.column for column in columns(table) if column.type == "boolean"}
    by_column = {name: plain_values(column) for name, column in frame.items()}
    for name in booleans & by_column.keys():
        by_column[name] = [_WORDS[value] for value in by_column[name]]
    return _csv({name: _defused(values) for name, values in by_column.items()} if public else by_column)


def plain_csv_bytes(frame: pd.DataFrame, public: bool = False) -> bytes:
    """Any other table as CSV, as it is; in a `public` one texts that a spreadsheet would run are defused."""
    by_column = {str(name): plain_values(column) for name, column in frame.items()}
    return _csv({name: _defused(values) for name, values in by_column.items()} if public else by_column)


def _csv(by_column: Mapping[Any, list[Any]]) -> bytes:
    # What pandas itself writes with, without the frame that it makes of every column first.
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(by_column)
    writer.writerows(zip(*(_without_nan(values) for values in by_column.values()), strict=True))
    return written.getvalue().encode("utf-8")


def _without_nan(values: list[Any]) -> list[Any]:
    return [None if value != value else value for value in values]


def _defused(values: list[Any]) -> list[Any]:
    return [defused(value) if isinstance(value, str) else value for value in values]


def resource(name: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    """One table of a data package, with what each of its columns holds."""
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def field(name: str, type_: str, title: str, description: str) -> dict[str, Any]:
    """One column of it: its title in Vietnamese, its description in English."""
    return {"name": name, "type": _TYPES[type_], "title": title, "description": description}


def package(collection: str, made_up: bool, public: bool, beside: Iterable[dict[str, Any]] = ()) -> dict[str, object]:
    """Frictionless data package (datapackage.org, v1) of a collection's tables; `public` ones say what is withheld.

    `beside` are tables made of these, such as sums.
    """
    described: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": f"rehab-{collection}",
        "title": collection,
    }
    said = ["brief.made_up"] if made_up else []
    said += ["downloads.apostrophe"] if public else []
    if said:
        described["description"] = " ".join(f"{text(key, 'vi')} / {text(key, 'en')}" for key in said)
    described["sources"] = [{"title": f"{text('package.source', 'vi')} / {text('package.source', 'en')}"}]
    described["licenses"] = [
        {"name": "notspecified", "title": f"{text('package.licence', 'vi')} / {text('package.licence', 'en')}"}
    ]
    described["resources"] = [
        *(
            resource(
                name,
                [field(c.column, c.type, c.description_vi, c.description_en) for c in columns(name)]
                + ([WITHHELD_FIELD] if public else []),
            )
            for name in table_names()
        ),
        *beside,
    ]
    return described
