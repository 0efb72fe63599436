"""Figures on a page: every number formatted in one place, with the cell it came from."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from rehab.catalog.lines import NONE_STATED, line_label, lines
from rehab.catalog.rows import Row
from rehab.catalog.small import small_text
from rehab.catalog.texts import text
from rehab.pages.citing.formats import format_billions, format_days, format_number, format_percent, shorten
from rehab.pages.citing.phrases import Citation, Phrase, Run


@dataclass(frozen=True)
class Figures:
    """Formats the figures of one page; `sheets` numbers its files' sheets, which keeps the ids of cells short."""

    language: str
    sheets: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def observed(self, row: Row, unit: str = "") -> Phrase:
        """A figure of the workbook, cited; `row` is one of `observations` or of the workings."""
        mark = str(row.get("withheld", ""))
        if mark:
            shown = small_text(mark, self.language)
        elif unit == "%":
            shown = format_percent(_number(row["value"]), self.language)
        else:
            shown = format_number(_number(row["value"]), self.language)
        return self._cited(row, shown, shown)

    def in_billions(self, row: Row) -> Phrase:
        """Money in billion đồng with the workbook's million đồng beside, cited."""
        if row.get("withheld", ""):
            return self.observed(row)
        millions = _number(row["value"])
        exact = format_number(millions, self.language)
        billions = format_billions(millions, self.language)
        shown = text("chart.billions_cell", self.language, billions=billions, exact=exact)
        return self._cited(row, exact, shown)

    def quoted(self, row: Row) -> Phrase:
        """An answer or a name as the workbook writes it, cited: there a long one is whole."""
        mark = str(row.get("withheld", ""))
        blank = small_text(mark, self.language) if mark else text("calculation.blank", self.language)
        shown = shorten(str(row["raw"])) or blank
        return self._cited(row, shown, shown, "n quoted")

    def _cited(self, row: Row, said: str, shown: str, look: str = "n") -> Phrase:
        """`said` stands in the list of sources, `shown` at the place of use."""
        file, sheet, cell = str(row["file"]), str(row["sheet"]), str(row["cell"])
        citation = Citation(
            key=f"{self.sheets[file, sheet]}{cell.lower()}",
            label=line_label(str(row["line"]), self.language),
            shown=said,
            period=counted_on(row, self.language),
            file=file,
            sheet=sheet,
            cell=cell,
            raw=str(row["raw"]),
            corrected=bool(row["corrected"]),
        )
        return Phrase((Run(shown, look, cites=citation),))

    def percent(self, value: float, part: str, target: float | None = None, lower_bound: bool = False) -> Phrase:
        """A computed percentage, linked to its calculation; "≥" before a lower bound.

        One that the audience may not see is said to be withheld, and has no calculation to lead to.
        """
        if math.isnan(value):
            return self.withheld()
        shown = ("≥ " if lower_bound else "") + format_percent(value, self.language, target)
        return Phrase((Run(shown, "n", leads_to=f"calc-{part}"),))

    def computed(self, value: float, part: str) -> Phrase:
        """A computed count (a sum, what a target needs), linked to its calculation; withheld ones as in `percent`."""
        if math.isnan(value):
            return self.withheld()
        return Phrase((Run(format_number(value, self.language), "n", leads_to=f"calc-{part}"),))

    def withheld(self) -> Phrase:
        """What stands in the place of a figure that the audience may not see."""
        return Phrase((Run(text("disclosure.other", self.language), "n withheld"),))

    def fixed(self, value: float, percent: bool = True) -> Phrase:
        """A figure of the catalogue, such as a target: it comes from no cell."""
        shown = format_percent(value, self.language) if percent else format_number(value, self.language)
        return Phrase((Run(shown, "n"),))

    def count(self, value: int) -> Phrase:
        """A count of things on this very page."""
        return Phrase((Run(format_number(value, self.language), "n"),))


def counted_on(row: Row, language: str) -> str:
    """When a figure was counted; only numbers carry date words, a flag's or a name's text is its content."""
    line = lines().get(str(row["line"]))
    said = str(row["text"]) if line is not None and line.is_number else ""
    words = "" if said == NONE_STATED else said
    return format_days(words, str(row["period_start"]), str(row["period_end"]), language)


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    assert not math.isnan(value), "a figure without a value, not marked as withheld"
    return float(value)
