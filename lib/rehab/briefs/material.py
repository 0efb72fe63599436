"""What one brief is made of: the tables of its own province, and no other's."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from rehab.attainment.assessment import assess
from rehab.attainment.targets import Targets, load_targets
from rehab.catalog.provinces import Province, find_province
from rehab.catalog.texts import LANGUAGES
from rehab.disclosure.protection import AUDIENCES, INTERNAL, PUBLIC, ProvinceTables, UnknownAudienceError, tables_for

DATA_VARIABLE = "REHAB_DATA"
MADE_UP_COLLECTIONS = ("sample",)


class MaterialError(LookupError):
    """There is nothing to make a brief of; the message says, in both languages, what to do."""


@dataclass(frozen=True)
class Material:
    """The tables of one province, in one language.

    `observations`, `verdicts`, `rates` and `problems` are the processed tables; `workings` names the cells
    behind each rate. `targets` holds what the province's own plan sets. Every table has `withheld`: for the
    public, figures that must not be printed are not here at all (see `ProvinceTables`).
    """

    province: Province
    collection: str
    language: str
    observations: pd.DataFrame
    verdicts: pd.DataFrame
    rates: pd.DataFrame
    problems: pd.DataFrame
    workings: pd.DataFrame
    targets: Targets
    audience: str = PUBLIC

    @property
    def is_internal(self) -> bool:
        """True for a page that must not leave the house."""
        return self.audience == INTERNAL

    @property
    def withholds(self) -> bool:
        """True where a figure, a percentage or a note is held back."""
        frames = (self.observations, self.verdicts, self.rates, self.problems)
        return any((frame["withheld"] != "").any() for frame in frames)

    @property
    def is_made_up(self) -> bool:
        """True for the sample collection, whose every page says so."""
        return self.collection in MADE_UP_COLLECTIONS

    def statement(self, line: str, entry: str = "") -> str:
        """Text of one thing the workbook states; empty if it does not."""
        rows = self.observations
        found = rows[(rows["line"] == line) & (rows["entry"] == entry)]
        return "" if found.empty else str(found.iloc[0]["text"])

    @property
    def file(self) -> str:
        """Name of the workbook."""
        return str(self.observations.iloc[0]["file"])


def find_data_folder(data: str = "") -> Path:
    """The data folder: the one named, else REHAB_DATA, else `data` of the project around the working folder.

    Raises MaterialError where there is none.
    """
    named = data or os.environ.get(DATA_VARIABLE, "")
    if named:
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "notebooks").is_dir() and (folder / "data").is_dir():
            return folder / "data"
    raise MaterialError(
        f"Không tìm thấy thư mục data quanh {here}; mở sổ tay từ thư mục của dự án hoặc đặt tham số data. / "
        "No data folder around here; open the notebook inside the project or set the parameter data."
    )


def load_material(
    province: str | int,
    collection: str,
    language: str = "vi",
    as_of: str = "",
    data: str = "",
    audience: str = PUBLIC,
) -> Material:
    """Load one province's tables from `data/processed/<collection>`, as `audience` (public, internal) may see them.

    `as_of` (ISO date) assesses again with only the values known by that day. Raises MaterialError when the
    tables are not there or hold no such province, UnknownProvinceError for an unknown province,
    UnknownAudienceError for another audience.
    """
    if audience not in AUDIENCES:
        raise UnknownAudienceError(audience)
    if language not in LANGUAGES:
        raise MaterialError(f"«{language}»: chọn vi hoặc en / choose vi or en.")
    found = find_province(province)
    folder = find_data_folder(data)
    processed = folder / "processed" / collection
    tables = {name: _own(processed, name, found.code) for name in ("observations", "verdicts", "rates", "problems")}
    targets = load_targets(folder / "raw" / collection / "targets.toml")
    day = date.fromisoformat(as_of) if as_of else None
    assessment = assess(tables["observations"], targets, day)
    if day is not None:
        tables |= {"verdicts": assessment.verdicts, "rates": assessment.rates}
    shown = tables_for(ProvinceTables(**tables, workings=assessment.workings), audience)
    return Material(
        province=found,
        collection=collection,
        language=language,
        observations=shown.observations,
        verdicts=shown.verdicts,
        rates=shown.rates,
        problems=shown.problems,
        workings=shown.workings,
        targets=targets,
        audience=audience,
    )


def _own(folder: Path, name: str, code: str) -> pd.DataFrame:
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise MaterialError(
            f"Chưa có bảng {name} của bộ «{folder.name}»; chạy `rehab run --collection {folder.name}` trước. / "
            f"There is no table {name} of “{folder.name}” yet; run `rehab run --collection {folder.name}` first."
        )
    rows = pd.read_parquet(path, filters=[("province", "==", code)])
    if name == "observations" and rows.empty:
        raise MaterialError(
            f"Bộ «{folder.name}» không có bảng tính của tỉnh mã {code}; đặt tệp vào data/raw/{folder.name}. / "
            f"“{folder.name}” has no workbook of province {code}; put it into data/raw/{folder.name}."
        )
    return rows.reset_index(drop=True)
