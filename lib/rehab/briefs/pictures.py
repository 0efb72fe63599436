"""The charts of a brief, from its own tables: rows and figures in print here, drawing in `rehab.charts`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pandas as pd
from markupsafe import Markup

from rehab.briefs.calculations import part_name
from rehab.briefs.figures import Figures, fill, join
from rehab.briefs.formats import format_billions
from rehab.briefs.material import Material
from rehab.catalog.files import read_rows
from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.lines import lines, unit_name
from rehab.catalog.periods import COLUMNS
from rehab.catalog.tables import Row, records
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart
from rehab.charts.centres import centres_chart
from rehab.charts.marks import WITHHELD
from rehab.charts.nine import FEWEST_PEOPLE, nine_chart
from rehab.charts.panels import panels_chart
from rehab.charts.periods import period_label
from rehab.charts.trends import Rate, rate_chart

Print = Callable[[Row], tuple[str, Markup]]
"""A row of `observations` → its figure as plain text for a picture, and as markup with its source for a table."""


@dataclass(frozen=True)
class Trend:
    """A chart, or the sentence that says why there is none."""

    chart: Chart | None
    sentence: str


def made_up_text(material: Material) -> str:
    """What a page of made-up data says; empty for real data."""
    return text("brief.made_up", material.language) if material.is_made_up else ""


def plain(figure: Markup) -> str:
    """A figure without its markup, as a picture prints it.

    >>> plain(Markup('<a class="n" href="#calc-6">≥ 36,1%</a>'))
    '≥ 36,1%'
    """
    return figure.striptags()


def _frame(rows: list[Row]) -> pd.DataFrame:
    """Rows as a frame that keeps markup markup: pandas would make plain strings of it."""
    frame = pd.DataFrame(rows)
    for name in frame.columns:
        if name.endswith("cell"):
            frame[name] = pd.Series([row[name] for row in rows], dtype=object)
    return frame


def nine_picture(material: Material, figures: Figures | None = None) -> Trend:
    """The one picture of the nine indicators.

    Each picture takes its figures from `figures`, the page's own, so that cells of its table lead to their source;
    without it the figures are the same and the sources are not remembered.
    """
    figures = figures or Figures(material.language)
    rows = _frame([_nine_row(row, material, figures) for row in records(material.verdicts)])
    return Trend(nine_chart(rows, material.language, made_up_text(material)), "")


def _nine_row(row: Row, material: Material, figures: Figures) -> Row:
    language = material.language
    indicator, part = indicators()[row["indicator"]], str(row["part"])
    known = row["value"] is not None and row["value"] == row["value"]
    withheld = _withheld(row)
    # The row of an indicator as a whole has a value where it has one part, and is worked out under that part's name.
    shown = Markup("")
    if known or withheld:
        shown = figures.percent(row["value"], part or indicator.parts[0].id, row["target"], bool(row["terms_missing"]))
    aimed = row["target"] is not None and row["target"] == row["target"]
    return {
        "indicator": row["indicator"],
        "part": part,
        "name": _name(indicator, part, language),
        "value": row["value"] if known else float("nan"),
        "shown": plain(shown),
        "cell": shown,
        "target": row["target"] if aimed else float("nan"),
        "target_shown": plain(figures.fixed(row["target"])) if aimed else "",
        "denominator": row["denominator"],
        "verdict": str(row["verdict"]),
        "basis": str(row["basis"]),
        "why": text(f"reason_short.{row['reason']}", language) if row["reason"] else "",
        "note": _note(row, indicator, language),
        "lower_bound": bool(row["terms_missing"]),
    }


def _withheld(row: Row) -> str:
    """How a row's figure is held back from the audience: `small`, `other`, or empty (see `rehab.disclosure`)."""
    return str(row.get("withheld", ""))


def _given(rows: pd.DataFrame) -> pd.Series:
    """Which rows have a figure, be it one that is withheld."""
    known = rows["value"].notna()
    return known | (rows["withheld"] != "") if "withheld" in rows else known


def _in_picture(row: Row, shown: str) -> str:
    """A figure as a picture prints it: there is no room for more than a mark where it is withheld."""
    return WITHHELD if _withheld(row) == "other" else shown


def _name(indicator: Indicator, part: str, language: str) -> str:
    own = [item for item in indicator.parts if item.id == part]
    return part_name(own[0], indicator.number, language) if own else indicator.short(language)


def _note(row: Row, indicator: Indicator, language: str) -> str:
    if not indicator.parts:
        return text("chart.nine_qualitative", language)
    if row["verdict"] == "not_assessed" and row["reason"] and row["basis"]:
        return text(f"reason_short.{row['reason']}", language)
    return text("chart.nine_no_figure", language)


def trend_pictures(material: Material, figures: Figures | None = None) -> list[Trend]:
    """Trends of the ratio indicators against the plan's path."""
    figures = figures or Figures(material.language)
    return [_rate_trend(material, number, figures) for number, i in indicators().items() if i.kind == "ratio"]


def _rate_trend(material: Material, number: int, figures: Figures) -> Trend:
    language, indicator = material.language, indicators()[number]
    part = indicator.parts[0].id
    rates = material.rates
    own = rates[(rates["part"] == part) & (rates["alternative"] == "")].copy()
    verdict = records(material.verdicts[material.verdicts["part"] == part])[0]
    own["target"] = verdict["target"]
    own["lower_bound"] = own["terms_missing"] != ""
    # Half a year's flow over a stock is no year's rate (rule 16).
    own["partial"] = True
    cells = [_rate_cell(row, part, figures) for row in records(own)]
    own["cell"] = pd.Series(cells, own.index, dtype=object)
    own["shown"] = [_in_picture(row, plain(cell)) for row, cell in zip(records(own), cells, strict=True)]
    own["expected_shown"] = [plain(figures.fixed(value)) if pd.notna(value) else "" for value in own["expected"]]
    rate = Rate(
        part=part,
        name=indicator.short(language),
        target=plain(figures.fixed(verdict["target"])),
        plan_baseline=verdict["baseline_kind"] == "plan",
        verdict=str(verdict["verdict"]),
    )
    chart = rate_chart(own, rate, language, made_up_text(material))
    if chart is not None:
        return Trend(chart, "")
    return Trend(None, _why_no_rate(own[own["period"].isin(COLUMNS)], number, figures))


def _why_no_rate(yearly: pd.DataFrame, number: int, figures: Figures) -> str:
    """No yearly figure at all, one only, or too few people behind them."""
    language, indicator = figures.language, figures.count(number)
    known = yearly[yearly["shown"] != ""]
    if known.empty:
        return fill(text("chart.nothing_ratio", language), indicator=indicator)
    if len(known) > 1 and (known["denominator"] < FEWEST_PEOPLE).any():
        fewest = figures.count(FEWEST_PEOPLE)
        return fill(text("chart.nothing_few", language), indicator=indicator, fewest=fewest)
    title = fill(text("chart.trend_title", language), part=indicator, name=indicators()[number].short(language))
    if (known["shown"] == WITHHELD).any():
        return fill(text("chart.nothing_withheld", language), title=title)
    return _few(records(known.assign(label=indicators()[number].short(language))), title, language)


def _rate_cell(row: Row, part: str, figures: Figures) -> Markup:
    if pd.isna(row["value"]) and not _withheld(row):
        return Markup("")
    return figures.percent(row["value"], part, row["target"], bool(row["terms_missing"]))


def treatment_pictures(material: Material, figures: Figures | None = None) -> list[Trend]:
    """People on file, and people in treatment by form, by year."""
    return _groups("treatment", material, figures or Figures(material.language))


def flow_pictures(material: Material, figures: Figures | None = None) -> list[Trend]:
    """Admissions, completions and the balance of the centres, by year."""
    return _groups("flow", material, figures or Figures(material.language))


def support_picture(material: Material, figures: Figures | None = None) -> Trend:
    """Training, jobs and loans, by year."""
    return _groups("support", material, figures or Figures(material.language))[0]


def funding_picture(material: Material, figures: Figures | None = None) -> Trend:
    """Money by source and year, in billion đồng; the table gives the workbook's million đồng beside."""
    figures = figures or Figures(material.language)
    language = material.language

    def printed(row: Row) -> tuple[str, Markup]:
        if _withheld(row):
            return WITHHELD, figures.observed(row)
        billions = format_billions(row["value"], language)
        cell = fill(text("chart.billions_cell", language), billions=billions, exact=figures.observed(row))
        return billions, cell

    return _groups("funding", material, figures, printed, text("chart.billions", language))[0]


@cache
def _pictures(group: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in read_rows("chart_groups.csv"):
        if row["group"] == group:
            found.setdefault(row["picture"], []).append(row)
    return found


def _groups(
    group: str, material: Material, figures: Figures, printed: Print | None = None, unit: str = ""
) -> list[Trend]:
    """The pictures of one group of chart_groups.csv, each with its unit from the lines."""
    found = []
    for picture, members in _pictures(group).items():
        title = text(f"chart.{picture}", material.language)
        own_unit = unit or unit_name(lines()[members[0]["line"]].unit, material.language)
        rows = _yearly(members, material, printed or _observed(figures))
        chart = panels_chart(rows, picture, title, own_unit, material.language, made_up_text(material))
        found.append(Trend(chart, "" if chart else _why_no_panels(rows, title, material.language)))
    return found


def _why_no_panels(rows: pd.DataFrame, title: str, language: str) -> str:
    """A sentence with the few figures there are."""
    known = records(rows[rows["shown"] != ""])
    if not known:
        return text("chart.nothing_panels", language, title=title)
    if any(row["shown"] == WITHHELD for row in known):
        return text("chart.nothing_withheld", language, title=title)
    return _few(known, title, language)


def _few(known: list[Row], title: str, language: str) -> str:
    """The figures of the one period there is: `label`, `cell` and `period` of each."""
    item = text("chart.one_period_item", language)
    values = [
        fill(item, name=row["label"], value=row["cell"], period=period_label(row["period"], language)) for row in known
    ]
    return fill(text("chart.one_period", language), title=title, values=join(values))


def _observed(figures: Figures) -> Print:
    def printed(row: Row) -> tuple[str, Markup]:
        cell = figures.observed(row)
        return _in_picture(row, plain(cell)), cell

    return printed


def _yearly(members: list[dict[str, str]], material: Material, printed: Print) -> pd.DataFrame:
    """The whole province's figures by year, a row for every line and period, empty where there is none."""
    rows = material.observations
    rows = rows[rows["period"].isin(COLUMNS) & (rows["area"] == "") & _given(rows)]
    found = []
    for member in members:
        own = {row["period"]: row for row in records(rows[rows["line"] == member["line"]])}
        for period in COLUMNS:
            row = own.get(period)
            shown, cell = printed(row) if row is not None else ("", Markup(""))
            found.append(
                {
                    "panel": member["panel"],
                    "side": member["side"],
                    "label": text(f"panel.{member['line']}", material.language),
                    "partial": lines()[member["line"]].measure == "flow",
                    "lower_bound": False,
                    "period": period,
                    "value": row["value"] if row is not None else float("nan"),
                    "shown": shown,
                    "cell": cell,
                }
            )
    return _frame(found)


def centres_picture(material: Material, figures: Figures | None = None) -> Trend:
    """People present against the places of each centre; a sentence where there is none or nothing is known."""
    figures = figures or Figures(material.language)
    language = material.language
    rows = material.observations
    names = rows[(rows["line"] == "facility_name") & (rows["text"] != "")]
    if not names.empty:
        frame = _frame([_centre(row, rows, figures) for row in records(names)])
        chart = centres_chart(frame, language, made_up_text(material))
        if chart is not None:
            return Trend(chart, "")
    none_stated = (material.verdicts["reason"] == "no_facility").any()
    return Trend(None, text(f"chart.centres_{'none_stated' if none_stated else 'nothing'}", language))


def _centre(name: Row, rows: pd.DataFrame, figures: Figures) -> Row:
    own = rows[(rows["entry"] == name["entry"]) & (rows["file"] == name["file"]) & _given(rows)]
    found: Row = {"name": name["text"]}
    for key, line in (("people", "current_people"), ("places", "capacity")):
        cells = records(own[own["line"] == line])
        cell = figures.observed(cells[0]) if cells else Markup("")
        found |= {
            key: cells[0]["value"] if cells else float("nan"),
            f"{key}_shown": plain(cell),
            f"{key}_cell": cell,
        }
    people, places = found["people"], found["places"]
    known = people == people and places == places and places > 0
    found["share_shown"] = plain(figures.fixed(100 * people / places)) if known else ""
    return found
