"""How the processed tables are written down: their CSV, and the data package that describes them."""

import pandas as pd

from rehab.catalog.small import small_text
from rehab.catalog.tables import columns, table_names
from rehab.catalog.texts import text
from rehab.store.spreadsheets import defused

_TYPES = {"string": "string", "date": "date", "number": "number", "integer": "integer", "boolean": "boolean"}

_WITHHELD = {
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
    shown = frame.assign(**{c: frame[c].map({True: "true", False: "false"}) for c in _booleans(table)})
    if public:
        texts = shown.select_dtypes(["string", "object"]).columns
        shown = shown.assign(**{c: shown[c].map(defused, na_action="ignore") for c in texts})
    return shown.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _booleans(table: str) -> list[str]:
    return [column.column for column in columns(table) if column.type == "boolean"]


def package(collection: str, made_up: bool, public: bool) -> dict[str, object]:
    """Frictionless data package (datapackage.org, v1) of a collection's tables; `public` ones say what is withheld."""
    described: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": f"rehab-{collection}",
        "title": collection,
    }
    said = ["brief.made_up"] if made_up else []
    said += ["downloads.apostrophe"] if public else []
    if said:
        described["description"] = " ".join(f"{text(key, 'vi')} / {text(key, 'en')}" for key in said)
    described["resources"] = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {
                        "name": column.column,
                        "type": _TYPES[column.type],
                        "title": column.description_vi,
                        "description": column.description_en,
                    }
                    for column in columns(name)
                ]
                + ([_WITHHELD] if public else []),
                "missingValues": [""],
            },
        }
        for name in table_names()
    ]
    return described
