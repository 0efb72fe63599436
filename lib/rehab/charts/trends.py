"""A rate by year against the plan's path, with the whole window's value as a mark of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from rehab.catalog.periods import calendar
from rehab.catalog.texts import text
from rehab.charts.canvas import HALF, MARGIN, Chart, Sheet, chart_style, described
from rehab.charts.courses import course
from rehab.charts.lettering import LINE_HEIGHT, text_width, wrap
from rehab.charts.marks import AXIS, BLUE, BREAK_DASH, PLAN_DASH, RULE, SOFT, VERMILION, WITHHELD
from rehab.charts.messages import message
from rehab.charts.nine import FEWEST_PEOPLE
from rehab.charts.periods import TICK_SIZE, columns_between, draw_periods, period_label
from rehab.charts.placement import Box, Labels, Point, text_box
from rehab.charts.points import RateOfPeriod, Shown
from rehab.charts.scales import linear, ticks, top_of

_FEWEST_PERIODS = 2
_FIGURE, _NOTE = 10.0, 9.2
_LEFT, _RIGHT, _WINDOW = 30.0, 224.0, 251.0
_PLOT = 120.0
_WINDOW_WIDTH = 54.0
_AROUND = ((0, -7), (0, 15), (0, -12), (0, 20), (14, -7), (-14, -7), (14, 15), (-14, 15), (24, 4), (-24, 4))
# Where all of these are taken: one line higher.
_HIGHER = ((0, -18), (14, -18), (-14, -18), (0, -29))
"""Where a figure may stand beside its mark, the best first."""

Place = Callable[[float], float]


@dataclass(frozen=True)
class Rate:
    """What a rate's picture is called and how its plan reads: `target` as shown, `plan_baseline` where the level
    of 2015 is the plan's wording, `latest` where the window's value is the latest count and adds up nothing."""

    part: str
    name: str
    target: str
    plan_baseline: bool
    verdict: str
    latest: bool = False


def rate_chart(rates: Sequence[RateOfPeriod], rate: Rate, language: str, made_up: str = "") -> Chart | None:
    """Chart of one part's rate; None unless two periods have a value over at least 20 people (rule 13).

    The rate whose period is a window is drawn apart and never
    joined to the line (rule 4); a baseline that is the plan's wording is labelled so (rule 14); a period without a
    value is a gap, marked and noted where `shown` is `WITHHELD`.
    """
    columns = calendar().columns
    yearly = sorted((row for row in rates if row.period in columns), key=lambda row: columns.index(row.period))
    over_window = [row for row in rates if row.period not in columns]
    drawn = [row for row in yearly if _is_drawn(row)]
    if len(drawn) < _FEWEST_PERIODS:
        return None
    window = next((row for row in over_window if _is_drawn(row)), None)
    title = text("chart.trend_title", language, part=rate.part, name=rate.name)
    shown = [row for row in yearly if _is_drawn(row) or row.shown == WITHHELD]
    alt = described(_alternative(shown, window, rate, title, language), made_up)
    name = f"rate-{rate.part}"
    with chart_style():
        svg = _draw(yearly, drawn, window, rate, language, made_up).svg(name, title, alt)
    table = _table(yearly, over_window, rate, language)
    return Chart(name, title, svg, alt, table, message=message(shown, language))


def _is_drawn(row: RateOfPeriod) -> bool:
    return row.value is not None and row.denominator is not None and row.denominator >= FEWEST_PEOPLE


def _draw(
    yearly: list[RateOfPeriod],
    drawn: list[RateOfPeriod],
    window: RateOfPeriod | None,
    rate: Rate,
    language: str,
    made_up: str,
) -> Sheet:
    path = [(row.period, row.expected) for row in yearly if row.expected.value is not None]
    withheld = [row.period for row in yearly if row.shown == WITHHELD]
    notes = _notes(rate, language) if path else []
    if withheld:
        notes.append(text("chart.withheld_note", language, mark=WITHHELD))
    sheet = Sheet(HALF, 14 + _PLOT + 26 + len(notes) * _NOTE * LINE_HEIGHT, made_up)
    top, base = sheet.top + 14, sheet.top + 14 + _PLOT
    measured = [row.value for row in (*drawn, *([window] if window else ()))]
    high = top_of([value for value in (*measured, *(plan.value for _, plan in path)) if value is not None])
    across, up = columns_between(_LEFT, _RIGHT), linear(0, high, base, top)
    labels = Labels(
        Box(_LEFT - 4, sheet.top, HALF, base),
        [_points(path, across, up), *_runs(drawn, across, up)],
    )
    for tick in ticks(high):
        sheet.rule([_LEFT, HALF - MARGIN], [up(tick)] * 2, AXIS if not tick else RULE, 0.7)
        sheet.text(_LEFT - 4, up(tick) + 3, f"{tick:g}%", TICK_SIZE, SOFT, "end", kind="tick")
    draw_periods(sheet, across, base + 12, language)
    _draw_window(sheet, window, up, top, base, labels, _window_name(rate, language))
    _draw_line(sheet, drawn, _runs(drawn, across, up), labels, across, up)
    _draw_path(sheet, _points(path, across, up), rate, labels, language)
    for period in withheld:
        sheet.text(across[period], base - 3, WITHHELD, _FIGURE, SOFT, "middle")
    if notes:
        y = base + 26 + _NOTE * 0.8
        sheet.rule([MARGIN, MARGIN + 18], [y - 3] * 2, AXIS, 1.6, PLAN_DASH)
        sheet.lines(MARGIN + 23, y, notes, _NOTE, SOFT)
    return sheet


def _notes(rate: Rate, language: str) -> list[str]:
    said = text("chart.trend_path", language)
    if rate.plan_baseline:
        said += f" ({text('chart.trend_baseline', language)})"
    return wrap(said, _NOTE, HALF - 2 * MARGIN - 23, 3)


def _points(figures: list[tuple[str, Shown]], across: dict[str, float], up: Place) -> list[Point]:
    return [(across[period], up(figure.value)) for period, figure in figures if figure.value is not None]


def _runs(drawn: list[RateOfPeriod], across: dict[str, float], up: Place) -> list[list[Point]]:
    """The line's pieces: neighbouring periods that both have a value."""
    runs: list[list[Point]] = []
    before = -2
    for row, point in zip(drawn, _points([(row.period, row) for row in drawn], across, up), strict=True):
        index = calendar().columns.index(row.period)
        if index != before + 1:
            runs.append([])
        runs[-1].append(point)
        before = index
    return runs


def _draw_path(sheet: Sheet, points: list[Point], rate: Rate, labels: Labels, language: str) -> None:
    if not points:
        return
    sheet.rule([x for x, _ in points], [y for _, y in points], AXIS, 1.6, PLAN_DASH)
    x, y = points[-1]
    said = text("chart.target_label", language, value=rate.target)
    half = text_width(said, _NOTE) / 2
    left, right = min(x, _RIGHT - half), x + 7 + half
    around = [(left, -5), (left, 13), (right, 3), (left, -16), (left, 24), (left, -26), (left - 46, -14)]
    around += [(left - 46, 24), (right, -12), (right, 18)]
    at = labels.place([(place, y + down) for place, down in around], said, _NOTE)
    sheet.text(*at, said, _NOTE, SOFT, "middle", kind="n")


def _draw_line(
    sheet: Sheet,
    drawn: list[RateOfPeriod],
    runs: list[list[Point]],
    labels: Labels,
    across: dict[str, float],
    up: Place,
) -> None:
    half = across.get(calendar().half_year or "")
    for run in runs:
        years = [point for point in run if point[0] != half]
        sheet.rule([x for x, _ in years], [y for _, y in years], BLUE)
        if run[-1][0] == half and len(run) > 1:
            sheet.rule([run[-2][0], half], [run[-2][1], run[-1][1]], BLUE, 1.6, BREAK_DASH)
    places = _points([(row.period, row) for row in drawn], across, up)
    for x, y in places:
        labels.take(Box(x - 3.5, y - 3.5, x + 3.5, y + 3.5))
    for row, (x, y) in zip(drawn, places, strict=True):
        sheet.mark(x, y, "o", BLUE, hollow=row.period == calendar().half_year)
        candidates = [(x + right, y + down) for right, down in _AROUND + _HIGHER]
        at = labels.place(candidates, row.shown, _FIGURE)
        sheet.text(*at, row.shown, _FIGURE, BLUE, "middle", kind="n")


def _draw_window(
    sheet: Sheet, window: RateOfPeriod | None, up: Place, top: float, base: float, labels: Labels, name: str
) -> None:
    if window is None or window.value is None:
        return
    sheet.rule([_RIGHT + 2] * 2, [top, base + 14], AXIS, 0.7, BREAK_DASH)
    sheet.mark(_WINDOW, up(window.value), "D", VERMILION, size=7.5)
    above = up(window.value) - 8
    labels.take(text_box(_WINDOW, above, window.shown, _FIGURE + 1))
    labels.take(Box(_WINDOW - 6, above, _WINDOW + 6, above + 14))
    sheet.text(_WINDOW, above, window.shown, _FIGURE, VERMILION, "middle", bold=True, kind="n")
    for index, line in enumerate(wrap(name, TICK_SIZE, _WINDOW_WIDTH, 2)):
        sheet.text(_WINDOW, base + 12 + index * TICK_SIZE * LINE_HEIGHT, line, TICK_SIZE, VERMILION, "middle")


def _window_name(rate: Rate, language: str) -> str:
    return text("chart.trend_latest" if rate.latest else "chart.trend_window", language)


def _alternative(rows: list[RateOfPeriod], window: RateOfPeriod | None, rate: Rate, title: str, language: str) -> str:
    said = course(rows, title, language, with_lowest=True) + ". "
    measured = window or [row for row in rows if row.value is not None][-1]
    key = "trend_alt_last" if window is None else "trend_alt_latest" if rate.latest else "trend_alt_window"
    value, target = measured.value, measured.target.value
    if value is not None and target is not None and value >= target:
        end = "reached"
    else:
        # A lower bound below the target leaves it open, unless the province itself states that it is not met.
        end = "open" if measured.lower_bound and rate.verdict != "not_met" else "missed"
    return said + text(f"chart.{key}_{end}", language, value=measured.shown, target=rate.target)


def _table(yearly: list[RateOfPeriod], window: list[RateOfPeriod], rate: Rate, language: str) -> pd.DataFrame:
    none = text("chart.no_figure", language)
    rows = [*yearly, *window]
    names = [period_label(row.period, language) for row in yearly]
    names += [_window_name(rate, language)] * len(window)
    plan = text("chart.trend_path", language)
    if rate.plan_baseline:
        plan += f" ({text('chart.trend_baseline', language)})"
    return pd.DataFrame(
        {
            text("chart.period", language): names,
            rate.name: [row.in_table or none for row in rows],
            plan: [row.expected.in_table or none for row in rows],
            text("nine.target", language): [row.target.in_table or rate.target for row in rows],
        },
        dtype=object,
    )
