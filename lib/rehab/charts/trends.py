"""Values by year: lines of the appendices, and rates against the plan's path."""

from collections.abc import Callable
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rehab.catalog.lines import unit_name
from rehab.catalog.periods import COLUMNS, HALF_YEAR
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart, apart, chart_style, to_svg
from rehab.charts.targets import mark_made_up

_FEWEST_PERIODS = 2
_MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_SIZE = (7.2, 3.3)
_PLOT = (0.09, 0.14, 0.60, 0.72)


def period_label(period: str, language: str) -> str:
    """A period under an axis.

    >>> period_label("2020-H1", "en")
    'H1 2020'
    """
    return text("chart.half_year", language) if period == HALF_YEAR else period


def lines_chart(
    rows: pd.DataFrame,
    name: str,
    title: str,
    language: str,
    number: Callable[[float], str],
    made_up: str = "",
) -> Chart | None:
    """Chart of several lines of one unit; None unless a line has two periods with a value.

    `rows`: label, period (2015 … 2020-H1), value, unit. Periods without a value break the line.
    """
    periods = [period for period in COLUMNS if period in set(rows["period"])]
    wide = rows.pivot_table(index="label", columns="period", values="value", sort=False).reindex(columns=periods)
    wide = wide[wide.notna().sum(axis=1) >= _FEWEST_PERIODS]
    if wide.empty:
        return None
    items = []
    for label, values in wide.iterrows():
        known = values.dropna()
        items.append(
            text(
                "chart.lines_alt_item",
                language,
                name=label,
                first=number(known.iloc[0]),
                first_period=period_label(str(known.index[0]), language),
                last=number(known.iloc[-1]),
                last_period=period_label(str(known.index[-1]), language),
            )
        )
    alt = text("chart.lines_alt", language, items="; ".join(items))
    alt = f"{made_up}. {alt}" if made_up else alt
    with chart_style():
        figure = Figure(figsize=_SIZE)
        axes = figure.add_axes(_PLOT)
        ends = []
        for index, (label, values) in enumerate(wide.iterrows()):
            places = [COLUMNS.index(str(period)) for period in values.index]
            (drawn,) = axes.plot(places, list(values), marker=_MARKERS[index % len(_MARKERS)])
            last = values.last_valid_index()
            ends.append((str(label), float(values[last]), COLUMNS.index(str(last)), str(drawn.get_color())))
        _finish_axes(axes, number, language)
        _label_ends(axes, ends)
        figure.text(
            _PLOT[0],
            0.92,
            text("chart.unit", language, unit=unit_name(rows["unit"].iloc[0], language)),
            fontsize=9,
            va="top",
        )
        mark_made_up(figure, made_up)
    table = wide.map(lambda value: number(value) if pd.notna(value) else "")
    table.columns = [period_label(str(period), language) for period in table.columns]
    table = table.reset_index(names="")
    return Chart(name, title, to_svg(figure, name, title, alt), alt, table)


def rate_chart(
    rates: pd.DataFrame,
    part: str,
    name: str,
    language: str,
    percent: Callable[[float], str],
    plan_baseline: bool,
    made_up: str = "",
) -> Chart | None:
    """Chart of one part's rate by year against the plan's path; None unless two periods have a value.

    `rates`: period, value, expected, target; the window's value is a mark of its own, never joined to the
    line (rule 4), and a baseline that is the plan's wording is labelled so (rule 14).
    """
    yearly = rates[rates["period"].isin(COLUMNS)]
    known = yearly[yearly["value"].notna()]
    if len(known) < _FEWEST_PERIODS:
        return None
    title = text("chart.trend_title", language, part=part, name=name)
    window = rates[~rates["period"].isin(COLUMNS) & rates["value"].notna()]
    values = [(COLUMNS.index(row["period"]), float(row["value"])) for row in records(known)]
    items = "; ".join(f"{period_label(r['period'], language)}: {percent(r['value'])}" for r in records(known))
    said = ""
    if not window.empty:
        said = text(
            "chart.trend_alt_window",
            language,
            value=percent(window["value"].iloc[0]),
            target=percent(window["target"].iloc[0]),
        )
    alt = text("chart.trend_alt", language, name=title, items=items, window=said).strip()
    alt = f"{made_up}. {alt}" if made_up else alt
    with chart_style():
        figure = Figure(figsize=_SIZE)
        axes = figure.add_axes(_PLOT)
        path = yearly[yearly["expected"].notna()]
        ends = []
        if not path.empty:
            places = [COLUMNS.index(period) for period in path["period"]]
            axes.plot(places, list(path["expected"]), linestyle="--", color="#8a8f98", linewidth=1.6)
            ends.append((text("chart.trend_path", language), float(path["expected"].iloc[-1]), places[-1], "#5b616b"))
            if plan_baseline:
                note = f"– – {text('chart.trend_path', language)} ({text('chart.trend_baseline', language)})"
                figure.text(_PLOT[0], 0.92, note, fontsize=8.5, color="#5b616b", va="top")
        axes.plot([p for p, _ in values], [v for _, v in values], marker="o", color="#0072B2")
        ends.append((percent(values[-1][1]), values[-1][1], values[-1][0], "#0072B2"))
        if not window.empty:
            value = float(window["value"].iloc[0])
            axes.plot([len(COLUMNS) - 0.6], [value], marker="D", color="#D55E00", markersize=8, linestyle="none")
            said = text("chart.trend_window", language, value=percent(value))
            ends.append((said, value, len(COLUMNS) - 1, "#D55E00"))
        _finish_axes(axes, percent, language)
        _label_ends(axes, ends)
        mark_made_up(figure, made_up)
    table = pd.DataFrame(
        {
            text("chart.period", language): [period_label(p, language) for p in known["period"]],
            name: [percent(value) for value in known["value"]],
        }
    )
    chart = f"rate-{part}"
    return Chart(chart, title, to_svg(figure, chart, title, alt), alt, table)


def _finish_axes(axes: Axes, number: Callable[[float], str], language: str) -> None:
    axes.set_xlim(-0.3, len(COLUMNS) - 0.4)
    axes.set_ylim(bottom=0)
    axes.set_ylim(top=axes.get_ylim()[1] * 1.12 or 1)
    axes.set_xticks(range(len(COLUMNS)), [period_label(period, language) for period in COLUMNS])
    axes.yaxis.set_major_formatter(lambda value, _: number(value))


def _label_ends(axes: Axes, ends: list[tuple[str, float, int, str]]) -> None:
    """Labels beside the lines' ends, moved apart; a legend would send the eye to and fro."""
    low, high = axes.get_ylim()
    line_height = (high - low) * 0.062
    wrapped = [fill(label, 30) for label, *_ in ends]
    least = line_height * max(label.count("\n") + 1 for label in wrapped) * 1.05
    places = apart([value for _, value, *_ in ends], least)
    for label, place, (_, _, _, colour) in zip(wrapped, places, ends, strict=True):
        axes.annotate(
            label,
            (1.0, place),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            color=colour,
            annotation_clip=False,
        )
