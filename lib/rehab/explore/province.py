"""One province at the bench: its nine verdicts, any indicator, any line, what if, and where a figure comes from."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from rehab.catalog.folding import fold
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.reviews import in_its_review
from rehab.catalog.texts import LANGUAGES, text
from rehab.explore.asking import typed_as
from rehab.explore.days import day_of
from rehab.explore.errors import BenchError, not_known
from rehab.explore.indicator import OpenedIndicator, verdict_words
from rehab.explore.line import OpenedLine
from rehab.explore.showing import Shown, Table
from rehab.explore.tracing import Trace, trace
from rehab.explore.what_if import NewValue, WhatIf, what_if
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.standing import verdict_text


@in_its_review
class OpenedProvince(Shown):
    """One province of a collection, as the audience may see it. `material` has its tables and typed facts."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.review = material.review

    @property
    def name(self) -> str:
        """Its official name."""
        return self.material.province.name

    @property
    def code(self) -> str:
        """Its two-character code."""
        return self.material.province.code

    @property
    def language(self) -> str:
        """The language opened."""
        return self.material.language

    @property
    def shows_all(self) -> bool:
        """True where nothing is withheld from this audience: then `what_if` can be asked."""
        return self.material.is_internal or not self.material.withholds

    def verdicts(self) -> pd.DataFrame:
        """The nine: a row for each indicator, labels in the language opened.

        Columns: `name, verdict, value, target, basis, stated, agrees, reason, code`; the index is the indicator's
        number, `value` and `target` are in percent, `code` is the verdict as tables write it.
        """
        language = self.material.language
        rows = [
            {
                "indicator": row.indicator,
                "name": indicators()[row.indicator].short(language),
                "verdict": verdict_text(row.verdict, row.reason, language),
                "value": row.value,
                "target": row.target,
                "basis": text(f"basis.{row.basis}", language) if row.basis else "",
                "stated": text(f"verdict.{row.stated_verdict}", language) if row.stated_verdict else "",
                "agrees": row.agrees,
                "reason": text(f"reason.{row.reason}", language) if row.reason else "",
                "code": row.verdict,
            }
            for row in self.material.facts.nine
        ]
        frame = Table(rows).set_index("indicator")
        frame.attrs = {"province": self.name, "made_up": self.material.is_made_up, "unit": "%"}
        return frame

    @typed_as('.indicator(6), .indicator("2a")')
    def indicator(self, of: int | float | str) -> OpenedIndicator:
        """An indicator by its number, or one of its parts (`"2a"`). Raises BenchError naming what there is."""
        # A column of pandas with a gap in it has numbers with a fraction.
        number, part = str(int(of)) if isinstance(of, float) and of.is_integer() else str(of).strip(), ""
        for indicator in indicators().values():
            if number == str(indicator.number):
                return OpenedIndicator(self.material, indicator.number, part)
            if number in {own.id for own in indicator.parts}:
                return OpenedIndicator(self.material, indicator.number, number)
        known = [str(own) for own in indicators()]
        known += [part.id for own in indicators().values() for part in own.parts if part.id not in known]
        raise BenchError(text("explore.no_indicator", self.material.language, given=of, known=", ".join(known)))

    @typed_as('.line("people_on_file")')
    def line(self, name: str) -> OpenedLine:
        """A line by its name (`"people_on_file"`) or its label, marks or none. Raises BenchError with those like it."""
        language = self.material.language
        if not isinstance(name, str):
            raise not_known("explore.no_line", language, name, (), "explore.see_lines")
        if name in lines():
            return OpenedLine(self.material, name)
        by_label = {fold(line_label(own, language)): own for own in lines() for language in LANGUAGES}
        if (asked := fold(name)) in by_label:
            return OpenedLine(self.material, by_label[asked])
        known = [*lines(), *(line_label(own, language) for own in lines())]
        raise not_known("explore.no_line", language, name, known, "explore.see_lines")

    def lines(self) -> pd.DataFrame:
        """Every line of the review with what this province says of it.

        Columns: `line, label, unit, appendix, given`; `given` counts its figures and answers.
        """
        language, facts = self.material.language, self.material.facts
        rows = [
            (
                name,
                line_label(name, language),
                OpenedLine(self.material, name).unit(),
                line.appendix,
                sum(fact.is_given or bool(fact.text) for fact in facts.of(name)),
            )
            for name, line in lines().items()
        ]
        return Table(rows, columns=["line", "label", "unit", "appendix", "given"])

    def problems(self) -> pd.DataFrame:
        """What a reader must look at in its workbook: `severity, code, sheet, cell, message, raw`."""
        language = self.material.language
        rows = [(p.severity, p.code, p.sheet, p.cell, p.message(language), p.raw) for p in self.material.facts.problems]
        return Table(rows, columns=["severity", "code", "sheet", "cell", "message", "raw"])

    @typed_as('.what_if(targets={"7": 60}), .what_if(lines={"people_on_file": 900})')
    def what_if(
        self,
        targets: Mapping[str, float] | None = None,
        lines: Mapping[str, NewValue] | None = None,
        as_of: str | date | None = None,
    ) -> WhatIf:
        """The nine as they would be with other targets (by part), other figures (by line) or known by a day only.

        A figure is put in the place of the line's latest, or by period: `{"in_compulsory": {"2019": 120}}`. Totals
        that the suite itself made are not added up again. Figures counted on a later day than `as_of` are left out, and
        named by `inputs`. Writes nothing. Raises BenchError.
        """
        language = self.material.language
        for key, given in (("what_if_targets", targets), ("what_if_lines", lines)):
            if given is not None and not isinstance(given, Mapping):
                raise BenchError(text(f"explore.{key}", language, given=given))
        day = None if as_of is None or as_of == "" else day_of(as_of, language)
        if not targets and not lines and day is None:
            raise BenchError(text("explore.what_if_nothing", language, province=self.name))
        return what_if(self.material, targets or {}, lines or {}, day)

    @typed_as('.trace("36,1%")')
    def trace(self, printed: str | float) -> Trace:
        """Where a figure that a page prints (`"36,1%"`, `"<5"`, `930`) came from. Raises BenchError where none does."""
        return trace(self.material, printed)

    def _heading(self) -> str:
        made_up = text("brief.made_up", self.material.language) if self.material.is_made_up else ""
        return f"{self.name} ({self.code}, {self.material.collection}). {made_up}".strip()

    def _frame(self) -> pd.DataFrame:
        language = self.material.language
        rows = [
            (row.indicator, indicators()[row.indicator].short(language), verdict_words(row, self.material))
            for row in self.material.facts.nine
        ]
        return pd.DataFrame(rows, columns=[text(f"explore.{name}", language) for name in ("number", "goal", "verdict")])
