"""The tables of one province on disk, and a collection's tables put together from them, one after another."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from rehab.catalog.tables import conform, table_names
from rehab.disclosure.audiences import PUBLIC
from rehab.disclosure.package import PublicTables, public_tables
from rehab.disclosure.protection import NO_ORDER, NO_SETTINGS
from rehab.disclosure.quotations import TO_RELEASE_COLUMNS
from rehab.disclosure.settings import DisclosureSettings
from rehab.store.digests import digest, folder_digest
from rehab.store.project import TO_RELEASE
from rehab.store.tables import csv_bytes, package, plain_csv_bytes, resource
from rehab.store.whole import put_folder, write_whole

WORKINGS, CHANGES, SHEETS = "workings", "changes", "sheets"
# Rows in each group of a collection's Parquet, at least: a group for each province's few hundred would take longer.
_GROUP_ROWS = 20_000


@dataclass(frozen=True)
class Written:
    """A part on disk: the hash of what it holds, that of its files, and the edition of it for the public."""

    digest: str
    seal: str
    public: PublicTables


def write_part(folder: Path, frames: Mapping[str, pd.DataFrame], settings: DisclosureSettings = NO_SETTINGS) -> Written:
    """Write the four tables and the workings of one province into a folder of its own, whole or not at all.

    `changes` is beside them where the province sent a workbook before this one; nothing of that one is public. So is
    `sheets`, the order of the sheets of each file.

    Below it, in `public`, are the same tables as the public may see them: a page for the public reads no
    others. `to-release.csv` lists the sentences that it keeps back until somebody releases them.
    """
    exact = {name: frame for name, frame in frames.items() if name not in (CHANGES, SHEETS)}
    edition = public_tables(exact, settings, frames.get(SHEETS, NO_ORDER))
    public = edition.frames
    contents = {name: csv_bytes(frames[name], name) for name in table_names()}
    contents |= {f"{PUBLIC}/{name}": csv_bytes(public[name], name, public=True) for name in table_names()}
    beside = [plain_csv_bytes(own[WORKINGS]) for own in (frames, public)]
    beside += [plain_csv_bytes(frames[name]) for name in (CHANGES, SHEETS) if name in frames]
    found = digest(*contents.values(), *beside)
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
    try:
        (unfinished / PUBLIC).mkdir()
        edition.to_release.to_csv(unfinished / TO_RELEASE, index=False, lineterminator="\n")
        for name, content in contents.items():
            (unfinished / f"{name}.csv").write_bytes(content)
        for place, own in ((unfinished, frames), (unfinished / PUBLIC, public)):
            for name, frame in own.items():
                # As pandas does, without looking for a file system first.
                pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), place / f"{name}.parquet")
        unfinished.chmod(0o755)
        seal = folder_digest(unfinished)
        put_folder(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Written(found, seal, edition)


def read_part(folder: Path, names: Iterable[str]) -> dict[str, pd.DataFrame]:
    """Tables of one province that `write_part` has written, by name."""
    return {name: _read(folder / f"{name}.parquet").to_pandas(use_threads=False) for name in names}


def read_columns(folder: Path, name: str, columns: list[str]) -> pd.DataFrame:
    """Some columns of one table of a province."""
    return _read(folder / f"{name}.parquet", columns).to_pandas(use_threads=False)


def read_changes(folder: Path) -> pd.DataFrame | None:
    """What changed since the workbook that the province sent before; None where it sent none."""
    path = folder / f"{CHANGES}.parquet"
    return _read(path).to_pandas(use_threads=False) if path.is_file() else None


def read_order(folder: Path) -> pd.DataFrame:
    """The order of the sheets of a province's files (`SHEET_COLUMNS`)."""
    path = folder / f"{SHEETS}.parquet"
    return _read(path).to_pandas(use_threads=False) if path.is_file() else NO_ORDER


def _read(path: Path, columns: list[str] | None = None) -> pa.Table:
    # `read_table` would look for a whole data set first and start threads, for a few hundred rows.
    with pq.ParquetFile(path) as file:
        return file.read(columns, use_threads=False)


def assemble(parts: Path, stems: Iterable[str], target: Path, collection: str, made_up: bool, public: bool) -> None:
    """Write a collection's tables from the parts named, in that order; memory does not grow with their number.

    `public` takes what the public may see. What describes them is `describe`'s.
    """
    folders = [parts / stem / PUBLIC if public else parts / stem for stem in stems]
    for name in table_names():
        empty = conform([], name).assign(withheld=pd.Series([], dtype="string")) if public else conform([], name)
        write_whole(target / f"{name}.csv", lambda path, n=name, e=empty: _join_csv(folders, n, e, path))  # type: ignore[misc]
        write_whole(target / f"{name}.parquet", lambda path, n=name, e=empty: _join_parquet(folders, n, e, path))  # type: ignore[misc]
    if not public:
        write_whole(target / TO_RELEASE, lambda path: _join_to_release(folders, path))


def describe(
    target: Path, collection: str, made_up: bool, public: bool, beside: Mapping[str, tuple[pd.DataFrame, list[Any]]]
) -> None:
    """Write the data package of the tables in a folder, and tables `beside` them: by name the frame and its fields."""
    for name, (frame, _) in beside.items():
        content = plain_csv_bytes(frame, public)
        write_whole(target / f"{name}.csv", lambda path, c=content: path.write_bytes(c))  # type: ignore[misc]
        write_whole(target / f"{name}.parquet", lambda path, f=frame: f.to_parquet(path, index=False))  # type: ignore[misc]
    others = [resource(name, fields) for name, (_, fields) in beside.items()]
    described = json.dumps(package(collection, made_up, public, others), ensure_ascii=False, indent=2) + "\n"
    write_whole(target / "datapackage.json", lambda path: path.write_text(described, encoding="utf-8"))


def _join_csv(folders: list[Path], name: str, empty: pd.DataFrame, path: Path) -> None:
    with path.open("wb") as joined:
        joined.write(csv_bytes(empty, name))
        for folder in folders:
            with (folder / f"{name}.csv").open("rb") as part:
                part.readline()
                shutil.copyfileobj(part, joined)


def _join_to_release(folders: list[Path], path: Path) -> None:
    with path.open("wb") as joined:
        joined.write((",".join(TO_RELEASE_COLUMNS) + "\n").encode())
        for folder in folders:
            with (folder / TO_RELEASE).open("rb") as part:
                part.readline()
                shutil.copyfileobj(part, joined)


def _join_parquet(folders: list[Path], name: str, empty: pd.DataFrame, path: Path) -> None:
    schema = pa.Table.from_pandas(empty, preserve_index=False).schema
    waiting: list[pa.Table] = []
    with pq.ParquetWriter(path, schema) as joined:
        for folder in folders:
            waiting.append(_read(folder / f"{name}.parquet").cast(schema))
            if sum(table.num_rows for table in waiting) >= _GROUP_ROWS:
                joined.write_table(pa.concat_tables(waiting))
                waiting.clear()
        if waiting:
            joined.write_table(pa.concat_tables(waiting))
