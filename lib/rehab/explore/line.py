"""One line of one province: its figures by year, with the cells they stand in."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import pandas as pd

from rehab.catalog.lines import line_label, lines, unit_name
from rehab.catalog.periods import calendar
from rehab.catalog.reviews import in_its_review
from rehab.catalog.texts import tabled, text
from rehab.charts.marks import WITHHELD
from rehab.charts.panels import panels_chart
from rehab.charts.periods import period_label
from rehab.charts.points import Count
from rehab.explore.errors import BenchError
from rehab.explore.pictures import Drawn, Words, draw_years, drawn
from rehab.explore.showing import Shown, Table
from rehab.pages.citing.figures import counted_on
from rehab.pages.citing.formats import format_number
from rehab.pages.numbers.material import Material
from rehab.pages.pictures.pictures import made_up_text
from rehab.store.facts import Fact

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@in_its_review
class OpenedLine(Shown):
    """One line of one province."""

    def __init__(self, material: Material, name: str) -> None:
        self._material = material
        self.review = material.review
        self.name = name

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Everything the workbook says of the line, each with its source."""
        return tuple(self._material.facts.of(self.name))

    def label(self) -> str:
        """What the form calls it."""
        return line_label(self.name, self._material.language)

    def unit(self) -> str:
        """What it is counted in; empty for words and answers."""
        found = lines().get(self.name)
        return unit_name(found.unit, tabled(self._material.language)) if found and found.unit else ""

    def values(self) -> pd.DataFrame:
        """A row for each thing the workbook says of the line, as it stands there.

        Columns: `period, area, entry, value, text, withheld, counted, file, sheet, cell, raw`; `counted` says when in
        words, `raw` is what the cell shows, `withheld` why a figure is not here (`small`, `other`).
        """
        rows = [
            {
                "period": fact.period,
                "area": fact.area,
                "entry": fact.entry,
                "value": fact.value,
                "text": fact.text,
                "withheld": fact.withheld,
                "counted": counted_on(fact, self._material.language),
                **{name: getattr(fact.source, name) for name in ("file", "sheet", "cell", "raw")},
            }
            for fact in self.facts
        ]
        names = ("period", "area", "entry", "value", "text", "withheld", "counted", "file", "sheet", "cell", "raw")
        return self._labelled(Table(rows, columns=list(names)))

    def by_year(self) -> pd.Series:
        """The province's figure of each year and half-year of the review; a gap is a gap (NaN).

        Of a period that two cells give two values neither is used. `attrs` holds label and unit in both languages and
        the periods whose figure is withheld. Raises BenchError for a line that has no figures by year.
        """
        by_period = self._by_period()
        values = {period: _agreed(own) for period, own in by_period.items()}
        series = pd.Series(values, name=self.name, dtype="float64")
        series.index.name = "period"
        withheld = [period for period, own in by_period.items() if any(fact.withheld for fact in own)]
        series.attrs = self._labels() | {"withheld": withheld}
        return series

    def chart(self, ax: "Axes | None" = None) -> "Drawn | Words | Axes":
        """The suite's picture of the line; or its bars on Axes of your own, which it gives back.

        Where fewer than two periods have a figure there is a sentence instead of a picture.
        """
        material = self._material
        if ax is not None:
            return draw_years(ax, self.by_year(), self.label(), self.unit(), material.language, made_up_text(material))
        points = [self._point(period) for period in calendar().columns]
        language, label = material.language, self.label()
        chart = panels_chart(points, "line", label, self.unit(), language, made_up_text(material))
        return drawn(chart, language) if chart else Words((text("explore.no_picture", language, line=label),))

    def _by_period(self) -> dict[str, list[Fact]]:
        """The facts of the whole province by period of the review."""
        found = lines().get(self.name)
        if found is None or not found.is_number or any(fact.entry for fact in self.facts):
            raise BenchError(text("explore.no_years", self._material.language, line=self.name))
        by_period: dict[str, list[Fact]] = {period: [] for period in calendar().columns}
        for fact in self.facts:
            if not fact.area and fact.period in by_period and fact.is_given:
                by_period[fact.period].append(fact)
        return by_period

    def _point(self, period: str) -> Count:
        found, own = lines()[self.name], self._by_period()[period]
        value = _agreed(own)
        is_withheld = any(fact.withheld for fact in own)
        shown = WITHHELD if is_withheld else format_number(value, self._material.language) if value is not None else ""
        return Count(
            period=period,
            value=value,
            shown=shown,
            label=self.label(),
            partial=found.measure == "flow",
            due=period != calendar().half_year or found.due != "year",
        )

    def _labels(self) -> dict[Hashable | None, Any]:
        found = lines().get(self.name)
        return {
            "label_vi": line_label(self.name, "vi"),
            "label_en": line_label(self.name, "en"),
            "unit_vi": found.unit if found else "",
            "unit_en": unit_name(found.unit, "en") if found and found.unit else "",
        }

    def _labelled(self, frame: pd.DataFrame) -> pd.DataFrame:
        frame.attrs = self._labels()
        return frame

    def _heading(self) -> str:
        unit = self.unit()
        return f"{self.label()} ({unit})" if unit else self.label()

    def _frame(self) -> pd.DataFrame:
        language, figures = self._material.language, self._material.figures
        rows = [
            (
                counted_on(fact, language) or period_label(fact.period, language),
                fact.area or fact.entry,
                figures.shown(fact).plain or fact.text,
                f"{fact.source.sheet}!{fact.source.cell}",
                fact.source.raw,
            )
            for fact in self.facts
        ]
        heads = ("period", "whose", "value", "cell", "raw")
        return pd.DataFrame(rows, columns=[text(f"explore.{name}", language) for name in heads])


def _agreed(found: list[Fact]) -> float | None:
    values = {fact.value for fact in found}
    return values.pop() if len(values) == 1 else None
