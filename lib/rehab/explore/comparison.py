"""One ratio over provinces, like with like: each way to count it apart, few and incomplete ones not ranked."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.catalog.reviews import Review, in_its_review
from rehab.catalog.texts import tabled, text
from rehab.charts.canvas import Chart
from rehab.charts.points import Shown as ShownFigure
from rehab.charts.spread import Dot, Strip, spread_chart
from rehab.country.collected import Collected, regions
from rehab.country.panels import ratio_course
from rehab.country.spread import FEWEST, ProvinceValue, Spread, spreads
from rehab.country.summed import Summed, may_be_summed
from rehab.explore.errors import BenchError
from rehab.explore.pictures import Drawn, Words, drawn
from rehab.explore.showing import Shown
from rehab.pages.citing.formats import format_percent
from rehab.pages.sections.overview_names import province_name, ratio_name

_MOST_NAMED = 5
_COLUMNS = ("counted_as", "province", "name", "region", "value", "denominator", "target", "met", "ranked")


@in_its_review
class Comparison(Shown):
    """Provinces on one ratio over the window; `names` are the ways to count it that are among them."""

    def __init__(
        self, tables: Collected, ratios: Iterable[Summed], codes: Iterable[str], review: Review, say: "Saying"
    ) -> None:
        self._tables = tables
        self._ratios = tuple(ratios)
        self._codes = frozenset(codes)
        self._say = say
        self.review = review

    def table(self) -> pd.DataFrame:
        """A row for each province, the lowest first, each way to count apart.

        Columns: `counted_as, province, name, region, value, denominator, target, met, ranked`; `value` and `target`
        in percent. Where `ranked` is False the denominator is under 20 or terms are missing: no comparison holds.
        """
        rows = [
            (
                spread.ratio.name,
                value.code,
                self._say.province(value.code),
                self._say.region(value.code),
                value.value,
                value.denominator,
                value.target,
                value.value >= value.target if value.target is not None else None,
                value.is_ranked,
            )
            for spread in self._spreads()
            for value in spread.values
        ]
        frame = pd.DataFrame(rows, columns=list(_COLUMNS))
        frame.attrs = {"unit": "%", "fewest": FEWEST}
        return frame

    def chart(self) -> Drawn | Words:
        """Provinces as marks on a strip, with both ends named and the target."""
        strips = [self._strip(spread) for spread in self._spreads() if spread.ranked]
        if not strips:
            return Words((text("explore.nothing_ranked", self._say.language, fewest=FEWEST),))
        chart: Chart = spread_chart(strips, self._say.language, self._say.made_up)
        return drawn(chart, self._say.language)

    def _spreads(self) -> list[Spread]:
        found = spreads(self._tables.verdicts, self._tables.rates)
        own = [spread for spread in found if spread.ratio in self._ratios]
        return [Spread(one.ratio, tuple(v for v in one.values if v.code in self._codes)) for one in own]

    def _strip(self, spread: Spread) -> Strip:
        ranked = spread.ranked
        return Strip(
            name=_figure(spread.ratio.label),
            title=self._say.ratio(spread.ratio),
            target=_figure(self._percent(spread.ratio.target), spread.ratio.target),
            count=text("country.spread_count", self._say.language, count=len(ranked)),
            dots=tuple(Dot(v.value, None if v.target is None else v.value >= v.target) for v in ranked),
            low=_figure(self._named(ranked[0])),
            middle=_figure(self._percent(spread.median)),
            high=_figure(self._named(ranked[-1])),
            ranked=_figure(str(len(ranked))),
            unranked=_figure(str(spread.few + spread.bounds)),
        )

    def _named(self, value: ProvinceValue) -> str:
        return f"{self._say.province(value.code)}: {format_percent(value.value, self._say.language, value.target)}"

    def _percent(self, value: float | None) -> str:
        return "" if value is None else format_percent(value, self._say.language)

    def _heading(self) -> str:
        names = ", ".join(dict.fromkeys(self._say.ratio(one) for one in self._ratios))
        return text("explore.compared", self._say.language, name=names, count=len(self._codes))

    def _frame(self) -> pd.DataFrame:
        language = self._say.language
        rows = [
            (
                spread.ratio.name,
                self._say.province(value.code),
                format_percent(value.value, language, value.target),
                "" if value.is_ranked else text("explore.not_ranked", language),
            )
            for spread in self._spreads()
            for value in spread.values
        ]
        heads = ("counted_as", "province", "value", "note")
        return pd.DataFrame(rows, columns=[text(f"explore.{name}", language) for name in heads])


@in_its_review
class Sums(Shown):
    """One ratio summed over provinces: sums over sums, over provinces that have every period, and who is missing."""

    def __init__(self, tables: Collected, ratio: Summed, codes: Iterable[str], review: Review, say: "Saying") -> None:
        self._tables = tables
        self._ratio = ratio
        self._codes = tuple(codes)
        self._say = say
        self.review = review

    def by_region(self) -> pd.DataFrame:
        """A row for each region and for all of them, each over its own fixed panel of provinces (method, rule 23).

        The index is the region's name; columns are the periods in percent, `provinces` (how many have all of it), `of`
        (how many there are) and `missing` (names). Where no province has every period there is no figure. Raises
        BenchError where the figures are estimates, which nobody adds up.
        """
        if not may_be_summed(self._ratio):
            raise BenchError(text("explore.not_summed", self._say.language, name=self._ratio.name))
        own = {
            name: [province.code for province in members if province.code in self._codes]
            for name, members in regions(self._say.language).items()
        }
        own = {name: codes for name, codes in own.items() if codes}
        own[text("explore.all_regions", self._say.language)] = list(self._codes)
        return pd.DataFrame.from_dict({name: self._row(codes) for name, codes in own.items()}, orient="index")

    def _words(self) -> tuple[str, ...]:
        """Why a region has no figures."""
        shown = self.by_region()
        empty = ", ".join(str(name) for name in shown.index[shown["provinces"] == 0])
        return (text("explore.no_panel", self._say.language, regions=empty),) if empty else ()

    def _row(self, codes: list[str]) -> dict[str, object]:
        periods = calendar().window_years
        course = ratio_course(self._tables.ratios, self._ratio.key, periods, codes)
        return {
            **dict(zip(periods, course.values, strict=True)),
            "provinces": len(course.panel.codes),
            "of": len(codes),
            "missing": ", ".join(self._say.province(code) for code in course.panel.left_out),
        }

    def _heading(self) -> str:
        return f"{self._ratio.name}. {self._say.ratio(self._ratio)} (%)"

    def _frame(self) -> pd.DataFrame:
        shown = self.by_region().reset_index(names=text("explore.region", self._say.language))
        for period in calendar().window_years:
            shown[period] = [
                "" if pd.isna(value) else format_percent(float(value), self._say.language) for value in shown[period]
            ]
        shown["missing"] = [_some(names) for names in shown["missing"]]
        heads = {name: text(f"explore.{name}", self._say.language) for name in ("provinces", "of", "missing")}
        return shown.rename(columns=heads)


@dataclass(frozen=True)
class Saying:
    """The language opened, and what is said of made-up figures (empty of real ones)."""

    language: str
    made_up: str

    def province(self, code: str) -> str:
        """A province's short name."""
        return province_name(code, self.language)

    def region(self, code: str) -> str:
        """The region of a province."""
        found = provinces()[code]
        return found.region if tabled(self.language) == "vi" else found.region_en

    def ratio(self, one: Summed) -> str:
        """What a ratio is, and which way it is counted."""
        return ratio_name(one, self.language)


def _some(names: str) -> str:
    """The first names of a list, and how many more; `by_region` has all.

    >>> _some("a, b"), _some("a, b, c, d, e, f, g")
    ('a, b', 'a, b, c, d, e … (+2)')
    """
    all_names = names.split(", ")
    return (
        names
        if len(all_names) <= _MOST_NAMED
        else f"{', '.join(all_names[:_MOST_NAMED])} … (+{len(all_names) - _MOST_NAMED})"
    )


def _figure(shown: str, value: float | None = None) -> ShownFigure:
    return ShownFigure(value=value, shown=shown)
