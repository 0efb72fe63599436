"""Every province's value on every ratio that provinces are compared on: spread, ends, and the whole table."""

from dataclasses import dataclass

from rehab.catalog.provinces import provinces
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart
from rehab.charts.points import Shown
from rehab.charts.spread import Dot, Strip, spread_chart
from rehab.country.spread import ProvinceValue, Spread, spreads
from rehab.country.summed import compared
from rehab.pages.citing.formats import format_percent
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import NOTHING, Phrase, fill
from rehab.pages.numbers.country import CountryMaterial
from rehab.pages.sections.overview_names import percent, province_name, ratio_name


@dataclass(frozen=True)
class ValueCell:
    """One province's value: what is shown, where it leads (nothing where its page is not there)."""

    shown: str
    file: str


@dataclass(frozen=True)
class ValueRow:
    """One province's values on all ratios; an empty cell has no figure."""

    name: str
    cells: tuple[ValueCell | None, ...]


def spread_picture(material: CountryMaterial) -> Chart | None:
    """All ratios as strips of provinces; None where no province has a value."""
    strips = [_strip(spread, material) for spread in _spreads(material) if spread.values]
    return spread_chart(strips, material.language, material.made_up) if any(s.dots for s in strips) else None


def _spreads(material: CountryMaterial) -> list[Spread]:
    return spreads(material.tables.verdicts, material.tables.rates)


def _strip(spread: Spread, material: CountryMaterial) -> Strip:
    language = material.language
    one, ranked = spread.ratio, spread.ranked
    low, high = ([ranked[end]] if ranked else [] for end in (0, -1))
    return Strip(
        name=_shown(mark(one.label)),
        title=ratio_name(one, language),
        target=_shown(percent(one.target, language), one.target),
        count=text("country.spread_count", language, count=len(ranked)),
        dots=tuple(Dot(value.value, _reaches(value)) for value in ranked),
        low=_shown(_named(low, language)),
        middle=_shown(percent(spread.median, language)),
        high=_shown(_named(high, language)),
        ranked=_shown(material.figures.count(len(ranked))),
        unranked=_shown(material.figures.count(spread.few + spread.bounds)),
    )


def _shown(figure: Phrase, value: float | None = None) -> Shown:
    return Shown(value=value, shown=figure.plain, cell=figure)


def _reaches(value: ProvinceValue) -> bool | None:
    return None if value.target is None else value.value >= value.target


def _named(values: list[ProvinceValue], language: str) -> Phrase:
    """The province at an end, with its value."""
    if not values:
        return NOTHING
    (value,) = values
    shown = percent(value.value, language, value.target)
    return fill(text("country.named", language), name=province_name(value.code, language), value=shown)


def value_rows(material: CountryMaterial) -> list[ValueRow]:
    """A row for each province that has a value, in the order of the list."""
    found = [{value.code: value for value in spread.values} for spread in _spreads(material)]
    codes = [code for code in provinces() if any(code in own for own in found)]
    return [
        ValueRow(
            province_name(code, material.language),
            tuple(
                _cell(own[code], one.part, material) if code in own else None
                for own, one in zip(found, compared(), strict=True)
            ),
        )
        for code in codes
    ]


def _cell(value: ProvinceValue, part: str, material: CountryMaterial) -> ValueCell:
    shown = format_percent(value.value, material.language, value.target)
    file = material.briefs.get(value.code, "")
    return ValueCell(f"≥ {shown}" if value.is_bound else shown, f"{file}#calc-{part}" if file else "")


def value_columns(language: str) -> list[tuple[str, str]]:
    """What the columns of the table are called: in short, and in full."""
    return [(one.label, ratio_name(one, language)) for one in compared()]
