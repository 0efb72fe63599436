"""How each verdict was reached, one sentence an indicator."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from rehab.briefs.figures import Figures, counted_on, fill, join
from rehab.briefs.material import Material
from rehab.briefs.nine import SYMBOLS, has_value, part_rows
from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.lines import line_label
from rehab.catalog.tables import Row, records
from rehab.catalog.texts import text


@dataclass(frozen=True)
class Reason:
    """An indicator, its verdict and why."""

    number: int
    short: str
    verdict: str
    verdict_text: str
    symbol: str
    sentences: tuple[Markup, ...]


def reasons(material: Material, figures: Figures) -> list[Reason]:
    """One reason an indicator, in order."""
    rows = records(material.verdicts[material.verdicts["part"] == ""])
    return [_reason(row, material, figures) for row in rows]


def _reason(row: Row, material: Material, figures: Figures) -> Reason:
    language, number = material.language, row["indicator"]
    indicator, verdict = indicators()[number], str(row["verdict"])
    if row["basis"] == "computed":
        sentences = _computed(indicator, material, figures)
    elif verdict == "not_assessed":
        why = text(f"reason.{row['reason']}", language)
        sentences = [fill(text("reasons.not_assessed", language), reason=why)]
    else:
        key = "reasons.stated" if indicator.parts else "reasons.stated_qualitative"
        sentences = [escape(text(key, language))]
    if indicator.evidence:
        sentences.append(_evidence(indicator, material, figures))
    return Reason(
        number=number,
        short=indicator.short(language),
        verdict=verdict,
        verdict_text=text(f"verdict.{verdict}", language),
        symbol=SYMBOLS[verdict],
        sentences=tuple(sentences),
    )


def _computed(indicator: Indicator, material: Material, figures: Figures) -> list[Markup]:
    language, rows = material.language, part_rows(material, indicator.number)
    if len(rows) > 1:
        pieces = [_part(row, figures) for row in rows]
        return [fill(text("reasons.computed_parts", language), parts=join(pieces))]
    row = rows[0]
    if row["withheld"]:
        return [escape(text("disclosure.figure_withheld", language))]
    value, target = row["value"], row["target"]
    key = "computed_met" if row["verdict"] == "met" else "computed_below"
    bound = bool(row["terms_missing"])
    shown = figures.percent(value, str(row["part"]), target, bound)
    sentences = [fill(text(f"reasons.{key}", language), value=shown, target=figures.fixed(target))]
    if bound and row["verdict"] == "not_met":
        sentences.append(escape(text("reasons.firm_not_met", language)))
    return sentences


def _part(row: Row, figures: Figures) -> Markup:
    language, part = figures.language, str(row["part"])
    verdict = text(f"verdict.{row['verdict']}", language)
    if not has_value(row) and not row["withheld"]:
        why = text(f"reason.{row['reason']}", language) if row["reason"] else verdict
        return Markup("{}: {}").format(part, why)
    bound, target = bool(row["terms_missing"]), row["target"]
    value = figures.percent(row["value"], part, target, bound)
    return Markup("{}: {} / {}, {}").format(part, value, figures.fixed(target), verdict)


def _evidence(indicator: Indicator, material: Material, figures: Figures) -> Markup:
    """The lines that bear on a qualitative goal, the latest figure of each."""
    rows = material.observations
    pieces = []
    for name in indicator.evidence:
        own = rows[(rows["line"] == name) & (rows["value"].notna() | (rows["withheld"] != "")) & (rows["area"] == "")]
        if own.empty:
            continue
        latest = records(own.sort_values("period_end", kind="stable"))[-1]
        label, days = line_label(name, material.language), counted_on(latest, material.language)
        pieces.append(Markup("{}: {} ({})").format(label, figures.observed(latest), days))
    if not pieces:
        return escape(text("reasons.no_evidence", material.language))
    return fill(text("reasons.evidence", material.language), lines=join(pieces))
