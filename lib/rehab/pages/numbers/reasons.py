"""How each verdict was reached, one sentence an indicator."""

from rehab.catalog.indicators import Indicator, indicators
from rehab.catalog.lines import line_label
from rehab.catalog.rows import Row
from rehab.catalog.tables import records
from rehab.catalog.texts import text
from rehab.pages.citing.figures import counted_on
from rehab.pages.citing.marks import mark
from rehab.pages.citing.phrases import Phrase, fill, join, phrase
from rehab.pages.numbers.calculations import is_bound
from rehab.pages.numbers.material import Material
from rehab.pages.numbers.verdicts import part_rows


def why(row: Row, material: Material) -> list[Phrase]:
    """The sentences that say how an indicator's verdict was reached; `row` is its verdict as a whole."""
    language, indicator = material.language, indicators()[row["indicator"]]
    if row["basis"] == "computed":
        sentences = _computed(indicator, material)
    elif row["verdict"] == "not_assessed":
        said = text(f"reason.{row['reason']}", language) if row["reason"] else text("verdict.not_assessed", language)
        sentences = [fill(text("reasons.not_assessed", language), reason=said)]
    else:
        key = "reasons.stated" if indicator.parts else "reasons.stated_qualitative"
        sentences = [phrase(text(key, language))]
    if indicator.evidence:
        sentences.append(_evidence(indicator, material))
    return sentences


def _computed(indicator: Indicator, material: Material) -> list[Phrase]:
    language, rows = material.language, part_rows(material, indicator.number)
    if len(rows) > 1:
        return [phrase(text("reasons.computed_parts", language))]
    row = rows[0]
    value, target = row["value"], row["target"]
    key = "computed_met" if row["verdict"] == "met" else "computed_below"
    shown = material.figures.percent(value, str(row["part"]), target, is_bound(row))
    sentences = [fill(text(f"reasons.{key}", language), value=shown, target=material.figures.fixed(target))]
    if row["terms_missing"] and row["verdict"] == "not_met":
        sentences.append(phrase(text("reasons.firm_not_met", language)))
    return sentences


def _evidence(indicator: Indicator, material: Material) -> Phrase:
    """The lines that bear on a qualitative goal, the latest figure of each."""
    rows = material.observations
    pieces = []
    for name in indicator.evidence:
        own = rows[(rows["line"] == name) & (rows["value"].notna() | (rows["withheld"] != "")) & (rows["area"] == "")]
        if own.empty:
            continue
        latest = records(own.sort_values("period_end", kind="stable"))[-1]
        label, days = line_label(name, material.language), counted_on(latest, material.language)
        pieces.append(fill("{}: {} ({})", label, material.figures.observed(latest), mark(days)))
    if not pieces:
        return phrase(text("reasons.no_evidence", material.language))
    return fill(text("reasons.evidence", material.language), lines=join(pieces))
