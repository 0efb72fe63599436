"""The processed tables on disk: CSV beside Parquet, described by one datapackage.json."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from rehab.catalog.tables import columns, table_names
from rehab.catalog.texts import text

_TYPES = {"string": "string", "date": "date", "number": "number", "integer": "integer", "boolean": "boolean"}


def write_tables(folder: Path, collection: str, tables: dict[str, pd.DataFrame], made_up: bool) -> None:
    """Write the four tables of a collection and their description; each file appears whole or not at all.

    The same tables give the same bytes of CSV and datapackage.json.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in table_names():
        frame = tables[name]
        shown = frame.assign(**{c: frame[c].map({True: "true", False: "false"}) for c in _booleans(name)})
        write_whole(folder / f"{name}.csv", lambda path, f=shown: f.to_csv(path, index=False, lineterminator="\n"))  # type: ignore[misc]
        write_whole(folder / f"{name}.parquet", lambda path, f=frame: f.to_parquet(path, index=False))  # type: ignore[misc]
    package = json.dumps(_package(collection, made_up), ensure_ascii=False, indent=2) + "\n"
    write_whole(folder / "datapackage.json", lambda path: path.write_text(package, encoding="utf-8"))


def write_whole(target: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place, then move it there, so that nobody ever sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _booleans(table: str) -> list[str]:
    return [column.column for column in columns(table) if column.type == "boolean"]


def _package(collection: str, made_up: bool) -> dict[str, object]:
    """Frictionless data package (datapackage.org, v1) of a collection's tables."""
    described: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": f"rehab-{collection}",
        "title": collection,
    }
    if made_up:
        described["description"] = f"{text('brief.made_up', 'vi')} / {text('brief.made_up', 'en')}"
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
                ],
                "missingValues": [""],
            },
        }
        for name in table_names()
    ]
    return described
