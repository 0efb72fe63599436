"""How each computed part came about: its terms, their cells, the calculation written out."""

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd
from markupsafe import Markup

from rehab.attainment.pace import needed
from rehab.briefs.figures import Figures, counted_on, fill
from rehab.briefs.material import Material
from rehab.catalog.indicators import Part, indicators
from rehab.catalog.lines import line_label, lines
from rehab.catalog.tables import Row, records
from rehab.catalog.texts import text

_KNOWN = ("used", "none_stated")


@dataclass(frozen=True)
class TermLine:
    """One row of a calculation's table; `value` is empty markup where there is no figure."""

    side: str
    label: str
    value: Markup
    note: str
    days: str
    source: str


@dataclass(frozen=True)
class Calculation:
    """The calculation of one part over the window, ready to print."""

    part: str
    title: str
    equation: Markup
    gap: Markup
    terms: tuple[TermLine, ...]


def part_name(part: Part, indicator: int, language: str) -> str:
    """Name of a part; an indicator's own where the part has none."""
    return part.short(language) or indicators()[indicator].short(language)


def calculations(material: Material, figures: Figures) -> list[Calculation]:
    """Calculations of every part that has a value over the window, in order."""
    found = []
    computed = material.verdicts[(material.verdicts["part"] != "") & material.verdicts["value"].notna()]
    for row in records(computed):
        found.append(_calculation(row, material, figures))
        found += _alternative_calculations(row, material, figures)
    return found


def part_workings(material: Material, part: str, alternative: str = "") -> pd.DataFrame:
    """Workings of a part over the window: a row for each cell used and each term that is missing."""
    rows = material.workings
    own = rows[(rows["part"] == part) & (rows["alternative"] == alternative)]
    return own[own["period"].str.contains("/", regex=False)]


def _calculation(row: Row, material: Material, figures: Figures) -> Calculation:
    language, part_id, number = material.language, str(row["part"]), row["indicator"]
    part = next(part for part in indicators()[number].parts if part.id == part_id)
    workings = records(part_workings(material, part_id))
    return Calculation(
        part=part_id,
        title=text("calculation.heading", language, part=part_id, name=part_name(part, number, language)),
        equation=equation(row, workings, figures),
        gap=_gap(row, figures),
        terms=tuple(_term_line(term, figures, language) for term in workings),
    )


def _alternative_calculations(row: Row, material: Material, figures: Figures) -> list[Calculation]:
    """The other definitions of a part that can be computed, each with its own terms."""
    rates = material.rates
    own = rates[(rates["part"] == row["part"]) & (rates["alternative"] != "") & rates["value"].notna()]
    found = []
    for rate in records(own[own["period"].str.contains("/", regex=False)]):
        name = str(rate["alternative"])
        parts = indicators()[row["indicator"]].alternatives
        workings = records(part_workings(material, row["part"], name))
        found.append(
            Calculation(
                part=name,
                title=text(
                    "calculation.alternative",
                    material.language,
                    part=row["part"],
                    name=next(part for part in parts if part.id == name).short(material.language),
                ),
                equation=equation({**rate, "part": name, "target": row["target"]}, workings, figures),
                gap=Markup(""),
                terms=tuple(_term_line(term, figures, material.language) for term in workings),
            )
        )
    return found


def equation(row: Row, workings: list[Row], figures: Figures) -> Markup:
    """The calculation written out, `(59 + 97 + 180) / 930 = 36,1%`, every number linked to its cell."""
    part, sides = str(row["part"]), []
    for side in ("numerator", "denominator"):
        known = [w for w in workings if w["side"] == side and w["status"] in _KNOWN and w["cell"]]
        sides.append(_sum(known, part, figures))
    value = row["value"]
    shown = figures.percent(value, part, row["target"], bool(row["terms_missing"]))
    shown = Markup(shown.replace("≥ ", ""))
    return Markup("{} / {} = {}").format(sides[0], sides[1], shown)


def _sum(rows: list[Row], part: str, figures: Figures) -> Markup:
    counted = [row for row in rows if not lines()[str(row["line"])].is_number]
    if counted or not rows:
        # Centres are counted, not added up cell by cell: the table below lists them.
        return figures.computed(sum(row["value"] for row in counted), part)
    pieces = [figures.observed(row) for row in rows]
    joined = Markup(" + ").join(pieces)
    return Markup("({})").format(joined) if len(pieces) > 1 else joined


def _gap(row: Row, figures: Figures) -> Markup:
    """How many more would meet the target, or by how many it is passed."""
    language, part, target = figures.language, str(row["part"]), row["target"]
    count = needed(Fraction(str(row["denominator"])), target)
    margin = int(row["margin"])
    key = "target_gap" if margin < 0 else "target_reached" if margin else "target_exact"
    return fill(
        text(f"calculation.{key}", language),
        target=figures.fixed(target),
        needed=figures.computed(count, part),
        numerator=figures.computed(row["numerator"], part),
        gap=figures.computed(abs(margin), part),
    )


def _term_line(term: Row, figures: Figures, language: str) -> TermLine:
    status, has_cell = str(term["status"]), bool(term["cell"])
    value = Markup("")
    if status in _KNOWN and has_cell:
        is_number = lines()[str(term["line"])].is_number
        value = figures.observed(term) if is_number else figures.quoted(term)
    return TermLine(
        side=text(f"calculation.{term['side']}", language),
        label=line_label(str(term["line"]), language),
        value=value,
        note="" if status == "used" else text(f"calculation.{status}", language),
        days=counted_on(term, language) if has_cell else "",
        source=f"{term['sheet']} ! {term['cell']}" if has_cell else "",
    )
