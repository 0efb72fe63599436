"""The tables of one province on disk, and a collection's tables put together from them, one after another."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from rehab.batch.fingerprints import digest
from rehab.batch.tables import csv_bytes, package
from rehab.batch.whole import write_whole
from rehab.catalog.tables import conform, table_names

WORKINGS = "workings"


def write_part(folder: Path, frames: Mapping[str, pd.DataFrame]) -> str:
    """Write the four tables and the workings of one province into a folder of its own, whole or not at all.

    Returns the hash of what they hold.
    """
    contents = {name: csv_bytes(frames[name], name) for name in table_names()}
    workings = frames[WORKINGS]
    found = digest(*contents.values(), workings.to_csv(index=False).encode())
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
    try:
        for name, content in contents.items():
            (unfinished / f"{name}.csv").write_bytes(content)
            frames[name].to_parquet(unfinished / f"{name}.parquet", index=False)
        workings.to_parquet(unfinished / f"{WORKINGS}.parquet", index=False)
        unfinished.chmod(0o755)
        _put_in_place(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return found


def _put_in_place(unfinished: Path, folder: Path) -> None:
    """A folder that is there is moved away first: a kill in between leaves none, and the next run reads it again."""
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
        folder.replace(old / "old")
        unfinished.replace(folder)
        shutil.rmtree(old)
    else:
        unfinished.replace(folder)


def is_whole(folder: Path) -> bool:
    """True where all files of a province's part are there."""
    names = [f"{name}.{kind}" for name in table_names() for kind in ("csv", "parquet")] + [f"{WORKINGS}.parquet"]
    return all((folder / name).is_file() for name in names)


def assemble(parts: Path, stems: Iterable[str], target: Path, collection: str, made_up: bool) -> None:
    """Write a collection's tables from the parts named, in that order; memory does not grow with their number."""
    stems = list(stems)
    for name in table_names():
        write_whole(target / f"{name}.csv", lambda path, n=name: _join_csv(parts, stems, n, path))  # type: ignore[misc]
        write_whole(target / f"{name}.parquet", lambda path, n=name: _join_parquet(parts, stems, n, path))  # type: ignore[misc]
    described = json.dumps(package(collection, made_up), ensure_ascii=False, indent=2) + "\n"
    write_whole(target / "datapackage.json", lambda path: path.write_text(described, encoding="utf-8"))


def _join_csv(parts: Path, stems: list[str], name: str, path: Path) -> None:
    with path.open("wb") as joined:
        joined.write(csv_bytes(conform([], name), name))
        for stem in stems:
            with (parts / stem / f"{name}.csv").open("rb") as part:
                part.readline()
                shutil.copyfileobj(part, joined)


def _join_parquet(parts: Path, stems: list[str], name: str, path: Path) -> None:
    empty = pa.Table.from_pandas(conform([], name), preserve_index=False)
    with pq.ParquetWriter(path, empty.schema) as joined:
        for stem in stems:
            table = pq.read_table(parts / stem / f"{name}.parquet")
            if table.num_rows:
                joined.write_table(table.cast(empty.schema))
