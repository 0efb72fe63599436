"""Values against their targets: one bar a part, the target as a mark on it."""

from collections.abc import Callable
from textwrap import fill

import pandas as pd
from matplotlib.figure import Figure

from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.charts.canvas import Chart, chart_style, to_svg

FEWEST_PEOPLE = 20
_COLOURS = {"met": "#0072B2", "not_met": "#D55E00", "not_assessed": "#8a8f98"}
_HATCHES = {"met": "", "not_met": "///", "not_assessed": "..."}


def target_chart(
    rows: pd.DataFrame, language: str, percent: Callable[[float, float | None], str], made_up: str = ""
) -> Chart | None:
    """Chart of the parts that have a value; None where no part has one.

    `rows`: part, name, value, target, denominator, verdict, lower_bound. Parts over fewer than
    20 people or things are left out (rule 13). `percent` prints a value beside its target. `made_up` is
    printed on the picture of made-up data.
    """
    drawn = rows[rows["value"].notna() & (rows["denominator"] >= FEWEST_PEOPLE)].reset_index(drop=True)
    if drawn.empty:
        return None
    shown = [("≥ " if row["lower_bound"] else "") + percent(row["value"], row["target"]) for row in records(drawn)]
    targets = [percent(target, None) for target in drawn["target"]]
    verdicts = [text(f"verdict.{verdict}", language) for verdict in drawn["verdict"]]
    title = text("chart.target_title", language)
    items = [
        text("chart.target_alt_item", language, part=part, value=value, target=target, verdict=verdict)
        for part, value, target, verdict in zip(drawn["part"], shown, targets, verdicts, strict=True)
    ]
    alt = text("chart.target_alt", language, items="; ".join(items))
    alt = f"{made_up}. {alt}" if made_up else alt
    figure = _draw(drawn, shown, targets, verdicts, language, made_up)
    table = pd.DataFrame(
        {
            text("calculation.term", language): drawn["part"] + ". " + drawn["name"],
            text("nine.figure", language): shown,
            text("nine.target", language): targets,
            text("nine.verdict", language): verdicts,
        }
    )
    return Chart("targets", title, to_svg(figure, "targets", title, alt), alt, table)


def _draw(
    drawn: pd.DataFrame,
    shown: list[str],
    targets: list[str],
    verdicts: list[str],
    language: str,
    made_up: str,
) -> Figure:
    with chart_style():
        figure = Figure(figsize=(7.2, 0.85 + 0.78 * len(drawn)))
        axes = figure.add_axes((0.30, 0.42 / (0.85 + 0.78 * len(drawn)), 0.66, 1 - 0.75 / (0.85 + 0.78 * len(drawn))))
        places = range(len(drawn) - 1, -1, -1)
        for place, row, value, target, verdict in zip(places, records(drawn), shown, targets, verdicts, strict=True):
            colour = _COLOURS[str(row["verdict"])]
            axes.barh(
                place,
                row["value"],
                height=0.46,
                color=colour,
                hatch=_HATCHES[str(row["verdict"])],
                edgecolor="white",
                linewidth=0,
            )
            axes.plot([row["target"]] * 2, [place - 0.34, place + 0.34], color="#222222", linewidth=2.4)
            label = text("chart.target_label", language, value=target)
            axes.text(row["target"], place + 0.37, label, ha="center", va="bottom", fontsize=8.5, color="#444444")
            axes.text(
                min(row["value"], 100) + 1.5,
                place,
                f"{value} · {verdict}",
                va="center",
                fontsize=10,
                fontweight="bold",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85},
            )
        axes.set_yticks(list(places), [fill(f"{row['part']}. {row['name']}", 28) for row in records(drawn)])
        axes.set_xlim(0, max(118.0, float(drawn["value"].clip(upper=100).max()) + 30))
        axes.set_ylim(-0.6, len(drawn) - 0.2)
        axes.set_xticks([0, 20, 40, 60, 80, 100], [f"{tick}%" for tick in (0, 20, 40, 60, 80, 100)])
        axes.grid(axis="x")
        axes.grid(axis="y", visible=False)
        mark_made_up(figure, made_up)
    return figure


def mark_made_up(figure: Figure, made_up: str) -> None:
    """Write across a picture of made-up data that it is made up."""
    if made_up:
        figure.text(0.5, 0.5, made_up, ha="center", va="center", fontsize=12, color="#b00020", alpha=0.45, rotation=12)
