"""The charts of a brief, from its own tables."""

from dataclasses import dataclass

import pandas as pd

from rehab.briefs.calculations import part_name
from rehab.briefs.formats import format_number, format_percent
from rehab.briefs.material import Material
from rehab.catalog.files import read_rows
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.periods import COLUMNS
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart
from rehab.charts.targets import target_chart
from rehab.charts.trends import lines_chart, rate_chart


@dataclass(frozen=True)
class Trend:
    """A chart, or the sentence that says why there is none."""

    chart: Chart | None
    sentence: str


def made_up_text(material: Material) -> str:
    """What a page of made-up data says; empty for real data."""
    return text("brief.made_up", material.language) if material.is_made_up else ""


def target_picture(material: Material) -> Chart | None:
    """Values against targets, for the parts that have a value."""
    parts = material.verdicts[material.verdicts["part"] != ""].copy()
    names = {
        part.id: part_name(part, number, material.language)
        for number, indicator in indicators().items()
        for part in indicator.parts
    }
    parts["name"] = parts["part"].map(names)
    parts["lower_bound"] = parts["terms_missing"] != ""

    def percent(value: float, target: float | None) -> str:
        return format_percent(value, material.language, target)

    return target_chart(parts, material.language, percent, made_up_text(material))


def trend_pictures(material: Material) -> list[Trend]:
    """Trends of the ratio indicators, then of the groups of lines in chart_groups.csv."""
    found = [_rate_trend(material, number) for number, i in indicators().items() if i.kind == "ratio"]
    groups: dict[str, list[str]] = {}
    for row in read_rows("chart_groups.csv"):
        groups.setdefault(row["group"], []).append(row["line"])
    return found + [_group_trend(material, group, names) for group, names in groups.items()]


def _rate_trend(material: Material, number: int) -> Trend:
    language = material.language
    indicator = indicators()[number]
    part = indicator.parts[0]
    rates = material.rates
    own = rates[(rates["part"] == part.id) & (rates["alternative"] == "")].copy()
    own["target"] = float(material.verdicts.loc[material.verdicts["part"] == part.id, "target"].iloc[0])
    kind = material.verdicts.loc[material.verdicts["part"] == part.id, "baseline_kind"].iloc[0]
    chart = rate_chart(
        own,
        part.id,
        indicator.short(language),
        language,
        lambda value: format_percent(value, language),
        kind == "plan",
        made_up_text(material),
    )
    nothing = text("trends.nothing_ratio", language, indicator=number)
    return Trend(chart, _sentence(chart, own, indicator.short(language), nothing, language))


def _group_trend(material: Material, group: str, names: list[str]) -> Trend:
    language = material.language
    title = text(f"chart.{group}", language)
    rows = material.observations
    own = rows[rows["line"].isin(names) & rows["period"].isin(COLUMNS) & (rows["area"] == "")]
    known = own[own["value"].notna()]
    frame = pd.DataFrame(
        {
            "label": [line_label(name, language) for name in known["line"]],
            "period": known["period"].tolist(),
            "value": known["value"].tolist(),
            "unit": [lines()[name].unit for name in known["line"]],
        }
    )
    chart = None
    if not frame.empty:
        made_up = made_up_text(material)
        chart = lines_chart(frame, group, title, language, lambda v: format_number(v, language), made_up)
    nothing = text("trends.nothing_group", language, group=title)
    return Trend(chart, _sentence(chart, own, title, nothing, language))


def _sentence(chart: Chart | None, rows: pd.DataFrame, name: str, nothing: str, language: str) -> str:
    """What stands beside a chart or in its place: that gaps may be withheld figures, or why there is none."""
    if not (rows["withheld"] != "").any():
        return "" if chart else nothing
    return text("disclosure.chart_gap" if chart else "disclosure.chart_withheld", language, name=name)
