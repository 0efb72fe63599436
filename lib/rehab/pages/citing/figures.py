"""Figures on a page: every number formatted in one place and linked to the cell it came from."""

import math
from dataclasses import dataclass

from markupsafe import Markup, escape

from rehab.catalog.lines import NONE_STATED, line_label, lines
from rehab.catalog.rows import Row
from rehab.catalog.small import small_text
from rehab.catalog.texts import text
from rehab.pages.citing.formats import format_billions, format_days, format_number, format_percent, shorten


@dataclass(frozen=True)
class Source:
    """One row of the source list: a figure and the cell it stands in."""

    anchor: str
    label: str
    shown: str
    period: str
    file: str
    sheet: str
    cell: str
    raw: str
    corrected: bool


class Figures:
    """Formats the figures of one page and remembers where each came from, in order of appearance."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._sources: dict[str, Source] = {}
        self._sheets: dict[tuple[str, str], int] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every cell that a figure of the page came from."""
        return tuple(self._sources.values())

    def observed(self, row: Row, unit: str = "") -> Markup:
        """A figure of the workbook, linked to its cell; `row` is one of `observations` or of the workings."""
        mark = str(row.get("withheld", ""))
        if mark:
            shown = small_text(mark, self.language)
        elif unit == "%":
            shown = format_percent(_number(row["value"]), self.language)
        else:
            shown = format_number(_number(row["value"]), self.language)
        return _link(self._remember(row, shown), shown)

    def in_billions(self, row: Row) -> Markup:
        """Money in billion đồng with the workbook's million đồng beside, linked to its cell."""
        if row.get("withheld", ""):
            return self.observed(row)
        millions = _number(row["value"])
        exact = format_number(millions, self.language)
        billions = format_billions(millions, self.language)
        shown = text("chart.billions_cell", self.language, billions=billions, exact=exact)
        return _link(self._remember(row, exact), shown)

    def _remember(self, row: Row, shown: str) -> str:
        # Sheets by number: a province may send two files whose sheets have one name, and short ids keep pages light.
        sheet = self._sheets.setdefault((str(row["file"]), str(row["sheet"])), len(self._sheets) + 1)
        anchor = f"o-{sheet}-{str(row['cell']).lower()}"
        if anchor not in self._sources:
            self._sources[anchor] = Source(
                anchor=anchor,
                label=line_label(str(row["line"]), self.language),
                shown=shown,
                period=counted_on(row, self.language),
                file=str(row["file"]),
                sheet=str(row["sheet"]),
                cell=str(row["cell"]),
                raw=str(row["raw"]),
                corrected=bool(row["corrected"]),
            )
        return anchor

    def quoted(self, row: Row) -> Markup:
        """An answer or a name as the workbook writes it, linked to its cell, where a long one is whole."""
        mark = str(row.get("withheld", ""))
        blank = small_text(mark, self.language) if mark else text("calculation.blank", self.language)
        shown = shorten(str(row["raw"])) or blank
        return Markup('<a class="n quoted" href="#{}">{}</a>').format(self._remember(row, shown), shown)

    def percent(self, value: float, part: str, target: float | None = None, lower_bound: bool = False) -> Markup:
        """A computed percentage, linked to its calculation; "≥" before a lower bound.

        One that the audience may not see is said to be withheld, and has no calculation to lead to.
        """
        if math.isnan(value):
            return self.withheld()
        shown = ("≥ " if lower_bound else "") + format_percent(value, self.language, target)
        return _link(f"calc-{part}", shown)

    def computed(self, value: float, part: str) -> Markup:
        """A computed count (a sum, what a target needs), linked to its calculation; withheld ones as in `percent`."""
        if math.isnan(value):
            return self.withheld()
        return _link(f"calc-{part}", format_number(value, self.language))

    def withheld(self) -> Markup:
        """What stands in the place of a figure that the audience may not see."""
        return Markup('<span class="n withheld">{}</span>').format(text("disclosure.other", self.language))

    def fixed(self, value: float, percent: bool = True) -> Markup:
        """A figure of the catalogue, such as a target: it comes from no cell."""
        shown = format_percent(value, self.language) if percent else format_number(value, self.language)
        return Markup('<span class="n">{}</span>').format(shown)

    def count(self, value: int) -> Markup:
        """A count of things on this very page."""
        return Markup('<span class="n">{}</span>').format(format_number(value, self.language))


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


def _link(anchor: str, shown: str) -> Markup:
    return Markup('<a class="n" href="#{}">{}</a>').format(anchor, shown)


def join(pieces: list[Markup], separator: str = "; ") -> Markup:
    """Pieces of markup joined by a plain separator.

    >>> str(join([Markup("<b>a</b>"), escape("<")]))
    '<b>a</b>; &lt;'
    """
    return Markup(separator).join(pieces)


def fill(template: str, **values: object) -> Markup:
    """A catalogue text with markup in its placeholders and everything else escaped.

    >>> str(fill("{a} < {b}", a=Markup("<i>1</i>"), b="<"))
    '<i>1</i> &lt; &lt;'
    """
    return Markup(escape(template)).format(**values)
