"""What the page on the state of the data is made of: what was sent, and what lies beside it and was not read."""

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

import pandas as pd

from rehab.catalog.collections import open_collection
from rehab.catalog.provinces import provinces
from rehab.catalog.reviews import using_review
from rehab.catalog.texts import decodable
from rehab.country.problem_counts import ProvinceCount, count_provinces
from rehab.country.sent import Sent, read_sent
from rehab.disclosure.names import stray_file_name
from rehab.pages.frame.links import GivenLink
from rehab.pages.numbers.country import CountryMaterial, load_country
from rehab.pages.numbers.material import find_data_folder
from rehab.store.parts import read_changes
from rehab.store.project import earlier_in, earlier_of, others_in, spelling_files, workbooks_in
from rehab.workbooks.grids.spellings import load_spellings

FEEDBACK = "phan-hoi"


@dataclass(frozen=True)
class QualityMaterial:
    """All provinces as an audience may see them; `sent`: their cells and problems, `others`: names of files unread.

    A name is None where the public may not read it; `taught` is how many spellings people have taught. `changes` since
    the workbook sent before, by province, and earlier files that could be compared with none: nothing for the public.
    `workbooks` are the files that are there by the name that the audience may read.
    """

    country: CountryMaterial
    sent: Sent
    others: tuple[str | None, ...]
    taught: int
    changes: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    workbooks: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The page's language."""
        return self.country.language

    @cached_property
    def provinces(self) -> list[ProvinceCount]:
        """The provinces' problems, the worst first."""
        return count_provinces(self.sent)


def load_quality(
    collection: str, language: str, data: str, audience: str, links: Iterable[GivenLink] = ()
) -> QualityMaterial:
    """The state of a collection's data; what is raised is that of `load_country`, and SpellingsError."""
    country = load_country(collection, language, data, audience, links)
    folder = find_data_folder(data)
    raw = folder / "raw" / collection
    with using_review(open_collection(raw).review):
        sent = read_sent(folder / "processed" / collection / "parts", audience)
        names = [path.name for path in others_in(raw)]
        there = frozenset(decodable(path.name) for path in workbooks_in(raw))
        # A file that is no workbook may be called anything: a list by somebody's name.
        is_said = (country.is_internal or stray_file_name(name) == name for name in names)
        others = tuple(name if said else None for name, said in zip(names, is_said, strict=True))
        taught = len(load_spellings(*spelling_files(raw)))
        if not country.is_internal:
            return QualityMaterial(country, sent, others, taught, workbooks=there)
        parts = folder / "processed" / collection / "parts"
        changes = {code: read_changes(parts / provinces()[code].slug) for code in sent.sources}
        found = {code: frame for code, frame in changes.items() if frame is not None}
        matched = earlier_of(raw, found)
        unmatched = tuple(path.name for path in earlier_in(raw) if path not in matched)
        return QualityMaterial(country, sent, others, taught, found, unmatched, there)


def feedback_commands(material: QualityMaterial, files: Iterable[str]) -> list[str]:
    """The commands that make the workbooks with comments; of the whole folder for files whose name is withheld."""
    collection = material.country.collection
    found = (feedback_command(collection, name if name in material.workbooks else "") for name in files)
    return list(dict.fromkeys(found))


def feedback_command(collection: str, file: str = "") -> str:
    """The command that makes the workbook with comments, to be typed in the project's folder; without file, of all.

    >>> feedback_command("reported", "67-dak-nong.xlsx")
    'rehab feedback data/raw/reported/67-dak-nong.xlsx --out 67-dak-nong.phan-hoi.xlsx'
    """
    if not file:
        return shlex.join(["rehab", "feedback", f"data/raw/{collection}", "--out", FEEDBACK])
    out = f"{PurePosixPath(file).stem}.{FEEDBACK}.xlsx"
    return shlex.join(["rehab", "feedback", f"data/raw/{collection}/{file}", "--out", out])
