"""Observations of any number of provinces → verdicts, rates, workings and problems."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pandas as pd

from rehab.attainment.agreement import agreement_problems
from rehab.attainment.definitions import deciding_ratio, other_definitions
from rehab.attainment.doubts import ratio_problems
from rehab.attainment.evidence import Evidence, gather_evidence
from rehab.attainment.margins import is_borderline, is_borderline_whole, margin
from rehab.attainment.pace import expected
from rehab.attainment.ratios import Ratio, has_trend, period_ratio, window_ratio
from rehab.attainment.targets import Targets
from rehab.attainment.verdicts import (
    COMPUTED,
    Statement,
    Verdict,
    indicator_verdict,
    latest,
    part_verdict,
    statement_of,
)
from rehab.attainment.workings import WORKING_COLUMNS, ratio_workings
from rehab.catalog.indicators import Indicator, Part, indicators
from rehab.catalog.periods import calendar, span
from rehab.catalog.rows import Row
from rehab.catalog.tables import conform


@dataclass(frozen=True)
class Assessment:
    """The tables `verdicts`, `rates` and `problems`, and the workings: which cell went into what."""

    verdicts: pd.DataFrame
    rates: pd.DataFrame
    workings: pd.DataFrame
    problems: pd.DataFrame


@dataclass(frozen=True)
class _Assessed:
    """One indicator of one province: its parts' ratios and verdicts, the whole, and what the province states."""

    indicator: Indicator
    ratios: list[Ratio]
    verdicts: list[Verdict]
    whole: Verdict
    stated: Statement


def assess(observations: pd.DataFrame, targets: Targets | None = None, as_of: date | None = None) -> Assessment:
    """Assess every province in `observations` (columns of that table) by docs/method.md.

    `as_of` leaves out values that end later. Provinces come in the order of collection and code; each is
    assessed from its own rows alone.
    """
    rows: dict[str, list[Row]] = {"verdicts": [], "rates": [], "workings": [], "problems": []}
    known = observations[observations["province"] != ""]
    for _, own in known.groupby(["collection", "province"], sort=True):
        evidence = gather_evidence(own, as_of)
        for indicator in indicators().values():
            _assess_indicator(indicator, evidence, targets or Targets(), rows)
    problems = conform(rows["problems"], "problems").drop_duplicates(ignore_index=True)
    return Assessment(
        verdicts=conform(rows["verdicts"], "verdicts"),
        rates=conform(rows["rates"], "rates"),
        workings=pd.DataFrame(rows["workings"], columns=list(WORKING_COLUMNS)),
        problems=problems,
    )


def _assess_indicator(indicator: Indicator, evidence: Evidence, targets: Targets, rows: dict[str, list[Row]]) -> None:
    parts = [targets.part(evidence.province, part) for part in indicator.parts]
    stated = statement_of(indicator.number, evidence)
    ratios = [deciding_ratio(part, evidence) for part in parts]
    verdicts = [part_verdict(ratio, stated.verdict) for ratio in ratios]
    whole = indicator_verdict(indicator, verdicts, stated)
    found = _Assessed(indicator, ratios, verdicts, whole, stated)
    rows["verdicts"].append(_whole_row(found, evidence, targets))
    for ratio, verdict in zip(ratios, verdicts, strict=True):
        # An indicator of one part is that part: both rows say the same.
        own = whole if len(parts) == 1 else verdict
        rows["verdicts"].append(_part_row(found, ratio, own, evidence, targets))
        rows["problems"] += ratio_problems(ratio, evidence)
    others = _other_ratios(found, parts, evidence)
    rows["problems"] += agreement_problems(indicator, ratios, others, verdicts, whole, evidence)
    for ratio in ratios:
        _add_rates(indicator, ratio, "", evidence, targets, rows)
    for other in others:
        _add_rates(indicator, other, other.part.definition or other.part.id, evidence, targets, rows)


def _other_ratios(found: _Assessed, parts: list[Part], evidence: Evidence) -> list[Ratio]:
    """The other definitions of the parts that can be computed, and the alternatives, each once (rules 15 and 19)."""
    indicator = found.indicator
    decided = {ratio.part.definition for ratio in found.ratios} - {""}
    alternatives = [part for part in indicator.alternatives if not part.same_as or part.same_as not in decided]
    shown_otherwise = {part.same_as for part in alternatives}
    ratios: list[Ratio] = []
    for ratio, part in zip(found.ratios, parts, strict=True):
        computed = other_definitions(ratio, part, evidence)
        ratios += [other for other in computed if other.part.definition not in shown_otherwise]
    # Only those in treatment now are no measure of indicator 6's target (rule 16): it lends none.
    target = None if parts and parts[0].terms_overlap else parts[0].target if parts else None
    return ratios + [window_ratio(replace(part, target=target), evidence) for part in alternatives]


def _identity(indicator: Indicator, evidence: Evidence) -> Row:
    return {
        "collection": evidence.collection,
        "province": evidence.province,
        "indicator": indicator.number,
    }


def _number(value: Fraction | float | int | None) -> float | None:
    return None if value is None else float(value)


def _stated(indicator: Indicator, whole: Verdict, evidence: Evidence) -> Row:
    stated = evidence.stated("stated_verdict", indicator.number)
    figure = evidence.stated("stated_value", indicator.number)
    comparable = whole.basis == COMPUTED and stated is not None
    return {
        "stated_verdict": stated.text if stated else "",
        "stated_value": figure.value if figure else None,
        "agrees": stated.text == whole.verdict if comparable and stated else None,
        "agrees_by": whole.agrees_by if comparable else "",
    }


def _figures(indicator: Indicator, ratio: Ratio, evidence: Evidence, targets: Targets) -> Row:
    baseline, kind = targets.baseline(evidence.province, indicator, ratio.part.id)
    target = ratio.part.target
    value = ratio.value
    return {
        "value": _number(value),
        "numerator": _number(ratio.numerator) if ratio.reason != "conflict" else None,
        "denominator": _number(ratio.denominator) if ratio.reason != "conflict" else None,
        "terms_missing": ";".join(ratio.missing),
        "baseline": baseline,
        "baseline_kind": kind,
        "target": target,
        "attainment": _number(value / Fraction(str(target))) if value is not None and target else None,
        "margin": _number(margin(ratio)),
        "as_of": _iso(ratio.as_of if value is not None else None),
        "definition": ratio.part.definition,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _said(verdict: Verdict) -> Row:
    return {"verdict": verdict.verdict, "basis": verdict.basis, "reason": verdict.reason}


def _part_row(found: _Assessed, ratio: Ratio, verdict: Verdict, evidence: Evidence, targets: Targets) -> Row:
    is_only = len(found.ratios) == 1
    return {
        **_identity(found.indicator, evidence),
        "part": ratio.part.id,
        **_figures(found.indicator, ratio, evidence, targets),
        "borderline": is_borderline(ratio, verdict),
        **_said(verdict),
        **(_stated(found.indicator, verdict, evidence) if is_only else {}),
    }


def _whole_row(found: _Assessed, evidence: Evidence, targets: Targets) -> Row:
    row: Row = {**_identity(found.indicator, evidence), "part": ""}
    if len(found.ratios) == 1:
        row |= _figures(found.indicator, found.ratios[0], evidence, targets)
    else:
        row["as_of"] = _iso(latest([ratio.as_of for ratio in found.ratios if ratio.value is not None]))
    borderline = is_borderline_whole(found.indicator, found.ratios, found.verdicts, found.whole, found.stated)
    return {**row, "borderline": borderline, **_said(found.whole), **_stated(found.indicator, found.whole, evidence)}


def _add_rates(
    indicator: Indicator,
    window: Ratio,
    alternative: str,
    evidence: Evidence,
    targets: Targets,
    rows: dict[str, list[Row]],
) -> None:
    """Rows of a part or another definition: each year, the half-year, the window (rule 4)."""
    part = window.part
    own = indicator.parts[0].id if alternative else part.id
    baseline, _ = targets.baseline(evidence.province, indicator, own)
    identity = {**_identity(indicator, evidence), "part": own, "alternative": alternative}
    for period, ratio in [*_yearly(window, evidence), (_window_label(window, evidence), window)]:
        decides = not alternative and not (part.terms_overlap and period == calendar().half_year)
        rows["rates"].append(
            {
                **identity,
                "definition": part.definition,
                "period": period,
                "value": _number(ratio.value),
                "numerator": _number(ratio.numerator) if _shows_counts(ratio) else None,
                "denominator": _number(ratio.denominator) if _shows_counts(ratio) else None,
                "expected": expected(baseline, part.target, period) if decides else None,
                "terms_missing": ";".join(ratio.missing),
            }
        )
        if ratio.value is not None or ratio is window:
            rows["workings"] += [{**identity, "period": period, **working} for working in ratio_workings(ratio)]


def _yearly(window: Ratio, evidence: Evidence) -> Iterator[tuple[str, Ratio]]:
    """The years of a part; under a definition only those that have all its terms (rule 19)."""
    part = window.part
    if not has_trend(part) or (part.definitions and not part.definition):
        return
    for period in calendar().columns:
        ratio = period_ratio(part, evidence, period)
        if not part.definitions or all(term.is_known for term in ratio.terms):
            yield period, ratio


def _shows_counts(ratio: Ratio) -> bool:
    return ratio.value is not None or ratio.reason == "above_whole"


def _window_label(ratio: Ratio, evidence: Evidence) -> str:
    start, end = ratio.flow_window or (calendar().window_start, evidence.window_end)
    return span(start, end).label
