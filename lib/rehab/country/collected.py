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
from rehab.disclosure.names import stray_file_name
from rehab.disclosure.problems import said_of_files

RECEIVED, BLANK, UNREADABLE, OTHER_KIND, NOT_SENT = "received", "blank", "unreadable", "other_kind", "not_sent"
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
class Stray:
    """A file of which no province's figures could be had: its name, the code that the name tells, and why."""

    file: str
    code: str
    message_vi: str
    message_en: str

    def message(self, language: str) -> str:
        """What is wrong with it, and what to do."""
        return self.message_vi if language == "vi" else self.message_en


@dataclass(frozen=True)
class Collected:
    """All provinces' tables, each with `province` and `withheld`; `strays`: files of no province that could be told.

    `others` are the codes that names of files tell which are no workbooks: a report sent as PDF. For the public the
    tables are made of what each province's own public edition holds, and of nothing else.
    """

    observations: pd.DataFrame
    verdicts: pd.DataFrame
    rates: pd.DataFrame
    strays: tuple[Stray, ...]
    others: frozenset[str] = frozenset()

    @cached_property
    def received(self) -> Mapping[str, str]:
        """Of every province of the review whether it is `received`, `blank`, `unreadable`, `other_kind` or `not_sent`.

        Blank is a workbook without any figure in its appendices; of another kind what was sent is no workbook.
        """
        rows = self.observations
        given = rows[(rows["appendix"] != "") & (rows["value"].notna() | (rows[_WITHHELD] != ""))]
        filled, read = set(given["province"]), set(self.verdicts["province"])
        return {code: self._came(code, filled, read) for code in provinces()}

    def _came(self, code: str, filled: set[str], read: set[str]) -> str:
        if code in read:
            return RECEIVED if code in filled else BLANK
        if any(stray.code == code for stray in self.strays):
            return UNREADABLE
        return OTHER_KIND if code in self.others else NOT_SENT

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


def read_collected(parts: Path, audience: str, others: Iterable[str] = ()) -> Collected:
    """What lies below `parts` of a collection, for an audience; the folders of killed runs are left alone.

    `others`: names of files in the collection's folder that are no workbooks.
    """
    frames = {name: read_together(parts, name, columns, audience) for name, columns in _TABLES.items()}
    named = (province_of_file_name(Path(name).stem) for name in others)
    codes = frozenset(found.code for found in named if found)
    return Collected(**frames, strays=tuple(_strays(parts, audience == PUBLIC)), others=codes)


def read_together(parts: Path, name: str, columns: Iterable[str], audience: str) -> pd.DataFrame:
    """Some columns of one table of all provinces, and `withheld`, as an audience may see them."""
    place = PUBLIC if audience == PUBLIC else ""
    wanted = [*columns, _WITHHELD] if place else list(columns)
    known = {province.slug for province in provinces().values()}
    folders = [path for path in _folders(parts) if path.name in known]
    tables = [pq.ParquetFile(folder / place / f"{name}.parquet").read(wanted, use_threads=False) for folder in folders]
    if not tables:
        return pd.DataFrame(columns=[*columns, _WITHHELD])
    found: pd.DataFrame = pa.concat_tables(tables, promote_options="permissive").to_pandas()
    return found if place else found.assign(withheld="")


def _folders(parts: Path) -> list[Path]:
    return [path for path in sorted(parts.iterdir()) if path.is_dir() and not path.name.startswith(".")]


def _strays(parts: Path, is_public: bool) -> Iterable[Stray]:
    """What the list of pages says of such files too: their names and what is wrong."""
    known = {province.slug for province in provinces().values()}
    for folder in _folders(parts):
        if folder.name in known:
            continue
        table = pq.ParquetFile(folder / "problems.parquet").read().to_pandas()
        for file, own in sorted(table.groupby("file")):
            said = [" ".join(messages) for messages in zip(*said_of_files(own, is_public), strict=True)] or ["", ""]
            named = province_of_file_name(Path(file).stem)
            yield Stray(stray_file_name(file) if is_public else file, named.code if named else "", *said)
