"""What would be: the nine assessed again with other targets, other figures or another day; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from numbers import Real

import pandas as pd

from rehab.attainment.assessment import assess
from rehab.attainment.targets import Override, Targets
from rehab.catalog.indicators import indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.reviews import in_its_review
from rehab.catalog.texts import text
from rehab.explore.errors import BenchError, not_known
from rehab.explore.pictures import Words
from rehab.explore.showing import Shown
from rehab.pages.citing.formats import format_day, format_days, format_number, format_percent
from rehab.pages.numbers.material import Material

NewValue = float | Mapping[str, float]
"""A figure for the latest period that has one, or figures by period as `period` writes it (`2019`, `2020-H1`)."""
_COMPARED = ("verdict", "value", "target", "basis", "reason")
_SOURCE = "what_if"
_MOST_NAMED = 5


@in_its_review
class WhatIf(Shown):
    """The nine as they would be, beside what they are."""

    def __init__(
        self, material: Material, assessed: pd.DataFrame, changed: "tuple[Changed, ...]", later: tuple[str, ...] = ()
    ) -> None:
        self._material = material
        self.review = material.review
        self._assessed = assessed
        self._changed = changed
        self._later = later

    def verdicts(self) -> pd.DataFrame:
        """The table `verdicts` as it would be, one row per part and one per indicator as a whole."""
        return self._assessed.copy()

    def changes(self) -> pd.DataFrame:
        """What becomes different: `indicator, part, of`, and of verdict, value, target, basis and reason both.

        `of` is `whole` for an indicator as a whole and `part` for a part of it: one of a single part has two rows.
        """
        keys = ["indicator", "part"]
        both = self._material.verdicts.merge(self._assessed, on=keys, suffixes=("_now", "_then"))
        told = pd.Series(False, index=both.index)
        for name in _COMPARED:
            now, then = both[f"{name}_now"], both[f"{name}_then"]
            told |= ~((now == then) | (now.isna() & then.isna())).fillna(False)
        columns = [f"{name}_{when}" for name in _COMPARED for when in ("now", "then")]
        found = both.loc[told, keys + columns].reset_index(drop=True)
        found.insert(2, "of", ["part" if part else "whole" for part in found["part"]])
        return found

    def inputs(self) -> Words:
        """What was changed, in words, and which figures were not known by the day."""
        changed = (own.words(self._material.language) for own in self._changed)
        return Words((*changed, *self._later))

    def _heading(self) -> str:
        key = "explore.what_if" if len(self.changes()) else "explore.what_if_same"
        return text(key, self._material.language, province=self._material.province.name)

    def _frame(self) -> pd.DataFrame:
        language = self._material.language
        rows = []
        for row in self.changes().itertuples():
            # An indicator of a single part is said once.
            if row.part != str(row.indicator):
                told = [(_words(row, when, language)) for when in ("now", "then")]
                rows.append((row.part or text("explore.whole", language, indicator=row.indicator), *told))
        return pd.DataFrame(rows, columns=[text(f"explore.{name}", language) for name in ("indicator", "now", "then")])

    def _words(self) -> tuple[str, ...]:
        return self.inputs().sentences


def _words(row: object, when: str, language: str) -> str:
    verdict, value, target, basis, reason = (getattr(row, f"{name}_{when}") for name in _COMPARED)
    said = [text(f"verdict.{verdict}", language)]
    if pd.notna(value):
        said.append(format_percent(value, language, None if pd.isna(target) else target))
    if pd.notna(target):
        said.append(text("explore.of_target", language, target=format_percent(target, language)))
    said += [text(f"basis.{basis}", language)] if basis else []
    said += [text(f"reason.{reason}", language)] if reason else []
    return ", ".join(said)


@dataclass(frozen=True)
class Changed:
    """One thing that was changed: a target (`%`), a figure of a line in a period, or the day."""

    what: str
    was: str
    now: str

    def words(self, language: str) -> str:
        """It, as a sentence."""
        return text("explore.changed", language, what=self.what, was=self.was or "…", now=self.now)


def what_if(
    material: Material,
    targets: Mapping[str, float],
    figures: Mapping[str, NewValue],
    as_of: date | None,
) -> WhatIf:
    """The nine of a province assessed again; `material` is left as it is.

    Raises BenchError for an unknown part or line, a figure that no cell gives, or tables with withheld figures.
    """
    if not material.is_internal and material.withholds:
        raise BenchError(text("explore.what_if_withheld", material.language))
    observations, told = _with_figures(material, figures, as_of)
    own_targets, aimed = _with_targets(material, targets)
    day = (
        [Changed(text("explore.as_of", material.language), "", format_day(as_of.isoformat(), material.language))]
        if as_of
        else []
    )
    shown = observations.drop(columns="withheld")
    assessed = assess(shown, own_targets, as_of).verdicts
    return WhatIf(material, assessed, (*aimed, *told, *day), _later(material, as_of))


def _later(material: Material, as_of: date | None) -> tuple[str, ...]:
    """Which figures of the whole province were counted on a later day, in one sentence; nothing where none were."""
    rows = material.observations
    if as_of is None:
        return ()
    late = rows[(rows["area"] == "") & rows["value"].notna() & (rows["period_end"] > as_of.isoformat())]
    named = [
        text(
            "explore.of_day",
            material.language,
            what=line_label(line, material.language),
            day=format_day(day, material.language),
        )
        for line, day in dict(late.groupby("line", sort=False)["period_end"].max()).items()
    ]
    if not named:
        return ()
    more = len(named) - _MOST_NAMED
    shown = "; ".join(named[:_MOST_NAMED]) + (f" … (+{more})" if more > 0 else "")
    return (text("explore.later", material.language, named=shown),)


def _with_targets(material: Material, targets: Mapping[str, float]) -> tuple[Targets, list[Changed]]:
    parts = {part.id: part for indicator in indicators().values() for part in indicator.parts}
    code, overrides, told = material.province.code, dict(material.targets.overrides), []
    for name, target in targets.items():
        part = parts.get(str(name))
        if part is None:
            raise not_known("explore.no_part", material.language, name, parts)
        if isinstance(target, bool) or not isinstance(target, int | float) or not target > 0:
            raise BenchError(text("explore.no_target", material.language, part=name, given=target))
        own = overrides.get((code, part.id), Override(code, part.id, _SOURCE))
        overrides[code, part.id] = replace(own, target=float(target))
        now = material.facts.verdict(part.id).target
        was = format_percent(now, material.language) if now is not None else ""
        what = text("explore.target_of", material.language, part=part.id)
        told.append(Changed(what, was, format_percent(float(target), material.language)))
    return Targets(overrides), told


def _with_figures(
    material: Material, figures: Mapping[str, NewValue], as_of: date | None
) -> tuple[pd.DataFrame, list[Changed]]:
    observations, told = material.observations.copy(), []
    for name, given in figures.items():
        if name not in lines():
            raise not_known("explore.no_line", material.language, name, lines(), "explore.see_lines")
        own = observations[
            (observations["line"] == name) & (observations["area"] == "") & observations["value"].notna()
        ]
        if as_of is not None:
            own = own[own["period_end"] <= as_of.isoformat()]
        if isinstance(given, Mapping):
            by_period = {str(period): _number(value, name, material) for period, value in given.items()}
        else:
            value = _number(given, name, material)
            by_period = {str(own.sort_values("period_end")["period"].iloc[-1]): value} if len(own) else {}
        known = sorted(set(own["period"]))
        lacking = [period for period in by_period if period not in known]
        if lacking or not by_period:
            asked = ", ".join(lacking) or name
            periods = ", ".join(known) or "–"
            raise BenchError(text("explore.no_figure", material.language, line=name, given=asked, known=periods))
        for period, value in by_period.items():
            rows = own.index[own["period"] == period]
            was = format_number(float(own.loc[rows[0], "value"]), material.language)
            observations.loc[rows, ["value", "corrected"]] = [value, True]
            now = format_number(value, material.language)
            start, end = own.loc[rows[0], ["period_start", "period_end"]]
            days = format_days("", str(start), str(end), material.language)
            told.append(Changed(f"{lines()[name].label(material.language)}, {days}", was, now))
    return observations, told


def _number(given: object, line: str, material: Material) -> float:
    """A figure as one may be put in the place of another. Raises BenchError."""
    if isinstance(given, bool) or not isinstance(given, Real) or not 0 <= float(given) < float("inf"):
        raise BenchError(text("explore.no_value", material.language, line=line, given=given))
    return float(given)
