"""A collection at the bench: its provinces, one of them, or all side by side."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pandas as pd

from rehab.catalog.folding import fold
from rehab.catalog.lines import line_label, lines
from rehab.catalog.provinces import Province, UnknownProvinceError, find_province, provinces
from rehab.catalog.reviews import in_its_review
from rehab.catalog.texts import text
from rehab.country.collected import RECEIVED, regions
from rehab.country.summed import Summed, compared
from rehab.disclosure.audiences import PUBLIC
from rehab.explore.asking import typed_as
from rehab.explore.comparison import Comparison, Saying, Sums
from rehab.explore.errors import BenchError, nearest, not_known
from rehab.explore.form import Form
from rehab.explore.province import OpenedProvince
from rehab.explore.showing import Shown, Table
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.numbers.material import MaterialError, load_material
from rehab.store.parts import read_columns


@in_its_review
class OpenedCollection(Shown):
    """A collection of provinces, as the audience may see them."""

    def __init__(self, country: CountryMaterial, data: Path) -> None:
        self._country = country
        self._data = data
        self._opened: dict[str, OpenedProvince] = {}
        self.review = country.review
        self.name = country.collection
        self.language = country.language
        self.audience = country.audience

    def __len__(self) -> int:
        """How many provinces have figures here."""
        return len(self._country.tables.read)

    def __iter__(self) -> "Iterator[OpenedProvince]":
        """Those provinces, one after another."""
        return (self.province(code) for code in self._country.tables.read)

    def __getitem__(self, name: str | int) -> OpenedProvince:
        """As `province`."""
        return self.province(name)

    def provinces(self) -> pd.DataFrame:
        """Every province of the review: `code, name, region, came`.

        `came` is `received`, `blank`, `unreadable`, `other_kind` (a file that is no workbook) or `not_sent`.
        """
        say = self._say
        came = self._country.tables.received
        rows = [(code, province.name, say.region(code), came[code]) for code, province in provinces().items()]
        return pd.DataFrame(rows, columns=["code", "name", "region", "came"])

    @typed_as('.province("Đắk Nông")')
    def province(self, name: str | int) -> OpenedProvince:
        """One province, by its code or any spelling of its name.

        Raises BenchError: near names, or which collections hold it.
        """
        found = self._find(name)
        if found.code not in self._opened:
            try:
                material = load_material(
                    found.code, self.name, self.language, data=str(self._data), audience=self.audience
                )
            except MaterialError:
                raise self._not_here(found) from None
            self._opened[found.code] = OpenedProvince(material)
        return self._opened[found.code]

    def verdicts(self) -> pd.DataFrame:
        """All verdicts, as the table `verdicts` has them, a row for each indicator and part of each province."""
        return self._country.tables.verdicts.copy()

    @typed_as('.compare("7", region="Tây Nguyên")')
    def compare(self, ratio: str | int, region: str = "", provinces: tuple[str, ...] | str = ()) -> Comparison:
        """Provinces on a ratio (`"7"`, `"2a"`, `"6-now"`), all, or those of a region or named; like with like.

        Raises BenchError.
        """
        codes = self._codes(region, provinces)
        return Comparison(self._country.tables, self._ratios(ratio), codes, self.review, self._say)

    @typed_as('.rates("6-now", region="Tây Nguyên")')
    def rates(self, ratio: str | int, region: str = "") -> Sums:
        """A ratio summed over provinces. Raises BenchError where it is counted in several ways: name one of them."""
        found = self._ratios(ratio)
        if len(found) > 1:
            known = ", ".join(one.name for one in found)
            raise BenchError(text("explore.several_ways", self.language, given=ratio, known=known))
        return Sums(self._country.tables, found[0], self._codes(region, ()), self.review, self._say)

    @typed_as('.form("Đắk Nông")')
    def form(self, province: str | int) -> Form:
        """A form with drop-downs that begins with a province; where nobody can choose, that province itself."""
        return Form(self, province)

    @typed_as('.search("hồ sơ quản lý")')
    def search(self, words: str) -> pd.DataFrame:
        """Lines whose label holds the words, and what provinces write that holds them; marks and case set aside.

        Columns: `line, label, province, period, text, sheet, cell`; a line that matches by its label has one row,
        without province.
        """
        wanted = fold(words) if isinstance(words, str) else ""
        if not wanted:
            raise BenchError(text("explore.no_words", self.language))
        labels = [(name, line_label(name, self.language)) for name in lines()]
        rows = [(name, label, "", "", "", "", "") for name, label in labels if wanted in fold(label)]
        for line, code, period, said, sheet, cell in self._written.itertuples(index=False, name=None):
            if wanted in fold(said):
                rows.append((line, line_label(line, self.language), code, period, said, sheet, cell))
        return Table(rows, columns=["line", "label", "province", "period", "text", "sheet", "cell"])

    @cached_property
    def _written(self) -> pd.DataFrame:
        """What provinces write in words, with its cell."""
        columns = ["line", "province", "period", "text", "sheet", "cell"]
        place = PUBLIC if self.audience == PUBLIC else ""
        parts = self._data / "processed" / self.name / "parts"
        folders = [parts / provinces()[code].slug / place for code in self._country.tables.read]
        frames = [read_columns(folder, "observations", columns) for folder in folders]
        told = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
        return told[told["text"] != ""]

    @property
    def _say(self) -> Saying:
        return Saying(self.language, self._country.made_up)

    def _find(self, name: str | int) -> Province:
        try:
            return find_province(name)
        except UnknownProvinceError as error:
            explained = error.explanation.get(self.language, "")
            key = "near" if error.nearest else "see_provinces"
            near = text(f"explore.{key}", self.language, near=", ".join(error.nearest))
            said = (explained, text("explore.no_province", self.language, given=name), near)
            raise BenchError(" ".join(own for own in said if own)) from None

    def _not_here(self, province: Province) -> BenchError:
        """The error for a province that this collection does not hold: which do."""
        known = ", ".join(_holding(self._data, province))
        said = text("explore.not_here", self.language, name=province.name, collection=self.name)
        return BenchError(
            f"{said} {text('explore.elsewhere' if known else 'explore.nowhere', self.language, known=known)}"
        )

    def _ratios(self, given: str | int) -> list[Summed]:
        asked = str(given)
        ratios = compared()
        found = [one for one in ratios if asked in (one.name, one.part, one.label)]
        found = found or [one for one in ratios if asked == str(one.indicator)]
        if not found:
            raise not_known("explore.no_ratio", self.language, asked, [one.name for one in ratios])
        # Parts are ratios of their own; several ways to count one part go together.
        if len({one.part for one in found}) > 1:
            known = ", ".join(one.name for one in found)
            raise BenchError(text("explore.several_parts", self.language, given=asked, known=known))
        return found

    def _codes(self, region: str, named: tuple[str, ...] | str) -> tuple[str, ...]:
        named = (named,) if isinstance(named, str | int) else named
        region = str(region or "")
        read = set(self._country.tables.read)
        asked = [self._find(name) for name in named]
        if asked and not any(province.code in read for province in asked):
            raise self._not_here(asked[0])
        codes = tuple(province.code for province in asked) or tuple(provinces())
        if region:
            own = {fold(name): members for language in ("vi", "en") for name, members in regions(language).items()}
            if fold(region) not in own:
                names = list(regions(self.language))
                near = ", ".join(nearest(region, names) or names)
                raise BenchError(text("explore.no_region", self.language, given=region, near=near))
            within = {province.code for province in own[fold(region)]}
            codes = tuple(code for code in codes if code in within)
        return tuple(code for code in codes if code in read)

    def _heading(self) -> str:
        came = list(self._country.tables.received.values())
        said = text("explore.collection", self.language, name=self.name, count=came.count(RECEIVED), of=len(came))
        return f"{said} {self._country.made_up}".strip()

    def _frame(self) -> pd.DataFrame:
        own = self.provinces()
        own = own[own["came"] != "not_sent"]
        heads = {name: text(f"explore.{name}", self.language) for name in ("code", "name", "region", "came")}
        said = {came: _came(came, self.language) for came in own["came"].unique()}
        return own.assign(came=own["came"].map(said)).rename(columns=heads)


def _came(came: str, language: str) -> str:
    return text("explore.received" if came == RECEIVED else f"country.received_{came}", language)


def _holding(data: Path, province: Province) -> list[str]:
    """Collections whose tables hold a province."""
    root = data / "processed"
    return sorted(path.parent.parent.name for path in root.glob(f"*/parts/{province.slug}"))
