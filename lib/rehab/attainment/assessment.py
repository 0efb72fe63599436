"""Observations of any number of provinces → verdicts, rates, workings and problems."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pandas as pd

from rehab.attainment.doubts import ratio_problems, verdict_problems
from rehab.attainment.evidence import Evidence, gather_evidence
from rehab.attainment.pace import expected
from rehab.attainment.ratios import Ratio, has_trend, period_ratio, window_ratio
from rehab.attainment.targets import Targets
from rehab.attainment.verdicts import (
    COMPUTED,
    Verdict,
    indicator_verdict,
    is_borderline,
    latest,
    margin,
    part_verdict,
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
    stated_row = evidence.stated("stated_verdict", indicator.number)
    stated = stated_row.text if stated_row else ""
    ratios = [window_ratio(part, evidence) for part in parts]
    verdicts = [part_verdict(ratio, stated) for ratio in ratios]
    whole = indicator_verdict(indicator, verdicts, evidence)
    rows["verdicts"].append(_whole_row(indicator, ratios, verdicts, whole, evidence, targets))
    for ratio, verdict in zip(ratios, verdicts, strict=True):
        # An indicator of one part is that part: both rows say the same.
        own = whole if len(parts) == 1 else verdict
        rows["verdicts"].append(_part_row(indicator, ratio, own, evidence, targets, len(parts) == 1))
        rows["problems"] += ratio_problems(ratio, evidence)
    only = ratios[0] if len(ratios) == 1 else None
    rows["problems"] += verdict_problems(indicator.number, only, whole, evidence)
    for part, is_alternative in _definitions(indicator, parts):
        _add_rates(indicator, part, is_alternative, evidence, targets, rows)


def _definitions(indicator: Indicator, parts: list[Part]) -> Iterator[tuple[Part, bool]]:
    for part in parts:
        yield part, False
    for alternative in indicator.alternatives:
        yield replace(alternative, target=parts[0].target), True


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
    }


def _figures(indicator: Indicator, ratio: Ratio, verdict: Verdict, evidence: Evidence, targets: Targets) -> Row:
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
        "borderline": is_borderline(ratio, verdict),
        "as_of": _iso(ratio.as_of if value is not None else None),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _part_row(
    indicator: Indicator, ratio: Ratio, verdict: Verdict, evidence: Evidence, targets: Targets, only: bool
) -> Row:
    return {
        **_identity(indicator, evidence),
        "part": ratio.part.id,
        **_figures(indicator, ratio, verdict, evidence, targets),
        "verdict": verdict.verdict,
        "basis": verdict.basis,
        "reason": verdict.reason,
        **(_stated(indicator, verdict, evidence) if only else {}),
    }


def _whole_row(
    indicator: Indicator,
    ratios: list[Ratio],
    verdicts: list[Verdict],
    whole: Verdict,
    evidence: Evidence,
    targets: Targets,
) -> Row:
    row: Row = {**_identity(indicator, evidence), "part": ""}
    if len(ratios) == 1:
        row |= _figures(indicator, ratios[0], verdicts[0], evidence, targets)
    else:
        flags = [is_borderline(ratio, verdict) for ratio, verdict in zip(ratios, verdicts, strict=True)]
        row["borderline"] = any(flags) if whole.basis == COMPUTED else None
        row["as_of"] = _iso(latest([ratio.as_of for ratio in ratios if ratio.value is not None]))
    return {
        **row,
        "verdict": whole.verdict,
        "basis": whole.basis,
        "reason": whole.reason,
        **_stated(indicator, whole, evidence),
    }


def _add_rates(
    indicator: Indicator,
    part: Part,
    is_alternative: bool,
    evidence: Evidence,
    targets: Targets,
    rows: dict[str, list[Row]],
) -> None:
    own = indicator.parts[0].id if is_alternative else part.id
    baseline, _ = targets.baseline(evidence.province, indicator, own)
    identity = {
        **_identity(indicator, evidence),
        "part": own,
        "alternative": part.id if is_alternative else "",
    }
    periods = calendar().columns if has_trend(part) else ()
    ratios = [(period, period_ratio(part, evidence, period)) for period in periods]
    window = window_ratio(part, evidence)
    ratios.append((_window_label(window, evidence), window))
    for period, ratio in ratios:
        computed = ratio.value is not None
        rows["rates"].append(
            {
                **identity,
                "period": period,
                "value": _number(ratio.value),
                "numerator": _number(ratio.numerator) if computed else None,
                "denominator": _number(ratio.denominator) if computed else None,
                "expected": None if is_alternative else expected(baseline, part.target, period),
                "terms_missing": ";".join(ratio.missing),
            }
        )
        if computed or ratio is window:
            rows["workings"] += [{**identity, "period": period, **working} for working in ratio_workings(ratio)]


def _window_label(ratio: Ratio, evidence: Evidence) -> str:
    start, end = ratio.flow_window or (calendar().window_start, evidence.window_end)
    return span(start, end).label
