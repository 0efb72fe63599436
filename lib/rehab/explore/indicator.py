"""One indicator of one province, or one part of it: its verdict, why, and the cells behind it."""

from typing import TYPE_CHECKING

import pandas as pd

from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label
from rehab.catalog.reviews import in_its_review
from rehab.catalog.texts import text
from rehab.charts.trends import Rate, rate_chart
from rehab.explore.pictures import Drawn, Words, draw_rates, drawn
from rehab.explore.reasoning import part_reasons, reasons
from rehab.explore.showing import Shown, Table
from rehab.pages.citing.figures import counted_on
from rehab.pages.numbers.calculations import is_bound, part_name, part_workings, sums_a_flow
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.standing import verdict_text
from rehab.pages.pictures.pictures import made_up_text
from rehab.pages.pictures.points import rate_points
from rehab.store.facts import Verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CELL_COLUMNS = (
    "part",
    "side",
    "line",
    "label",
    "status",
    "value",
    "counted",
    "withheld",
    "file",
    "sheet",
    "cell",
    "raw",
)


@in_its_review
class OpenedIndicator(Shown):
    """An indicator as a whole (`part` is empty), or one of its parts."""

    def __init__(self, material: Material, number: int, part: str = "") -> None:
        self._material = material
        self.review = material.review
        self.number = number
        self.part = part

    @property
    def row(self) -> Verdict:
        """Its row of `verdicts`, typed."""
        return self._material.facts.verdict(self.part or self.number)

    @property
    def value(self) -> float | None:
        """The percentage, exact; None where none was computed, is withheld, or the indicator has several parts."""
        return self.row.value

    @property
    def shown(self) -> str:
        """The percentage as pages print it (`"36,1%"`), for `trace`; empty where `value` is None."""
        return _percentage(self.row, self._material)

    @property
    def target(self) -> float | None:
        """The target in percent, the province's own where its plan sets one."""
        return self.row.target

    @property
    def verdict(self) -> str:
        """`met`, `not_met` or `not_assessed`."""
        return self.row.verdict

    def why(self) -> Words:
        """How the verdict came about, in words: of each part its calculation, what it has, what it lacks and why."""
        return Words(self._reasons())

    def parts(self) -> pd.DataFrame:
        """A row for each part: `part, name, verdict, value, numerator, denominator, target, margin, reason`."""
        language = self._material.language
        by_id = {part.id: part for part in indicators()[self.number].parts}
        rows = [
            {
                "part": row.part,
                "name": part_name(by_id[row.part], self.number, language),
                **{name: getattr(row, name) for name in ("verdict", "value", "numerator", "denominator")},
                **{name: getattr(row, name) for name in ("target", "margin", "reason")},
            }
            for row in self._material.facts.parts_of(self.number)
            if self.part in ("", row.part)
        ]
        names = ("part", "name", "verdict", "value", "numerator", "denominator", "target", "margin", "reason")
        return Table(rows, columns=list(names))

    def cells(self) -> pd.DataFrame:
        """Every term of its parts with the cell it stands in, or why it is missing.

        Columns: `part, side, line, label, status, value, counted, withheld, file, sheet, cell, raw`; `status` is `used`
        or says what is missing, `raw` is what the cell shows.
        """
        language = self._material.language
        rows = [
            {
                "part": row.part,
                "side": row.side,
                "line": row.line,
                "label": line_label(row.line, language),
                "status": row.status,
                "value": row.value,
                "counted": counted_on(row, language) if row.source.cell else "",
                "withheld": row.withheld,
                **{name: getattr(row.source, name) for name in ("file", "sheet", "cell", "raw")},
            }
            for part in self.parts()["part"]
            for row in part_workings(self._material, part)
        ]
        return Table(rows, columns=list(_CELL_COLUMNS))

    def chart(self, ax: "Axes | None" = None) -> "Drawn | Words | Axes":
        """Its course over the years against the plan's path; or its bars on Axes of your own, which it gives back.

        A sentence where there are too few figures, or where the indicator has several parts: choose one of them.
        """
        material, indicator = self._material, indicators()[self.number]
        nothing = Words((text("explore.no_picture", material.language, line=self._name()),))
        parts = [part for part in indicator.parts if self.part in ("", part.id)]
        if len(parts) > 1:
            known = ", ".join(part.id for part in parts)
            return Words((text("explore.several_parts", material.language, given=self.number, known=known),))
        if not parts:
            return nothing
        (part,) = parts
        row = material.facts.verdict(part.id)
        name, points = part_name(part, self.number, material.language), rate_points(material, part.id)
        if ax is not None:
            return draw_rates(ax, points, name, row.target, material.language, made_up_text(material))
        rate = Rate(
            part=part.id,
            name=name,
            target=material.figures.fixed(row.target).plain,
            plan_baseline=row.baseline_kind == "plan",
            verdict=row.verdict,
            latest=not sums_a_flow(part),
        )
        chart = rate_chart(points, rate, material.language, made_up_text(material))
        return drawn(chart, material.language) if chart else nothing

    def _name(self) -> str:
        indicator = indicators()[self.number]
        part = next((own for own in indicator.parts if own.id == self.part), None)
        language = self._material.language
        return part_name(part, self.number, language) if part else indicator.short(language)

    def _heading(self) -> str:
        return f"{self.part or self.number}. {self._name()}: {verdict_words(self.row, self._material)}"

    def _frame(self) -> pd.DataFrame:
        language, figures = self._material.language, self._material.figures
        rows = [
            (
                text(f"explore.{row.side}", language),
                line_label(row.line, language),
                figures.shown(row).plain if row.source.cell else text(f"calculation.{row.status}", language),
                counted_on(row, language) if row.source.cell else "",
                f"{row.source.sheet}!{row.source.cell}" if row.source.cell else "",
                row.source.raw,
            )
            for part in self.parts()["part"]
            for row in part_workings(self._material, part)
        ]
        heads = ("side", "line", "value", "period", "cell", "raw")
        return pd.DataFrame(rows, columns=[text(f"explore.{name}", language) for name in heads])

    def _words(self) -> tuple[str, ...]:
        # The table above has the figures.
        return self._reasons(with_figures=False)

    def _reasons(self, with_figures: bool = True) -> tuple[str, ...]:
        if self.part:
            return part_reasons(self.row, self._material, with_figures)
        return reasons(self.number, self._material, with_figures)


def verdict_words(row: Verdict, material: Material) -> str:
    """A verdict with its figure and whose word it is, as one reads it aloud."""
    language = material.language
    said = [verdict_text(row.verdict, row.reason, language)]
    if shown := _percentage(row, material):
        said.append(shown)
    if row.target is not None:
        said.append(text("explore.of_target", language, target=material.figures.fixed(row.target).plain))
    if row.basis:
        said.append(text(f"basis.{row.basis}", language))
    return ", ".join(said)


def _percentage(row: Verdict, material: Material) -> str:
    if row.value is None:
        return ""
    part = row.part or indicators()[row.indicator].parts[0].id
    return material.figures.percent(row.value, part, row.target, is_bound(row)).plain
