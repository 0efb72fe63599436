"""Figures on a page: every number formatted in one place, with the cell it came from."""

from dataclasses import dataclass

from rehab.catalog.lines import NONE_STATED, line_label, lines
from rehab.catalog.small import small_text
from rehab.catalog.texts import text
from rehab.pages.citing.formats import format_billions, format_days, format_number, format_percent, shorten
from rehab.pages.citing.phrases import NOTHING, Citation, Phrase, Run
from rehab.store.facts import Fact

# What is shorter and without a space is a number, a day or a name of a document, and is never broken.
_WHOLE = 24


@dataclass(frozen=True)
class Figures:
    """Formats the figures of one page."""

    language: str

    def observed(self, fact: Fact, unit: str = "") -> Phrase:
        """A figure of the workbook, cited."""
        if fact.withheld:
            shown = small_text(fact.withheld, self.language)
        elif unit == "%":
            shown = format_percent(_number(fact), self.language)
        else:
            shown = format_number(_number(fact), self.language)
        return self._cited(fact, shown, shown)

    def in_billions(self, fact: Fact) -> Phrase:
        """Money in billion đồng with the workbook's million đồng beside, cited."""
        if fact.withheld:
            return self.observed(fact)
        millions = _number(fact)
        exact = format_number(millions, self.language)
        billions = format_billions(millions, self.language)
        shown = text("chart.billions_cell", self.language, billions=billions, exact=exact)
        return self._cited(fact, exact, shown)

    def quoted(self, fact: Fact) -> Phrase:
        """An answer or a name as the workbook writes it, cited: there a long one is whole."""
        mark = fact.withheld
        blank = small_text(mark, self.language) if mark else text("calculation.blank", self.language)
        shown = shorten(fact.source.raw) or blank
        is_whole = len(shown) <= _WHOLE and " " not in shown.strip()
        return self._cited(fact, shown, shown, "n quoted whole" if is_whole else "n quoted")

    def shown(self, fact: Fact) -> Phrase:
        """A figure, cited; nothing where there is none to show."""
        return self.observed(fact) if fact.is_given else NOTHING

    def _cited(self, fact: Fact, said: str, shown: str, look: str = "n") -> Phrase:
        """`said` stands in the list of sources, `shown` at the place of use."""
        cell = fact.source
        citation = Citation(
            key=cell.key,
            label=line_label(fact.line, self.language),
            shown=said,
            period=counted_on(fact, self.language),
            file=cell.file,
            sheet=cell.sheet,
            cell=cell.cell,
            raw=cell.raw,
            corrected=cell.corrected,
        )
        return Phrase((Run(shown, look, cites=citation),))

    def percent(self, value: float | None, part: str, target: float | None = None, lower_bound: bool = False) -> Phrase:
        """A computed percentage, linked to its calculation; "≥" before a lower bound.

        One that the audience may not see is said to be withheld, and has no calculation to lead to.
        """
        if value is None:
            return self.withheld()
        shown = ("≥ " if lower_bound else "") + format_percent(value, self.language, target)
        return Phrase((Run(shown, "n", leads_to=f"calc-{part}"),))

    def computed(self, value: float | None, part: str) -> Phrase:
        """A computed count (a sum, what a target needs), linked to its calculation; withheld ones as in `percent`."""
        if value is None:
            return self.withheld()
        return Phrase((Run(format_number(value, self.language), "n", leads_to=f"calc-{part}"),))

    def withheld(self) -> Phrase:
        """What stands in the place of a figure that the audience may not see."""
        return Phrase((Run(text("disclosure.other", self.language), "n withheld"),))

    def fixed(self, value: float | None, percent: bool = True) -> Phrase:
        """A figure of the catalogue, such as a target: it comes from no cell. Nothing where there is none."""
        if value is None:
            return NOTHING
        shown = format_percent(value, self.language) if percent else format_number(value, self.language)
        return Phrase((Run(shown, "n"),))

    def count(self, value: int) -> Phrase:
        """A count of things on this very page."""
        return Phrase((Run(format_number(value, self.language), "n"),))


def counted_on(fact: Fact, language: str) -> str:
    """When a figure was counted; only numbers carry date words, a flag's or a name's text is its content."""
    line = lines().get(fact.line)
    said = fact.text if line is not None and line.is_number else ""
    return format_days("" if said == NONE_STATED else said, fact.period_start, fact.period_end, language)


def _number(fact: Fact) -> float:
    assert fact.value is not None, f"a figure without a value, not marked as withheld: {fact}"
    return fact.value
