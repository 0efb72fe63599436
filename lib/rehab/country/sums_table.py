"""All sums over provinces as one table: of the country, of each region, of each unit of 2025."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from rehab.catalog.files import read_rows
from rehab.catalog.periods import calendar
from rehab.catalog.provinces import provinces
from rehab.country.collected import Collected, regions
from rehab.country.measures import MONEY, PEOPLE, measures_of
from rehab.country.panels import Panel, line_course, ratio_course
from rehab.country.summed import compared, may_be_summed
from rehab.country.units import unit_ratios

COUNTRY, REGION, UNIT = "country", "region", "unit_2025"
_SEPARATOR = ";"
_TEXTS = frozenset({"string"})


def sums_columns() -> tuple[Mapping[str, str], ...]:
    """The columns of the table, each with its type and what it holds in both languages."""
    return tuple(read_rows("sums_columns.csv"))


def sums_table(collected: Collected) -> pd.DataFrame:
    """Every sum that may be made (rules 23 and 25), with the provinces that it is of and those that are missing.

    Years have the provinces that have them all, the half-year those that have it. Of a unit of 2025 there is a row only
    where all its provinces have the ratio.
    """
    rows = [*_ratios(collected), *_measures(collected), *_units(collected)]
    columns = [column["column"] for column in sums_columns()]
    frame = pd.DataFrame(rows, columns=columns)
    types = {column["column"]: "string" for column in sums_columns() if column["type"] in _TEXTS}
    return frame.astype({**types, "numerator": "float64", "denominator": "float64", "value": "float64"})


def _places() -> Iterator[tuple[dict[str, str], list[str]]]:
    yield (
        {"scope": COUNTRY, "code": "", "name_vi": "Các tỉnh có đủ số", "name_en": "Provinces with the figures"},
        [*provinces()],
    )
    english = list(regions("en"))
    for (name, own), other in zip(regions("vi").items(), english, strict=True):
        yield {"scope": REGION, "code": "", "name_vi": name, "name_en": other}, [one.code for one in own]


def _spans() -> list[Sequence[str]]:
    half = calendar().half_year
    return [calendar().window_years, *([[half]] if half else [])]


def _ratios(collected: Collected) -> Iterator[dict[str, object]]:
    for one in compared():
        if not may_be_summed(one):
            continue
        for place, codes in _places():
            for span in _spans():
                course = ratio_course(collected.ratios, one.key, span, codes)
                for period, above, below in zip(span, course.numerators, course.denominators, strict=True):
                    if below:
                        figures = {"numerator": above, "denominator": below, "value": 100 * above / below}
                        yield place | _row("ratio", one.name, "%", period, course.panel) | figures


def _measures(collected: Collected) -> Iterator[dict[str, object]]:
    for measure in measures_of(PEOPLE, MONEY):
        unit = "triệu đồng" if measure.group == MONEY else "người"
        for place, codes in _places():
            course = line_course(collected.figures, measure.lines, calendar().window_years, codes)
            if course.panel.codes:
                for period, value in zip(course.periods, course.sums, strict=True):
                    figures = {"numerator": None, "denominator": None, "value": value}
                    yield place | _row("measure", measure.name, unit, period, course.panel) | figures


def _units(collected: Collected) -> Iterator[dict[str, object]]:
    for one in compared():
        if may_be_summed(one):
            for own in unit_ratios(collected.ratios, one, [period for span in _spans() for period in span]):
                panel = Panel(own.unit.formed_from, ())
                names = {"name_vi": own.unit.name_short, "name_en": own.unit.name_en}
                figures = {"numerator": own.numerator, "denominator": own.denominator, "value": own.value}
                place = {"scope": UNIT, "code": own.unit.code}
                yield place | names | _row("ratio", one.name, "%", own.period, panel) | figures


def _row(sort: str, measure: str, unit: str, period: str, panel: Panel) -> dict[str, object]:
    return {
        "sort": sort,
        "measure": measure,
        "unit": unit,
        "period": period,
        "provinces": len(panel.codes),
        "of": len(panel.codes) + len(panel.left_out),
        "population_share": panel.population_share,
        "codes": _SEPARATOR.join(panel.codes),
        "missing": _SEPARATOR.join(panel.left_out),
    }
