"""What one brief is made of: the tables of its own province, and no other's."""

import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from rehab.attainment.assessment import assess
from rehab.attainment.targets import Targets, load_targets
from rehab.catalog.collections import Collection, open_collection
from rehab.catalog.provinces import Province, find_province
from rehab.catalog.reviews import Review, using_review
from rehab.catalog.texts import LANGUAGES, text
from rehab.disclosure.asking import announce
from rehab.disclosure.audiences import AUDIENCES, INTERNAL, PUBLIC
from rehab.disclosure.protection import ProvinceTables, UnknownAudienceError, tables_for
from rehab.disclosure.settings import load_disclosure
from rehab.pages.citing.figures import Figures
from rehab.store.facts import Facts
from rehab.store.parts import read_changes, read_order, read_part

DATA_VARIABLE = "REHAB_DATA"
_TABLES = ("observations", "verdicts", "rates", "problems", "workings")


class MaterialError(LookupError):
    """There is nothing to make a brief of; the message says, in both languages, what to do."""


@dataclass(frozen=True)
class Material:
    """The tables of one province, in one language.

    `observations`, `verdicts`, `rates` and `problems` are the processed tables; `workings` names the cells
    behind each rate. `targets` holds what the province's own plan sets. Every table has `withheld`: for the
    public, figures that must not be printed are not here at all (see `ProvinceTables`). `review` is the
    collection's; where its figures are made up, every page says so. `changes` since the workbook that the province
    sent before are for the house alone.
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
    review: Review
    is_made_up: bool
    audience: str = PUBLIC
    changes: pd.DataFrame | None = None

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
    def replaces_words(self) -> bool:
        """True where a mark stands for words of the workbook, or for what a sheet is called."""
        sheet = text("disclosure.sheet_mark", "vi", count="\N{PILCROW SIGN}").partition("\N{PILCROW SIGN}")[0]
        said = self.observations
        is_marked = said["text"].str.contains(text("disclosure.quoted_mark", "vi"), regex=False, na=False)
        return not self.is_internal and bool((is_marked | said["sheet"].str.startswith(sheet)).any())

    @cached_property
    def figures(self) -> Figures:
        """What formats this page's figures."""
        return Figures(self.language)

    @cached_property
    def facts(self) -> Facts:
        """The tables as facts, each with its source."""
        return Facts({name: getattr(self, name) for name in _TABLES})

    def statement(self, line: str, entry: str = "") -> str:
        """Text of one thing the workbook states; empty if it does not."""
        return next((fact.text for fact in self.facts.of(line) if fact.entry == entry), "")

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
    tables are not there or hold no such province, CollectionError, UnknownProvinceError for an unknown province,
    UnknownAudienceError for another audience.
    """
    if audience not in AUDIENCES:
        raise UnknownAudienceError(audience)
    if language not in LANGUAGES:
        raise MaterialError(f"“{language}”: chọn vi hoặc en / choose vi or en.")
    folder = find_data_folder(data)
    opened = open_collection(folder / "raw" / collection)
    with using_review(opened.review):
        found = find_province(province)
        announce(found.code, collection, audience)
        return _loaded(found, opened, language, as_of, folder, audience)


def _loaded(
    found: Province, collection: Collection, language: str, as_of: str, folder: Path, audience: str
) -> Material:
    targets = load_targets(folder / "raw" / collection.name / "targets.toml")
    processed = folder / "processed" / collection.name
    if as_of:
        tables = _own_tables(processed, found)
        assessment = assess(tables["observations"], targets, date.fromisoformat(as_of))
        tables |= {"verdicts": assessment.verdicts, "rates": assessment.rates, "workings": assessment.workings}
        settings, order = (
            load_disclosure(folder / "raw" / collection.name),
            read_order(processed / "parts" / found.slug),
        )
        shown = tables_for(ProvinceTables(**tables), audience, settings, order)
    elif audience == PUBLIC:
        # Protected when they were read: what the public must not see is not even opened here.
        shown = ProvinceTables(**_own_tables(processed, found, PUBLIC))
    else:
        shown = tables_for(ProvinceTables(**_own_tables(processed, found)), audience)
    return Material(
        province=found,
        collection=collection.name,
        language=language,
        observations=shown.observations,
        verdicts=shown.verdicts,
        rates=shown.rates,
        problems=shown.problems,
        workings=shown.workings,
        targets=targets,
        review=collection.review,
        is_made_up=collection.made_up,
        audience=audience,
        changes=None if audience == PUBLIC or as_of else read_changes(processed / "parts" / found.slug),
    )


def _own_tables(processed: Path, province: Province, kind: str = "") -> dict[str, pd.DataFrame]:
    """The province's own part of the processed tables: nothing of another province is even read."""
    part, name = processed / "parts" / province.slug, processed.name
    if not processed.is_dir():
        raise MaterialError(
            f"Chưa có bảng nào của bộ “{name}”; chạy `rehab run --collection {name}` trước. / "
            f"There are no tables of “{name}” yet; run `rehab run --collection {name}` first."
        )
    if not part.is_dir():
        whose = f"{province.code} {province.name}"
        raise MaterialError(
            f"Bộ “{name}” không có bảng tính của {whose}; đặt tệp vào data/raw/{name} rồi chạy lại. / "
            f"“{name}” has no workbook of {whose}; put it into data/raw/{name} and run again."
        )
    return read_part(part / kind, _TABLES)
