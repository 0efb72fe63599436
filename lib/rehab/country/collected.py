"""The tables of all provinces of a collection together, as an audience may see them, and what came of each province."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from rehab.catalog.provinces import Province, province_of_file_name, provinces
from rehab.country.panels import Figures, Ratios, figures_to_sum, ratios_to_sum
from rehab.disclosure.audiences import PUBLIC

RECEIVED, BLANK, UNREADABLE, NOT_SENT = "received", "blank", "unreadable", "not_sent"
_WITHHELD = "withheld"
_TABLES: Mapping[str, tuple[str, ...]] = {
    "observations": (
        "province", "area", "appendix", "line", "entry", "period", "period_start", "period_end", "value", "text", "unit"
    ),
    "verdicts": (
        "province", "indicator", "part", "definition", "value", "numerator", "denominator", "terms_missing", "target",
        "margin", "verdict", "basis", "reason", "stated_verdict", "agrees", "agrees_by", "borderline",
    ),
    "rates": (
        "province", "indicator", "part", "alternative", "definition", "period", "value", "numerator", "denominator",
        "terms_missing",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Collected:
    """All provinces' tables, each with `province` and `withheld`; `unreadable`: files nobody could read, by code.

    For the public they are made of what each province's own public edition holds, and of nothing else.
    """

    observations: pd.DataFrame
    verdicts: pd.DataFrame
    rates: pd.DataFrame
    unreadable: Mapping[str, str]

    @cached_property
    def received(self) -> Mapping[str, str]:
        """Of every province of the review whether it is `received`, `blank`, `unreadable` or `not_sent`.

        Blank is a workbook without any figure in its appendices.
        """
        rows = self.observations
        given = rows[(rows["appendix"] != "") & (rows["value"].notna() | (rows[_WITHHELD] != ""))]
        filled, read = set(given["province"]), set(self.verdicts["province"])
        return {code: self._came(code, filled, read) for code in provinces()}

    def _came(self, code: str, filled: set[str], read: set[str]) -> str:
        if code in read:
            return RECEIVED if code in filled else BLANK
        return UNREADABLE if code in self.unreadable else NOT_SENT

    @cached_property
    def figures(self) -> Figures:
        """The figures of whole provinces that may be summed."""
        return figures_to_sum(self.observations)

    @cached_property
    def ratios(self) -> Ratios:
        """The numerators and denominators that may be summed."""
        return ratios_to_sum(self.rates)

    @property
    def read(self) -> tuple[str, ...]:
        """Codes of the provinces whose workbook could be read, in the order of the list."""
        return tuple(code for code, came in self.received.items() if came in (RECEIVED, BLANK))


def regions(language: str) -> dict[str, tuple[Province, ...]]:
    """The provinces of the review by their region's name, in the order of the list.

    >>> [(name, len(own)) for name, own in regions("en").items()][:2]
    [('Red River Delta', 11), ('Northern midlands and mountains', 14)]
    """
    found: dict[str, list[Province]] = {}
    for province in provinces().values():
        found.setdefault(province.region if language == "vi" else province.region_en, []).append(province)
    return {name: tuple(own) for name, own in found.items()}


def read_collected(parts: Path, audience: str) -> Collected:
    """What lies below `parts` of a collection, for an audience; the folders of killed runs are left alone."""
    folders = [path for path in sorted(parts.iterdir()) if path.is_dir() and not path.name.startswith(".")]
    known = {province.slug for province in provinces().values()}
    own = [path for path in folders if path.name in known]
    frames = {name: _together(own, name, audience) for name in _TABLES}
    unread = (file for path in folders if path.name not in known for file in _files(path))
    named = ((province_of_file_name(Path(file).stem), file) for file in unread)
    return Collected(**frames, unreadable={found.code: file for found, file in named if found})


def _together(folders: Iterable[Path], name: str, audience: str) -> pd.DataFrame:
    columns, place = list(_TABLES[name]), PUBLIC if audience == PUBLIC else ""
    wanted = [*columns, _WITHHELD] if place else columns
    tables = [pq.ParquetFile(folder / place / f"{name}.parquet").read(wanted) for folder in folders]
    if not tables:
        return pd.DataFrame(columns=[*columns, _WITHHELD])
    found: pd.DataFrame = pa.concat_tables(tables, promote_options="permissive").to_pandas()
    return found if place else found.assign(withheld="")


def _files(folder: Path) -> list[str]:
    """The files that a part of no known province was made of: their names, which the list of pages prints too."""
    return sorted(set(pq.ParquetFile(folder / "problems.parquet").read(["file"]).column("file").to_pylist()))
