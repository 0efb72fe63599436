"""How whole a verdict is: the terms that have a figure, and those that lack one."""

from rehab.attainment.evidence import says_estimate
from rehab.catalog.indicators import indicators
from rehab.pages.numbers.calculations import KNOWN, part_workings
from rehab.pages.numbers.material import Material
from rehab.store.facts import Verdict


def known_terms(material: Material, part: str) -> tuple[int, int]:
    """How many terms of a part's numerator have a figure, and how many there are."""
    above = [row for row in part_workings(material, part) if row.side == "numerator"]
    lacking = {row.line for row in above if row.status not in KNOWN}
    count = len({row.line for row in above})
    return count - len(lacking), count


def is_by_own_reading(row: Verdict, material: Material) -> bool:
    """True where a part that is the project's own reading (4a) alone makes a computed Không đạt (method, rule 10)."""
    if row.basis != "computed" or row.verdict != "not_met" or row.part:
        return False
    failing = [part.part for part in material.facts.parts_of(row.indicator) if part.verdict == "not_met"]
    own = {part.id for part in indicators()[row.indicator].parts if part.reading == "project"}
    return bool(failing) and set(failing) <= own


def method_words(part: str, material: Material) -> str:
    """How the province arrived at a part's figures, in its own words; empty where it does not say (method, rule 21)."""
    found = next(item for indicator in indicators().values() for item in indicator.parts if item.id == part)
    return material.statement(found.method_line) if found.method_line else ""


def estimate_words(part: str, material: Material) -> str:
    """Those words where they say that the figures are an estimate."""
    said = method_words(part, material)
    return said if says_estimate(said) else ""
